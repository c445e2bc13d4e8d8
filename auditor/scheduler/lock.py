"""Never two at once: locks that a killed process cannot leave behind (flock(2)), and that say who holds them."""

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.errors import AuditorError
from auditor.loading.problems import shown
from auditor.model.words import Message, message

AUDIT_LOCK = "audit.lock"
"""Held by whatever records an assessment."""
SERVICE_LOCK = "service.lock"
"""Held by the service as long as it runs."""

_LARGEST = 4096
"""Bytes that are read of a lock's file."""
_TRIES = 3
_PAUSE = 0.05
"""Seconds between tries: somebody who only looks at a lock (`holder`) holds it for a moment."""


class LockedError(AuditorError):
    """Another process holds the lock, or there can be none here."""

    def __init__(self, said: Message, held: "Holder | None" = None) -> None:
        super().__init__(said)
        self.held = held
        """Who holds it; None when the lock could not be made at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Who holds a lock; unknown parts are 0, empty or None."""

    pid: int = 0
    host: str = ""
    since: datetime | None = None
    what: str = ""
    """``audit``, ``reassess``, ``service`` …"""


@contextmanager
def locked(state: Path, what: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """Hold the lock of assessments. Raises LockedError naming who holds it, or why there can be no lock here.

    ``what`` is shown to whoever finds the lock held (``term.<what>``).
    """
    with _held(state / AUDIT_LOCK, what, clock):
        yield


@contextmanager
def service_lock(state: Path, clock: Callable[[], datetime]) -> Iterator[None]:
    """Hold the lock of the service, of which there is one a workspace. Raises LockedError as `locked` does."""
    with _held(state / SERVICE_LOCK, "service", clock):
        yield


def holder(path: Path) -> Holder | None:
    """Who holds the lock of this file now; None when nobody does, or when it cannot be told."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(handle)
    except OSError:
        return None
    else:
        return None
    finally:
        os.close(handle)


@contextmanager
def _held(path: Path, what: str, clock: Callable[[], datetime]) -> Iterator[None]:
    try:
        handle = _opened(path)
    except OSError as error:
        raise LockedError(_impossible(path, error)) from error
    try:
        _lock(handle, path)
        said = {"pid": os.getpid(), "host": socket.gethostname(), "since": clock().isoformat(), "what": what}
        _write(handle, json.dumps(said).encode())
        try:
            yield
        finally:
            _write(handle, b"")
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """The file's handle; a folder ``state`` is made where only that is missing."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _lock(handle: int, path: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not left:
                found = _written(handle)
                raise LockedError(_taken(path, found), found) from None
            time.sleep(_PAUSE)
        except OSError as error:  # a file system without locks
            raise LockedError(_impossible(path, error)) from error
        else:
            return


def _write(handle: int, text: bytes) -> None:
    """Write who holds it. A full disk takes the name only, never the lock."""
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, text, 0)


def _written(handle: int) -> Holder:
    """What the holder wrote of itself; whatever cannot be read is left open."""
    try:
        found = json.loads(os.pread(handle, _LARGEST, 0))
        since = datetime.fromisoformat(found["since"])
        return Holder(pid=int(found["pid"]), host=shown(found["host"]), since=since, what=shown(found["what"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


def _taken(path: Path, found: Holder) -> Message:
    if found.since is None:
        return message("schedule.locked_by_unknown", path=str(path))
    return message(
        "schedule.locked",
        path=str(path),
        what=found.what,
        pid=found.pid,
        host=found.host,
        since=found.since.isoformat(),
    )


def _impossible(path: Path, error: OSError) -> Message:
    return message("schedule.no_lock", path=str(path), detail=error.strerror or type(error).__name__)
