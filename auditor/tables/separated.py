"""CSV and tab-separated files, as Japanese systems write them."""

import csv
import io
import re

from auditor.errors import TableError
from auditor.model.words import message
from auditor.tables.cells import Cell, CellError, Sheet
from auditor.tables.limits import MAX_AREA, MAX_CELL, MAX_COLUMNS, MAX_ROWS

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNASSIGNED = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python makes of bytes that code page 932 does not assign."""
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_KEPT = re.compile(r'="([^"]*)"|\'([0-9]+)')
"""How systems keep Excel from dropping zeros at the front: ``="00412"``, ``'00412``."""
_DELIMITERS = ",\t;"
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})

__all__ = ["decoded", "read_separated"]


def decoded(content: bytes) -> str:
    """The text: by its byte-order mark, else the first of UTF-8 and Windows code page 932 that fits strictly.

    UTF-8 comes first: text in code page 932 practically never happens to be valid UTF-8, the other way it often is.
    UTF-16 needs its mark. Raises TableError when none fits or control characters remain.
    """
    named = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp932" and (_UNASSIGNED.search(text) or _may_be_euc(content, text)):
            continue
        if "\x00" in text:
            raise TableError(message("tables.not_text"))
        return text
    raise TableError(message("tables.no_encoding"))


def read_separated(content: bytes) -> Sheet:
    """The one sheet of a file; the delimiter is the one that its first lines have most of. Raises TableError."""
    text = decoded(content)
    try:
        rows: list[list[Cell]] = []
        area = 0
        for raw in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            area += len(raw)
            if len(rows) >= MAX_ROWS or len(raw) > MAX_COLUMNS or area > MAX_AREA:
                raise TableError(message("tables.csv_too_large", rows=MAX_ROWS, columns=MAX_COLUMNS))
            if any(len(cell) > MAX_CELL for cell in raw):
                raise TableError(message("tables.csv_cell_too_long", limit=MAX_CELL))
            rows.append([_cell(cell) for cell in raw])
    except csv.Error as error:
        code = "tables.csv_cell_too_long" if "field larger" in str(error) else "tables.csv_quotes"
        raise TableError(message(code, limit=MAX_CELL)) from error
    return Sheet(name="", rows=rows)


def _may_be_euc(content: bytes, text: str) -> bool:
    """Whether the half-width kana in a text may be what EUC-JP looks like in code page 932."""
    if not _HALF_WIDTH.search(text):
        return False
    try:
        content.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return True


def _cell(text: str) -> Cell:
    kept = _KEPT.fullmatch(text) if text.startswith(("=", "'")) else None
    if kept is not None:
        text = kept[1] or kept[2] or ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("#") and text in _ERRORS:
        return CellError(text)
    return text or None


def _delimiter(text: str) -> str:
    """The one that most of the first lines have outside of quotes, then the most frequent; a comma when none is there.

    Lines come first, for a cell may list a dozen persons with semicolons.
    """
    counts, having = dict.fromkeys(_DELIMITERS, 0), dict.fromkeys(_DELIMITERS, 0)
    quoted, lines = False, 0
    last = dict.fromkeys(_DELIMITERS, -1)
    for char in text[:65536]:
        if char == '"':
            quoted = not quoted
        elif not quoted:
            if char in counts:
                counts[char] += 1
                having[char] += last[char] != lines
                last[char] = lines
            lines += char == "\n"
            if lines > 30:
                break
    return max(counts, key=lambda d: (having[d], counts[d])) if any(counts.values()) else ","
