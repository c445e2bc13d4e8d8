"""Nights in the store: bytes and rows a night, time to record one, time to query any past one.

``python -m benchmarks.nights [--nights 365] [--targets 200] [--controls 60]``; the values differ from night to night
in clocks, counters and uptimes only. Artefacts are encrypted, as they are wherever there is a vault.
"""

import argparse
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.facts.base import FactSet
from auditor.facts.monitoring import Interface
from auditor.model.subject import target_ref
from auditor.store.protection import Protection
from auditor.store.store import Store
from benchmarks.city_nights import City
from benchmarks.city_results import assessment

_TABLES = ("runs", "names", "forms", "slots", "spans", "writers", "packs", "bundles", "bodies", "results", "log_files")


def record_night(store: Store, city: City, night: int) -> tuple[list[float], float, float]:
    """Record one night; gives the seconds of each outcome, of the assessment, and of looking up earlier counters."""
    run = city.run_id(night)
    store.begin_run(run, city.started(night).date(), city.started(night), "starter", "みなと市", "0" * 64)
    records: defaultdict[str, list[FactSet[Any]]] = defaultdict(list)
    outcomes = []
    for outcome, sets in city.records(night):
        records[outcome.target] += sets
        start = time.perf_counter()
        store.record_outcome(run, outcome, sets)
        outcomes.append(time.perf_counter() - start)
    start = time.perf_counter()
    for target in city.names():
        store.latest_facts(Interface, target_ref(target), run)
    looked = time.perf_counter() - start
    given = assessment(city, night, records)
    start = time.perf_counter()
    store.finish_run(given)
    return outcomes, time.perf_counter() - start, looked


def size_of(path: Path) -> tuple[int, int]:
    """Bytes of the file once its log is written back, and rows of all tables."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    rows = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TABLES)  # noqa: S608
    connection.close()
    return path.stat().st_size, rows


def show_night(name: str, taken: tuple[list[float], float, float]) -> None:
    outcomes, finish, looked = taken
    slowest, median = max(outcomes) * 1000, statistics.median(outcomes) * 1000
    print(
        f"{name}: {sum(outcomes):.2f} s for {len(outcomes)} outcomes (median {median:.2f} ms, slowest {slowest:.1f} ms)"
    )
    print(f"{name}: assessment {finish:.2f} s, earlier counters of all targets {looked:.2f} s")


def measure(folder: Path, city: City, nights: int) -> None:
    path = folder / "auditor.db"
    with Store.open(path, protection=Protection(secrets.token_bytes(32))) as store:
        show_night("first night", record_night(store, city, 0))
        first, first_rows = size_of(path)
        print(f"first night: {first / 1e6:.2f} MB, {first_rows} rows")
        for night in range(1, nights):
            last = record_night(store, city, night)
        if nights > 1:
            show_night("last night", last)
            size, rows = size_of(path)
            more = nights - 1
            print(f"a night more: {(size - first) / more / 1000:.1f} kB, {(rows - first_rows) / more:.1f} rows")
        for night in sorted({0, nights // 2, nights - 1}):
            show_query(store, city, night)
        show_care(store, folder, city, nights)


def show_care(store: Store, folder: Path, city: City, nights: int) -> None:
    start = time.perf_counter()
    store.backup(folder / "copy.db")
    copied = time.perf_counter() - start
    start = time.perf_counter()
    faults = store.integrity()
    checked = time.perf_counter() - start
    start = time.perf_counter()
    with store.writing() as connection:
        gone = store.prune(connection, city.started(nights // 2).date())
    pruned = time.perf_counter() - start
    print(f"back-up {copied:.2f} s, integrity {checked:.2f} s ({len(faults)} faults)")
    print(f"prune of half: {len(gone.digests)} artefacts, {len(gone.bundles)} bundles in {pruned:.2f} s")


def show_query(store: Store, city: City, night: int) -> None:
    start = time.perf_counter()
    found = store.assessment(city.run_id(night))
    judged = time.perf_counter() - start
    start = time.perf_counter()
    sets = store.sets_of(city.run_id(night))
    read = time.perf_counter() - start
    facts = sum(len(s.facts) for s in sets)
    print(f"query night {night + 1}: {len(found.results)} results in {judged:.2f} s, {facts} facts in {read:.2f} s")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--targets", type=int, default=200)
    parser.add_argument("--controls", type=int, default=60)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), City(targets=chosen.targets, controls=chosen.controls), chosen.nights)


if __name__ == "__main__":
    main()
