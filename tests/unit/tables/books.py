"""Workbooks made for tests."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter


def book(sheets: Mapping[str, Sequence[Sequence[object]]], dress: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of plain cells; ``dress`` gets the book and its first sheet."""
    output = io.BytesIO()
    made = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
    if dress is not None:
        dress(made, made.worksheets()[0])
    made.close()
    return output.getvalue()


def changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one member of its archive changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == member else data)
    return output.getvalue()
