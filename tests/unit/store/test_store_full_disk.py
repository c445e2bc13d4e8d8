"""A disk that is full at any write: what had returned is there, what was refused left nothing, and it goes on later."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.store.database import StoreLimits
from auditor.store.protection import Protection
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.keys import KEY
from tests.unit.store.nights import as_of, assessment, begin, digest, job, result, run_id
from tests.unit.store.test_store_duties import DONE
from tests.unit.store.test_store_integrity import tables

Write = Callable[[Store], object]


def noise(seed: int, size: int) -> bytes:
    """Bytes that nothing compresses."""
    return Random(seed).randbytes(size)  # noqa: S311 - a test's made-up artefact


def record(store: Store, night: int, target: str) -> None:
    outcome, sets = job(target, night, [f"user{night}{n}" for n in range(20)])
    # Later versions are stored as differences, until the first one is pruned and they are stored whole.
    lines = b"".join(noise(n, 40).hex().encode() + b"\n" for n in range(600)) + b"night %d" % night
    more = nights.capture("lines", lines, night)
    load = nights.capture("load", noise(-night - len(target), 2000), night, volatile=True)
    store.record_outcome(run_id(night), replace(outcome, captures=(*outcome.captures, more, load)), sets)


def finish(store: Store, night: int) -> None:
    def seal(connection: sqlite3.Connection) -> None:
        statement = noise(1000 + night, 5000)
        values = (night + 1, "run", statement, b"signature")
        connection.execute("INSERT INTO seals (number, kind, statement, signature) VALUES (?, ?, ?, ?)", values)

    sets = job("ap01", night)[1]
    store.finish_run(assessment(night, [result("IN-14-1", t, night, sets) for t in ("ap01", "ap02")]), seal)


def prune(store: Store, night: int) -> None:
    with store.writing() as connection:
        assert store.prune(connection, as_of(night - 1)).digests or night < 2


def writes_of(night: int) -> list[Write]:
    policy = noise(night + 50, 4000)
    return [
        lambda store: begin(store, night),
        lambda store: store.record_sets(run_id(night), "policies", {digest(policy): policy}, [], {"a": digest(policy)}),
        lambda store: record(store, night, "ap01"),
        lambda store: store.quarantine(f"credential{night}", "v", "x" * 20_000, nights.at(night)),
        lambda store: record(store, night, "ap02"),
        lambda store: store.record_duty(replace(DONE, due=nights.at(night), run="y" * 9_000)),
        lambda store: finish(store, night),
        lambda store: store.remember(f"memory{night}", noise(night, 20_000).hex()),
        lambda store: prune(store, night),
    ]


def content(path: Path) -> object:
    """All rows, but for the times at which the tables were made."""
    return {name: rows for name, rows in tables(path).items() if name != "_sqlite_migrations"}


WRITES = [write for night in range(3) for write in writes_of(night)]
"""Three nights with everything that writes."""


def reference(folder: Path) -> tuple[list[object], int]:
    """The tables after each write, and the pages that all of them took."""
    path = folder / "reference.db"
    with Store.open(path) as store:
        held: list[object] = [content(path)]
        for write in WRITES:
            write(store)
            held.append(content(path))
    return held, path.stat().st_size // 4096


def carried_out(store: Store) -> int:
    """How many writes were carried out before one was refused."""
    for number, write in enumerate(WRITES):
        try:
            write(store)
        except StoreError as error:
            assert error.message.code == "store.full"  # noqa: PT017 - of those refused
            return number
    return len(WRITES)


def test_a_write_that_is_refused_leaves_nothing_and_is_made_up_for_later(tmp_path: Path) -> None:
    held, pages = reference(tmp_path)
    path = tmp_path / "empty.db"
    Store.open(path).close()
    stopped = set()
    for room in range(path.stat().st_size // 4096, pages + 2, 2):
        path = tmp_path / f"{room}.db"
        with Store.open(path, StoreLimits(max_pages=room)) as store:
            done = carried_out(store)
            stopped.add(done % 9)
            assert content(path) == held[done]
        with Store.open(path) as store:
            for write in WRITES[done:]:
                write(store)
        assert content(path) == held[-1]
        path.unlink()
    # Every kind of write has met the full disk.
    assert stopped == set(range(9))


@pytest.mark.parametrize("protection", [KEY], ids=["encrypted"])
def test_the_same_with_a_key(tmp_path: Path, protection: Protection) -> None:
    _, pages = reference(tmp_path)
    for room in range(pages // 2, pages, 7):
        path = tmp_path / f"{room}.db"
        with Store.open(path, StoreLimits(max_pages=room), protection) as store:
            done = carried_out(store)
        with Store.open(path, protection=protection) as store:
            for write in WRITES[done:]:
                write(store)
            assert store.integrity() == ()
            assert [run.id for run in store.nights()] == [run_id(night) for night in (2, 1, 0)]
            assert [len(store.outcomes_of(run_id(2))), len(store.duties()), len(store.quarantined())] == [2, 3, 3]


def test_every_write_waits_for_another_process_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    with Store.open(path, StoreLimits(busy=timedelta())) as store:
        other = sqlite3.connect(path, isolation_level=None)
        for write in WRITES[:9]:
            other.execute("BEGIN IMMEDIATE")
            before = tables(path)
            with pytest.raises(StoreError, match=r"store\.locked"):
                write(store)
            other.execute("ROLLBACK")
            assert tables(path) == before
            write(store)
            # Whoever reads and backs up waits for nobody.
            other.execute("BEGIN IMMEDIATE")
            store.duties()
            store.integrity()
            other.execute("ROLLBACK")
        other.close()
