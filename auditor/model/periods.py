"""ISO 8601 durations, calendar ones (``P7Y``) included. ``P1M`` is a month and ``PT1M`` a minute, always."""

from dataclasses import dataclass
from datetime import date, timedelta

import isodate
from isodate.isoerror import ISO8601Error


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A length of time that may count years and months."""

    years: int = 0
    months: int = 0
    exact: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read an ISO 8601 duration; raises ValueError for anything else, negative ones and fractions of months."""
        try:
            found = isodate.parse_duration(text)
        except (ISO8601Error, TypeError, ArithmeticError) as error:
            raise ValueError(f"not an ISO 8601 duration: {text!r}") from error
        if isinstance(found, timedelta):
            period = cls(exact=found)
        else:
            if found.years != int(found.years) or found.months != int(found.months):
                raise ValueError(f"fractions of years and months have no length: {text!r}")
            period = cls(years=int(found.years), months=int(found.months), exact=found.tdelta)
        if period.years < 0 or period.months < 0 or period.exact < timedelta():
            raise ValueError(f"a negative duration: {text!r}")
        return period

    def before(self, day: date) -> date:
        """The day this long before ``day``; 29 February falls back to the 28th."""
        duration = isodate.Duration(years=self.years, months=self.months)
        shifted: date = day - duration if self.years or self.months else day
        return shifted - timedelta(days=self.exact.days)

    def after(self, day: date) -> date:
        """The day this long after ``day``."""
        duration = isodate.Duration(years=self.years, months=self.months)
        shifted: date = day + duration if self.years or self.months else day
        return shifted + timedelta(days=self.exact.days)

    @property
    def delta(self) -> timedelta:
        """The length as a time difference; a year counts 365 days, a month 30. For freshness, not for calendars."""
        return self.exact + timedelta(days=365 * self.years + 30 * self.months)

    def __str__(self) -> str:
        if not (self.years or self.months):
            return str(isodate.duration_isoformat(self.exact))
        return str(isodate.duration_isoformat(isodate.Duration(years=self.years, months=self.months) + self.exact))
