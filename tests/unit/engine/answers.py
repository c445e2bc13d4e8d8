"""Targets that answer anything at all, and a run over them; no socket is opened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from auditor.engine.assessment import Frame, run_assessment
from auditor.engine.collect import built_in_transport, failed
from auditor.engine.plan import make_plan
from auditor.model.credential import Credential
from auditor.model.job import Capture, CaptureStatus, Job, JobOutcome
from auditor.model.result import Assessment
from auditor.model.terms import Reason, State, TransportKind, state_for
from auditor.model.words import message
from auditor.store.store import Store
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import Deliver, SessionContext
from auditor.workspace import Workspace

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
OURS = (Reason.INTERRUPTED, Reason.CRASHED)
ANSWERS = (b"", b"\x00\xff\xfe", b"root:x:0:0:root:/root:/bin/bash\n", b"yes\n" * 50, "設定\n".encode("cp932"))
LINKAGE = """
linkages:
  - {id: tax, title: tax, systems: [a, b], counterparty: x, counterparty_logs_on: true}
"""


def _no_credential(name: str) -> Credential:
    raise AssertionError(name)


def _capture(collector: str, command: str, chance: Random) -> Capture:
    output = chance.choice(ANSWERS)
    return Capture(
        collector=collector,
        command=command,
        status=chance.choice(list(CaptureStatus)),
        exit_code=chance.choice([0, 1, 2, None]),
        output=output,
        digest="sha256:" + sha256(output).hexdigest(),
        argv=("x",),
        taken_at=NOW,
    )


def _answer(job: Job, chance: Random) -> JobOutcome:
    """Anything a target might make of a job: nothing, half of it, garbage."""
    if chance.random() < 0.3:
        reason = chance.choice([r for r in Reason if state_for(r) is State.ERROR and r not in OURS])
        return failed(job, reason, message("engine.job_failed", target=job.target), NOW, NOW)
    captures = tuple(
        _capture(request.collector, command.id, chance)
        for request in job.requests
        for command in request.commands
        if chance.random() < 0.8
    )
    return JobOutcome(
        job=job.id, target=job.target, transport=job.transport, started=NOW, finished=NOW, captures=captures
    )


def run_night(
    workspace: Workspace, store: Store, name: str, seed: int, *, scope: str = "", as_of: date = AS_OF
) -> Assessment:
    """One recorded assessment; the seed decides what targets answer. Folders are read as they are."""

    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        chance = Random(seed)  # noqa: S311 - plays a target, no secret
        for job in jobs:
            deliver(_answer(job, chance))

    context = SessionContext(
        credential=_no_credential,
        gate=CredentialGate(),
        known_hosts=Path("known_hosts"),
        redaction_key=b"k" * 32,
        clock=lambda: NOW,
    )
    frame = Frame(
        run_id=name,
        as_of=as_of,
        context=context,
        store=store,
        notify=lambda _done, _total, _target: None,
        credential_versions={},
        scope=scope,
        find_transport=lambda kind: (
            built_in_transport(kind) if kind is TransportKind.LOCAL else cast("Any", SimpleNamespace(run=run))
        ),
    )
    return run_assessment(workspace, make_plan(workspace, as_of), frame)
