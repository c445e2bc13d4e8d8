"""The files of the registers, read into rows: YAML in two forms, sheets, lines of JSON."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from auditor.facts.records import RECORDS
from auditor.inventory.crosschecks import Names
from auditor.inventory.loader import declared_names
from auditor.inventory.reading import REGISTERS_FOLDER, name_in
from auditor.loading.files import YAML_ENDINGS, SourceFile, files_under, read_document, read_source
from auditor.loading.marks import Step
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.yamlreader import Document, Plain
from auditor.registers.entries import key_of
from auditor.registers.lines import read_lines
from auditor.registers.rows import RawRow, YamlSpot
from auditor.registers.shapes import NAMES
from auditor.registers.vocabulary import Vocabulary
from auditor.statements.files import holds_statements

FILES_FOLDER = f"{REGISTERS_FOLDER}/files"
STATEMENTS = frozenset(
    f"{REGISTERS_FOLDER}/{name}{ending}"
    for name in ("attestations", "confirmations", "waivers", "signers")
    for ending in YAML_ENDINGS
)
"""Files of the same folder that are no registers: what people stated (`auditor.statements`)."""
TABLE_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".xls", ".xlsb", ".ods")
"""Workbooks and the like; the last three are told to be saved anew."""


@dataclass(kw_only=True)
class RawRegister:
    """The rows of a register that is kept, and the files that hold it."""

    rows: list[RawRow] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)


@dataclass(kw_only=True)
class RawRegisters:
    """All registers that are kept, before anything in them is checked."""

    by_name: dict[str, RawRegister] = field(default_factory=dict)
    files: list[SourceFile] = field(default_factory=list)
    complete: bool = True
    """False when a file could not be understood: what it declares is not known then."""

    def declared(self) -> Mapping[str, Collection[str]]:
        """By list of the inventory, the names that registers declare."""
        return {
            name: frozenset(filter(None, (name_in(row.values.get(key_of(name))) for row in self.by_name[name].rows)))
            for name, record in RECORDS.items()
            if record.DECLARES is not None and name in self.by_name
        }


def read_rows(root: Path, vocabulary: Vocabulary, log: ProblemLog) -> RawRegisters:
    """The rows of every register; problems of the files' form go into the log.

    In workbooks what is referred to may be written by the title that the inventory gives it.
    """
    found = RawRegisters()
    names: Names | None = None
    rows: Mapping[str, Sequence[RawRow] | None]
    before = len(log.found)
    endings = (*YAML_ENDINGS, *TABLE_ENDINGS)
    for path in files_under(root, REGISTERS_FOLDER, log, endings, frozenset({FILES_FOLDER})):
        if holds_statements(path) or PurePosixPath(path).name.startswith("~$"):  # Excel's own while a book is open
            continue
        source = None if path in STATEMENTS else read_source(root, path, log)
        if source is None:
            continue
        found.files.append(source)
        if source.path.lower().endswith(TABLE_ENDINGS):
            from auditor.registers.tabular import read_tabular  # heavy: the library that reads workbooks

            names = names or declared_names(root)
            rows = read_tabular(root, source.path, vocabulary, log, names) or {}
        else:
            rows = _rows_of(source, log)
        for name, of_file in rows.items():
            if of_file is not None:
                register = found.by_name.setdefault(name, RawRegister())
                register.rows.extend(of_file)
                register.files.append(source)
    found.complete = len(log.found) == before
    return found


def _rows_of(source: SourceFile, log: ProblemLog) -> Mapping[str, Sequence[RawRow] | None]:
    """The rows of a YAML file by register; None for a register without a word about its entries."""
    lines = read_lines(source)
    if lines is not None and set(lines) <= set(NAMES):
        return lines
    document = read_document(source, log)
    if document is None or not isinstance(document.data, dict) or not document.data:
        return {}
    return _Reader(document, source, log).read(document.data)


class _Reader:
    def __init__(self, document: Document, source: SourceFile, log: ProblemLog) -> None:
        self._place = document.place
        self._lines = source.lines()
        self._log = log

    def read(self, data: Mapping[str, Plain]) -> dict[str, list[RawRow] | None]:
        if "registers" in data:
            self._refuse_others(data, ("registers",))
            return self._several(data["registers"])
        self._refuse_others(data, ("register", "entries"))
        name = data.get("register")
        if not isinstance(name, str):
            self._log.at(self._place, (), "problems.missing_key", key="register")
            return {}
        if name not in NAMES:
            self._unknown(name, ("register",), key=False)
            return {}
        return {name: self._rows(data.get("entries"), ("entries",))}

    def _several(self, registers: Plain) -> dict[str, list[RawRow] | None]:
        if registers is None:
            return {}
        if not isinstance(registers, dict):
            self._log.at(self._place, ("registers",), "problems.not_mapping")
            return {}
        found: dict[str, list[RawRow] | None] = {}
        for name, entries in registers.items():
            if name in NAMES:
                found[name] = self._rows(entries, ("registers", name))
            else:
                self._unknown(name, ("registers", name), key=True)
        return found

    def _rows(self, entries: Plain, path: tuple[Step, ...]) -> list[RawRow] | None:
        if entries is None:
            return None
        if not isinstance(entries, list):
            self._log.at(self._place, path, "problems.not_list")
            return []
        return list(self._mappings(entries, path))

    def _mappings(self, entries: Sequence[Plain], path: tuple[Step, ...]) -> Iterator[RawRow]:
        for number, entry in enumerate(entries):
            at = (*path, number)
            if isinstance(entry, dict):
                yield RawRow(values=entry, spot=YamlSpot(self._place, at, self._lines))
            else:
                self._log.at(self._place, at, "problems.not_mapping")

    def _unknown(self, name: str, path: tuple[Step, ...], *, key: bool) -> None:
        said = with_hint("registers.unknown", name, NAMES, name=shown(name), known=NAMES)
        root = self._place.root
        self._log.tell(self._place.file, root.key_at(path) if key else root.at(path), said)

    def _refuse_others(self, data: Mapping[str, Plain], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                said = with_hint("problems.unknown_key", key, known, key=shown(key), known=known)
                self._log.tell(self._place.file, self._place.root.key_at((key,)), said)
