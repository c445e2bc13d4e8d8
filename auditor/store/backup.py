"""A copy of the whole store as it is at one moment, made while other processes go on recording."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.database import StoreLimits, primary_code

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def copy_store(path: Path, to: Path, limits: StoreLimits) -> None:
    """Copy a store to a new file (0600) that is there whole, or not at all when this raises StoreError.

    SQLite's online backup (sqlite.org/backup.html) in one step: it reads one state of a store in WAL mode, and nobody
    who writes has to wait for it.
    """
    try:
        for taken in (to, to.with_name(to.name + "-wal"), to.with_name(to.name + "-journal")):
            if taken.exists() or taken.is_symlink():
                raise StoreError(message("store.backup_exists", path=str(taken)))
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}-")  # makes it 0600
        os.close(handle)
    except OSError as error:
        raise _failed(to, error.strerror or str(error)) from error
    try:
        _copy(path, Path(name), limits)
        _settle(Path(name), to)
    except sqlite3.Error as error:
        code = primary_code(error)
        if code in _DAMAGED:
            raise StoreError(message("store.damaged", path=str(path), detail=str(error))) from error
        if code == sqlite3.SQLITE_FULL:
            raise StoreError(message("store.backup_full", path=str(to))) from error
        raise _failed(to, str(error)) from error
    except OSError as error:
        raise _failed(to, error.strerror or str(error)) from error
    finally:
        for left in (name, name + "-journal"):
            Path(left).unlink(missing_ok=True)


def _copy(path: Path, to: Path, limits: StoreLimits) -> None:
    wait = limits.busy.total_seconds()
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=wait)
    with closing(source), closing(sqlite3.connect(to, timeout=wait, isolation_level=None)) as target:
        if limits.max_pages is not None:
            target.execute(f"PRAGMA max_page_count = {int(limits.max_pages)}")
        source.backup(target)


def _settle(made: Path, to: Path) -> None:
    """Give the copy its name, and both to the disk."""
    handle = os.open(made, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    made.rename(to)
    folder = os.open(to.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _failed(to: Path, detail: str) -> StoreError:
    return StoreError(message("store.backup_failed", path=str(to), detail=detail))
