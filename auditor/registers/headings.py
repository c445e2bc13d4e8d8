"""Which register a sheet is, and which of its columns is which field."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from auditor.facts.records import RECORDS
from auditor.facts.records.columns import columns_of
from auditor.registers.vocabulary import plain as folded
from auditor.tables.cells import Cell, Sheet
from auditor.tables.japanese import as_text

_SEARCHED = 40
"""Rows at the top in which the headings are looked for."""
_MOST_HEADER_ROWS = 3
_LONGEST = 120
"""Characters of a cell that are compared with headings."""
_BRACKETS = re.compile(r"[(\[{〔【［（「][^)\]}〕】］）」]*[)\]}〕】］）」]")
_MARKS = re.compile(r"[*※★☆●○◎:：・。.]+|必須$|任意$")
_NUMBER_TITLES = frozenset({"no", "no.", "№", "番号", "通番", "項番", "連番", "管理番号", "整理番号", "id", "識別子"})
"""What cities call the running number, where no better column holds an entry's name."""
_ASIDE = frozenset({"備考", "メモ", "摘要", "remarks", "notes", "記入例", "example", *_NUMBER_TITLES})
"""Columns that cities keep for themselves; left aside when the register has none of that name."""


def label(cell: Cell) -> str:
    """A heading for comparing: NFKC, case, blanks and line breaks left aside."""
    return folded(as_text(cell)[:_LONGEST])


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A heading without brackets (units), marks and ``必須``."""
    return _MARKS.sub("", _BRACKETS.sub("", text))


@dataclass(frozen=True, kw_only=True)
class Headings:
    """Where a sheet's columns are."""

    register: str
    first_row: int
    """The first row of the headings. From 0."""
    last_row: int
    """The last row of the headings; entries begin below. From 0."""
    columns: Mapping[str, int]
    """Column (from 0) by field."""
    headed: frozenset[int] = frozenset()
    """Columns that have any heading."""
    unknown: Mapping[int, str] = field(default_factory=dict)
    """Columns whose heading is none of the register's."""
    twice: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    """Columns whose field another column has already: the field, and the first column."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that an entry cannot be without and that no column holds."""
        return tuple(f for f, c in columns_of(RECORDS[self.register]).items() if c.required and f not in self.columns)


@cache
def titles_of(register: str) -> Mapping[str, str]:
    """The field of each heading a register's column may have; what could be two columns is left out."""
    columns = columns_of(RECORDS[register])
    found: dict[str, str] = {}
    first = [(t, f) for f, c in columns.items() for t in (c.title.ja, c.title.en, f)]
    other = [(t, f) for f, c in columns.items() for t in c.other_titles]
    for spellings in (first, other):
        whole = [(label(text), name) for text, name in spellings]
        for candidates in (whole, [(_bare(text), name) for text, name in whole]):
            counted = Counter(text for text, _ in dict.fromkeys(candidates))
            for text, name in candidates:
                if text and counted[text] == 1:
                    found.setdefault(text, name)
    return found


@cache
def _names_of_registers() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, record in RECORDS.items():
        for text in (name, record.TITLE.ja, record.TITLE.en, record.TITLE.en[:31]):
            found[label(text)] = name
            found[label(text) + "台帳"] = found[label(text) + "一覧"] = name
    return found


def register_named(text: str) -> str:
    """The register whose name or title a text is; empty when none."""
    return _names_of_registers().get(label(text)) or _names_of_registers().get(_bare(label(text)), "")


def find_headings(sheet: Sheet, file_stem: str, register: str = "") -> Headings | None:
    """The sheet's headings as those of ``register``, else of the one that its name, title or columns say.

    None when the sheet is no register.
    """
    labels = [[label(cell) for cell in row] for row in sheet.rows[:_SEARCHED]]
    asked = register or register_named(sheet.name) or (register_named(file_stem) if not sheet.name else "")
    if asked:
        return _best(sheet, labels, asked)
    found = {name: best for name in RECORDS if (best := _best(sheet, labels, name)) is not None}
    titled = _titled(labels)
    if titled in found:
        return found[titled]
    fitting = [h for h in found.values() if not h.missing and len(h.columns) >= 3]
    most = max((_weight(h) for h in fitting), default=0)
    heaviest = [h for h in fitting if _weight(h) == most]
    return heaviest[0] if len(heaviest) == 1 else None


@cache
def _headings_of_all() -> tuple[frozenset[str], frozenset[str]]:
    """Every heading of some register; and those with what cities add beside them."""
    found = frozenset(text for name in RECORDS for text in titles_of(name))
    return found, found | _ASIDE


def is_another_header(cells: Sequence[Cell]) -> bool:
    """Whether a row is the headings of some table: three different ones, or four and one word that is none."""
    known, accepted = _headings_of_all()
    found: set[str] = set()
    others: set[str] = set()
    for cell in cells:
        if cell is None:
            continue
        if not isinstance(cell, str):
            return False
        text = label(cell)
        if text in known or _bare(text) in known:
            found.add(text)
        elif text not in accepted and _bare(text) not in accepted:
            others.add(text)
            if len(others) > 1:
                return False
    return len(found) >= 3 + len(others)


def tables_above(sheet: Sheet, found: Headings) -> list[int]:
    """Rows above the headings that are those of another table: something else stands in between."""
    rows = sheet.rows[: found.first_row]
    headers = [number for number, row in enumerate(rows) if is_another_header(row)]
    filled = [n for n, row in enumerate(rows) if n not in headers and len({c for c in row if c is not None}) > 1]
    return [number for number in headers if any(number < other for other in filled)]


def _weight(found: Headings) -> int:
    return len(found.columns) * 2 - len(found.unknown)


def _titled(labels: Sequence[Sequence[str]]) -> str:
    """The register that one of the first lines names."""
    for row in labels[:10]:
        for text in dict.fromkeys(row[:30]):
            name = register_named(text) if text else ""
            if name:
                return name
    return ""


def _best(sheet: Sheet, labels: Sequence[Sequence[str]], register: str) -> Headings | None:
    """The rows that hold the most headings of a register, at least two; the fewest and first of them."""
    best, most = (0, 0), 1
    known = titles_of(register)
    for last in range(len(labels)):
        for depth in range(1, min(_MOST_HEADER_ROWS, last + 1) + 1):
            stacks = {tuple(stack) for stack in _stacks(labels[last - depth + 1 : last + 1])}
            count = len({name for stack in stacks if (name := _field(stack, known))})
            if count > most:
                best, most = (last, depth), count
    last, depth = best
    if most < 2:
        return None
    return _match(sheet.rows[last - depth + 1 : last + 1], labels[last - depth + 1 : last + 1], last, register)


def _stacks(labels: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each column its headings, outer first."""
    width = max((len(row) for row in labels), default=0)
    return [[row[column] for row in labels if column < len(row) and row[column]] for column in range(width)]


def _match(rows: Sequence[Sequence[Cell]], labels: Sequence[Sequence[str]], last: int, register: str) -> Headings:
    known = titles_of(register)
    stacks = _stacks(labels)
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    twice: dict[int, tuple[str, int]] = {}
    for column, stack in enumerate(stacks):
        name = _field(stack, known)
        if name and name in columns:
            twice[column] = (name, columns[name])
        elif name:
            columns[name] = column
        elif stack and not _aside(stack[-1]):
            unknown[column] = _shown(rows, column)
    key = RECORDS[register].KEY
    if key not in columns:
        numbered = (n for n, stack in enumerate(stacks) if stack and n not in columns.values() and _number(stack[-1]))
        number = next(numbered, None)
        if number is not None:
            columns[key] = number
    headed = frozenset(column for column, stack in enumerate(stacks) if stack)
    return Headings(
        register=register,
        first_row=last - len(rows) + 1,
        last_row=last,
        columns=columns,
        headed=headed,
        unknown=unknown,
        twice=twice,
    )


def _number(text: str) -> bool:
    return text in _NUMBER_TITLES or _bare(text) in _NUMBER_TITLES


def _field(stack: Sequence[str], known: Mapping[str, str]) -> str:
    """The field of a column from its headings, outer first: the inner one, or it with those above (承認, 日)."""
    inner = list(dict.fromkeys(stack))
    for start in range(len(inner) - 1, -1, -1):
        text = "".join(inner[start:])
        found = known.get(text) or known.get(_bare(text))
        if found:
            return found
    return ""


def _aside(text: str) -> bool:
    return text in _ASIDE or _bare(text) in _ASIDE


def _shown(rows: Sequence[Sequence[Cell]], column: int) -> str:
    cells = [as_text(row[column]).strip() for row in rows if column < len(row) and row[column] is not None]
    return unicodedata.normalize("NFKC", " ".join(dict.fromkeys(cells)))
