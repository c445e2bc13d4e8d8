"""Runs: their numbers, their states, and which of them may be recorded into."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from auditor.errors import StoreError
from auditor.model.result import Coverage
from auditor.model.words import message
from auditor.store.database import number
from auditor.store.encoding import from_json, from_name, to_name
from auditor.store.records import RunState, RunSummary


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run as the tables know it."""

    id: int
    name: str
    as_of: date
    state: RunState
    reassesses: int | None
    scope: str = ""

    @property
    def series(self) -> int:
        """Which validity rows its results go into: 0 for a night, its own for a reassessment or an audit of a part."""
        return 0 if self.reassesses is None and not self.scope else self.id

    @property
    def facts(self) -> int:
        """The run whose facts it judges."""
        return self.id if self.reassesses is None else self.reassesses


_COLUMNS = (
    "SELECT r.name, r.as_of, r.started, r.finished, r.state, r.profile, r.organisation, r.plan_digest, r.coverage, "
    "o.name, r.scope FROM runs r LEFT JOIN runs o ON o.id = r.reassesses "
)

_NIGHT = "r.state = 'finished' AND r.reassesses IS NULL AND r.scope = ''"
"""A finished night: it audited everything, and judged what it saw itself."""


def find_run(connection: sqlite3.Connection, name: str) -> Run:
    """The run of a name. Raises StoreError when there is none, msgspec.DecodeError when it is damaged."""
    row = connection.execute(
        "SELECT id, name, as_of, state, reassesses, scope FROM runs WHERE name = ?", (to_name(name),)
    ).fetchone()
    if row is None:
        raise StoreError(message("store.no_run", run=name))
    identity, text, as_of, state, reassesses, scope = row
    try:
        return Run(
            id=identity,
            name=from_name(text),
            as_of=date.fromisoformat(as_of),
            state=RunState(state),
            reassesses=reassesses,
            scope=from_name(scope),
        )
    except (ValueError, TypeError) as error:
        raise msgspec.DecodeError(f"the run {name} is damaged: {error}") from error


def open_run(connection: sqlite3.Connection, name: str) -> Run:
    """The run of a name, when it can still be recorded into. Raises StoreError otherwise."""
    run = find_run(connection, name)
    newest = connection.execute("SELECT max(id) FROM runs").fetchone()[0]
    if run.state is not RunState.RUNNING or run.id != newest:
        raise StoreError(message("store.run_closed", run=name))
    return run


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRun:
    """What is said of a run when it begins."""

    name: str
    as_of: date
    started: datetime
    profile: str
    organisation: str
    plan_digest: str
    reassesses: str | None
    scope: str


def begin(connection: sqlite3.Connection, new: NewRun) -> None:
    """Begin a run, or take up the newest again. Raises StoreError when the name is another run's."""
    connection.execute(
        "UPDATE runs SET state = ? WHERE state = ?", (RunState.INTERRUPTED.value, RunState.RUNNING.value)
    )
    row = connection.execute("SELECT id, state, scope FROM runs WHERE name = ?", (to_name(new.name),)).fetchone()
    newest = connection.execute("SELECT max(id) FROM runs").fetchone()[0]
    if row is not None:
        if row[0] != newest or row[1] == RunState.FINISHED.value:
            raise StoreError(message("store.run_exists", run=new.name))
        if row[2] != to_name(new.scope):
            raise StoreError(message("store.other_scope", run=new.name))
        connection.execute("UPDATE runs SET state = ? WHERE id = ?", (RunState.RUNNING.value, row[0]))
        return
    base = None if new.reassesses is None else find_run(connection, new.reassesses).facts
    connection.execute(
        "INSERT INTO runs (name, as_of, started, moment, state, profile, organisation, plan_digest, reassesses, scope) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            to_name(new.name),
            new.as_of.isoformat(),
            new.started.isoformat(),
            new.started.timestamp(),
            RunState.RUNNING.value,
            new.profile,
            new.organisation,
            new.plan_digest,
            base,
            to_name(new.scope),
        ),
    )


def all_runs(connection: sqlite3.Connection) -> tuple[RunSummary, ...]:
    """All runs, newest first."""
    return tuple(_summary(row) for row in connection.execute(_COLUMNS + "ORDER BY r.id DESC"))


def all_nights(connection: sqlite3.Connection, limit: int | None) -> tuple[RunSummary, ...]:
    """Finished nights, newest first."""
    rows = connection.execute(
        f"{_COLUMNS} WHERE {_NIGHT} ORDER BY r.id DESC LIMIT ?", (-1 if limit is None else limit,)
    )
    return tuple(_summary(row) for row in rows)


def newest_finished(connection: sqlite3.Connection, before: datetime | None) -> RunSummary | None:
    """The newest finished night that started before a moment."""
    row = connection.execute(
        f"{_COLUMNS} WHERE {_NIGHT} AND (? IS NULL OR r.moment < ?) ORDER BY r.id DESC LIMIT 1",
        [None if before is None else before.timestamp()] * 2,
    ).fetchone()
    return None if row is None else _summary(row)


def night_before(connection: sqlite3.Connection, run: int) -> int:
    """The number of the finished night before a run; 0 when there is none."""
    return number(connection.execute(f"SELECT max(r.id) FROM runs r WHERE r.id < ? AND {_NIGHT}", (run,)))  # noqa: S608


def _summary(row: tuple[str, ...]) -> RunSummary:
    name, as_of, started, finished, state, profile, organisation, plan_digest, coverage, reassesses, scope = row
    return RunSummary(
        id=from_name(name),
        as_of=date.fromisoformat(as_of),
        started=datetime.fromisoformat(started),
        finished=datetime.fromisoformat(finished) if finished else None,
        state=RunState(state),
        profile=profile,
        organisation=organisation,
        plan_digest=plan_digest,
        coverage=from_json(coverage.encode(), Coverage) if coverage else None,
        reassesses=from_name(reassesses) if reassesses else None,
        scope=from_name(scope),
    )
