"""A derived row has the worst state of what it derives from, and is unknown when there is nothing."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from auditor.engine.assess import assess
from auditor.engine.derive import derive, in_order
from auditor.engine.plan import PlannedRow
from auditor.model.result import PartResult, Result
from auditor.model.subject import SubjectRef
from auditor.model.terms import Completeness, Reason, Scope, State
from tests.unit.engine.world import CITY, HOST, World, circumstances, door, fact_set, part, row

PASSING = fact_set([door("a", locked=True)])
FAILING = fact_set([door("a", locked=False)])
LACKING = fact_set([], completeness=Completeness.ABSENT, reason=Reason.TIMEOUT)


def _derived(control: str, *sources: str) -> PlannedRow:
    one = SimpleNamespace(
        id="derived",
        derived_from=sources,
        of=Scope.SUBJECT,
        check="",
        missing=(),
        parameters={},
        awaits=None,
        inspect=None,
    )
    return row(cast("Any", one), control=control)


def _results(**sets: Any) -> dict[tuple[str, Any], Result]:
    return {
        (name, HOST): replace(assess(row(part("doors"), control=name), circumstances(found)), control=name)
        for name, found in sets.items()
    }


def _derive(derived: PlannedRow, results: dict[tuple[str, Any], Result]) -> Result:
    """Derived parts only: no part is judged by itself."""

    def judge_part(asked: Any, subject: SubjectRef) -> PartResult:
        raise AssertionError(f"{asked.id} of {subject} is derived")

    return derive(derived, results, World().scope, judge_part)


@pytest.mark.parametrize(
    ("sets", "state", "reason"),
    [
        ({"A": PASSING, "B": PASSING}, State.PASS, None),
        ({"A": PASSING, "B": FAILING}, State.FAIL, Reason.REQUIREMENT_NOT_MET),
        ({"A": PASSING, "B": LACKING}, State.ERROR, Reason.TIMEOUT),
        ({"A": LACKING, "B": FAILING}, State.FAIL, Reason.REQUIREMENT_NOT_MET),
    ],
)
def test_the_worst_decides(sets: dict[str, Any], state: State, reason: Reason | None) -> None:
    result = _derive(_derived("D", "A", "B", "C"), _results(**sets))
    assert (result.state, result.reason) == (state, reason)
    assert [i.key for i in result.items] == [name for name, found in sets.items() if found is not PASSING]
    assert result.parts[0].examined == 2


def test_a_derived_pass_cites_the_evidence_of_its_sources() -> None:
    result = _derive(_derived("D", "A"), _results(A=PASSING))
    assert [a.origin for a in result.evidence] == ["ssh:doors"]


def test_nothing_to_derive_from_is_unknown() -> None:
    result = _derive(_derived("D", "A"), {})
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.EMPTY)


def test_others_than_the_subject_may_be_meant() -> None:
    derived = _derived("D", "A")
    cast("Any", derived.parts[0]).of = Scope.ORGANISATION
    (failing,) = _results(A=FAILING).values()
    result = _derive(derived, {("A", CITY): failing})
    assert (result.subject, result.state) == (HOST, State.FAIL)
    assert _derive(derived, _results(A=FAILING)).reason is Reason.EMPTY


def test_a_part_with_a_check_of_its_own_is_judged_by_it() -> None:
    derived = row(cast("Any", _derived("D", "A").parts[0]), part("doors"), control="D")
    judged: list[str] = []

    def judge_part(asked: Any, subject: SubjectRef) -> PartResult:
        judged.append(asked.id)
        return assess(row(asked), circumstances(FAILING)).parts[0]

    result = derive(derived, _results(A=PASSING), World().scope, judge_part)
    assert [p.state for p in result.parts] == [State.PASS, State.FAIL]
    assert (judged, result.state) == (["p"], State.FAIL)


def test_derived_rows_come_after_what_they_rest_on() -> None:
    rows = [_derived("D3", "D2"), _derived("D2", "D1"), _derived("D1", "A")]
    assert [r.control.info.id for r in in_order(rows)] == ["D1", "D2", "D3"]
