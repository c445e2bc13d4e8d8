"""Results: every night's root, and which row it is when one does not match."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from auditor.seal.dictionary import Dictionary
from auditor.seal.differences import Change, Differences
from auditor.seal.events import ResultRow, result_events
from auditor.seal.findings import Findings, Mismatch
from auditor.seal.manifest import NewRow
from auditor.seal.manifests import Manifests
from auditor.seal.recorded import Recording
from auditor.seal.sections import ResultTrees
from auditor.seal.statements import RunStatement, Section
from auditor.seal.tables import Reader
from auditor.store.encoding import from_json, from_name

AREA = "results"

_COLUMNS = ("state", "class", "reason", "satisfied")


class _Item(msgspec.Struct):
    key: str
    state: str


class _Part(msgspec.Struct):
    items: tuple[_Item, ...] = ()


class _Form(msgspec.Struct):
    state: str
    parts: tuple[_Part, ...] = ()


@dataclass(kw_only=True)
class ResultCheck:
    """Checks results against what runs' statements say."""

    reader: Reader
    held: Dictionary
    sealed: dict[int, RunStatement]
    manifests: Manifests
    findings: Findings
    _states: tuple[int, dict[int, str]] = field(default_factory=lambda: (0, {}))
    """A run, and the sealed states of the rows that began in it."""

    def check(self, runs: Sequence[int], ticked: Callable[[], None], *, alone: bool) -> None:
        """Hold the root of each of these runs against its statement; ``alone``: and look at nothing else."""
        strays = self._look_at(runs) if alone else self._fold(runs, ticked)
        if strays or any(mismatch.area == AREA for mismatch in self.findings.mismatches):
            self._name_rows()
        self._name_forms()
        self._check_columns()

    def _look_at(self, runs: Sequence[int]) -> bool:
        """One run by itself; what its rows say of other runs is not looked at."""
        recording = Recording(self.reader, self.held.runs, self.held.members)
        for run in runs:
            self._compare(run, recording.results_of(self.held.runs[run]))
        return False

    def _fold(self, runs: Sequence[int], ticked: Callable[[], None]) -> bool:
        """All runs, with the rows folded over the nights. Says whether rows began or ended where none can."""
        nights = ResultTrees()
        events = result_events(self.reader, self.held)
        wanted = frozenset(runs)
        for night in events:
            run = self.held.runs[night.run]
            trees = nights if run.series == 0 else ResultTrees()
            for row in night.ended:
                trees.remove(*self._leaf(row, self.held.run_name(row.first)))
            since = self.held.run_name(night.run)
            for row in night.begun:
                trees.add(*self._leaf(row, since))
            if night.run in wanted:
                ticked()
                self._compare(night.run, trees.section() if run.is_finished else None)
        return bool(events.strays)

    def _compare(self, run: int, found: Section | None) -> None:
        sealed = self.sealed[run].results
        if found != sealed:
            counts = (section.count if section else 0 for section in (sealed, found))
            self.findings.mismatches.add(Mismatch(AREA, run, *counts))

    def _leaf(self, row: ResultRow, since: str) -> tuple[str, str, bytes, bytes, str]:
        _, _, _, _, control, subject, form, night = row
        names, digests = self.held.names, self.held.digests
        return (
            names.get(control, ""),
            names.get(subject, ""),
            digests.get(form) or b"",
            digests.get(night) or b"",
            since,
        )

    def _name_rows(self) -> None:
        """Hold every night's rows against its manifest."""
        found: Differences[NewRow, ResultRow] = Differences()
        events = result_events(self.reader, self.held)
        for night in events:
            manifest = self.manifests.of(night.run)
            if manifest is not None:
                found.begun(night.run, manifest.rows_begun, night.begun)
                found.ended(night.run, manifest.rows_ended, night.ended)
        for stray in events.strays:
            found.stray(stray, begins=events.begins(stray))
        for change in found.changes():
            self._tell(change)

    def _tell(self, change: Change[NewRow, ResultRow]) -> None:
        sealed, found = change.sealed, change.found
        newest = max(self.sealed, default=0)
        if sealed is None and found is None:
            self._tell_period(change, newest)
            return
        if sealed is None and found is not None:
            last = found.last if found.last is not None and found.last >= found.first else newest
            self.findings.inserted("row", found.first, last, **self._named(found), state=self._state(found.form))
            return
        if sealed is None:
            return
        last = newest if change.sealed_last is None else change.sealed_last
        if found is None:
            self.findings.removed("row", change.first, last, **self._named(sealed), state=sealed.state)
        elif found.series != (run.series if (run := self.held.runs.get(change.first)) else 0):
            self.findings.altered("row_series", change.first, last, **self._named(sealed))
        elif self._named(found) != self._named(sealed):
            other = self._named(found)
            given = {"other_control": other["control"], "other_subject": other["subject"]}
            self.findings.altered("row_moved", change.first, last, **self._named(sealed), **given)
        elif found.form != sealed.form:
            self._tell_form(change, sealed, found, last)
        elif found.night != sealed.night:
            self.findings.altered("row_measured", change.first, last, **self._named(sealed))
        else:
            self._tell_period(change, newest, begun=(change.first, found.first))

    def _tell_form(self, change: Change[NewRow, ResultRow], sealed: NewRow, found: ResultRow, last: int) -> None:
        state = self._state(found.form)
        named = self._named(sealed)
        if state != sealed.state:
            self.findings.altered("row_state", change.first, last, **named, sealed=sealed.state, found=state)
            return
        items = self._items(sealed.form, found.form)
        if items:
            self.findings.altered("row_items", change.first, last, **named, items=items, state=state)
        else:
            self.findings.altered("row_content", change.first, last, **named, state=state)

    def _tell_period(self, change: Change[NewRow, ResultRow], newest: int, begun: tuple[int, int] = (0, 0)) -> None:
        row = self._row(change.id)
        ends = [newest if end is None else end for end in (change.sealed_last, change.found_last)]
        if row is None:
            return
        # A row says since when it stands, so that another beginning concerns all its nights.
        first = min(begun) if begun[0] != begun[1] else min(min(ends) + 1, newest)
        last = max(*ends, *begun)
        name = self.findings.name
        self.findings.altered(
            "row_period",
            self._run_from(first),
            last,
            **self._named(row),
            sealed_first=name(begun[0] or row.first) or "—",
            found_first=name(row.first) or "—",
            sealed_last=name(change.sealed_last) or "—",
            found_last=name(change.found_last) or "—",
        )

    def _run_from(self, number: int) -> int:
        """The first run from a number on."""
        return next((run for run in self.held.order if run >= number), number)

    def _name_forms(self) -> None:
        """Rows that rest on a form that is not what was sealed."""
        newest = max(self.sealed, default=0)
        for form in sorted(self.held.misfits):
            query = (
                "SELECT id, first, last, series, control, subject, form, night, state FROM results "
                "WHERE form = ? OR night = ? ORDER BY first, id"
            )
            for *cells, state in self.reader.rows("results", query, "iiIiiiiit", (form, form)):
                row = ResultRow(*cells)
                if row.first > newest:
                    continue
                last = newest if row.last is None else row.last
                self.held.told.add(form)
                how = self.findings.altered if self.held.digests.get(form) else self.findings.removed
                if row.form != form:
                    how("row_measured", row.first, last, **self._named(row))
                    continue
                sealed, found = self._sealed_state(row) or state, self._state(form)
                if found in (sealed, "—"):
                    how("row_content", row.first, last, **self._named(row), state=sealed)
                else:
                    how("row_state", row.first, last, **self._named(row), sealed=sealed, found=found)

    def _sealed_state(self, row: ResultRow) -> str:
        """What the manifest of a row's first run says of it; empty where there is none."""
        if self._states[0] != row.first:
            manifest = self.manifests.of(row.first)
            rows = () if manifest is None else manifest.rows_begun
            self._states = (row.first, {new.id: new.state for new in rows})
        return self._states[1].get(row.id, "")

    def _check_columns(self) -> None:
        """The columns beside a form say again what it says."""
        verdicts, misfits = self.held.verdicts, self.held.misfits
        newest = max(self.sealed, default=0)
        query = (
            "SELECT id, first, last, series, control, subject, form, night, state, class, reason, satisfied "
            "FROM results"
        )
        for cells in self.reader.rows("results", query, "iiIiiiiittti"):
            said = verdicts.get(cells[6])
            if said is None or said == cells[8:] or cells[1] > newest or cells[6] in misfits:
                continue
            row = ResultRow(*cells[:8])
            last = newest if row.last is None else row.last
            for column, sealed, found in zip(_COLUMNS, said, cells[8:], strict=True):
                if sealed != found:
                    given = {"column": column, "sealed": str(sealed), "found": str(found)}
                    self.findings.altered("row_column", row.first, last, **self._named(row), **given)

    def _row(self, number: int) -> ResultRow | None:
        query = "SELECT id, first, last, series, control, subject, form, night FROM results WHERE id = ?"
        return next((ResultRow(*row) for row in self.reader.rows("results", query, "iiIiiiii", (number,))), None)

    def _named(self, row: NewRow | ResultRow) -> dict[str, str]:
        names = self.held.names
        return {
            "control": from_name(names.get(row.control, f"#{row.control}")),
            "subject": from_name(names.get(row.subject, f"#{row.subject}")),
        }

    def _state(self, form: int) -> str:
        content = self._content(form)
        return "—" if content is None else content.state

    def _items(self, sealed: int, found: int) -> tuple[str, ...]:
        """Keys of the items that differ between two forms."""
        before, after = (dict(self._pairs(form)) for form in (sealed, found))
        return tuple(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))

    def _pairs(self, form: int) -> Iterator[tuple[str, str]]:
        content = self._content(form)
        for part in () if content is None else content.parts:
            for item in part.items:
                yield item.key, item.state

    def _content(self, form: int) -> _Form | None:
        query = "SELECT id, content FROM forms WHERE id = ?"
        for _, content in self.reader.rows("forms", query, "ib", (form,)):
            try:
                return from_json(content, _Form)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return None
        return None
