"""What changed from one run to another, read from the store."""

import sqlite3
from collections.abc import Mapping

from auditor.history.compare import Overdue, Told, told_of
from auditor.history.due import Due
from auditor.history.frames import Descriptions
from auditor.history.measured import Measured
from auditor.history.nights import Nights, RunRef, all_nights, finished_run
from auditor.history.pairs import Pairs, Row
from auditor.history.questions import failing_at, failing_since
from auditor.history.rows import Question
from auditor.history.standing import Standing
from auditor.model.background import FindingAge
from auditor.model.changes import Change, ChangeKind, Changes, FindingKey
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.model.words import Message
from auditor.store.store import Store

_KINDS = {kind: place for place, kind in enumerate(ChangeKind)}
_CLASSES = {finding_class: place for place, finding_class in enumerate(FindingClass)}

_NEVER: Mapping[FindingClass, Period] = {}


def changes_between(
    store: Store, before: str | None, after: str, due: Mapping[FindingClass, Period] = _NEVER
) -> Changes:
    """What changed from one finished run to another, of any kind and in any order.

    Without ``before`` the other is taken as a first night: all that fails is new. Where either run was an audit of a
    part, only rows that both hold are compared. Raises StoreError for an unknown or unfinished run.
    """
    with store.reading() as connection:
        earlier = None if before is None else finished_run(connection, before)
        later = finished_run(connection, after)
        return Comparison(connection, all_nights(connection), earlier, later, due).changes()


class Comparison:
    """Two runs, compared within one transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        nights: Nights,
        before: RunRef | None,
        after: RunRef,
        due: Mapping[FindingClass, Period],
    ) -> None:
        self._connection = connection
        self._before = before
        self._after = after
        self._nights = nights
        self._pairs = Pairs(connection, nights, before, after)
        self._measured = Measured(connection)
        days = {run.number: run.as_of for run in (*nights.runs, before or after, after)}
        self._due = Due(due, days)
        self.ages: dict[FindingKey, FindingAge] = {}
        """Of the findings of the later run; of all of them when `changes` was asked so."""

    def changes(self, *, all_ages: bool = False) -> Changes:
        """What changed. ``all_ages``: note also since when findings stand that did not change."""
        before, after = self._before, self._after
        overdue = Overdue(due=self._due, as_of=after.as_of)
        entries = []
        for row, pair in self._pairs.rows(failing_at(after) if all_ages else self._maybe_overdue()):
            self._note_ages(row, pair.after)
            for told in told_of(pair, overdue):
                if before is not None or told.kind is ChangeKind.NEW:
                    entries.append(self._change(told, row))
        entries.sort(key=lambda e: (_KINDS[e.kind], _CLASSES[e.finding_class], e.key))
        described = Descriptions(self._connection, (after,) if before is None else (after, before))
        named = {entry.key.control: described.control(entry.key.control) for entry in entries}
        return Changes(
            before=None if before is None else before.name,
            before_as_of=None if before is None else before.as_of,
            after=after.name,
            after_as_of=after.as_of,
            entries=tuple(entries),
            controls={name: info for name, info in named.items() if info is not None},
            subjects={ref: described.subject(ref) for ref in dict.fromkeys(e.key.ref for e in entries)},
        )

    def _maybe_overdue(self) -> Question | None:
        """Rows that did not change and may be overdue all the same: due dates of their beginnings passed."""
        before, after = self._before, self._after
        if before is None or not self._due.periods:
            return None
        if not self._pairs.in_a_row:
            return failing_at(after)
        begun = [
            night.number
            for night in self._nights.newest(None, before.number)
            if any(before.as_of <= until < after.as_of for until in self._due.ends(night.as_of))
        ]
        return failing_since(after, begun) if begun else None

    def _note_ages(self, row: Row, standing: Standing) -> None:
        if standing.seen is None:
            return
        for item, finding in standing.findings.items():
            if finding.failing:
                until = self._due.of(finding, standing.seen.finding_class)
                self.ages[self._key(row, item)] = FindingAge(since=self._due.since(finding), due=until)

    def _key(self, row: Row, item: str) -> FindingKey:
        control, subject = row.key
        return FindingKey(control=self._pairs.reader.name(control), subject=self._pairs.reader.name(subject), item=item)

    def _change(self, told: Told, row: Row) -> Change:
        finding = told.finding
        return Change(
            kind=told.kind,
            key=self._key(row, told.item),
            finding_class=told.finding_class,
            before=told.before,
            now=told.now,
            reason=told.said.reason,
            summary=self._summary(told, row),
            waived=told.waived,
            since=None if finding is None else self._due.since(finding),
            due=None if finding is None else self._due.of(finding, told.finding_class),
            revised=told.revised,
        )

    def _summary(self, told: Told, row: Row) -> Message:
        run = self._before if told.then else self._after
        if told.then and told.finding is not None and not told.finding.failing:
            # Shown last on an earlier night than the one compared with: as that run of nights began.
            spans = (*row.spans, *row.own.values())
            span = next((span for span in spans if span.id == told.finding.last_span), None)
            run = None
        else:
            span = None if run is None else row.at(run)
        return told.said.summary if span is None else self._measured.worded(told.said, row.key, span, run)
