"""The measured values of a row at a run, for sentences that name them."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from auditor.history.nights import RunRef
from auditor.history.rows import RowKey, Span
from auditor.history.seen import Said
from auditor.model.words import Message, Scalar
from auditor.store.assemble import checked_body
from auditor.store.assessments import Frame, RunNight
from auditor.store.bodies import from_key
from auditor.store.encoding import from_json, from_pack, to_name
from auditor.store.packs import OWN, read_pack
from auditor.store.resultforms import PartNight, ResultNight


class Measured:
    """Finds measured values; what a whole run measured is read only when some sentence needs it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._forms: dict[int, ResultNight] = {}
        self._runs: dict[int, Mapping[RowKey, bytes]] = {}

    def worded(self, said: Said, key: RowKey, span: Span, run: RunRef | None) -> Message:
        """The sentence with the values of a run in its arguments; without a run, those of the span's first night."""
        values = _values(self._form(span.night), said)
        if values and run is not None and run.number != span.first:
            own = self._of_run(run).get(key)
            if own is not None:
                values = _values(from_json(own, ResultNight), said)
        return replace(said.summary, args={**values, **said.summary.args}) if values else said.summary

    def _form(self, number: int) -> ResultNight:
        """What a form says was measured; most rows that measure nothing share one."""
        found = self._forms.get(number)
        if found is None:
            row = self._connection.execute("SELECT content FROM forms WHERE id = ?", (number,)).fetchone()
            found = self._forms[number] = from_json(row[0], ResultNight)
        return found

    def _of_run(self, run: RunRef) -> Mapping[RowKey, bytes]:
        if run.number not in self._runs:
            self._runs[run.number] = self._read(run)
        return self._runs[run.number]

    def _read(self, run: RunRef) -> Mapping[RowKey, bytes]:
        """What rows measured that went on with other values than they began with, by their place in the report."""
        pack = read_pack(self._connection, run.number, OWN)
        key = self._connection.execute("SELECT frame FROM runs WHERE id = ?", (run.number,)).fetchone()[0]
        if pack is None or key is None:
            return {}
        night = from_pack(pack, RunNight)
        if not night.rows:
            return {}
        frame = from_json(checked_body(self._connection, from_key(key)), Frame)
        controls = [self._number(control) for control, _ in frame.controls]
        subjects = [self._number(str(subject)) for subject, _ in frame.subjects]
        order = night.order
        if order is None:
            order = sorted(self._present(run, controls, subjects))
        wanted = dict(zip(night.rows, night.nights, strict=True))
        return {(controls[c], subjects[s]): wanted[row] for row, (c, s) in enumerate(order) if row in wanted}

    def _present(self, run: RunRef, controls: list[int], subjects: list[int]) -> list[tuple[int, int]]:
        by_control = {number: place for place, number in enumerate(controls)}
        by_subject = {number: place for place, number in enumerate(subjects)}
        rows = self._connection.execute(
            "SELECT control, subject FROM results WHERE series = ? AND first <= ? AND (last IS NULL OR last >= ?)",
            (run.series, run.number, run.number),
        )
        try:
            return [(by_control[control], by_subject[subject]) for control, subject in rows]
        except KeyError as error:
            raise msgspec.DecodeError("a row that the run's descriptions do not name") from error

    def _number(self, text: str) -> int:
        row = self._connection.execute("SELECT id FROM names WHERE text = ?", (to_name(text),)).fetchone()
        return -1 if row is None else int(row[0])


def _values(night: ResultNight, said: Said) -> Mapping[str, Scalar]:
    """What the result's own printing would give the sentence: the item's values, the part's, or those of all parts."""
    if said.part < 0:
        return {name: value for part in night for name, value in part.measured.items()}
    part: PartNight = night[said.part]
    return part.measured if said.item < 0 else part.items[said.item].measured
