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
    """SHA-256 over everything stable in the record: an equal one means that nothing is to be compared."""
    sets: tuple[tuple[str, int], ...] = ()
    refs: tuple[tuple[str, int], ...] = ()
    captures: tuple[tuple[str, int], ...] = ()
    target: str = ""
    transport: TransportKind | None = None
    """None for a record that comes from no job."""
    reason: Reason | None = None
    detail: Message | None = None
    peer: str = ""


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
    """Of a volatile artefact, the number of its bytes among the night's bodies; -1 when they are not stored."""
    digest: str = ""
    size: int = 0


class CaptureNight(msgspec.Struct, array_like=True):
    """What a night measured of a capture."""

    time: int = -1
    """-1 for none."""
    body: int = -1
    errors: bytes = b""


class OutcomeNight(msgspec.Struct, array_like=True):
    """What a night measured of a job."""

    started: int
    finished: int
    attempts: int


class Night(msgspec.Struct, array_like=True):
    """Everything that a record's night measured.

    Times are numbers of entries in ``times``, so that a night with new times differs in that list alone.
    """

    times: list[datetime]
    bodies: list[bytes]
    """Volatile artefacts. They stand before the columns, which repeat their digits."""
    outcome: OutcomeNight | None
    sets: list[SetNight]
    refs: list[RefNight]
    captures: list[CaptureNight]


def set_name(type_name: str, subject: object) -> str:
    """Name of the slots of a set and its facts."""
    return f"{type_name} {subject}"


def ref_name(origin: str, target: str, own: str) -> str:
    """Name of the slot of a reference; the record's own target goes without saying."""
    return origin if target == own else f"{origin}\n{target}"
