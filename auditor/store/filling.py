"""What migration 002 fills into its new columns, from what a store of 0.1.0 holds."""

import sqlite3

import msgspec

from auditor.store.checked import check_digest
from auditor.store.encoding import ESCAPE

_MARKER = ESCAPE.encode()


class _Row(msgspec.Struct):
    """What the columns of ``results`` say again of a form."""

    state: str
    finding_class: str
    reason: str | None = None
    satisfied: bool = False


class _Digests(msgspec.Struct):
    """The digests in the form of a reference or capture."""

    digest: str = ""
    files: str = ""


_ROW = msgspec.json.Decoder(_Row)
_DIGESTS = msgspec.json.Decoder(_Digests)


def fill_results(connection: sqlite3.Connection) -> None:
    """State, class, reason and satisfied of every row. Raises msgspec.DecodeError when a form is damaged."""
    query = "SELECT id, content FROM forms WHERE id IN (SELECT form FROM results)"
    forms = {number: _ROW.decode(_plain(content)) for number, content in connection.execute(query)}
    rows = connection.execute("SELECT form, id FROM results").fetchall()
    connection.executemany(
        "UPDATE results SET state = ?, class = ?, reason = ?, satisfied = ? WHERE id = ?",
        (_values(forms[form], row) for form, row in rows),
    )


def fill_bodies(connection: sqlite3.Connection) -> None:
    """The run that first recorded each body.

    A body that no reference names (0.1.0 listed the policy files nowhere) is the newest run's: by then it was there.
    """
    first: dict[bytes, int] = {}
    named = connection.execute(
        "SELECT v.first, f.content FROM slots s JOIN spans v ON v.slot = s.id JOIN forms f ON f.id = v.form "
        "WHERE s.kind IN ('ref', 'capture')"
    )
    for run, content in named:
        found = _DIGESTS.decode(_plain(content))
        for digest in (found.digest, found.files):
            if digest.startswith("sha256:"):
                key = bytes.fromhex(digest.removeprefix("sha256:"))
                first[key] = min(run, first.get(key, run))
    frames = "SELECT frame, min(id) FROM runs WHERE frame IS NOT NULL GROUP BY frame"
    first.update(connection.execute(frames).fetchall())
    connection.execute("UPDATE bodies SET run = (SELECT max(id) FROM runs)")
    connection.executemany("UPDATE bodies SET run = ? WHERE digest = ?", ((run, key) for key, run in first.items()))


def fill_log_files(connection: sqlite3.Connection) -> None:
    """The run that first recorded each log file: the first one of the audit's date that stands beside it."""
    connection.execute(
        "UPDATE log_files SET run = coalesce((SELECT min(id) FROM runs WHERE as_of = log_files.recorded "
        "AND reassesses IS NULL), (SELECT max(id) FROM runs))"
    )


def fill_quarantine(connection: sqlite3.Connection) -> None:
    """The digests that rows of quarantine carry."""
    rows = connection.execute("SELECT credential, version, target, since FROM quarantine").fetchall()
    connection.executemany(
        "UPDATE quarantine SET checked = ? WHERE credential = ?",
        [(check_digest("quarantine", *row), row[0]) for row in rows],
    )


def _values(form: _Row, row: int) -> tuple[str, str, str, bool, int]:
    return form.state, form.finding_class, form.reason or "", form.satisfied, row


def _plain(content: bytes) -> bytes:
    """The JSON of a form; an escaped one (`auditor.store.encoding`) begins with a marker."""
    return content.removeprefix(_MARKER)
