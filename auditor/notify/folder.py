"""A shared folder: a page and a text a notice, and the newest pair under a fixed name.

Everything happens within the folder as it was when it was opened: names planted there by others are replaced, never
followed. The folder itself is never made: a share that is not mounted must not be mistaken for one.
"""

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.model.japan import JST
from auditor.model.words import Language, message
from auditor.notify.discreet import short
from auditor.notify.failures import ChannelDown
from auditor.notify.letter import letter
from auditor.notify.notice import Address, NoticeKind
from auditor.notify.plain import text
from auditor.notify.spool_files import Entry
from auditor.notify.taken import Taken

LATEST = "latest"
_MODE = 0o644
"""Whoever may see the share may read them: they name no person, account or address."""
_LONGEST_CHOICE = 60
_UNFINISHED = re.compile(r"\.[^/]*\.[0-9a-f]{16}\.part")


class FolderChannel:
    """An open folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        try:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            self._handle = os.open(self._folder, flags)
        except OSError as error:
            raise self._down(error) from error
        self._sweep()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)

    def send(self, name: str, entry: Entry) -> Taken:
        """Write the entry's two files, then the newest pair. A repeated delivery writes the same again."""
        from auditor.notify.page import page

        written = letter(entry.notice, entry.address.language)
        mark = _mark(entry.address)
        kind = entry.notice.kind
        apart = "" if kind is NoticeKind.NIGHT else f"-{sha256(entry.notice.about.encode()).hexdigest()[:6]}"
        stem = f"{entry.notice.moment.astimezone(JST):%Y%m%d-%H%M%S}-{kind.value}{apart}{mark}"
        html, plain = page(written), text(written).replace("\n", "\r\n").encode("utf-8-sig")
        with self._in_words():
            for target in (stem, f"{LATEST}{mark}"):
                self._write(f"{target}.html", html)
                self._write(f"{target}.txt", plain)
            with suppress(OSError):  # some network file systems know no such thing; the files themselves are synced
                os.fsync(self._handle)
        return Taken()

    def probe(self) -> None:
        """Write and delete a file, to show that `send` would be able to."""
        name = f".probe.{secrets.token_hex(8)}.part"
        with self._in_words():
            self._fill(name, b"auditor\n")
            os.unlink(name, dir_fd=self._handle)

    def _sweep(self) -> None:
        """Delete half-written files that a kill left behind; only one process delivers at a time."""
        with suppress(OSError):
            for name in os.listdir(self._handle):
                if _UNFINISHED.fullmatch(name):
                    os.unlink(name, dir_fd=self._handle)

    def _write(self, name: str, data: bytes) -> None:
        with suppress(FileNotFoundError):
            if stat.S_ISDIR(os.lstat(name, dir_fd=self._handle).st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        unfinished = f".{name}.{secrets.token_hex(8)}.part"
        try:
            self._fill(unfinished, data)
            os.replace(unfinished, name, src_dir_fd=self._handle, dst_dir_fd=self._handle)
        except BaseException:
            with suppress(OSError):
                os.unlink(unfinished, dir_fd=self._handle)
            raise

    def _fill(self, name: str, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(name, flags, _MODE, dir_fd=self._handle), "wb") as file:
            with suppress(OSError):  # a share may have its own idea of permissions
                os.fchmod(file.fileno(), _MODE)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._down(error) from error

    def _down(self, error: OSError) -> ChannelDown:
        path, detail = str(self._folder), short(os.strerror(error.errno) if error.errno else str(error))
        match error.errno:
            case errno.ENOENT | errno.ENODEV | errno.ENOTCONN | errno.EHOSTDOWN | errno.ESTALE:
                return ChannelDown(message("sending.folder_missing", path=path))
            case errno.ELOOP | errno.ENOTDIR:
                return ChannelDown(message("sending.folder_link", path=path))
            case errno.EACCES | errno.EPERM | errno.EROFS:
                return ChannelDown(message("sending.folder_denied", path=path, detail=detail))
            case errno.ENOSPC | errno.EDQUOT:
                return ChannelDown(message("sending.folder_full", path=path))
            case _:
                return ChannelDown(message("sending.folder_failed", path=path, detail=detail))


def _mark(address: Address) -> str:
    """Tells the files of a route apart from another's: its sections, classes and language; nothing for the usual."""
    choice = "-".join((*address.sections, *address.classes))
    if len(choice) > _LONGEST_CHOICE or re.fullmatch(r"[A-Za-z0-9._-]*", choice) is None:
        choice = sha256(choice.encode()).hexdigest()[:12]
    language = "" if address.language is Language.JA else f".{address.language.value}"
    return (f"-{choice}" if choice else "") + language
