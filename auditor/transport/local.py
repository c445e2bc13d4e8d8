"""The local transport: folders of this machine, and folders of others that are mounted here. Read-only.

A request's options name what to look at: the key is the command's id, the value a path under the endpoint's folder.
``settings/<name>`` is a small file whose content is the artefact; ``clock/<name>`` asks on what kind of disk the folder
lies; every other id (``logs/…``, ``recordings/…``, ``leftovers/…``) is a folder to be listed, whose files stay there.
"""

import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from queue import Empty, SimpleQueue
from typing import TypeAlias

from auditor.model.job import Capture, CaptureStatus, Job, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import Message
from auditor.transport.interface import Deliver, SessionContext
from auditor.transport.local_mounts import file_system_of, is_network
from auditor.transport.local_open import open_file, opener
from auditor.transport.local_walk import Listing, list_folder

__all__ = ["Look", "look_at", "opener", "run"]

AT_A_TIME = 4
"""Folders that are listed at a time; they often lie on one disk."""

SETTINGS_LIMIT = 1024 * 1024
"""Bytes of the largest settings file that is read."""

_POLL = 0.2
"""Seconds between two looks at whether the run was cancelled."""

Look: TypeAlias = Callable[[str, str, str, Callable[[], bool]], Listing]
"""(root, command id, path, stopped) to what was found there. Tests pass one that hangs as a dead mount does."""


def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver, *, look: Look | None = None) -> None:
    """Look at every job's folders, each within its deadline; a hung file system costs its job a daemon thread."""
    waiting = deque(jobs)
    active: dict[str, _Session] = {}
    finished: SimpleQueue[str] = SimpleQueue()
    while waiting or active:
        while waiting and len(active) < min(AT_A_TIME, max(1, context.workers)) and not context.cancelled.is_set():
            session = _Session(job=waiting.popleft(), context=context, look=look or look_at)
            active[session.job.id] = session
            session.start(finished)
        try:
            done = active.pop(finished.get(timeout=_patience(active.values())), None)
        except Empty:
            done = None
        if done is not None:  # None: one that was given up came back after all
            deliver(done.outcome())
        for late in [session for session in active.values() if session.overdue]:
            deliver(active.pop(late.job.id).outcome(Reason.TIMEOUT))
        if context.cancelled.is_set():
            for session in active.values():
                deliver(session.outcome(Reason.INTERRUPTED))
            for job in waiting:
                deliver(_Session(job=job, context=context, look=look or look_at).outcome(Reason.INTERRUPTED))
            return


def look_at(root: str, command: str, path: str, stopped: Callable[[], bool]) -> Listing:
    """Look at one thing under ``root``."""
    if command.startswith("settings/"):
        return _content(root, path)
    if command.startswith("clock/"):
        return _disk(root)
    return list_folder(root, path, stopped=stopped)


@dataclass(kw_only=True)
class _Session:
    """One job under way. The worker only appends to ``captures``; everything else belongs to the coordinator."""

    job: Job
    context: SessionContext
    look: Look
    captures: list[Capture] = field(default_factory=list)
    failure: tuple[Reason, Message] | None = None
    ended: bool = False
    """True once the worker came to its end; a fault in the program keeps it from there."""

    def __post_init__(self) -> None:
        self.started: datetime = self.context.clock()
        seconds = self.job.deadline.total_seconds()
        # A listing that is still going ends itself a little before the job is given up, and keeps what it has.
        self._soft = time.monotonic() + seconds * 0.9
        self._hard = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until the job is given up."""
        return self._hard - time.monotonic()

    @property
    def overdue(self) -> bool:
        """True when the job is to be given up."""
        return self.left <= 0

    def start(self, finished: "SimpleQueue[str]") -> None:
        """Begin on a daemon thread, which can be left behind."""
        threading.Thread(target=self._work, args=(finished,), name="local-look", daemon=True).start()

    def _work(self, finished: "SimpleQueue[str]") -> None:
        try:
            self.failure = _unusable(self.job.endpoint.path)
            if self.failure is None:
                for request in self.job.requests:
                    for command, path in request.options.items():
                        self._capture(request.collector, command, path)
            self.ended = True
        finally:
            finished.put(self.job.id)

    def _capture(self, collector: str, command: str, path: str) -> None:
        if self._stopped():
            return
        found = self.look(self.job.endpoint.path, command, path, self._stopped)
        self.captures.append(
            Capture(
                collector=collector,
                command=command,
                status=found.status,
                output=found.output,
                errors=found.errors,
                digest=f"sha256:{sha256(found.output).hexdigest()}",
                volatile=not command.startswith(("settings/", "clock/")),
                argv=("look", path),
                taken_at=self.context.clock(),
                files=found.files,
            )
        )

    def _stopped(self) -> bool:
        return self.context.cancelled.is_set() or time.monotonic() > self._soft

    def outcome(self, reason: Reason | None = None) -> JobOutcome:
        """What there is by now; whatever has no capture yet is there as not run."""
        captures = list(self.captures)
        have = {(capture.collector, capture.command) for capture in captures}
        missing = [
            Capture(collector=request.collector, command=command, status=CaptureStatus.NOT_RUN, argv=("look", path))
            for request in self.job.requests
            for command, path in request.options.items()
            if (request.collector, command) not in have
        ]
        detail: Message | None = None
        if self.failure is not None:
            reason, detail = self.failure
        elif reason is None and (missing or any(c.status is CaptureStatus.TIMEOUT for c in captures)):
            reason = Reason.INTERRUPTED if self.context.cancelled.is_set() else Reason.TIMEOUT
            if not self.ended:
                reason = Reason.CRASHED
        if reason is Reason.TIMEOUT:
            detail = Message(code="local.deadline", args={"deadline": self.job.deadline.total_seconds()})
        return JobOutcome(
            job=self.job.id,
            target=self.job.target,
            transport=self.job.transport,
            started=self.started,
            finished=self.context.clock(),
            captures=(*captures, *missing),
            reason=reason,
            detail=detail,
        )


def _patience(sessions: Iterable[_Session]) -> float:
    """Seconds to wait for the next session to end."""
    return max(0.0, min([_POLL, *(session.left for session in sessions)]))


def _unusable(root: str) -> tuple[Reason, Message] | None:
    """Why nothing can be read under the endpoint's folder; None when it is there."""
    try:
        os.close(os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
    except PermissionError:
        return Reason.PERMISSION_DENIED, Message(code="local.root_denied")
    except OSError:
        return Reason.UNREACHABLE, Message(code="local.root_missing")
    return None


def _content(root: str, path: str) -> Listing:
    """A small file's content."""
    try:
        descriptor = open_file(root, path)
    except (FileNotFoundError, NotADirectoryError):
        return Listing(status=CaptureStatus.MISSING)
    except OSError as error:
        return Listing(status=CaptureStatus.DENIED, errors=(error.strerror or "").encode())
    try:
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(SETTINGS_LIMIT + 1)
    except OSError as error:
        return Listing(status=CaptureStatus.TRUNCATED, errors=(error.strerror or "").encode())
    status = CaptureStatus.TRUNCATED if len(content) > SETTINGS_LIMIT else CaptureStatus.OK
    return Listing(status=status, output=content[:SETTINGS_LIMIT])


def _disk(root: str) -> Listing:
    """On what kind of disk the folder lies, as JSON."""
    try:
        kind = file_system_of(root)
    except OSError as error:
        return Listing(status=CaptureStatus.DENIED, errors=(error.strerror or "").encode())
    output = json.dumps({"file_system": kind, "network": is_network(kind)}, sort_keys=True).encode()
    return Listing(status=CaptureStatus.OK, output=output)
