"""How rows and single findings went over the nights: the states they had, from when to when, and why."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from auditor.history.frames import Descriptions
from auditor.history.measured import Measured
from auditor.history.nights import NIGHTS, Nights, RunRef, all_nights
from auditor.history.rows import Question, Reader, RowKey, Span
from auditor.history.seen import ROW, Said, Seen
from auditor.history.standing import Glimpse, Standing, hidden_by
from auditor.model.changes import FindingKey
from auditor.model.course import Course, RowCourse, Stretch
from auditor.model.terms import FindingClass, Reason, State, state_for
from auditor.store.encoding import from_name
from auditor.store.store import Store


def course(
    store: Store,
    *,
    control: str | None = None,
    subject: str | None = None,
    item: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Course:
    """How rows went over the nights: of a control, of a subject (``kind:id`` or the id alone), or of both.

    With an item, how the findings of that key went instead. ``first`` and ``last`` bound the audit's dates.
    """
    with store.reading() as connection:
        every = all_nights(connection)
        chosen = [n for n in every.runs if (first is None or n.as_of >= first) and (last is None or n.as_of <= last)]
        question = _question(connection, control, subject)
        if not chosen or question is None:
            return Course(nights=len(chosen), rows=(), controls={}, subjects={})
        reading = _Reading(connection, every, chosen[0], chosen[-1])
        whole = control is not None and subject is not None
        rows = tuple(reading.rows(question, item, whole=whole))
        described = Descriptions(connection, (chosen[-1],))
        infos = {r.key.control: described.control(r.key.control, reading.begun[r.key.control]) for r in rows}
        return Course(
            nights=every.count(chosen[0].number, chosen[-1].number),
            rows=rows,
            controls={name: info for name, info in infos.items() if info is not None},
            subjects={r.key.ref: described.subject(r.key.ref, reading.begun[r.key.subject]) for r in rows},
        )


def _question(connection: sqlite3.Connection, control: str | None, subject: str | None) -> Question | None:
    """The rows of a control and subject; None when no night holds them."""
    sql = "SELECT DISTINCT control, subject FROM results WHERE series = :all"
    chosen: dict[str, int | str] = {"all": NIGHTS}
    for column, wanted in (("control", control), ("subject", subject)):
        if wanted is None:
            continue
        rows = connection.execute(
            f"SELECT id, text FROM names WHERE id IN (SELECT DISTINCT {column} FROM results WHERE series = ?)",  # noqa: S608
            (NIGHTS,),
        )
        numbers = [number for number, text in rows if _named(from_name(text), wanted, bare=column == "subject")]
        if not numbers:
            return None
        sql += f" AND {column} IN (SELECT value FROM json_each(:{column}))"  # noqa: S608 - one of two columns
        chosen[column] = json.dumps(numbers)
    return Question(sql, chosen)


def _named(text: str, wanted: str, *, bare: bool) -> bool:
    return text == wanted or (bare and text.partition(":")[2] == wanted)


@dataclass(frozen=True, slots=True)
class _View:
    """What a stretch shows, apart from when."""

    state: State | None
    said: Said | None = None
    finding_class: FindingClass | None = None
    waived: bool = False

    def same(self, other: "_View") -> bool:
        """Whether a reader would see no difference."""
        return self._shown() == other._shown()

    def _shown(self) -> tuple[object, ...]:
        said = None if self.said is None else (self.said.reason, self.said.summary)
        return self.state, said, self.finding_class, self.waived


class _Reading:
    """Reads courses within one transaction."""

    def __init__(self, connection: sqlite3.Connection, nights: Nights, first: RunRef, last: RunRef) -> None:
        self._reader = Reader(connection, nights)
        self._measured = Measured(connection)
        self._nights = nights
        self._first = first.number
        self._last = last.number
        self.begun: dict[str, int] = {}
        """A night that describes each control and subject."""

    def rows(self, question: Question, item: str | None, *, whole: bool) -> Iterator[RowCourse]:
        """The courses, by control and subject."""
        found = []
        for key, spans in self._reader.courses(question, self._last):
            known = {span.id: span for span in spans}
            self.begun |= dict.fromkeys(map(self._reader.name, key), spans[-1].first)
            steps = list(self._steps(spans))
            keys = _keys(steps)
            if item is not None:
                if item in keys:
                    found.append(self._course(key, item, steps, known))
                continue
            own = self._course(key, None, steps, known)
            if whole:
                own = replace(own, findings=tuple(self._course(key, k, steps, known) for k in sorted(keys)))
            if any(stretch.state is not None for stretch in own.stretches):
                found.append(own)
        yield from sorted(found, key=lambda row: row.key)

    def _steps(self, spans: Iterable[Span]) -> Iterator[tuple[Glimpse, Standing]]:
        """What the nights asked for show, and where the row stood then."""
        standing = Standing()
        for glimpse in self._reader.glimpses(list(spans), self._last):
            standing = standing.after(glimpse)
            if glimpse.until >= self._first:
                yield replace(glimpse, night=max(glimpse.night, self._nights.at(self._first).number)), standing

    def _course(
        self, row: RowKey, item: str | None, steps: Iterable[tuple[Glimpse, Standing]], spans: Mapping[int, Span]
    ) -> RowCourse:
        stretches: list[Stretch] = []
        views: list[_View] = []
        revision: str | None = None
        for glimpse, standing in steps:
            view = _row_view(standing.seen) if item is None else _item_view(standing, item)
            judged = standing.seen is not None and standing.seen.judged
            revised = judged and revision is not None and revision != standing.revision
            revision = standing.revision
            if stretches and views[-1].same(view) and not revised:
                last = self._nights.upto(glimpse.until)
                stretches[-1] = replace(
                    stretches[-1],
                    last=last.name,
                    last_as_of=last.as_of,
                    nights=stretches[-1].nights + self._nights.count(glimpse.night, glimpse.until),
                )
                continue
            views.append(view)
            stretches.append(self._stretch(row, glimpse, view, spans.get(glimpse.span), revised=revised))
        key = FindingKey(control=self._reader.name(row[0]), subject=self._reader.name(row[1]), item=item or ROW)
        return RowCourse(key=key, stretches=tuple(stretches))

    def _stretch(self, row: RowKey, glimpse: Glimpse, view: _View, span: Span | None, *, revised: bool) -> Stretch:
        first, last = self._nights.at(glimpse.night), self._nights.upto(glimpse.until)
        said = view.said
        summary = None
        if said is not None:
            summary = said.summary if span is None else self._measured.worded(said, row, span, None)
        return Stretch(
            first=first.name,
            first_as_of=first.as_of,
            last=last.name,
            last_as_of=last.as_of,
            nights=self._nights.count(glimpse.night, glimpse.until),
            state=view.state,
            reason=None if said is None else said.reason,
            finding_class=view.finding_class,
            summary=summary,
            waived=view.waived,
            revised=revised,
        )


def _keys(steps: Iterable[tuple[Glimpse, Standing]]) -> set[str]:
    """Keys of every finding that a row showed."""
    return {key for _, standing in steps if standing.seen is not None for key in standing.seen.violations}


def _row_view(seen: Seen | None) -> _View:
    if seen is None:
        return _View(None)
    failing = seen.state is State.FAIL
    return _View(
        seen.state,
        seen.said,
        seen.finding_class if failing else None,
        failing and all(seen.waived(key) for key in seen.violations),
    )


def _item_view(standing: Standing, key: str) -> _View:
    """How a night shows a finding."""
    seen = standing.seen
    if seen is None:
        return _View(None)
    if not seen.judged:
        return _View(seen.state, seen.said)
    if key in seen.violations:
        return _View(State.FAIL, seen.violations[key].said, seen.finding_class, seen.waived(key))
    finding = standing.findings.get(key)
    said = seen.undecided.get(key) if finding is None else hidden_by(key, finding, seen)
    if said is not None:
        return _View(state_for(said.reason or Reason.PARTIAL_COVERAGE), said)
    return _View(State.PASS)
