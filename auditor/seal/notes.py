"""Seals, short enough to print."""

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from auditor.model.sealing import SealNote
from auditor.seal.statements import as_bytes, digest_of
from auditor.store.encoding import to_name

if TYPE_CHECKING:
    from auditor.store.store import Store

_COLUMNS = "SELECT s.number, s.statement, s.stamp IS NOT NULL FROM seals s "


class _Signed(msgspec.Struct):
    """The part of a statement that names its key."""

    key: str


def note_of(store: "Store", run_id: str) -> SealNote | None:
    """The seal of a run; None when it is not sealed."""
    with store.reading() as connection:
        query = _COLUMNS + "JOIN runs r ON r.id = s.run WHERE s.kind = 'run' AND r.name = ? ORDER BY s.number DESC"
        return _note(connection.execute(query, (to_name(run_id),)))


def head(store: "Store") -> SealNote | None:
    """The newest statement of the chain; None when nothing is sealed."""
    with store.reading() as connection:
        return _note(connection.execute(_COLUMNS + "ORDER BY s.number DESC LIMIT 1"))


def note(number: int, statement: bytes, *, stamped: bool) -> SealNote:
    """The note of a statement. One that cannot be read names no key."""
    try:
        key = msgspec.json.decode(statement, type=_Signed).key
    except (msgspec.DecodeError, RecursionError):
        key = ""
    return SealNote(number=number, digest=digest_of(statement), key=key, stamped=stamped)


def _note(rows: sqlite3.Cursor) -> SealNote | None:
    row = rows.fetchone()
    return None if row is None else note(row[0], as_bytes(row[1]), stamped=bool(row[2]))
