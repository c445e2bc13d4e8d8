"""The whole-target deadline, and waiting that a cancelled run ends."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message

SLICE = 0.2
"""Seconds; nothing waits longer without looking whether the run was cancelled."""


class Deadline:
    """When a target's time is up, on the monotonic clock."""

    def __init__(
        self, seconds: float, cancelled: threading.Event, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """``seconds`` from now."""
        self._monotonic = monotonic
        self._seconds = seconds
        self._end = monotonic() + seconds
        self._cancelled = cancelled

    @property
    def remaining(self) -> float:
        """Seconds that are left, at least 0."""
        return max(0.0, self._end - self._monotonic())

    def extend(self, seconds: float) -> None:
        """Give back time that was spent waiting for others of this run."""
        self._end += seconds

    def check(self, phase: str) -> None:
        """Raise TransportError when the time is up or the run is to stop; ``phase`` says what was going on."""
        if self._cancelled.is_set():
            raise TransportError(Reason.INTERRUPTED, message("ssh.interrupted"))
        if not self.remaining:
            raise TransportError(Reason.DEADLINE, message(f"ssh.deadline_{phase}", limit=f"PT{self._seconds:g}S"))

    def slice(self, limit: float | None = None) -> float:
        """How long one wait may last, in seconds."""
        return min(SLICE, self.remaining, SLICE if limit is None else limit)

    def wait(self, event: threading.Event, phase: str, limit: float) -> None:
        """Wait for an event. Raises TransportError: deadline, interrupted, or timeout after ``limit`` seconds."""
        end = self._monotonic() + limit
        while not event.wait(self.slice(max(0.0, end - self._monotonic()))):
            self.check(phase)
            if self._monotonic() >= end:
                raise TransportError(Reason.TIMEOUT, message(f"ssh.timeout_{phase}"))


class Guard:
    """Shuts the sockets of sessions whose time is up or whose run was cancelled, wherever they hang.

    Most waits end by themselves; this ends those inside the SSH library. One thread a run.
    """

    def __init__(self, cancelled: threading.Event) -> None:
        self._cancelled = cancelled
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._watched: dict[int, tuple[socket.socket, Deadline]] = {}
        self._thread = threading.Thread(target=self._watch, name="ssh-guard", daemon=True)

    def __enter__(self) -> "Guard":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def watching(self, sock: socket.socket, deadline: Deadline) -> Iterator[None]:
        """Keep an eye on a socket for the length of a session."""
        with self._lock:
            self._watched[id(sock)] = (sock, deadline)
        try:
            yield
        finally:
            with self._lock:
                del self._watched[id(sock)]

    def _watch(self) -> None:
        while not self._over.wait(SLICE / 2):
            with self._lock:
                for sock, deadline in self._watched.values():
                    if self._cancelled.is_set() or not deadline.remaining:
                        with suppress(OSError):  # closed by its own session meanwhile
                            sock.shutdown(socket.SHUT_RDWR)
