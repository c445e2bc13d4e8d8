"""Outcomes and fact sets taken apart into what stays and what a night measured."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from auditor.model.evidence import ArtefactRef
from auditor.model.job import Capture, JobOutcome
from auditor.store.bodies import Digest, digest_of
from auditor.store.encoding import to_json, to_pack
from auditor.store.facttypes import codec
from auditor.store.listing import write_listing
from auditor.store.record import (
    AnyFactSet,
    CaptureFrame,
    CaptureNight,
    Night,
    OutcomeNight,
    RecordFrame,
    RefFrame,
    RefNight,
    SetFrame,
    SetNight,
    SlotKind,
    SlotName,
    ref_name,
    set_name,
)
from auditor.store.stable import RECORD, named_bodies, stable_digest
from auditor.store.volatile import told_of


@dataclass(frozen=True, kw_only=True)
class Dissected:
    """A record, ready for the tables."""

    entries: Mapping[SlotName, Sequence[bytes]]
    """Contents by slot. A fact's slot holds all facts of its set, sorted; the others hold one. The record's own slot
    covers all others and the bodies by a digest."""
    bodies: Mapping[Digest, bytes]
    """Stable bytes, by digest."""
    night: bytes
    volatile: Sequence[bytes]
    """Volatile bytes, in the order of `Night.volatile`."""


def dissect(
    own: str,
    outcome: JobOutcome | None,
    artefacts: Mapping[Digest, bytes],
    sets: Sequence[AnyFactSet],
    files: Mapping[str, Digest] = MappingProxyType({}),
) -> Dissected:
    """Take a record apart. ``own`` is the target that its references mostly speak of.

    ``files`` names the paths of artefacts. Raises ValueError when bytes and their digest disagree, and when a path's
    digest is none of the artefacts'.
    """
    taken = outcome.captures if outcome else ()
    work = _Dissection(own=own, available=_available(artefacts, taken))
    captures = tuple(work.capture(capture) for capture in taken)
    frames = tuple(work.fact_set(found) for found in sets)
    for path, digest in files.items():
        if digest not in artefacts:
            raise ValueError(f"the file {path} has a digest of no artefact")
    for digest, data in artefacts.items():
        if digest not in work.volatile or digest in files.values():
            work.bodies[digest] = data
    named = named_bodies(work.entries) | {*files.values()}
    frame = RecordFrame(
        stable=stable_digest(work.entries, {*work.bodies}),
        sets=frames,
        refs=tuple(work.refs.values()),
        captures=captures,
        target=own,
        files=tuple(sorted(files.items())),
        bodies=tuple(sorted({*work.bodies} - named)),
        lacking=tuple(sorted(named - {*work.bodies})),
        listed=outcome is None,
    )
    times = None
    if outcome is not None:
        frame.transport, frame.reason, frame.detail = outcome.transport, outcome.reason, outcome.detail
        frame.peer = outcome.peer
        times = OutcomeNight(work.time(outcome.started), work.time(outcome.finished), outcome.attempts)
    work.put(RECORD, to_json(frame))
    night = Night(
        times=list(work.times),
        outcome=times,
        sets=work.set_nights,
        refs=work.ref_nights,
        captures=work.capture_nights,
        bodies=[],
        volatile=told_of(work.volatile.values()),
    )
    return Dissected(
        entries=work.entries, bodies=work.bodies, night=to_pack(night), volatile=list(work.volatile.values())
    )


def _available(artefacts: Mapping[Digest, bytes], captures: Iterable[Capture]) -> dict[Digest, bytes]:
    """All bytes of a record by digest, each held against it."""
    available = dict(artefacts)
    for capture in captures:
        if capture.digest:
            available[capture.digest] = capture.output
        elif capture.output:
            raise ValueError(f"the capture {capture.command} has an output but no digest")
    for digest, data in available.items():
        if digest_of(data) != digest:
            raise ValueError(f"{digest} is not the digest of the bytes given with it")
    return available


@dataclass(kw_only=True)
class _Dissection:
    own: str
    available: Mapping[Digest, bytes]
    entries: dict[SlotName, Sequence[bytes]] = field(default_factory=dict)
    bodies: dict[Digest, bytes] = field(default_factory=dict)
    volatile: dict[Digest, bytes] = field(default_factory=dict)
    numbers: dict[Digest, int] = field(default_factory=dict)
    times: dict[datetime, int] = field(default_factory=dict)
    refs: dict[ArtefactRef, tuple[str, int]] = field(default_factory=dict)
    set_nights: list[SetNight] = field(default_factory=list)
    ref_nights: list[RefNight] = field(default_factory=list)
    capture_nights: list[CaptureNight] = field(default_factory=list)
    copies: Counter[tuple[SlotKind, str]] = field(default_factory=Counter)

    def time(self, moment: datetime) -> int:
        return self.times.setdefault(moment, len(self.times))

    def slot(self, kind: SlotKind, name: str) -> SlotName:
        copy = self.copies[kind, name]
        self.copies[kind, name] += 1
        return SlotName(kind, name, copy)

    def put(self, slot: SlotName, content: bytes) -> tuple[str, int]:
        self.entries[slot] = [content]
        return slot.name, slot.copy

    def apart(self, digest: Digest, data: bytes) -> int:
        """The number of a volatile artefact."""
        if digest not in self.volatile:
            self.numbers[digest] = len(self.volatile)
            self.volatile[digest] = data
        return self.numbers[digest]

    def keep(self, digest: Digest) -> None:
        """Store bytes as stable ones, where there are any."""
        if digest in self.available:
            self.bodies[digest] = self.available[digest]

    def capture(self, capture: Capture) -> tuple[str, int]:
        frame = CaptureFrame(
            status=capture.status,
            exit_code=capture.exit_code,
            volatile=capture.volatile,
            redactions=capture.redactions,
            argv=capture.argv,
        )
        night = CaptureNight() if capture.taken_at is None else CaptureNight(self.time(capture.taken_at))
        if capture.volatile:
            night.errors = capture.errors
            if capture.digest:
                night.body = self.apart(capture.digest, capture.output)
        else:
            frame.digest, frame.errors = capture.digest, capture.errors
            self.keep(capture.digest)
        if capture.files:
            listing = write_listing(capture.files)
            frame.files = digest_of(listing)
            self.bodies[frame.files] = listing
        self.capture_nights.append(night)
        return self.put(self.slot(SlotKind.CAPTURE, f"{capture.collector}/{capture.command}"), to_json(frame))

    def reference(self, ref: ArtefactRef) -> tuple[str, int]:
        known = self.refs.get(ref)
        if known is not None:
            return known
        frame = RefFrame(stored=ref.stored, volatile=ref.volatile, redactions=ref.redactions)
        night = RefNight(self.time(ref.collected_at))
        if not ref.volatile:
            frame.digest, frame.size = ref.digest, ref.size
            self.keep(ref.digest)
        elif ref.digest in self.available and len(self.available[ref.digest]) == ref.size:
            night.body = self.apart(ref.digest, self.available[ref.digest])
        else:
            night.digest, night.size = ref.digest, ref.size
        self.ref_nights.append(night)
        slot = self.slot(SlotKind.REF, ref_name(ref.origin, ref.target, self.own))
        self.refs[ref] = self.put(slot, to_json(frame))
        return self.refs[ref]

    def fact_set(self, found: AnyFactSet) -> tuple[str, int]:
        refs = tuple(self.reference(ref) for ref in found.artefacts)
        volatile = {ref.origin for ref in found.artefacts if ref.volatile}
        kind = codec(found.type)
        contents = [kind.content(fact, volatile) for fact in found.facts]
        ranks = sorted(range(len(contents)), key=contents.__getitem__)
        order: tuple[int, ...] | None = None
        if any(rank != number for number, rank in enumerate(ranks)):
            places = [0] * len(ranks)
            for position, number in enumerate(ranks):
                places[number] = position
            order = tuple(places)
        columns = kind.columns([found.facts[number] for number in ranks], volatile) if contents else {}
        self.set_nights.append(SetNight(self.time(found.collected_at), columns))
        frame = SetFrame(
            completeness=found.completeness,
            basis=found.basis,
            reason=found.reason,
            detail=found.detail,
            count=len(contents),
            order=order,
            refs=refs,
        )
        name = set_name(found.type.__name__, found.subject)
        slot = self.slot(SlotKind.SET, name)
        if contents:
            self.entries[SlotName(SlotKind.FACT, name, slot.copy)] = [contents[number] for number in ranks]
        return self.put(slot, to_json(frame))
