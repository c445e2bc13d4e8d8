from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from auditor.checks import access_log_coverage as check
from auditor.facts.base import FactSet
from auditor.facts.host import AccessLog
from auditor.model.periods import Period
from auditor.model.terms import Basis, Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    AS_OF,
    NIGHT,
    Case,
    jst,
    judge,
    nothing_of,
    outcome,
    part_of,
    rows,
    spot,
    whole,
)

ASKED = check.Parameters(window=Period.parse("P14D"), max_age=Period.parse("PT26H"))
EVERY_DAY = tuple(AS_OF - timedelta(days=n) for n in range(35, 0, -1))


def log(source: str = "/var/log/auth.log", **given: Any) -> AccessLog:
    sound: dict[str, Any] = {"persistent": True, "newest": jst(20, 1), "days": EVERY_DAY}
    return AccessLog(place=spot(source), source=source, **(sound | given))


def case(found: FactSet[AccessLog], asked: check.Parameters = ASKED) -> Case:
    return Case(sets=[found], parameters=asked)


WITHOUT_MONDAY = tuple(day for day in EVERY_DAY if day != date(2026, 11, 16))
GOOD = case(whole(AccessLog, AP, log()))
BAD = case(whole(AccessLog, AP, log(days=WITHOUT_MONDAY)))


def test_every_working_day_has_an_entry() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


def test_a_working_day_without_an_entry() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.LOG_GAP)
    assert rows(verdict) == [("juki-ap01/2026-11-16", "fail", "log_gap")]


def test_weekends_holidays_and_days_before_the_window_do_not_count() -> None:
    # 14 and 15 November are a weekend; 3 November is a holiday, before the window of 14 days.
    kept = tuple(d for d in EVERY_DAY if d.weekday() < 5 and d >= date(2026, 11, 6))
    assert judge(check, case(whole(AccessLog, AP, log(days=kept)))).outcome is Outcome.MET


def test_two_sources_complete_each_other() -> None:
    monday = log("journald", days=(date(2026, 11, 16),), newest=None)
    assert judge(check, case(whole(AccessLog, AP, log(days=WITHOUT_MONDAY), monday))).outcome is Outcome.MET
    volatile = replace(monday, persistent=False)
    verdict = judge(check, case(whole(AccessLog, AP, log(days=WITHOUT_MONDAY), volatile)))
    assert rows(verdict) == [("juki-ap01/2026-11-16", "fail", "log_gap")]


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (whole(AccessLog, AP), ("access_log", "fail", "not_monitored")),
        (whole(AccessLog, AP, log(persistent=False)), ("access_log", "fail", "not_monitored")),
        (part_of(AccessLog, AP), ("access_log", "error", "permission_denied")),
        (nothing_of(AccessLog, AP, Reason.UNREACHABLE), ("access_log", "error", "unreachable")),
        (part_of(AccessLog, AP, log(days=WITHOUT_MONDAY)), ("2026-11-16", "error", "permission_denied")),
        (whole(AccessLog, AP, log(newest=None)), ("newest_entry", "unknown", "missing_field")),
        (whole(AccessLog, AP, log(newest=jst(20, 2, 11))), ("newest_entry", "unknown", "conflicting_evidence")),
        (whole(AccessLog, AP, log(newest=jst(18, 23, 59))), ("newest_entry", "fail", "stale_log")),
        (part_of(AccessLog, AP, log(newest=jst(18, 23, 59))), ("newest_entry", "error", "permission_denied")),
    ],
)
def test_what_a_log_may_lack(found: FactSet[AccessLog], row: tuple[str, str, str]) -> None:
    assert rows(judge(check, case(found))) == [(f"juki-ap01/{row[0]}", row[1], row[2])]


def test_the_newest_entry_is_kept_apart_from_the_words() -> None:
    verdict = judge(check, case(whole(AccessLog, AP, log(newest=jst(18, 20)))))
    assert verdict.items[0].measured == {"newest": "2026-11-18T20:00:00+09:00"}
    assert "newest" not in verdict.items[0].summary.args


@pytest.mark.parametrize(
    ("collected", "fresh"),
    [
        (datetime.fromisoformat("2026-11-24T19:00:00+09:00"), True),  # Saturday, Sunday and a holiday between
        (datetime.fromisoformat("2026-11-24T20:01:00+09:00"), False),
    ],
)
def test_closed_days_do_not_make_a_log_stale(collected: datetime, fresh: bool) -> None:
    friday_evening = replace(whole(AccessLog, AP, log(newest=jst(20, 18))), collected_at=collected)
    verdict = judge(check, case(friday_evening))
    assert verdict.outcome is (Outcome.MET if fresh else Outcome.BROKEN)


def test_a_window_longer_than_what_is_read() -> None:
    asked = check.Parameters(window=Period.parse("P36D"), max_age=Period.parse("PT26H"))
    assert rows(judge(check, case(whole(AccessLog, AP, log()), asked))) == [
        ("juki-ap01/window", "unknown", "insufficient_history")
    ]
    assert NIGHT.date() == AS_OF


def test_days_after_the_reading_are_neither_missing_nor_passed_when_a_night_is_judged_at_a_later_date() -> None:
    read = log(newest=jst(10, 1), days=tuple(day for day in EVERY_DAY if day < date(2026, 11, 10)))
    found = replace(whole(AccessLog, AP, read), collected_at=jst(10, 3))
    later = judge(check, case(found))
    assert outcome(later) == (Outcome.OPEN, Reason.INSUFFICIENT_HISTORY)
    assert rows(later) == [("juki-ap01/unseen", "unknown", "insufficient_history")]
    offline = judge(check, case(replace(found, basis=Basis.OFFLINE)))
    assert outcome(offline) == (Outcome.MET, None)
