"""Statements of the chain: what they say, field by field.

A statement is a JSON object in canonical form (RFC 8785). Its bytes lie in ``seals.statement``; ``seals.signature`` is
the Ed25519 signature over exactly these bytes; the chain's digest of it is ``sha256:`` and the SHA-256 of them.

Every statement:

schema    ``auditor-seal/1``
number    position in the chain, from 1, without gaps; equal to ``seals.number``
kind      ``key``, ``run``, ``reports`` or ``pruned``; equal to ``seals.kind``
previous  digest of the statement before it; null in the first one
made      when, ISO 8601 with the zone
key       fingerprint of the key that signed it (`PublicKey.fingerprint`)

kind ``key``: whose signatures count from now on (``seals.run`` is NULL):

event       ``first`` (statement 1, always), ``rotation`` or ``loss``
public_key  the key that signs the statements after this one: its 32 bytes in base64 (`PublicKey.text`)
            first: signed by it. rotation: signed by the key before, and ``seals.endorsement`` is the new key's
            signature over the same bytes. loss: signed by the new key alone, as the old one is gone.
replaces    fingerprint of the key before; null in ``first``
reason, by  why, and who did it (empty in ``first``)

kind ``run``: see `RunStatement`; ``seals.run`` is the run's number and ``seals.manifest`` names its rows.
kind ``reports``: see `ReportsStatement`; ``seals.run`` is the run's number. The newest one of a run counts.
kind ``pruned``: see `PrunedStatement`.
"""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Final, Literal, TypeAlias

import msgspec

from auditor.seal.canonical import canonical
from auditor.seal.keys import PublicKey
from auditor.store.encoding import Plain

SCHEMA: Final = "auditor-seal/1"

Digest: TypeAlias = str
"""``sha256:`` and 64 hexadecimal digits."""


class StatementKind(StrEnum):
    """What a statement is about."""

    KEY = "key"
    RUN = "run"
    REPORTS = "reports"
    PRUNED = "pruned"


class KeyEvent(StrEnum):
    """How a key came into use."""

    FIRST = "first"
    ROTATION = "rotation"
    LOSS = "loss"


class Section(msgspec.Struct, frozen=True):
    """Rows of one kind: how many, and the Merkle root over them (64 hexadecimal digits; `auditor.seal.sections`)."""

    count: int
    root: str


class Entries(msgspec.Struct, frozen=True):
    """The log of everything that began or ended in records, from the first run to this one.

    ``peaks`` are the roots of its whole subtrees (RFC 9162, 2.1), from which the next run goes on.
    """

    count: int
    root: str
    peaks: tuple[str, ...]


class Numbered(msgspec.Struct, frozen=True):
    """Rows of a table of texts or forms that are new: those with numbers above ``after``, up to ``last``."""

    after: int
    last: int
    count: int
    digest: Digest


class SealedRun(msgspec.Struct, frozen=True):
    """The run's row in the table ``runs``; times in ISO 8601 as they stand there."""

    number: int
    id: str
    state: str
    """``finished`` or ``interrupted``."""
    as_of: str
    started: str
    finished: str | None
    profile: str
    organisation: str
    auditor_version: str
    """Empty when interrupted."""
    scope: str
    sample: bool
    reassesses: str | None
    """Id of the run whose facts it judged again."""
    plan_digest: str
    row: Digest
    """Over every column of the row (`auditor.seal.sections.run_digest`)."""


class SealedStamp(msgspec.Struct, frozen=True):
    """A time stamp that an earlier statement got since."""

    number: int
    digest: Digest


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What every statement says."""

    schema: Literal["auditor-seal/1"]
    number: int
    kind: StatementKind
    previous: Digest | None
    made: str
    key: str


class KeyStatement(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose signatures count from now on."""

    event: KeyEvent
    public_key: str
    replaces: str | None
    reason: str
    by: str


class RunStatement(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run, whole. What each section's rows are stands in `auditor.seal.sections`."""

    adopted: bool
    """Sealed late: recorded by a version that knew no seals."""
    run: SealedRun
    coverage: Mapping[str, int] | None
    """None unless it is finished, and so ``results`` and ``descriptions``."""
    results: Section | None
    records: Mapping[str, Section]
    """By kind: targets, inventory, registers, policies, derived."""
    entries: Entries
    artefacts: Section
    measured: Section | None
    """None where the packs of a run that broke off could not be read, and so not be bundled."""
    first_recorded: Section
    descriptions: Digest | None
    tables: Mapping[str, Numbered]
    """By table: names, writers, slots, forms."""
    stamps: tuple[SealedStamp, ...]
    manifest: Digest
    """Of ``seals.manifest``."""


class ReportFile(msgspec.Struct, frozen=True):
    """A file in a run's report folder; the name is relative to it, with ``/``."""

    name: str
    digest: Digest
    size: int


class ReportsStatement(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of one run's report folder, by name."""

    run: str
    files: tuple[ReportFile, ...]


class SealedBlob(msgspec.Struct, frozen=True):
    """An artefact as it lies in the table ``bodies``, encrypted or not."""

    blob: Digest
    base: Digest | None
    """What it is stored against."""
    encrypted: bool


class PrunedArtefact(msgspec.Struct, frozen=True):
    """An artefact that pruning deleted (``now`` is null) or stored anew, because what it was stored against went."""

    digest: Digest
    run: str
    """Id of the run that first recorded it."""
    was: SealedBlob
    now: SealedBlob | None


class PrunedBundle(msgspec.Struct, frozen=True):
    """A bundle whose volatile artefacts were deleted."""

    run: str
    part: int
    bodies: Digest
    """Of what was deleted."""


class PrunedStatement(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was deleted by its retention. `auditor.seal.tombstones` puts it together."""

    before: str
    """The day (ISO 8601) before which the last night that rests on an artefact must lie."""
    artefacts: tuple[PrunedArtefact, ...]
    bundles: tuple[PrunedBundle, ...]


AnyStatement: TypeAlias = KeyStatement | RunStatement | ReportsStatement | PrunedStatement

_SHAPES: Mapping[StatementKind, type[AnyStatement]] = {
    StatementKind.KEY: KeyStatement,
    StatementKind.RUN: RunStatement,
    StatementKind.REPORTS: ReportsStatement,
    StatementKind.PRUNED: PrunedStatement,
}


def digest_of(data: bytes) -> Digest:
    """The digest of bytes, as the chain writes it."""
    return "sha256:" + sha256(data).hexdigest()


def as_bytes(cell: object) -> bytes:
    """A column that should hold bytes; a damaged one may not, and is then no statement and no signature."""
    return cell if isinstance(cell, bytes) else str(cell).encode(errors="replace")


def write_statement(content: Mapping[str, object], head: Statement) -> bytes:
    """The bytes of a statement. Raises ValueError when the content is not what its kind asks for."""
    found: dict[str, Plain] = msgspec.to_builtins({**content, **msgspec.structs.asdict(head)})
    data = canonical(found)
    try:
        read_statement(data)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    return data


def read_statement(data: bytes) -> AnyStatement:
    """Read a statement. Raises msgspec.DecodeError unless it is one, in canonical form."""
    try:
        shape = _SHAPES[msgspec.json.decode(data, type=Statement).kind]
        found = msgspec.json.decode(data, type=shape)
        if canonical(msgspec.json.decode(data)) != data:
            raise msgspec.DecodeError("not in canonical form")
    except (ValueError, RecursionError) as error:
        raise msgspec.DecodeError("no statement") from error
    return found


def first_key(key: PublicKey) -> dict[str, object]:
    """Content of the first statement of a chain."""
    return {"event": KeyEvent.FIRST, "public_key": key.text, "replaces": None, "reason": "", "by": ""}


def rotation(new: PublicKey, old: PublicKey, *, reason: str, by: str) -> dict[str, object]:
    """Content of a statement that hands over to a new key: to be signed by the old key, endorsed by the new one."""
    return {
        "event": KeyEvent.ROTATION,
        "public_key": new.text,
        "replaces": old.fingerprint,
        "reason": reason,
        "by": by,
    }


def loss(new: PublicKey, lost: str, *, reason: str, by: str) -> dict[str, object]:
    """Content of a statement that a key is lost (its fingerprint) and a new one takes over: signed by the new key."""
    return {"event": KeyEvent.LOSS, "public_key": new.text, "replaces": lost, "reason": reason, "by": by}
