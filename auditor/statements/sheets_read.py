"""Sheets that came back filled in. Everything wrong is told at once, by cell; nothing of such a file is taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from auditor.errors import Problem, ProblemsError, UsageError
from auditor.model.words import Language, Message, message
from auditor.statements.asked import attestable_parts, control_named, part_named, subject_named, until
from auditor.statements.attesting import Desk, Looked, attestation_entry
from auditor.statements.confirming import Seen, to_confirm
from auditor.statements.sheets import ATTESTATION, ATTESTATION_FILLED, CONFIRMATION, CONFIRMATION_FILLED, word
from auditor.tables.cells import Book, Cell, Sheet, address
from auditor.tables.japanese import Unreadable, as_text, day, plain, says_nothing
from auditor.tables.limits import MAX_BYTES
from auditor.tables.opening import read_book

T = TypeVar("T")

_SEARCHED = 40
"""Rows at the top in which the headings are looked for."""
_FIELDS = {
    "--part": "part",
    "--by": "by",
    "--looked-at": "looked_at",
    "--file": "file",
    "--finding": "finding",
    "--on": "on",
    "--valid-until": "valid_until",
}


@dataclass(kw_only=True)
class _Reading:
    """One sheet being read, with what is wrong so far."""

    book: Book
    sheet: Sheet
    columns: Mapping[str, int]
    found: list[Problem] = field(default_factory=list)

    def tell(self, row: int, column: str, said: Message) -> None:
        number = self.columns.get(column, 0)
        place = self.book.place(self.sheet)
        cell = address(row, number)
        self.found.append(Problem(file=place, line=row + 1, column=number + 1, message=said, cell=cell))

    def cell(self, row: int, column: str) -> Cell:
        number = self.columns[column]
        cells = self.sheet.rows[row]
        return cells[number] if number < len(cells) else None

    def text(self, row: int, column: str) -> str:
        return as_text(self.cell(row, column)).strip()

    def day(self, row: int, column: str, read: Callable[[Cell], date]) -> date | None:
        try:
            return read(self.cell(row, column))
        except (Unreadable, UsageError) as error:
            self.tell(row, column, error.message)
            return None

    def filled(self, row: int, columns: Sequence[str]) -> bool:
        """Whether a row is filled in; what is missing in one that was begun is told."""
        empty = [name for name in columns if says_nothing(self.cell(row, name))]
        if len(empty) == len(columns):
            return False
        for name in empty:
            self.tell(row, name, message("statements.cell_empty"))
        return not empty


def read_attestations(path: Path, desk: Desk) -> list[Looked]:
    """The attestations that a sheet holds. Raises TableError, UsageError and ProblemsError."""
    found: list[Looked] = []
    wrong: list[Problem] = []
    for reading, first in _sheets(path, ATTESTATION, ("control", "subject", *ATTESTATION_FILLED)):
        for row in range(first, len(reading.sheet.rows)):
            if reading.filled(row, ATTESTATION_FILLED):
                looked = _looked(reading, row, desk)
                found += [] if looked is None else [looked]
        wrong += reading.found
    return _all_or_none(found, wrong)


def _looked(reading: _Reading, row: int, desk: Desk) -> Looked | None:
    finding = _finding(reading, row)
    on = reading.day(row, "on", day)
    begun = on or desk.today
    last = reading.day(row, "valid_until", lambda cell: until(cell, begun) if isinstance(cell, str) else day(cell))
    if not _known_row(reading, row, desk) or finding is None or on is None or last is None:
        return None
    looked = Looked(
        control=reading.text(row, "control"),
        subject=reading.text(row, "subject"),
        part=reading.text(row, "part") if "part" in reading.columns else "",
        by=reading.text(row, "by"),
        looked_at=" ".join(reading.text(row, "looked_at").split()),
        file=reading.text(row, "file"),
        finding=finding,
        on=on,
        valid_until=last,
    )
    try:
        attestation_entry(desk, looked, "a-1")
    except ProblemsError as error:
        for problem in error.problems:
            reading.tell(row, _FIELDS.get(problem.file, "control"), problem.message)
        return None
    return looked


def _finding(reading: _Reading, row: int) -> str | None:
    said = plain(reading.cell(row, "finding")).casefold()
    for name, others in (("met", ("○", "〇", "◯")), ("not_met", ("×", "✕"))):
        words = {name, *others, *(word(f"choice_{name}", language) for language in Language)}
        if said in {plain(spelt).casefold() for spelt in words}:
            return name
    reading.tell(row, "finding", message("statements.cell_finding"))
    return None


def _known_row(reading: _Reading, row: int, desk: Desk) -> bool:
    """Whether there is such a row of results; what is not known is told at its own cell."""
    column = "control"
    try:
        control = control_named(desk.policy, reading.text(row, "control"))
        column = "subject"
        subject = subject_named(desk.inventory, control, reading.text(row, "subject"))
        column = "part" if "part" in reading.columns else "control"
        part = reading.text(row, "part") if "part" in reading.columns else ""
        part_named(attestable_parts(desk.inventory, control, subject), control, part)
    except UsageError as error:
        reading.tell(row, column, error.message)
        return False
    return True


def read_confirmations(path: Path, desk: Desk) -> list[tuple[str, Seen]]:
    """The confirmations that a sheet holds, each with who confirms. Raises TableError, UsageError, ProblemsError."""
    found: list[tuple[str, Seen]] = []
    wrong: list[Problem] = []
    yes = {plain(word("choice_looked", language)).casefold() for language in Language} | {"yes", "はい", "○", "レ", "☑"}
    for reading, first in _sheets(path, CONFIRMATION, ("attestation", *CONFIRMATION_FILLED)):
        for row in range(first, len(reading.sheet.rows)):
            if not reading.filled(row, CONFIRMATION_FILLED):
                continue
            on = reading.day(row, "second_on", day)
            if plain(reading.cell(row, "second_looked")).casefold() not in yes:
                reading.tell(row, "second_looked", message("statements.cell_looked"))
            try:
                to_confirm(desk, reading.text(row, "attestation"))
            except UsageError as error:
                reading.tell(row, "attestation", error.message)
            if on is not None:
                found.append((reading.text(row, "second"), Seen(attestation=reading.text(row, "attestation"), on=on)))
        wrong += reading.found
    return _all_or_none(found, wrong)


def _all_or_none(found: list[T], wrong: list[Problem]) -> list[T]:
    if wrong:
        raise ProblemsError(wrong)
    if not found:
        raise UsageError(message("statements.nothing_filled"))
    return found


def _sheets(path: Path, columns: Mapping[str, object], needed: Sequence[str]) -> Iterator[tuple[_Reading, int]]:
    """Every sheet with the headings, and its first row below them. Raises UsageError when no sheet has them."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(message("cli.file_error", file=str(path))) from error
    book = read_book(content, path.name)
    any_found = False
    for sheet in book.sheets:
        for number, cells in enumerate(sheet.rows[:_SEARCHED]):
            placed = _placed(cells, columns)
            if set(needed) <= set(placed):
                any_found = True
                yield _Reading(book=book, sheet=sheet, columns=placed), number + 1
                break
    if not any_found:
        titles = tuple(word(f"column_{name}", Language.JA) for name in needed)
        raise UsageError(message("statements.no_headings", file=path.name, titles=titles))


def _placed(cells: Sequence[Cell], columns: Mapping[str, object]) -> dict[str, int]:
    titles = {plain(word(f"column_{name}", language)): name for name in columns for language in Language}
    found: dict[str, int] = {}
    for number, cell in enumerate(cells):
        name = titles.get(plain(cell))
        if name is not None:
            found.setdefault(name, number)
    return found
