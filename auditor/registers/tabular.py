"""Registers kept as workbooks or CSV: sheets to rows, with the cell of every value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from auditor.errors import TableError
from auditor.facts.records import RECORDS
from auditor.facts.records.columns import Column, columns_of
from auditor.inventory.crosschecks import Names
from auditor.loading.files import LeavesWorkspaceError, SourceFile, digest_of, open_inside
from auditor.loading.marks import Mark, Step
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.yamlreader import Plain
from auditor.model.words import Message, message
from auditor.registers.cellvalues import Titles, plain_value
from auditor.registers.headings import Headings, find_headings, is_another_header, label, tables_above
from auditor.registers.rows import RawRow
from auditor.registers.vocabulary import Vocabulary
from auditor.tables.cells import Book, Cell, Sheet, address
from auditor.tables.japanese import Unreadable, as_text, plain, says_nothing
from auditor.tables.limits import MAX_BYTES
from auditor.tables.opening import OLD_ENDINGS, REGISTER_ENDINGS, read_book
from auditor.tables.writing import NOTHING_EN, NOTHING_JA, WORDS_SHEET

ENDINGS = (*REGISTER_ENDINGS, *OLD_ENDINGS)
"""Endings of the files that are taken for registers; the old ones are told to be saved anew."""
MOST_PROBLEMS = 500
"""Told of one sheet; a whole column in a form that is not read would bury everything else."""
_EXAMPLE = frozenset({"記入例", "(記入例)", "(例)", "【記入例】", "[記入例]", "example", "(example)"})
_NOTE_BEGINS = ("※", "注)", "(注", "*注", "備考:", "備考)")
_NOTHING = frozenset({"該当なし", "該当無し", "なし", "無し", "none", NOTHING_JA, NOTHING_EN})
"""A row that says this and nothing else: the register is kept, and there is nothing in it."""
_TOTALS = re.compile(r"(?:合計|小計|総計|累計|集計|計)(?:\([^)]*\))?:?(?:[0-9,]+(?:人|名|件|個|枚|台)?)?")
_NO_ENTRY = re.compile(
    r"【.*】|<.*>|《.*》|[■●◆▼].*|[0-9]+[人名件]|\W*(?:以上|以下余白)\W*|.*[印㊞]"
    r"|(?:確認|作成|点検|承認|決裁|検印|起案|記入|報告)(?:者|欄|日|年月日)?:?"
)
"""What stands in the place of an entry's name in rows that are none, below a table and between its parts."""
_NO_REGISTER = frozenset(
    {"説明", "記入要領", "記載要領", "凡例", "表紙", "目次", "注意事項", "リスト", "readme", "notes"}
)
"""Sheets that city workbooks have beside the registers."""


@dataclass(frozen=True, slots=True)
class CellSpot:
    """A row of a sheet, as `auditor.registers.rows.Spot` asks."""

    file: str
    """Path in the workspace."""
    sheet: str
    """Its tab; empty for CSV."""
    row: int
    """From 0."""
    columns: Mapping[str, int]
    """Column (from 0) by field."""
    cells: Sequence[Cell]

    @property
    def line(self) -> int:
        """Row of the sheet, from 1."""
        return self.row + 1

    @property
    def place(self) -> str:
        """File and sheet."""
        return f"{self.file} {self.sheet}" if self.sheet else self.file

    @property
    def where(self) -> str:
        """``inventory/registers/daicho.xlsx 名簿!5``."""
        return f"{self.place}!{self.line}"

    @property
    def excerpt(self) -> str:
        """The row's cells in one line."""
        texts = (as_text(self.cells[c]) for c in sorted(self.columns.values()) if c < len(self.cells))
        return shown_row(texts)

    def cell(self, name: str) -> str:
        """Address of the cell that holds a field; of the row's first when no column does."""
        return address(self.row, self.columns.get(name, min(self.columns.values(), default=0)))

    def tell(self, log: ProblemLog, path: Sequence[Step], said: Message, *, key: bool = False) -> None:
        """Note a problem of a field's cell."""
        name = str(path[0]) if path else ""
        column = self.columns.get(name, min(self.columns.values(), default=0))
        log.tell(self.place, Mark(self.line, column + 1, cell=self.cell(name)), said)


def shown_row(texts: Iterable[str]) -> str:
    """Cells as one line of at most 200 characters."""
    return " | ".join(" ".join(t[:200].split()) for t in texts)[:200].strip()


@dataclass(frozen=True, kw_only=True)
class SheetRows:
    """What one sheet holds of one register."""

    register: str
    place: str
    """File and sheet, as problems call them."""
    rows: tuple[RawRow, ...]
    told_empty: bool = False
    """Whether a row says that there is nothing (該当なし). A sheet without a word is not filled in yet."""


@dataclass(frozen=True, kw_only=True)
class TabularFile:
    """A workbook or CSV file of registers."""

    source: SourceFile
    sheets: tuple[SheetRows, ...]
    passed_over: tuple[str, ...] = ()
    """Sheets that hold no register."""

    @property
    def registers(self) -> Mapping[str, tuple[RawRow, ...]]:
        """The rows by register; a register may stand on several sheets. One whose sheet is blank is left out."""
        found: dict[str, tuple[RawRow, ...]] = {}
        for sheet in self.sheets:
            if sheet.rows or sheet.told_empty:
                found[sheet.register] = (*found.get(sheet.register, ()), *sheet.rows)
        return found


def is_tabular(path: str) -> bool:
    """Whether a file in the registers' folder is taken for one of these; ``~$…`` are Excel's own while it is open."""
    name = PurePosixPath(path).name
    return name.lower().endswith(ENDINGS) and not name.startswith(("~$", "."))


def read_tabular(
    root: Path, path: str, vocabulary: Vocabulary, log: ProblemLog, names: Names | None = None
) -> Mapping[str, Sequence[RawRow]] | None:
    """The rows of a workbook or CSV of the workspace by register; None when it cannot be read at all.

    Problems go into the log. With ``names``, what a cell refers to may also be written by its title (市民課).
    """
    try:
        with open_inside(root, path) as stream:
            content = stream.read(MAX_BYTES + 1)
    except LeavesWorkspaceError:
        log.tell(path, None, message("problems.leaves_workspace"))
        return None
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        log.tell(path, None, message("problems.unreadable"))
        return None
    found = rows_of(content, path, vocabulary, log, titles=titles_in(names))
    return found.registers if found is not None else None


def rows_of(
    content: bytes,
    path: str,
    vocabulary: Vocabulary,
    log: ProblemLog,
    *,
    titles: Titles | None = None,
    register: str = "",
    sheet: str = "",
) -> TabularFile | None:
    """The registers in a file's content; ``register`` and ``sheet`` when one of each is asked for."""
    try:
        book = read_book(content, path)
    except TableError as error:
        log.tell(path, None, error.message)
        return None
    reader = _Reader(book, vocabulary, titles or {}, log)
    return TabularFile(
        source=SourceFile(path=path, content=content, digest=digest_of(content)),
        sheets=tuple(reader.read(register, sheet)),
        passed_over=tuple(reader.passed_over),
    )


def titles_in(names: Names | None) -> Titles:
    """Identifiers by title for every list of the inventory; a title that two entries bear names neither."""
    found: dict[str, dict[str, str]] = {}
    for section, entries in names.by_list.items() if names is not None else ():
        known: dict[str, str] = {}
        for name, entry in entries.items():
            title = entry.raw.get("title")
            if isinstance(title, str):
                known[plain(title)] = "" if plain(title) in known else name
        found[section] = {title: name for title, name in known.items() if name}
    return found


@dataclass
class _Reader:
    book: Book
    vocabulary: Vocabulary
    titles: Titles
    log: ProblemLog
    passed_over: list[str] = field(default_factory=list)

    def read(self, register: str, wanted: str) -> list[SheetRows]:
        found: list[SheetRows] = []
        before = len(self.log.found)
        known = [s.name for s in self.book.sheets]
        if wanted and wanted not in known:
            self.log.tell(self.book.label, None, with_hint("tables.no_such_sheet", wanted, known, name=shown(wanted)))
            return found
        for sheet in self.book.sheets:
            if wanted and sheet.name != wanted:
                continue
            if sheet.is_empty or (sheet.hidden and not wanted) or label(sheet.name) in _NO_REGISTER:
                if sheet.name != WORDS_SHEET:
                    self.passed_over.append(sheet.name)
                continue
            rows = self._sheet(sheet, register)
            if rows is not None:
                found.append(rows)
                if not rows.rows and not rows.told_empty:
                    self.passed_over.append(sheet.name)
        if not found and len(self.log.found) == before:
            self.log.tell(self.book.label, None, message("tables.no_register"))
        return found

    def _sheet(self, sheet: Sheet, register: str) -> SheetRows | None:
        place = self.book.place(sheet)
        headings = find_headings(sheet, PurePosixPath(self.book.label).stem, register)
        if headings is None:
            code = "tables.no_headings" if register else "tables.unknown_sheet"
            self.log.tell(place, None, message(code, **({"register": register} if register else {})))
            return None
        self._tell_headings(sheet, place, headings)
        for number in tables_above(sheet, headings):
            self.log.tell(place, _mark(number, _first(sheet.rows[number])), message("tables.second_table"))
        columns = columns_of(RECORDS[headings.register])
        told = len(self.log.found)
        rows: list[RawRow] = []
        told_empty = False
        above = range(max(headings.last_row - 2, 0), headings.last_row + 1)
        headers = [_labels(sheet.rows[row]) for row in above]
        spread = sorted(headings.columns.items(), key=lambda entry: entry[1])
        for number in range(headings.last_row + 1, len(sheet.rows)):
            cells = sheet.rows[number]
            if all(cell is None for cell in cells) or _is_aside(cells, headers, spread):
                continue
            if is_another_header(cells):
                self.log.tell(place, _mark(number, _first(cells)), message("tables.second_table"))
                break
            if _says_nothing_kept(cells):
                told_empty = True
                continue
            if len(self.log.found) - told > MOST_PROBLEMS:
                self.log.tell(place, None, message("tables.and_more", limit=MOST_PROBLEMS))
                break
            spot = CellSpot(self.book.label, sheet.name, number, headings.columns, cells)
            self._tell_stray(spot, headings)
            values = self._values(spot, spread, columns)
            named = values.get(RECORDS[headings.register].KEY)
            if isinstance(named, str) and not named.isascii() and _NO_ENTRY.fullmatch(plain(named)):
                said = message("tables.no_entry", value=shown(named))
                spot.tell(self.log, (RECORDS[headings.register].KEY,), said)
                continue
            # What a needed cell could not be read as is told already; that it is missing would be said of the same.
            if values and not any(v is None and columns[f].required for f, v in values.items()):
                rows.append(RawRow(values=values, spot=spot))
        return SheetRows(register=headings.register, place=place, rows=tuple(rows), told_empty=told_empty)

    def _values(
        self, spot: CellSpot, spread: Sequence[tuple[str, int]], columns: Mapping[str, Column]
    ) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        width = len(spot.cells)
        for name, column in spread:
            cell = spot.cells[column] if column < width else None
            if cell is None:
                continue
            try:
                value = plain_value(cell, columns[name], self.vocabulary, self.titles)
            except Unreadable as error:
                spot.tell(self.log, (name,), error.message)
                values[name] = None
                continue
            if value is not None and value != []:
                values[name] = value
        return values

    def _tell_headings(self, sheet: Sheet, place: str, headings: Headings) -> None:
        record = RECORDS[headings.register]
        columns = columns_of(record)
        at = headings.last_row
        for column, text in headings.unknown.items():
            known = [c.title.ja for f, c in columns.items() if f not in headings.columns]
            said = with_hint("tables.unknown_heading", text, known, name=shown(text), title=record.TITLE.ja)
            self.log.tell(place, _mark(at, column), said)
        for column, (name, first) in headings.twice.items():
            said = message("tables.heading_twice", name=columns[name].title.ja, first=address(at, first))
            self.log.tell(place, _mark(at, column), said)
        for name in headings.missing:
            said = message("tables.missing_heading", name=columns[name].title.ja, title=record.TITLE.ja)
            self.log.tell(place, _mark(at, 0), said)

    def _tell_stray(self, spot: CellSpot, headings: Headings) -> None:
        """A value below no heading belongs to something that would be left out unseen."""
        for column, cell in enumerate(spot.cells):
            if cell is not None and column not in headings.headed and not says_nothing(cell):
                mark = _mark(spot.row, column)
                self.log.tell(spot.place, mark, message("tables.no_heading", value=shown(as_text(cell))))
                return


def _mark(row: int, column: int) -> Mark:
    return Mark(row + 1, column + 1, cell=address(row, column))


def _first(cells: Sequence[Cell]) -> int:
    return next((column for column, cell in enumerate(cells) if cell is not None), 0)


def _labels(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(label(cell) for cell in cells)


def _says_nothing_kept(cells: Sequence[Cell]) -> bool:
    filled = {cell for cell in cells if isinstance(cell, str)}
    alone = len(filled) == 1 and all(cell is None or cell in filled for cell in cells)
    return alone and plain(filled.pop()).lower() in _NOTHING


def _is_aside(cells: Sequence[Cell], headers: Sequence[Sequence[str]], spread: Sequence[tuple[str, int]]) -> bool:
    """Whether a row is no entry: an example, a note, a total, or the headings once more on the next page."""
    texts = [c for c in cells if isinstance(c, str)]
    for text in texts:
        if len(text) < 12 and plain(text).lower() in _EXAMPLE:
            return True
    first = next((c for c in cells if c is not None), None)
    if isinstance(first, str) and len(first) < 400:
        start = plain(first)
        if _TOTALS.fullmatch(start) or (start.startswith(_NOTE_BEGINS) and len(set(cells) - {None}) == 1):
            return True
    if len(texts) < 2:
        return False
    return any(
        all(label(cells[c]) == header[c] for _, c in spread if c < min(len(cells), len(header)))
        for header in headers
        if any(cells[c] is not None for _, c in spread if c < min(len(cells), len(header)))
    )
