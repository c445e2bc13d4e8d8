"""Seals: time to seal a night, to verify it, and to verify a year of nights; and the memory that takes.

``python -m benchmarks.seals [--nights 365] [--targets 2000] [--controls 60]``; see `benchmarks.sealed_nights` for what
changes from night to night.
"""

import argparse
import resource
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from auditor.seal.keys import SealingKey
from auditor.seal.sealer import Sealer
from auditor.seal.verify import verify
from auditor.store.store import Store
from benchmarks.measuring import machine
from benchmarks.sealed_nights import Year

_TABLES = ("forms", "spans", "results", "bundles", "slots")


def build(store: Store, nights: int, targets: int, controls: int) -> list[float]:
    """Write and seal that many nights; the seconds that each seal took. The first one is also verified by itself."""
    sealer = Sealer(SealingKey(bytes(32)), lambda: datetime.now(UTC))
    year: Year | None = None
    taken: list[float] = []
    for _ in range(nights):
        with store.writing() as connection:
            year = year or Year(connection=connection, targets=targets, controls=controls)
            year.night()
            start = time.perf_counter()
            sealer.seal_runs(connection)
            taken.append(time.perf_counter() - start)
        if len(taken) == 1:
            show("a first night, everything new", taken[0], verified(store, 1))
    return taken


def verified(store: Store, nights: int, run: str | None = None) -> float:
    """Verify, and make sure that it was all of it; gives the seconds."""
    start = time.perf_counter()
    found = verify(store, reports=None, run=run)
    taken = time.perf_counter() - start
    if found.faults or len(found.proven) != (nights if run is None else 1):
        raise RuntimeError(f"{len(found.proven)} of {nights} nights proven: {found.faults[:3]}")
    return taken


def show(name: str, sealed: float, checked: float) -> None:
    print(
        f"{name}: sealed in {sealed:.2f} s, verified in {checked:.2f} s, together {sealed + checked:.2f} s", flush=True
    )


def peak() -> float:
    """MiB; the largest resident set so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path, nights: int, targets: int, controls: int) -> None:
    path = folder / "auditor.db"
    print(machine())
    with Store.open(path) as store:
        taken = build(store, nights, targets, controls)
        last = taken[-1]
        with store.reading() as connection:
            counts = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in _TABLES}  # noqa: S608
            sizes = connection.execute("SELECT avg(length(statement)), avg(length(manifest)) FROM seals").fetchone()
            newest = connection.execute("SELECT name FROM runs ORDER BY id DESC LIMIT 1").fetchone()[0]
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    print(f"{nights} nights: {path.stat().st_size / 1e6:.0f} MB, {', '.join(f'{n} {t}' for t, n in counts.items())}")
    print(f"a seal: statement {sizes[0] / 1000:.1f} kB, manifest {sizes[1] / 1000:.1f} kB on average")
    with Store.open(path) as store:
        show(f"night {nights}, asked for alone", last, verified(store, nights, newest))
        print(f"memory so far {peak():.0f} MiB")
        print(f"verify of {nights} nights: {verified(store, nights):.1f} s; memory {peak():.0f} MiB")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--targets", type=int, default=2000)
    parser.add_argument("--controls", type=int, default=60)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen.nights, chosen.targets, chosen.controls)


if __name__ == "__main__":
    main()
