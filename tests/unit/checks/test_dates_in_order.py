"""dates_in_order: order, limits in days and working days, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import dates_in_order as check
from auditor.facts.records import Disclosure, Incident, Medium
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, Case, Row, judge, nothing_of, outcome, rows
from tests.unit.checks.records import moment, record, register


def medium(key: str = "m-1", /, **given: Any) -> Medium:
    sound = {"kind": "usb", "registered_on": "2026-04-01", "scanned_on": "2026-04-02", "first_used_on": "2026-04-02"}
    return record(Medium, key, **(sound | given))


def asked(*entries: Medium, **given: Any) -> Case:
    sound: dict[str, Any] = {"register": "media", "dates": ("registered_on", "scanned_on", "first_used_on")}
    return Case(sets=[register(Medium, *entries)], parameters=check.Parameters(**(sound | given)), subject=CITY)


GOOD = asked(medium())
BAD = asked(medium(scanned_on="2026-04-03"))


@pytest.mark.parametrize(
    ("entry", "given", "expected"),
    [
        ({}, {}, []),
        ({"scanned_on": "2026-04-03"}, {}, [("m-1/first_used_on", "fail", "wrong_order")]),
        ({}, {"strict": True}, [("m-1/first_used_on", "fail", "wrong_order")]),
        ({"scanned_on": None}, {}, [("m-1/scanned_on", "unknown", "missing_field")]),
        ({"scanned_on": None}, {"optional": ("scanned_on",)}, []),
        (
            {"scanned_on": None, "first_used_on": "2026-03-01"},
            {"optional": ("scanned_on",)},
            [("m-1/first_used_on", "fail", "wrong_order")],
        ),
        ({"registered_on": None}, {}, [("m-1/registered_on", "unknown", "missing_field")]),
        ({"first_used_on": None}, {}, [("m-1/first_used_on", "unknown", "missing_field")]),
        ({"first_used_on": "2026-11-21"}, {}, [("m-1/first_used_on", "unknown", "missing_field")]),
        ({"scanned_on": "2026-04-03", "ended_on": "2026-05-01"}, {"unless": ("ended_on",)}, []),
        ({"scanned_on": "2026-04-03", "locked": True}, {"unless": ("locked",)}, []),
        (
            {"scanned_on": "2026-04-03", "locked": False},
            {"unless": ("locked",)},
            [("m-1/first_used_on", "fail", "wrong_order")],
        ),
        ({"first_used_on": "2026-05-02"}, {"within": Period.parse("P1M")}, [("m-1/first_used_on", "fail", "late")]),
        ({"first_used_on": "2026-05-01"}, {"within": Period.parse("P1M")}, []),
        ({"first_used_on": None}, {"within": Period.parse("P1M")}, [("m-1/first_used_on", "fail", "late")]),
        ({"first_used_on": None}, {"within": Period.parse("P1Y")}, [("m-1/first_used_on", "informational", None)]),
        (
            {"scanned_on": None, "first_used_on": None},
            {"within": Period.parse("P1Y")},
            [("m-1/first_used_on", "informational", None)],
        ),
        ({"scanned_on": None}, {"within": Period.parse("P1Y")}, [("m-1/scanned_on", "unknown", "missing_field")]),
    ],
)
def test_one_record(entry: dict[str, Any], given: dict[str, Any], expected: list[Row]) -> None:
    assert rows(judge(check, asked(medium(**entry), **given))) == expected


@pytest.mark.parametrize(
    ("last", "days", "expected"),
    [
        ("2026-04-06", 3, []),  # Wednesday to Monday: three working days
        ("2026-04-07", 3, [("m-1/first_used_on", "fail", "late")]),
        ("2026-04-01", 0, []),
    ],
)
def test_working_days(last: str, days: int, expected: list[Row]) -> None:
    given = {"dates": ("registered_on", "first_used_on"), "working_days": days}
    assert rows(judge(check, asked(medium(first_used_on=last), **given))) == expected


def test_what_has_not_begun_asks_for_nothing_yet() -> None:
    ahead = medium(registered_on="2026-12-01", scanned_on=None, first_used_on=None)
    verdict = judge(check, asked(ahead))
    assert (verdict.outcome, verdict.examined) == (Outcome.MET, 0)
    before = medium(registered_on="2026-12-01", scanned_on=None)
    assert ("m-1/first_used_on", "fail", "wrong_order") in rows(judge(check, asked(before)))


def incidents(found: str, reported: str, limit: str) -> Case:
    entry = record(Incident, "b-1", kind="leak", found=moment(found), reported_on=moment(reported))
    dates = ("found", "reported_on")
    parameters = check.Parameters(register="incidents", dates=dates, within=Period.parse(limit))
    return Case(sets=[register(Incident, entry)], parameters=parameters, subject=CITY)


def test_hours_count_where_both_tell_the_hour() -> None:
    late = incidents("2026-06-03 10:20", "2026-06-03 12:21", "PT2H")
    assert rows(judge(check, late)) == [("b-1/reported_on", "fail", "late")]
    assert judge(check, incidents("2026-06-03 10:20", "2026-06-03 12:20", "PT2H")).outcome is Outcome.MET
    assert judge(check, incidents("2026-06-03 10:20", "2026-06-06 23:00", "P3D")).outcome is Outcome.MET
    backwards = incidents("2026-06-03 10:20", "2026-06-03 10:19", "PT2H")
    assert rows(judge(check, backwards)) == [("b-1/reported_on", "fail", "wrong_order")]


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ("met", (Outcome.MET, None)),
        ("fail", (Outcome.BROKEN, Reason.MISSING_RECORD)),
        ("open", (Outcome.OPEN, Reason.EMPTY)),
    ],
)
def test_what_no_record_means(none: str, expected: tuple[Outcome, Reason | None]) -> None:
    assert outcome(judge(check, asked(medium(), where={"kind": ("tape",)}, none=none))) == expected


def test_doubt_whether_a_record_is_meant() -> None:
    verdict = judge(check, asked(medium(), medium("m-2", kind=""), where={"kind": ("usb",)}))
    assert rows(verdict) == [("m-2/kind", "unknown", "missing_field")]


def test_a_register_that_is_not_kept() -> None:
    given = nothing_of(Medium, CITY, Reason.NO_REGISTER)
    case = Case(sets=[given], parameters=check.Parameters(register="media", dates=("registered_on",), none="fail"))
    assert outcome(judge(check, case)) == (Outcome.OPEN, Reason.NO_REGISTER)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(5, []), (4, [("r-1/decided_on", "fail", "late")]), (None, [("r-1/decided_on", "fail", "late")])],
)
def test_days_that_do_not_count(days: int | None, expected: list[Row]) -> None:
    entry = record(
        Disclosure, "r-1", kind="disclosure", requested_on="2026-07-01", decided_on="2026-08-05", correction_days=days
    )
    parameters = check.Parameters(
        register="disclosures",
        dates=("requested_on", "decided_on"),
        within=Period.parse("P30D"),
        days_not_counted="correction_days",
    )
    case = Case(sets=[register(Disclosure, entry)], parameters=parameters, subject=CITY)
    assert rows(judge(check, case)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"first_used_on": "2026-05-01"}, []),
        ({"first_used_on": "2026-04-30"}, [("m-1/first_used_on", "fail", "requirement_not_met")]),
        ({"first_used_on": "2026-03-31"}, [("m-1/first_used_on", "fail", "wrong_order")]),
        ({"first_used_on": None}, [("m-1/first_used_on", "unknown", "missing_field")]),
        ({"registered_on": None}, [("m-1/registered_on", "unknown", "missing_field")]),
        # A day to come counts: what is planned too short is too short.
        (
            {"registered_on": "2026-11-01", "first_used_on": "2026-11-30"},
            [("m-1/first_used_on", "fail", "requirement_not_met")],
        ),
    ],
)
def test_at_least_so_long(given: dict[str, Any], expected: list[Row]) -> None:
    case = asked(medium(**given), dates=("registered_on", "first_used_on"), at_least=Period.parse("P30D"))
    assert rows(judge(check, case)) == expected
