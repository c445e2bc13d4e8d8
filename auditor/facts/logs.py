"""Operation logs kept for years: one fact a source and day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from auditor.facts.base import MEASURED, Fact


class LogFault(StrEnum):
    """What is wrong with the file of a day."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"
    UNPARSED = "unparsed"
    """Its lines carry no time that the declaration explains."""
    WRONG_DAY = "wrong_day"
    """Its entries are of another day than its name."""
    WRONG_ENCODING = "wrong_encoding"
    TOO_LARGE = "too_large"
    """More than the declared bound comes out of it (a decompression bomb)."""
    NOT_A_FILE = "not_a_file"
    """A link, a pipe or a device bears the name; what lies behind it is not this log's evidence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogDay(Fact):
    """One file of an operation log and the day it is for."""

    source: str
    path: str
    """Relative to the source's folder."""
    day: date
    """The day that its name declares."""
    size: int
    digest: str
    """``sha256:…`` of the file as it lies there."""
    entries: int = 0
    first: datetime | None = None
    last: datetime | None = None
    zero_record: bool = False
    """True when the file says itself that there was no operation that day."""
    faults: tuple[LogFault, ...] = ()
    other_days: tuple[date, ...] = ()
    """Days other than its own that its entries lie in (at most ten)."""

    @property
    def key(self) -> str:
        """Source and path."""
        return f"{self.source}/{self.path}"


@dataclass(frozen=True, kw_only=True, slots=True)
class StrayLogFile(Fact):
    """A file in a log's folder whose name declares no day."""

    source: str
    path: str

    @property
    def key(self) -> str:
        """Source and path."""
        return f"{self.source}/{self.path}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LogSource(Fact):
    """A log source as the inventory declares it."""

    source: str
    started: date
    """First day that a log must exist for (the system's go-live)."""
    expected: str
    """``all`` days or ``business`` days."""
    closed_days: tuple[date, ...] = ()
    """Days without operation that the city's calendar shows beside weekends and holidays."""

    @property
    def key(self) -> str:
        """The source."""
        return self.source


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstDigest(Fact):
    """The digest of a log file as it was first recorded. The engine takes it from the store."""

    source: str
    path: str
    digest: str
    size: int
    recorded: date
    day: date | None = None
    """The day that the file was for; None in records of before this was kept."""

    @property
    def key(self) -> str:
        """Source and path."""
        return f"{self.source}/{self.path}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvenSince(Fact):
    """Since when digests of a source are on record; before that nothing is proven about alteration."""

    source: str
    since: date = field(metadata=MEASURED)

    @property
    def key(self) -> str:
        """The source."""
        return self.source
