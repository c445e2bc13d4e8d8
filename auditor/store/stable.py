"""What stays of a record, as one digest: whoever holds the frame's form can prove every entry of the record."""

import hashlib
from collections.abc import Mapping, Sequence

from auditor.store.bodies import Digest
from auditor.store.encoding import from_json, to_json
from auditor.store.record import CaptureFrame, RecordFrame, RefFrame, SetFrame, SlotKind, SlotName

Entries = Mapping[SlotName, Sequence[bytes]]
"""Contents by slot. A fact's slot holds all facts of its set, sorted; the others hold one."""

RECORD = SlotName(SlotKind.RECORD, "", 0)
"""The slot of a record's own frame."""


def stable_digest(entries: Entries, bodies: set[Digest]) -> str:
    """SHA-256 (hexadecimal) over every entry but the record's own frame, and the digests of all stable bodies."""
    found = hashlib.sha256()
    for slot, contents in sorted(entries.items(), key=_by_slot):
        if slot != RECORD:
            for part in (to_json(slot), *contents):
                found.update(len(part).to_bytes(8, "big"))
                found.update(part)
    found.update(to_json(sorted(bodies)))
    return found.hexdigest()


def named_bodies(entries: Entries) -> set[Digest]:
    """The digests of stable bodies that references and captures name."""
    found: set[Digest] = set()
    for slot, contents in entries.items():
        if slot.kind is SlotKind.REF:
            ref = from_json(contents[0], RefFrame)
            found.add(ref.digest if ref.stored else "")
        elif slot.kind is SlotKind.CAPTURE:
            capture = from_json(contents[0], CaptureFrame)
            found |= {capture.digest, capture.files}
    return found - {""}


def bodies_of(frame: RecordFrame, entries: Entries) -> set[Digest]:
    """The digests of all stable bodies of a record."""
    return (named_bodies(entries) | {digest for _, digest in frame.files} | {*frame.bodies}) - {*frame.lacking}


def recomputed(entries: Entries) -> str | None:
    """`RecordFrame.stable` made anew from what the tables hold of one record in one run.

    ``entries`` must hold the record's own frame. Facts of a set that is absent (their spans go on) are left out. None
    when it cannot be made: 0.1.0 recorded inventory and policies without listing their files, yet their digests count.
    Raises msgspec.DecodeError when an entry is none.
    """
    frame = from_json(entries[RECORD][0], RecordFrame)
    if frame.transport is None and not frame.listed:
        return None
    counts = {
        (slot.name, slot.copy): from_json(contents[0], SetFrame).count
        for slot, contents in entries.items()
        if slot.kind is SlotKind.SET
    }
    held = {
        slot: sorted(contents) if slot.kind is SlotKind.FACT else contents
        for slot, contents in entries.items()
        if slot.kind is not SlotKind.FACT or counts.get((slot.name, slot.copy), 1)
    }
    return stable_digest(held, bodies_of(frame, held))


def _by_slot(entry: tuple[SlotName, Sequence[bytes]]) -> tuple[SlotKind, str, int]:
    # Not `astuple`: copying every name deeply took half of a whole audit.
    return entry[0].kind, entry[0].name, entry[0].copy
