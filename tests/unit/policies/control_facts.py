"""Register entries as control fixtures write them, as facts: the columns' kinds decide, nothing is read from files."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from auditor import resources
from auditor.facts.base import FactSet
from auditor.facts.records import READABLE, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.loading.problems import ProblemLog
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.japan import JST
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.registers.vocabulary import Vocabulary, read_vocabulary

CITY = SubjectRef(SubjectKind.ORGANISATION, "minato")
READ_AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PROGRAM_FIELDS = frozenset({"found_digest", "file_state", "newest_entry"})
"""What the program fills in; a fixture may set it."""


class FixtureError(Exception):
    """A fixture is not written as it must be."""


@cache
def vocabulary() -> Vocabulary:
    """The words that ship with the program."""
    log = ProblemLog()
    found = read_vocabulary(resources.policies(), None, log)
    log.raise_if_any()
    return found


def record_of(register: str, entry: Mapping[str, Any]) -> Record:
    """One entry as a fact."""
    if register not in READABLE:
        raise FixtureError(f"there is no register {register}")
    record = READABLE[register]
    columns = columns_of(record)
    given: dict[str, Any] = {}
    for name, value in entry.items():
        if name in PROGRAM_FIELDS and hasattr(record, name):
            given[name] = value
        elif name not in columns:
            raise FixtureError(f"{register} has no field {name}")
        elif value is not None:
            given[name] = _value(columns[name], value, f"{register}/{entry.get(record.KEY, '?')}/{name}")
    if given.get("file") and "file_state" not in entry:
        given["file_state"] = "present"
        given.setdefault("found_digest", given.get("declared_digest", "sha256:" + "0" * 64))
    return record(place=Place(origin=f"register:{register}", where=str(entry.get(record.KEY, ""))), **given)


def set_of(record: type[Record], entries: list[Mapping[str, Any]] | None) -> FactSet[Any]:
    """A register: kept with these entries, or (None) not kept."""
    name = record.REGISTER
    if entries is None:
        return FactSet(
            type=record,
            subject=CITY,
            completeness=Completeness.ABSENT,
            reason=Reason.NO_REGISTER,
            basis=Basis.REGISTER,
            collected_at=READ_AT,
        )
    facts = tuple(record_of(name, entry) for entry in entries)
    keys = [fact.key for fact in facts]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise FixtureError(f"{name}: {sorted(twice)} stands there twice")
    artefact = ArtefactRef(
        origin=f"register:{name}", target="inventory", digest="sha256:" + "0" * 64, size=1, collected_at=READ_AT
    )
    return FactSet(
        type=record,
        subject=CITY,
        facts=facts,
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=READ_AT,
        artefacts=(artefact,),
    )


def _value(column: Column, given: Any, where: str) -> Any:
    kind = column.kind
    if kind is ColumnKind.DAY:
        return _day(given, where)
    if kind in (ColumnKind.BEGINNING, ColumnKind.ENDING):
        return _moment(given, time() if kind is ColumnKind.BEGINNING else time(23, 59, 59), where)
    if kind is ColumnKind.WHOLE:
        if not isinstance(given, int) or isinstance(given, bool):
            raise FixtureError(f"{where}: {given!r} is no whole number")
        return given
    if kind is ColumnKind.YES:
        if not isinstance(given, bool):
            raise FixtureError(f"{where}: {given!r} is neither true nor false")
        return given
    if kind in (ColumnKind.CHOICES, ColumnKind.TEXTS, ColumnKind.NAMES, ColumnKind.ACCOUNTS):
        several = given if isinstance(given, list) else [given]
        return tuple(_word(column, str(text), where) for text in several)
    return _word(column, str(given), where)


def _word(column: Column, text: str, where: str) -> str:
    if not column.vocabulary or not text or not vocabulary().knows(column.vocabulary):
        return text
    code = vocabulary().code(column.vocabulary, text)
    if code is None:
        raise FixtureError(f"{where}: {text} is no word of the list {column.vocabulary}")
    return code


def _day(given: Any, where: str) -> date | None:
    if isinstance(given, str) and not given:
        return None
    try:
        return given if type(given) is date else date.fromisoformat(str(given))
    except ValueError as error:
        raise FixtureError(f"{where}: {given!r} is no date") from error


def _moment(given: Any, otherwise: time, where: str) -> datetime | None:
    if isinstance(given, str) and not given:
        return None
    if type(given) is date:
        return datetime.combine(given, otherwise, tzinfo=JST)
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError as error:
        raise FixtureError(f"{where}: {given!r} is no moment") from error
    return found if found.tzinfo else found.replace(tzinfo=JST)
