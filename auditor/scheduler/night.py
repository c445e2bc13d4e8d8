"""One assessment from lock to sealed report. The command ``audit``, the service and the demonstration come here."""

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from auditor.engine.assessment import Frame, Notify, run_assessment
from auditor.engine.collect import built_in_transport
from auditor.engine.plan import make_plan
from auditor.errors import AuditorError, StoreError, UsageError
from auditor.history.due import remember_due
from auditor.history.surroundings import surroundings
from auditor.model.background import Background
from auditor.model.japan import JST
from auditor.model.result import Assessment
from auditor.model.terms import TransportKind
from auditor.model.words import Language, Message, message
from auditor.reporters import write_reports
from auditor.scheduler.lock import locked
from auditor.scheduler.missed import missed_messages
from auditor.scheduler.publishing import publish_key
from auditor.scheduler.session import check_records, open_store, session_context, take_secrets
from auditor.seal.notes import note_of
from auditor.seal.rotation import signing_key
from auditor.seal.sealer import Sealer
from auditor.seal.timestamp import stamp_head
from auditor.store.store import Store
from auditor.transport.interface import Transport
from auditor.vault.vault import Vault
from auditor.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class NightTerms:
    """What one run is given beside the workspace."""

    day: date
    """The audit's date."""
    vault: Vault
    clock: Callable[[], datetime]
    progress: Notify
    languages: Sequence[Language]
    """Of the reports; the first is the main one."""
    cancelled: threading.Event = field(default_factory=threading.Event)
    """Set from another thread or a signal, it ends the sessions at once."""
    resume: str | None = None
    """The run to go on with."""
    scope: str = ""
    """What was asked for when not everything was; such a run is no night."""
    sample: bool = False
    find_transport: Callable[[TransportKind], Transport] = built_in_transport


@dataclass(frozen=True, kw_only=True)
class Night:
    """What came of it."""

    assessment: Assessment
    background: Background
    folder: Path
    """Of its reports."""
    notes: tuple[Message, ...] = ()
    """What went wrong after the run was recorded and sealed: a time stamp that could not be had."""


def run_night(workspace: Workspace, terms: NightTerms) -> Night:
    """Run one assessment: lock, collect, judge, record, seal, report.

    Raises AuditorError for whatever a person can mend, and KeyboardInterrupt when it was cancelled: what had been
    read by then is recorded, and the run can be resumed.
    """
    plan = make_plan(workspace, terms.day)
    secret = take_secrets(terms.vault, plan.jobs)
    state = workspace.state_dir
    check_records(state)
    with locked(state, "audit", terms.clock), open_store(state, terms.vault) as store:
        check_records(state, store)
        sealer = Sealer(signing_key(store, terms.vault), terms.clock)
        frame = Frame(
            run_id=_run_id(store, terms),
            as_of=terms.day,
            context=session_context(workspace, store, secret, terms.clock, terms.cancelled),
            store=store,
            notify=terms.progress,
            credential_versions=secret.versions,
            resume=terms.resume is not None,
            sample=terms.sample,
            scope=terms.scope,
            missed=_missed(workspace, store, terms),
            seal=sealer.seal_runs,
            find_transport=terms.find_transport,
        )
        assessment = run_assessment(workspace, plan, frame)
        return report_run(workspace, terms, store, sealer, assessment)


def report_run(workspace: Workspace, terms: NightTerms, store: Store, sealer: Sealer, assessment: Assessment) -> Night:
    """Write and seal the reports of a run that is recorded and sealed."""
    run, operation = assessment.run.id, workspace.inventory.operation
    if not (assessment.run.reassesses or assessment.run.scope):
        remember_due(store, operation.due)
    background = surroundings(store, assessment, operation.due, note_of(store, run))
    folder = workspace.reports_dir / run
    try:
        write_reports(assessment, folder, terms.languages, background)
        sealer.seal_reports(store, run, folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(message("cli.reports_unwritten", run=run, folder=str(folder), why=why)) from error
    publish_key(workspace.state_dir, sealer.public)
    notes: list[Message] = []
    if operation.timestamps is not None:
        try:
            stamp_head(store, operation.timestamps)
        except AuditorError as error:
            notes.append(error.message)
    return Night(assessment=assessment, background=background, folder=folder, notes=tuple(notes))


def _missed(workspace: Workspace, store: Store, terms: NightTerms) -> tuple[Message, ...]:
    """What the reader must know first; that the run was broken off is no news in the run that goes on with it."""
    found = missed_messages(store, terms.clock(), workspace.inventory.operation.schedule)
    return tuple(m for m in found if terms.resume is None or m.args.get("run") != terms.resume)


def _run_id(store: Store, terms: NightTerms) -> str:
    """The run to go on with, or a new name: the moment it starts, in Japan time."""
    known = {run.id: run for run in store.runs()}
    if terms.resume is not None:
        if terms.resume not in known:
            raise UsageError(message("cli.no_such_run", run=terms.resume))
        if known[terms.resume].finished is not None:
            raise UsageError(message("cli.run_finished", run=terms.resume))
        return terms.resume
    return new_run_id(known, terms.clock())


def new_run_id(known: Collection[str], now: datetime) -> str:
    """A name that no run bears yet."""
    name = f"{now.astimezone(JST):%Y%m%d-%H%M%S}"
    number = 2
    candidate = name
    while candidate in known:
        candidate = f"{name}-{number}"
        number += 1
    return candidate
