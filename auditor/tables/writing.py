"""Workbooks that officials fill in or look through: headings with notes, drop-downs, era dates, ready to print."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from auditor.errors import TableError
from auditor.model.japan import JST
from auditor.model.words import message
from auditor.tables.cells import Cell, letters
from auditor.tables.limits import MAX_CELL
from auditor.tables.spelling import era_text, spelled_variously

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MARK = "記入例"
"""Stands before the row that only shows how to write; it is passed over when the sheet is read."""
NOTHING_JA, NOTHING_EN = "該当なし", "none"
"""The only words of a sheet whose register is kept and has nothing in it."""
WORDS_SHEET = "語彙"
_ERA_FORMAT = '[$-411]ggge"年"m"月"d"日"'
_ERA_MOMENT_FORMAT = '[$-411]ggge"年"m"月"d"日" h:mm'
_FIRST_DAY = date(1910, 1, 1)
"""Excel has no days before 1900, and the first years' are not read (`japanese.day`); they are written as text."""
_BLANK_ROWS = 1000
"""Rows below the headings that are made ready for entries."""
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))


class Form(StrEnum):
    """What a column's cells are."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    MOMENT = "moment"
    WHOLE = "whole"
    CHOICE = "choice"
    YES = "yes"


@dataclass(frozen=True, kw_only=True)
class PlannedColumn:
    """A column to be written."""

    title: str
    form: Form = Form.TEXT
    note: str = ""
    """Shown when the pointer rests on the heading."""
    required: bool = False
    words: tuple[str, ...] = ()
    """What the drop-down offers."""
    only_words: bool = True
    """False where a cell may hold several of the words, or others."""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedSheet:
    """A sheet to be written."""

    name: str
    title: str
    notes: tuple[str, ...] = ()
    columns: tuple[PlannedColumn, ...]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list, repr=False)
    example: bool = False
    """Whether a row shows how to write, marked as such in a column of its own."""


def workbook(sheets: Sequence[PlannedSheet], *, era: bool = True, various: bool = False) -> bytes:
    """The workbook. ``era``: dates in the era calendar; ``various``: as text in the spellings that cities use.

    The same sheets give the same bytes. Raises TableError for what no cell can hold.
    """
    import xlsxwriter

    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(output, options)
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no clock: the same input, the same file
    names = sheet_names([sheet.name for sheet in sheets])
    lists = _Words()
    writer = _Writer(book, lists, era=era, various=various)
    for sheet, name in zip(sheets, names, strict=True):
        writer.write(book.add_worksheet(name), sheet)
    lists.write(book)
    book.close()
    return output.getvalue()


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names of tabs: at most 31 characters, none of Excel's forbidden ones, none twice."""
    found: list[str] = []
    for title in titles:
        name = title.translate(_FORBIDDEN_IN_NAMES).strip("' ")[:31] or "1"
        number = 2
        while name.lower() in (f.lower() for f in found):
            name = f"{name[:27]} ({number})"
            number += 1
        found.append(name)
    return found


class _Words:
    """The hidden sheet that the drop-downs take their words from."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, words: tuple[str, ...]) -> str:
        """The formula of the range that holds some words."""
        column = letters(self._columns.setdefault(words, len(self._columns)))
        return f"='{WORDS_SHEET}'!${column}$1:${column}${len(words)}"

    def write(self, book: Any) -> None:
        if self._columns:
            sheet = book.add_worksheet(WORDS_SHEET)
            sheet.hide()
            for words, column in self._columns.items():
                for row, word in enumerate(words):
                    sheet.write_string(row, column, word)


class _Writer:
    def __init__(self, book: Any, lists: _Words, *, era: bool, various: bool) -> None:
        self._lists = lists
        self._various = various
        plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B4B4B4"}
        heading = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._note = book.add_format({"font_color": "#4D4D4D"})
        self._heading = book.add_format({**heading, "bg_color": "#E8F1FE"})
        self._needed = book.add_format({**heading, "bg_color": "#C5D7FB"})
        self._example = book.add_format({**plain, "italic": True, "font_color": "#666666", "bg_color": "#F2F2F2"})
        day, moment = (_ERA_FORMAT, _ERA_MOMENT_FORMAT) if era else ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
        codes = {Form.DAY: day, Form.MOMENT: moment, Form.WHOLE: "#,##0"}
        self._formats: Mapping[Form, Format] = {
            form: book.add_format(
                {**plain, "num_format": codes.get(form, "@")}
                | ({"align": "right"} if form is Form.WHOLE else {})
                | ({"align": "center"} if form is Form.YES else {})
            )
            for form in Form
        }

    def write(self, sheet: "Worksheet", plan: PlannedSheet) -> None:
        mark = 1 if plan.example else 0
        sheet.write_string(0, 0, plan.title, self._title)
        for number, note in enumerate(plan.notes, start=1):
            sheet.write_string(number, 0, note, self._note)
        head = len(plan.notes) + 2
        last = head + max(len(plan.rows), _BLANK_ROWS if plan.example else 0) + mark
        if plan.example:
            sheet.set_column(0, 0, 8)
            sheet.write_string(head, 0, MARK, self._heading)
            sheet.write_string(head + 1, 0, MARK, self._example)
        for number, column in enumerate(plan.columns, start=mark):
            sheet.set_column(number, number, _width(column), self._formats[column.form])
            sheet.write_string(head, number, column.title, self._needed if column.required else self._heading)
            if column.note:
                sheet.write_comment(head, number, column.note, {"x_scale": 2.2, "y_scale": _height(column.note)})
            if plan.example:
                sheet.write_string(head + 1, number, column.example, self._example)
            self._offer(sheet, column, head + 1 + mark, last, number)
        for row, cells in enumerate(plan.rows, start=head + 1 + mark):
            for number, cell in enumerate(cells):
                if cell is not None:
                    self._cell(sheet, row, number + mark, cell, plan.columns[number].form)
        sheet.set_row(head, 34)
        sheet.freeze_panes(head + 1, mark + 1)
        sheet.autofilter(head, mark, max(last, head + 1), mark + len(plan.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer("&L&A&R&P / &N")

    def _offer(self, sheet: "Worksheet", column: PlannedColumn, first: int, last: int, number: int) -> None:
        if not column.words or last < first:
            return
        rule = {"validate": "list", "source": self._lists.source(column.words), "show_error": column.only_words}
        sheet.data_validation(first, number, last, number, {**rule, "ignore_blank": True})

    def _cell(self, sheet: "Worksheet", row: int, number: int, cell: Cell, form: Form) -> None:
        shape = self._formats[form]
        if isinstance(cell, datetime):
            cell = cell.astimezone(JST).replace(tzinfo=None) if cell.tzinfo else cell
        if isinstance(cell, date) and self._various:
            cell = spelled_variously(cell, row * 7 + number)
        if isinstance(cell, datetime) and cell.date() >= _FIRST_DAY:
            sheet.write_datetime(row, number, cell, shape)
        elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, number, datetime.combine(cell, time()), shape)
        elif isinstance(cell, date):
            sheet.write_string(row, number, era_text(cell), shape)
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            sheet.write_number(row, number, cell, shape)
        else:
            text = str(cell)
            if len(text) > MAX_CELL:
                raise TableError(message("tables.cell_too_long", sheet=sheet.get_name(), limit=MAX_CELL))
            sheet.write_string(row, number, text, shape)


def _width(column: PlannedColumn) -> int:
    fixed = {Form.DAY: 16, Form.MOMENT: 21, Form.WHOLE: 10, Form.YES: 8, Form.LONG: 30, Form.CHOICE: 18}
    return fixed.get(column.form, max(12, min(24, 2 * len(column.title) + 2)))


def _height(note: str) -> float:
    """Of the note's box, in its usual heights (about four lines of 22 characters at our width)."""
    lines = sum(1 + len(line) // 22 for line in note.split("\n"))
    return max(0.8, min(6.0, lines / 4))
