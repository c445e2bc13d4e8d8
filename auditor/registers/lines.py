"""Register files whose entries are one JSON object a line, as ``auditor registers import`` writes them.

They are valid YAML, and mean the same to the general reader; but that reader keeps the place of every value, which for
tens of thousands of entries costs seconds and hundreds of megabytes. What is not exactly of this form is left to it.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from auditor.loading.files import SourceFile
from auditor.loading.yamlreader import FORBIDDEN, MAX_BYTES
from auditor.registers.rows import LineSpot, RawRow

_NOTE = re.compile(r"(?:#.*)?")
_REGISTER = re.compile(r"register: ([a-z_]+)")
_HEADING = re.compile(r"( +)([a-z_]+):( \[\])?")
_ENTRY = re.compile(r"( *)- (\{.*\})")


_BREAKS = re.compile("[\t\r\x85\u2028\u2029]")
"""What YAML reads otherwise than JSON does."""


class _OtherFormError(Exception):
    """The file is of another form."""


def read_lines(source: SourceFile) -> dict[str, list[RawRow]] | None:
    """The rows of a file of that form by register; None for any other file."""
    if len(source.content) > MAX_BYTES or source.content.startswith(b"\xef\xbb\xbf"):
        return None
    try:
        text = source.content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if FORBIDDEN.search(text) or _BREAKS.search(text):
        return None
    try:
        return _Reader(source).read(text.split("\n"))
    except _OtherFormError:
        return None


class _Reader:
    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._found: dict[str, list[RawRow]] = {}
        self._rows: list[RawRow] | None = None
        self._empty: set[str] = set()
        """Registers that are told to be empty, rather than without a word."""
        self._several = False
        self._indent: str | None = None
        """Of the entries of the register that is being read."""
        self._heading: str | None = None
        """Indentation of the registers' names."""
        self._decode = json.JSONDecoder(object_pairs_hook=_mapping, parse_constant=_refuse).decode

    def read(self, lines: Sequence[str]) -> dict[str, list[RawRow]]:
        start, state = 0, "head"
        for number, line in enumerate(lines, start=1):
            entry = _ENTRY.fullmatch(line) if state == "rows" else None
            if entry is not None:
                self._entry(entry, number, start)
            elif not _NOTE.fullmatch(line):
                state = self._head(line, state)
            start += len(line.encode()) + 1
        if state in ("head", "entries"):
            raise _OtherFormError
        return {name: rows for name, rows in self._found.items() if rows or name in self._empty}

    def _head(self, line: str, state: str) -> str:
        """The state after a line that is no entry."""
        register = _REGISTER.fullmatch(line)
        if state == "head" and register:
            self._rows = self._found.setdefault(register[1], [])
            return "entries"
        if state == "entries" and line in ("entries:", "entries: []"):
            self._empty |= set(self._found) if line.endswith("]") else set()
            self._rows = None if line.endswith("]") else self._rows
            return "rows"
        if state == "head" and line == "registers:":
            self._several = True
            return "rows"
        heading = _HEADING.fullmatch(line)
        if state == "rows" and self._several and heading and self._heading in (None, heading[1]):
            if heading[2] in self._found:
                raise _OtherFormError
            self._heading, self._indent = heading[1], None
            rows: list[RawRow] = []
            self._found[heading[2]] = rows
            self._rows = None if heading[3] else rows
            self._empty |= {heading[2]} if heading[3] else set()
            return "rows"
        raise _OtherFormError

    def _entry(self, entry: re.Match[str], number: int, start: int) -> None:
        if self._rows is None or len(entry[1]) < len(self._heading or "") or self._indent not in (None, entry[1]):
            raise _OtherFormError
        self._indent = entry[1]
        try:
            values = self._decode(entry[2])
        except (ValueError, RecursionError) as error:
            raise _OtherFormError from error
        self._rows.append(RawRow(values=values, spot=LineSpot(self._source, number, start)))


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
