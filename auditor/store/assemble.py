"""Records put together again: fact sets and outcomes, equal to what was recorded."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from auditor.errors import StoreError
from auditor.facts.base import FactSet
from auditor.model.evidence import ArtefactRef
from auditor.model.job import Capture, JobOutcome
from auditor.model.subject import SubjectRef
from auditor.model.words import message
from auditor.store.bodies import Digest, digest_of, from_key, read_body, to_key
from auditor.store.encoding import from_json, from_name, from_pack
from auditor.store.facttypes import codec, fact_type
from auditor.store.listing import read_listing
from auditor.store.packs import read_pack, read_volatile, writers_of
from auditor.store.protection import Protection
from auditor.store.record import (
    JOB,
    PART,
    SETS,
    AnyFactSet,
    CaptureFrame,
    CaptureNight,
    Night,
    RecordFrame,
    RefFrame,
    SetFrame,
    SetNight,
    SlotKind,
    SlotName,
)
from auditor.store.volatile import Told, volatile_of


@dataclass(frozen=True, kw_only=True)
class Record:
    """One writer's record of one run, as it lies in the tables."""

    run: int
    writer: str
    number: int
    """Of the writer."""
    frame: RecordFrame
    contents: Mapping[SlotName, Sequence[bytes]]
    night: Night
    refs: Mapping[tuple[str, int], ArtefactRef]

    @property
    def source(self) -> str:
        """The job, or the name of the sets, that it was recorded for."""
        return self.writer.removeprefix(PART).removeprefix(JOB).removeprefix(SETS)

    def sets(self) -> Iterator[AnyFactSet]:
        """Its fact sets, in the order recorded."""
        for (name, copy), night in zip(self.frame.sets, self.night.sets, strict=True):
            yield self._set(name, copy, night)

    def set_named(self, name: str, copy: int) -> AnyFactSet:
        """One of its fact sets."""
        return self._set(name, copy, self.night.sets[self.frame.sets.index((name, copy))])

    def set_frame(self, name: str, copy: int) -> SetFrame:
        """The frame of one of its fact sets."""
        return from_json(self.contents[SlotName(SlotKind.SET, name, copy)][0], SetFrame)

    def _set(self, name: str, copy: int, night: SetNight) -> AnyFactSet:
        frame = self.set_frame(name, copy)
        type_name, _, subject = name.partition(" ")
        kind = fact_type(type_name)
        contents = sorted(self.contents.get(SlotName(SlotKind.FACT, name, copy), ())) if frame.count else []
        if len(contents) != frame.count:
            raise msgspec.DecodeError(f"{name}: {len(contents)} facts of {frame.count}")
        facts = codec(kind).rebuild(contents, night.columns)
        if frame.order is not None:
            facts = [facts[position] for position in frame.order]
        return FactSet(
            type=kind,
            subject=SubjectRef.parse(subject),
            facts=tuple(facts),
            completeness=frame.completeness,
            reason=frame.reason,
            detail=frame.detail,
            basis=frame.basis,
            collected_at=self.night.times[night.time],
            artefacts=tuple(self.refs[slot] for slot in frame.refs),
        )

    def outcome(self, connection: sqlite3.Connection, protection: Protection | None) -> JobOutcome | None:
        """The job's outcome with the bytes of its captures; None for a record that comes from no job.

        Raises StoreError when bytes are pruned, altered, or encrypted under another key.
        """
        if self.night.outcome is None:
            return None
        volatile = self._volatile(connection, protection)
        return self._outcome(_Bytes(connection=connection, protection=protection, volatile=volatile))

    def outline(self) -> JobOutcome | None:
        """The job's outcome without the bytes and listings of its captures, for which no key is needed."""
        return self._outcome(None)

    def _outcome(self, bytes_of: "_Bytes | None") -> JobOutcome | None:
        night = self.night.outcome
        if night is None or self.frame.transport is None:
            return None
        captures = zip(self.frame.captures, self.night.captures, strict=True)
        return JobOutcome(
            job=self.source,
            target=self.frame.target,
            transport=self.frame.transport,
            started=self.night.times[night.started],
            finished=self.night.times[night.finished],
            captures=tuple(self._capture(bytes_of, name, copy, measured) for (name, copy), measured in captures),
            reason=self.frame.reason,
            detail=self.frame.detail,
            peer=self.frame.peer,
            attempts=night.attempts,
        )

    def volatile_number(self, digest: Digest) -> int | None:
        """The number of a volatile artefact that this record stored; None when there is none of that digest."""
        key = to_key(digest)
        numbers = (n for n, (found, _) in enumerate(volatile_of(self.night)) if found == key)
        return next(numbers, None)

    def volatile(self, connection: sqlite3.Connection, protection: Protection | None, number: int) -> bytes:
        """The bytes of a volatile artefact, held against their digest. Raises StoreError."""
        return _held(self._volatile(connection, protection), number)

    def _volatile(self, connection: sqlite3.Connection, protection: Protection | None) -> "_Volatile":
        told = volatile_of(self.night)
        if self.night.bodies or not told:
            return _Volatile(told=told, bodies=self.night.bodies)
        return _Volatile(told=told, bodies=read_volatile(connection, self.run, self.number, protection))

    def _capture(self, bytes_of: "_Bytes | None", name: str, copy: int, night: CaptureNight) -> Capture:
        frame = from_json(self.contents[SlotName(SlotKind.CAPTURE, name, copy)][0], CaptureFrame)
        collector, _, command = name.partition("/")
        output, digest = b"", frame.digest
        if frame.volatile and night.body >= 0:
            digest = from_key(volatile_of(self.night)[night.body][0])
            output = b"" if bytes_of is None else _held(bytes_of.volatile, night.body)
        elif digest and bytes_of is not None:
            output = bytes_of.stable(digest)
        return Capture(
            collector=collector,
            command=command,
            status=frame.status,
            exit_code=frame.exit_code,
            output=output,
            errors=night.errors if frame.volatile else frame.errors,
            digest=digest,
            volatile=frame.volatile,
            redactions=frame.redactions,
            argv=frame.argv,
            taken_at=None if night.time < 0 else self.night.times[night.time],
            files=read_listing(bytes_of.stable(frame.files)) if frame.files and bytes_of is not None else (),
        )


@dataclass(frozen=True, slots=True)
class _Volatile:
    """Volatile artefacts of one record: what is told of them, and their bytes (none when they were pruned)."""

    told: Told
    bodies: Sequence[bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bytes:
    """Where the bytes of captures come from."""

    connection: sqlite3.Connection
    protection: Protection | None
    volatile: _Volatile

    def stable(self, digest: Digest) -> bytes:
        return checked_body(self.connection, digest, self.protection)


def _held(volatile: _Volatile, number: int) -> bytes:
    digest = from_key(volatile.told[number][0])
    if not volatile.bodies:
        raise StoreError(message("store.artefact_pruned", digest=digest))
    if number >= len(volatile.bodies) or digest_of(volatile.bodies[number]) != digest:
        raise StoreError(message("store.artefact_altered", digest=digest))
    return volatile.bodies[number]


def checked_body(connection: sqlite3.Connection, digest: Digest, protection: Protection | None = None) -> bytes:
    """Stored bytes, held against their digest. Raises StoreError."""
    data = read_body(connection, digest, protection)
    if data is None:
        raise StoreError(message("store.no_artefact", digest=digest))
    if digest_of(data) != digest:
        raise StoreError(message("store.artefact_altered", digest=digest))
    return data


def read_record(
    connection: sqlite3.Connection,
    run: int,
    writer: int,
    kinds: Collection[SlotKind] = tuple(SlotKind),
) -> Record | None:
    """The record of a writer in a run; None when it was not recorded in it. Raises msgspec.DecodeError.

    ``kinds`` can leave out facts, sets, references or captures that are not wanted.
    """
    data = read_pack(connection, run, writer)
    if data is None:
        return None
    night = from_pack(data, Night)
    contents: defaultdict[SlotName, list[bytes]] = defaultdict(list)
    rows = connection.execute(
        "SELECT s.kind, n.text, s.copy, f.content FROM slots s JOIN names n ON n.id = s.name "
        "JOIN spans v ON v.slot = s.id AND v.first <= :run AND (v.last IS NULL OR v.last >= :run) "
        "JOIN forms f ON f.id = v.form "
        "WHERE s.writer = :writer AND s.kind IN (SELECT value FROM json_each(:kinds))",
        {"run": run, "writer": writer, "kinds": json.dumps(list(kinds))},
    )
    for kind, name, copy, content in rows:
        contents[SlotName(SlotKind(kind), from_name(name), copy)].append(content)
    own = contents.get(SlotName(SlotKind.RECORD, "", 0))
    if not own:
        raise msgspec.DecodeError("a record has no frame")
    frame = from_json(own[0], RecordFrame)
    text = from_name(connection.execute("SELECT text FROM writers WHERE id = ?", (writer,)).fetchone()[0])
    try:
        return Record(
            run=run,
            writer=text,
            number=writer,
            frame=frame,
            contents=contents,
            night=night,
            refs=_references(frame, contents, night) if SlotKind.REF in kinds else {},
        )
    except (LookupError, ValueError) as error:
        raise msgspec.DecodeError("a record lacks a part") from error


def volatile_body(
    connection: sqlite3.Connection, run: int, digest: Digest, protection: Protection | None
) -> bytes | None:
    """A volatile artefact of a run, by its digest; None when the run recorded none such. Raises StoreError."""
    for writer, _ in writers_of(connection, run):
        record = read_record(connection, run, writer, (SlotKind.RECORD,))
        found = None if record is None else record.volatile_number(digest)
        if record is not None and found is not None:
            return record.volatile(connection, protection, found)
    return None


def _references(
    frame: RecordFrame, contents: Mapping[SlotName, Sequence[bytes]], night: Night
) -> dict[tuple[str, int], ArtefactRef]:
    found = {}
    told = volatile_of(night)
    for slot, measured in zip(frame.refs, night.refs, strict=True):
        stable = from_json(contents[SlotName(SlotKind.REF, *slot)][0], RefFrame)
        origin, apart, target = slot[0].partition("\n")
        digest, size = stable.digest, stable.size
        if stable.volatile:
            digest, size = measured.digest, measured.size
            if measured.body >= 0:
                key, size = told[measured.body]
                digest = from_key(key)
        found[slot] = ArtefactRef(
            origin=origin,
            target=target if apart else frame.target,
            digest=digest,
            size=size,
            collected_at=night.times[measured.time],
            stored=stable.stored,
            volatile=stable.volatile,
            redactions=stable.redactions,
        )
    return found
