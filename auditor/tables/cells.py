"""Sheets of cells, whatever file they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that came out as an error (``#REF!``, ``#N/A``), or as nothing because no program calculated it yet."""

    text: str
    """The error; empty for a formula that was not calculated."""


Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | CellError | None
"""A cell's value: for a formula, what it came out as when the workbook was saved. None: nothing in it."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet. Merged cells hold the value of their first cell everywhere; hidden rows count like others."""

    name: str
    """Its tab; empty for CSV."""
    rows: Sequence[Sequence[Cell]]
    """From A1 on; rows may differ in length."""
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell is None for row in self.rows for cell in row)


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook, or a CSV file as one of a single sheet."""

    label: str
    """How problems call the file."""
    digest: str
    """``sha256:…`` of the file."""
    sheets: tuple[Sheet, ...]

    def place(self, sheet: Sheet) -> str:
        """How problems call a sheet."""
        return f"{self.label} {sheet.name}" if sheet.name else self.label


def letters(column: int) -> str:
    """``A`` for column 0, ``AA`` for column 26."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(row: int, column: int) -> str:
    """``C7`` for row 6, column 2 (both counted from 0)."""
    return f"{letters(column)}{row + 1}"
