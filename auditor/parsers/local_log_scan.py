"""One file of an operation log, read once: digest, whether it opens to its end, and the days of its lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from auditor.facts.logs import LogFault
from auditor.model.target import LogDeclaration
from auditor.parsers.local_gzip import Bounds, Content
from auditor.parsers.local_lines import EncodingGuard, blocks
from auditor.parsers.local_times import Timestamp

_HEAD = 16
"""A file with more lines than this is no zero record."""

_FRAME = 3
"""Lines without a time (title, column names, end mark) that a zero record may have beside the one that says so."""

_BOM = b"\xef\xbb\xbf"

_OTHER_DAYS = 10
"""Foreign days that a fact names at most."""

_STAMP = 80
"""Bytes that a time is looked for in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scanned:
    """What a file turned out to be."""

    size: int
    digest: str
    entries: int
    first: datetime | None
    last: datetime | None
    zero_record: bool
    faults: tuple[LogFault, ...]
    other_days: tuple[date, ...]


def scan(
    chunks: Iterable[bytes],
    *,
    name: str,
    day: date,
    declared: LogDeclaration,
    timestamp: Timestamp,
    bounds: Bounds | None = None,
) -> Scanned:
    """Read a file's chunks to their end. Passes on the OSError of the chunks; raises nothing else."""
    limits = bounds or Bounds()
    whole = sha256()
    size = 0

    def hashed() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            size += len(chunk)
            whole.update(chunk)
            yield chunk

    source = hashed()
    content = Content(bounds=limits, named_gzip=name.lower().endswith((".gz", ".gzip", ".tgz")))
    guard = EncodingGuard(declared.encoding, declared.delimiter)
    lines = _Lines(declared=declared, timestamp=timestamp, day=day, encoding=guard.encoding)
    for block in blocks(guard.through(content.pieces(source)), limits.line):
        lines.take(block)
    for _ in source:  # the digest is of the whole file, also where its content could be read no further
        pass
    if content.fault is None:
        guard.close()
    return Scanned(
        size=size,
        digest=f"sha256:{whole.hexdigest()}",
        entries=lines.entries,
        first=lines.first,
        last=lines.last,
        zero_record=lines.zero_record,
        faults=_faults(content, guard, lines),
        other_days=tuple(sorted(lines.other_days)[:_OTHER_DAYS]),
    )


def _faults(content: Content, guard: EncodingGuard, lines: "_Lines") -> tuple[LogFault, ...]:
    """Gravest first."""
    found: list[LogFault] = []
    if content.fault is not None:
        found.append(content.fault)
    elif guard.lost_blocks:
        found.append(LogFault.CORRUPT)
    elif lines.seen == 0 and not guard.failed:
        found.append(LogFault.EMPTY)
    if guard.failed:
        found.append(LogFault.WRONG_ENCODING)
    if lines.seen and not lines.zero_record and lines.entries * 2 < lines.seen:
        found.append(LogFault.UNPARSED)
    if lines.other_days:
        found.append(LogFault.WRONG_DAY)
    return tuple(found)


@dataclass(kw_only=True)
class _Lines:
    """Counts lines by their day. Where the form allows, days are compared as bytes, a block at a time."""

    declared: LogDeclaration
    timestamp: Timestamp
    day: date
    encoding: str
    seen: int = 0
    """Lines that are neither header nor blank."""
    entries: int = 0
    """Lines that begin with a time."""
    first: datetime | None = None
    other_days: set[date] = field(default_factory=set)
    _last: bytes = b""
    _zeros: int = 0
    _timed_zeros: int = 0

    def __post_init__(self) -> None:
        self._headers = self.declared.header_lines
        self._begun = False
        self._own = self.timestamp.prefix(self.day)
        self._column = _column_before(self.declared)
        width = self.timestamp.date_width
        self._dates = re.compile(rb'(?m)^%s"?(.{%d})' % (self._column.pattern, width)) if self._column else None
        self._days: dict[bytes, date] = {}
        self._zero = self.declared.zero_record.encode(self.encoding, "ignore")

    @property
    def zero_record(self) -> bool:
        """True when a short file says that there was no operation, and shows none."""
        others = self.seen - self._zeros
        return self._zeros > 0 and others <= _FRAME and self.seen <= _HEAD and self.entries == self._timed_zeros

    @property
    def last(self) -> datetime | None:
        """The time of the last line that has one."""
        return self.timestamp.read(self._text(self._last)) if self._last else None

    def take(self, block: bytes) -> None:
        """Count the lines of a block."""
        if not self._begun:
            self._begun = True
            block = block.removeprefix(_BOM)
        while self._headers and block:
            self._headers -= 1
            block = block[block.find(b"\n") + 1 :] if b"\n" in block else b""
        if not block:
            return
        count = block.count(b"\n") + (not block.endswith(b"\n"))
        if count > _HEAD and self._own and self._all_own(block, count):
            self._count_all(block, count)
        else:
            for line in block.split(b"\n"):
                # A lone carriage return ends a line, too: behind it an entry of another day would go unseen.
                for part in line.split(b"\r") if b"\r" in line[:-1] else (line,):
                    if part and not part.isspace():
                        self._count(part)

    def _all_own(self, block: bytes, count: int) -> bool:
        """True when every line's time is of the file's own day."""
        if self._dates is not None:
            dates = self._dates.findall(block)
            return len(dates) == count and dates.count(self._own) == count
        own = b'"' + self._own if block.startswith(b'"') else self._own
        return block.startswith(own) + block.count(b"\n" + own) == count

    def _count_all(self, block: bytes, count: int) -> None:
        self.seen += count
        self.entries += count
        if self.first is None:
            self.first = self.timestamp.read(self._text(self._stamp(block[: block.find(b"\n")])))
        end = len(block) - block.endswith(b"\n")
        self._last = self._stamp(block[block.rfind(b"\n", 0, end) + 1 : end])

    def _count(self, line: bytes) -> None:
        self.seen += 1
        stamp = self._stamp(line)
        day = self._day(stamp)
        if self._zero and self.seen <= _HEAD and self._zero in line:
            self._zeros += 1
            self._timed_zeros += day is not None
        if day is None:
            return
        self.entries += 1
        self._last = stamp
        if self.first is None:
            self.first = self.timestamp.read(self._text(stamp))
        if day != self.day and len(self.other_days) < 1000:
            self.other_days.add(day)

    def _stamp(self, line: bytes) -> bytes:
        """The bytes that the time should stand in."""
        start = 0
        if self._column is not None:
            found = self._column.match(line)
            if found is None:
                return b""
            start = found.end()
        return line[start : start + _STAMP].lstrip(b' "')

    def _day(self, stamp: bytes) -> date | None:
        width = self.timestamp.date_width
        known = self._days.get(stamp[:width]) if width else None
        if known is not None:
            return known
        moment = self.timestamp.read(self._text(stamp))
        if moment is None:
            return None
        if width and stamp[:width].isascii():
            if len(self._days) > 4096:
                self._days.clear()
            self._days[stamp[:width]] = moment.date()
        return moment.date()

    def _text(self, stamp: bytes) -> str:
        try:
            return stamp.decode(self.encoding)
        except UnicodeDecodeError as error:
            # Cut within a character: what stands before it is all that a time needs.
            return stamp[: error.start].decode(self.encoding)


def _column_before(declared: LogDeclaration) -> re.Pattern[bytes] | None:
    """What stands before the column of the time: fields in quotes or without, each with its delimiter.

    Possessive, so that no line makes it search twice.
    """
    if not declared.timestamp_column or not declared.delimiter:
        return None
    sign = re.escape(declared.delimiter.encode())
    if declared.delimiter == " ":
        return re.compile(rb"(?:[^ \n]*+ ++){%d}" % declared.timestamp_column)
    one = rb'(?>(?:"[^"\n]*+")++|[^"\n%s]*+)%s' % (sign, sign)
    return re.compile(rb"(?:%s){%d}" % (one, declared.timestamp_column))
