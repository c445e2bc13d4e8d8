"""Archives in a folder: which are there, and which may go."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.care.manifest import ENDING
from auditor.care.reading import about
from auditor.errors import CareError
from auditor.model.japan import JST
from auditor.model.words import Message, message

_NAME = re.compile(r"(?P<city>[A-Za-z0-9][A-Za-z0-9_.-]*?)-(?P<day>[0-9]{8})-(?P<clock>[0-9]{6})(?:-[0-9]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """One archive in a folder, as its name tells."""

    path: Path
    city: str
    made: datetime
    size: int
    """Bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rotated:
    """What became of older archives."""

    deleted: tuple[str, ...]
    kept: int
    """Those that are there now, the new one included."""
    notes: tuple[Message, ...]


def file_name(city: str, made: datetime, number: int = 1) -> str:
    """``minato-20261120-013000.auditor-backup``, in Japan time."""
    again = "" if number == 1 else f"-{number}"
    return f"{city}-{made.astimezone(JST):%Y%m%d-%H%M%S}{again}{ENDING}"


def archives(folder: Path, city: str) -> tuple[Archive, ...]:
    """A city's archives by name, newest first. Raises OSError when the folder cannot be read."""
    found = []
    for path in folder.iterdir():
        named = _NAME.fullmatch(path.name.removesuffix(ENDING)) if path.name.endswith(ENDING) else None
        if named is None or named["city"] != city or path.is_symlink():
            continue
        try:
            made = datetime.strptime(named["day"] + named["clock"], "%Y%m%d%H%M%S").replace(tzinfo=JST)
            size = path.stat().st_size
        except (ValueError, OSError):
            continue
        found.append(Archive(path=path, city=city, made=made, size=size))
    return tuple(sorted(found, key=lambda a: (a.made, a.path.name), reverse=True))


def rotate(new: Path, city: str, origin: str, keep: int) -> Rotated:
    """Delete a city's oldest archives so that ``keep`` are left, the new one always among them.

    Only archives of the same installation (same start of the chain of seals) are counted and deleted; one that cannot
    be read, or belongs to another installation, is left where it is and named. Call it only when the new archive was
    read back and found whole.
    """
    notes: list[Message] = []
    ours: list[Archive] = []
    try:
        found = archives(new.parent, city)
    except OSError as error:
        return Rotated(
            deleted=(), kept=1, notes=(message("care.old_undeletable", file=str(new.parent), why=error.strerror or ""),)
        )
    for archive in found:
        if archive.path == new:
            continue
        try:
            known = about(archive.path)
        except CareError:
            notes.append(message("care.old_unreadable", file=archive.path.name))
            continue
        if (known.city, known.origin) == (city, origin):
            ours.append(archive)
        elif known.origin:
            notes.append(message("care.old_other", file=archive.path.name))
    deleted = []
    for archive in ours[keep - 1 :]:
        try:
            archive.path.unlink(missing_ok=True)
            deleted.append(archive.path.name)
        except OSError as error:
            notes.append(message("care.old_undeletable", file=archive.path.name, why=error.strerror or ""))
    return Rotated(deleted=tuple(deleted), kept=1 + len(ours) - len(deleted), notes=tuple(notes))
