"""Listing a folder and everything below it, whatever lies there."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import TypeAlias

from auditor.model.job import CaptureStatus, FileReference
from auditor.transport.local_open import open_folder

Scan: TypeAlias = Callable[[int], AbstractContextManager[Iterator["os.DirEntry[str]"]]]
"""``os.scandir`` on a descriptor; a test passes one that fails as a real server would."""

FULL_LISTING = 256 * 1024
"""Bytes up to which a listing is kept word for word; a longer one is kept as its digest and its sums."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
_LATEST = datetime(9999, 12, 29, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class WalkBounds:
    """How far a listing goes; what lies beyond makes it ``truncated``."""

    depth: int = 32
    entries: int = 5_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What was found in a folder."""

    status: CaptureStatus
    files: tuple[FileReference, ...] = ()
    output: bytes = b""
    """Canonical form: a JSON line with the sums and the digest of all entries' lines, then these lines
    (``["path", size, mtime_ns, "kind"]``) as long as they are no more than `FULL_LISTING` bytes."""
    errors: bytes = b""


def list_folder(
    root: str,
    folder: str,
    *,
    stopped: Callable[[], bool],
    scan: Scan = os.scandir,
    bounds: WalkBounds | None = None,
) -> Listing:
    """List ``folder`` under ``root``. Raises nothing that the folder can cause.

    ``stopped`` is asked every few hundred entries; true ends the listing with the status TIMEOUT. Links are told and
    never followed. Paths are relative to ``root``.
    """
    walk = _Walk(root=root, folder=folder, stopped=stopped, scan=scan, bounds=bounds or WalkBounds())
    try:
        descriptor = open_folder(root, folder)
    except (FileNotFoundError, NotADirectoryError) as error:
        if isinstance(error, NotADirectoryError) and _through_link(root, folder):
            return Listing(status=CaptureStatus.DENIED, errors=b"a link is not followed")
        return Listing(status=CaptureStatus.MISSING, errors=_words(error))
    except OSError as error:
        return Listing(status=CaptureStatus.DENIED, errors=_words(error))
    prefix = "/".join(part for part in folder.split("/") if part not in ("", "."))
    walk.visit(descriptor, prefix, 0)
    return walk.listing()


@dataclass(kw_only=True)
class _Walk:
    root: str
    folder: str
    stopped: Callable[[], bool]
    scan: Scan
    bounds: WalkBounds
    files: list[FileReference] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    kept: int = 0
    size: int = 0
    seen: int = 0
    denied: bool = False
    cut: bool = False
    full: bool = False
    late: bool = False
    errors: bytes = b""

    def __post_init__(self) -> None:
        self.digest = sha256()

    def visit(self, descriptor: int, prefix: str, depth: int) -> None:
        """List one directory and those below it; closes the descriptor."""
        try:
            for entry in self._entries(descriptor, prefix):
                path = f"{prefix}/{entry.name}" if prefix else entry.name
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # rotated or overwritten while we looked
                except OSError as error:
                    self._unreadable(path, error)
                    continue
                if stat.S_ISDIR(status.st_mode):
                    self._descend(descriptor, entry.name, path, depth + 1)
                else:
                    self._add(path, status)
        finally:
            os.close(descriptor)

    def _entries(self, descriptor: int, prefix: str) -> "list[os.DirEntry[str]]":
        """The entries of one directory by name; fewer when a bound or the deadline is reached."""
        found: list[os.DirEntry[str]] = []
        try:
            with self.scan(descriptor) as entries:
                for entry in entries:
                    self.seen += 1
                    if self.seen > self.bounds.entries:
                        self.full = self.cut = True
                        break
                    if self.seen % 256 == 0 and self.stopped():
                        self.late = True
                        break
                    found.append(entry)
        except OSError as error:
            self._unreadable(prefix, error)
        found.sort(key=lambda entry: entry.name)
        return found

    def _descend(self, descriptor: int, name: str, path: str, depth: int) -> None:
        if self.full or self.late or self.stopped():
            self.late = self.late or not self.full
            return
        if depth > self.bounds.depth:
            self._unreadable(path, OSError(f"deeper than {self.bounds.depth} folders"))
            return
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            below = os.open(name, flags, dir_fd=descriptor)
        except FileNotFoundError:
            return
        except OSError as error:
            self._unreadable(path, error)
            return
        self.visit(below, path, depth)

    def _add(self, path: str, status: os.stat_result) -> None:
        mode = status.st_mode
        kind = "file" if stat.S_ISREG(mode) else "symlink" if stat.S_ISLNK(mode) else "other"
        self._record(
            FileReference(
                path=path,
                size=status.st_size,
                modified=moment(status.st_mtime_ns),
                allocated=status.st_blocks * 512,  # st_blocks counts 512 bytes whatever the file system (stat(2))
                kind=kind,
                leads=self._leads(path) if kind == "symlink" else "",
            ),
            status.st_mtime_ns,
        )

    def _leads(self, path: str) -> str:
        try:
            end = os.path.realpath(os.path.join(self.root, path), strict=True)
            start = os.path.realpath(os.path.join(self.root, self.folder), strict=True)
        except OSError:
            return "nowhere"
        return "inside" if end == start or end.startswith(start.rstrip("/") + "/") else "outside"

    def _unreadable(self, path: str, error: OSError) -> None:
        if isinstance(error, PermissionError):
            self.denied = True
        else:
            self.cut = True
        self.errors = self.errors or _words(error)
        self._record(FileReference(path=path, size=0, modified=_EPOCH, allocated=0, kind="unreadable"), 0)

    def _record(self, file: FileReference, mtime_ns: int) -> None:
        self.files.append(file)
        self.size += file.size
        line = f'[{encode_basestring_ascii(file.path)},{file.size},{mtime_ns},"{file.kind}"]\n'.encode("ascii")
        self.digest.update(line)
        self.kept += len(line)
        if self.kept <= FULL_LISTING:
            self.lines.append(line)
        else:
            self.lines.clear()

    def listing(self) -> Listing:
        """The outcome, with the gravest status."""
        status = CaptureStatus.OK
        if self.denied:
            status = CaptureStatus.DENIED
        if self.cut:
            status = CaptureStatus.TRUNCATED
        if self.late:
            status = CaptureStatus.TIMEOUT
        head = (
            f'{{"folder":{encode_basestring_ascii(self.folder)},"entries":{len(self.files)},"bytes":{self.size},'
            f'"status":"{status.value}","listing":"sha256:{self.digest.hexdigest()}"}}\n'
        )
        output = head.encode("ascii") + b"".join(self.lines)
        return Listing(status=status, files=tuple(self.files), output=output, errors=self.errors)


def moment(mtime_ns: int) -> datetime:
    """The time of a file in UTC; one beyond the calendar is put at its end."""
    try:
        found = _EPOCH + timedelta(microseconds=mtime_ns // 1000)
    except OverflowError:
        return _LATEST if mtime_ns > 0 else _EARLIEST
    return min(max(found, _EARLIEST), _LATEST)


def _through_link(root: str, folder: str) -> bool:
    parts = [part for part in folder.split("/") if part not in ("", ".")]
    return any(os.path.islink(os.path.join(root, *parts[: n + 1])) for n in range(len(parts)))


def _words(error: OSError) -> bytes:
    """What the system said, without any path."""
    return (error.strerror or str(error)).encode("utf-8", "backslashreplace")[:4096]
