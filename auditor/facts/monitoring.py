"""What SNMP tells of a system or line device (RFC 1213, 2790, 2863)."""

from dataclasses import dataclass, field
from datetime import datetime

from auditor.facts.base import MEASURED, Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemIdentity(Fact):
    """sysDescr, sysName, sysObjectID, sysUpTime."""

    description: str
    name: str
    object_id: str
    uptime_seconds: float = field(default=0.0, metadata=MEASURED)

    @property
    def key(self) -> str:
        """There is one for a target."""
        return "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class Interface(Fact):
    """A network interface: declared state, real state, counters."""

    name: str
    """ifName, else ifDescr."""
    alias: str = ""
    index: int = field(default=0, metadata=MEASURED)
    """ifIndex; may change at a boot."""
    admin_up: bool
    oper_up: bool
    speed: int | None = None
    """Bits per second; None when the device does not say."""
    in_octets: int | None = field(default=None, metadata=MEASURED)
    out_octets: int | None = field(default=None, metadata=MEASURED)
    counter_bits: int = 64
    read_at: datetime | None = field(default=None, metadata=MEASURED)
    uptime_seconds: float | None = field(default=None, metadata=MEASURED)
    """sysUpTime at that moment; a smaller one than before means the counters began anew."""
    discontinuity_seconds: float | None = field(default=None, metadata=MEASURED)
    """ifCounterDiscontinuityTime: sysUpTime when the counters last began anew; 0 for never since the start."""

    @property
    def key(self) -> str:
        """The interface's name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessorLoad(Fact):
    """Load of all processors over the last minute (hrProcessorLoad averaged)."""

    processors: int
    percent: float = field(metadata=MEASURED)

    @property
    def key(self) -> str:
        """There is one for a target."""
        return "processor"


@dataclass(frozen=True, kw_only=True, slots=True)
class StorageUse(Fact):
    """Use of memory or of a file system (hrStorageTable)."""

    name: str
    kind: str
    """``memory``, ``swap``, ``disk`` or ``other``."""
    size: int = field(metadata=MEASURED)
    """Bytes."""
    used: int = field(metadata=MEASURED)
    """Bytes."""

    @property
    def key(self) -> str:
        """Kind and name."""
        return f"{self.kind}/{self.name}"

    @property
    def percent(self) -> float:
        """Used share in percent; 0 for an empty store."""
        return 100.0 * self.used / self.size if self.size else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LineUse(Fact):
    """Mean use of an interface between two nights, from its counters. The engine derives it from the store."""

    name: str
    percent: float = field(metadata=MEASURED)
    since: datetime = field(metadata=MEASURED)
    until: datetime = field(metadata=MEASURED)

    @property
    def key(self) -> str:
        """The interface's name."""
        return self.name
