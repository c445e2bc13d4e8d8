"""What may be said of seals: in reports and messages, and after a verification."""

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.words import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class SealNote:
    """A seal, short enough to print."""

    number: int
    """Position in the chain, from 1."""
    digest: str
    """``sha256:…`` of the sealed statement: what the next one names as its predecessor."""
    key: str
    """Fingerprint of the key that signed it (``SHA256:`` and base64, as OpenSSH prints them)."""
    stamped: bool = False
    """Whether an RFC 3161 authority confirmed the time."""


class FaultKind(StrEnum):
    """What was done to something sealed."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is not as it was sealed."""

    kind: FaultKind
    what: Message
    """Names it exactly: the row and the two states, the file, the statement."""
    first: str = ""
    """The first run that it concerns; empty when it concerns none in particular."""
    last: str = ""
    """The last one."""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a verification found."""

    statements: int
    """How many sealed statements were checked."""
    runs: tuple[str, ...]
    """Ids of all sealed runs, oldest first."""
    proven: tuple[str, ...]
    """Those of which everything is as it was sealed."""
    faults: tuple[Fault, ...]
    remarks: tuple[Message, ...]
    """What breaks no seal and must be known: a lost key, deleted reports, evidence pruned by its retention."""
    head: SealNote | None
    """The newest statement; None when nothing is sealed yet."""

    @property
    def holds(self) -> bool:
        """Whether nothing was altered, removed or inserted."""
        return not self.faults
