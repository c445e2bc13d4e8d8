"""Kill -9 at random moments: whatever was said to be recorded is there whole, and nothing is there by half."""

import select
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.store.records import DutyRecord, DutyState, RunState
from auditor.store.store import Store
from tests.integration.store.killed_writer import KEPT, TARGETS, given, seal
from tests.unit.store.keys import KEY, careless, readable
from tests.unit.store.nights import AnyFactSet, assessment, at, begin, result, run_id
from tests.unit.store.test_store_duties import DONE

REPOSITORY = Path(__file__).parents[3]


def killed(path: Path, night: int, seconds: float) -> list[str]:
    """Start a writer, kill it so long after it began to open the store; gives what it said."""
    command = [sys.executable, "-m", "tests.integration.store.killed_writer", str(path), str(night)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        assert said, "the writer ended by itself"
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and select.select([child.stdout], [], [], left)[0]:
            said += child.stdout.read1()  # type: ignore[attr-defined]
        child.kill()
        said += child.stdout.read()
    return said.decode().splitlines()


def verify(path: Path, said: list[str], checked_from: int) -> int:
    """Hold the store against what was said and what the nights hold; gives the number of the next night."""
    with Store.open(path, protection=KEY) as store:
        runs = {run.id: run for run in store.runs()}
        told = {run_of(found): found.state for found in store.duties()}
        quarantined = store.quarantined()
        pruned = -1
        for line in said:
            word, number, *rest = line.split()
            if word == "opening":
                continue
            run = run_id(int(number))
            assert run in runs
            if word == "job":
                assert f"{rest[0]}/ssh" in store.finished_jobs(run)
            elif word == "quarantined":
                assert f"credential-{number}" in quarantined
            elif word == "finished":
                assert runs[run].state is RunState.FINISHED
            elif word == "told":
                assert told[run] is DutyState.DONE
                assert int((store.recall("last") or "").removeprefix("night-")) >= int(number)
            elif word == "pruned":
                pruned = int(number)
        for night in range(checked_from, len(runs)):
            run = run_id(night)
            targets = sorted(name.split("/")[0] for name in store.finished_jobs(run))
            assert store.sets_of(run) == [found for target in targets for found in given(night, target)[1]]
            check_outcomes(store, night, targets)
            if runs[run].state is RunState.FINISHED:
                sets = given(night, TARGETS[0])[1]
                rows = [result("IN-14-1", target, night, sets) for target in TARGETS]
                assert store.assessment(run) == assessment(night, rows)
                assert told[run] in (DutyState.RUNNING, DutyState.DONE)
        sealed = {run for (run,) in rows_of(store, "SELECT r.name FROM seals s JOIN runs r ON r.id = s.run")}
        assert sealed == {run for run, found in runs.items() if found.state is RunState.FINISHED}
        assert pruned < KEPT or rows_of(store, "SELECT 1 FROM seals WHERE kind = 'pruned'")
        assert store.integrity() == ()
        assert not store.has_plain_traces()
        return len(runs)


def rows_of(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return connection.execute(query).fetchall()


def run_of(found: DutyRecord) -> str:
    """The run that a duty was to make; its own record names one only when it is done."""
    return run_id((found.due - at(0)).days)


def check_outcomes(store: Store, night: int, targets: list[str]) -> None:
    """The outcomes with their bytes, or, of older nights, said to be pruned."""
    try:
        assert store.outcomes_of(run_id(night)) == [given(night, target)[0] for target in targets]
    except StoreError as error:
        assert error.message.code == "store.artefact_pruned"  # noqa: PT017 - of those that raise
        assert night <= len(store.runs()) - KEPT


def campaign(path: Path, kills: int, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - seeded moments, no secret
    plain_nights(path)
    night = 3
    for _ in range(kills):
        said = killed(path, night, random.uniform(0, 0.2))
        night = verify(path, said, checked_from=night)
    verify(path, [], checked_from=0)
    assert night >= kills // 2
    assert readable(path, [b"root\nclerk"]) == set()


def plain_nights(path: Path) -> None:
    """A store from before there was a key: the first kills meet its encryption."""
    with Store.open(path) as store:
        for night in range(3):
            run = begin(store, night)
            sets: list[AnyFactSet] = []
            for target in TARGETS:
                outcome, found = given(night, target)
                store.record_outcome(run, outcome, found)
                sets += found
            store.record_duty(replace(DONE, due=at(night), run=run))
            store.finish_run(assessment(night, [result("IN-14-1", t, night, sets[:2]) for t in TARGETS]), seal)
    careless(path)


def test_a_handful_of_kills_lose_nothing(tmp_path: Path) -> None:
    campaign(tmp_path / "state" / "auditor.db", kills=5, seed=20261120)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_hundreds_of_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    campaign(tmp_path / "state" / "auditor.db", kills=75, seed=seed)
