"""How a system runs: clock, services, logs it keeps, back-ups."""

from dataclasses import dataclass, field
from datetime import date, datetime

from auditor.facts.base import MEASURED, Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSync(Fact):
    """Whether the clock is kept by a time source."""

    mechanism: str
    """``chrony``, ``systemd-timesyncd``, ``ntpd``, ``none``."""
    synchronised: bool
    servers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The mechanism."""
        return self.mechanism


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockSkew(Fact):
    """A target's clock against the auditor's, corrected by half the time the question took."""

    seconds: float = field(metadata=MEASURED)
    """Positive when the target's clock is ahead."""
    uncertainty: float = field(metadata=MEASURED)
    """Half the duration of the exchange, in seconds, plus the resolution of the target's answer."""
    source: str = "ssh"
    """``ssh`` (date), ``snmp`` (hrSystemDate), ``local`` (the folder lies on the auditor's own machine)."""

    @property
    def key(self) -> str:
        """There is one for a target."""
        return "clock"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceState(Fact):
    """A service of the operating system."""

    name: str
    """Unit name without its suffix: ``postgresql``, ``sshd``."""
    active: bool
    enabled: bool | None = None
    failed: bool = False

    @property
    def key(self) -> str:
        """The unit's name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class LogForwarding(Fact):
    """A destination that a system sends its events to."""

    mechanism: str
    """``rsyslog``, ``syslog-ng``, ``journal-upload``, ``snmp-trap``."""
    destination: str
    port: int
    protocol: str
    """``udp``, ``tcp``, ``relp``, ``https``."""
    selector: str = "*.*"

    @property
    def key(self) -> str:
        """Mechanism, destination and port."""
        return f"{self.mechanism}/{self.destination}:{self.port}"


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessLog(Fact):
    """A record of log-ins that a system keeps: which days it covers, how fresh it is."""

    source: str
    """``journald``, ``/var/log/auth.log``, ``/var/log/secure``, ``/var/log/wtmp``, or a supplied file's name."""
    persistent: bool
    """False when it is lost at the next boot (journald in memory)."""
    oldest: date | None = field(default=None, metadata=MEASURED)
    newest: datetime | None = field(default=None, metadata=MEASURED)
    days: tuple[date, ...] = field(default=(), metadata=MEASURED)
    """Days of the last five weeks with at least one entry, in Japan time, oldest first."""

    @property
    def key(self) -> str:
        """The source."""
        return self.source


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupRun(Fact):
    """The newest back-up of one kind, as the system's own records or files show it."""

    name: str
    kind: str
    """``full`` or ``incremental``."""
    finished: datetime | None = field(default=None, metadata=MEASURED)
    succeeded: bool | None = None
    size: int | None = field(default=None, metadata=MEASURED)

    @property
    def key(self) -> str:
        """Name and kind."""
        return f"{self.name}/{self.kind}"
