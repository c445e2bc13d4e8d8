"""Entries of the inventory as rows of sheets."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.inventory.flat_cells import cell_of, rest_text
from auditor.inventory.flat_columns import REST, TABLES, TITLES, FlatColumn, FlatForm
from auditor.inventory.reading import InventoryFiles
from auditor.loading.yamlreader import Plain
from auditor.messages.rendering import render
from auditor.model.words import Language, message
from auditor.tables.cells import Cell
from auditor.tables.writing import Form, PlannedColumn, PlannedSheet

_FORMS: Mapping[FlatForm, Form] = {
    FlatForm.DAY: Form.DAY,
    FlatForm.WHOLE: Form.WHOLE,
    FlatForm.YES: Form.YES,
    FlatForm.WORD: Form.CHOICE,
    FlatForm.LIST: Form.LONG,
    FlatForm.RECORDS: Form.LONG,
}


def entries_of(files: InventoryFiles, section: str) -> list[dict[str, Plain]]:
    """The entries of a list over all files, as they stand there; those of ``sections`` are the organisation's."""
    if section != "sections":
        return [tidy(entry.raw) for entry in files.entries(section)]
    found: list[dict[str, Plain]] = []
    for entry in files.single("organisation"):
        raw = entry.raw.get("sections")
        found.extend(tidy(section) for section in (raw if isinstance(raw, list) else ()) if isinstance(section, dict))
    return found


def tidy(raw: Mapping[str, Plain]) -> dict[str, Plain]:
    """A mapping without keys that have no value, which mean nothing."""
    found: dict[str, Plain] = {}
    for key, value in raw.items():
        inner = tidy(value) if isinstance(value, dict) else value
        if inner is not None and inner != {}:
            found[key] = inner
    return found


def planned_sheets(files: InventoryFiles, language: Language) -> tuple[PlannedSheet, ...]:
    """A sheet for each list."""
    return tuple(_sheet(section, entries_of(files, section), language) for section in TABLES)


def _sheet(section: str, entries: Sequence[dict[str, Plain]], language: Language) -> PlannedSheet:
    columns = TABLES[section]
    title = TITLES[section][language is Language.EN]
    return PlannedSheet(
        name=title,
        title=title,
        notes=(_say("how", language),),
        columns=tuple(_column(column, language) for column in columns),
        rows=[list(_row(entry, columns)) for entry in entries],
    )


def _row(entry: dict[str, Plain], columns: Sequence[FlatColumn]) -> Iterator[Cell]:
    left = dict(_leaves(entry, {c.path for c in columns}))
    for column in columns:
        if column is REST:
            yield rest_text(left) or None
            continue
        cell = cell_of(left.get(column.name), column)
        if cell is not None:
            del left[column.name]
        yield cell


def _leaves(
    entry: Mapping[str, Plain], known: set[tuple[str, ...]], at: tuple[str, ...] = ()
) -> Iterator[tuple[str, Plain]]:
    """The values by dotted path; a mapping below which no column lies is one value."""
    for key, value in entry.items():
        path = (*at, key)
        if isinstance(value, dict) and any(k[: len(path)] == path and len(k) > len(path) for k in known):
            yield from _leaves(value, known, path)
        else:
            yield ".".join(path), value


def _say(name: str, language: Language, **args: str | tuple[str, ...]) -> str:
    return render(message(f"workbook.{name}", **args), language)


def _column(column: FlatColumn, language: Language) -> PlannedColumn:
    words: tuple[str, ...] = ()
    notes = [_say("needed", language)] if column.required else []
    match column.form:
        case FlatForm.WORD:
            words = tuple((column.words or {}).values())
            notes.append(_say("choice", language, words=words))
        case FlatForm.YES:
            words = ("☑", "□")
            notes.append(_say("yes", language))
        case FlatForm.RECORDS:
            notes.append(_say("records", language, form=" ".join(column.fields), example=column.sample))
        case FlatForm.DAY | FlatForm.WHOLE | FlatForm.LIST | FlatForm.DURATION:
            notes.append(_say(column.form.value, language))
    notes.append(_say("rest", language) if column is REST else column.name)
    return PlannedColumn(
        title=column.ja if language is Language.JA else column.en,
        form=Form.LONG if column is REST else _FORMS.get(column.form, Form.TEXT),
        note="\n".join(notes),
        required=column.required,
        words=words,
        only_words=True,
    )
