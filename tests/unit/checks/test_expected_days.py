"""Days that a log must exist for."""

from datetime import date

import pytest

from auditor.checks.expected_days import expected_days, is_business_day
from auditor.facts.logs import LogSource
from auditor.model.evidence import Place


def source(expected: str, *closed: date) -> LogSource:
    return LogSource(
        place=Place(origin="inventory"), source="x", started=date(2019, 1, 1), expected=expected, closed_days=closed
    )


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),  # Saturday
        ("2026-11-22", False),  # Sunday
        ("2026-11-23", False),  # 勤労感謝の日
        ("2026-11-24", True),
        ("2019-05-01", False),  # the accession, by its own law
        ("2019-04-30", False),  # between two holidays
        ("2019-10-22", False),  # the enthronement, by its own law
        ("2020-07-24", False),  # スポーツの日, moved for the games
        ("2020-10-12", True),
        ("2021-08-09", False),  # substitute holiday
        ("2026-09-22", False),  # between two holidays
        ("2024-02-29", True),
        ("2025-12-26", True),
        ("2025-12-29", False),
        ("2025-12-31", False),
        ("2026-01-02", False),
        ("2026-01-05", True),
    ],
)
def test_days_on_which_a_municipality_works(day: str, open_: bool) -> None:
    assert is_business_day(date.fromisoformat(day)) is open_


def test_all_days_and_business_days_without_the_closed_ones() -> None:
    first, last = date(2026, 11, 19), date(2026, 11, 24)
    assert [d.day for d in expected_days(source("all"), first, last)] == [19, 20, 21, 22, 23, 24]
    assert [d.day for d in expected_days(source("business"), first, last)] == [19, 20, 24]
    assert [d.day for d in expected_days(source("business", date(2026, 11, 20)), first, last)] == [19, 24]
    assert [d.day for d in expected_days(source("all", date(2026, 11, 20)), last, first)] == []
