"""A small city's sealed nights, to be tampered with."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditor.facts.logs import LogDay
from auditor.messages.rendering import render
from auditor.model.result import Result
from auditor.model.sealing import FaultKind, Verification
from auditor.model.terms import State
from auditor.model.words import Argument, Language
from auditor.seal.keys import PublicKey, SealingKey
from auditor.seal.sealer import Sealer
from auditor.seal.verify import verify
from auditor.store.store import Store
from tests.unit.store.nights import (
    AnyFactSet,
    assessment,
    begin,
    digest,
    fact_set,
    job,
    log_day,
    result,
    unreachable,
)

KEY = SealingKey(bytes(range(32)))
OTHER = SealingKey(bytes(range(1, 33)))
MADE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
INVENTORY = b"organisation: minato\n"

Told = tuple[FaultKind, str, dict[str, Argument], str, str]
"""A fault: what was done, the message's name, its arguments, and the runs."""


class Clock:
    """Goes on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        self._looks = 0

    def __call__(self) -> datetime:
        self._looks += 1
        return MADE + timedelta(minutes=self._looks)


def sealer(key: SealingKey = KEY) -> Sealer:
    return Sealer(key, Clock())


def record_night(store: Store, night: int, *, names: Sequence[str] = ("root", "clerk"), reached: bool = True) -> None:
    """Record everything of a night but its assessment."""
    record_jobs(store, night, names=names, reached=reached)


def record_jobs(store: Store, night: int, *, names: Sequence[str], reached: bool) -> list[Result]:
    run = begin(store, night)
    found: list[Result] = []
    for target in ("ap01", "ap02"):
        away = target == "ap02" and not reached
        outcome, sets = unreachable(target, night) if away else job(target, night, names)
        store.record_outcome(run, outcome, sets)
        state = State.FAIL if "guest" in names or away else State.PASS
        found += [result("IN-14-1", target, night, sets, state=state), result("IN-22-1", target, night, sets)]
    logs: list[AnyFactSet] = [fact_set(LogDay, "ap01", [log_day(n, b"%d" % n) for n in range(night + 1)], [], night)]
    store.record_sets(run, "inventory", {digest(INVENTORY): INVENTORY}, logs)
    return sorted(found, key=lambda row: (row.control, row.subject))


def whole_night(
    store: Store,
    night: int,
    seal: Sealer | None,
    *,
    names: Sequence[str] = ("root", "clerk"),
    reached: bool = True,
) -> None:
    """Record and seal a night."""
    rows = record_jobs(store, night, names=names, reached=reached)
    store.finish_run(assessment(night, rows), None if seal is None else seal.seal_runs)


NIGHTS: Sequence[tuple[Sequence[str], bool]] = (
    (("root", "clerk"), True),
    (("root", "clerk", "guest"), True),
    (("root", "clerk", "guest"), False),
    (("root", "clerk"), True),
    (("root", "clerk"), True),
)
"""Accounts of each night, and whether ap02 was reached."""


def record_city(path: Path, seal: Sealer | None = None) -> None:
    """Five nights: an account comes and goes, and one target is away for a night."""
    seal = seal or sealer()
    with Store.open(path) as store:
        for night, (names, reached) in enumerate(NIGHTS):
            whole_night(store, night, seal, names=names, reached=reached)


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who can write it; nothing is checked."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tamper(path: Path, *statements: str) -> None:
    with tampering(path) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def verified(
    path: Path,
    *,
    reports: Path | None = None,
    run: str | None = None,
    trusted: PublicKey | None = KEY.public,
    heads: Sequence[tuple[int, str]] = (),
) -> Verification:
    with Store.open(path) as store:
        found = verify(store, reports=reports, run=run, trusted=trusted, heads=heads)
    for said in (*(fault.what for fault in found.faults), *found.remarks):
        for language in Language:
            assert said.code not in render(said, language), said
    return found


def told(found: Verification, *, structural: bool = False) -> list[Told]:
    """All faults; those of the file's structure only when asked for, as SQLite words them."""
    return [
        (fault.kind, fault.what.code.removeprefix("seal."), dict(fault.what.args), fault.first, fault.last)
        for fault in found.faults
        if structural or fault.what.code != "seal.structure"
    ]
