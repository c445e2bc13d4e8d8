"""A recorded night judged again: under another profile, on another date, or from its artefacts. Contacts nobody."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from auditor import __version__
from auditor.engine import registry
from auditor.engine.assessment import plan_digest
from auditor.engine.history import historical_sets
from auditor.engine.judging import assembled, judge
from auditor.engine.plan import Absence, FactKey, Plan, make_plan
from auditor.engine.pool import FactPool
from auditor.engine.recorded import FilesOf, Ground
from auditor.engine.removed import bar_passes, removed_records
from auditor.engine.removed_statements import removed_attestations
from auditor.engine.reread import reread
from auditor.errors import StoreError, UsageError
from auditor.facts.base import F, FactSet
from auditor.facts.removed import RemovedRecord
from auditor.model.job import JobOutcome
from auditor.model.result import Assessment, RunInfo
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.words import Message, message
from auditor.store.records import LogDigest, RunState, RunSummary
from auditor.store.store import RunSealer, Store
from auditor.workspace import Workspace

AnySet = FactSet[Any]
_DECLARED = ("inventory", "registers")
_HISTORY = "history"
_AT_A_TIME = 64
"""Jobs whose artefacts are in memory together."""


@dataclass(frozen=True, kw_only=True)
class Rejudgement:
    """What judging a night again is given beside the workspace to judge it by."""

    run_id: str
    """Of the new run."""
    ground: Ground
    store: Store
    clock: Callable[[], datetime]
    reparse: bool = False
    """Whether to begin from the artefacts rather than from the facts that the night read from them."""
    seal: RunSealer | None = None
    """Seals the new run in the transaction that records it."""


@dataclass(frozen=True, kw_only=True)
class _Evidence:
    """What a night left behind."""

    records: Mapping[str, Sequence[AnySet]]
    """Fact sets by job, or by the name they were recorded under."""
    outcomes: Mapping[str, JobOutcome]
    """By job, without the bytes of their captures."""


def night_to_judge(store: Store, run_id: str) -> RunSummary:
    """The finished run of that name. Raises UsageError: there is none, it never ended, or it judged another's facts."""
    known = {run.id: run for run in store.runs()}
    run = known.get(run_id)
    if run is None:
        raise UsageError(message("cli.no_such_run", run=run_id))
    if run.reassesses is not None:
        raise UsageError(message("reassess.not_a_night", run=run_id, original=run.reassesses))
    if run.state is not RunState.FINISHED:
        raise UsageError(message("reassess.unfinished", run=run_id))
    return run


def reassess(workspace: Workspace, terms: Rejudgement) -> Assessment:
    """Judge a night's facts by a workspace (`auditor.engine.recorded.load_ground`), and record what comes of it.

    Raises UsageError for an empty selection and for artefacts that are deleted, StoreError when the store cannot be
    read or written. Nothing is recorded until everything is judged.
    """
    started = terms.clock()
    night = terms.ground.night
    workspace = _narrowed(workspace, night.scope)
    store = terms.store
    evidence = _Evidence(
        records=store.sets_by_record(night.id), outcomes={o.job: o for o in store.outlines_of(night.id)}
    )
    plan = make_plan(workspace, terms.ground.as_of)
    if not plan.rows:
        raise UsageError(message("engine.empty_selection"))
    asked = plan_digest(plan)
    if asked != night.plan_digest:
        plan = _of_what_was_read(plan, evidence)
    pool = FactPool(plan, night.started)
    kept = _fill(pool, workspace, plan, evidence, terms)
    results = judge(workspace, plan, pool)
    run = RunInfo(
        id=terms.run_id,
        as_of=terms.ground.as_of,
        started=started,
        finished=terms.clock(),
        profile=workspace.policy.profile,
        profile_title=workspace.policy.title,
        organisation=workspace.inventory.organisation.title,
        auditor_version=__version__,
        sample=store.assessment(night.id).run.sample,
        scope=night.scope,
        reassesses=night.id,
    )
    assessment = assembled(workspace, plan, run, results, evidence.outcomes, _said_first(terms, run, kept))
    store.begin_run(
        run.id,
        run.as_of,
        started,
        run.profile,
        run.organisation,
        asked,
        reassesses=night.id,
        scope=night.scope,
    )
    store.finish_run(assessment, terms.seal)
    return assessment


def _narrowed(workspace: Workspace, scope: str) -> Workspace:
    """The workspace narrowed to what the night was asked for (``--control X --subject Y``), when not to everything."""
    if not scope:
        return workspace
    asked: dict[str, list[str]] = {"--control": [], "--subject": []}
    try:
        words = shlex.split(scope)
    except ValueError:
        words = []
    if not words or len(words) % 2 or not set(words[::2]) <= set(asked):
        raise UsageError(message("reassess.scope", scope=scope))
    for option, value in zip(words[::2], words[1::2], strict=True):
        asked[option].append(value)
    return workspace.select(asked["--control"], asked["--subject"])


def _fill(pool: FactPool, workspace: Workspace, plan: Plan, evidence: _Evidence, terms: Rejudgement) -> tuple[str, ...]:
    """Everything that is known of the night, into the pool; returns the targets whose recorded facts were kept."""
    kept: set[str] = set()
    pool.add(_declared(workspace, plan, evidence, terms.ground))
    for job, outcome in evidence.outcomes.items():
        pool.failed(outcome)
        if not terms.reparse:
            pool.add(evidence.records.get(job, ()))
    if terms.reparse:
        for outcome in _with_bytes(terms, sorted(evidence.outcomes)):
            target = workspace.inventory.targets.get(outcome.target)
            if target is not None:
                again = reread(outcome, evidence.records.get(outcome.job, ()), target.description)
                pool.add(again.sets)
                kept |= {outcome.target} if again.kept else set()
    pool.add(_history(pool, plan, evidence, terms))
    city = workspace.inventory.organisation.ref
    bar_passes(pool, _removed(pool, city, evidence, terms), city, terms.ground.as_of)
    if terms.ground.inventory is FilesOf.TODAY:
        pool.add(removed_attestations(pool, terms.store, city, None, terms.ground.now))
    return tuple(sorted(kept))


def _with_bytes(terms: Rejudgement, jobs: Sequence[str]) -> Iterator[JobOutcome]:
    """The outcomes of jobs as they were recorded, a few at a time: memory stays flat over many targets."""
    night = terms.ground.night.id
    for first in range(0, len(jobs), _AT_A_TIME):
        try:
            yield from terms.store.outcomes_of(night, jobs[first : first + _AT_A_TIME])
        except StoreError as error:
            if error.message.code == "store.artefact_pruned":
                raise UsageError(message("reassess.artefacts_pruned", run=night)) from error
            raise


def _declared(workspace: Workspace, plan: Plan, evidence: _Evidence, ground: Ground) -> list[AnySet]:
    """What inventory and registers say: as recorded, and beside that what that night had no use for."""
    night = ground.inventory is FilesOf.NIGHT
    recorded = [found for name in _DECLARED if night for found in evidence.records.get(name, ())]
    known = {(found.type, found.subject) for found in recorded}
    read = ground.night.started if night else ground.now
    owners = sorted({owner for _, owner in plan.needed})
    said = [found for owner in owners for found in workspace.inventory.declared(owner)]
    said += workspace.registers.fact_sets(workspace.inventory.organisation.ref, read)
    said += workspace.statements.fact_sets(workspace.inventory.organisation.ref, read)
    return recorded + [found for found in said if (found.type, found.subject) not in known]


class _PastOf:
    """What the store knew when a night was over."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store = store
        self._run_id = run_id

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str) -> FactSet[F] | None:
        """The newest set of an earlier run in which it was not absent."""
        return self._store.latest_facts(fact_type, subject, before_run)

    def first_digests(self, subject: SubjectRef) -> list[LogDigest]:
        """Every log file recorded of a subject by then."""
        return self._store.first_digests(subject, self._run_id)


def _history(pool: FactPool, plan: Plan, evidence: _Evidence, terms: Rejudgement) -> list[AnySet]:
    """What had happened before: as recorded that night, and beside that what that night had no use for."""
    recorded = list(evidence.records.get(_HISTORY, ()))
    known = {(found.type, found.subject) for found in recorded}
    night = terms.ground.night
    past = _PastOf(terms.store, night.id)
    return [*recorded, *historical_sets(plan.needed - known, pool, past, night.id, night.started)]


def _removed(
    pool: FactPool, city: SubjectRef, evidence: _Evidence, terms: Rejudgement
) -> Sequence[FactSet[RemovedRecord]]:
    """What the registers lacked that night; today's registers are held against everything seen until today."""
    ground = terms.ground
    if ground.inventory is FilesOf.TODAY:
        return removed_records(pool, terms.store, city, None, ground.now)
    recorded = [found for found in evidence.records.get(_HISTORY, ()) if found.type is RemovedRecord]
    return recorded or removed_records(pool, terms.store, city, ground.night.id, ground.night.started)


def _of_what_was_read(plan: Plan, evidence: _Evidence) -> Plan:
    """The plan with a plain word for every fact set that nobody asked that night's targets for."""
    read = {(found.type, found.subject) for sets in evidence.records.values() for found in sets}
    unasked = {
        (fact, owner): Absence(
            reason=Reason.NO_EVIDENCE, message=message("reassess.not_read", fact=fact.__name__, owner=owner.id)
        )
        for (fact, owner), jobs in plan.providers.items()
        if (fact, owner) not in read and not any(_asked_for((fact, owner), job, evidence) for job in jobs)
    }
    providers = {key: jobs for key, jobs in plan.providers.items() if key not in unasked}
    return replace(plan, providers=providers, absences={**plan.absences, **unasked})


def _asked_for(key: FactKey, job: str, evidence: _Evidence) -> bool:
    """Whether a job that could have brought a fact set was run for it, or could not be run to its end."""
    outcome = evidence.outcomes.get(job)
    if outcome is None:
        return False
    ran = {capture.collector for capture in outcome.captures}
    provides = (registry.collectors()[name].PROVIDES for name in ran if name in registry.collectors())
    return outcome.reason is not None or any(key[0] in types for types in provides)


def _said_first(terms: Rejudgement, run: RunInfo, kept: Sequence[str]) -> tuple[Message, ...]:
    """What a reader must know before anything else: that nobody was asked, and what was taken from elsewhere."""
    ground = terms.ground
    said = [
        message(
            "reassess.headline",
            run=ground.night.id,
            night=ground.night.as_of.isoformat(),
            profile=run.profile,
            as_of=run.as_of.isoformat(),
        )
    ]
    if ground.inventory is FilesOf.TODAY:
        said.append(message("reassess.todays_inventory"))
    if ground.policies is FilesOf.NIGHT:
        said.append(message("reassess.nights_policies"))
    if terms.reparse:
        said.append(message("reassess.reread"))
    if kept:
        said.append(message("reassess.kept", targets=tuple(kept)))
    return tuple(said)
