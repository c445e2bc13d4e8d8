"""Workbooks of Excel (.xlsx, .xlsm), read by python-calamine once `archive` found nothing against it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from auditor.errors import TableError
from auditor.model.words import message
from auditor.tables.archive import SheetScan, scan
from auditor.tables.cells import Cell, CellError, Sheet
from auditor.tables.limits import MAX_AREA, MAX_CELL, MAX_MERGED

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Its sheets in their order; raises TableError."""
    scans = scan(content)
    with _contained():
        import python_calamine

        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        hidden = {s.name for s in book.sheets_metadata if s.visible is not python_calamine.SheetVisibleEnum.Visible}
        worksheets = [s.name for s in book.sheets_metadata if s.typ is python_calamine.SheetTypeEnum.WorkSheet]
        return tuple(
            _sheet(book.get_sheet_by_name(name), scans.get(name, SheetScan()), hidden=name in hidden)
            for name in worksheets
        )


@contextmanager
def _contained() -> Iterator[None]:
    """Turns what the library says of a damaged workbook into our words.

    A panic of its Rust code comes as ``pyo3_runtime.PanicException``, which is no Exception and cannot be imported.
    """
    try:
        yield
    except TableError:
        raise
    except BaseException as error:  # everything but a panic and the library's own errors goes on
        kind = type(error)
        if kind.__module__ == "pyo3_runtime" or kind.__module__.startswith("python_calamine"):
            code = "tables.password" if kind.__name__ == "PasswordError" else "tables.broken"
            raise TableError(message(code)) from error
        if isinstance(error, OSError | ValueError | OverflowError):
            raise TableError(message("tables.broken")) from error
        raise


def _sheet(found: "CalamineSheet", seen: SheetScan, *, hidden: bool) -> Sheet:
    rows: list[list[Cell]] = []
    for raw in found.to_python(skip_empty_area=False):
        if set(map(type, raw)) <= _PLAIN:
            rows.append([_text(cell, found.name) for cell in raw])
        else:
            rows.append([_cell(cell, found.name) for cell in raw])
    for (row, column), width in seen.padded.items():
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if type(cell) is int and cell >= 0:
            rows[row][column] = str(cell).zfill(width)
    for (row, column), text in seen.errors.items():
        _put(rows, row, column, CellError(text))
    _fill_merged(rows, found)
    return Sheet(name=found.name, rows=rows, hidden=hidden)


_PLAIN = {str}


def _text(cell: Any, sheet: str) -> Cell:
    if len(cell) > MAX_CELL:
        raise TableError(message("tables.cell_too_long", sheet=sheet, limit=MAX_CELL))
    return cell or None


def _cell(cell: Any, sheet: str) -> Cell:
    if isinstance(cell, str):
        return _text(cell, sheet)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, bool | int | float | datetime | date | timedelta) or cell is None:
        return cell
    if hasattr(cell, "hour"):
        time_of_day: Cell = cell
        return time_of_day
    raise TableError(message("tables.broken"))


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = cell


def _fill_merged(rows: list[list[Cell]], found: "CalamineSheet") -> None:
    ranges = found.merged_cell_ranges or []
    if len(ranges) > MAX_MERGED:
        raise TableError(message("tables.too_many_merged", sheet=found.name, limit=MAX_MERGED))
    filled = 0
    for (top, left), (bottom, right) in ranges:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if value is None:
            continue
        for row in rows[top : bottom + 1]:
            width = min(right + 1, len(row))
            filled += max(width - left, 0)
            if filled > MAX_AREA:
                raise TableError(message("tables.too_many_merged", sheet=found.name, limit=MAX_MERGED))
            row[left:width] = [value] * (width - left) if width > left else row[left:width]
