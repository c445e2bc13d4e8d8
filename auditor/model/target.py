"""A target as collectors and parsers see it: what the inventory says, without its file format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.model.job import Endpoint
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Platform, TransportKind


@dataclass(frozen=True, kw_only=True, slots=True)
class LogDeclaration:
    """How an operation log lies on a target."""

    source: str
    folder: str
    name: str
    """File name with strftime fields for its day: ``oplog-%Y%m%d.csv.gz``; ``*`` stands for any run of characters."""
    started: date
    expected: str = "all"
    """``all`` or ``business`` days."""
    timestamp: str = "%Y-%m-%d %H:%M:%S"
    """strptime form of the time in each line."""
    timestamp_column: int = 0
    """Column that the time begins in, counted from 0 after splitting by ``delimiter``; 0 with an empty delimiter means
    the start of the line."""
    delimiter: str = ","
    encoding: str = "utf-8"
    header_lines: int = 0
    zero_record: str = ""
    """Text of the line that says there was no operation that day; empty when there is no such habit."""
    closed_days: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupDeclaration:
    """Where a system shows how its back-ups went."""

    name: str
    kind: str
    """``full`` or ``incremental``."""
    folder: str
    pattern: str = "*"
    """Shell pattern of the back-up files' names in the folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraDeclaration:
    """A camera on a recorder: where its recordings lie and how their names tell the time."""

    camera: str
    folder: str
    """Relative to the recorder's folder."""
    name: str = "%Y%m%d-%H%M%S.mp4"
    """strftime form of the path under the folder; ``*`` for any run of characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetDescription:
    """What a collector or parser may know of a target."""

    id: str
    subject: SubjectRef
    """Of kind target, or recorder for a recorder."""
    title: str
    platform: Platform
    basis: Basis = Basis.LIVE
    endpoints: Mapping[TransportKind, Endpoint] = field(default_factory=dict)
    logs: tuple[LogDeclaration, ...] = ()
    backups: tuple[BackupDeclaration, ...] = ()
    cameras: tuple[CameraDeclaration, ...] = ()
    leftover_folders: tuple[str, ...] = ()
    """Folders of a recorder that hold exports, trash, snapshots; judged like recordings."""
    units: tuple[str, ...] = ()
    """systemd units that the system needs (``postgresql``); a name without suffix is a service."""
