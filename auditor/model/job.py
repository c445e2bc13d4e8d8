"""Jobs and their outcomes: serialisable values between plan, collect and parse (design section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from auditor.model.terms import Basis, Reason, TransportKind
from auditor.model.words import Message


class Privilege(StrEnum):
    """What a command needs on the target."""

    NONE = "none"
    SUDO = "sudo"
    """Run through ``sudo -n``; refused, it is ``permission_denied``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One read-only command of a command-list collector."""

    id: str
    """Unique within its collector; ``<transport>:<id>`` is the artefact's origin."""
    argv: tuple[str, ...]
    """Program and arguments. A ``glob:`` prefix marks an argument that the target's shell may expand."""
    privilege: Privilege = Privilege.NONE
    limit: int = 256 * 1024
    """Largest answer in bytes; a longer one is cut and marked ``truncated``."""
    timeout: timedelta = timedelta(seconds=10)
    volatile: bool = False
    """True when the answer differs every night by nature."""
    redaction: str | None = None
    """Name of the redaction rule that replaces secrets before storage."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What one collector asks of one target: a command list, or the options of a dialogue."""

    collector: str
    """File name of the collector in ``auditor/collectors``."""
    commands: tuple[Command, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    """Settings of a dialogue collector, from the inventory; never a secret."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """How a target is reached."""

    host: str = ""
    port: int = 0
    user: str = ""
    credential: str = ""
    """Name of a credential in the vault; never the secret itself."""
    path: str = ""
    """Folder of a local or recorded target."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Further settings of the transport: SNMP version and protocols, key file, ``sudo``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Everything to be done with one target over one transport, in one session."""

    id: str
    """``<target>/<transport>``."""
    target: str
    transport: TransportKind
    endpoint: Endpoint
    requests: tuple[Request, ...]
    deadline: timedelta
    basis: Basis = Basis.LIVE


class CaptureStatus(StrEnum):
    """How one command or request ended."""

    OK = "ok"
    """It ran; the exit code may still be other than 0."""
    MISSING = "missing"
    """The program or file does not exist there. That is an answer, not a failure."""
    DENIED = "denied"
    TRUNCATED = "truncated"
    TIMEOUT = "timeout"
    NOT_RUN = "not_run"
    """The session ended before its turn, or it never began; the job's reason says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileReference:
    """A file that stays where it is: a log or a recording."""

    path: str
    """Path relative to the endpoint's folder, as the file system spells it (surrogate escapes kept)."""
    size: int
    modified: datetime
    allocated: int
    """Bytes that the file occupies on disk; far fewer than ``size`` for a sparse file."""
    kind: str = "file"
    """``file``, ``symlink``, ``directory``, ``other`` or ``unreadable``."""
    leads: str = ""
    """Where a symlink ends: ``inside`` the listed folder, ``outside`` it, or ``nowhere`` (dangling, looping)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """What one command or request gave, after redaction."""

    collector: str
    command: str
    status: CaptureStatus
    exit_code: int | None = None
    output: bytes = b""
    errors: bytes = b""
    """The first 4 KiB of the error stream."""
    digest: str = ""
    """``sha256:…`` of ``output``."""
    volatile: bool = False
    redactions: int = 0
    argv: tuple[str, ...] = ()
    """What ran, as it is shown in the evidence."""
    taken_at: datetime | None = None
    files: tuple[FileReference, ...] = ()
    """Listing of a referenced folder; ``output`` is then the listing in canonical form."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JobOutcome:
    """What came of a job: captures, or why there are none (or fewer)."""

    job: str
    target: str
    transport: TransportKind
    started: datetime
    finished: datetime
    captures: tuple[Capture, ...] = ()
    reason: Reason | None = None
    """None when the session ran to its end; else why not."""
    detail: Message | None = None
    peer: str = ""
    """What identified the peer: host key fingerprint, SNMP engine id."""
    attempts: int = 1
    """Connections made, retries after throttling included."""
