"""Rows of a register checked, and made into facts. One way for all registers and all kinds of files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError

from auditor.facts.records import RECORDS, DocumentRecord, Record
from auditor.facts.records.base import FiledRecord
from auditor.facts.records.columns import ColumnKind, columns_of
from auditor.inventory.crosschecks import Names
from auditor.inventory.reading import REGISTERS_FOLDER, name_in
from auditor.loading.marks import Step
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.shape import Shape, faults
from auditor.loading.yamlreader import Plain
from auditor.model.evidence import Place
from auditor.model.words import message
from auditor.registers.fields import VOCABULARY
from auditor.registers.files import SAMPLE_KIND, FilesBehind
from auditor.registers.rows import RawRow
from auditor.registers.shapes import shape_of
from auditor.registers.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in which nothing is wrong, with its values as the register's columns say."""

    row: RawRow
    shape: Shape

    def plain(self) -> dict[str, Plain]:
        """What is filled in, as plain values that may be written to YAML or JSON; words of vocabularies as codes."""
        return {name: _plain(value) for name, value in self.shape.__dict__.items() if value not in (None, "", ())}


def entries_from(
    register: str, rows: Iterable[RawRow], *, vocabulary: Vocabulary, log: ProblemLog, names: Names | None = None
) -> Iterator[Entry]:
    """The rows of a register in which nothing is wrong; problems of the others go into the log, all of them.

    ``rows`` are those of all files that hold the register, for no two may have the same key. With ``names`` it is
    checked that what a row refers to is declared.
    """
    shape, key = shape_of(register), key_of(register)
    references = references_of(register) if names is not None and names.complete else ()
    context = {VOCABULARY: vocabulary}
    seen: dict[str, RawRow] = {}
    for row in rows:
        wrong = False
        try:
            found = shape.model_validate(row.values, context=context)
        except ValidationError as error:
            wrong = True
            for fault in faults(error, shape):
                row.spot.tell(log, fault.path, fault.said, key=fault.key)
        label = row.values.get(key)
        if isinstance(label, str | int):
            first = seen.setdefault(str(label), row)
            if first is not row:
                wrong = True
                _tell_twice(row, first, key, str(label), log)
        if names is not None:
            for name, referred in references:
                value = row.values.get(name)
                if value is not None and not _refers(row, name, value, referred, names, log):
                    wrong = True
        if not wrong:
            yield Entry(row, found)


def facts_from(register: str, entries: Iterable[Entry], files: FilesBehind, log: ProblemLog) -> Iterator[Record]:
    """Entries as facts; a file behind one is looked at."""
    record = RECORDS[register]
    origins: dict[str, str] = {}
    filed = issubclass(record, FiledRecord)
    for entry in entries:
        spot = entry.row.spot
        values: dict[str, Any] = dict(entry.shape.__dict__)
        if filed:
            log_form = values.pop("log", None)
            behind = files.look_at(values["file"])
            values |= {"found_digest": behind.digest, "file_state": behind.state}
            if behind.escapes:
                spot.tell(log, ("file",), message("problems.leaves_workspace"))
            elif record is DocumentRecord and (log_form is not None or values["kind"] == SAMPLE_KIND):
                values["newest_entry"] = files.newest(values["file"], log_form)
        origin = origins.get(spot.file) or origins.setdefault(spot.file, origin_of(register, spot.file))
        yield record(place=Place(origin=origin, where=spot.where, excerpt=spot.excerpt), **values)


def origin_of(register: str, path: str) -> str:
    """The origin of the artefact that holds entries of a register: its name, and the file unless that says it too."""
    inner = path.removeprefix(f"{REGISTERS_FOLDER}/")
    return f"register:{register}" if inner == f"{register}.yaml" else f"register:{register}:{inner}"


@cache
def key_of(register: str) -> str:
    """The field that tells a register's entries apart."""
    return RECORDS[register].KEY


@cache
def references_of(register: str) -> tuple[tuple[str, str], ...]:
    """The fields that name something declared elsewhere, with the list it is declared in."""
    columns = columns_of(RECORDS[register])
    found = [(name, column.refers) for name, column in columns.items() if column.refers]
    return (*found, *((name, "accounts") for name, c in columns.items() if c.kind is ColumnKind.ACCOUNTS))


def _refers(row: RawRow, name: str, value: Plain, referred: str, names: Names, log: ProblemLog) -> bool:
    """Whether what a field names is declared; tells what is not."""
    values: list[tuple[tuple[Step, ...], Plain]] = [((name,), value)]
    if isinstance(value, list):
        values = [((name, number), element) for number, element in enumerate(value)]
    sound = True
    for path, element in values:
        section, wanted = referred, element
        if referred == "accounts":
            target, slash, _ = element.partition("/") if isinstance(element, str) else ("", "", "")
            section, wanted = "targets", target if slash else None
        if isinstance(wanted, str) and names.has(section, wanted):
            continue
        asked = name_in(wanted)
        if asked and not names.has(section, asked):
            sound = False
            said = with_hint("inventory.unknown_name", asked, names.known(section), name=shown(asked), list=section)
            row.spot.tell(log, path, said)
    return sound


def _tell_twice(row: RawRow, first: RawRow, key: str, label: str, log: ProblemLog) -> None:
    if row.spot.file == first.spot.file and first.spot.where == f"{first.spot.file}:{first.spot.line}":
        said = message("registers.duplicate", value=shown(label), first=first.spot.line)
    else:
        said = message("registers.duplicate_elsewhere", value=shown(label), first=first.spot.where)
    row.spot.tell(log, (key,), said)


def _plain(value: Any) -> Plain:
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Shape):
        return value.model_dump(mode="json")
    return value if isinstance(value, str | int | float | bool) else str(value)
