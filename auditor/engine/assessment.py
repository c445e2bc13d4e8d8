"""One assessment from plan to record: the only function that joins the steps of design section 4."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from auditor import __version__
from auditor.engine.collect import Gathering, built_in_transport, collect, failed
from auditor.engine.history import historical_sets
from auditor.engine.judging import assembled, judge
from auditor.engine.parse import without_output
from auditor.engine.plan import Plan
from auditor.engine.pool import FactPool
from auditor.engine.removed import bar_passes, removed_records
from auditor.engine.removed_statements import removed_attestations
from auditor.errors import UsageError
from auditor.facts.base import FactSet
from auditor.model.job import Job, JobOutcome
from auditor.model.result import Assessment, RunInfo
from auditor.model.terms import Reason, TransportKind
from auditor.model.words import Message, message
from auditor.store.store import RunSealer, Store
from auditor.transport.interface import SessionContext, Transport

if TYPE_CHECKING:
    from auditor.workspace import Workspace

Notify = Callable[[int, int, str], None]
"""Told after each finished target: how many are done, how many there are, and which one it was."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What one run is given beside the workspace."""

    run_id: str
    as_of: date
    context: SessionContext
    store: Store
    notify: Notify
    credential_versions: Mapping[str, str]
    """Version of every credential, to tell a quarantined one from one that was set anew."""
    resume: bool = False
    sample: bool = False
    scope: str = ""
    """What was asked for when not everything was; such a run is no night."""
    missed: tuple[Message, ...] = ()
    """What the reader must know first."""
    seal: RunSealer | None = None
    """Seals the run in the transaction that finishes it."""
    find_transport: Callable[[TransportKind], Transport] = built_in_transport


def run_assessment(workspace: "Workspace", plan: Plan, frame: Frame) -> Assessment:
    """Collect, parse, assess, derive, overlay and record what is planned.

    Raises UsageError for an empty selection, StoreError when the store cannot be written, and KeyboardInterrupt when
    the run was cancelled; whatever had been read by then is recorded, and the run can be resumed.
    """
    if not plan.rows:
        raise UsageError(message("engine.empty_selection"))
    started = frame.context.clock()
    frame.store.begin_run(
        frame.run_id,
        frame.as_of,
        started,
        workspace.policy.profile,
        workspace.inventory.organisation.title,
        plan_digest(plan),
        scope=frame.scope,
    )
    pool = FactPool(plan, started)
    _add_declared(workspace, plan, pool, frame, started)
    outcomes = _collect(workspace, plan, pool, frame, started)
    city = workspace.inventory.organisation.ref
    removed = removed_records(pool, frame.store, city, frame.run_id, started)
    history = (
        *historical_sets(plan.needed, pool, frame.store, frame.run_id, started),
        *removed,
        *removed_attestations(pool, frame.store, city, frame.run_id, started),
    )
    pool.add(history)
    bar_passes(pool, removed, city, frame.as_of)
    frame.store.record_sets(frame.run_id, "history", {}, history)
    results = judge(workspace, plan, pool)
    run = RunInfo(
        id=frame.run_id,
        as_of=frame.as_of,
        started=started,
        finished=frame.context.clock(),
        profile=workspace.policy.profile,
        profile_title=workspace.policy.title,
        organisation=workspace.inventory.organisation.title,
        auditor_version=__version__,
        sample=frame.sample,
        scope=frame.scope,
    )
    assessment = assembled(workspace, plan, run, results, outcomes, frame.missed)
    frame.store.finish_run(assessment, frame.seal)
    return assessment


def plan_digest(plan: Plan) -> str:
    """A digest of what a plan asks and judges, to tell whether two runs did the same."""
    digest = hashlib.sha256()
    for job in plan.jobs:
        digest.update(repr((job.id, job.endpoint, job.requests)).encode())
    for row in plan.rows:
        digest.update(f"{row.control.info.id} {row.control.revision} {row.subject.ref}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def _add_declared(workspace: "Workspace", plan: Plan, pool: FactPool, frame: Frame, started: datetime) -> None:
    """Facts of inventory and registers: into the pool, and with their files (and the policies') into the store."""
    owners = sorted({owner for _, owner in plan.needed})
    declared = tuple(s for owner in owners for s in workspace.inventory.declared(owner))
    registers = (
        *workspace.registers.fact_sets(workspace.inventory.organisation.ref, started),
        *workspace.statements.fact_sets(workspace.inventory.organisation.ref, started),
    )
    pool.add(declared)
    pool.add(registers)
    snapshots = (
        ("inventory", workspace.inventory.files, declared),
        ("registers", (*workspace.registers.files, *workspace.statements.files), registers),
        ("policies", workspace.policy.files, ()),
    )
    for name, files, sets in snapshots:
        paths = {f.path: f.digest for f in files}
        frame.store.record_sets(frame.run_id, name, {f.digest: f.content for f in files}, sets, paths)


def _collect(
    workspace: "Workspace", plan: Plan, pool: FactPool, frame: Frame, started: datetime
) -> dict[str, JobOutcome]:
    """Run what is to be run now; record every job the moment it is finished."""
    done = frame.store.finished_jobs(frame.run_id) if frame.resume else frozenset[str]()
    outcomes: dict[str, JobOutcome] = {}
    if done:
        recorded = frame.store.sets_by_record(frame.run_id)
        pool.add(found for job in sorted(done) for found in recorded[job])
        for outcome in frame.store.outcomes_of(frame.run_id):
            if outcome.job in done:
                outcomes[outcome.job] = without_output(outcome)
                pool.failed(outcome)
    now: list[Job] = []
    for job in plan.jobs:
        if job.id in done:
            continue
        barred = _barred(workspace, job, started)
        if barred is None:
            now.append(job)
        else:
            outcome = failed(job, *barred, started, started)
            _record(frame, pool, outcomes, outcome, ())
    gathering = Gathering(
        jobs=now,
        collectors=plan.collectors,
        targets={name: target.description for name, target in workspace.inventory.targets.items()},
    )
    for collected in collect(gathering, frame.context, frame.find_transport):
        if collected.outcome.reason is Reason.INTERRUPTED:
            continue  # not finished: a resumed run reads it
        _record(frame, pool, outcomes, collected.outcome, collected.sets)
        frame.notify(len(outcomes), len(plan.jobs), collected.job.target)
    _record_refusals(frame)
    if frame.context.cancelled.is_set():
        raise KeyboardInterrupt
    return outcomes


def _barred(workspace: "Workspace", job: Job, now: datetime) -> tuple[Reason, Message] | None:
    """Why a job must not run now: the target's time window."""
    window = workspace.inventory.targets[job.target].window
    if window is None or window.contains(now):
        return None
    return Reason.OUTSIDE_WINDOW, message("engine.outside_window", target=job.target, window=str(window))


def _record(
    frame: Frame,
    pool: FactPool,
    outcomes: dict[str, JobOutcome],
    outcome: JobOutcome,
    sets: tuple[FactSet[Any], ...],
) -> None:
    frame.store.record_outcome(frame.run_id, outcome, sets)
    pool.add(sets)
    pool.failed(outcome)
    outcomes[outcome.job] = without_output(outcome)


def _record_refusals(frame: Frame) -> None:
    """What was refused tonight stays in quarantine for the nights that follow."""
    known = frame.store.quarantined()
    for name, target in frame.context.gate.refusals().items():
        version = frame.credential_versions.get(name, "")
        if name not in known or known[name].version != version:
            frame.store.quarantine(name, version, target, frame.context.clock())
