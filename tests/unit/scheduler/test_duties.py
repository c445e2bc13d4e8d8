"""When duties are due: exact moments over weekends, holidays, year ends, leap days and short months."""

from datetime import UTC, date, datetime

import pytest

from auditor.model.operation import DEFAULT_DUTIES, DutyKind, Schedule
from auditor.scheduler.calendar import is_closed, is_day_of_month
from auditor.scheduler.duties import Due, left_out, next_due, occurrences
from tests.unit.scheduler.plans import audit_due, daily, days, jst, monthly, schedule, weekly


def test_every_night_of_a_week_with_a_sunday_and_a_monday() -> None:
    usual = Schedule(duties=DEFAULT_DUTIES)
    assert days(occurrences(usual, jst("2026-11-20 01:30"), jst("2026-11-23 12:00"))) == [
        "11-21 01:30 audit",
        "11-22 01:30 audit",
        "11-22 05:00 verify",
        "11-23 01:30 audit",
        "11-23 07:30 sign_of_life",
    ]


def test_the_first_moment_is_left_to_who_was_there_and_the_last_is_ours() -> None:
    plan = schedule(daily())
    assert days(occurrences(plan, jst("2026-11-21 01:30"), jst("2026-11-21 01:30"))) == []
    assert days(occurrences(plan, jst("2026-11-21 01:29:59.999999"), jst("2026-11-21 01:30"))) == ["11-21 01:30 audit"]


def test_moments_are_japans_wherever_the_machine_stands() -> None:
    start = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # 01:00 on the 21st in Japan
    found = occurrences(schedule(daily()), start, datetime(2026, 11, 20, 17, 0, tzinfo=UTC))
    assert found == [audit_due("2026-11-21 01:30")]
    assert found[0].day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # 勤労感謝の日 after a weekend
        ("2026-11-20", "2026-11-25", ["11-20", "11-24", "11-25"]),
        # 敬老の日, the day between two holidays, 秋分の日
        ("2026-09-18", "2026-09-25", ["09-18", "09-24", "09-25"]),
        # 憲法記念日 on a Sunday: its substitute is the 6th
        ("2026-05-01", "2026-05-08", ["05-01", "05-07", "05-08"]),
        # the turn of the year: closed from 29 December to 3 January
        ("2026-12-25", "2027-01-05", ["12-25", "12-28", "01-04", "01-05"]),
        # 29 February is a day like others
        ("2028-02-28", "2028-03-01", ["02-28", "02-29", "03-01"]),
    ],
)
def test_closed_days(first: str, last: str, expected: list[str]) -> None:
    plan = schedule(daily(at="09:00", closed=False))
    found = occurrences(plan, jst(f"{first} 00:00"), jst(f"{last} 23:59"))
    assert [f"{due.at:%m-%d}" for due in found] == expected


def test_the_citys_own_closed_days() -> None:
    plan = schedule(daily(closed=False), closed_days=["2026-11-25"])
    found = occurrences(plan, jst("2026-11-24 00:00"), jst("2026-11-26 23:00"))
    assert days(found) == ["11-24 01:30 audit", "11-26 01:30 audit"]
    assert is_closed(date(2026, 11, 25), plan)
    assert not is_closed(date(2026, 11, 26), plan)


@pytest.mark.parametrize(
    ("wanted", "year", "expected"),
    [
        (31, 2026, ["01-31", "02-28", "03-31", "04-30"]),
        (30, 2026, ["01-30", "02-28", "03-30", "04-30"]),
        (29, 2028, ["01-29", "02-29", "03-29", "04-29"]),
        (29, 2026, ["01-29", "02-28", "03-29", "04-29"]),
        (1, 2026, ["01-01", "02-01", "03-01", "04-01"]),
    ],
)
def test_a_month_without_the_day_has_its_last_day(wanted: int, year: int, expected: list[str]) -> None:
    plan = schedule(monthly(DutyKind.PRUNE, wanted))
    found = occurrences(plan, jst(f"{year}-01-01 00:00"), jst(f"{year}-04-30 23:00"))
    assert [f"{due.at:%m-%d}" for due in found] == expected


def test_exactly_one_day_of_every_month_is_the_wanted_one() -> None:
    for wanted in range(1, 32):
        for year, month in ((2026, 2), (2028, 2), (2026, 4), (2026, 12)):
            last = {2: 29 if year == 2028 else 28, 4: 30, 12: 31}[month]
            found = [d for d in range(1, last + 1) if is_day_of_month(date(year, month, d), wanted)]
            assert found == [min(wanted, last)]


def test_two_entries_that_ask_the_same_at_once_are_one() -> None:
    plan = schedule(daily(), weekly(DutyKind.AUDIT, 5, "01:30"))
    assert days(occurrences(plan, jst("2026-11-21 00:00"), jst("2026-11-21 23:00"))) == ["11-21 01:30 audit"]


def test_at_the_same_time_the_audit_comes_first() -> None:
    plan = schedule(daily(DutyKind.BACKUP, "01:30"), daily(DutyKind.VERIFY, "01:30"), daily())
    found = occurrences(plan, jst("2026-11-21 00:00"), jst("2026-11-21 02:00"))
    assert days(found) == ["11-21 01:30 audit", "11-21 01:30 verify", "11-21 01:30 backup"]


def test_a_blackout_leaves_out_audits_and_nothing_else() -> None:
    plan = schedule(daily(), daily(DutyKind.BACKUP, "03:00"), blackouts=[("2026-11-21", "2026-11-22")])
    dues = occurrences(plan, jst("2026-11-20 00:00"), jst("2026-11-23 23:00"))
    assert days(d for d in dues if left_out(d, plan)) == ["11-21 01:30 audit", "11-22 01:30 audit"]


def test_next_due_names_each_kind_once() -> None:
    usual = Schedule()
    assert days(next_due(usual, jst("2026-11-21 01:30"))) == [
        "11-22 01:30 audit",
        "11-22 05:00 verify",
        "11-23 07:30 sign_of_life",
    ]


def test_next_due_finds_a_day_that_is_mostly_closed() -> None:
    # the 31st and open: after December's (closed) and January's (a Sunday) and February's 28th (a Sunday)
    plan = schedule(monthly(DutyKind.BACKUP, 31, closed=False))
    assert next_due(plan, jst("2026-12-01 00:00")) == (Due(at=jst("2027-03-31 03:00"), kind=DutyKind.BACKUP),)


def test_next_due_of_nothing_and_at_the_end_of_the_calendar() -> None:
    assert next_due(schedule(), jst("2026-11-21 00:00")) == ()
    assert next_due(schedule(daily()), jst("9999-12-30 12:00")) == ()
    assert days(occurrences(schedule(daily()), jst("9999-12-30 12:00"), jst("9999-12-31 12:00"))) == [
        "12-31 01:30 audit"
    ]
