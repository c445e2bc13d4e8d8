"""What rows are resolved by: runs, texts, slots, the digests of forms, and who recorded in which run."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

import msgspec

from auditor.seal.sections import slot_prefix
from auditor.seal.tables import (
    Digests,
    Members,
    Reader,
    RunRow,
    SlotRow,
    read_forms,
    read_members,
    read_runs,
    read_slots,
    read_texts,
)
from auditor.store.encoding import from_json

Said: TypeAlias = tuple[str, str, str, int]
"""State, class, reason and whether the row is satisfied."""


class _Said(msgspec.Struct):
    state: str
    finding_class: str
    reason: str | None = None
    satisfied: bool = False


@dataclass(kw_only=True)
class Dictionary:
    """Everything that is read once, whole."""

    runs: Mapping[int, RunRow]
    names: Mapping[int, str]
    writers: Mapping[int, str]
    slots: Mapping[int, SlotRow]
    digests: Digests
    members: Members
    misfits: set[int]
    """Forms whose digest is not that of their content, or that are not what was sealed."""
    verdicts: Mapping[int, "Said"]
    """What forms of results say that columns say again; of those whose content can be read."""
    told: set[int] = field(default_factory=set)
    """Misfits of which it was told where they are used."""
    _prefixes: dict[int, bytes] = field(default_factory=dict)

    def run_name(self, run: int) -> str:
        """The name of a run as leaves write it."""
        found = self.runs.get(run)
        return "" if found is None else found.name

    def prefix(self, slot: int) -> bytes | None:
        """The beginning of a slot's leaves; None when the slot, its writer or its name is missing."""
        found = self._prefixes.get(slot)
        if found is None:
            row = self.slots.get(slot)
            if row is None:
                return None
            writer, kind, name, copy = row
            if writer not in self.writers or name not in self.names:
                return None
            found = slot_prefix(self.writers[writer], kind, self.names[name], copy)
            self._prefixes[slot] = found
        return found

    @cached_property
    def order(self) -> list[int]:
        """Numbers of all runs."""
        return list(self.runs)

    @cached_property
    def nights(self) -> list[int]:
        """Numbers of finished nights."""
        return [run.id for run in self.runs.values() if run.is_finished and run.is_night]

    def night_after(self, run: int) -> int | None:
        """The finished night after a run."""
        at = bisect_right(self.nights, run)
        return self.nights[at] if at < len(self.nights) else None

    def recorded_after(self, run: int, writer: int) -> int | None:
        """The next run after one that recorded a writer."""
        for at in range(bisect_right(self.order, run), len(self.order)):
            if self.members.has(self.order[at], writer):
                return self.order[at]
        return None


def read_dictionary(reader: Reader, ticked: Callable[[], None]) -> Dictionary:
    """Read it; every form's content is held against its digest."""
    digests, misfits = Digests(), set[int]()
    results = {form for (form,) in reader.rows("results", "SELECT DISTINCT form FROM results", "i")}
    verdicts: dict[int, Said] = {}
    kept: dict[Said, Said] = {}
    for form in read_forms(reader):
        if sha256(form.content).digest() != form.digest:
            misfits.add(form.id)
        elif form.id in results:
            said = _said(form.content)
            if said is not None:
                verdicts[form.id] = kept.setdefault(said, said)
        digests.put(form.id, form.digest)
    digests.close()
    ticked()
    return Dictionary(
        runs=read_runs(reader),
        names=read_texts(reader, "names"),
        writers=read_texts(reader, "writers"),
        slots=read_slots(reader),
        digests=digests,
        members=read_members(reader),
        misfits=misfits,
        verdicts=verdicts,
    )


def _said(content: bytes) -> Said | None:
    try:
        found = from_json(content, _Said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found.state, found.finding_class, found.reason or "", int(found.satisfied)
