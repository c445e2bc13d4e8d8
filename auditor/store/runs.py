"""Runs: their numbers, their states, and which of them may be recorded into."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from auditor.errors import StoreError
from auditor.model.result import Coverage
from auditor.model.words import message
from auditor.store.encoding import from_json
from auditor.store.records import RunState, RunSummary


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run as the tables know it."""

    id: int
    name: str
    as_of: date
    state: RunState
    reassesses: int | None

    @property
    def series(self) -> int:
        """Which validity rows its results go into: 0 for a night, its own for a reassessment."""
        return 0 if self.reassesses is None else self.id

    @property
    def facts(self) -> int:
        """The run whose facts it judges."""
        return self.id if self.reassesses is None else self.reassesses


_COLUMNS = (
    "SELECT r.name, r.as_of, r.started, r.finished, r.state, r.profile, r.organisation, r.plan_digest, r.coverage, "
    "o.name FROM runs r LEFT JOIN runs o ON o.id = r.reassesses "
)


def find_run(connection: sqlite3.Connection, name: str) -> Run:
    """The run of a name. Raises StoreError when there is none."""
    row = connection.execute("SELECT id, name, as_of, state, reassesses FROM runs WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise StoreError(message("store.no_run", run=name))
    return Run(id=row[0], name=row[1], as_of=date.fromisoformat(row[2]), state=RunState(row[3]), reassesses=row[4])


def open_run(connection: sqlite3.Connection, name: str) -> Run:
    """The run of a name, when it can still be recorded into. Raises StoreError otherwise."""
    run = find_run(connection, name)
    newest = connection.execute("SELECT max(id) FROM runs").fetchone()[0]
    if run.state is not RunState.RUNNING or run.id != newest:
        raise StoreError(message("store.run_closed", run=name))
    return run


def begin(
    connection: sqlite3.Connection,
    name: str,
    *,
    as_of: date,
    started: datetime,
    profile: str,
    organisation: str,
    plan_digest: str,
    reassesses: str | None,
) -> None:
    """Begin a run, or take up the newest again. Raises StoreError when the name is another run's."""
    connection.execute(
        "UPDATE runs SET state = ? WHERE state = ?", (RunState.INTERRUPTED.value, RunState.RUNNING.value)
    )
    row = connection.execute("SELECT id, state FROM runs WHERE name = ?", (name,)).fetchone()
    newest = connection.execute("SELECT max(id) FROM runs").fetchone()[0]
    if row is not None:
        if row[0] != newest or row[1] == RunState.FINISHED.value:
            raise StoreError(message("store.run_exists", run=name))
        connection.execute("UPDATE runs SET state = ? WHERE id = ?", (RunState.RUNNING.value, row[0]))
        return
    base = None if reassesses is None else find_run(connection, reassesses).facts
    connection.execute(
        "INSERT INTO runs (name, as_of, started, moment, state, profile, organisation, plan_digest, reassesses) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            as_of.isoformat(),
            started.isoformat(),
            started.timestamp(),
            RunState.RUNNING.value,
            profile,
            organisation,
            plan_digest,
            base,
        ),
    )


def all_runs(connection: sqlite3.Connection) -> tuple[RunSummary, ...]:
    """All runs, newest first."""
    return tuple(_summary(row) for row in connection.execute(_COLUMNS + "ORDER BY r.id DESC"))


def newest_finished(connection: sqlite3.Connection, before: datetime | None) -> RunSummary | None:
    """The newest finished night that started before a moment."""
    row = connection.execute(
        _COLUMNS
        + "WHERE r.state = ? AND r.reassesses IS NULL AND (? IS NULL OR r.moment < ?) ORDER BY r.id DESC LIMIT 1",
        (RunState.FINISHED.value, *[None if before is None else before.timestamp()] * 2),
    ).fetchone()
    return None if row is None else _summary(row)


def _summary(row: tuple[str, ...]) -> RunSummary:
    name, as_of, started, finished, state, profile, organisation, plan_digest, coverage, reassesses = row
    return RunSummary(
        id=name,
        as_of=date.fromisoformat(as_of),
        started=datetime.fromisoformat(started),
        finished=datetime.fromisoformat(finished) if finished else None,
        state=RunState(state),
        profile=profile,
        organisation=organisation,
        plan_digest=plan_digest,
        coverage=from_json(coverage.encode(), Coverage) if coverage else None,
        reassesses=reassesses or None,
    )
