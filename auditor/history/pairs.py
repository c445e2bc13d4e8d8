"""Rows at two runs, side by side, each folded over its own nights."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.history.compare import Pair
from auditor.history.nights import Nights, RunRef
from auditor.history.questions import changed, either, failing_at
from auditor.history.rows import Question, Reader, RowKey, Span
from auditor.history.standing import Glimpse, Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Where a row's forms lie."""

    key: RowKey
    spans: Sequence[Span]
    """Of the nights, oldest first."""
    own: Mapping[int, Span]
    """Of runs that are no nights, by their numbers."""

    def at(self, run: RunRef) -> Span | None:
        """What it says at a run."""
        if not run.is_night:
            return self.own.get(run.number)
        return next((span for span in self.spans if span.covers(run.number)), None)


class Pairs:
    """The rows of two runs. Without an earlier one, the rows that fail in the later."""

    def __init__(self, connection: sqlite3.Connection, nights: Nights, before: RunRef | None, after: RunRef) -> None:
        self.reader = Reader(connection, nights)
        self._before = before
        self._after = after
        self._runs = (after,) if before is None else (before, after)
        self._apart = {run.number: self.reader.rows_of(run) for run in self._runs if not run.is_night}

    @property
    def in_a_row(self) -> bool:
        """Whether both are nights, the earlier before the later."""
        before = self._before
        return before is not None and before.is_night and self._after.is_night and before.number <= self._after.number

    def rows(self, others: Question | None = None) -> Iterator[tuple[Row, Pair]]:
        """Rows that may have changed, and others that are asked for, changed or not."""
        wanted = failing_at(self._after) if self._before is None else changed(self._before, self._after)
        if others is not None:
            wanted = either(wanted, others)
        missing = self.reader.keys(wanted) if self._apart else set()
        for key, spans in self.reader.courses(wanted, max(run.anchor for run in self._runs)):
            missing.discard(key)
            yield from self._pair(self._row(key, spans))
        for key in sorted(missing):
            yield from self._pair(self._row(key, ()))

    def _row(self, key: RowKey, spans: Sequence[Span]) -> Row:
        own = {number: rows[key] for number, rows in self._apart.items() if key in rows}
        return Row(key=key, spans=spans, own=own)

    def _pair(self, row: Row) -> Iterator[tuple[Row, Pair]]:
        before, after = self._before, self._after
        if before is None:
            yield row, Pair(before=Standing(), after=self._standing(after, row))
            return
        then = self._standing(before, row)
        if self.in_a_row:
            unchanged = any(span.covers(before.number) and span.covers(after.number) for span in row.spans)
            now = then if unchanged else self.reader.fold(row.spans, after.number, then, before.number)
        else:
            now = self._standing(after, row)
        # An audit of a part says nothing of the rows it left out.
        if (before.scope or after.scope) and (then.seen is None or now.seen is None):
            return
        yield row, Pair(before=then, after=now)

    def _standing(self, run: RunRef, row: Row) -> Standing:
        standing = self.reader.fold(row.spans, run.anchor)
        if run.is_night:
            return standing
        span = row.at(run)
        seen = None if span is None else self.reader.seen(span.form)
        return standing.after(
            Glimpse(
                seen=seen, night=run.number, until=run.number, latest=run.as_of, span=0 if span is None else span.id
            )
        )
