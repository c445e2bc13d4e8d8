"""Checks given any facts, with anything missing: each gives a sound verdict and says it in both languages."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine import registry
from auditor.facts.base import Fact, FactSet
from auditor.facts.view import FactView
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import OPEN_STATES, Basis, Completeness, Reason, Scope, State, SubjectKind, state_for
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AS_OF, CITY, LINKAGE, assert_said, needs_for
from tests.unit.policies.known_cases import known_cases

CHECKS = [name for name in registry.names("checks") if hasattr(registry.check(name), "NEEDS")]
FUZZ = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
OWNERS = {
    Scope.SUBJECT: (LINKAGE,),
    Scope.ORGANISATION: (CITY,),
    Scope.RECORDER: (SubjectRef(SubjectKind.RECORDER, "rec-a"),),
}
SYSTEMS = (target_ref("juki-ap01"), target_ref("juki-db01"))
WORDS = [
    "",
    "a",
    "suido",
    "juki-ap01",
    "juki-ap01/a",
    "root",
    "S-101",
    "*",
    "..",
    "令和8年",
    "User root",
    "9999-12-31",
    "\u3000",
]
text = st.one_of(st.sampled_from(WORDS), st.text(max_size=5))
BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    str: text,
    int: st.integers(-2, 2**40),
    float: st.floats(-1e6, 1e6),
    date: st.dates(date(1, 1, 2), date(9999, 12, 30)),
    datetime: st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    Place: st.builds(Place, origin=text, where=text),
}
for kind, strategy in BY_TYPE.items():
    st.register_type_strategy(kind, strategy)
VALUES: dict[Any, Any] = {
    int: 5,
    float: 80.0,
    Period: Period.parse("P14D"),
    str: "usage_monitoring",
    tuple[str, ...]: ("a",),
}


def parameters(name: str) -> Any:
    check = registry.check(name)
    if hasattr(check, "needs"):
        return known_cases()[0][name].parameters
    given_: dict[str, Any] = {}
    for one in fields(check.Parameters):
        kind: Any = one.type
        found = next((v for k, v in VALUES.items() if k == kind or k in getattr(kind, "__args__", ())), None)
        if found is not None and not one.name.startswith(("kind", "document_kind")):
            given_[one.name] = found
    if "kind" in {f.name for f in fields(check.Parameters)}:
        given_["kind"] = "a"
    return check.Parameters(**given_)


def a_set(kind: type[Fact], owner: SubjectRef, data: st.DataObject) -> FactSet[Any]:
    facts = {f.key: f for f in data.draw(st.lists(st.builds(kind), max_size=4))}
    whole = data.draw(st.booleans())
    partial = Completeness.PARTIAL if facts else Completeness.ABSENT
    return FactSet(
        type=kind,
        subject=owner,
        facts=tuple(facts.values()),
        completeness=Completeness.COMPLETE if whole else partial,
        reason=None if whole else Reason.PERMISSION_DENIED,
        basis=Basis.LIVE,
        collected_at=datetime(2026, 11, 20, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", CHECKS)
@given(data=st.data())
@FUZZ
def test_any_facts_give_a_sound_verdict(name: str, data: st.DataObject) -> None:
    check = registry.check(name)
    by_need = {
        (need.fact, need.scope): [a_set(need.fact, owner, data) for owner in OWNERS.get(need.scope, SYSTEMS)]
        for need in needs_for(check, parameters(name))
    }
    subject = known_cases()[0][name].subject if hasattr(check, "needs") else LINKAGE
    verdict = check.judge(FactView(subject=subject, as_of=AS_OF, by_need=by_need), parameters(name))
    states = {item.state for item in verdict.items}
    assert (verdict.outcome is Outcome.BROKEN) == (State.FAIL in states)
    if verdict.outcome is Outcome.MET:
        assert not states & OPEN_STATES
    else:
        assert verdict.reason is not None
        assert (state_for(verdict.reason) is State.FAIL) == (verdict.outcome is Outcome.BROKEN)
    assert_said(verdict.summary, verdict.measured)
    for item in verdict.items:
        assert_said(item.summary, item.measured)
