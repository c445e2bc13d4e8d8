"""How the audit runs by itself: when, whom it tells, how its evidence is kept. Declared in the inventory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path

from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.model.words import Language


class DutyKind(StrEnum):
    """What the service does by itself."""

    AUDIT = "audit"
    VERIFY = "verify"
    SIGN_OF_LIFE = "sign_of_life"
    BACKUP = "backup"
    PRUNE = "prune"


class Rhythm(StrEnum):
    """How often a duty is due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """One duty and when it is due, in Japan time."""

    kind: DutyKind
    rhythm: Rhythm
    at: time
    on: int = 0
    """Day of the week (Monday is 0) or of the month (1 to 31; a month without it: its last day); 0 for every day."""
    on_closed_days: bool = True
    """False: not on weekends, holidays and the office's own closed days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blackout:
    """Days on which no target is contacted, both ends included."""

    first: date
    last: date
    reason: str


DEFAULT_DUTIES = (
    Duty(kind=DutyKind.AUDIT, rhythm=Rhythm.DAY, at=time(1, 30)),
    Duty(kind=DutyKind.VERIFY, rhythm=Rhythm.WEEK, on=6, at=time(5, 0)),
    Duty(kind=DutyKind.SIGN_OF_LIFE, rhythm=Rhythm.WEEK, on=0, at=time(7, 30)),
)
"""What the service does when the inventory does not say: every night, Sunday, Monday morning."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When the service does what."""

    duties: tuple[Duty, ...] = DEFAULT_DUTIES
    blackouts: tuple[Blackout, ...] = ()
    closed_days: frozenset[date] = frozenset()
    """The office's closed days beside weekends and national holidays (12-29 to 01-03 are known)."""
    catch_up: Period = field(default_factory=lambda: Period.parse("PT12H"))
    """How long after its time a duty is still made up for."""

    def blackout_on(self, day: date) -> Blackout | None:
        """The blackout that a day lies in."""
        return next((b for b in self.blackouts if b.first <= day <= b.last), None)


class Security(StrEnum):
    """How a connection to a mail or log server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    TCP = "tcp"
    """Unprotected; for a log server on the same protected line only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """The LAN's mail server."""

    host: str
    port: int
    security: Security
    """STARTTLS or TLS."""
    sender: str
    user: str = ""
    """Empty: no login."""
    credential: str = ""
    """Name of a credential of the kind smtp_password in the vault."""
    ca_file: Path | None = None
    """Certificates (PEM) of the authority; None for the system's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SyslogServer:
    """A log server that takes RFC 5424 over TCP or TLS."""

    host: str
    port: int
    security: Security
    """TCP or TLS."""
    facility: int = 16
    """RFC 5424, table 1; 16 is local0."""
    ca_file: Path | None = None


class Channel(StrEnum):
    """How people are told."""

    MAIL = "mail"
    SYSLOG = "syslog"
    FOLDER = "folder"


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """Who is told what. Empty selections mean everything."""

    channel: Channel
    to: tuple[str, ...] = ()
    """Mail addresses; for other channels empty."""
    sections: frozenset[str] = frozenset()
    """Identifiers of sections whose subjects are told of."""
    classes: frozenset[FindingClass] = frozenset()
    language: Language = Language.JA


@dataclass(frozen=True, kw_only=True, slots=True)
class Notification:
    """How people are told."""

    mail: MailServer | None = None
    syslog: SyslogServer | None = None
    folder: Path | None = None
    """A shared folder that gets an HTML and a text file."""
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TimestampAuthority:
    """An RFC 3161 authority on the LAN."""

    url: str
    ca_file: Path
    """The authority's root certificates (PEM)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Backups:
    """Where `auditor backup` puts its archives when the service does it."""

    folder: Path
    keep: int = 14
    """How many archives are kept; older ones are deleted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeper:
    """Who holds what (the vault's passphrase, the paper with the seal's key …); for the hand-over sheet."""

    what: str
    post: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """Everything about running by itself."""

    schedule: Schedule = field(default_factory=Schedule)
    notification: Notification = field(default_factory=Notification)
    due: Mapping[FindingClass, Period] = field(default_factory=dict)
    """How long after it was first seen a finding of a class must be mended; a class that is missing has no due date."""
    timestamps: TimestampAuthority | None = None
    backups: Backups | None = None
    evidence_retention: Period | None = None
    """How long artefacts are kept after the last night that rests on them; None for good."""
    keepers: tuple[Keeper, ...] = ()

    @property
    def credentials(self) -> tuple[str, ...]:
        """Names of the credentials that running by itself needs of the vault, beside those of the targets."""
        mail = self.notification.mail
        return (mail.credential,) if mail is not None and mail.credential else ()
