"""The SQLite file: opening it safely, transactions, and what its faults mean to people."""

import errno
import lzma
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlite_utils import Database

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.schema import APPLICATION_ID, MIGRATIONS, STEPS

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

_TEXTS = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.damaged",
    sqlite3.SQLITE_FORMAT: "store.damaged",
    sqlite3.SQLITE_READONLY: "store.unwritable",
    sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_PERM: "store.unwritable",
    sqlite3.SQLITE_AUTH: "store.unwritable",
}
"""By primary result code (sqlite.org/rescode.html); anything else is ``store.failed``."""

_LARGE = 256 << 20
"""Bytes of a file whose copy is not made in memory."""

_PERHAPS_FULL = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite also says when there is no room for the write-ahead log's index (sqlite.org/wal.html)."""
_LEAST_ROOM = 256 * 1024

_PRIMARY = 0xFF
"""The primary result code is in the low byte of an extended one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreLimits:
    """Bounds of a store."""

    busy: timedelta = timedelta(seconds=10)
    """How long to wait for another process that writes."""
    max_pages: int | None = None
    """Most pages (of 4 KiB) that the file may have; None for SQLite's own bound. Tests of a full disk set it;
    it holds for a back-up too."""


class StoreFile:
    """One open store file. Calls of several threads run one after the other."""

    def __init__(self, path: Path, limits: StoreLimits) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            _prepare(path)
            _refuse_foreign(path)
            self._connection = sqlite3.connect(
                path, timeout=limits.busy.total_seconds(), isolation_level=None, check_same_thread=False
            )
            try:
                self.database = Database(self._connection, recursive_triggers=False, execute_plugins=False)
                self._configure(limits)
                self._migrate()
            except BaseException:
                self._connection.close()
                raise

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    def close(self) -> None:
        """Close the file; the last one to close writes the log back into it."""
        with self._lock, self._translated():
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes: all of it is there when the block ends, nothing of it when it raises."""
        with self._lock, self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            yield from self._settled()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction that reads the state of one moment."""
        with self._lock, self._translated():
            self._connection.execute("BEGIN")
            yield from self._settled()

    def rewrite(self) -> None:
        """Write the whole file anew and its log back, so that no freed page or byte is left. Needs as much room again.

        Raises StoreError when another process is using the file; nothing is lost then.
        """
        execute = self._connection.execute
        with self._lock, self._translated():
            large = self._path.stat().st_size > _LARGE
            execute(f"PRAGMA temp_store = {'FILE' if large else 'MEMORY'}")
            try:
                execute("VACUUM")
            finally:
                execute("PRAGMA temp_store = MEMORY")
            if number(execute("PRAGMA wal_checkpoint(TRUNCATE)")):
                raise StoreError(message("store.locked", path=str(self._path)))

    def _settled(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            # A full disk or an I/O error may have rolled back already (sqlite.org/lang_transaction.html).
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _configure(self, limits: StoreLimits) -> None:
        execute = self._connection.execute
        if limits.max_pages is not None:
            execute(f"PRAGMA max_page_count = {int(limits.max_pages)}")
        execute("PRAGMA journal_mode = WAL")
        # FULL: a finished target and a quarantine outlive a power cut, not only a killed process.
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
        execute("PRAGMA temp_store = MEMORY")
        # What is deleted, a pruned artefact above all, is overwritten and not only let go of.
        execute("PRAGMA secure_delete = ON")
        # A damaged or hostile file's schema must not run code (sqlite.org/security.html).
        execute("PRAGMA trusted_schema = OFF")
        execute("PRAGMA cell_size_check = ON")

    def _migrate(self) -> None:
        execute = self._connection.execute
        version = _number(execute("PRAGMA user_version"))
        if version > len(STEPS):
            raise StoreError(message("store.newer", path=str(self._path), found=version, known=len(STEPS)))
        if version == len(STEPS):
            return
        execute("BEGIN IMMEDIATE")
        for _ in self._settled():
            if _number(execute("PRAGMA user_version")) < len(STEPS):
                MIGRATIONS.apply(self.database)
                execute(f"PRAGMA user_version = {len(STEPS)}")
                execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        path = str(self._path)
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a bug of ours, such as using a closed store
        except sqlite3.Error as error:
            text = _TEXTS.get(primary_code(error), "store.failed")
            if primary_code(error) in _PERHAPS_FULL and _no_room(self._path.parent):
                text = "store.full"
            if text in ("store.locked", "store.full"):
                raise StoreError(message(text, path=path)) from error
            raise StoreError(message(text, path=path, detail=str(error))) from error
        except (msgspec.DecodeError, zlib.error, lzma.LZMAError, UnicodeDecodeError) as error:
            raise StoreError(message("store.damaged", path=path, detail=str(error))) from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StoreError(message("store.full", path=path)) from error
            raise StoreError(message("store.unwritable", path=path, detail=error.strerror or str(error))) from error


def _no_room(folder: Path) -> bool:
    """Whether the disk has too little left for SQLite's side files."""
    try:
        status = os.statvfs(folder)
    except OSError:
        return False
    return status.f_bavail * status.f_frsize < _LEAST_ROOM


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; -1 for an error that is Python's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else code & _PRIMARY


def number(cursor: sqlite3.Cursor, missing: int = 0) -> int:
    """The single number that a query gives; ``missing`` when it gives none."""
    row: Sequence[Any] | None = cursor.fetchone()
    return missing if row is None or row[0] is None else int(row[0])


_number = number


def _prepare(path: Path) -> None:
    """Make the folder (0700) and the file (0600); SQLite gives its side files the file's own mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if os.fstat(descriptor).st_mode & 0o077:
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _refuse_foreign(path: Path) -> None:
    """Look at the header (SQLite file format 1.3): a check of the whole file takes too long at gigabytes."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        size = os.fstat(file.fileno()).st_size
    if size == 0:
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise StoreError(message("store.damaged", path=str(path), detail="no SQLite header"))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID and int.from_bytes(header[28:32], "big") > 1:
        raise StoreError(message("store.not_a_store", path=str(path)))
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    log = path.with_name(path.name + "-wal")
    # With a log beside it the file may rightly be shorter: a checkpoint was cut off and will be made again.
    if size < page * pages and not (log.exists() and log.stat().st_size):
        raise StoreError(message("store.damaged", path=str(path), detail=f"{size} < {page * pages} bytes"))
