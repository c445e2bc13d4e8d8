"""The chain's head with what a person needs beside it, to be printed and filed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from auditor.errors import SealError
from auditor.model.sealing import SealNote
from auditor.model.words import message
from auditor.seal.notes import head
from auditor.seal.rotation import current_key
from auditor.seal.statements import RunStatement, SealedRun, StatementKind, read_statement

if TYPE_CHECKING:
    from auditor.store.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadSheet:
    """The head, and the newest run that it covers."""

    note: SealNote
    key: str
    """Fingerprint of the key in use: the head's own, unless the head hands over to another one."""
    made: datetime
    run: SealedRun | None
    """None while nothing but a key is sealed."""


def head_sheet(store: "Store") -> HeadSheet | None:
    """The sheet; None when nothing is sealed yet. Raises SealError when a statement cannot be read."""
    note = head(store)
    if note is None:
        return None
    with store.reading() as connection:
        key = current_key(connection)
        newest = connection.execute("SELECT statement FROM seals WHERE number = ?", (note.number,)).fetchone()
        sealed = connection.execute(
            "SELECT statement FROM seals WHERE kind = ? ORDER BY number DESC LIMIT 1", (StatementKind.RUN.value,)
        ).fetchone()
    try:
        made = datetime.fromisoformat(read_statement(newest[0]).made)
        run = None if sealed is None else read_statement(sealed[0])
    except (msgspec.DecodeError, ValueError) as error:
        raise SealError(message("rotation.unreadable")) from error
    return HeadSheet(
        note=note,
        key=note.key if key is None else key.fingerprint,
        made=made,
        run=run.run if isinstance(run, RunStatement) else None,
    )
