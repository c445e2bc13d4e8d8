"""Whether a store is sound in itself: what SQLite can tell, its tables, and the digests that its rows carry.

It finds damage. Whether somebody altered what was recorded is told by the seals (`auditor verify`).
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from sqlite_utils import Database

from auditor.store.checked import check_digest
from auditor.store.schema import APPLICATION_ID, MIGRATIONS, STEPS

_MOST = 20
"""Faults of one kind that are named."""

_CHECKED = {
    "duties": "duty, due, state, run, detail, recorded",
    "memory": "name, value",
    "quarantine": "credential, version, target, since",
}
"""Tables whose rows carry their own digest, and the columns it covers."""


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Everything that is not as it should be; empty when nothing is."""
    found: list[str] = []
    for check in (_pages, _references, _tables, _forms, _rows):
        found += _told(check, connection)
    return tuple(found)


_Check = Callable[[sqlite3.Connection], Iterator[str]]


def _told(check: _Check, connection: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    try:
        for fault in check(connection):
            found.append(fault)
            if len(found) == _MOST:
                break
    except sqlite3.DatabaseError as error:
        # Damage; a lock or a full disk (with SQLite's code, and no fault of the content) goes its own way.
        if isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", None) is not None:
            raise
        found.append(str(error))
    return found


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield str(line)


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row}: no such entry in {parent}"


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables, indices and views are those that the migrations make, and no trigger is there."""
    fresh = Database(memory=True, execute_plugins=False)
    MIGRATIONS.apply(fresh)
    made, found = _schema(fresh.conn), _schema(connection)
    fresh.close()
    for name in sorted(made.keys() | found.keys()):
        if made.get(name) != found.get(name):
            yield f"schema: {name}"
    for pragma, expected in (("user_version", len(STEPS)), ("application_id", APPLICATION_ID)):
        if connection.execute(f"PRAGMA {pragma}").fetchone() != (expected,):
            yield f"schema: {pragma}"


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master")
    return dict(rows.fetchall())


def _forms(connection: sqlite3.Connection) -> Iterator[str]:
    for number, digest, content in connection.execute("SELECT id, digest, content FROM forms"):
        if not isinstance(content, bytes) or hashlib.sha256(content).digest() != digest:
            yield f"forms {number}: not what its digest says"


def _rows(connection: sqlite3.Connection) -> Iterator[str]:
    for table, columns in _CHECKED.items():
        for *values, checked in connection.execute(f"SELECT {columns}, checked FROM {table}"):  # noqa: S608 - ours
            if checked != check_digest(table, *map(str, values)):
                yield f"{table} {values[0]}: not what its digest says"
