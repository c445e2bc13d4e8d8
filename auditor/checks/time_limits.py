"""Whether something came within the time that a rule gives: a period, or working days (Japanese holidays)."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditor.checks.fields import Moment, day_of
from auditor.checks.working_days import between
from auditor.model.periods import Period
from auditor.model.words import Argument


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """How long something may take; both where both are set."""

    within: Period | None = None
    working_days: int | None = None
    longer_by: int = 0
    """Days on which time does not run; they are added to the end."""

    @property
    def set(self) -> bool:
        """Whether there is a limit at all."""
        return self.within is not None or self.working_days is not None

    def exceeded(self, first: Moment, last: Moment) -> bool:
        """Whether more time lies between the two than may.

        A limit in days counts days, whatever the hour. One that has hours counts them where both tell the time; where
        one is a day only, a part of a day counts as a whole one.
        """
        if self.longer_by and day_of(last) > day_of(first):
            last = max(first, last - timedelta(days=self.longer_by), key=day_of)
        return self._period_exceeded(first, last) or self._days_exceeded(day_of(first), day_of(last))

    def _period_exceeded(self, first: Moment, last: Moment) -> bool:
        if self.within is None:
            return False
        deadline = self.within.after(day_of(first))
        part = self.within.exact - timedelta(days=self.within.exact.days)
        if part and isinstance(first, datetime) and isinstance(last, datetime):
            return last - first > self.within.delta
        return day_of(last) > deadline + timedelta(days=math.ceil(part / timedelta(days=1)))

    def _days_exceeded(self, first: date, last: date) -> bool:
        return self.working_days is not None and between(first, last) > self.working_days

    def words(self) -> dict[str, Argument]:
        """The limit as messages take it."""
        days = "" if self.working_days is None else str(self.working_days)
        period = "" if self.within is None else str(self.within)
        more_ja = f"（ほかに算入しない{self.longer_by}日）" if self.longer_by else ""
        more_en = f" (and {self.longer_by} days that do not count)" if self.longer_by else ""
        return {
            "limit_ja": "・".join(t for t in (f"{days}開庁日" if days else "", _ja(period)) if t) + more_ja,
            "limit_en": ", ".join(t for t in (f"{days} working days" if days else "", _en(period)) if t) + more_en,
        }


def _ja(period: str) -> str:
    return _spelt(period, ("年", "か月", "日", "時間", "分"), "")


def _en(period: str) -> str:
    return _spelt(period, (" years", " months", " days", " hours", " minutes"), " ")


def _spelt(period: str, units: tuple[str, ...], between_units: str) -> str:
    """A period in words; its ISO 8601 text where it has another form than the rules' own."""
    if not period:
        return ""
    given = Period.parse(period)
    seconds = int(given.exact.total_seconds())
    numbers = (given.years, given.months, seconds // 86400, seconds % 86400 // 3600, seconds % 3600 // 60)
    return between_units.join(f"{n}{unit}" for n, unit in zip(numbers, units, strict=True) if n) or period
