"""Rows in the order of the nights: what began in a run, and what had ended by it.

A row says in which run it began and in which it last stood. It ended with the next run that could have carried it on:
an entry with the next run that recorded its writer, a row of results with the next finished night. Rows come from two
sorted readings, so that one run's rows are in memory at a time, not all nights'.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from auditor.seal.dictionary import Dictionary
from auditor.seal.tables import Reader

_ORDERS = ("ORDER BY first, id", "WHERE last IS NOT NULL ORDER BY last, id")


class Entry(NamedTuple):
    """A row of ``spans``."""

    id: int
    first: int
    last: int | None
    slot: int
    form: int


class ResultRow(NamedTuple):
    """A row of ``results``, without its columns that say again what the form says."""

    id: int
    first: int
    last: int | None
    series: int
    control: int
    subject: int
    form: int
    night: int


class _Bounded(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...


R = TypeVar("R", bound=_Bounded)


@dataclass
class Night(Generic[R]):
    """What happened to rows in one run."""

    run: int
    begun: list[R]
    ended: list[R]


@dataclass
class Events(Generic[R]):
    """All rows, run by run. What begins or ends where nothing can is left out, and kept in ``strays``."""

    order: Sequence[int]
    begun: Iterator[R]
    ended: Iterator[R]
    closing: Callable[[R], int | None]
    """The run with which a row ended that has a last run; None when there is none."""
    begins: Callable[[R], bool]
    """Whether a row can have begun in its first run."""
    strays: list[R] = field(default_factory=list)

    def __iter__(self) -> Iterator[Night[R]]:
        waiting: dict[int, list[R]] = {}
        begun, ended = next(self.begun, None), next(self.ended, None)
        for run in self.order:
            night: Night[R] = Night(run, [], [])
            while begun is not None and begun.first <= run:
                if begun.first == run and self.begins(begun):
                    night.begun.append(begun)
                else:
                    self.strays.append(begun)
                begun = next(self.begun, None)
            while ended is not None and ended.last is not None and ended.last < run:
                self._end(ended, waiting)
                ended = next(self.ended, None)
            night.ended = waiting.pop(run, [])
            yield night
        while begun is not None:
            self.strays.append(begun)
            begun = next(self.begun, None)
        while ended is not None:
            self.strays.append(ended)
            ended = next(self.ended, None)

    def _end(self, row: R, waiting: dict[int, list[R]]) -> None:
        if not self.begins(row):
            return  # a stray already, by its beginning
        closing = self.closing(row)
        if closing is None or row.last is None or row.first > row.last:
            self.strays.append(row)
        else:
            waiting.setdefault(closing, []).append(row)


def entry_events(reader: Reader, held: Dictionary) -> Events[Entry]:
    """Entries of records."""

    def closing(row: Entry) -> int | None:
        slot = held.slots.get(row.slot)
        if slot is None or row.last is None:
            return None
        return held.recorded_after(row.last, slot[0])

    query = "SELECT id, first, last, slot, form FROM spans "
    begun, ended = _ORDERS
    return Events(
        order=held.order,
        begun=map(Entry._make, reader.rows("spans", query + begun, "iiIii")),
        ended=map(Entry._make, reader.rows("spans", query + ended, "iiIii")),
        closing=closing,
        begins=lambda row: row.first in held.runs,
    )


def result_events(reader: Reader, held: Dictionary) -> Events[ResultRow]:
    """Rows of results."""

    def begins(row: ResultRow) -> bool:
        run = held.runs.get(row.first)
        return run is not None and run.is_finished and run.series == row.series

    def closing(row: ResultRow) -> int | None:
        run = None if row.last is None else held.runs.get(row.last)
        if run is None or row.series or not (run.is_finished and run.is_night):
            return None
        return held.night_after(run.id)

    query = "SELECT id, first, last, series, control, subject, form, night FROM results "
    begun, ended = _ORDERS
    return Events(
        order=held.order,
        begun=map(ResultRow._make, reader.rows("results", query + begun, "iiIiiiii")),
        ended=map(ResultRow._make, reader.rows("results", query + ended, "iiIiiiii")),
        closing=closing,
        begins=begins,
    )
