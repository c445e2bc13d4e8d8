"""Runs the plan's jobs, each transport beside the others, and hands over what came, target by target."""

import contextlib
import importlib
import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from auditor.engine.isolation import isolated
from auditor.engine.parse import ReadFile, fact_sets, no_files
from auditor.facts.base import FactSet
from auditor.model.job import Job, JobOutcome
from auditor.model.target import TargetDescription
from auditor.model.terms import Reason, TransportKind
from auditor.model.words import Message, message
from auditor.transport.interface import SessionContext, Transport

_LOG = logging.getLogger("auditor.collect")


@dataclass(frozen=True, kw_only=True)
class Collected:
    """One finished job with its facts."""

    job: Job
    outcome: JobOutcome
    sets: tuple[FactSet[Any], ...]


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What collecting needs to know of the plan and the inventory."""

    jobs: Sequence[Job]
    collectors: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, TargetDescription]


def built_in_transport(kind: TransportKind) -> Transport:
    """The transport's module, imported when its first job is there."""
    return cast("Transport", importlib.import_module(f"auditor.transport.{kind.value}"))


def collect(
    gathering: Gathering,
    context: SessionContext,
    find_transport: Callable[[TransportKind], Transport] = built_in_transport,
) -> Iterator[Collected]:
    """Run every job and yield each as it finishes, exactly once.

    Parsing happens in the transport's threads, so that one target's long log holds up nobody else's row. When
    ``context.cancelled`` is set, jobs that have not begun come back as ``interrupted``.
    """
    # Bounded, so that answers do not pile up in memory when recording is slower than reading.
    arrived: queue.Queue[Collected] = queue.Queue(maxsize=64)
    by_id = {job.id: job for job in gathering.jobs}
    waiting = set(by_id)
    lock = threading.Lock()

    def deliver(outcome: JobOutcome) -> None:
        with lock:
            if outcome.job not in waiting:
                _LOG.error("job %s was delivered twice", outcome.job)
                return
            waiting.discard(outcome.job)
        job = by_id[outcome.job]
        sets, crash = isolated(lambda: _facts(job, outcome, gathering), where=f"job {job.id}")
        if crash is not None:
            outcome = failed(job, Reason.CRASHED, crash, outcome.started, outcome.finished)
        arrived.put(Collected(job=job, outcome=outcome, sets=sets or ()))

    by_transport: dict[TransportKind, list[Job]] = defaultdict(list)
    for job in gathering.jobs:
        by_transport[job.transport].append(job)

    def run_transport(kind: TransportKind, jobs: Sequence[Job]) -> None:
        """Run one transport's jobs; should it crash, every job it still owes is delivered as crashed."""
        started = context.clock()
        _, crash = isolated(lambda: find_transport(kind).run(jobs, context, deliver), where=f"transport {kind.value}")
        said = crash or message("engine.not_delivered")
        for job in jobs:
            if job.id in waiting:
                deliver(failed(job, Reason.CRASHED, said, started, context.clock()))

    threads = [
        threading.Thread(target=run_transport, args=(kind, jobs), name=f"collect-{kind.value}")
        for kind, jobs in by_transport.items()
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in gathering.jobs:
            yield arrived.get()
    finally:
        # Whoever stops listening early (a full disk, say) ends the sessions and lets their threads deliver and leave.
        if waiting:
            context.cancelled.set()
        while any(thread.is_alive() for thread in threads):
            with contextlib.suppress(queue.Empty):
                arrived.get(timeout=0.05)


def _facts(job: Job, outcome: JobOutcome, gathering: Gathering) -> tuple[FactSet[Any], ...]:
    return fact_sets(
        outcome,
        gathering.targets[job.target],
        gathering.collectors[job.id],
        basis=job.basis,
        read_file=_file_reader(job),
    )


def _file_reader(job: Job) -> ReadFile:
    """How a parser opens the files that a folder job only listed."""
    if job.transport is not TransportKind.LOCAL:
        return no_files
    local = importlib.import_module("auditor.transport.local")
    return cast("ReadFile", local.opener(job.endpoint))


def failed(job: Job, reason: Reason, detail: Message, started: datetime, finished: datetime) -> JobOutcome:
    """The outcome of a job that brought nothing."""
    return JobOutcome(
        job=job.id,
        target=job.target,
        transport=job.transport,
        started=started,
        finished=finished,
        reason=reason,
        detail=detail,
        attempts=0,
    )
