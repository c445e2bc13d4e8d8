"""A byte is flipped anywhere in the store's file: it is told, and never with a traceback.

What a logical dump of the evidential tables does not show (freed pages, unused bytes, the file's counters) need not be
told: nothing that was recorded is another.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.messages.rendering import render
from auditor.model.words import Language
from auditor.seal.verify import verify
from auditor.store.store import Store
from tests.unit.seal.sealed_city import KEY, record_city, tampering

EVIDENCE = (
    "runs", "names", "writers", "forms", "slots", "spans", "packs", "bundles", "bodies", "results", "log_files",
    "seals",
)  # fmt: skip


def evidence(path: Path) -> list[object] | None:
    """Everything that the evidential tables hold; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return [sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in EVIDENCE]  # noqa: S608
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None


def is_told(path: Path) -> bool:
    """Whether a verification says that something is wrong."""
    try:
        with Store.open(path) as store:
            found = verify(store, reports=None, trusted=KEY.public)
    except StoreError:
        return True
    for fault in found.faults:
        assert fault.what.code not in render(fault.what, Language.JA)
    return not found.holds


def flipped(content: bytes, random: Random) -> tuple[bytes, int]:
    """The content with one byte made another."""
    at = random.randrange(len(content))
    changed = bytearray(content)
    changed[at] ^= random.randrange(1, 256)
    return bytes(changed), at


def campaign(folder: Path, seeds: range) -> tuple[int, list[int]]:
    """Flip a byte for each seed. Returns how many changed what is recorded, and the places of those not told."""
    whole = folder / "whole.db"
    record_city(whole)
    with tampering(whole):
        pass  # writes the log back into the file
    before, content = evidence(whole), whole.read_bytes()
    path = folder / "auditor.db"
    changed, silent = 0, []
    for seed in seeds:
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        data, at = flipped(content, Random(seed))  # noqa: S311 - the same bytes every time
        path.write_bytes(data)
        if evidence(path) == before:
            continue
        changed += 1
        if not is_told(path):
            silent.append(at)
    return changed, silent


def test_a_flipped_byte_is_told(tmp_path: Path) -> None:
    changed, silent = campaign(tmp_path, range(400))
    assert silent == []
    assert changed >= 60


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(1000, 5000, 500))
def test_many_flipped_bytes_are_told(tmp_path: Path, first: int) -> None:
    changed, silent = campaign(tmp_path, range(first, first + 500))
    assert silent == []
    assert changed >= 60


def test_an_untouched_store_holds(tmp_path: Path) -> None:
    record_city(tmp_path / "auditor.db")
    assert not is_told(tmp_path / "auditor.db")


# Cells

NUMBERS = {("spans", "id"), ("results", "id"), ("bundles", "id"), ("packs", "id")}
"""Numbers that nothing refers to."""
NEWEST = ("seals", 6)
"""That the newest seal is gone, or got a stamp, is told by what is kept elsewhere and by the stamp itself."""


def altered(connection: sqlite3.Connection, random: Random) -> str:
    """Put another value into one cell, delete a row, or put one there again. Returns what was done."""
    table = random.choice(EVIDENCE)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    key = {"bodies": "digest", "log_files": "path", "seals": "number"}.get(table, "id")
    keys = [row[0] for row in connection.execute(f"SELECT {key} FROM {table}")]  # noqa: S608
    if not keys:
        return ""
    row, column = random.choice(keys), random.choice(columns)
    if (table, column) in NUMBERS or (table, row) == NEWEST:
        return ""
    if random.random() < 0.15:
        connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))  # noqa: S608
        return f"delete {table} {row!r}"
    if random.random() < 0.15:
        others = [name for name in columns if name != key]
        given = ", ".join(others)
        connection.execute(
            f"INSERT INTO {table} ({key}, {given}) SELECT {key} || 'x', {given} FROM {table} WHERE {key} = ?"  # noqa: S608
            if key in ("digest", "path")
            else f"INSERT INTO {table} ({given}) SELECT {given} FROM {table} WHERE {key} = ?",  # noqa: S608
            (row,),
        )
        return f"insert {table} {row!r}"
    cells = [cell for (cell,) in connection.execute(f"SELECT {column} FROM {table}")]  # noqa: S608
    value = random.choice(
        [
            *cells,
            None,
            "",
            "x",
            b"",
            b"x",
            0,
            -1,
            2**40,
            2**62,
            -(2**63),
            1.5,
            float("inf"),
            "\udc80".encode("utf-8", "surrogatepass"),
        ]
    )
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row))  # noqa: S608
    return f"{table}.{column} {row!r} = {value!r}"


def alterations(folder: Path, seeds: range) -> tuple[int, list[str]]:
    """Alter a cell for each seed. Returns how many changed what is recorded, and those that were not told."""
    whole, path = folder / "whole.db", folder / "auditor.db"
    record_city(whole)
    with tampering(whole):
        pass
    before, content = evidence(whole), whole.read_bytes()
    changed, silent = 0, []
    for seed in seeds:
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        path.write_bytes(content)
        with tampering(path) as connection:
            try:
                done = altered(connection, Random(seed))  # noqa: S311 - the same cells every time
            except sqlite3.IntegrityError:
                continue
        if evidence(path) == before:
            continue
        changed += 1
        if not is_told(path):
            silent.append(f"{seed}: {done}")
    return changed, silent


def test_an_altered_cell_is_told(tmp_path: Path) -> None:
    changed, silent = alterations(tmp_path, range(150))
    assert silent == []
    assert changed >= 60


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(1000, 5000, 500))
def test_many_altered_cells_are_told(tmp_path: Path, first: int) -> None:
    changed, silent = alterations(tmp_path, range(first, first + 500))
    assert silent == []
    assert changed >= 200
