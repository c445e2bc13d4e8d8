"""The files under ``inventory/``, read and checked each by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from auditor.inventory.file_shape import InventoryFileShape
from auditor.loading.fields import identifier
from auditor.loading.files import SourceFile, read_document, read_source, yaml_files
from auditor.loading.marks import Step
from auditor.loading.problems import Place, ProblemLog
from auditor.loading.shape import validated
from auditor.loading.yamlreader import Document, Plain

FOLDER = "inventory"
REGISTERS_FOLDER = "inventory/registers"


@dataclass(frozen=True, kw_only=True)
class InventoryFile:
    """One file: its bytes, its plain data, and its model when nothing is wrong with it."""

    source: SourceFile
    document: Document
    shape: InventoryFileShape | None

    @property
    def data(self) -> Mapping[str, Plain]:
        """The mapping at its top."""
        return self.document.data if isinstance(self.document.data, dict) else {}


@dataclass(frozen=True, kw_only=True)
class InventoryFiles:
    """All files of an inventory."""

    files: tuple[InventoryFile, ...]
    complete: bool
    """False when a file could not be read: then what it declares is unknown, and so is whether a name is."""

    def entries(self, section: str) -> "Iterator[RawEntry]":
        """The entries of a section in all files that are mappings, right or wrong."""
        for file in self.files:
            value = file.data.get(section)
            for index, raw in enumerate(value if isinstance(value, list) else ()):
                if isinstance(raw, dict):
                    yield RawEntry(file.document.place, (section, index), raw)

    def single(self, key: str) -> "Iterator[RawEntry]":
        """The mapping under a key that only one file should have, in every file that has it."""
        for file in self.files:
            value = file.data.get(key)
            if isinstance(value, dict):
                yield RawEntry(file.document.place, (key,), value)


@dataclass(frozen=True, slots=True)
class RawEntry:
    """A mapping of a file before its fields were checked, so that cross checks say all they can."""

    place: Place
    path: tuple[Step, ...]
    raw: Mapping[str, Plain]

    @property
    def name(self) -> str:
        """Its identifier; empty when it has none that could be one."""
        return name_in(self.raw.get("id"))

    @property
    def where(self) -> str:
        """``file:line`` of its identifier."""
        return f"{self.place.file}:{self.place.root.at((*self.path, 'id')).line}"

    def values(self, *path: str) -> Iterator[tuple[tuple[Step, ...], Plain]]:
        """All values at a path in it, with their full paths; ``*`` stands for every element of a list."""
        found: list[tuple[tuple[Step, ...], Plain]] = [(self.path, dict(self.raw))]
        for step in path:
            deeper: list[tuple[tuple[Step, ...], Plain]] = []
            for at, value in found:
                if step == "*":
                    elements = value if isinstance(value, list) else []
                    deeper.extend(((*at, n), element) for n, element in enumerate(elements))
                elif isinstance(value, dict) and value.get(step) is not None:
                    deeper.append(((*at, step), value[step]))
            found = deeper
        return iter(found)


def name_in(value: Plain) -> str:
    """A value as an identifier; empty when it cannot be one."""
    try:
        return identifier(value)
    except PydanticCustomError:
        return ""


def read_files(root: Path, log: ProblemLog) -> InventoryFiles:
    """Read every file under ``root/inventory`` but the registers; problems go into the log."""
    before = len(log.found)
    paths = yaml_files(root, FOLDER, log, frozenset({REGISTERS_FOLDER}))
    files: list[InventoryFile] = []
    complete = len(log.found) == before
    for path in paths:
        source = read_source(root, path, log)
        document = read_document(source, log)
        if source is None or document is None:
            complete = False
            continue
        files.append(
            InventoryFile(source=source, document=document, shape=validated(InventoryFileShape, document, log))
        )
    return InventoryFiles(files=tuple(files), complete=complete)
