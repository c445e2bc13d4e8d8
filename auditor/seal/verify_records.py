"""Records: what began and ended in them, by the log; and whose frames each run recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import msgspec

from auditor.seal.dictionary import Dictionary
from auditor.seal.differences import Change, Differences
from auditor.seal.events import Entry, Events, Night, entry_events
from auditor.seal.findings import Findings, Mismatch
from auditor.seal.manifest import NewSpan
from auditor.seal.manifests import Manifests
from auditor.seal.merkle import Log
from auditor.seal.origins import Origins, source_of
from auditor.seal.recorded import entry_hashes
from auditor.seal.sections import RECORD, RecordTrees, begun_leaf, ended_leaf
from auditor.seal.statements import Entries, RunStatement
from auditor.seal.tables import Reader
from auditor.store.encoding import from_json, from_name
from auditor.store.record import SlotKind

T = TypeVar("T", bound=msgspec.Struct)

ENTRIES = "entries"
RECORDS = "records"


class _Place(msgspec.Struct, frozen=True):
    origin: str = ""
    where: str = ""


class _Fact(msgspec.Struct):
    place: _Place = _Place()


class Named(NamedTuple):
    """An entry as a message names it."""

    code: str
    args: dict[str, str]


@dataclass(kw_only=True)
class RecordCheck:
    """Checks records against what runs' statements say."""

    reader: Reader
    held: Dictionary
    sealed: dict[int, RunStatement]
    manifests: Manifests
    findings: Findings
    origins: Origins
    _differences: Differences[NewSpan, Entry] = field(default_factory=Differences)
    _trees: RecordTrees = field(default_factory=RecordTrees)
    _log: Log = field(default_factory=Log)

    def check(self, runs: Sequence[int], ticked: Callable[[], None]) -> None:
        """Go along the log, and hold it and the frames of each of these runs against their statements."""
        wanted = frozenset(runs)
        events = entry_events(self.reader, self.held)
        for night in events:
            self._fold(night)
            statement = self.sealed.get(night.run)
            if statement is not None:
                self._check_log(night, statement.entries)
            if statement is not None and night.run in wanted:
                self._check_frames(night.run, statement)
                ticked()
        self._name(events)
        self._name_forms()

    def _fold(self, night: Night[Entry]) -> None:
        held = self.held
        leaves: list[bytes] = []
        for row in night.begun:
            prefix, form = held.prefix(row.slot), held.digests.get(row.form) or b""
            leaves.append(begun_leaf(prefix or b"[", form))
            if prefix is not None and held.slots[row.slot][1] == RECORD:
                self._trees.add(held.writers[held.slots[row.slot][0]], form)
        for row in night.ended:
            prefix, form = held.prefix(row.slot), held.digests.get(row.form) or b""
            last = held.run_name(row.last or 0)
            leaves.append(ended_leaf(prefix or b"[", form, held.run_name(row.first), last))
            if prefix is not None and held.slots[row.slot][1] == RECORD:
                self._trees.remove(held.writers[held.slots[row.slot][0]], form)
        self._log.extend(entry_hashes(leaves))

    def _check_log(self, night: Night[Entry], sealed: Entries) -> None:
        if self._log.size == sealed.count and self._log.root().hex() == sealed.root:
            return
        size = self._log.size
        self.findings.mismatches.add(Mismatch(ENTRIES, night.run, sealed.count, size))
        manifest = self.manifests.of(night.run)
        if manifest is not None:
            self._differences.begun(night.run, manifest.begun, night.begun)
            self._differences.ended(night.run, manifest.ended, night.ended)
        # From here on with what was sealed, so that the nights after it are judged by themselves.
        try:
            log = Log(sealed.count, [bytes.fromhex(peak) for peak in sealed.peaks])
        except ValueError:
            return
        if log.is_sound and log.root().hex() == sealed.root:
            self._log = log

    def _check_frames(self, run: int, statement: RunStatement) -> None:
        writers = self.held.writers
        names = sorted({writers[writer] for writer in self.held.members.of(run) if writer in writers})
        found = self._trees.sections(names)
        if found != statement.records:
            counts = (sum(s.count for s in several.values()) for several in (statement.records, found))
            self.findings.mismatches.add(Mismatch(RECORDS, run, *counts))

    def _name(self, events: Events[Entry]) -> None:
        for stray in events.strays:
            self._differences.stray(stray, begins=events.begins(stray))
        for change in self._differences.changes():
            self._tell(change)
        self.findings.explained |= {(ENTRIES, run) for run in self._differences.runs}

    def _tell(self, change: Change[NewSpan, Entry]) -> None:
        newest = max(self.sealed, default=0)
        sealed, found = change.sealed, change.found
        if sealed is None and found is None:
            row = self._row(change.id)
            if row is not None:
                self._tell_period(row, row.first, change, newest)
        elif sealed is None and found is not None:
            last = found.last if found.last is not None and found.last >= found.first else newest
            named = self._named(found)
            self.findings.inserted(named.code, found.first, last, **named.args)
        elif sealed is not None:
            last = newest if change.sealed_last is None else change.sealed_last
            named = self._named(sealed)
            if found is not None:
                self._explain(found)
            if found is None:
                self.findings.removed(named.code, change.first, last, **named.args)
            elif (found.slot, found.form) != (sealed.slot, sealed.form):
                self.findings.altered(named.code, change.first, last, **named.args)
            else:
                self._tell_period(found, change.first, change, newest)

    def _tell_period(self, row: Entry, first: int, change: Change[NewSpan, Entry], newest: int) -> None:
        """An entry that stands in other runs than those it was sealed in."""
        ends = [newest if end is None else end for end in (change.sealed_last, change.found_last)]
        at = min(first, row.first) if first != row.first else min(ends) + 1
        named = self._named(row)
        name = self.findings.name
        self.findings.altered(
            f"{named.code}_period",
            next((run for run in self.held.order if run >= at), at),
            max(*ends, first),
            **named.args,
            sealed_first=name(first) or "—",
            found_first=name(row.first) or "—",
            sealed_last=name(change.sealed_last) or "—",
            found_last=name(change.found_last) or "—",
        )

    def _name_forms(self) -> None:
        """Entries that rest on a form that is not what was sealed."""
        newest = max(self.sealed, default=0)
        for form in sorted(self.held.misfits):
            query = "SELECT id, first, last, slot, form FROM spans WHERE form = ? ORDER BY first, id"
            for cells in self.reader.rows("spans", query, "iiIii", (form,)):
                row = Entry(*cells)
                if row.first <= newest:
                    self._tell_form(row, newest)

    def _tell_form(self, row: Entry, newest: int) -> None:
        named = self._named(row)
        self.held.told.add(row.form)
        how = self.findings.altered if self.held.digests.get(row.form) else self.findings.removed
        how(named.code, row.first, newest if row.last is None else row.last, **named.args)
        self._explain(row)

    def _explain(self, row: Entry) -> None:
        """A row that was told is why the log does not match in the runs with which it began and ended."""
        slot = self.held.slots.get(row.slot)
        closing = None if slot is None or row.last is None else self.held.recorded_after(row.last, slot[0])
        self.findings.explained |= {(ENTRIES, row.first), (ENTRIES, closing or 0)}

    def _row(self, number: int) -> Entry | None:
        query = "SELECT id, first, last, slot, form FROM spans WHERE id = ?"
        return next((Entry(*row) for row in self.reader.rows("spans", query, "iiIii", (number,))), None)

    def _named(self, row: NewSpan | Entry) -> Named:
        """The entry in words: a fact of a subject, an artefact by its origin and target, and so on."""
        slot = self.held.slots.get(row.slot)
        if slot is None:
            return Named("entry", {"number": str(row.id)})
        number, slot_kind, name_number, _ = slot
        writer = self.held.writers.get(number, f"#{number}")
        name = from_name(self.held.names.get(name_number, f"#{name_number}"))
        kind, _, subject = name.partition(" ")
        origin, _, target = name.partition("\n")
        match slot_kind:
            case SlotKind.FACT:
                place = self._content(row.form, _Fact, _Fact()).place
                args = {"fact": kind, "subject": subject, "origin": place.origin or "—", "where": place.where or "—"}
                return Named("fact", args)
            case SlotKind.SET:
                return Named("fact_set", {"fact": kind, "subject": subject})
            case SlotKind.REF:
                return Named("reference", {"origin": origin, "target": target or self.origins.target(number)})
            case SlotKind.CAPTURE:
                return Named("capture", {"command": name, "target": self.origins.target(number)})
        return Named("record", {"source": source_of(writer)})

    def _content(self, form: int, kind: type[T], missing: T) -> T:
        for _, content in self.reader.rows("forms", "SELECT id, content FROM forms WHERE id = ?", "ib", (form,)):
            try:
                return from_json(content, kind)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                break
        return missing
