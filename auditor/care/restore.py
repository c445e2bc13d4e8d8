"""A workspace out of an archive: checked whole before anything of it appears, then there at once."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.care import snapshot
from auditor.care.inflating import Bounds
from auditor.care.manifest import ABOUT, MANIFEST, Manifest
from auditor.care.reading import STATE, Piece, check_path, read_members, verify
from auditor.care.workshop import told, workshop
from auditor.errors import CareError
from auditor.loading.problems import shown
from auditor.model.places import SEAL_KEY, STORE
from auditor.model.words import message

_FOLDER, _FILE = 0o750, 0o640
"""Reports name accounts and places: they are for their owner and group."""
_STATE_FOLDER, _STATE_FILE, _PUBLIC = 0o700, 0o600, 0o644
_ROOM = 64 * 1024 * 1024
"""Bytes that must stay free on the disk beside what is restored."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored."""

    folder: Path
    manifest: Manifest
    size: int
    """Bytes of all files."""


def restore(archive: Path, folder: Path, bounds: Bounds | None = None) -> Restored:
    """Restore an archive into a new folder.

    The archive is read twice: once to hold every member against the manifest, once to write. The workspace is put
    together beside its place, its store is checked there, and only then it gets its name. Raises CareError and
    StoreError; then nothing is left behind.
    """
    _refuse_taken(folder)
    with told(folder):
        place = _place(folder)
        # Nothing is written before the whole is checked; more than the disk can hold is not even looked at.
        bounds = bounds or Bounds(total=_free(place))
    manifest = verify(archive, bounds)
    size = sum(member.size for member in manifest.members)
    with told(folder), _bench(place, folder) as bench:
        _check_room(place, size, folder)
        _extract(archive, bench, manifest, bounds)
        _check_store(bench, manifest, archive.name, folder)
        os.sync()
        _appear(bench, folder)
    return Restored(folder=folder, manifest=manifest, size=size)


def _refuse_taken(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CareError(message("care.not_a_folder", folder=str(folder)))
    with told(folder):
        if folder.is_dir() and any(True for _ in folder.iterdir()):
            raise CareError(message("care.not_empty", folder=str(folder)))


def _place(folder: Path) -> Path:
    """Where the workspace is put together: beside its place, or inside it where that is a disk of its own."""
    place = folder if folder.is_dir() and os.path.ismount(folder) else folder.absolute().parent
    if not place.is_dir():
        raise CareError(message("care.no_parent", folder=str(place)))
    return place


def _free(place: Path) -> int:
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


@contextmanager
def _bench(place: Path, folder: Path) -> Iterator[Path]:
    with workshop(place, f"{folder.absolute().name}-restoring") as path:
        bench = path / "workspace"
        bench.mkdir(mode=0o700)
        yield bench


def _check_room(place: Path, size: int, folder: Path) -> None:
    free = _free(place)
    if free < size + _ROOM:
        raise CareError(message("care.no_room", folder=str(folder), needed=size + _ROOM, free=free))


def _extract(archive: Path, bench: Path, manifest: Manifest, bounds: Bounds) -> None:
    """Write every member, held against the manifest again: the archive may not be the one that was checked."""
    expected = {member.path: member for member in manifest.members}
    with archive.open("rb") as source:
        for piece in read_members(source, archive.name, bounds):
            if piece.path in (ABOUT, MANIFEST):
                for _ in piece.chunks:
                    pass
                continue
            member = expected.pop(piece.path, None)
            if member is None or member.size != piece.size or _write(bench, piece, archive.name) != member.digest:
                raise CareError(message("care.damaged", file=archive.name, member=shown(piece.path)))
    for path in expected:
        raise CareError(message("care.damaged", file=archive.name, member=shown(path)))


def _write(bench: Path, piece: Piece, name: str) -> str:
    """Write one member into the new folder, in which there are folders and plain files only; returns its digest."""
    check_path(piece.path, name)
    *above, file = piece.path.split("/")
    inside_state = above == [STATE]
    folder = bench
    for part in above:
        folder = folder / part
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            folder.chmod(_STATE_FOLDER if inside_state else _FOLDER)
    mode = _FILE if not inside_state else _PUBLIC if file == SEAL_KEY else _STATE_FILE
    path = folder / file
    digest = hashlib.sha256()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "wb") as out:
        for chunk in piece.chunks:
            digest.update(chunk)
            out.write(chunk)
        os.fchmod(out.fileno(), mode)
    os.utime(path, (piece.modified, piece.modified))
    return f"sha256:{digest.hexdigest()}"


def _check_store(bench: Path, manifest: Manifest, name: str, folder: Path) -> None:
    """The store is whole, and its chain ends where the manifest says."""
    if not (bench / STATE / STORE).exists():
        (bench / STATE).mkdir(mode=_STATE_FOLDER, exist_ok=True)
        if manifest.head is not None or manifest.nights:
            raise CareError(message("care.damaged", file=name, member=f"{STATE}/{STORE}"))
        return
    with snapshot.full_told(folder):
        found = snapshot.look(bench / STATE / STORE)
    if (found.head, found.nights, found.newest) != (manifest.head, manifest.nights, manifest.newest):
        raise CareError(message("care.other_head", file=name))


def _appear(bench: Path, folder: Path) -> None:
    """The workspace at its place, in one step; entry by entry only where the place is a disk of its own."""
    bench.chmod(_FOLDER)
    if folder.is_dir() and os.path.ismount(folder):
        # What the store belongs to comes last: without it, half a workspace is none.
        for path in sorted(bench.iterdir(), key=lambda p: p.name == STATE):
            path.rename(folder / path.name)
        return
    try:
        bench.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise CareError(message("care.not_empty", folder=str(folder))) from error
        raise
