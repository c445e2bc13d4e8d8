"""Japan's calendar as the service needs it: today, closed days, and days of a month that not every month has."""

from calendar import monthrange
from datetime import date, datetime

from auditor.checks.expected_days import is_business_day
from auditor.model.japan import JST
from auditor.model.operation import Schedule


def today(now: datetime) -> date:
    """The day in Japan."""
    return now.astimezone(JST).date()


def is_closed(day: date, schedule: Schedule) -> bool:
    """Whether the office is closed: a weekend, a national holiday, the turn of the year, or a day of its own."""
    return day in schedule.closed_days or not is_business_day(day)


def is_day_of_month(day: date, wanted: int) -> bool:
    """Whether it is the wanted day (1 to 31) of its month; in a month without that day, the last one."""
    return day.day == min(wanted, monthrange(day.year, day.month)[1])
