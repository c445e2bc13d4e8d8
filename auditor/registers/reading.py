"""The register files, read and checked each by itself and against the inventory's names."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from auditor.inventory.crosschecks import Names
from auditor.inventory.reading import REGISTERS_FOLDER, RawEntry, name_in
from auditor.loading.files import SourceFile, read_document, read_source, yaml_files
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.shape import validated
from auditor.loading.yamlreader import Document
from auditor.model.words import message
from auditor.registers.shapes import (
    DocumentsFileShape,
    EntitlementsFileShape,
    IncidentsFileShape,
    RegisterName,
    RegisterShape,
    RosterFileShape,
    WaiversFileShape,
)

FILES_FOLDER = f"{REGISTERS_FOLDER}/files"
NAMES: tuple[str, ...] = get_args(RegisterName)
SHAPES: Mapping[str, type[RegisterShape[Any]]] = {
    "roster": RosterFileShape,
    "entitlements": EntitlementsFileShape,
    "documents": DocumentsFileShape,
    "incidents": IncidentsFileShape,
    "waivers": WaiversFileShape,
}
_KEYS = {"roster": "person"}
"""Field that tells the entries of a register apart, where it is not ``id``."""
_REFERENCES = (("target", "targets"), ("linkage", "linkages"))


@dataclass(frozen=True, kw_only=True)
class RegisterFile:
    """One register that is kept."""

    source: SourceFile
    document: Document
    shape: RegisterShape[Any] | None
    """None when something is wrong with it."""

    def line(self, *path: str | int) -> int:
        """Line of an entry or of a field in it."""
        return self.document.place.root.at(("entries", *path)).line


def read_registers(root: Path, names: Names, log: ProblemLog) -> dict[str, RegisterFile]:
    """Every register that has a file with entries, by name; problems go into the log."""
    found: dict[str, RegisterFile] = {}
    for path in yaml_files(root, REGISTERS_FOLDER, log, frozenset({FILES_FOLDER})):
        name = path.removeprefix(f"{REGISTERS_FOLDER}/").rsplit(".", 1)[0]
        if name not in SHAPES:
            log.tell(path, None, with_hint("registers.unknown", name, NAMES, name=shown(name), known=NAMES))
            continue
        source = read_source(root, path, log)
        document = read_document(source, log)
        if source is None or document is None or document.data == {}:
            continue
        if name in found:
            log.tell(path, None, message("registers.two_files", name=name, first=found[name].source.path))
            continue
        shape = validated(SHAPES[name], document, log)
        if shape is not None and shape.register_ != name:
            log.at(document.place, ("register",), "registers.wrong_name", name=name, found=shown(shape.register_))
        found[name] = RegisterFile(source=source, document=document, shape=shape)
        _check_entries(document, name, names, log)
    return {name: file for name, file in found.items() if file.shape is None or file.shape.entries is not None}


def _check_entries(document: Document, register: str, names: Names, log: ProblemLog) -> None:
    key = _KEYS.get(register, "id")
    seen: dict[str, int] = {}
    entries = document.data.get("entries") if isinstance(document.data, dict) else None
    for index, raw in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(raw, dict):
            continue
        entry = RawEntry(document.place, ("entries", index), raw)
        label = raw.get(key)
        if isinstance(label, str | int):
            path = (*entry.path, key)
            line = document.place.root.at(path).line
            if str(label) in seen:
                log.at(document.place, path, "registers.duplicate", value=shown(label), first=seen[str(label)])
            seen.setdefault(str(label), line)
        _check_references(entry, names, log)


def _check_references(entry: RawEntry, names: Names, log: ProblemLog) -> None:
    if not names.complete:
        return
    for field, section in _REFERENCES:
        name = name_in(entry.raw.get(field))
        if name and not names.has(section, name):
            _tell_unknown(entry, (field,), name, section, names, log)
    for path, account in entry.values("accounts", "*"):
        target, slash, _ = account.partition("/") if isinstance(account, str) else ("", "", "")
        if slash and not names.has("targets", target):
            _tell_unknown(entry, path[len(entry.path) :], target, "targets", names, log)


def _tell_unknown(
    entry: RawEntry, path: tuple[str | int, ...], name: str, section: str, names: Names, log: ProblemLog
) -> None:
    said = with_hint("inventory.unknown_name", name, names.by_list[section], name=shown(name), list=section)
    log.tell(entry.place.file, entry.place.root.at((*entry.path, *path)), said)
