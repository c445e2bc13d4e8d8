"""Opening a file under a folder without ever leaving the folder, blocking, or touching it."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta

from auditor.model.job import Endpoint, FileReference
from auditor.transport.local_patience import PatientCaller

CHUNK = 1024 * 1024
"""Bytes of the largest piece that a reader is given."""

PATIENCE = timedelta(seconds=60)
"""How long one read may take before the file system counts as hung."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a named pipe must not wait for a writer (open(2)).
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NO_ATIME = getattr(os, "O_NOATIME", 0)


def open_folder(root: str, folder: str) -> int:
    """A descriptor of ``folder`` under ``root``; raises OSError.

    ``root`` may be a link (mount points often are). Nothing below it may, and ``..`` and absolute paths are refused:
    then it is an OSError with ELOOP, ENOTDIR or EXDEV.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in _parts(folder, descriptor):
        try:
            below = os.open(part, _FOLDER, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = below
    return descriptor


def open_file(root: str, path: str) -> int:
    """A descriptor of the regular file ``path`` under ``root``; raises OSError for anything else."""
    folder, _, name = path.rpartition("/")
    if name in ("", ".", ".."):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    parent = open_folder(root, folder)
    try:
        # Looked at before it is opened: opening a device can have effects.
        _require_regular(os.stat(name, dir_fd=parent, follow_symlinks=False), path)
        try:
            # The time of last access is left alone where the kernel lets us (our own files, or root).
            descriptor = os.open(name, _FILE | _NO_ATIME, dir_fd=parent)
        except PermissionError:
            descriptor = os.open(name, _FILE, dir_fd=parent)
    finally:
        os.close(parent)
    try:
        _require_regular(os.fstat(descriptor), path)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def read_file(root: str, path: str, caller: PatientCaller) -> Iterator[bytes]:
    """The bytes of a file in pieces of at most 1 MiB, up to the size it has when opened. Raises OSError."""
    descriptor, left, piece = caller.call(lambda: _begin(root, path))
    try:
        while piece:
            yield piece
            left -= len(piece)
            if left <= 0:
                return
            wanted = min(CHUNK, left)
            piece = caller.call(lambda wanted=wanted: os.read(descriptor, wanted))  # type: ignore[misc]
    finally:
        if not caller.hung:  # a hung thread still holds it, and closing would hang as well
            os.close(descriptor)


def opener(endpoint: Endpoint, patience: timedelta = PATIENCE) -> Callable[[FileReference], Iterator[bytes]]:
    """What `Source.read_file` is for the folder of ``endpoint``. Thread-safe."""
    caller = PatientCaller(patience)
    return lambda file: read_file(endpoint.path, file.path, caller)


def _begin(root: str, path: str) -> tuple[int, int, bytes]:
    """Open and read the first piece in one go, because most daily logs are one piece."""
    descriptor = open_file(root, path)
    try:
        size = os.fstat(descriptor).st_size
        return descriptor, size, os.read(descriptor, min(CHUNK, size))
    except OSError:
        os.close(descriptor)
        raise


def _parts(folder: str, descriptor: int) -> list[str]:
    parts = [part for part in folder.split("/") if part not in ("", ".")]
    if folder.startswith("/") or ".." in parts:
        os.close(descriptor)
        raise OSError(errno.EXDEV, "the path leads out of the declared folder", folder)
    return parts


def _require_regular(status: os.stat_result, path: str) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "a link is not followed", path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENODEV, "not a regular file", path)
