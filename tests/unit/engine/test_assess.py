"""The engine's semantics of results: no pass without complete evidence, whatever a check returns."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine.assess import assess
from auditor.facts.base import FactSet
from auditor.model.periods import Period
from auditor.model.result import Words
from auditor.model.terms import OPEN_STATES, Basis, Completeness, Reason, State, state_for
from tests.unit.engine import world
from tests.unit.engine.world import circumstances, door, fact_set, guards, part, row

LOCKED = fact_set([door("a", locked=True)])
OPEN_REASONS = [r for r in Reason if state_for(r) in OPEN_STATES]


def test_complete_evidence_that_meets_the_requirement_passes() -> None:
    result = assess(row(part("doors")), circumstances(LOCKED))
    assert (result.state, result.reason, result.satisfied) == (State.PASS, None, True)
    assert [a.origin for a in result.evidence] == ["ssh:doors"]


def test_a_violation_fails_and_is_partial_when_something_holds() -> None:
    both = fact_set([door("a", locked=True), door("b", locked=False)])
    result = assess(row(part("doors")), circumstances(both))
    assert (result.state, result.reason, result.partial) == (State.FAIL, Reason.REQUIREMENT_NOT_MET, True)
    assert [i.key for i in result.items] == ["b"]


def test_a_fail_in_which_nothing_holds_is_not_partial() -> None:
    result = assess(row(part("doors")), circumstances(fact_set([door("b", locked=False)])))
    assert (result.state, result.partial) == (State.FAIL, False)


@pytest.mark.parametrize("reason", OPEN_REASONS)
@pytest.mark.parametrize("completeness", [Completeness.PARTIAL, Completeness.ABSENT])
def test_no_incomplete_set_leads_to_pass_whatever_the_check_says(reason: Reason, completeness: Completeness) -> None:
    facts = [door("a", locked=True)] if completeness is Completeness.PARTIAL else []
    lacking = fact_set(facts, completeness=completeness, reason=reason)
    result = assess(row(part("content")), circumstances(lacking, guards("g")))
    assert (result.state, result.reason) == (state_for(reason), reason)


def test_a_violation_in_a_partial_set_is_still_a_fail() -> None:
    partial = fact_set([door("a", locked=False)], completeness=Completeness.PARTIAL, reason=Reason.TRUNCATED)
    assert assess(row(part("doors")), circumstances(partial)).state is State.FAIL


def test_a_fail_says_why_not_everything_could_be_read() -> None:
    broken = [door("a", locked=False)]
    whole = assess(row(part("doors")), circumstances(fact_set(broken)))
    cut = fact_set(broken, completeness=Completeness.PARTIAL, reason=Reason.TRUNCATED)
    old = replace(fact_set(broken), basis=Basis.OFFLINE, collected_at=world.NOW - timedelta(days=40))
    stale = circumstances(old, validity={Basis.OFFLINE: Period.parse("P35D")})
    assert [p.incomplete for p in whole.parts] == [None]
    assert [p.incomplete for p in assess(row(part("doors")), circumstances(cut)).parts] == [Reason.TRUNCATED]
    assert [p.incomplete for p in assess(row(part("doors")), stale).parts] == [Reason.STALE_EVIDENCE]


def test_nothing_examined_is_unknown() -> None:
    result = assess(row(part("doors")), circumstances(fact_set([])))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.EMPTY)


def test_a_planned_set_never_makes_a_live_row_pass() -> None:
    result = assess(row(part("doors")), circumstances(replace(LOCKED, basis=Basis.PLANNED)))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.PLANNED_EVIDENCE)


def test_stale_evidence_does_not_pass() -> None:
    old = replace(LOCKED, basis=Basis.OFFLINE, collected_at=world.NOW - timedelta(days=40))
    result = assess(row(part("doors")), circumstances(old, validity={Basis.OFFLINE: Period.parse("P35D")}))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.STALE_EVIDENCE)


def test_a_pass_without_any_artefact_is_refused() -> None:
    result = assess(row(part("doors")), circumstances(replace(LOCKED, artefacts=())))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.NO_EVIDENCE)


def test_a_check_that_needs_nothing_cannot_pass() -> None:
    result = assess(row(part("needless")), circumstances(LOCKED))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.NO_EVIDENCE)


def test_a_crash_becomes_its_row_and_quotes_nothing_read_from_the_target() -> None:
    result = assess(row(part("crash")), circumstances(LOCKED))
    assert (result.state, result.reason) == (State.ERROR, Reason.CRASHED)
    assert "s3cret" not in repr(result)


def test_a_parameter_without_value_is_unknown_no_criterion() -> None:
    result = assess(row(part("doors", missing=(Words(ja="長さ", en="length"),))), circumstances(LOCKED))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.NO_CRITERION)


def test_a_missing_register_keeps_its_reason() -> None:
    absent = guards(completeness=Completeness.ABSENT, reason=Reason.NO_REGISTER, artefacts=())
    result = assess(row(part("doors_and_guards")), circumstances(LOCKED, absent))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.NO_REGISTER)


def test_what_could_not_be_read_outranks_that_nothing_was_there_to_judge() -> None:
    absent = fact_set([], completeness=Completeness.ABSENT, reason=Reason.NO_COLLECTOR, artefacts=())
    result = assess(row(part("doors_and_guards")), circumstances(absent, guards("g")))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.NO_COLLECTOR)


def test_two_sources_that_disagree_are_conflicting_evidence() -> None:
    other = fact_set([door("a", locked=False)])
    result = assess(row(part("content")), circumstances(LOCKED, other, guards("g")))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.CONFLICTING_EVIDENCE)


_sets = st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), max_size=6, unique_by=lambda pair: pair[0]).map(
    lambda pairs: fact_set([door(name, locked=locked) for name, locked in pairs])
)


def _degrade(found: FactSet[Any], how: str, reason: Reason) -> FactSet[Any]:
    match how:
        case "absent":
            return replace(found, facts=(), completeness=Completeness.ABSENT, reason=reason, artefacts=())
        case "partial":
            return replace(
                found, facts=found.facts[: len(found.facts) // 2], completeness=Completeness.PARTIAL, reason=reason
            )
        case "planned":
            return replace(found, basis=Basis.PLANNED)
        case "no evidence":
            return replace(found, artefacts=())
        case _:
            return replace(found, collected_at=world.NOW - timedelta(days=400))


VALIDITY = {basis: Period.parse("P35D") for basis in Basis}


@given(
    doors=_sets,
    how=st.sampled_from(["absent", "partial", "planned", "no evidence", "stale"]),
    which=st.sampled_from(["doors", "guards", "both"]),
    reason=st.sampled_from(OPEN_REASONS),
    check=st.sampled_from(["doors_and_guards", "content"]),
    join=st.sampled_from(["all", "any"]),
)
def test_degrading_any_evidence_never_turns_a_row_into_pass(
    doors: FactSet[Any], how: str, which: str, reason: Reason, check: str, join: str
) -> None:
    people = guards("g")
    planned = row(part(check, "one"), part("doors_and_guards", "two"), join=join)
    degraded = circumstances(
        _degrade(doors, how, reason) if which != "guards" else doors,
        _degrade(people, how, reason) if which != "doors" else people,
        validity=VALIDITY,
    )
    after = assess(planned, degraded)
    if how == "no evidence" and which != "both":
        return  # the other set's artefact still stands behind the row
    assert after.state is not State.PASS
    assert after.reason is not None


@given(doors=_sets, check=st.sampled_from(["doors", "doors_and_guards"]), join=st.sampled_from(["all", "any"]))
def test_adding_a_violation_never_turns_a_row_into_pass(doors: FactSet[Any], check: str, join: str) -> None:
    worse = replace(doors, facts=(*doors.facts, door("zz", locked=False)))
    after = assess(row(part(check), join=join), circumstances(worse, guards("g")))
    assert after.state is State.FAIL
    assert "zz" in [i.key for i in after.items]


@given(sets=st.lists(_sets, min_size=1, max_size=3))
def test_merging_sources_never_loses_a_violation(sets: list[FactSet[Any]]) -> None:
    open_doors = {f.name for s in sets for f in s.facts if not f.locked}
    from auditor.engine.pool import merge

    merged = merge(sets)
    contradicted = {n for n in open_doors if any(f.name == n and f.locked for s in sets for f in s.facts)}
    assert open_doors - contradicted <= {f.name for f in merged.facts if not f.locked}
    assert not (contradicted and merged.complete)
