"""What a recorder keeps of each camera."""

from dataclasses import dataclass, field
from datetime import datetime

from auditor.facts.base import MEASURED, Fact

_MEDIA = frozenset({
    "mp4", "m4v", "mkv", "mov", "avi", "ts", "mts", "m2ts", "h264", "264", "h265", "265", "hevc", "dav", "ps", "mpg",
    "mpeg", "wmv", "asf", "flv", "webm", "jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "heic",
})  # fmt: skip
"""Suffixes of films and pictures, the recorders' own among them (Dahua writes .dav)."""


def bears_picture_suffix(path: str) -> bool:
    """Whether a file's name says that it is a film or a picture; ``a.mp4.part`` is one, too."""
    return not _MEDIA.isdisjoint(path.rpartition("/")[2].lower().split(".")[1:])


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingSpan(Fact):
    """One stored recording (a file), playable or not, leftovers included."""

    camera: str
    path: str
    start: datetime | None = field(metadata=MEASURED)
    """From its name, on the recorder's clock; None when the name tells no time."""
    modified: datetime = field(metadata=MEASURED)
    """When it was last written, on the clock of the machine that holds it."""
    size: int = field(default=0, metadata=MEASURED)
    leftover: bool = False
    """True for what is no original recording: exports, thumbnails, trash, temporary files."""
    shared: bool = False
    """True for a leftover that cannot be tied to one camera; every camera of the recorder then has it."""

    @property
    def key(self) -> str:
        """Its path."""
        return self.path

    @property
    def began(self) -> datetime:
        """When it began, at the latest: the older of what its name tells and when it was last written."""
        return self.modified if self.start is None else min(self.start, self.modified)


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingHoldings(Fact):
    """What is kept of one camera, counted; the oldest and newest by the time the recording began."""

    camera: str
    count: int = field(metadata=MEASURED)
    total_bytes: int = field(metadata=MEASURED)
    oldest: datetime | None = field(metadata=MEASURED)
    newest: datetime | None = field(metadata=MEASURED)
    untimed: int = field(default=0, metadata=MEASURED)
    """Files whose name tells no time; their age is taken from the time of writing."""
    leftovers: int = field(default=0, metadata=MEASURED)
    named: int | None = field(default=None, metadata=MEASURED)
    """Files in the camera's own folder whose name is as declared; None where that was not counted."""
    contradicting: int = field(default=0, metadata=MEASURED)
    """Files whose name and time of writing differ by more than a day."""
    listed_at: datetime = field(metadata=MEASURED)
    """When the folder was listed, on the auditor's clock."""

    @property
    def key(self) -> str:
        """The camera."""
        return self.camera


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionSetting(Fact):
    """How long the recorder is set to keep a camera's pictures."""

    camera: str
    days: int | None
    """None when it overwrites by space, with no limit of days."""
    mode: str = "days"
    """``days`` or ``overwrite``."""

    @property
    def key(self) -> str:
        """The camera."""
        return self.camera


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredCamera(Fact):
    """A camera as the city's register declares it."""

    camera: str
    retention_days: int | None
    """The retention declared as the least necessary; None when none is declared."""
    reason: str = ""
    """Why that is the least necessary."""
    decided_on: str = ""
    """Date (ISO 8601) of the reasoned decision."""
    decided_by: str = ""
    """Post of the manager who decided."""
    manager_decision: str = ""
    """The manager's dated decision where the least necessary cannot be kept; ISO date, empty when none."""
    counted_from: str = "recording"
    """``recording`` (the day of recording) or ``next_day`` (the day after it)."""

    @property
    def key(self) -> str:
        """The camera."""
        return self.camera
