"""Working days between two dates, for limits that are counted in them."""

from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from auditor.checks.expected_days import is_business_day

_LONGEST = 3660
"""Days, ten years: no limit is longer, so counting further tells nothing more."""


def between(start: date, end: date) -> int:
    """Working days from ``start`` on and before ``end``: 0 on the same day, and from a Saturday to the next Monday."""
    days = min((end - start).days, _LONGEST)
    if days <= 0:
        return 0
    last = start + timedelta(days=days)
    whole_years = sum(_counted(year)[-1] for year in range(start.year, last.year))
    return whole_years + _before(last) - _before(start)


def _before(day: date) -> int:
    """Working days of the year before a day."""
    return _counted(day.year)[day.timetuple().tm_yday - 1]


@cache
def _counted(year: int) -> tuple[int, ...]:
    """For each day of the year, and for its end, the working days before it."""
    first, length = date(year, 1, 1), date(year, 12, 31).timetuple().tm_yday
    return (0, *accumulate(is_business_day(first + timedelta(days=n)) for n in range(length)))
