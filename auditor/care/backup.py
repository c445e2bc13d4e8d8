"""Making an archive: whole and verified under its name, or not there at all."""

import hashlib
import io
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from auditor import __version__
from auditor.care import snapshot
from auditor.care.contents import STATE, contents
from auditor.care.manifest import ABOUT, FORMAT, MANIFEST, About, Manifest, encoded
from auditor.care.reading import verify
from auditor.care.rotation import Rotated, file_name, rotate
from auditor.care.snapshot import Pair
from auditor.care.workshop import publish, told, workshop
from auditor.care.writing import ArchiveWriter
from auditor.errors import CareError, StoreError
from auditor.loading.problems import shown
from auditor.model.operation import Operation
from auditor.model.places import SPOOL, STORE, VAULT
from auditor.model.words import Message, message
from auditor.notify.spool import Spool
from auditor.store.store import Store
from auditor.workspace import Workspace

REMEMBERED = "care.backup"
"""Name under which the store remembers the last archive."""

_ARCHIVE = "archive"


class LastBackup(msgspec.Struct, frozen=True, kw_only=True):
    """What the store remembers of the last archive."""

    path: str
    made: datetime
    size: int


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is backed up."""

    root: Path
    city: str
    """Identifier of the organisation."""
    title: str
    more: tuple[Path, ...] = ()
    """Files beside inventory and policies that the inventory points to."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where to, and what with."""

    folder: Path
    made: datetime
    keep: int | None = None
    """Archives of this installation to keep; None to delete none."""
    reports: bool = True
    key_files: tuple[Path, ...] = ()
    """Never put into the archive, wherever they lie."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """An archive that was made and read back."""

    path: Path
    size: int
    digest: str
    """``sha256:…`` of the archive itself."""
    manifest: Manifest
    deleted: tuple[str, ...]
    kept: int
    notes: tuple[Message, ...]
    """What was left out, and what else a person must know."""


def make_backup(workspace: Workspace, when: datetime, *, key_files: Sequence[Path] = ()) -> Backup:
    """Back up a workspace into the folder that its inventory names. Raises CareError, StoreError."""
    backups = workspace.inventory.operation.backups
    if backups is None:
        raise CareError(message("care.no_folder"))
    target = Target(folder=backups.folder, made=when, keep=backups.keep, key_files=tuple(key_files))
    return back_up(source_of(workspace), target)


def source_of(workspace: Workspace) -> Source:
    """What a workspace says of itself."""
    inventory = workspace.inventory
    return Source(
        root=workspace.root,
        city=inventory.organisation.ref.id,
        title=inventory.organisation.title,
        more=named_files(inventory.operation),
    )


def named_files(operation: Operation) -> tuple[Path, ...]:
    """Certificates that the inventory points to."""
    notification, timestamps = operation.notification, operation.timestamps
    servers = (notification.mail, notification.syslog, timestamps)
    return tuple(s.ca_file for s in servers if s is not None and s.ca_file is not None)


def back_up(source: Source, target: Target) -> Backup:
    """Make an archive, read it back, and only then let older ones go.

    It bears its name only when it is whole and on the disk; whatever fails before, nothing of it is left. Raises
    CareError and StoreError with what to do.
    """
    if not target.folder.is_dir():
        # Not made: where a disk should be mounted, a folder of the same name would fill the wrong one.
        raise CareError(message("care.folder_gone", folder=str(target.folder)))
    _refuse_unseen(source.root / STATE)
    with told(target.folder), workshop(target.folder, source.city) as bench:
        with snapshot.copied(source.root / STATE, bench) as pair:
            manifest, notes = _write(bench / _ARCHIVE, pair, source, target)
        unfinished = bench / _ARCHIVE
        if not _reads_back(unfinished, manifest):
            raise CareError(message("care.read_back", folder=str(target.folder)))
        size, digest = unfinished.stat().st_size, _digest(unfinished)
        path = publish(unfinished, target.folder, lambda number: file_name(source.city, target.made, number))
    rotated = Rotated(deleted=(), kept=0, notes=())
    if target.keep is not None:
        rotated = rotate(path, source.city, manifest.about.origin, target.keep)
    notes += [*rotated.notes, *_open_to_others(path), *_remember(source.root, path, target.made, size)]
    return Backup(
        path=path,
        size=size,
        digest=digest,
        manifest=manifest,
        deleted=rotated.deleted,
        kept=rotated.kept,
        notes=tuple(notes),
    )


def _refuse_unseen(state: Path) -> None:
    """What this user may not see must not be missing from the archive as if it were not there."""
    try:
        os.listdir(state)
        (state / STORE).exists()
    except FileNotFoundError:
        return
    except OSError as error:
        raise CareError(message("care.source_unreadable", path=str(state), why=error.strerror or "")) from error


def _write(archive: Path, pair: Pair, source: Source, target: Target) -> tuple[Manifest, list[Message]]:
    """The archive's bytes, on the disk."""
    notes = [] if pair.store is not None else [message("care.no_store")]
    listed = contents(source.root, reports=target.reports, more=source.more, key_files=target.key_files)
    notes += listed.left_out
    if not pair.vault:
        notes.append(message("care.no_vault"))
    about = About(
        format=FORMAT,
        city=source.city,
        title=source.title,
        made=target.made,
        auditor=__version__,
        origin=pair.found.origin,
        reports=target.reports,
    )
    with open(archive, "xb", opener=_private) as out:
        writer = ArchiveWriter(out)
        writer.add_document(ABOUT, encoded(about), target.made)
        if pair.store is not None:
            # The store first: whatever it says of reports is then among the reports that follow.
            _add(writer, f"{STATE}/{STORE}", pair.store)
            pair.store.unlink()  # its space may be needed for the rest
        if pair.vault:
            writer.add(f"{STATE}/{VAULT}", io.BytesIO(pair.vault), len(pair.vault), target.made)
        for path, real in listed.files.items():
            notes += _add(writer, path, real)
        manifest = Manifest(
            about=about,
            members=tuple(writer.members),
            head=pair.found.head,
            nights=pair.found.nights,
            newest=pair.found.newest,
            undelivered=waiting(source.root),
        )
        writer.add_document(MANIFEST, encoded(manifest), target.made)
        writer.finish()
        out.flush()
        os.fsync(out.fileno())
    return manifest, notes


def _add(writer: ArchiveWriter, path: str, real: Path) -> tuple[Message, ...]:
    """Add a file; one that is gone meanwhile is named."""
    try:
        handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return (message("care.left_gone", path=shown(path)),)
    except OSError as error:
        raise CareError(message("care.source_unreadable", path=shown(path), why=error.strerror or "")) from error
    with open(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return (message("care.left_odd", path=shown(path)),)
        writer.add(path, stream, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))
    return ()


def waiting(root: Path) -> int:
    """How many messages wait for their server."""
    return len(Spool(folder=root / STATE / SPOOL).contents().entries)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _reads_back(path: Path, manifest: Manifest) -> bool:
    """Whether the disk gives back what was written; asked of the disk, not of memory."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    try:
        return verify(path) == manifest
    except CareError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _open_to_others(path: Path) -> tuple[Message, ...]:
    """Some media know no permissions."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ()
    return (message("care.open_to_others", file=str(path)),) if mode & 0o077 else ()


def _remember(root: Path, path: Path, made: datetime, size: int) -> tuple[Message, ...]:
    """Let the store know; an archive that was made is good even when the store cannot be written just now."""
    if not (root / STATE / STORE).exists():
        return ()
    last = LastBackup(path=str(path.absolute()), made=made, size=size)
    try:
        with Store.open(root / STATE / STORE) as store:
            store.remember(REMEMBERED, msgspec.json.encode(last).decode())
    except StoreError as error:
        return (error.message,)
    return ()


def last_backup(store: Store) -> LastBackup | None:
    """What the store remembers of the last archive."""
    value = store.recall(REMEMBERED)
    try:
        return None if value is None else msgspec.json.decode(value, type=LastBackup)
    except msgspec.DecodeError:
        return None
