"""How a register's columns are declared: once, beside the field, for YAML, Excel, templates and checks alike.

A record's class is the register's definition. The type of a field follows from the kind of its column; a field without
column is filled by the program (the digest of the file found), not by the city.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from auditor.facts.base import Fact
from auditor.model.result import Words

_COLUMN = "column"


class ColumnKind(StrEnum):
    """What a column holds, and as what type it reaches the facts."""

    IDENTIFIER = "identifier"
    """``str``: a name that files refer to each other by."""
    TITLE = "title"
    """``str``: one line of words."""
    TEXT = "text"
    """``str``: words, several lines are fine."""
    DAY = "day"
    """``date | None``."""
    BEGINNING = "beginning"
    """``datetime | None``; a date alone is its first second."""
    ENDING = "ending"
    """``datetime | None``; a date alone is its last second, so that no delay looks shorter than it was."""
    WHOLE = "whole"
    """``int | None``, not negative."""
    YES = "yes"
    """``bool | None``: yes, no, or not filled in."""
    CHOICE = "choice"
    """``str``: a word of a vocabulary; empty when not filled in."""
    CHOICES = "choices"
    """``tuple[str, ...]``: words of a vocabulary."""
    TEXTS = "texts"
    """``tuple[str, ...]``: words, each one line."""
    NAMES = "names"
    """``tuple[str, ...]``: names that files refer to each other by."""
    ACCOUNTS = "accounts"
    """``tuple[str, ...]``: ``target/account`` or a bare account name."""
    PATH = "path"
    """``str``: a path below the folder of the registers' files."""
    DIGEST = "digest"
    """``str``: ``sha256:…``."""


_DEFAULTS: Mapping[ColumnKind, object] = {
    ColumnKind.DAY: None,
    ColumnKind.BEGINNING: None,
    ColumnKind.ENDING: None,
    ColumnKind.WHOLE: None,
    ColumnKind.YES: None,
    ColumnKind.CHOICES: (),
    ColumnKind.TEXTS: (),
    ColumnKind.NAMES: (),
    ColumnKind.ACCOUNTS: (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a register."""

    kind: ColumnKind
    title: Words
    """Heading of the column in a workbook."""
    required: bool = False
    """True for what an entry cannot be without; everything else may be missing, and is then not known."""
    vocabulary: str = ""
    """Name of the vocabulary that its words come from (``policies/vocabulary``)."""
    refers: str = ""
    """List of the inventory whose entries it names: ``sections``, ``targets``, ``linkages``, ``zones``, ``contracts``,
    ``files``, ``sites``, ``cameras``."""
    note: Words | None = None
    """What to write, where the heading does not say it."""
    example: str = ""
    """As a person would write it into the example row."""
    other_titles: tuple[str, ...] = ()
    """Further headings under which cities keep it."""
    last: bool = False
    """True for what every register of its sort has, and which therefore stands after its own columns."""


def column(kind: ColumnKind, ja: str, en: str, *, note: tuple[str, str] | None = None, **more: Any) -> Any:
    """A field of a record, with its column. ``more``: `Column`'s other fields."""
    words = Words(ja=note[0], en=note[1]) if note else None
    declared = Column(kind=kind, title=Words(ja=ja, en=en), note=words, **more)
    return field(default=_DEFAULTS.get(kind, ""), metadata={_COLUMN: declared})


def identifier(ja: str = "番号", en: str = "Number", **more: Any) -> Any:
    """The name that tells an entry apart."""
    return column(ColumnKind.IDENTIFIER, ja, en, required=True, **more)


def name(ja: str, en: str, refers: str = "", **more: Any) -> Any:
    """The name of another entry."""
    return column(ColumnKind.IDENTIFIER, ja, en, refers=refers, **more)


def names(ja: str, en: str, refers: str = "", **more: Any) -> Any:
    """Names of other entries."""
    return column(ColumnKind.NAMES, ja, en, refers=refers, **more)


def title(ja: str, en: str, **more: Any) -> Any:
    """One line of words."""
    return column(ColumnKind.TITLE, ja, en, **more)


def text(ja: str, en: str, **more: Any) -> Any:
    """Words."""
    return column(ColumnKind.TEXT, ja, en, **more)


def texts(ja: str, en: str, **more: Any) -> Any:
    """Several words or lines."""
    return column(ColumnKind.TEXTS, ja, en, **more)


def day(ja: str, en: str, **more: Any) -> Any:
    """A date."""
    return column(ColumnKind.DAY, ja, en, **more)


def beginning(ja: str, en: str, **more: Any) -> Any:
    """A moment from which something is counted."""
    return column(ColumnKind.BEGINNING, ja, en, **more)


def ending(ja: str, en: str, **more: Any) -> Any:
    """A moment by which something was done."""
    return column(ColumnKind.ENDING, ja, en, **more)


def whole(ja: str, en: str, **more: Any) -> Any:
    """A number of things."""
    return column(ColumnKind.WHOLE, ja, en, **more)


def yes(ja: str, en: str, **more: Any) -> Any:
    """Yes, no, or not filled in."""
    return column(ColumnKind.YES, ja, en, **more)


def choice(vocabulary: str, ja: str, en: str, **more: Any) -> Any:
    """A word of a vocabulary."""
    return column(ColumnKind.CHOICE, ja, en, vocabulary=vocabulary, **more)


def choices(vocabulary: str, ja: str, en: str, **more: Any) -> Any:
    """Words of a vocabulary."""
    return column(ColumnKind.CHOICES, ja, en, vocabulary=vocabulary, **more)


_KNOWN: dict[type[Fact], Mapping[str, Column]] = {}


def columns_of(record: type[Fact]) -> Mapping[str, Column]:
    """The columns of a record's class by field, in the order in which people see them."""
    known = _KNOWN.get(record)
    if known is None:
        found = {f.name: f.metadata[_COLUMN] for f in fields(record) if _COLUMN in f.metadata}
        known = _KNOWN[record] = dict(sorted(found.items(), key=lambda entry: entry[1].last))
    return known
