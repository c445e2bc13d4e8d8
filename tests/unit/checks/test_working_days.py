from datetime import date, timedelta

import pytest

from auditor.checks.expected_days import is_business_day
from auditor.checks.working_days import between


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 21), 1),
        (date(2026, 11, 21), date(2026, 11, 24), 0),  # Saturday, Sunday, 勤労感謝の日
        (date(2026, 12, 28), date(2027, 1, 5), 2),  # 28 December and 4 January
        (date(2026, 11, 24), date(2026, 11, 20), 0),
    ],
)
def test_working_days_from_start_on_and_before_end(start: date, end: date, days: int) -> None:
    assert between(start, end) == days


def test_counting_stops_after_ten_years() -> None:
    start = date(2000, 1, 3)
    assert between(start, date(2030, 1, 1)) == between(start, date(2010, 1, 10))


def test_it_counts_day_by_day() -> None:
    for start in (date(2019, 12, 27), date(2020, 2, 28), date(2026, 4, 29)):
        for length in (1, 7, 40, 366, 800):
            days = [start + timedelta(days=n) for n in range(length)]
            assert between(start, start + timedelta(days=length)) == sum(map(is_business_day, days))
