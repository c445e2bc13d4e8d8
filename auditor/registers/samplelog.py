"""The newest entry of a sample log, read from the file itself."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from auditor.loading.files import open_inside
from auditor.model.japan import JST

MAX_BYTES = 256 * 1024 * 1024
"""Most that may come out of a sample; one that holds more is not judged."""
_MAX_LINE = 64 * 1024
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, kw_only=True)
class SampleFormat:
    """How the time stands in each line."""

    timestamp: str
    """strptime pattern; without a zone it means Japan time."""
    column: int
    delimiter: str
    encoding: str


class _UnreadableError(Exception):
    """The sample is damaged, too large or in another encoding, so its newest entry is not known."""


def newest_entry(folder: Path, relative: str, form: SampleFormat) -> datetime | None:
    """The latest time in any whole line; None when no line tells one, or when the file is not whole.

    A last line without an end counts as not yet written. A file that is damaged, too large or in another encoding
    gives None: its newest readable line would make it look older than it is.
    """
    newest: datetime | None = None
    try:
        with open_inside(folder, relative) as stream:
            for line in _lines(stream, form.encoding):
                moment = _time_in(line, form)
                if moment is not None and (newest is None or moment > newest):
                    newest = moment
    except (OSError, EOFError, zlib.error, UnicodeError, _UnreadableError):
        return None
    return newest


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    # A multi-byte newline (UTF-16) is why the text is decoded before it is split.
    import codecs

    decoder = codecs.getincrementaldecoder(encoding)("strict")
    pending = ""
    for chunk in _chunks(stream):
        pending += decoder.decode(chunk)
        *whole, pending = pending.split("\n")
        if len(pending) > _MAX_LINE:
            raise _UnreadableError
        yield from whole
    decoder.decode(b"", final=True)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    packed = stream.read(2) == _GZIP
    stream.seek(0)
    source = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
    total = 0
    while chunk := source.read(1 << 18):
        total += len(chunk)
        if total > MAX_BYTES:
            raise _UnreadableError
        yield chunk


def _time_in(line: str, form: SampleFormat) -> datetime | None:
    text = line.rstrip("\r")
    if len(text) > _MAX_LINE:
        return None
    if form.delimiter:
        columns = text.split(form.delimiter)
        if len(columns) <= form.column:
            return None
        text = columns[form.column].strip().strip('"')
    else:
        text = text[form.column :]
    moment = _parse(text[:64], form.timestamp)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=JST)


def _parse(text: str, pattern: str) -> datetime | None:
    """The time that a text is, or begins with."""
    try:
        return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is set by the caller
    except ValueError as error:
        told = str(error)
    marker = "unconverted data remains: "
    if not told.startswith(marker):
        return None
    try:
        return datetime.strptime(text[: len(text) - len(told.removeprefix(marker))], pattern)  # noqa: DTZ007
    except ValueError:
        return None
