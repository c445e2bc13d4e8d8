"""each_has: pairs before and after, in time, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import each_has as check
from auditor.facts.base import FactSet
from auditor.facts.records import (
    Consultation,
    ContractRecord,
    Entitlement,
    Filing,
    Inspection,
    LinkageRecord,
    Measure,
    Permission,
    RoomEntry,
)
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, part_of, rows
from tests.unit.checks.records import DIGEST, filed, moment, record, register


def start(key: str = "suido", /, **given: Any) -> LinkageRecord:
    return record(LinkageRecord, key, **({"begins": "2026-04-01", "status": "running"} | given))


def answer(key: str = "c-1", /, **given: Any) -> Consultation:
    sound = {"kind": "council", "linkage": "suido", "answered_on": "2026-03-01", "answer": "approved"}
    return record(Consultation, key, **(sound | given))


def asked(
    starts: tuple[LinkageRecord, ...] = (start(),),
    answers: tuple[Consultation, ...] = (answer(),),
    *,
    subject: SubjectRef = CITY,
    others: FactSet[Any] | None = None,
    **given: Any,
) -> Case:
    sound: dict[str, Any] = {
        "register": "linkages",
        "date": "begins",
        "other": "consultations",
        "other_where": {"kind": ("council",)},
        "other_date": "answered_on",
        "link": ("id=linkage",),
        "when": "before",
    }
    sets = [register(LinkageRecord, *starts), others or register(Consultation, *answers)]
    return Case(sets=sets, parameters=check.Parameters(**(sound | given)), subject=subject)


GOOD = asked()
BAD = asked(answers=(answer(answered_on="2026-05-01"),))


@pytest.mark.parametrize(
    ("begun", "answers", "given", "expected"),
    [
        ({}, (answer(),), {}, []),
        ({}, (answer(answered_on="2026-04-01"),), {}, []),
        ({}, (answer(answered_on="2026-04-02"),), {}, [("suido/answered_on", "fail", "wrong_order")]),
        ({}, (), {}, [("suido", "fail", "missing_record")]),
        ({}, (answer(linkage="kaigo"),), {}, [("suido", "fail", "missing_record")]),
        ({}, (answer(kind="section"),), {}, [("suido", "fail", "missing_record")]),
        ({}, (answer(kind=""),), {}, [("suido/kind", "unknown", "missing_field")]),
        ({}, (answer(answered_on=None),), {}, [("suido/answered_on", "unknown", "missing_field")]),
        ({}, (answer(answered_on="2026-11-21"),), {}, [("suido", "fail", "missing_record")]),
        ({"begins": None}, (answer(),), {}, [("suido/begins", "unknown", "missing_field")]),
        ({"begins": "2026-12-01"}, (), {}, [("suido", "informational", None)]),
        ({}, (answer(answer=""),), {"required": ("answer",)}, [("suido/answer", "unknown", "missing_field")]),
        ({}, (answer(answered_on="2026-05-01"), answer("c-2")), {}, []),
        (
            {},
            (answer(answered_on="2025-01-01"),),
            {"within": Period.parse("P1Y")},
            [("suido/answered_on", "fail", "late")],
        ),
        ({}, (), {"missing": "open"}, [("suido", "unknown", "no_evidence")]),
        ({"persons": 5, "title": "x"}, (answer(matter="x"),), {"same": ("title=matter",)}, []),
        (
            {"title": "x"},
            (answer(matter="y"),),
            {"same": ("title=matter",)},
            [("suido/matter", "fail", "requirement_not_met")],
        ),
        ({"title": "x"}, (answer(),), {"same": ("title=matter",)}, [("suido/matter", "unknown", "missing_field")]),
        (
            {},
            (answer(file="a.pdf", file_state="present", declared_digest=DIGEST, found_digest="sha256:0"),),
            {},
            [("suido/file", "fail", "file_changed")],
        ),
    ],
)
def test_something_before(
    begun: dict[str, Any], answers: tuple[Consultation, ...], given: dict[str, Any], expected: list[Row]
) -> None:
    assert rows(judge(check, asked((start(**begun),), answers, **given))) == expected


@pytest.mark.parametrize(
    ("answered", "given", "expected"),
    [
        ("2026-04-03", {"working_days": 2}, []),
        ("2026-04-06", {"working_days": 2}, [("suido/answered_on", "fail", "late")]),
        ("2026-03-31", {"working_days": 2}, [("suido/answered_on", "fail", "wrong_order")]),
        (None, {"working_days": 2}, [("suido/answered_on", "unknown", "missing_field")]),
        ("2026-03-31", {"when": "any", "working_days": 2}, []),
    ],
)
def test_something_after(answered: str | None, given: dict[str, Any], expected: list[Row]) -> None:
    case = asked(answers=(answer(answered_on=answered),), **({"when": "after"} | given))
    assert rows(judge(check, case)) == expected


@pytest.mark.parametrize(
    ("begins", "within", "expected"),
    [
        ("2026-10-21", "P30D", [("suido", "informational", None)]),
        ("2026-10-20", "P30D", [("suido", "fail", "missing_record")]),
    ],
)
def test_while_there_is_time_it_is_a_remark(begins: str, within: str, expected: list[Row]) -> None:
    case = asked((start(begins=begins),), (), when="after", within=Period.parse(within))
    assert rows(judge(check, case)) == expected


def test_what_lies_ahead_asks_for_nothing_after_it() -> None:
    verdict = judge(check, asked((start(begins="2026-12-01"),), (), when="after"))
    assert (verdict.outcome, verdict.examined) == (Outcome.MET, 0)


def test_without_a_link_the_other_names_the_rows_subject() -> None:
    case = asked(subject=LINKAGE, link=())
    assert judge(check, case).outcome is Outcome.MET
    other = asked(answers=(answer(linkage="kaigo"),), subject=LINKAGE, link=())
    assert rows(judge(check, other)) == [("suido", "fail", "missing_record")]
    with pytest.raises(ValueError, match="link"):
        judge(check, asked(link=()))


def test_an_empty_link_decides_nothing() -> None:
    entry = record(Filing, "fl-1", form="f9", filed_on="2026-05-01")
    parameters = check.Parameters(register="filings", other="linkages", link=("linkage=id",))
    case = Case(sets=[register(Filing, entry), register(LinkageRecord, start())], parameters=parameters, subject=CITY)
    assert rows(judge(check, case)) == [("fl-1/linkage", "unknown", "missing_field")]


def test_every_link_must_agree() -> None:
    case = asked(answers=(answer(matter="x"),), link=("id=linkage", "title=matter"))
    assert rows(judge(check, case)) == [("suido/title", "unknown", "missing_field")]
    case = asked((start(title="y"),), (answer(matter="x"),), link=("id=linkage", "title=matter"))
    assert rows(judge(check, case)) == [("suido", "fail", "missing_record")]


def test_a_register_of_others_that_is_not_kept() -> None:
    case = asked(others=nothing_of(Consultation, CITY, Reason.NO_REGISTER))
    assert outcome(judge(check, case)) == (Outcome.OPEN, Reason.NO_REGISTER)


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ("met", (Outcome.MET, None)),
        ("fail", (Outcome.BROKEN, Reason.MISSING_RECORD)),
        ("open", (Outcome.OPEN, Reason.EMPTY)),
    ],
)
def test_what_no_record_means(none: str, expected: tuple[Outcome, Reason | None]) -> None:
    assert outcome(judge(check, asked((), none=none))) == expected


@pytest.mark.parametrize(
    ("answered", "when", "expected"),
    [
        ("2026-03-31", "before", []),
        ("2026-04-01", "before", [("suido/answered_on", "fail", "wrong_order")]),
        ("2026-04-02", "before", [("suido/answered_on", "fail", "wrong_order")]),
        ("2026-04-01", "after", [("suido/answered_on", "fail", "wrong_order")]),
        ("2026-04-02", "after", []),
    ],
)
def test_strictly_one_after_the_other(answered: str, when: str, expected: list[Row]) -> None:
    case = asked(answers=(answer(answered_on=answered),), when=when, strict=True)
    assert rows(judge(check, case)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"file": "", "file_state": "none"}, [("suido/file", "notchecked", "declared_only")]),
        ({"seen_by": ""}, [("suido/seen", "notchecked", "declared_only")]),
        ({"seen_on": "2026-02-01"}, [("suido/seen", "notchecked", "declared_only")]),
        ({"found_digest": "sha256:0"}, [("suido/file", "fail", "file_changed")]),
    ],
)
def test_the_file_of_the_other(given: dict[str, Any], expected: list[Row]) -> None:
    sound = {"kind": "council", "linkage": "suido", "answered_on": "2026-03-01"}
    paper = filed(Consultation, "c-1", **(sound | given))
    assert rows(judge(check, asked(answers=(paper,), file=True))) == expected


def permission(key: str = "pm-1", /, **given: Any) -> Permission:
    sound = {"kind": "room_entry", "person": "10106", "approved_on": "2026-04-01", "since": "2026-04-01"}
    return record(Permission, key, **(sound | given))


@pytest.mark.parametrize(
    ("permitted", "expected"),
    [
        (({},), []),
        (({"until": "2026-11-02"},), []),
        (({"until": "2026-11-01"},), [("r-1/until", "fail", "not_in_force")]),
        (({"since": "2026-11-03"},), [("r-1/since", "fail", "not_in_force")]),
        (({"since": "2026-11-02"},), []),
        (({"since": None},), [("r-1/since", "unknown", "missing_field")]),
        (({"since": None, "until": "2026-11-01"},), [("r-1/until", "fail", "not_in_force")]),
        (({"until": "2026-03-31"}, {}), []),
        # One that counted on the day tells what is wrong, rather than one that did not count.
        (({"until": "2026-03-31"}, {"approved_on": "2026-11-05"}), [("r-1/approved_on", "fail", "wrong_order")]),
        ((), [("r-1", "fail", "missing_record")]),
    ],
)
def test_the_other_counted_on_the_day_of_the_one(permitted: tuple[dict[str, Any], ...], expected: list[Row]) -> None:
    assert rows(judge(check, entry(*permitted))) == expected


def entry(*permitted: dict[str, Any], others: FactSet[Any] | None = None, **given: Any) -> Case:
    went_in = record(RoomEntry, "r-1", **({"person": "10106", "entered": moment("2026-11-02T09:05:00")} | given))
    parameters = check.Parameters(
        register="room_log",
        date="entered",
        other="permissions",
        other_date="approved_on",
        other_since="since",
        other_until="until",
        link=("person=person",),
        when="before",
    )
    permissions = [permission(f"pm-{n}", **changed) for n, changed in enumerate(permitted, 1)]
    sets = [register(RoomEntry, went_in), others or register(Permission, *permissions)]
    return Case(sets=sets, parameters=parameters, subject=CITY)


def test_out_of_its_span_in_a_register_read_in_part_decides_nothing() -> None:
    others = part_of(Permission, CITY, permission(until="2026-11-01"), reason=Reason.PARSE_ERROR)
    assert rows(judge(check, entry(others=others))) == [("r-1/until", "error", "parse_error")]


def test_what_lies_ahead_has_time_for_one_that_still_counts() -> None:
    case = entry({"until": "2026-11-30"}, entered=moment("2026-12-02T09:05:00"))
    assert rows(judge(check, case)) == [("r-1", "informational", None)]


@pytest.mark.parametrize(
    ("operators", "entitled", "expected"),
    [
        (("a", "b"), ("a", "b"), []),
        (("a", "b"), ("a",), [("k-1/b", "fail", "missing_record")]),
        (("a", "b"), (), [("k-1/a", "fail", "missing_record"), ("k-1/b", "fail", "missing_record")]),
        (("b", "b"), ("a",), [("k-1/b", "fail", "missing_record")]),
        ((), ("a",), [("k-1/operators", "unknown", "missing_field")]),
    ],
)
def test_each_thing_that_one_names(operators: tuple[str, ...], entitled: tuple[str, ...], expected: list[Row]) -> None:
    contract = record(ContractRecord, "k-1", operators=operators)
    entitlements = [record(Entitlement, f"e-{person}", person=person) for person in entitled]
    parameters = check.Parameters(
        register="contracts", other="entitlements", link=("operators=person",), each_of="operators", when="any"
    )
    sets = [register(ContractRecord, contract), register(Entitlement, *entitlements)]
    assert rows(judge(check, Case(sets=sets, parameters=parameters, subject=CITY))) == expected


@pytest.mark.parametrize(
    ("findings", "done", "expected"),
    [
        (2, ("2026-10-14", "2026-10-15"), []),
        (1, ("2026-10-14", None), []),
        (0, (), []),
        (3, ("2026-10-14",), [("i-1/findings", "fail", "missing_record")]),
        (2, (), [("i-1", "fail", "missing_record")]),
        (2, ("2026-10-14", None), [("i-1/done_on", "unknown", "missing_field")]),
        (3, (None, None), [("i-1/done_on", "unknown", "missing_field"), ("i-1/findings", "fail", "missing_record")]),
        (2, ("2026-10-14", "2026-10-01"), [("i-1/done_on", "fail", "wrong_order")]),
        (3, (None, "2026-10-01", "2026-10-14"), [("i-1/done_on", "fail", "wrong_order")]),
        (None, ("2026-10-14",), [("i-1/findings", "unknown", "missing_field")]),
    ],
)
def test_as_many_as_the_one_says(findings: int | None, done: tuple[str | None, ...], expected: list[Row]) -> None:
    report = record(Inspection, "i-1", done_on="2026-10-06", findings=findings)
    measures = [record(Measure, f"m-{n}", inspection="i-1", done_on=day) for n, day in enumerate(done)]
    parameters = check.Parameters(
        register="inspections",
        date="done_on",
        other="measures",
        other_date="done_on",
        link=("id=inspection",),
        number="findings",
    )
    sets = [register(Inspection, report), register(Measure, *measures)]
    assert rows(judge(check, Case(sets=sets, parameters=parameters, subject=CITY))) == expected
