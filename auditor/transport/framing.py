"""The frames in which a script's answers come back, and their reader.

Everything comes on one stream. Each mark is a line that begins with the session's nonce, 128 random bits that nothing
on the target can have known before; so an answer may hold any bytes, marks of another session included::

    <nonce> b <number>                the answer begins: any bytes, exactly as they came
    <nonce> e <number> <code>         it ended; the error stream follows, at most 4 KiB
    <nonce> x <number>                that ended too
    <nonce> z                         the script came to its end

``<code>`` is the exit code, or a word of ours: no such program, not allowed.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

BEGIN, END, ERRORS_END, LAST = "b", "e", "x", "z"
MISSING = "missing"
DENIED = "denied"

LARGEST_ERRORS = 4096
"""Bytes of an error stream that are kept."""

_LONGEST_MARK = 64
_CODE = re.compile(rb"e ([0-9]{1,5}) ([0-9]{1,3}|missing|denied)")


@dataclass(kw_only=True, slots=True)
class Frame:
    """What one command of the script answered."""

    number: int
    taken_at: datetime
    """When the beginning of the answer arrived."""
    code: str = ""
    output: bytearray = field(default_factory=bytearray)
    errors: bytes = b""
    overflow: bool = False
    """True when it was longer than its limit; the rest was thrown away."""


class FrameReader:
    """Takes the stream in pieces and gives the frames. Bounded in memory, linear in time, raises nothing."""

    def __init__(self, nonce: str, limits: tuple[int, ...]) -> None:
        """``limits``: the largest answer of each command, in bytes, by its number."""
        self._mark = nonce.encode() + b" "
        self._limits = limits
        self._rest = bytearray()
        self._open: Frame | None = None
        self._in_errors = False
        self.frames: dict[int, Frame] = {}
        """Complete ones, by number."""
        self.begun = False
        """True as soon as the script has spoken: there is a shell."""
        self.finished = False
        """True when the script came to its end."""

    def feed(self, piece: bytes, now: datetime) -> None:
        """Take in the next bytes of the stream."""
        if self.finished:
            return
        self._rest += piece
        while not self.finished:
            at = self._rest.find(self._mark)
            if at < 0:
                self._take(max(0, len(self._rest) - len(self._mark)))
                return
            line_end = self._rest.find(b"\n", at, at + len(self._mark) + _LONGEST_MARK)
            if line_end < 0 and len(self._rest) - at < len(self._mark) + _LONGEST_MARK:
                self._take(at)
                return
            if line_end < 0:
                line_end = at + len(self._mark) - 1
            self._take(at)
            body = bytes(self._rest[len(self._mark) : line_end - at])
            del self._rest[: line_end - at + 1]
            self._turn(body, now)

    def _take(self, count: int) -> None:
        """Give the first bytes of the rest to whom they belong."""
        if not count:
            return
        if self._open is not None:
            if self._in_errors:
                room = LARGEST_ERRORS - len(self._open.errors)
                self._open.errors += bytes(self._rest[: min(count, room)])
            else:
                room = self._limits[self._open.number] - len(self._open.output)
                self._open.output += self._rest[: min(count, room)]
                self._open.overflow |= count > room
        del self._rest[:count]

    def _turn(self, body: bytes, now: datetime) -> None:
        """Act on a mark. One that is out of turn ends the frame that was open: half an answer is none."""
        number = self._open.number if self._open else -1
        ended = _CODE.fullmatch(body)
        if body == LAST.encode():
            self.finished, self._open = True, None
        elif ended and self._open and not self._in_errors and int(ended[1]) == number:
            self._open.code, self._in_errors = ended[2].decode(), True
        elif self._open and self._in_errors and body == b"x %d" % number:
            self.frames[number], self._open = self._open, None
        elif re.fullmatch(rb"b [0-9]{1,5}", body) and int(body[2:]) < len(self._limits):
            self.begun, self._in_errors = True, False
            self._open = Frame(number=int(body[2:]), taken_at=now)
        else:
            self._open = None
