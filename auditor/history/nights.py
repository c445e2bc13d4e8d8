"""Runs as history counts them: nights in a row, and runs beside them that are compared with a night.

Nights are ordered by their numbers, the order in which they were carried out, whatever their dates say: a clock may
have been set back, and several nights may bear one date.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.encoding import from_name
from auditor.store.records import RunState
from auditor.store.runs import find_run
from auditor.store.store import Store

NIGHTS = 0
"""The series of the nights in the table ``results``."""

_NIGHT = "state = 'finished' AND reassesses IS NULL AND scope = ''"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRef:
    """A finished run."""

    number: int
    name: str
    as_of: date
    series: int
    """Which validity rows its results are in: 0 for a night, its own number for any other run."""
    reassesses: int | None = None
    """Number of the run whose facts it judged again."""
    scope: str = ""

    @property
    def is_night(self) -> bool:
        """Whether it is one of the nights."""
        return self.series == NIGHTS

    @property
    def anchor(self) -> int:
        """Number of the newest run that may have come before what it looked at."""
        return self.number if self.reassesses is None else self.reassesses


class Nights:
    """All nights, oldest first."""

    def __init__(self, runs: Sequence[RunRef]) -> None:
        self.runs = tuple(runs)
        self._numbers = [run.number for run in runs]
        self._bounds: dict[tuple[int, int], tuple[int, int, date]] = {}

    def newest(self, count: int | None, upto: int | None = None) -> Sequence[RunRef]:
        """The newest nights up to a number, itself included, oldest first; all of them without a count."""
        end = len(self.runs) if upto is None else bisect_right(self._numbers, upto)
        return self.runs[0 if count is None else max(0, end - count) : end]

    def before(self, number: int) -> RunRef | None:
        """The night before a number."""
        position = bisect_left(self._numbers, number)
        return self.runs[position - 1] if position else None

    def at(self, number: int) -> RunRef:
        """The night of a number, or the first one after it."""
        return self.runs[min(bisect_left(self._numbers, number), len(self.runs) - 1)]

    def upto(self, number: int) -> RunRef:
        """The night of a number, or the last one before it."""
        return self.runs[max(bisect_right(self._numbers, number) - 1, 0)]

    def count(self, first: int, last: int) -> int:
        """How many nights lie between two numbers, both included."""
        return bisect_right(self._numbers, last) - bisect_left(self._numbers, first)

    def follows(self, number: int, last: int) -> bool:
        """Whether no night lies between two numbers."""
        return bisect_right(self._numbers, last) >= bisect_left(self._numbers, number)

    def bounds(self, first: int, last: int) -> tuple[int, int, date]:
        """Numbers of the first and last night between two numbers, and the latest of their dates."""
        found = self._bounds.get((first, last))
        if found is None:
            nights = self.runs[bisect_left(self._numbers, first) : bisect_right(self._numbers, last)]
            latest = max((run.as_of for run in nights), default=date.min)
            found = self._bounds[first, last] = (self.at(first).number, self.upto(last).number, latest)
        return found


def all_nights(connection: sqlite3.Connection) -> Nights:
    """Every night of the store."""
    rows = connection.execute(f"SELECT id, name, as_of FROM runs WHERE {_NIGHT} ORDER BY id")  # noqa: S608 - our own
    return Nights(
        [
            RunRef(number=number, name=from_name(name), as_of=date.fromisoformat(day), series=NIGHTS)
            for number, name, day in rows
        ]
    )


def finished_run(connection: sqlite3.Connection, name: str) -> RunRef:
    """A finished run of any kind. Raises StoreError when there is none of that name, or it did not finish."""
    run = find_run(connection, name)
    if run.state is not RunState.FINISHED:
        raise StoreError(message("store.run_unfinished", run=name))
    return RunRef(
        number=run.id,
        name=run.name,
        as_of=run.as_of,
        series=run.series,
        reassesses=run.reassesses,
        scope=run.scope,
    )


def previous_night(store: Store, run_id: str) -> str | None:
    """Name of the finished night before a run; None for the first. Raises StoreError for an unknown run."""
    with store.reading() as connection:
        found = connection.execute(
            f"SELECT name FROM runs WHERE id < ? AND {_NIGHT} ORDER BY id DESC LIMIT 1",  # noqa: S608 - our own
            (find_run(connection, run_id).id,),
        ).fetchone()
    return None if found is None else from_name(found[0])
