"""Every job comes back exactly once, whatever its transport does."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from auditor.engine.collect import Gathering, collect, failed
from auditor.model.credential import Credential
from auditor.model.job import Endpoint, Job
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, Reason, TransportKind
from auditor.model.words import message
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import Deliver, SessionContext
from tests.unit.engine.world import HOST, NOW


def _no_credential(name: str) -> Credential:
    raise AssertionError(name)


def _context() -> SessionContext:
    return SessionContext(
        credential=_no_credential,
        gate=CredentialGate(),
        known_hosts=Path("known_hosts"),
        redaction_key=b"k" * 32,
        clock=lambda: NOW,
    )


def _job(name: str, transport: TransportKind = TransportKind.SSH) -> Job:
    return Job(
        id=f"{name}/{transport.value}",
        target=name,
        transport=transport,
        endpoint=Endpoint(),
        requests=(),
        deadline=timedelta(seconds=5),
    )


def _gathering(*jobs: Job) -> Gathering:
    described = {
        j.target: TargetDescription(id=j.target, subject=HOST, title=j.target, platform=Platform.LINUX) for j in jobs
    }
    return Gathering(jobs=jobs, collectors={j.id: () for j in jobs}, targets=described)


def _transport(run: Any) -> Any:
    return lambda kind: cast("Any", SimpleNamespace(run=run))


def test_every_job_is_yielded_once() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        for job in jobs:
            deliver(failed(job, Reason.UNREACHABLE, message("engine.job_failed", target=job.target), NOW, NOW))

    jobs = [_job(f"h{n}") for n in range(200)] + [_job("h0", TransportKind.SNMP)]
    found = [c.job.id for c in collect(_gathering(*jobs), _context(), _transport(run))]
    assert sorted(found) == sorted(j.id for j in jobs)


def test_a_crashing_transport_delivers_what_it_still_owes() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        deliver(failed(jobs[0], Reason.TIMEOUT, message("engine.job_failed", target="a"), NOW, NOW))
        raise ZeroDivisionError

    found = {c.job.id: c.outcome.reason for c in collect(_gathering(_job("a"), _job("b")), _context(), _transport(run))}
    assert found == {"a/ssh": Reason.TIMEOUT, "b/ssh": Reason.CRASHED}


def test_a_transport_that_forgets_a_job_is_found_out() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        return None

    found = [c.outcome.reason for c in collect(_gathering(_job("a")), _context(), _transport(run))]
    assert found == [Reason.CRASHED]


def test_one_transport_s_trouble_is_not_another_s() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        if jobs[0].transport is TransportKind.SNMP:
            raise ZeroDivisionError
        for job in jobs:
            deliver(failed(job, Reason.UNREACHABLE, message("engine.job_failed", target=job.target), NOW, NOW))

    jobs = (_job("a"), _job("a", TransportKind.SNMP))
    found = {c.job.id: c.outcome.reason for c in collect(_gathering(*jobs), _context(), _transport(run))}
    assert found == {"a/ssh": Reason.UNREACHABLE, "a/snmp": Reason.CRASHED}


def test_a_listener_that_leaves_early_leaves_no_thread_behind() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        for job in jobs:
            reason = Reason.INTERRUPTED if context.cancelled.is_set() else Reason.UNREACHABLE
            deliver(failed(job, reason, message("engine.job_failed", target=job.target), NOW, NOW))

    context = _context()
    stream = collect(_gathering(*(_job(f"h{n}") for n in range(500))), context, _transport(run))
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    assert context.cancelled.is_set()
    assert not [t for t in threading.enumerate() if t.name.startswith("collect-")]


def test_a_job_delivered_twice_counts_once() -> None:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        for reason in (Reason.UNREACHABLE, Reason.TIMEOUT):
            deliver(failed(jobs[0], reason, message("engine.job_failed", target="a"), NOW, NOW))

    assert [c.outcome.reason for c in collect(_gathering(_job("a")), _context(), _transport(run))] == [
        Reason.UNREACHABLE
    ]
