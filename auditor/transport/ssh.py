"""SSH: one session a target, one attempt to log in, one script, read-only (design section 7)."""

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from auditor.errors import TransportError
from auditor.model.job import Job, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import Message, message
from auditor.transport.host_keys import KnownHosts
from auditor.transport.interface import Deliver, SessionContext
from auditor.transport.script import plan_script
from auditor.transport.ssh_connection import ThrottledError
from auditor.transport.ssh_queue import Task, TaskQueue
from auditor.transport.ssh_session import Sessions
from auditor.transport.ssh_time import Guard

_FIRST_DELAY = 0.25
_LONGEST_DELAY = 8.0
_MOST_ATTEMPTS = 8
"""Seconds before the second connection, at most between two, and connections to one target in all."""


_RANDOM = secrets.SystemRandom()


def run(
    jobs: Sequence[Job],
    context: SessionContext,
    deliver: Deliver,
    *,
    jitter: Callable[[], float] = _RANDOM.random,
    nonce: Callable[[], str] = lambda: secrets.token_hex(16),
) -> None:
    """Read all targets and deliver each outcome as it is there; returns when every one has been delivered.

    ``jitter`` gives numbers from 0 to 1 that spread repeated connections; ``nonce`` 128 random bits in hexadecimal.
    Raises `ForbiddenCommandError` before anything is contacted when a command is not on the read-only allow-list.
    """
    tasks = [Task(job=job, script=plan_script(job)) for job in jobs]
    if not tasks:
        return
    try:
        known_hosts = KnownHosts.load(context.known_hosts)
    except TransportError as error:
        for task in tasks:
            deliver(_given_up(task, context, error.reason, error.message))
        return
    queue = TaskQueue(tasks, context)
    workers = max(1, min(context.workers, len(tasks)))
    with Guard(context.cancelled) as guard, ThreadPoolExecutor(workers, thread_name_prefix="ssh") as pool:
        sessions = Sessions(context=context, known_hosts=known_hosts, queue=queue, guard=guard, nonce=nonce)
        ends = [pool.submit(_work, sessions, deliver, jitter) for _ in range(workers)]
    for end in ends:
        end.result()  # a fault of our own, if there was one, comes out here


def _work(sessions: Sessions, deliver: Deliver, jitter: Callable[[], float]) -> None:
    """One worker: reads target after target until none is left."""
    queue, context = sessions.queue, sessions.context
    while (task := queue.take()) is not None:
        again: float | None = None
        try:
            try:
                outcome = sessions.outcome(task)
            except ThrottledError:
                again = _delay(task, jitter)
                outcome = _given_up(task, context, Reason.THROTTLED, message("ssh.throttled"))
            if again is None:
                queue.handshake_over(task)
                deliver(outcome)
        finally:
            if again is None:
                queue.done(task)
            else:
                queue.put_back(task, again)


def _delay(task: Task, jitter: Callable[[], float]) -> float | None:
    """Seconds until the next connection: twice as long each time, spread by half; None when it is not worth it."""
    if task.attempts >= _MOST_ATTEMPTS or task.deadline is None:
        return None
    delay = min(_FIRST_DELAY * 2.0 ** (task.attempts - 1), _LONGEST_DELAY) * (0.5 + jitter() / 2)
    return delay if delay < task.deadline.remaining else None


def _given_up(task: Task, context: SessionContext, reason: Reason, detail: Message) -> JobOutcome:
    now = context.clock()
    return JobOutcome(
        job=task.job.id,
        target=task.job.target,
        transport=task.job.transport,
        started=task.started or now,
        finished=now,
        reason=reason,
        detail=detail,
        attempts=task.attempts,
    )
