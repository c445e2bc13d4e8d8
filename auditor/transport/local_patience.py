"""Calls to a file system that may never come back: a network mount whose server died cannot be interrupted."""

import threading
import weakref
from collections.abc import Callable
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class _Task(Generic[T]):
    """One call and the place for what comes of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.results: SimpleQueue[T] = SimpleQueue()
        self.errors: SimpleQueue[OSError] = SimpleQueue()
        self.done = threading.Event()

    def perform(self) -> None:
        try:
            self.results.put(self._work())
        except OSError as error:
            self.errors.put(error)
        finally:
            self.done.set()


def _serve(inbox: "SimpleQueue[_Task[object] | None]") -> None:
    while (task := inbox.get()) is not None:
        task.perform()
        del task


def _dismiss(idle: "list[SimpleQueue[_Task[object] | None]]") -> None:
    while idle:
        idle.pop().put(None)


class PatientCaller:
    """Runs calls on daemon threads and stops waiting for one after a while; thread-safe.

    A thread that hangs is given up (it ends with the program at the latest), and from then on every call fails at
    once: whoever reads three thousand files from a dead mount waits once, not three thousand times.
    """

    def __init__(self, patience: timedelta) -> None:
        """``patience``: how long one call may take."""
        self._seconds = patience.total_seconds()
        self._hung = threading.Event()
        self._idle: list[SimpleQueue[_Task[object] | None]] = []
        weakref.finalize(self, _dismiss, self._idle)

    @property
    def hung(self) -> bool:
        """True once a call did not come back in time."""
        return self._hung.is_set()

    def call(self, work: Callable[[], T]) -> T:
        """What ``work`` returns; its OSError is passed on. Raises TimeoutError (an OSError) when it hangs."""
        if self.hung:
            raise TimeoutError("an earlier call on this file system did not come back")
        inbox = self._worker()
        task = _Task(work)
        inbox.put(task)  # type: ignore[arg-type]  # a worker only performs a task, whatever it gives
        if not task.done.wait(self._seconds):
            self._hung.set()
            inbox.put(None)
            raise TimeoutError("the file system did not answer in time")
        self._idle.append(inbox)
        try:
            return task.results.get_nowait()
        except Empty:
            raise task.errors.get_nowait() from None

    def _worker(self) -> "SimpleQueue[_Task[object] | None]":
        try:
            return self._idle.pop()
        except IndexError:
            inbox: SimpleQueue[_Task[object] | None] = SimpleQueue()
            threading.Thread(target=_serve, args=(inbox,), name="local-read", daemon=True).start()
            return inbox
