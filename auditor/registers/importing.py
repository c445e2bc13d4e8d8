"""Workbooks and CSV into the registers: everything checked first, then all files or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from auditor import resources
from auditor.errors import UsageError
from auditor.facts.records import RECORDS
from auditor.inventory.crosschecks import Names
from auditor.inventory.loader import declared_names
from auditor.inventory.reading import REGISTERS_FOLDER
from auditor.loading.problems import ProblemLog, shown
from auditor.loading.yamlreader import Plain
from auditor.model.words import message
from auditor.registers.entries import Entry, entries_from, key_of
from auditor.registers.keeping import SourceNote, register_yaml, write_together
from auditor.registers.reading import RawRegister, RawRegisters, read_rows
from auditor.registers.rows import RawRow
from auditor.registers.tabular import SheetRows, rows_of, titles_in
from auditor.registers.vocabulary import Vocabulary, read_vocabulary
from auditor.tables.limits import MAX_BYTES


class Mode(StrEnum):
    """What becomes of the entries that are kept and do not stand in the imported files."""

    USUAL = "usual"
    """There may be none: they are listed, and nothing is imported."""
    REPLACE = "replace"
    """They go."""
    ADD = "add"
    """They stay."""


@dataclass(frozen=True, kw_only=True)
class RegisterChange:
    """What an import does to one register."""

    register: str
    path: str
    """The file it is written to, in the workspace."""
    entries: tuple[Mapping[str, Plain], ...] = field(repr=False)
    """What is kept afterwards in that file."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    """By key."""
    unchanged: int
    created: bool
    """Whether the city did not keep it yet."""
    comments: bool
    """Whether the file that is replaced holds comments of a person, which are lost."""

    @property
    def is_nothing(self) -> bool:
        """Whether everything is kept already."""
        return not (self.new or self.changed or self.gone or self.created)


@dataclass(frozen=True, kw_only=True)
class Import:
    """What an import would do; nothing is written yet."""

    root: Path
    changes: tuple[RegisterChange, ...]
    sources: tuple[SourceNote, ...]
    passed_over: tuple[str, ...]
    """Sheets that hold no register."""

    def write(self, now: datetime) -> None:
        """Write every register that changes, all or none. Raises UsageError when that cannot be done."""
        contents = {
            change.path: register_yaml(change.register, change.entries, self.sources, now)
            for change in self.changes
            if not change.is_nothing
        }
        write_together(self.root, contents)


def prepare(
    root: Path,
    files: Sequence[Path],
    *,
    register: str = "",
    sheet: str = "",
    mode: Mode = Mode.USUAL,
) -> Import:
    """Read and check everything. Raises ProblemsError with every problem, UsageError when the question is wrong."""
    log = ProblemLog()
    names = declared_names(root)
    vocabulary = read_vocabulary(resources.policies(), root, log)
    kept = read_rows(root, vocabulary, ProblemLog())
    reader = _Files(root, vocabulary, names, log)
    for file in files:
        reader.read(file, register, sheet)
    log.raise_if_any()
    merged = {name: _merged(name, rows, kept, mode) for name, rows in reader.by_register().items()}
    changes = tuple(_checked(merged, kept, vocabulary, names, log))
    log.raise_if_any()
    return Import(root=root, changes=changes, sources=tuple(reader.sources), passed_over=tuple(reader.passed_over))


@dataclass
class _Files:
    """The imported files, read."""

    root: Path
    vocabulary: Vocabulary
    names: Names
    log: ProblemLog
    sources: list[SourceNote] = field(default_factory=list)
    sheets: list[SheetRows] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def read(self, file: Path, register: str, sheet: str) -> None:
        if _is_kept(self.root, file):
            raise UsageError(message("registers_cli.is_kept", file=shown(file.name)))
        try:
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise UsageError(message("registers_cli.unreadable", file=shown(str(file)))) from error
        found = rows_of(
            content, file.name, self.vocabulary, self.log, titles=titles_in(self.names), register=register, sheet=sheet
        )
        if found is not None:
            self.sources.append(SourceNote(name=file.name, digest=found.source.digest))
            self.sheets.extend(found.sheets)
            self.passed_over.extend(f"{file.name} {name}" for name in found.passed_over)

    def by_register(self) -> dict[str, list[RawRow]]:
        found: dict[str, list[RawRow]] = {}
        for sheet in self.sheets:
            if sheet.rows or sheet.told_empty:
                found.setdefault(sheet.register, []).extend(sheet.rows)
        return found


def _is_kept(root: Path, file: Path) -> bool:
    folder = (root / REGISTERS_FOLDER).resolve()
    return file.resolve().is_relative_to(folder) and not file.resolve().is_relative_to(folder / "files")


@dataclass(frozen=True, kw_only=True)
class _Merged:
    """A register's rows as they will be, and as they are in the file that is replaced."""

    path: str
    rows: tuple[RawRow, ...]
    """What that file will hold."""
    elsewhere: tuple[RawRow, ...]
    """What other files hold of the register, and go on holding."""
    before: Mapping[str, RawRow]
    gone: tuple[str, ...]
    created: bool
    comments: bool


def _merged(name: str, rows: Sequence[RawRow], kept: RawRegisters, mode: Mode) -> _Merged:
    path = f"{REGISTERS_FOLDER}/{name}.yaml"
    for other, register in kept.by_name.items():
        if other != name and any(source.path == path for source in register.files):
            raise UsageError(message("registers_cli.shared_file", file=path, register=name, other=other))
    here = kept.by_name.get(name, RawRegister())
    key = key_of(name)
    before = {str(row.values.get(key)): row for row in here.rows if row.spot.file == path}
    coming = {str(row.values.get(key)) for row in rows}
    staying = [row for label, row in before.items() if label not in coming]
    content = next((source.content for source in here.files if source.path == path), b"")
    return _Merged(
        path=path,
        rows=(*staying, *(_completed(row, before.get(str(row.values.get(key)))) for row in rows))
        if mode is Mode.ADD
        else tuple(_completed(row, before.get(str(row.values.get(key)))) for row in rows),
        elsewhere=tuple(row for row in here.rows if row.spot.file != path),
        before=before,
        gone=() if mode is Mode.ADD else tuple(str(row.values.get(key)) for row in staying),
        created=name not in kept.by_name,
        comments=_has_comments(content),
    )


def _completed(row: RawRow, before: RawRow | None) -> RawRow:
    """A row with what the kept entry says in fields that the sheet has no column for."""
    columns: Mapping[str, int] | None = getattr(row.spot, "columns", None)
    if before is None or columns is None:
        return row
    beside = {name: value for name, value in before.values.items() if name not in columns}
    return RawRow(values={**beside, **row.values}, spot=row.spot) if beside else row


def _has_comments(content: bytes) -> bool:
    """Whether a file holds comments that the program did not write itself."""
    return any(line.lstrip().startswith(b"#") and not line.startswith(b"# auditor: ") for line in content.split(b"\n"))


def _checked(
    merged: Mapping[str, _Merged], kept: RawRegisters, vocabulary: Vocabulary, names: Names, log: ProblemLog
) -> Iterator[RegisterChange]:
    after = RawRegisters(by_name=dict(kept.by_name), complete=kept.complete)
    for name, register in merged.items():
        after.by_name[name] = RawRegister(rows=[*register.elsewhere, *register.rows])
    known = Names(by_list=names.by_list, complete=names.complete and kept.complete, registered=after.declared())
    for name, register in merged.items():
        mine = {id(row) for row in register.rows}
        found, others = ProblemLog(), {row.spot.file for row in register.elsewhere}
        entries = [
            entry
            for entry in entries_from(name, after.by_name[name].rows, vocabulary=vocabulary, log=found, names=known)
            if id(entry.row) in mine
        ]
        # What is wrong in files that stay as they are was there before, and does not stand in the way.
        log.found.extend(problem for problem in found.found if problem.file not in others)
        yield _change(name, register, entries, vocabulary)
    if any(register.gone and RECORDS[name].DECLARES is not None for name, register in merged.items()):
        _check_others(merged, kept, vocabulary, names, known, log)


def _check_others(
    merged: Mapping[str, _Merged],
    kept: RawRegisters,
    vocabulary: Vocabulary,
    names: Names,
    after: Names,
    log: ProblemLog,
) -> None:
    """What other registers say of entries that go."""
    before = Names(by_list=names.by_list, complete=after.complete, registered=kept.declared())
    for name, register in kept.by_name.items():
        if name in merged or name not in RECORDS:
            continue
        logs = ProblemLog(), ProblemLog()
        for known, found in zip((before, after), logs, strict=True):
            list(entries_from(name, register.rows, vocabulary=vocabulary, log=found, names=known))
        log.found.extend(problem for problem in logs[1].found if problem not in logs[0].found)


def _change(name: str, register: _Merged, entries: Sequence[Entry], vocabulary: Vocabulary) -> RegisterChange:
    key = key_of(name)
    scratch = ProblemLog()
    old = {
        str(plain[key]): plain
        for entry in entries_from(name, register.before.values(), vocabulary=vocabulary, log=scratch)
        for plain in (entry.plain(),)
    }
    new = {str(plain[key]): plain for entry in entries for plain in (entry.plain(),)}
    return RegisterChange(
        register=name,
        path=register.path,
        entries=tuple(new.values()),
        new=tuple(label for label in new if label not in register.before),
        changed=tuple(label for label in new if label in register.before and old.get(label) != new[label]),
        gone=register.gone,
        unchanged=sum(1 for label in new if old.get(label) == new[label]),
        created=register.created,
        comments=register.comments,
    )
