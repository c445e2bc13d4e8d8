"""Facts to results: calls the checks, and has the last word on every pass."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.engine import registry
from auditor.engine.isolation import isolated
from auditor.engine.joining import joined
from auditor.engine.plan import PlannedRow
from auditor.engine.pool import FactPool
from auditor.facts.base import FactSet, Need
from auditor.facts.records import FiledRecord
from auditor.facts.records.base import FILE_ORIGIN
from auditor.facts.view import FactView, Indexes
from auditor.model.evidence import ArtefactRef
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.plugins import Check, needs_of
from auditor.model.result import PartResult, Result
from auditor.model.subject import SubjectRef
from auditor.model.terms import OPEN_STATES, Basis, Completeness, Reason, Scope, State, state_for
from auditor.model.verdict import Outcome, Verdict
from auditor.model.words import Message, message

if TYPE_CHECKING:
    from auditor.inventory.inventory import Inventory
    from auditor.policy.control import Part

AnySet = FactSet[Any]

_WORST_OPEN = (State.ERROR, State.UNKNOWN, State.NOTCHECKED)
_WEAKEST_BASIS = (Basis.PLANNED, Basis.SUPPLIED, Basis.OFFLINE, Basis.REGISTER, Basis.LIVE)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What assessing depends on beside the facts."""

    as_of: date
    inventory: "Inventory"
    pool: FactPool
    validity: Mapping[Basis, Period]
    """How old evidence of a basis may be before it no longer decides."""
    find_check: Callable[[str], Check] = registry.check
    indexes: Indexes = field(default_factory=dict, repr=False)
    """What checks have looked up in large sets, for all rows together."""


def assess(row: PlannedRow, circumstances: Circumstances) -> Result:
    """The result of one row. Never raises: a crash is a result."""
    parts = tuple(judge_part(part, row.subject.ref, circumstances) for part in row.parts)
    return joined(row, parts)


def judge_part(part: "Part", subject: SubjectRef, circumstances: Circumstances) -> PartResult:
    """How one part that rests on facts comes out. Never raises."""
    if part.missing:
        names = tuple(words.ja for words in part.missing), tuple(words.en for words in part.missing)
        said = message("engine.no_criterion", ja=names[0], en=names[1])
        return _open_part(part.id, Reason.NO_CRITERION, said)
    if part.awaits is not None:
        said = message("engine.awaits", ja=part.awaits.ja, en=part.awaits.en)
        return _open_part(part.id, Reason.NO_COLLECTOR, said)
    if part.inspect is not None:
        said = message("engine.inspect", ja=part.inspect.ja, en=part.inspect.en)
        return _open_part(part.id, Reason.MANUAL_REQUIRED, said)
    check = circumstances.find_check(part.check)
    view, rested_on, lacking = _view(needs_of(check, part.parameters), subject, circumstances)
    if lacking and not any(s.facts for _, s in rested_on):
        return _lacking_part(part.id, lacking, rested_on)
    verdict, crash = isolated(
        lambda: check.judge(view, check.Parameters(**part.parameters)), where=f"check {part.check}"
    )
    evidence = _artefacts(rested_on, view.cited)
    ruled = None
    if verdict is not None:
        # What a third party's check returns may be no verdict at all; that is its crash, too.
        ruled, crash = isolated(
            lambda: _ruled(part.id, verdict, lacking, rested_on, evidence, circumstances), where=f"check {part.check}"
        )
    return ruled or _open_part(part.id, Reason.CRASHED, crash or message("engine.nothing_examined"), rested_on)


def _view(
    needs: Sequence[Need], subject: SubjectRef, circumstances: Circumstances
) -> tuple[FactView, list[tuple[Need, AnySet]], list[AnySet]]:
    """The check's view, the sets it rests on, and those among them that bar a pass."""
    by_need: dict[tuple[type, Scope], list[AnySet]] = {}
    rested_on: list[tuple[Need, AnySet]] = []
    lacking: list[AnySet] = []
    for need in needs:
        owners = circumstances.inventory.scope(subject, need.scope)
        sets = [circumstances.pool.get(need.fact, owner) for owner in owners]
        by_need[(need.fact, need.scope)] = sets
        rested_on.extend((need, s) for s in sets)
        if not need.supporting:
            lacking.extend(s for s in sets if not s.complete)
            if not owners:
                lacking.append(_ownerless(need, subject, circumstances))
    view = FactView(subject=subject, as_of=circumstances.as_of, by_need=by_need, indexes=circumstances.indexes)
    return view, rested_on, lacking


def _ownerless(need: Need, subject: SubjectRef, circumstances: Circumstances) -> AnySet:
    """Nothing in the inventory that such facts could be read from: an absence like any other."""
    absent = circumstances.pool.get(need.fact, subject)
    return FactSet(
        type=need.fact,
        subject=subject,
        completeness=Completeness.ABSENT,
        reason=Reason.NO_EVIDENCE,
        detail=message("engine.no_owner", fact=need.fact.__name__),
        basis=Basis.LIVE,
        collected_at=absent.collected_at,
    )


def _ruled(
    part: str,
    verdict: Verdict,
    lacking: Sequence[AnySet],
    rested_on: Sequence[tuple[Need, AnySet]],
    evidence: tuple[ArtefactRef, ...],
    circumstances: Circumstances,
) -> PartResult:
    """The engine's rules over a check's verdict (design section 3): no pass without complete, fresh evidence.

    A violation seen in whatever was read stays a fail.
    """
    violated = any(i.state is State.FAIL for i in verdict.items)
    bars = [(s.reason or Reason.NO_EVIDENCE, _detail(s)) for s in lacking]
    bars += _unfit(rested_on, circumstances)
    if verdict.outcome is Outcome.BROKEN or violated:
        reason = verdict.reason if verdict.outcome is Outcome.BROKEN else None
        return PartResult(
            id=part,
            state=State.FAIL,
            reason=reason or next(i.reason for i in verdict.items if i.state is State.FAIL),
            summary=verdict.summary,
            items=verdict.items,
            examined=verdict.examined,
            measured=verdict.measured,
            evidence=evidence,
            basis=_basis(rested_on),
            incomplete=worst(bars)[0] if bars else None,
        )
    # Nothing examined, because nothing could be read, says no more than why it could not.
    unread = verdict.reason is Reason.EMPTY and bool(lacking)
    if verdict.outcome is Outcome.OPEN and verdict.reason is not None and not unread:
        bars.append((verdict.reason, verdict.summary))
    bars += [(i.reason or Reason.NO_EVIDENCE, i.summary) for i in verdict.items if i.state in OPEN_STATES]
    if not bars and verdict.outcome is not Outcome.MET:
        bars.append((verdict.reason or Reason.NO_EVIDENCE, verdict.summary))
    if not bars and not evidence:
        bars.append((Reason.NO_EVIDENCE, message("engine.no_evidence")))
    if not bars:
        return PartResult(
            id=part,
            state=State.PASS,
            reason=None,
            summary=verdict.summary,
            items=verdict.items,
            examined=verdict.examined,
            measured=verdict.measured,
            evidence=evidence,
            basis=_basis(rested_on),
        )
    reason, summary = worst(bars)
    return PartResult(
        id=part,
        state=state_for(reason),
        reason=reason,
        summary=summary,
        items=verdict.items,
        examined=verdict.examined,
        measured=verdict.measured,
        evidence=evidence,
        basis=_basis(rested_on),
    )


def worst(bars: Sequence[tuple[Reason, Message]]) -> tuple[Reason, Message]:
    """The gravest of several reasons for not knowing; the first among equals."""
    return min(bars, key=lambda bar: _WORST_OPEN.index(state_for(bar[0])))


def _unfit(rested_on: Iterable[tuple[Need, AnySet]], circumstances: Circumstances) -> list[tuple[Reason, Message]]:
    """Complete sets that all the same cannot carry a pass: planned ones, and stale ones."""
    bars: list[tuple[Reason, Message]] = []
    for need, found in rested_on:
        if need.supporting or not found.complete:
            continue
        names = {"fact": found.type.__name__, "owner": found.subject.id}
        if found.basis is Basis.PLANNED:
            bars.append((Reason.PLANNED_EVIDENCE, message("engine.planned", **names)))
        limit = circumstances.validity.get(found.basis)
        # An audit's date is a day in Japan; evidence taken on that day is fresh whatever the hour.
        if limit is not None:
            age = circumstances.as_of - found.collected_at.astimezone(JST).date()
            if age > max(limit.delta, timedelta(days=1)):
                bars.append((Reason.STALE_EVIDENCE, message("engine.stale", limit=str(limit), **names)))
    return bars


def _lacking_part(part: str, lacking: Sequence[AnySet], rested_on: Sequence[tuple[Need, AnySet]]) -> PartResult:
    reason, summary = worst([(s.reason or Reason.NO_EVIDENCE, _detail(s)) for s in lacking])
    return _open_part(part, reason, summary, rested_on)


def _open_part(
    part: str, reason: Reason, summary: Message, rested_on: Sequence[tuple[Need, AnySet]] = ()
) -> PartResult:
    return PartResult(
        id=part,
        state=state_for(reason),
        reason=reason,
        summary=summary,
        evidence=_artefacts(rested_on),
        basis=_basis(rested_on),
    )


def _detail(found: AnySet) -> Message:
    return found.detail or message(
        "engine.not_collected",
        owner=found.subject.id,
        fact=found.type.__name__,
        reason=(found.reason or Reason.NO_EVIDENCE).value,
    )


def _artefacts(
    rested_on: Iterable[tuple[Need, AnySet]], cited: Mapping[type, Collection[str]] = MappingProxyType({})
) -> tuple[ArtefactRef, ...]:
    """The artefacts of the sets; of files behind records only those that the check judged by, where it said so."""
    found: dict[tuple[str, str], ArtefactRef] = {}
    for _, read in rested_on:
        files = _files_behind(read, cited[read.type]) if read.type in cited else None
        for artefact in read.artefacts:
            if files is None or artefact.stored or artefact.origin in files:
                found[(artefact.target, artefact.origin)] = artefact
    return tuple(found.values())


def _files_behind(read: AnySet, keys: Collection[str]) -> frozenset[str]:
    """Origins of the files behind the records with these keys."""
    if not issubclass(read.type, FiledRecord):
        return frozenset()
    return frozenset(FILE_ORIGIN + fact.file for fact in read.facts if fact.file and fact.key in keys)


def _basis(rested_on: Iterable[tuple[Need, AnySet]]) -> Basis | None:
    """The weakest basis among what was read."""
    found = {s.basis for _, s in rested_on if s.facts}
    return next((basis for basis in _WEAKEST_BASIS if basis in found), None)
