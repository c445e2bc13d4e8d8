"""The registers of a workspace by themselves, without policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from auditor import resources
from auditor.errors import UsageError
from auditor.facts.records import RECORDS, Record
from auditor.facts.records.columns import columns_of
from auditor.inventory.loader import declared_names
from auditor.inventory.reading import FOLDER
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.model.japan import JST
from auditor.model.words import message
from auditor.registers.headings import register_named
from auditor.registers.registers import Registers, load_registers
from auditor.registers.template import RegisterTable
from auditor.registers.vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """A register at a glance."""

    register: str
    kept: bool
    entries: int
    files: tuple[str, ...]
    newest: date | None
    """The latest day of any entry that is not in the future; None when there is none."""


def kept_registers(root: Path) -> Registers:
    """The registers; raises ProblemsError with everything that is wrong in them, UsageError without a workspace."""
    if not (root / FOLDER).is_dir():
        raise UsageError(message("inventory.no_workspace", folder=str(root)))
    log = ProblemLog()
    found = load_registers(root, declared_names(root), log)
    log.raise_if_any()
    return found


def words_for(root: Path) -> Vocabulary:
    """The vocabulary of a workspace, or the shipped one where there is none; raises ProblemsError."""
    log = ProblemLog()
    found = read_vocabulary(resources.policies(), root if (root / FOLDER).is_dir() else None, log)
    log.raise_if_any()
    return found


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """Registers by name or title, in the usual order; all when none is named. Raises UsageError."""
    found: set[str] = set()
    for name in names:
        register = register_named(name)
        if not register:
            said = with_hint("registers.unknown", name, RECORDS, name=shown(name), known=tuple(RECORDS))
            raise UsageError(said)
        found.add(register)
    return tuple(name for name in RECORDS if not found or name in found)


def lines_of(registers: Registers, today: date) -> tuple[RegisterLine, ...]:
    """Every register, those that are not kept included."""
    return tuple(
        RegisterLine(
            register=name,
            kept=name in registers.kept,
            entries=len(registers.records(name)),
            files=tuple(source.path for source in registers.kept[name].files) if name in registers.kept else (),
            newest=max((day for fact in registers.records(name) for day in _days(fact) if day <= today), default=None),
        )
        for name in RECORDS
    )


def _days(fact: Record) -> list[date]:
    values = (getattr(fact, name) for name in columns_of(type(fact)))
    return [
        value.astimezone(JST).date() if isinstance(value, datetime) else value
        for value in values
        if isinstance(value, date)
    ]


def tables_of(registers: Registers, names: Sequence[str]) -> tuple[RegisterTable, ...]:
    """The registers among some that are kept, for writing."""
    return tuple(
        RegisterTable(register=name, entries=registers.records(name)) for name in names if name in registers.kept
    )


def tables_by_file(registers: Registers, names: Sequence[str]) -> Mapping[str, tuple[RegisterTable, ...]]:
    """The same by the file that holds them, as its path in the workspace."""
    found: dict[str, list[RegisterTable]] = {}
    for name in names:
        kept = registers.kept.get(name)
        for source in kept.files if kept is not None else ():
            entries = [fact for fact in registers.records(name) if _lies_in(fact, source.path)]
            found.setdefault(source.path, []).append(RegisterTable(register=name, entries=entries))
    return {path: tuple(tables) for path, tables in sorted(found.items())}


def _lies_in(fact: Record, path: str) -> bool:
    where = fact.place.where
    return where.startswith(path) and where[len(path) : len(path) + 1] in (":", "!", " ", "")
