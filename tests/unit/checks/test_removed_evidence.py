"""Striking people or documents off a register, or reading less, never turns what is broken into what is met."""

from dataclasses import replace
from typing import Any

import pytest

from auditor.engine import registry
from auditor.facts.base import FactSet
from auditor.facts.records import DocumentRecord, RosterEntry
from auditor.model.terms import Completeness, Reason
from auditor.model.verdict import Outcome, Verdict
from tests.unit.checks.builders import Case, judge, needs_for
from tests.unit.policies.known_cases import known_cases

BAD = known_cases()[1]


def passes(name: str, case: Case, verdict: Verdict) -> bool:
    """What the engine would make of it: met, and nothing needed is incomplete."""
    needed = {need.fact for need in needs_for(registry.check(name), case.parameters) if not need.supporting}
    return verdict.outcome is Outcome.MET and all(s.complete for s in case.sets if s.type in needed)


def without(found: FactSet[Any], index: int) -> FactSet[Any]:
    return replace(found, facts=found.facts[:index] + found.facts[index + 1 :])


def degraded(found: FactSet[Any]) -> list[FactSet[Any]]:
    """Less of a set: absent, or read in part with one fact fewer."""
    absent = replace(found, facts=(), completeness=Completeness.ABSENT, reason=Reason.UNREACHABLE)
    partial = replace(found, completeness=Completeness.PARTIAL, reason=Reason.TRUNCATED)
    return [absent, *(without(partial, index) for index in range(len(found.facts)))]


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_broken_case_stays_short_of_a_pass(name: str) -> None:
    case = BAD[name]
    tried = 0
    for position, found in enumerate(case.sets):
        instead = degraded(found)
        # Who is struck off the roster leaves its group; that a record vanished is then for the engine to notice.
        if found.type in (RosterEntry, DocumentRecord) and name != "everyone_has":
            instead += [without(found, index) for index in range(len(found.facts))]
        for less in instead:
            sets = [*case.sets[:position], less, *case.sets[position + 1 :]]
            lesser = replace(case, sets=sets)
            assert not passes(name, lesser, judge(registry.check(name), lesser)), less
            tried += 1
    assert tried >= len(case.sets)
