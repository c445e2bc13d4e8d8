"""One record: what one writer (a job, or a named source of sets) gave in one night, taken apart for the tables.

What stays from night to night becomes entries (forms in slots); what a night measured becomes its `Night`, packed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

import msgspec

from auditor.facts.base import FactSet
from auditor.model.job import CaptureStatus
from auditor.model.terms import Basis, Completeness, Reason, TransportKind
from auditor.model.words import Message

AnyFactSet: TypeAlias = FactSet[Any]

JOB = "job:"
"""Prefix of a writer's name that is a job's id."""
SETS = "sets:"
"""Prefix of a writer's name that `Store.record_sets` was given."""
PART = "part:"
"""Before these prefixes in an audit of a part: such a run has writers of its own, so that it closes no span of the
nights."""


class SlotKind(StrEnum):
    """What a slot holds."""

    RECORD = "record"
    SET = "set"
    FACT = "fact"
    REF = "ref"
    CAPTURE = "capture"


@dataclass(frozen=True, slots=True)
class SlotName:
    """A slot within its writer's record."""

    kind: SlotKind
    name: str
    """Of a set or fact ``<type> <subject>``; of a reference ``<origin>`` or ``<origin>\\n<target>``; of a capture
    ``<collector>/<command>``; of the record itself empty."""
    copy: int
    """Counts slots of the same kind and name from 0."""


class RecordFrame(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable frame of a record: the order of its parts, and what stays of the outcome."""

    stable: str
    """SHA-256 over everything stable in the record (`auditor.store.stable`): an equal one means that nothing is to be
    compared."""
    sets: tuple[tuple[str, int], ...] = ()
    refs: tuple[tuple[str, int], ...] = ()
    captures: tuple[tuple[str, int], ...] = ()
    target: str = ""
    transport: TransportKind | None = None
    """None for a record that comes from no job."""
    reason: Reason | None = None
    detail: Message | None = None
    peer: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Paths in the workspace and digests of the files behind the sets."""
    bodies: tuple[str, ...] = ()
    """Digests of further stable bodies: those that neither a reference, a capture nor ``files`` names."""
    lacking: tuple[str, ...] = ()
    """Digests that references name and whose bytes were not given."""
    listed: bool = False
    """True of a record from no job since ``files`` and ``bodies`` are kept; in 0.1.0 it may have bodies unnamed."""


class SetFrame(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable frame of a fact set."""

    completeness: Completeness
    basis: Basis
    reason: Reason | None = None
    detail: Message | None = None
    count: int = 0
    order: tuple[int, ...] | None = None
    """For each fact as recorded, its number among the facts sorted by stable form; None when that is the order."""
    refs: tuple[tuple[str, int], ...] = ()
    """Slots of the artefacts it rests on."""


class RefFrame(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable part of an artefact's reference. A volatile one's digest and size are the night's."""

    digest: str = ""
    size: int = 0
    stored: bool = True
    volatile: bool = False
    redactions: int = 0


class CaptureFrame(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable part of a capture. A volatile one's digest and error stream are the night's."""

    status: CaptureStatus
    exit_code: int | None = None
    digest: str = ""
    """Empty also where the capture's digest is; the output is then empty."""
    errors: bytes = b""
    volatile: bool = False
    redactions: int = 0
    argv: tuple[str, ...] = ()
    files: str = ""
    """Digest of the listing in `auditor.store.listing`'s form; empty when there are no files."""


class SetNight(msgspec.Struct, array_like=True):
    """What a night measured of a set."""

    time: int
    columns: Mapping[str, list[Any] | str]
    """By measured field, in the order of the stable forms (`auditor.store.columns`)."""


class RefNight(msgspec.Struct, array_like=True):
    """What a night measured of a reference."""

    time: int
    body: int = -1
    """Of a volatile artefact that is stored, its number in `Night.volatile`; -1 when it is not stored."""
    digest: str = ""
    """Of a volatile artefact that is not stored."""
    size: int = 0


class CaptureNight(msgspec.Struct, array_like=True):
    """What a night measured of a capture."""

    time: int = -1
    """-1 for none."""
    body: int = -1
    """Of a volatile one with an output, its number in `Night.volatile`."""
    errors: bytes = b""


class OutcomeNight(msgspec.Struct, array_like=True):
    """What a night measured of a job."""

    started: int
    finished: int
    attempts: int


class Night(msgspec.Struct, array_like=True):
    """Everything that a record's night measured.

    Times are numbers of entries in ``times``, so that a night with new times differs in that list alone. The bytes of
    volatile artefacts lie apart, as they may be encrypted; what they are is told here.
    """

    times: list[datetime]
    bodies: list[bytes]
    """Bytes of volatile artefacts in a store of 0.1.0, which kept no digest of them; empty ever since."""
    outcome: OutcomeNight | None
    sets: list[SetNight]
    refs: list[RefNight]
    captures: list[CaptureNight]
    volatile: list[tuple[bytes, int]] = []
    """SHA-256 and size of each volatile artefact that is stored, in the order of their bytes."""


def set_name(type_name: str, subject: object) -> str:
    """Name of the slots of a set and its facts."""
    return f"{type_name} {subject}"


def ref_name(origin: str, target: str, own: str) -> str:
    """Name of the slot of a reference; the record's own target goes without saying."""
    return origin if target == own else f"{origin}\n{target}"
