"""A hidden folder to work in beside the place where the result is to appear, and the moment it appears."""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.errors import CareError
from auditor.model.words import message

_ENDING = ".part"
_TEXTS = {
    errno.ENOSPC: "care.full",
    errno.EDQUOT: "care.full",
    errno.EFBIG: "care.file_too_large",
    errno.EROFS: "care.unwritable",
    errno.EACCES: "care.unwritable",
    errno.EPERM: "care.unwritable",
    errno.ENOENT: "care.folder_gone",
    errno.ENOTDIR: "care.folder_gone",
    errno.ESTALE: "care.folder_gone",
}
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What file systems without hard links answer (FAT, some network shares)."""
_MOST_OF_A_SECOND = 100


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What goes wrong in a folder, as words."""
    try:
        yield
    except OSError as error:
        code = _TEXTS.get(error.errno or 0)
        if code is not None:
            raise CareError(message(code, folder=str(folder))) from error
        raise CareError(message("care.failed", folder=str(folder), why=error.strerror or str(error))) from error


@contextmanager
def workshop(folder: Path, label: str) -> Iterator[Path]:
    """A folder of our own inside ``folder``; it and everything in it is gone when the block ends, however it ends.

    What a killed process left under the same label is swept away first.
    """
    _sweep(folder, label)
    made = Path(tempfile.mkdtemp(prefix=".auditor-", dir=folder))
    handle = os.open(made, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    path = made
    try:
        with suppress(OSError):  # a share without locks; what is left there by a kill is left
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # It gets the name that is swept only when it is locked.
        path = made.with_name(f".{label}-{made.name.removeprefix('.auditor-')}{_ENDING}")
        made.rename(path)
        yield path
    finally:
        os.close(handle)
        shutil.rmtree(path, ignore_errors=True)


def publish(unfinished: Path, folder: Path, name: Callable[[int], str]) -> Path:
    """Give a finished file its name: the first of ``name(1)``, ``name(2)`` … that is free. Never replaces a file."""
    for number in range(1, _MOST_OF_A_SECOND):
        path = folder / name(number)
        try:
            os.link(unfinished, path)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if path.exists():
                continue
            unfinished.rename(path)
        sync_folder(folder)
        return path
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on the disk; a file system that cannot do it does it itself."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path, label: str) -> None:
    for path in folder.glob(f".{label}-*{_ENDING}"):
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(handle)
