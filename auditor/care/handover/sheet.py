"""The sheet as a document, before it is worded: sections of facts, tables, remarks and steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.words import Argument, Message

Words = Message | str
"""A message, or words of the city's own (names, paths), which are the same in both languages."""


Cell = Words | tuple[Words, ...]
"""One or several of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A label and what belongs to it."""

    label: Message
    values: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under headings. Without rows, ``none`` is said."""

    head: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Something to do on the day, with a box to tick."""

    text: Message
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something that must be read: what is open, what was left out."""

    text: Words
    grave: bool = False
    todo: Words | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One part of the sheet."""

    name: str
    """``handover.section_<name>`` is its title."""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[Remark, ...] = ()
    steps: tuple[Step, ...] = ()
    block: str = ""
    """Text to be printed as it stands: the public key."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All of it."""

    organisation: str
    made: str
    """ISO 8601."""
    sections: tuple[Section, ...]


def said(name: str, /, **args: Argument) -> Message:
    """A message of the topic."""
    return Message(code=f"handover.{name}", args=args)


def fact(label: str, *values: Cell) -> Fact:
    """A fact under ``handover.label_<label>``."""
    return Fact(label=said(f"label_{label}"), values=values)


def table(columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], none: str) -> Table:
    """A table under ``handover.column_<column>``."""
    return Table(head=tuple(said(f"column_{c}") for c in columns), rows=tuple(rows), none=said(none))
