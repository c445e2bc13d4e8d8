"""SNMP: reads systems and line devices with GET, GETNEXT and GETBULK, and with nothing else.

All sessions of a run share one event loop and one pysnmp engine. Nothing of pysnmp is imported until there is a job.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from auditor.model.job import Job, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.interface import Deliver, SessionContext

if TYPE_CHECKING:
    from auditor.transport.snmp_shared import Shared

_CANCEL_POLL = 0.1
"""Seconds between looks at the run's stop signal."""


def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
    """Run all jobs, each within its own deadline; returns when every one has been delivered."""
    if jobs:
        asyncio.run(_run(jobs, context, deliver))


async def _run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
    from auditor.transport.snmp_shared import Shared  # pysnmp takes a quarter of a second: only when it is needed

    shared = Shared(context)
    shared.watch_for_hostile_bytes(asyncio.get_running_loop())
    # What is delivered may be parsed and recorded there and then; the sessions of others must not wait for that.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="snmp-deliver") as delivery:
        handed: set[str] = set()
        tasks = [asyncio.create_task(_perform(job, shared, deliver, delivery, handed)) for job in jobs]
        watcher = asyncio.create_task(_watch(context, tasks))
        try:
            results = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            watcher.cancel()
            shared.close()
    for job, result in zip(jobs, results, strict=True):
        if job.id not in handed:
            deliver(_broken(job, context, result or asyncio.CancelledError()))
        elif isinstance(result, Exception):
            raise result  # it came from whoever took the outcome


async def _perform(
    job: Job, shared: "Shared", deliver: Deliver, delivery: ThreadPoolExecutor, handed: set[str]
) -> None:
    from auditor.transport.snmp_session import Session

    outcome = await Session(job, shared).perform()
    handed.add(job.id)
    await asyncio.get_running_loop().run_in_executor(delivery, deliver, outcome)


async def _watch(context: SessionContext, tasks: Sequence[asyncio.Task[None]]) -> None:
    while not context.cancelled.is_set():
        await asyncio.sleep(_CANCEL_POLL)
    for task in tasks:
        task.cancel()


def _broken(job: Job, context: SessionContext, error: BaseException) -> JobOutcome:
    """A session that was stopped, or that crashed through a fault of ours; the others went on."""
    now = context.clock()
    if isinstance(error, asyncio.CancelledError):
        reason, said = Reason.INTERRUPTED, message("snmp.interrupted")
    else:
        reason, said = Reason.CRASHED, message("snmp.crashed", error=type(error).__name__)
    return JobOutcome(
        job=job.id, target=job.target, transport=job.transport, started=now, finished=now, reason=reason, detail=said
    )
