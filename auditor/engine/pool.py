"""All fact sets of a run, merged where two sources speak of the same thing, with a reason for every missing one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from auditor.engine.plan import Absence, FactKey, Plan
from auditor.facts.base import Fact, FactSet, measured_fields
from auditor.facts.host import ClockSkew
from auditor.model.job import JobOutcome
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, State, state_for
from auditor.model.words import Message, message

AnySet = FactSet[Any]


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a job brought nothing, or less than asked."""

    absence: Absence
    at: datetime


class FactPool:
    """Fact sets by type and subject."""

    def __init__(self, plan: Plan, started: datetime) -> None:
        self._plan = plan
        self._started = started
        self._sets: dict[FactKey, list[AnySet]] = defaultdict(list)
        self._merged: dict[FactKey, AnySet] = {}
        self._failures: dict[str, Failure] = {}

    def add(self, sets: Iterable[AnySet]) -> None:
        """Take in fact sets, from jobs, inventory, registers or the store."""
        for found in sets:
            key = (found.type, found.subject)
            self._sets[key].append(found)
            self._merged.pop(key, None)

    def lacks(self, fact: type[Fact], owner: SubjectRef, reason: Reason, detail: Message) -> None:
        """Let a set that is there count as read in part only, whatever its sources say of themselves."""
        key = (fact, owner)
        self._sets[key] = [
            replace(found, completeness=Completeness.PARTIAL, reason=reason, detail=detail) if found.complete else found
            for found in self._sets[key]
        ]
        self._merged.pop(key, None)

    def failed(self, outcome: JobOutcome) -> None:
        """Remember why a job did not run to its end."""
        if outcome.reason is not None:
            detail = outcome.detail or message("engine.job_failed", target=outcome.target)
            self._failures[outcome.job] = Failure(
                absence=Absence(reason=outcome.reason, message=detail), at=outcome.finished
            )

    def get(self, fact: type[Fact], owner: SubjectRef) -> AnySet:
        """The fact set, merged; an absent one with its reason when nothing was read."""
        key = (fact, owner)
        if key not in self._merged:
            sets = self._sets.get(key)
            self._merged[key] = merge(sets) if sets else self._absent(fact, owner)
        return self._merged[key]

    def _absent(self, fact: type[Fact], owner: SubjectRef) -> AnySet:
        absence = self._plan.absences.get((fact, owner))
        at = self._started
        if absence is None:
            jobs = self._plan.providers.get((fact, owner), ())
            failures = [self._failures[j] for j in jobs if j in self._failures]
            if failures:
                absence, at = failures[0].absence, failures[0].at
            else:
                absence = Absence(
                    reason=Reason.NO_EVIDENCE,
                    message=message("engine.nothing_came", fact=fact.__name__, owner=owner.id),
                )
        return FactSet(
            type=fact,
            subject=owner,
            completeness=Completeness.ABSENT,
            reason=absence.reason,
            detail=absence.message,
            basis=Basis.LIVE,
            collected_at=at,
        )


def merge(sets: list[AnySet]) -> AnySet:
    """One set from several sources.

    No fact is lost, so no violation is. Sources that contradict each other make the set partial with
    ``conflicting_evidence``; beside a complete source an incomplete one that does not contradict it is only added to.
    """
    if len(sets) == 1:
        return sets[0]
    # Supplied by several collectors of one run: the complete ones speak first, and then those of the first artefact,
    # not those that came first: the order in which targets answer must not show in a row.
    ordered = sorted(sets, key=_precedence)
    first = ordered[0]
    facts: dict[str, Fact] = {f.key: f for f in first.facts}
    contradiction: str | None = None
    for other in ordered[1:]:
        for fact in other.facts:
            known = facts.setdefault(fact.key, fact)
            if known is not fact and not agree(known, fact):
                contradiction = contradiction or fact.key
        if other.complete and first.complete and {f.key for f in other.facts} != {f.key for f in first.facts}:
            odd = {f.key for f in other.facts} ^ {f.key for f in first.facts}
            contradiction = contradiction or min(odd)
    whole = replace(
        first,
        facts=tuple(facts.values()),
        artefacts=tuple({(a.target, a.origin): a for s in ordered for a in s.artefacts}.values()),
        collected_at=min(s.collected_at for s in ordered),
    )
    if contradiction is not None:
        return replace(
            whole,
            completeness=Completeness.PARTIAL,
            reason=Reason.CONFLICTING_EVIDENCE,
            detail=message("engine.conflict", fact=first.type.__name__, owner=first.subject.id, key=contradiction),
        )
    if not whole.complete and whole.facts:
        return replace(whole, completeness=Completeness.PARTIAL)
    return whole


def _precedence(found: AnySet) -> tuple[bool, str, int, tuple[tuple[str, str], ...], str, str]:
    complete = found.completeness is Completeness.COMPLETE
    # Of two that are absent the graver reason is told: a failure rather than that nothing was there.
    graver = 0 if found.reason is not None and state_for(found.reason) is State.ERROR else 1
    artefacts = tuple((a.target, a.origin) for a in found.artefacts)
    return not complete, found.completeness.value, graver, artefacts, found.reason or "", found.basis.value


def agree(one: Fact, other: Fact) -> bool:
    """Whether two statements about the same thing can both be true: all stable fields but their place are equal.

    Two measurements of a clock agree within what they both admit to be uncertain (and a second of drift between).
    """
    if isinstance(one, ClockSkew) and isinstance(other, ClockSkew):
        return abs(one.seconds - other.seconds) <= one.uncertainty + other.uncertainty + 1.0
    ignored = measured_fields(type(one)) | {"place"}
    return all(getattr(one, f.name) == getattr(other, f.name) for f in fields(one) if f.name not in ignored)
