"""A process that records night after night until it is killed; it says on its output what it has recorded."""

import os
import sys
from pathlib import Path

from auditor.model.job import JobOutcome
from auditor.store.store import Store
from tests.unit.store.nights import AnyFactSet, assessment, begin, job, result

TARGETS = tuple(f"ap{number:02}" for number in range(6))


def accounts_of(night: int, target: str) -> list[str]:
    """Account names that change in some nights and on some targets."""
    return ["root", "clerk", *(f"user{n}" for n in range((night // 2 + TARGETS.index(target)) % 9))]


def given(night: int, target: str) -> tuple[JobOutcome, list[AnyFactSet]]:
    """What is recorded of a target in a night."""
    return job(target, night, accounts_of(night, target))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main(path: Path, night: int) -> None:
    with Store.open(path) as store:
        while True:
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
            store.finish_run(assessment(night, [result("IN-14-1", t, night, sets[:2]) for t in TARGETS]))
            say(f"finished {night}")
            night += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
