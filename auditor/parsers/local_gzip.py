"""A stream of file chunks to a stream of its content: gzip (RFC 1952), of several members too, or plain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from isal import isal_zlib

from auditor.facts.logs import LogFault

MAGIC = b"\x1f\x8b"
"""First bytes of a gzip member (RFC 1952, 2.3.1)."""

_GZIP_ONLY = 31
"""zlib's window bits for "gzip wrapper, checksum verified" (zlib.h, inflateInit2)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How much may come out of a file."""

    content: int = 8 * 1024**3
    """Bytes of content at most."""
    ratio: int = 400
    """Bytes out for one byte in at most, once `ratio_from` bytes came out. Logs reach 10 to 100; deflate can 1,032."""
    ratio_from: int = 256 * 1024**2
    line: int = 1024**2
    """Bytes of a line that are looked at."""
    piece: int = 256 * 1024
    """Bytes of content that are held at a time; few enough to stay in the processor's cache."""


@dataclass(kw_only=True)
class Content:
    """The content of one file, read once. ``fault`` is known when the stream has ended."""

    bounds: Bounds
    named_gzip: bool
    """True when the file's name says gzip."""
    fault: LogFault | None = None
    taken: int = field(default=0, init=False)
    given: int = field(default=0, init=False)

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The content in pieces of at most ``bounds.piece`` bytes, as far as it goes."""
        source = iter(chunks)
        first = b""
        for chunk in source:
            first += chunk
            if len(first) >= len(MAGIC):
                break
        if first.startswith(MAGIC):
            yield from self._members(first, source)
        else:
            if self.named_gzip and first:
                self.fault = LogFault.CORRUPT
            yield from self._plain(first, source)

    def _plain(self, first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
        chunk = first
        while chunk:
            self.taken += len(chunk)
            self.given += len(chunk)
            if self.given > self.bounds.content:
                self.fault = LogFault.TOO_LARGE
                return
            yield chunk
            chunk = next(source, b"")

    def _members(self, first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
        inflater = isal_zlib.decompressobj(wbits=_GZIP_ONLY)
        data = first
        self.taken = len(first)
        while True:
            try:
                piece = inflater.decompress(data, self.bounds.piece)
            except isal_zlib.IsalError:  # type: ignore[misc]  # isal 1.8 types the class as an instance
                self.fault = LogFault.CORRUPT
                return
            if piece:
                self.given += len(piece)
                if self._too_much():
                    self.fault = LogFault.TOO_LARGE
                    return
                yield piece
            if inflater.eof:
                data = self._next_member(inflater.unused_data, source)
                if not data:
                    return
                inflater = isal_zlib.decompressobj(wbits=_GZIP_ONLY)
                continue
            data = inflater.unconsumed_tail
            if not data and len(piece) < self.bounds.piece:
                data = self._more(source)
                if not data:
                    self.fault = LogFault.TRUNCATED
                    return

    def _next_member(self, rest: bytes, source: Iterator[bytes]) -> bytes:
        """The bytes that the next member begins with; none at the end. Padding with zeros is no fault, junk is."""
        rest = rest.lstrip(b"\0")
        while len(rest) < len(MAGIC):
            more = self._more(source)
            if not more:
                break
            rest = (rest + more).lstrip(b"\0")
        if rest and not rest.startswith(MAGIC):
            self.fault = LogFault.CORRUPT
            return b""
        return rest

    def _more(self, source: Iterator[bytes]) -> bytes:
        chunk = next(source, b"")
        self.taken += len(chunk)
        return chunk

    def _too_much(self) -> bool:
        if self.given > self.bounds.content:
            return True
        return self.given > self.bounds.ratio_from and self.given > self.taken * self.bounds.ratio
