"""Registers as workbooks: empty ones to fill in, and what is kept now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from auditor.facts.records import RECORDS, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.messages.rendering import render
from auditor.model.words import Language, message
from auditor.registers.vocabulary import Vocabulary
from auditor.replacing import replacing
from auditor.tables.answers import joined
from auditor.tables.cells import Cell
from auditor.tables.writing import NOTHING_EN, NOTHING_JA, Form, PlannedColumn, PlannedSheet, workbook

_FORMS: Mapping[ColumnKind, Form] = {
    ColumnKind.DAY: Form.DAY,
    ColumnKind.BEGINNING: Form.MOMENT,
    ColumnKind.ENDING: Form.MOMENT,
    ColumnKind.WHOLE: Form.WHOLE,
    ColumnKind.YES: Form.YES,
    ColumnKind.CHOICE: Form.CHOICE,
    ColumnKind.CHOICES: Form.CHOICE,
    ColumnKind.TEXT: Form.LONG,
    ColumnKind.TEXTS: Form.LONG,
}
_HINTS: Mapping[ColumnKind, str] = {
    ColumnKind.DAY: "day",
    ColumnKind.BEGINNING: "moment",
    ColumnKind.ENDING: "moment",
    ColumnKind.WHOLE: "whole",
    ColumnKind.YES: "yes",
    ColumnKind.TEXTS: "list",
    ColumnKind.NAMES: "list",
    ColumnKind.ACCOUNTS: "list",
}
YES, NO = "☑", "□"


@dataclass(frozen=True, kw_only=True)
class RegisterTable:
    """The entries of a register that are to be written."""

    register: str
    entries: Sequence[Record] = field(default=(), repr=False)


def write_workbook(
    path: Path,
    tables: Sequence[RegisterTable],
    language: Language,
    *,
    vocabulary: Vocabulary,
    example: bool = False,
    various: bool = False,
) -> None:
    """Write registers as a workbook, one sheet each; what stood at ``path`` is replaced only by a whole one.

    ``example``: with a row that shows how to write, and room for entries. ``various``: dates as text in the spellings
    that cities' own tables mix (the sample city). Raises TableError, and OSError when it cannot be written.
    """
    sheets = [planned(table, language, vocabulary, example=example) for table in tables]
    content = workbook(sheets, era=language is Language.JA, various=various)
    with replacing(path) as stream:
        stream.write(content)


def planned(table: RegisterTable, language: Language, vocabulary: Vocabulary, *, example: bool) -> PlannedSheet:
    """A register's sheet."""
    record = RECORDS[table.register]
    columns = columns_of(record)
    title = record.TITLE.ja if language is Language.JA else record.TITLE.en
    notes = ("how", "example", "nothing", "no_names") if example else ("how", "no_names")
    return PlannedSheet(
        name=title,
        title=title,
        notes=tuple(_say(note, language) for note in notes),
        columns=tuple(_column(column, language, vocabulary) for column in columns.values()),
        rows=_rows(table, columns, language, vocabulary) or ([] if example else [_nothing(language)]),
        example=example,
    )


def _rows(
    table: RegisterTable, columns: Mapping[str, Column], language: Language, vocabulary: Vocabulary
) -> list[list[Cell]]:
    return [
        [_cell(getattr(entry, name), column, language, vocabulary) for name, column in columns.items()]
        for entry in table.entries
    ]


def _nothing(language: Language) -> list[Cell]:
    return [NOTHING_JA if language is Language.JA else NOTHING_EN]


def _say(name: str, language: Language, **args: str | tuple[str, ...]) -> str:
    return render(message(f"workbook.{name}", **args), language)


def _column(column: Column, language: Language, vocabulary: Vocabulary) -> PlannedColumn:
    words = _words(column, language, vocabulary)
    return PlannedColumn(
        title=column.title.ja if language is Language.JA else column.title.en,
        form=_FORMS.get(column.kind, Form.TEXT),
        note="\n".join(_notes(column, words, language)),
        required=column.required,
        words=words,
        only_words=column.kind is not ColumnKind.CHOICES,
        example=column.example,
    )


def _words(column: Column, language: Language, vocabulary: Vocabulary) -> tuple[str, ...]:
    if column.kind is ColumnKind.YES:
        return (YES, NO)
    return tuple(_label(column, word.code, language, vocabulary) for word in vocabulary.words(column.vocabulary))


def _label(column: Column, code: str, language: Language, vocabulary: Vocabulary) -> str:
    """The word for people where it leads back to the code, else the code."""
    word = vocabulary.lists.get(column.vocabulary, {}).get(code)
    if word is None:
        return code
    label = word.label.ja if language is Language.JA else word.label.en
    return label if vocabulary.code(column.vocabulary, label) == code else code


def _notes(column: Column, words: tuple[str, ...], language: Language) -> list[str]:
    found = [_say("needed", language)] if column.required else []
    if column.note is not None:
        found.append(column.note.ja if language is Language.JA else column.note.en)
    if column.kind in _HINTS:
        found.append(_say(_HINTS[column.kind], language))
    if column.refers:
        found.append(_say(f"refers_{column.refers}", language))
    elif column.kind is ColumnKind.IDENTIFIER:
        found.append(_say("identifier", language))
    if column.vocabulary:
        code = "choices" if column.kind is ColumnKind.CHOICES else "choice"
        found.append(_say(code, language, words=words) if words else _say("free_word", language))
    return found


def _cell(value: object, column: Column, language: Language, vocabulary: Vocabulary) -> Cell:
    match value:
        case None | "" | ():
            return None
        case bool():
            return YES if value else NO
        case date() | int():
            return value
        case tuple():
            words = [str(v) for v in value]
            if column.kind is ColumnKind.CHOICES:
                words = [_label(column, code, language, vocabulary) for code in words]
            return joined(words)
        case str() if column.kind is ColumnKind.CHOICE:
            return _label(column, value, language, vocabulary)
    return str(value)
