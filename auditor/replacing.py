"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

UNFINISHED = ".part"
"""Ending of a file that is not whole yet: a kill may leave one behind."""


@contextmanager
def replacing(path: Path, mode: int = 0o640) -> Iterator[IO[bytes]]:
    """A stream that becomes ``path`` when the block ends well; on an error ``path`` stays as it was.

    The bytes are on the disk before the name is (fsync, then rename), and both before the block is left, so that a
    power cut leaves the old or the new file. The usual mode is that of reports, which name accounts and places.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb", buffering=1 << 16) as stream:
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
