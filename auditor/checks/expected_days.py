"""Which days a log must exist for: all days, or the days on which a Japanese municipality works."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from auditor.facts.logs import LogSource

_SATURDAY = 5


def expected_days(source: LogSource, first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last`` (both included) that the source expects a log for."""
    closed = frozenset(source.closed_days)
    day = first
    while day <= last:
        if day not in closed and (source.expected != "business" or is_business_day(day)):
            yield day
        day += timedelta(days=1)


def is_business_day(day: date) -> bool:
    """Whether a municipality is open: no Saturday, Sunday, national holiday, or day of the turn of the year.

    地方自治法第4条の2第2項: Saturdays and Sundays, the holidays of 国民の祝日に関する法律 (substitute holidays and days
    between two holidays are among them), and the days that the city's ordinance names for the turn of the year, which
    are 29 December to 3 January as for the state's offices (行政機関の休日に関する法律第1条). A city that closes on
    other days declares them (``closed_days``).
    """
    if day.weekday() >= _SATURDAY or (day.month, day.day) in ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3)):
        return False
    return day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # imported late: it costs a fifth of a second

    return frozenset(country_holidays("JP", years=year))
