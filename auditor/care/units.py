"""systemd's units that run this workspace's service, read from their files; nothing is asked of systemd."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDERS = (Path("/etc/systemd/system"), Path("/usr/local/lib/systemd/system"), Path("/usr/lib/systemd/system"))
"""Where units of a machine lie (systemd.unit(5))."""
_LARGEST = 64 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One unit."""

    name: str
    path: Path
    timer: bool
    """True when a timer of the same name lies beside it: it then runs now and then, not all the time."""
    wanted: bool
    """Whether something wants it at boot (``systemctl enable``)."""


def units_of(root: Path, folders: Sequence[Path]) -> tuple[Unit, ...]:
    """Services whose file names ``auditor`` and this workspace."""
    workspace = str(root.resolve())
    found = []
    for folder in folders:
        try:
            paths = sorted(folder.glob("*.service"))
        except OSError:
            continue
        for path in paths:
            text = _text(path)
            if "auditor" not in text or not _names(text, workspace):
                continue
            timer = path.with_suffix(".timer")
            starts = timer if timer.exists() else path
            found.append(Unit(name=starts.name, path=path, timer=timer.exists(), wanted=_wanted(folder, starts.name)))
    return tuple(found)


def _names(text: str, workspace: str) -> bool:
    """Whether the folder is named as a whole word."""
    at = text.find(workspace)
    while at >= 0:
        if text[at + len(workspace) : at + len(workspace) + 1] in ("", " ", "\n", "\t", '"', "'", ";", "/"):
            return True
        at = text.find(workspace, at + 1)
    return False


def _wanted(folder: Path, name: str) -> bool:
    return any((wants / name).is_symlink() or (wants / name).exists() for wants in folder.glob("*.wants"))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "ignore")
    except OSError:
        return ""
