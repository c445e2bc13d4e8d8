"""Attestations, confirmations and signers as they stand on record, and the form over which they are signed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from auditor.model.subject import SubjectRef
from auditor.statements.people import Identity


class Finding(StrEnum):
    """What who looked found."""

    MET = "met"
    NOT_MET = "not_met"


class How(StrEnum):
    """How a second person shows that they are one."""

    KEY = "key"
    ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a statement is written."""

    file: str
    index: int
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Attestation:
    """A person looked at something, and says what they found."""

    id: str
    control: str
    revision: str
    """Of the control when it was written; a changed requirement ends it."""
    subject: SubjectRef
    part: str
    """Empty for every attestable part of the row."""
    by: str
    looked_at: str
    file: str
    digest: str
    """``sha256:…`` of the file when it was written."""
    finding: Finding
    on: date
    valid_until: date
    """Last day on which it counts."""
    account: Identity
    entered: datetime
    origin: Origin = field(compare=False)

    def form(self) -> dict[str, object]:
        """Everything that it states, for digest and signature."""
        return {
            "id": self.id,
            "control": self.control,
            "revision": self.revision,
            "subject": str(self.subject),
            "part": self.part,
            "by": self.by,
            "looked_at": self.looked_at,
            "file": self.file,
            "digest": self.digest,
            "finding": self.finding.value,
            "on": self.on.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "account": _account(self.account),
            "entered": self.entered.isoformat(),
        }

    @property
    def own_digest(self) -> str:
        """``sha256:…`` of the whole statement: what a confirmation holds on to."""
        return digest_of(self.form())


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """A second person looked at the file behind an attestation."""

    id: str
    attestation: str
    attestation_digest: str
    file_digest: str
    by: str
    on: date
    account: Identity
    entered: datetime
    key: str = ""
    """The public key (32 bytes in base64) that signed it; empty when another account vouches for it."""
    signature: str = ""
    """64 bytes in base64."""
    origin: Origin = field(compare=False)

    def form(self) -> dict[str, object]:
        """Everything that it states but the signature."""
        return {
            "id": self.id,
            "attestation": self.attestation,
            "attestation_digest": self.attestation_digest,
            "file_digest": self.file_digest,
            "by": self.by,
            "on": self.on.isoformat(),
            "account": _account(self.account),
            "entered": self.entered.isoformat(),
            "key": self.key,
        }

    def signed_bytes(self, attestation: Attestation) -> bytes:
        """What the signature is over: both statements in canonical form (RFC 8785)."""
        return canonical({"attestation": attestation.form(), "confirmation": self.form()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """A person's public key, registered beforehand."""

    person: str
    key: str
    account: Identity
    """Who registered it."""
    entered: datetime
    ended: date | None = None
    """Last day on which the key counts: the person moved on, or lost it."""
    origin: Origin = field(compare=False)


def _account(identity: Identity) -> dict[str, object]:
    return {"uid": identity.uid, "name": identity.name}


def canonical(value: Mapping[str, object]) -> bytes:
    """A JSON object in canonical form (RFC 8785)."""
    import rfc8785

    return rfc8785.dumps(dict(value))  # type: ignore[arg-type]


def digest_of(value: Mapping[str, object]) -> str:
    """``sha256:…`` of the canonical form."""
    return f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"
