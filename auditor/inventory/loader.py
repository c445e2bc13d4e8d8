"""Loading the inventory: read, check everything, then build."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from auditor.inventory.building import build_inventory
from auditor.inventory.crosschecks import Names, check_names
from auditor.inventory.inventory import Inventory
from auditor.inventory.operation_checks import check_operation
from auditor.inventory.reachability import check_reachability
from auditor.inventory.reading import read_files
from auditor.loading.problems import ProblemLog


@dataclass(frozen=True, kw_only=True)
class LoadedInventory:
    """The inventory, or None when something is wrong with it; the names it declares either way."""

    inventory: Inventory | None
    names: Names


def read_inventory(
    root: Path,
    collected_at: datetime,
    log: ProblemLog,
    *,
    home: Path | None = None,
    registered: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> LoadedInventory:
    """Read ``root/inventory``; every problem goes into the log.

    Relative paths in it are those of ``home``, the workspace, when its files lie elsewhere for once. ``registered``
    names what only registers declare, by list (sites).
    """
    before = len(log.found)
    files = read_files(root, log)
    names = check_names(files, log, registered)
    check_reachability(files, names, log)
    check_operation(files, log)
    organisation = next((f.shape.organisation for f in files.files if f.shape and f.shape.organisation), None)
    if len(log.found) > before or organisation is None:
        return LoadedInventory(inventory=None, names=names)
    return LoadedInventory(inventory=build_inventory(files, organisation, home or root, collected_at), names=names)


def declared_names(root: Path) -> Names:
    """The names that the inventory declares, whatever else is wrong with it."""
    aside = ProblemLog()
    return check_names(read_files(root, aside), aside, {})


def load_inventory(root: Path, collected_at: datetime) -> Inventory:
    """The inventory of a workspace; raises ProblemsError with everything that is wrong in it."""
    log = ProblemLog()
    loaded = read_inventory(root, collected_at, log)
    log.raise_if_any()
    if loaded.inventory is None:
        raise AssertionError("an inventory without problems could not be built")
    return loaded.inventory
