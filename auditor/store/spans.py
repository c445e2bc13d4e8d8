"""Validity rows of records: what is unchanged is not touched."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from auditor.model.terms import Completeness
from auditor.store.bodies import Digest, pruned_among, write_body
from auditor.store.dissect import Dissected
from auditor.store.encoding import from_json, from_name
from auditor.store.interning import Forms, Names
from auditor.store.packs import runs_of, write_pack
from auditor.store.protection import Protection
from auditor.store.record import SetFrame, SlotKind, SlotName
from auditor.store.stable import RECORD


@dataclass(frozen=True, slots=True)
class _Span:
    id: int
    form: int
    first: int
    content: bytes


_Held = Mapping[int, Sequence[_Span]]
"""Open spans by slot."""


class _Digests(msgspec.Struct):
    """The digests in the frame of a reference or capture."""

    digest: Digest = ""
    files: Digest = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordWriter:
    """Writes one writer's record into the newest run."""

    connection: sqlite3.Connection
    names: Names
    forms: Forms
    run: int
    writer: int
    protection: Protection | None

    def write(self, record: Dissected) -> bool:
        """Record it. Returns False when nothing but the measured has changed."""
        slots = self._slots()
        changed = not self._unchanged(slots, record)
        if changed:
            held = self._open_spans()
            versions = _versions(record, slots, held)
            for digest in record.bodies:
                self._write_body(record, digest, versions.get(digest))
            self._write_spans(record, slots, held)
        else:
            # A target that comes back after years finds its artefacts pruned, though it is as it was.
            for digest in pruned_among(self.connection, record.bodies):
                self._write_body(record, digest)
        write_pack(self.connection, self.run, self.writer, record.night, record.volatile, self.protection)
        return changed

    def _write_body(self, record: Dissected, digest: Digest, earlier: Digest | None = None) -> None:
        data = record.bodies[digest]
        write_body(self.connection, digest, data, run=self.run, protection=self.protection, earlier=earlier)

    def _slots(self) -> dict[SlotName, int]:
        rows = self.connection.execute(
            "SELECT s.id, s.kind, n.text, s.copy FROM slots s JOIN names n ON n.id = s.name WHERE s.writer = ?",
            (self.writer,),
        )
        return {SlotName(SlotKind(kind), from_name(text), copy): number for number, kind, text, copy in rows}

    def _unchanged(self, slots: Mapping[SlotName, int], record: Dissected) -> bool:
        row = self.connection.execute(
            "SELECT f.content FROM spans v JOIN forms f ON f.id = v.form WHERE v.slot = ? AND v.last IS NULL",
            (slots.get(RECORD, 0),),
        ).fetchone()
        return row is not None and row[0] == record.entries[RECORD][0]

    def _open_spans(self) -> _Held:
        held: defaultdict[int, list[_Span]] = defaultdict(list)
        rows = self.connection.execute(
            "SELECT v.slot, v.id, v.form, v.first, f.content FROM slots s "
            "JOIN spans v ON v.slot = s.id AND v.last IS NULL JOIN forms f ON f.id = v.form WHERE s.writer = ?",
            (self.writer,),
        )
        for slot, *span in rows:
            held[slot].append(_Span(*span))
        return held

    def _write_spans(self, record: Dissected, slots: dict[SlotName, int], held: _Held) -> None:
        ended: list[_Span] = []
        begun: list[tuple[int, int, int]] = []
        for slot, contents in record.entries.items():
            number = slots.get(slot)
            if number is None:
                number = slots[slot] = self._new_slot(slot)
            spans: defaultdict[int, list[_Span]] = defaultdict(list)
            for span in held.get(number, ()):
                spans[span.form].append(span)
            for content in contents:
                form = self.forms.make(self.connection, content)
                if spans[form]:
                    spans[form].pop()
                else:
                    begun.append((number, form, self.run))
            ended += [span for rest in spans.values() for span in rest]
        paused = _paused(record)
        for slot, number in slots.items():
            if slot not in record.entries and slot not in paused:
                ended += held.get(number, ())
        self._end(ended)
        self.connection.executemany("INSERT INTO spans (slot, form, first) VALUES (?, ?, ?)", begun)

    def _new_slot(self, slot: SlotName) -> int:
        cursor = self.connection.execute(
            "INSERT INTO slots (writer, kind, name, copy) VALUES (?, ?, ?, ?)",
            (self.writer, slot.kind.value, self.names.make(self.connection, slot.name), slot.copy),
        )
        return cursor.lastrowid or 0

    def _end(self, spans: Sequence[_Span]) -> None:
        """Close spans at the writer's run before this one. A span of this very run was replaced: nothing is left."""
        closing = [span.id for span in spans if span.first < self.run]
        if closing:
            last = next(runs_of(self.connection, self.writer, self.run), None)
            if last is None:
                raise msgspec.DecodeError("entries of a writer that no run recorded")
            self.connection.executemany(
                "UPDATE spans SET last = ? WHERE id = ?", [(last, number) for number in closing]
            )
        dropped = [(span.id,) for span in spans if span.first >= self.run]
        self.connection.executemany("DELETE FROM spans WHERE id = ?", dropped)


def _paused(record: Dissected) -> frozenset[SlotName]:
    """Slots of facts whose set is absent: nobody saw them change, so their spans go on."""
    return frozenset(
        SlotName(SlotKind.FACT, slot.name, slot.copy)
        for slot, contents in record.entries.items()
        if slot.kind is SlotKind.SET and from_json(contents[0], SetFrame).completeness is Completeness.ABSENT
    )


def _versions(record: Dissected, slots: Mapping[SlotName, int], held: _Held) -> dict[Digest, Digest]:
    """For each new digest, the one that the same artefact had before."""
    found: dict[Digest, Digest] = {}
    for slot, contents in record.entries.items():
        spans = held.get(slots.get(slot, 0), ())
        if slot.kind not in (SlotKind.REF, SlotKind.CAPTURE) or not spans or spans[0].content == contents[0]:
            continue
        before, now = (from_json(content, _Digests) for content in (spans[0].content, contents[0]))
        found[now.digest] = before.digest
        found[now.files] = before.files
    return found
