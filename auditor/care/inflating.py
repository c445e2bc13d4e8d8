"""A gzip file read forward, with bounds: what is cut off, damaged or blown up is told, never believed."""

from dataclasses import dataclass
from typing import BinaryIO

from isal import isal_zlib

from auditor.errors import CareError
from auditor.model.words import message

_GZIP = 31
"""zlib's window bits for a gzip wrapper with its checksum (zlib.h, inflateInit2)."""
_MAGIC = b"\x1f\x8b"
_CHUNK = 256 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How much may come out of an archive."""

    total: int | None = None
    """Bytes at most; None for no bound. An archive of ours may well be small for what it holds (a store whose evidence
    was pruned is mostly zeros), so that the ratio tells nothing: what counts is the room there is for it."""
    members: int = 2_000_000
    """Files at most."""


class Inflating:
    """The content of a gzip file of one member. Raises CareError in every method."""

    def __init__(self, source: BinaryIO, name: str, bounds: Bounds) -> None:
        self._source = source
        self._name = name
        self._bounds = bounds
        self._inflater = isal_zlib.decompressobj(wbits=_GZIP)
        self._rest = b""
        self._given = 0
        first = self._more()
        if not first.startswith(_MAGIC):
            raise CareError(message("care.foreign", file=name))
        self._rest = first

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, at least one; raises when the archive ends before."""
        while True:
            if self._inflater.eof:
                raise CareError(message("care.truncated", file=self._name))
            if not self._rest:
                self._rest = self._more()
            starved = not self._rest
            piece = self._inflate(size)
            if piece:
                return piece
            if starved and not self._inflater.eof:
                raise CareError(message("care.truncated", file=self._name))

    def exactly(self, size: int) -> bytes:
        """So many bytes; for small things only."""
        found = b""
        while len(found) < size:
            found += self.read(size - len(found))
        return found

    def finish(self) -> None:
        """Read zeros (tar's padding) to the end; anything else, and anything behind the end, is no archive of ours."""
        while not self._inflater.eof:
            if not self._rest:
                self._rest = self._more()
            starved = not self._rest
            piece = self._inflate(_CHUNK)
            if piece.strip(b"\0"):
                raise CareError(message("care.damaged_end", file=self._name))
            if starved and not piece and not self._inflater.eof:
                raise CareError(message("care.truncated", file=self._name))
        if self._inflater.unused_data or self._more():
            raise CareError(message("care.damaged_end", file=self._name))

    def _inflate(self, size: int) -> bytes:
        try:
            piece = self._inflater.decompress(self._rest, size)
        except isal_zlib.IsalError:  # type: ignore[misc]  # isal types the class as an instance
            raise CareError(message("care.damaged_stream", file=self._name)) from None
        self._rest = b"" if self._inflater.eof else self._inflater.unconsumed_tail
        self._given += len(piece)
        if self._bounds.total is not None and self._given > self._bounds.total:
            raise CareError(message("care.blown_up", file=self._name, free=self._bounds.total))
        return piece

    def _more(self) -> bytes:
        try:
            chunk = self._source.read(_CHUNK)
        except OSError as error:
            raise CareError(message("care.unreadable", file=self._name, why=error.strerror or "")) from error
        return chunk
