"""Room on the disks, and how long it lasts."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene
from auditor.care.rotation import archives
from auditor.model.places import STORE
from auditor.store.store import Store

LEAST = 200 * 1024 * 1024
"""Bytes without which a night cannot be expected to end."""
FEW_NIGHTS = 30
"""A disk with room for fewer is something to see to: buying one takes a month."""
SOME_NIGHTS = 180
MANY_NIGHTS = 3650
"""No disk is kept for longer."""
LEAST_INODES = 1000
_NIGHTS = 14
"""Nights that a forecast looks at."""
_ENOUGH = 3
"""Nights without which there is no forecast; the very first one says nothing, for it records everything."""


def look_at_space(scene: Scene) -> Iterator[Finding]:
    """The workspace's disk, against what the last nights took."""
    free, total = _room(scene.root)
    grown = None if scene.store is None else growth(scene.store, scene.root / "reports")
    if free < LEAST:
        yield act("space_low", free=free, total=total)
    elif grown is None:
        yield fine("space", free=free, total=total)
    else:
        nights = free // max(grown, 1)
        tell = act if nights < FEW_NIGHTS else note if nights < SOME_NIGHTS else None
        if nights >= MANY_NIGHTS:
            yield fine("space_ample", free=free, total=total, night=grown)
        elif tell is None:
            yield fine("space_lasts", free=free, total=total, night=grown, years=nights / 365)
        else:
            yield tell("space_ends", free=free, total=total, night=grown, nights=nights)
    yield from _inodes(scene.root)


def look_at_backup_space(scene: Scene) -> Iterator[Finding]:
    """The backups' disk takes one more: the archive, and the copy of the store while it is made."""
    workspace = scene.workspace
    backups = workspace.inventory.operation.backups if workspace else None
    if workspace is None or backups is None or not backups.folder.is_dir():
        return
    found = archives(backups.folder, workspace.inventory.organisation.ref.id)
    store = scene.state / STORE
    needed = found[0].size if found else 0
    with suppress(OSError):
        needed += store.stat().st_size
    free, total = _room(backups.folder)
    if free < needed + needed // 5:
        yield act("backup_space_low", folder=str(backups.folder), free=free, needed=needed)
    else:
        yield fine("backup_space", folder=str(backups.folder), free=free, total=total)


def growth(store: Store, reports: Path) -> int | None:
    """Bytes that a night of late took, in the store and in reports; None with too few nights to say."""
    nights = store.nights(_NIGHTS + 1)
    if len(nights) <= _ENOUGH:
        return None
    with store.reading() as connection:
        ids = dict(connection.execute("SELECT name, id FROM runs"))
        recorded: dict[int, int] = {}
        first = min(ids[night.id] for night in nights)
        for query in _RECORDED:
            for run, size in connection.execute(query, (first,)):
                recorded[run] = recorded.get(run, 0) + (size or 0)
    counted = nights[:-1]
    return sum(recorded.get(ids[n.id], 0) + _size(reports / n.id) for n in counted) // len(counted)


_RECORDED = (
    "SELECT run, sum(length(body)) FROM bodies WHERE run >= ? GROUP BY run",
    "SELECT run, sum(length(body) + coalesce(length(bodies), 0)) FROM bundles WHERE run >= ? GROUP BY run",
    "SELECT run, sum(length(statement) + coalesce(length(manifest), 0)) FROM seals WHERE run >= ? GROUP BY run",
)
"""What most of a night's growth is: artefacts, measured values, seals."""


def _size(folder: Path) -> int:
    try:
        return sum(entry.stat().st_blocks * 512 for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))
    except OSError:
        return 0


def _room(path: Path) -> tuple[int, int]:
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize


def _inodes(path: Path) -> Iterator[Finding]:
    found = os.statvfs(path)
    if found.f_files and found.f_favail < LEAST_INODES:
        yield act("inodes_low", free=found.f_favail)
