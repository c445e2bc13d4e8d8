"""Content to whole lines, in blocks; and whether it is written in the encoding that was declared."""

import codecs
from collections.abc import Iterable, Iterator

_BYTEWISE = frozenset({"utf-8", "utf-8-sig", "ascii", "cp932", "euc_jp"})
"""Encodings in which line ends and ASCII characters below 0x40 are single bytes that are never part of another."""

_ANY_DELIMITER = frozenset({"utf-8", "utf-8-sig", "ascii", "euc_jp"})
"""The same for every ASCII character (in cp932 the second byte of a character may be 0x40 to 0x7e)."""

_LOST = b"\0" * 8
"""A run of NUL bytes is a block that a crash left unwritten; a single one may be in a field."""


class EncodingGuard:
    """Lets content through and notes whether it can be decoded strictly; rewrites as UTF-8 what is not bytewise."""

    def __init__(self, encoding: str, delimiter: str) -> None:
        """Raises LookupError for an encoding Python does not know."""
        name = codecs.lookup(encoding).name.replace("shift_jis", "cp932")
        name = {"utf_8": "utf-8", "utf_8_sig": "utf-8-sig"}.get(name, name)
        below = not delimiter or (len(delimiter) == 1 and delimiter < "@")
        self._rewrite = name not in (_BYTEWISE if below else _ANY_DELIMITER)
        self._decoder = codecs.getincrementaldecoder(name)("strict")
        self.encoding = "utf-8" if self._rewrite else name
        """Encoding of what is let through."""
        self.failed = False
        self.lost_blocks = False
        """True when the content has runs of NUL bytes."""

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, as UTF-8 where the declared encoding is not bytewise; then it ends at the first wrong byte."""
        pending = False
        for piece in pieces:
            if self._rewrite:
                given = self._decoded(piece).encode("utf-8", "surrogatepass")
                if self.failed:
                    return
            else:
                given = piece
                if not self.failed and (pending or not piece.isascii()):
                    self._decoded(piece)
                    pending = not self.failed and self._decoder.getstate()[0] != b""
            # The search for a single byte is many times faster, and nearly always the only one.
            self.lost_blocks = self.lost_blocks or (b"\0" in given and _LOST in given)
            yield given

    def close(self) -> None:
        """To be called when the content came to its end: half a character there is wrong, too."""
        if not self.failed:
            self._decoded(b"", final=True)

    def _decoded(self, piece: bytes, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(piece, final)
        except UnicodeError:
            self.failed = True
            return ""


def blocks(pieces: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """The pieces cut anew, each block holding whole lines. Of a line over ``longest`` bytes only the beginning stays.

    Every block ends with a line end, save the last one of a file whose last line has none.
    """
    carry = b""
    skipping = False
    for piece in pieces:
        if skipping:
            cut = piece.find(b"\n")
            if cut < 0:
                continue
            piece = piece[cut + 1 :]
            skipping = False
        end = piece.rfind(b"\n") + 1
        if end:
            yield carry + piece[:end] if carry else piece[:end]
            carry = piece[end:]
        else:
            carry += piece
        if len(carry) > longest:
            yield carry[:longest] + b"\n"
            carry = b""
            skipping = True
    if carry:
        yield carry
