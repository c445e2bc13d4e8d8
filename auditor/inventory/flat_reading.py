"""Sheets of the inventory, read into what a YAML file would say, with the cell of every value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.inventory.flat_cells import rest_values, value_of
from auditor.inventory.flat_columns import REST, TABLES, TITLES, FlatColumn
from auditor.loading.marks import Entry, Mark
from auditor.loading.problems import Place, ProblemLog, shown
from auditor.loading.yamlreader import Document, Plain
from auditor.model.words import message
from auditor.tables.cells import Book, Cell, Sheet, address
from auditor.tables.japanese import Unreadable, as_text, plain, says_nothing

_SEARCHED = 20
"""Rows at the top in which the headings are looked for."""


@dataclass(frozen=True, kw_only=True)
class FlatSheet:
    """One list as its sheet says it."""

    section: str
    entries: list[dict[str, Plain]] = field(repr=False)
    document: Document = field(repr=False)
    """The list as a file of its own, for the checks that files go through."""


def read_flat(book: Book, log: ProblemLog) -> list[FlatSheet]:
    """The lists of a workbook; problems of cells go into the log."""
    names = {plain(text): section for section, titles in TITLES.items() for text in (section, *titles)}
    found: list[FlatSheet] = []
    for sheet in book.sheets:
        section = names.get(plain(sheet.name))
        if section is not None and not sheet.hidden:
            read = _sheet(book.place(sheet), sheet, section, log)
            if read is not None:
                found.append(read)
    if not found and not log.found:
        log.tell(book.label, None, message("tables.no_inventory"))
    return found


def _sheet(place: str, sheet: Sheet, section: str, log: ProblemLog) -> FlatSheet | None:
    head, columns = _headings(sheet, section)
    if len(columns) < 2:
        log.tell(place, None, message("tables.no_flat_headings", title=TITLES[section][0]))
        return None
    cells = sheet.rows[head]
    for number, cell in enumerate(cells):
        if number not in columns and not says_nothing(cell):
            said = message("tables.unknown_column", name=shown(as_text(cell)), title=TITLES[section][0])
            log.tell(place, _mark(head, number), said)
    entries: list[dict[str, Plain]] = []
    marks: list[Mark] = []
    for number in range(head + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if all(says_nothing(cell) for cell in row):
            continue
        reader = _Row(place, number, log)
        for column, what in columns.items():
            reader.take(column, what, row[column] if column < len(row) else None)
        entries.append(reader.values)
        marks.append(reader.mark)
    return FlatSheet(section=section, entries=entries, document=_document(place, section, head, entries, marks))


def _headings(sheet: Sheet, section: str) -> tuple[int, Mapping[int, FlatColumn]]:
    """The row that holds the most headings, and the columns below them."""
    known = {plain(text): column for column in TABLES[section] for text in (column.name, column.en, column.ja)}
    best: tuple[int, dict[int, FlatColumn]] = (0, {})
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        found: dict[int, FlatColumn] = {}
        for column, cell in enumerate(row):
            what = known.get(plain(cell)) if isinstance(cell, str) else None
            if what is not None and what not in found.values():
                found[column] = what
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def _mark(row: int, column: int) -> Mark:
    return Mark(row + 1, column + 1, cell=address(row, column))


class _Row:
    """A row as a mapping with the marks of its values."""

    def __init__(self, place: str, row: int, log: ProblemLog) -> None:
        self._place, self._number, self._log = place, row, log
        self.values: dict[str, Plain] = {}
        self.mark = _mark(row, 0)
        self.mark.entries = {}

    def take(self, column: int, what: FlatColumn, cell: Cell) -> None:
        mark = _mark(self._number, column)
        try:
            if what is REST:
                for name, value in rest_values(cell).items():
                    self._put(tuple(name.split(".")), value, mark)
                return
            value = value_of(cell, what)
        except Unreadable as error:
            self._log.tell(self._place, mark, error.message)
            return
        if value is not None:
            self._put(what.path, value, mark)

    def _put(self, path: tuple[str, ...], value: Plain, mark: Mark) -> None:
        values, at = self.values, self.mark
        for step in path[:-1]:
            inner = values.setdefault(step, {})
            values = inner if isinstance(inner, dict) else {}
            entries = at.entries if at.entries is not None else {}
            entry = entries.setdefault(step, Entry(mark.line, mark.column, _inner(mark)))
            at.entries, at = entries, entry.value
        values[path[-1]] = value
        (at.entries if at.entries is not None else {})[path[-1]] = Entry(mark.line, mark.column, mark)


def _inner(mark: Mark) -> Mark:
    return Mark(mark.line, mark.column, entries={}, cell=mark.cell)


def _document(place: str, section: str, head: int, entries: Sequence[dict[str, Plain]], marks: list[Mark]) -> Document:
    top = _mark(head, 0)
    listed = Mark(top.line, top.column, elements=marks, cell=top.cell)
    top.entries = {section: Entry(top.line, top.column, listed)}
    data: dict[str, Plain] = {section: list(entries)}
    return Document(place=Place(file=place, root=top), data=data)
