"""Tables for a spreadsheet: CSV (RFC 4180) in UTF-8 with BOM, so that Excel reads the Japanese; nothing in it runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from auditor.reporters.visible import visible

CELL_LIMIT = 32_000
"""Characters in a cell; Excel holds 32,767 (Excel specifications and limits)."""

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # OWASP, CSV Injection; full-width too under Japanese Excel


def write_table(out: IO[bytes], header: Sequence[str], lines: Iterable[Sequence[str]], truncated: str) -> None:
    """Write a table to a byte stream, which stays open, a line at a time."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, dialect="excel", lineterminator="\r\n")
    writer.writerow(header)
    for line in lines:
        writer.writerow([cell(value, truncated) for value in line])
    text.flush()
    text.detach()


def cell(value: str, truncated: str = "…") -> str:
    """A value that a spreadsheet shows and never runs, within the length it can hold."""
    if not value:  # most cells of a line below a row
        return value
    shown = visible(value)
    if shown.lstrip(" \n　").startswith(_FORMULA):
        shown = f"'{shown}"
    return shown if len(shown) <= CELL_LIMIT else shown[:CELL_LIMIT] + truncated
