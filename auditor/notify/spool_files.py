"""Files of the spool on the disk: whole or not at all, for their owner alone, damage noticed."""

import errno
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from auditor.model.words import Message
from auditor.notify.notice import Address, Notice
from auditor.replacing import replacing, sync_folder

SUFFIX = ".json"
LARGEST = 4 * 1024 * 1024
"""Bytes; a larger file is none of ours."""

_SCHEMA = "auditor-spool/1"


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notice that waits for its channel, and how it fared so far."""

    address: Address
    notice: Notice
    left: tuple[str, ...] = ()
    """Mail addresses that do not have it yet; empty for other channels."""
    attempts: int = 0
    next_try: datetime | None = None
    last: Message | None = None
    """Why it could not be sent when it was tried last."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: str
    checked: str
    entry: msgspec.Raw


class Damaged(Exception):
    """A file of the spool that is not as it was written."""


def encode(entry: Entry) -> bytes:
    """The file of an entry."""
    body = msgspec.json.encode(entry)
    return msgspec.json.encode(_File(schema=_SCHEMA, checked=_digest(body), entry=msgspec.Raw(body)))


def decode(data: bytes) -> Entry:
    """An entry from its file. Raises Damaged."""
    try:
        file = msgspec.json.decode(data, type=_File)
        body = bytes(file.entry)
        if file.schema != _SCHEMA or file.checked != _digest(body):
            raise Damaged
        return msgspec.json.decode(body, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged from error


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes:
    """A file's bytes. Raises Damaged for what is no ordinary file of ours, OSError when it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a symbolic link, a socket
            raise Damaged from error
        raise
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise Damaged
        return file.read(LARGEST + 1)


def write(path: Path, data: bytes) -> None:
    """Put a file in place in one step, on the disk before the call returns. Raises OSError and leaves nothing."""
    with replacing(path, 0o600) as file:
        file.write(data)


def move(path: Path, to: Path) -> None:
    """Move a file into another folder of the spool, on the disk before the call returns. Raises OSError."""
    path.rename(to)
    sync_folder(to.parent)
    sync_folder(path.parent)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether this process may deliver: one at a time. The lock goes with the process, however it ends."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield True  # there is no folder to share; what waits is in memory alone
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass  # a file system without locks; the service has a lock of its own
        yield True
    finally:
        os.close(handle)
