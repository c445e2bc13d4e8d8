"""What can only be seen over all entries: names given twice, names that nothing bears, keys that may be there once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from auditor.inventory.file_shape import LISTS, SINGLE
from auditor.inventory.reading import FOLDER, InventoryFiles, RawEntry, name_in
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.yamlreader import Plain
from auditor.model.words import message

_REFERENCES: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "zones": ((("owner",), "sections"), (("reachable_from", "*"), "zones")),
    "sites": ((("owner",), "sections"),),
    "targets": ((("zone",), "zones"), (("site",), "sites"), (("owner",), "sections")),
    "linkages": (
        (("owner",), "sections"),
        (("section",), "sections"),
        (("systems", "*"), "targets"),
        (("lines", "*", "target"), "targets"),
    ),
    "cameras": ((("recorder",), "targets"), (("site",), "sites"), (("owner",), "sections")),
    "contracts": ((("owner",), "sections"), (("linkage",), "linkages")),
    "files": ((("owner",), "sections"), (("linkages", "*"), "linkages")),
}
"""For each list, the places in its entries that name an entry of another list."""

_UNIQUE: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "zones": (("reachable_from", ()), ("tags", ())),
    "targets": (
        ("services", ("protocol", "port")),
        ("units", ()),
        ("log_destinations", ()),
        ("shared_accounts", ("account",)),
        ("logs", ("source",)),
        ("backups", ("name", "kind")),
        ("tags", ()),
    ),
    "linkages": (("systems", ()), ("lines", ("target", "interface")), ("tags", ())),
}
"""Lists within an entry whose elements must differ, by these fields (none: by the element itself)."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """The identifiers that are declared, by list; what registers and waivers may refer to."""

    by_list: Mapping[str, Mapping[str, RawEntry]]
    complete: bool
    """False when a file could not be read, so that an unknown name may stand there."""
    registered: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By list, what registers declare: contracts, files, sites and cameras may stand there alone."""

    def has(self, section: str, name: str) -> bool:
        """Whether a name is declared."""
        return name in self.by_list[section] or name in self.registered.get(section, ())

    def known(self, section: str) -> tuple[str, ...]:
        """All names of a list, for hints."""
        return (*self.by_list[section], *self.registered.get(section, ()))


def check_names(files: InventoryFiles, log: ProblemLog, registered: Mapping[str, Collection[str]]) -> Names:
    """Problems of names over all files, and the names that are declared. ``registered``: as in `Names`."""
    for key in SINGLE:
        _once(files, key, log)
    by_list = {section: _declared(files, section, log) for section in LISTS}
    by_list["sections"] = _sections(files, log)
    names = Names(by_list=by_list, complete=files.complete, registered=registered)
    if not any(True for _ in files.single("organisation")) and files.complete:
        log.tell(FOLDER, None, message("inventory.no_organisation"))
    _check_references(files, names, log)
    for section, rules in _UNIQUE.items():
        for entry in files.entries(section):
            for key, fields in rules:
                check_different(entry, key, fields, log)
    return names


def _once(files: InventoryFiles, key: str, log: ProblemLog) -> None:
    first: RawEntry | None = None
    for entry in files.single(key):
        if first is None:
            first = entry
            continue
        where = f"{first.place.file}:{first.place.root.key_at(first.path).line}"
        log.at_key(entry.place, entry.path, "inventory.only_once", key=key, first=where)


def _declared(files: InventoryFiles, section: str, log: ProblemLog) -> dict[str, RawEntry]:
    found: dict[str, RawEntry] = {}
    for entry in files.entries(section):
        name = entry.name
        if not name:
            continue
        if name in found:
            path = (*entry.path, "id")
            log.at(entry.place, path, "inventory.duplicate_id", id=name, first=found[name].where, list=section)
        else:
            found[name] = entry
    return found


def _sections(files: InventoryFiles, log: ProblemLog) -> dict[str, RawEntry]:
    found: dict[str, RawEntry] = {}
    for city in files.single("organisation"):
        for path, value in city.values("sections", "*"):
            if not isinstance(value, dict):
                continue
            entry = RawEntry(city.place, path, value)
            if entry.name in found:
                where = found[entry.name].where
                log.at(city.place, (*path, "id"), "inventory.duplicate_id", id=entry.name, first=where, list="sections")
            elif entry.name:
                found[entry.name] = entry
    return found


def _check_references(files: InventoryFiles, names: Names, log: ProblemLog) -> None:
    if not names.complete:
        return
    for section, references in _REFERENCES.items():
        for entry in files.entries(section):
            for path, referred in references:
                _check_reference(entry, path, referred, names, log)
    for entry in files.single("auditor"):
        _check_reference(entry, ("zone",), "zones", names, log)
    for entry in files.single("notify"):
        _check_reference(entry, ("routes", "*", "sections", "*"), "sections", names, log)


def _check_reference(entry: RawEntry, path: tuple[str, ...], referred: str, names: Names, log: ProblemLog) -> None:
    for at, value in entry.values(*path):
        name = name_in(value)
        if name and not names.has(referred, name):
            said = with_hint("inventory.unknown_name", name, names.known(referred), name=name, list=referred)
            log.tell(entry.place.file, entry.place.root.at(at), said)


def check_different(entry: RawEntry, key: str, fields: tuple[str, ...], log: ProblemLog) -> None:
    """Tell of elements of a list in an entry that are the same by these fields (none: by the element itself)."""
    seen: dict[str, int] = {}
    for at, value in entry.values(key, "*"):
        label = _label(value, fields)
        if not label:
            continue
        line = entry.place.root.at(at).line
        if label in seen:
            log.at(entry.place, at, "inventory.twice_in_list", key=key, value=shown(label), first=seen[label])
        else:
            seen[label] = line


def _label(value: Plain, fields: tuple[str, ...]) -> str:
    if not fields:
        return "" if isinstance(value, dict | list) or value is None else str(value)
    if not isinstance(value, dict) or any(value.get(f) is None for f in fields):
        return ""
    return "/".join(str(value[f]) for f in fields)
