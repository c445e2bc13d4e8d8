"""each_has: pairs before and after, in time, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import each_has as check
from auditor.facts.base import FactSet
from auditor.facts.records import Consultation, Filing, LinkageRecord
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, rows
from tests.unit.checks.records import DIGEST, record, register


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
