"""Which target comes next: bounded handshakes an address, nobody before the canary, dropped ones again later.

A worker never waits for one target while another could be read.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from auditor.model.job import Job
from auditor.transport.interface import SessionContext
from auditor.transport.script import PlannedScript
from auditor.transport.ssh_time import SLICE, Deadline


@dataclass(kw_only=True, eq=False)
class Task:
    """A job on its way through one or more connections."""

    job: Job
    script: PlannedScript
    attempts: int = 0
    """Connections made so far."""
    deadline: Deadline | None = None
    """None until the first connection."""
    started: datetime | None = None
    not_before: float = 0.0
    """Monotonic seconds."""
    in_handshake: bool = field(default=False)

    @property
    def address(self) -> str:
        """What the bound on handshakes counts."""
        return self.job.endpoint.host.lower()


class TaskQueue:
    """The tasks that wait, and how many handshakes each address has under way. Thread-safe."""

    def __init__(
        self, tasks: Iterable[Task], context: SessionContext, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._changed = threading.Condition()
        self._waiting = list(tasks)
        self._running = 0
        self._handshakes: Counter[str] = Counter()
        self._bearable: dict[str, int] = {}
        """Handshakes at a time that an address bore when it dropped one more."""
        self._context = context
        self._monotonic = monotonic

    def take(self) -> Task | None:
        """The next task that may begin; blocks until there is one. None when no more will come.

        Its handshake counts as under way until `handshake_over`. Whoever takes it must call `done` or `put_back`.
        """
        with self._changed:
            while self._waiting or self._running:
                task = self._next()
                if task is not None:
                    self._waiting.remove(task)
                    self._running += 1
                    self._handshakes[task.address] += 1
                    task.in_handshake = True
                    return task
                self._changed.wait(SLICE / 4 if self._waiting else SLICE)
            self._changed.notify_all()
            return None

    def handshake_over(self, task: Task) -> None:
        """The task is logged in, or will not be: its address has a place for another."""
        with self._changed:
            self._leave_handshake(task)

    def put_back(self, task: Task, delay: float) -> None:
        """Try the task again after ``delay`` seconds; its address gets no more handshakes at a time than it bears."""
        with self._changed:
            self._leave_handshake(task)
            self._bearable[task.address] = max(1, min(self._most(task.address), self._handshakes[task.address]))
            task.not_before = self._monotonic() + delay
            self._waiting.append(task)
            self._running -= 1
            self._changed.notify_all()

    def done(self, task: Task) -> None:
        """The task came to its end."""
        with self._changed:
            self._leave_handshake(task)
            self._running -= 1
            self._changed.notify_all()

    def wake(self) -> None:
        """Something outside changed: a canary came back."""
        with self._changed:
            self._changed.notify_all()

    def _most(self, address: str) -> int:
        return self._bearable.get(address, self._context.handshakes_per_host)

    def _leave_handshake(self, task: Task) -> None:
        if task.in_handshake:
            task.in_handshake = False
            self._handshakes[task.address] -= 1
            self._changed.notify()

    def _next(self) -> Task | None:
        if self._context.cancelled.is_set():
            return self._waiting[0] if self._waiting else None
        now = self._monotonic()
        for task in self._waiting:
            if (
                task.not_before <= now
                and self._handshakes[task.address] < self._most(task.address)
                and not self._context.gate.busy(task.job.endpoint.credential)
            ):
                return task
        return None
