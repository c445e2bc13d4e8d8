"""Rows of results read from the store: only those that a question is about, each with its nights before."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

from auditor.history.nights import NIGHTS, Nights, RunRef
from auditor.history.seen import NOT_AUDITED, Seen, read_seen
from auditor.history.standing import Glimpse, Standing
from auditor.store.encoding import from_name

RowKey: TypeAlias = tuple[int, int]
"""Numbers of control and subject in the table ``names``."""


class Span(NamedTuple):
    """A validity row: what a row said from one night to another."""

    id: int
    form: int
    night: int
    """The form with what was measured at the first night."""
    first: int
    last: int | None
    """None while it goes on."""

    def covers(self, number: int) -> bool:
        """Whether it holds at a night."""
        return self.first <= number and (self.last is None or self.last >= number)


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows are asked for: a query that gives control and subject, and its parameters."""

    sql: str
    parameters: Mapping[str, int | str]


class Reader:
    """Reads rows within one transaction, decoding every form once."""

    def __init__(self, connection: sqlite3.Connection, nights: Nights) -> None:
        self.connection = connection
        self.nights = nights
        self._seen: dict[int, Seen | None] = {}
        self._names: dict[int, str] = {}

    def seen(self, form: int) -> Seen | None:
        """What a form says; None for a row that is not audited."""
        if form not in self._seen:
            content = self.connection.execute("SELECT content FROM forms WHERE id = ?", (form,)).fetchone()[0]
            found = read_seen(content)
            self._seen[form] = None if found.state in NOT_AUDITED else found
        return self._seen[form]

    def name(self, number: int) -> str:
        """The text of a control or subject."""
        found = self._names.get(number)
        if found is None:
            text = self.connection.execute("SELECT text FROM names WHERE id = ?", (number,)).fetchone()[0]
            found = self._names[number] = from_name(text)
        return found

    def keys(self, question: Question) -> set[RowKey]:
        """The rows asked for, whether any night holds them or not."""
        return {(row[0], row[1]) for row in self.connection.execute(question.sql, question.parameters)}

    def courses(self, question: Question, upto: int) -> Iterator[tuple[RowKey, Sequence[Span]]]:
        """The nights' spans of the rows asked for, oldest first, of those begun by a number."""
        rows = self.connection.execute(
            f"WITH wanted (control, subject) AS ({question.sql}) "  # noqa: S608 - our own queries
            "SELECT r.control, r.subject, r.id, r.form, r.night, r.first, r.last FROM wanted w CROSS JOIN results r "
            "ON r.control = w.control AND r.subject = w.subject AND r.series = :nights AND r.first <= :upto "
            "ORDER BY r.control, r.subject, r.first",
            {**question.parameters, "nights": NIGHTS, "upto": upto},
        )
        for key, spans in groupby(rows, key=lambda row: (row[0], row[1])):
            yield key, [Span(*row[2:]) for row in spans]

    def rows_of(self, run: RunRef) -> dict[RowKey, Span]:
        """All rows of a run that is no night."""
        rows = self.connection.execute(
            "SELECT control, subject, id, form, night, first, last FROM results WHERE series = ?", (run.series,)
        )
        return {(control, subject): Span(*span) for control, subject, *span in rows}

    def fold(self, spans: Sequence[Span], upto: int, standing: Standing | None = None, after: int = 0) -> Standing:
        """Where a row stands after the nights from ``after`` (not itself) to ``upto``."""
        found = standing or Standing()
        for glimpse in self.glimpses(spans, upto, after):
            found = found.after(glimpse)
        return found

    def glimpses(self, spans: Sequence[Span], upto: int, after: int = 0) -> Iterator[Glimpse]:
        """What a row says in the nights from ``after`` (not itself) to ``upto``, gaps included."""
        ended = after
        for span in spans:
            last = upto if span.last is None else min(span.last, upto)
            first = max(span.first, after + 1)
            if last < first:
                continue
            if not self.nights.follows(first, ended):
                yield self._glimpse(None, ended + 1, first - 1)
            yield self._glimpse(span, first, last)
            ended = last
        if not self.nights.follows(upto + 1, ended):
            yield self._glimpse(None, ended + 1, upto)

    def _glimpse(self, span: Span | None, first: int, last: int) -> Glimpse:
        night, until, latest = self.nights.bounds(first, last)
        return Glimpse(
            seen=None if span is None else self.seen(span.form),
            night=night,
            until=until,
            latest=latest,
            span=0 if span is None else span.id,
        )
