"""Inventory and registers, read together: each refers to what the other declares."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from auditor.inventory.crosschecks import Names
from auditor.inventory.inventory import Inventory
from auditor.inventory.loader import read_inventory
from auditor.loading.garbage import no_collection
from auditor.loading.problems import ProblemLog
from auditor.registers.reading import read_rows
from auditor.registers.registers import Registers, load_registers
from auditor.registers.subjects import joined
from auditor.registers.vocabulary import read_vocabulary


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What inventory and registers declare together."""

    inventory: Inventory | None
    """With the subjects that registers bring into being; None when something is wrong with it."""
    names: Names
    registers: Registers


def read_declared(
    root: Path,
    as_of: date,
    collected_at: datetime,
    log: ProblemLog,
    *,
    shipped: Path,
    policies: Path | None = None,
    home: Path | None = None,
) -> Declared:
    """Read inventory and registers; every problem goes into the log. ``home``: as for `read_inventory`.

    ``shipped`` is the folder of the shipped policies, whose words the registers use; the city's own words lie in the
    workspace ``policies`` (None: in this one).
    """
    words = read_vocabulary(shipped, policies or root, log)
    with no_collection():
        rows = read_rows(root, words, log)
        loaded = read_inventory(root, collected_at, log, home=home, registered=rows.declared())
        registers = load_registers(root, loaded.names, log, vocabulary=words, raw=rows)
        inventory = None if loaded.inventory is None else joined(loaded.inventory, registers, as_of)
    return Declared(inventory=inventory, names=loaded.names, registers=registers)
