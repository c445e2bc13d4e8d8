"""A workbook into the inventory's files: everything checked as files are, then all files or none."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import yaml

from auditor.errors import TableError, UsageError
from auditor.inventory.crosschecks import check_names
from auditor.inventory.file_shape import InventoryFileShape
from auditor.inventory.flat_columns import TABLES
from auditor.inventory.flat_reading import FlatSheet, read_flat
from auditor.inventory.flat_tables import entries_of, tidy
from auditor.inventory.operation_checks import check_operation
from auditor.inventory.reachability import check_reachability
from auditor.inventory.reading import FOLDER, InventoryFile, InventoryFiles, read_files
from auditor.loading.files import SourceFile
from auditor.loading.marks import Mark
from auditor.loading.problems import Place, ProblemLog, shown
from auditor.loading.shape import validated
from auditor.loading.yamlreader import Document, Plain
from auditor.model.words import message
from auditor.tables.limits import MAX_BYTES
from auditor.tables.opening import read_book

_INLINE = 110
"""Characters of an entry that is written as one line."""


@dataclass(frozen=True, kw_only=True)
class ListChange:
    """What an import does to one list."""

    section: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: int

    @property
    def is_nothing(self) -> bool:
        """Whether the list stays as it is."""
        return not (self.new or self.changed or self.gone)


@dataclass(frozen=True, kw_only=True)
class InventoryImport:
    """What an import would do; nothing is written yet."""

    changes: tuple[ListChange, ...]
    contents: Mapping[str, bytes] = field(repr=False)
    """The files that are written anew, by path in the workspace."""
    comments_lost: tuple[str, ...]
    """Those of them that hold comments."""


def prepare_inventory(
    root: Path, file: Path, *, registered: Mapping[str, Collection[str]] = MappingProxyType({})
) -> InventoryImport:
    """Read and check everything. Raises ProblemsError with every problem, UsageError when the file cannot be read."""
    log = ProblemLog()
    kept = read_files(root, log)
    log.raise_if_any()
    sheets = _read(file, log)
    log.raise_if_any()
    lists = {sheet.section: sheet for sheet in sheets}
    changes = tuple(_change(section, entries_of(kept, section), lists[section]) for section in lists)
    altered = {change.section for change in changes if not change.is_nothing}
    _check(kept, {name: sheet for name, sheet in lists.items() if name in altered}, registered, log)
    log.raise_if_any()
    contents = _contents(kept, {name: lists[name].entries for name in altered})
    return InventoryImport(
        changes=changes,
        contents=contents,
        comments_lost=tuple(f.source.path for f in kept.files if f.source.path in contents and _commented(f.source)),
    )


def _read(file: Path, log: ProblemLog) -> list[FlatSheet]:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(message("registers_cli.unreadable", file=shown(str(file)))) from error
    try:
        return read_flat(read_book(content, file.name), log)
    except TableError as error:
        log.tell(file.name, None, error.message)
        return []


def _change(section: str, before: Sequence[Mapping[str, Plain]], sheet: FlatSheet) -> ListChange:
    old = {str(entry.get("id")): entry for entry in before}
    new = {str(entry.get("id")): entry for entry in sheet.entries}
    return ListChange(
        section=section,
        new=tuple(name for name in new if name not in old),
        changed=tuple(name for name in new if name in old and tidy(old[name]) != tidy(new[name])),
        gone=tuple(name for name in old if name not in new),
        unchanged=sum(1 for name in new if name in old and tidy(old[name]) == tidy(new[name])),
    )


def _check(
    kept: InventoryFiles,
    lists: Mapping[str, FlatSheet],
    registered: Mapping[str, Collection[str]],
    log: ProblemLog,
) -> None:
    """The checks of files, over what would be there; the sheets stand in for the lists they replace."""
    files = [_without(file, lists) for file in kept.files]
    for section, sheet in lists.items():
        document = sheet.document
        if section == "sections":
            document = _organisation(kept, sheet)
        source = SourceFile(path=document.place.file, content=b"", digest="")
        shape = validated(InventoryFileShape, document, log)
        files.append(InventoryFile(source=source, document=document, shape=shape))
    found = InventoryFiles(files=tuple(files), complete=kept.complete)
    names = check_names(found, log, registered)
    check_reachability(found, names, log)
    check_operation(found, log)


def _without(file: InventoryFile, lists: Mapping[str, FlatSheet]) -> InventoryFile:
    left_out = {"organisation" if section == "sections" else section for section in lists}
    data = {key: value for key, value in file.data.items() if key not in left_out}
    document = Document(place=file.document.place, data=data)
    return InventoryFile(
        source=file.source, document=document, shape=validated(InventoryFileShape, document, ProblemLog())
    )


def _organisation(kept: InventoryFiles, sheet: FlatSheet) -> Document:
    """The organisation with the sheet's sections, whose places are the sheet's."""
    raw = next((dict(entry.raw) for entry in kept.single("organisation")), {})
    place = sheet.document.place
    top = Mark(place.root.line, place.root.column, cell=place.root.cell)
    top.entries = {"organisation": (place.root.entries or {})["sections"]}
    entry = top.entries["organisation"]
    entry.value = Mark(
        entry.line, entry.column, entries={"sections": type(entry)(entry.line, entry.column, entry.value)}
    )
    data: dict[str, Plain] = {"organisation": {**raw, "sections": list(sheet.entries)}}
    return Document(place=Place(file=place.file, root=top), data=data)


def _contents(kept: InventoryFiles, lists: Mapping[str, list[dict[str, Plain]]]) -> Mapping[str, bytes]:
    """Every file that must be written: each list goes where it was, or to ``<list>.yaml`` when it was in several."""
    data = {file.source.path: dict(file.data) for file in kept.files}
    touched: set[str] = set()
    for section, entries in lists.items():
        key = "organisation" if section == "sections" else section
        holders = [path for path, values in data.items() if key in values]
        home = holders[0] if len(holders) == 1 else f"{FOLDER}/{section}.yaml"
        for path in holders:
            if key != "organisation":
                del data[path][key]
            touched.add(path)
        if key == "organisation":
            organisation = data[home][key]
            data[home][key] = {**(organisation if isinstance(organisation, dict) else {}), "sections": list(entries)}
        else:
            data.setdefault(home, {})[section] = list(entries)
            touched.add(home)
    return {path: _yaml(data[path]) for path in sorted(touched)}


def _yaml(data: Mapping[str, Plain]) -> bytes:
    """A file: short entries as one line of JSON, which is YAML too; others as YAML."""
    lines = ["# auditor: inventory import\n"]
    for key, value in data.items():
        if key in TABLES and isinstance(value, list):
            lines.append(f"{key}:\n" if value else f"{key}: []\n")
            for entry in value:
                line = json.dumps(entry, ensure_ascii=False)
                lines.append(f"- {line}\n" if len(line) <= _INLINE else _dumped([entry]))
        else:
            lines.append(_dumped({key: value}))
    return "".join(lines).encode()


def _dumped(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_INLINE)


def _commented(source: SourceFile) -> bool:
    return any(
        line.lstrip().startswith(b"#") and not line.startswith(b"# auditor: ") for line in source.content.split(b"\n")
    )
