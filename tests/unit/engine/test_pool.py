"""Merging sources, and a reason for every set that is not there."""

from dataclasses import replace
from datetime import timedelta

from auditor.engine.plan import Absence, Plan
from auditor.engine.pool import FactPool, agree, merge
from auditor.facts.host import ClockSkew
from auditor.model.evidence import Place
from auditor.model.job import JobOutcome
from auditor.model.terms import Completeness, Reason, TransportKind
from auditor.model.words import message
from tests.unit.engine.world import AS_OF, HOST, NOW, Door, artefact, door, fact_set


def _plan(**changes: object) -> Plan:
    plan = Plan(as_of=AS_OF, rows=(), notapplicable=0, notselected=0, jobs=(), providers={}, absences={})
    return replace(plan, **changes)  # type: ignore[arg-type]  # test shorthand


def test_a_partial_source_beside_a_complete_one_adds_facts_and_stays_complete() -> None:
    whole = fact_set([door("a", locked=True)])
    partial = fact_set(
        [door("b", locked=False)],
        completeness=Completeness.PARTIAL,
        reason=Reason.TRUNCATED,
        artefacts=(artefact("snmp:doors"),),
    )
    merged = merge([partial, whole])
    assert merged.complete
    assert [f.name for f in merged.facts] == ["a", "b"]
    assert [a.origin for a in merged.artefacts] == ["ssh:doors", "snmp:doors"]


def test_two_complete_sources_that_know_different_things_conflict() -> None:
    merged = merge([fact_set([door("a", locked=True)]), fact_set([door("b", locked=True)])])
    assert (merged.completeness, merged.reason) == (Completeness.PARTIAL, Reason.CONFLICTING_EVIDENCE)


def test_measured_values_and_places_do_not_conflict() -> None:
    one = door("a", locked=True)
    other = replace(one, seen=9.0, place=Place(origin="snmp:doors", where="elsewhere"))
    assert agree(one, other)
    assert merge([fact_set([one]), fact_set([other])]).complete


def test_clocks_agree_within_their_uncertainty() -> None:
    place = Place(origin="ssh:clock")
    one = ClockSkew(place=place, seconds=0.2, uncertainty=0.1)
    assert agree(one, replace(one, seconds=1.2, uncertainty=0.2, source="snmp"))
    assert not agree(one, replace(one, seconds=400.0, source="snmp"))


def test_two_absent_sources_stay_absent_with_the_graver_reason_whichever_came_first() -> None:
    absent = fact_set([], completeness=Completeness.ABSENT, reason=Reason.TIMEOUT)
    empty = replace(absent, reason=Reason.EMPTY)
    for merged in (merge([absent, empty]), merge([empty, absent])):
        assert (merged.completeness, merged.reason) == (Completeness.ABSENT, Reason.TIMEOUT)


def test_the_order_in_which_sources_answered_does_not_show() -> None:
    one = fact_set([door("a", locked=True)], artefacts=(artefact("snmp:doors"),))
    other = fact_set(
        [door("b", locked=True)],
        artefacts=(artefact("ssh:doors"),),
        completeness=Completeness.PARTIAL,
        reason=Reason.TRUNCATED,
    )
    third = replace(one, facts=(replace(one.facts[0], seen=9.0),), artefacts=(artefact("ssh:other"),))
    merged = merge([one, other, third])
    assert merged == merge([third, other, one]) == merge([other, one, third])
    assert merged.facts[0] == one.facts[0]


def test_a_missing_set_has_the_reason_of_the_job_that_should_have_brought_it() -> None:
    pool = FactPool(_plan(providers={(Door, HOST): ("host/ssh",)}), NOW)
    pool.failed(
        JobOutcome(
            job="host/ssh",
            target="host",
            transport=TransportKind.SSH,
            started=NOW,
            finished=NOW + timedelta(seconds=5),
            reason=Reason.HOST_KEY_MISMATCH,
        )
    )
    found = pool.get(Door, HOST)
    assert (found.completeness, found.reason) == (Completeness.ABSENT, Reason.HOST_KEY_MISMATCH)
    assert found.collected_at == NOW + timedelta(seconds=5)


def test_a_set_no_job_can_bring_has_the_plan_s_reason() -> None:
    absence = Absence(reason=Reason.NO_COLLECTOR, message=message("engine.no_collector", fact="Door", owner="host"))
    assert FactPool(_plan(absences={(Door, HOST): absence}), NOW).get(Door, HOST).reason is Reason.NO_COLLECTOR


def test_a_job_that_ran_and_brought_nothing_is_no_evidence() -> None:
    pool = FactPool(_plan(providers={(Door, HOST): ("host/ssh",)}), NOW)
    assert pool.get(Door, HOST).reason is Reason.NO_EVIDENCE
