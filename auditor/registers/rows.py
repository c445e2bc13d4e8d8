"""Rows of a register as they lie in a file, whatever the file: YAML, a sheet, lines of JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.loading.files import SourceFile
from auditor.loading.marks import Mark, Step
from auditor.loading.problems import Place, ProblemLog
from auditor.loading.yamlreader import Plain
from auditor.model.words import Message


class Spot(Protocol):
    """Where a row lies."""

    @property
    def file(self) -> str:
        """The file's path in the workspace, with slashes."""
        ...

    @property
    def line(self) -> int:
        """Line or row of the sheet, from 1."""
        ...

    @property
    def where(self) -> str:
        """What a fact cites: ``inventory/registers/roster.yaml:3``, ``inventory/registers/daicho.xlsx 名簿!5``."""
        ...

    @property
    def excerpt(self) -> str:
        """What stands there, in one line; empty when that says nothing."""
        ...

    def tell(self, log: ProblemLog, path: Sequence[Step], said: Message, *, key: bool = False) -> None:
        """Note a problem of the value at a path in the row (of its key, when that is what is wrong).

        A path begins with a field; an empty one means the row as a whole.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class RawRow:
    """One entry of a register before its fields are checked.

    ``values``: by field (`auditor.facts.records.columns.columns_of`) a plain value as YAML would give it: text,
    whole number, true or false, a list of texts; dates and moments as ISO 8601 text; words of a vocabulary by code,
    label or other spelling. A field that is not filled in is left out, or None.
    """

    values: Mapping[str, Plain]
    spot: Spot


@dataclass(frozen=True, slots=True)
class YamlSpot:
    """An entry of a YAML file."""

    place: Place
    path: tuple[Step, ...]
    lines: tuple[str, ...]
    """Lines of the file, split once for all its entries."""

    @property
    def file(self) -> str:
        """The file's path."""
        return self.place.file

    @property
    def line(self) -> int:
        """Line on which the entry begins."""
        return self.place.root.at(self.path).line

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"

    @property
    def excerpt(self) -> str:
        """The entry's first line."""
        line = self.line
        return self.lines[line - 1] if line <= len(self.lines) else ""

    def tell(self, log: ProblemLog, path: Sequence[Step], said: Message, *, key: bool = False) -> None:
        """A problem at line and column."""
        whole = (*self.path, *path)
        root = self.place.root
        log.tell(self.file, root.key_at(whole) if key else root.at(whole), said)


@dataclass(frozen=True, slots=True)
class LineSpot:
    """An entry that is one line of a file."""

    source: SourceFile
    line: int
    start: int
    """Byte in the file at which the line begins."""

    @property
    def file(self) -> str:
        """The file's path."""
        return self.source.path

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.source.path}:{self.line}"

    @property
    def excerpt(self) -> str:
        """The line."""
        end = self.source.content.find(b"\n", self.start, self.start + 800)
        content = self.source.content[self.start : end if end >= 0 else self.start + 800]
        return content.decode("utf-8", "ignore").strip()[:200]

    def tell(self, log: ProblemLog, path: Sequence[Step], said: Message, *, key: bool = False) -> None:
        """A problem at the line, and where its field stands in it."""
        end = self.source.content.find(b"\n", self.start)
        line = self.source.content[self.start : end if end >= 0 else None].decode("utf-8", "ignore")
        column = line.find(f'"{path[0]}"') if path else line.find("{")
        log.tell(self.file, Mark(self.line, max(column, 0) + 1), said)
