"""A process that records night after night until it is killed; it says on its output what it has recorded."""

import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from auditor.model.job import JobOutcome
from auditor.store.records import DutyState
from auditor.store.store import Store
from tests.unit.store.keys import KEY
from tests.unit.store.nights import AnyFactSet, as_of, assessment, at, begin, job, result
from tests.unit.store.test_store_duties import DONE

TARGETS = tuple(f"ap{number:02}" for number in range(6))


KEPT = 3
"""Nights of which the evidence is kept."""


def accounts_of(night: int, target: str) -> list[str]:
    """Account names that change in some nights and on some targets."""
    return ["root", "clerk", *(f"user{n}" for n in range((night // 2 + TARGETS.index(target)) % 9))]


def given(night: int, target: str) -> tuple[JobOutcome, list[AnyFactSet]]:
    """What is recorded of a target in a night."""
    return job(target, night, accounts_of(night, target))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def seal(connection: sqlite3.Connection) -> None:
    """A statement in the transaction that finishes the run, as `auditor.seal` writes one."""
    run = connection.execute("SELECT max(id) FROM runs").fetchone()[0]
    connection.execute(
        "INSERT INTO seals (kind, run, statement, signature) VALUES ('run', ?, ?, ?)", (run, b"s" * 900, b"64")
    )


def prune(store: Store, night: int) -> None:
    """Delete what no night since rests on, and say so in the same transaction."""
    with store.writing() as connection:
        gone = store.prune(connection, as_of(night - KEPT))
        if gone.digests or gone.bundles:
            statement = " ".join(gone.digests).encode()
            connection.execute(
                "INSERT INTO seals (kind, statement, signature) VALUES ('pruned', ?, ?)", (statement, b"64")
            )


def main(path: Path, night: int) -> None:
    say(f"opening {night}")
    with Store.open(path, protection=KEY) as store:
        while True:
            duty = replace(DONE, due=at(night), recorded=at(night), state=DutyState.RUNNING, run="")
            store.record_duty(duty)
            run = begin(store, night)
            say(f"begun {night}")
            sets: list[AnyFactSet] = []
            for target in TARGETS:
                outcome, found = given(night, target)
                store.record_outcome(run, outcome, found)
                say(f"job {night} {target}")
                sets += found
            store.quarantine(f"credential-{night}", "v1", TARGETS[0], sets[0].collected_at)
            say(f"quarantined {night}")
            store.finish_run(assessment(night, [result("IN-14-1", t, night, sets[:2]) for t in TARGETS]), seal)
            say(f"finished {night}")
            store.record_duty(replace(duty, state=DutyState.DONE, run=run))
            store.remember("last", run)
            say(f"told {night}")
            prune(store, night)
            say(f"pruned {night}")
            night += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
