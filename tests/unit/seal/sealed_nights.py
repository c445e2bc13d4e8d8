"""A small city's nights, sealed, with their reports; and a vault in memory."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from auditor.model.terms import State
from auditor.seal.keys import SealingKey
from auditor.seal.sealer import Sealer
from auditor.store.protection import Protection
from auditor.store.store import Store
from tests.unit.store.nights import assessment, at, begin, job, result, run_id

PROTECTION = Protection(b"a" * 32)
TARGETS = ("ap01", "ap02")


def private(number: int) -> bytes:
    """A private key, the same in every test."""
    return hashlib.sha256(f"key {number}".encode()).digest()


KEY = SealingKey(private(1))
OTHER = SealingKey(private(2))


def clock(night: int) -> Callable[[], datetime]:
    """Half an hour after a night began."""
    return lambda: at(night) + timedelta(minutes=30)


def sealed_night(
    store: Store,
    night: int,
    *,
    key: SealingKey = KEY,
    names: Sequence[str] = ("root", "clerk"),
    reports: Path | None = None,
    failing: Sequence[str] = TARGETS,
) -> str:
    """Record, seal and report one night. Returns the run."""
    run = begin(store, night)
    results = []
    for target in TARGETS:
        outcome, sets = job(target, night, names)
        store.record_outcome(run, outcome, sets)
        results += [
            result("IN-14-1", target, night, sets),
            result("IN-22-1", target, night, sets, state=State.FAIL if target in failing else State.PASS),
        ]
    sealer = Sealer(key, clock(night))
    store.finish_run(assessment(night, sorted(results, key=lambda r: (r.control, r.subject))), sealer.seal_runs)
    if reports is not None:
        folder = reports / run
        folder.mkdir(parents=True)
        (folder / "report.html").write_text(f"<p>{run}</p>\n", encoding="utf-8")
        (folder / "results.json").write_text(f'{{"run":"{run}"}}\n', encoding="utf-8")
        sealer.seal_reports(store, run, folder)
    return run


def sealed_city(state: Path, nights: int = 3, *, reports: Path | None = None) -> Path:
    """A store with nights, the last of which has an account more and a fail less. Returns its file."""
    path = state / "auditor.db"
    with Store.open(path, protection=PROTECTION) as store:
        for night in range(nights):
            last = night == nights - 1
            names = ("root", "clerk", *(("guest",) if last else ()))
            sealed_night(store, night, names=names, reports=reports, failing=TARGETS[:1] if last else TARGETS)
    return path


def runs_of(nights: int) -> tuple[str, ...]:
    """The ids of that many nights."""
    return tuple(run_id(night) for night in range(nights))
