"""Writing an archive: members as they come, memory flat, digests on the way."""

import hashlib
import tarfile
from datetime import datetime
from typing import IO, BinaryIO

from isal import isal_zlib

from auditor.care.manifest import Member
from auditor.errors import CareError
from auditor.loading.problems import shown
from auditor.model.words import message

_GZIP = 31
"""zlib's window bits for a gzip wrapper with its checksum (zlib.h, deflateInit2)."""
_LEVEL = 2
"""ISA-L's trade-off; a store is compressed inside already."""
_BLOCK = 512
_CHUNK = 1024 * 1024
_MODE = 0o600


class ArchiveWriter:
    """Writes members into one gzip stream. `finish` ends it; once it raised, the stream is of no use."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._compressor = isal_zlib.compressobj(_LEVEL, wbits=_GZIP)
        self.members: list[Member] = []

    def add(self, path: str, source: IO[bytes], size: int, modified: datetime) -> None:
        """Add a file of so many bytes. Raises CareError when the source cannot be read or ends before."""
        self._write(_header(path, size, modified))
        digest, left = hashlib.sha256(), size
        while left:
            data = _read(source, min(left, _CHUNK), path)
            left -= len(data)
            digest.update(data)
            self._write(data)
        self._write(bytes(-size % _BLOCK))
        self.members.append(Member(path=path, size=size, digest=f"sha256:{digest.hexdigest()}"))

    def add_document(self, path: str, content: bytes, modified: datetime) -> None:
        """Add one of the archive's own documents, which is no member of the manifest."""
        self._write(_header(path, len(content), modified) + content + bytes(-len(content) % _BLOCK))

    def finish(self) -> None:
        """Write the end of the archive: two blocks of zeros (POSIX ustar), then the checksum."""
        self._write(bytes(2 * _BLOCK))
        self._out.write(self._compressor.flush())

    def _write(self, data: bytes) -> None:
        self._out.write(self._compressor.compress(data))


def _read(source: IO[bytes], size: int, path: str) -> bytes:
    try:
        data = source.read(size)
    except OSError as error:
        raise CareError(message("care.source_unreadable", path=shown(path), why=error.strerror or "")) from error
    if not data:
        raise CareError(message("care.source_changed", path=shown(path)))
    return data


def _header(path: str, size: int, modified: datetime) -> bytes:
    entry = tarfile.TarInfo(path)
    entry.size = size
    entry.mode = _MODE
    entry.mtime = int(modified.timestamp())
    return entry.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")
