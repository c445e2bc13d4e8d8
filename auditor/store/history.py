"""What happened before, as checks get it: earlier facts, and log files as first recorded."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import msgspec

from auditor.facts.base import F, FactSet
from auditor.facts.logs import LogDay
from auditor.model.japan import JST
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness
from auditor.store.assemble import read_record
from auditor.store.bodies import from_key, to_key
from auditor.store.encoding import from_json, from_name, to_name
from auditor.store.interning import Names
from auditor.store.packs import runs_of
from auditor.store.record import AnyFactSet, SetFrame, SlotKind, set_name
from auditor.store.records import LogDigest
from auditor.store.runs import Run


def latest_set(
    connection: sqlite3.Connection, names: Names, fact: type[F], subject: SubjectRef, before: int | None
) -> FactSet[F] | None:
    """The newest set of a type and subject that is not absent, from the runs before a number (None: from all)."""
    name = set_name(fact.__name__, subject)
    number = names.find(connection, name)
    if number is None:
        return None
    best: tuple[int, FactSet[F]] | None = None
    for slot, writer, copy in _slots(connection, number):
        run = _run_with(connection, slot, writer, before)
        if run is None or (best is not None and run <= best[0]):
            continue
        record = read_record(connection, run, writer)
        if record is not None:
            best = (run, cast("FactSet[F]", record.set_named(name, copy)))
    return None if best is None else best[1]


def latest_keys(
    connection: sqlite3.Connection, names: Names, facts: Mapping[type[F], str], subject: SubjectRef, before: int | None
) -> dict[type[F], frozenset[str]]:
    """The keys of the newest sets that are not absent, by type; nothing but the field of the key is decoded.

    ``facts`` names that field. A type that was never recorded is left out.
    """
    found: dict[type[F], frozenset[str]] = {}
    for fact, field in facts.items():
        number = names.find(connection, set_name(fact.__name__, subject))
        slots = [] if number is None else _slots(connection, number)
        runs = ((run, w, c) for s, w, c in slots if (run := _run_with(connection, s, w, before)) is not None)
        newest = max(runs, default=None)
        if newest is not None:
            form = msgspec.defstruct("KeyOnly", [(field, str)])
            rows = connection.execute(_FORMS, (newest[1], number, SlotKind.FACT.value, newest[2], newest[0], newest[0]))
            found[fact] = frozenset(getattr(from_json(content, form), field) for (content,) in rows)
    return found


_FORMS = (
    "SELECT f.content FROM slots s JOIN spans v ON v.slot = s.id JOIN forms f ON f.id = v.form "
    "WHERE s.writer = ? AND s.name = ? AND s.kind = ? AND s.copy = ? "
    "AND v.first <= ? AND (v.last IS NULL OR v.last >= ?)"
)
"""What was valid in a run of one slot."""


def _slots(connection: sqlite3.Connection, number: int) -> list[tuple[int, int, int]]:
    """The slots of a set by the number of its name: slot, writer, copy."""
    return connection.execute(
        "SELECT id, writer, copy FROM slots WHERE name = ? AND kind = ? ORDER BY writer, copy",
        (number, SlotKind.SET.value),
    ).fetchall()


def _run_with(connection: sqlite3.Connection, slot: int, writer: int, before: int | None) -> int | None:
    """The newest run in which a set was recorded and not absent."""
    spans = connection.execute(
        "SELECT v.first, v.last, f.content FROM spans v JOIN forms f ON f.id = v.form "
        "WHERE v.slot = ? AND (? IS NULL OR v.first < ?) ORDER BY v.first DESC",
        (slot, before, before),
    )
    for first, last, content in spans:
        if from_json(content, SetFrame).completeness is Completeness.ABSENT:
            continue
        found = next((run for run in runs_of(connection, writer, before) if last is None or run <= last), None)
        if found is not None and found >= first:
            return found
    return None


def keep_first_digests(connection: sqlite3.Connection, names: Names, run: Run, sets: Sequence[AnyFactSet]) -> None:
    """Keep the digests of log files that are seen for the first time.

    Only of days that were over in Japan when the file was read: the file of the day itself may still be written to.
    """
    for found in sets:
        if found.type is not LogDay or found.basis is Basis.PLANNED:
            continue
        subject = names.make(connection, str(found.subject))
        today = min(run.as_of, found.collected_at.astimezone(JST).date())
        connection.executemany(
            "INSERT OR IGNORE INTO log_files (subject, source, path, day, digest, size, recorded, run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    subject,
                    to_name(day.source),
                    to_name(day.path),
                    day.day.isoformat(),
                    to_key(day.digest),
                    day.size,
                    run.as_of.isoformat(),
                    run.id,
                )
                for day in cast("FactSet[LogDay]", found).facts
                if day.digest and day.day < today
            ],
        )


def log_digests(
    connection: sqlite3.Connection, names: Names, subject: SubjectRef, upto: int | None = None
) -> list[LogDigest]:
    """All log files ever recorded of a subject (up to a run, itself included), by source and path."""
    latest = latest_set(connection, names, LogDay, subject, None if upto is None else upto + 1)
    current = {} if latest is None else {(day.source, day.path): day.digest for day in latest.facts}
    rows = connection.execute(
        "SELECT source, path, day, digest, size, recorded FROM log_files "
        "WHERE subject = ? AND (? IS NULL OR run <= ?) ORDER BY source, path",
        (names.find(connection, str(subject)), upto, upto),
    )
    found = [(from_name(source), from_name(path), *rest) for source, path, *rest in rows]
    return [
        LogDigest(
            source=source,
            path=path,
            day=date.fromisoformat(day),
            digest=from_key(digest),
            size=size,
            recorded=date.fromisoformat(recorded),
            current=current.get((source, path)),
        )
        for source, path, day, digest, size, recorded in found
    ]


def first_recorded(connection: sqlite3.Connection, names: Names, subject: SubjectRef, source: str) -> date | None:
    """The audit's date since when digests of a log source are on record."""
    row = connection.execute(
        "SELECT min(recorded) FROM log_files WHERE subject = ? AND source = ?",
        (names.find(connection, str(subject)), to_name(source)),
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None
