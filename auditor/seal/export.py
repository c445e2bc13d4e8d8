"""Writing one run to a file that can be checked elsewhere, with the public key alone."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, TYPE_CHECKING, NamedTuple

from auditor.errors import SealError, UsageError
from auditor.model.words import message
from auditor.seal.canonical import canonical_row
from auditor.seal.export_lines import FormLine, LineWriter, RowLine, SealEntry, SealLine, SubjectLine
from auditor.seal.merkle import leaf_hash, root
from auditor.store.encoding import to_name

if TYPE_CHECKING:
    from auditor.store.store import Store

_ROWS = (
    "SELECT c.text, s.text, lower(hex(f.digest)), lower(hex(m.digest)), b.name FROM results r "
    "JOIN names c ON c.id = r.control JOIN names s ON s.id = r.subject JOIN forms f ON f.id = r.form "
    "JOIN forms m ON m.id = r.night JOIN runs b ON b.id = r.first "
    "WHERE :state = 'finished' AND r.series = :series AND r.first <= :run AND (r.last IS NULL OR r.last >= :run) "
    "ORDER BY s.text, c.text"
)
_FORMS = (
    "WITH rows AS (SELECT form, night FROM results "
    "WHERE :state = 'finished' AND series = :series AND first <= :run AND (last IS NULL OR last >= :run)) "
    "SELECT content FROM forms WHERE id IN (SELECT form FROM rows UNION SELECT night FROM rows) ORDER BY digest"
)


class _Run(NamedTuple):
    run: int
    series: int
    state: str


def export_run(store: "Store", run_id: str, out: IO[bytes]) -> int:
    """Write a sealed run. Returns the number of its rows.

    The store is read as it is: what was altered in it shows when the file is checked. Raises UsageError when there is
    no such run or it is not sealed, SealError when it holds what a text file cannot.
    """
    with store.reading() as connection:
        run = _sealed(connection, run_id)
        try:
            writer = LineWriter(out, run_id)
            for seal in _seals(connection):
                writer.write(seal)
            for (content,) in connection.execute(_FORMS, run._asdict()):
                writer.write(FormLine(form=content.decode()))
            rows = 0
            for subject, found in groupby(connection.execute(_ROWS, run._asdict()), key=lambda row: row[1]):
                listed = [RowLine(row=tuple(row)) for row in found]
                writer.write(SubjectLine(subject=(subject, len(listed), subject_root(listed).hex())))
                for line in listed:
                    writer.write(line)
                rows += len(listed)
            writer.end()
        except (UnicodeError, AttributeError, TypeError) as error:
            raise SealError(message("export.unfit", run=run_id)) from error
    return rows


def subject_root(rows: Iterable[RowLine]) -> bytes:
    """The root over a subject's rows, by control (`auditor.seal.sections`)."""
    return root([leaf for _, leaf in sorted((line.row[0], leaf_hash(canonical_row(line.row))) for line in rows)])


def results_root(subjects: Iterable[SubjectLine]) -> bytes:
    """The root over subjects, in their order."""
    leaves = {line.subject[0]: leaf_hash(canonical_row(line.subject)) for line in subjects}
    return root([leaves[subject] for subject in sorted(leaves)])


def _sealed(connection: sqlite3.Connection, run_id: str) -> _Run:
    row = connection.execute(
        "SELECT id, CASE WHEN reassesses IS NULL AND scope = '' THEN 0 ELSE id END, state FROM runs WHERE name = ?",
        (to_name(run_id),),
    ).fetchone()
    if row is None:
        raise UsageError(message("cli.no_such_run", run=run_id))
    if not connection.execute("SELECT 1 FROM seals WHERE kind = 'run' AND run = ?", (row[0],)).fetchone():
        raise UsageError(message("sealing.not_sealed", run=run_id))
    return _Run(*row)


def _seals(connection: sqlite3.Connection) -> Iterator[SealLine]:
    query = "SELECT statement, signature, endorsement, stamp FROM seals ORDER BY number"
    for statement, signature, endorsement, stamp in connection.execute(query):
        entry = SealEntry(statement=statement.decode(), signature=signature, endorsement=endorsement, stamp=stamp)
        yield SealLine(seal=entry)
