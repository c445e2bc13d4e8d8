"""Working days between two dates, for limits that are counted in them."""

from datetime import date, timedelta

from auditor.checks.expected_days import is_business_day

_LONGEST = 3660
"""Days, ten years: no limit is longer, so counting further tells nothing more."""


def between(start: date, end: date) -> int:
    """Working days from ``start`` on and before ``end``: 0 on the same day, and from a Saturday to the next Monday."""
    days = min((end - start).days, _LONGEST)
    return sum(is_business_day(start + timedelta(days=n)) for n in range(days))
