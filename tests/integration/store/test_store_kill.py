"""Kill -9 at random moments: whatever was said to be recorded is there whole, and nothing is there by half."""

import select
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from auditor.store.records import RunState
from auditor.store.store import Store
from tests.integration.store.killed_writer import TARGETS, given
from tests.unit.store.nights import assessment, result, run_id

REPOSITORY = Path(__file__).parents[3]


def killed(path: Path, night: int, seconds: float) -> list[str]:
    """Start a writer, kill it so long after it began its first night; gives what it said."""
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
    with Store.open(path) as store:
        runs = {run.id: run for run in store.runs()}
        quarantined = store.quarantined()
        for line in said:
            word, number, *rest = line.split()
            run = run_id(int(number))
            assert run in runs
            if word == "job":
                assert f"{rest[0]}/ssh" in store.finished_jobs(run)
            elif word == "quarantined":
                assert f"credential-{number}" in quarantined
            elif word == "finished":
                assert runs[run].state is RunState.FINISHED
        for night in range(checked_from, len(runs)):
            run = run_id(night)
            targets = sorted(name.split("/")[0] for name in store.finished_jobs(run))
            assert store.sets_of(run) == [found for target in targets for found in given(night, target)[1]]
            assert store.outcomes_of(run) == [given(night, target)[0] for target in targets]
            if runs[run].state is RunState.FINISHED:
                sets = given(night, TARGETS[0])[1]
                rows = [result("IN-14-1", target, night, sets) for target in TARGETS]
                assert store.assessment(run) == assessment(night, rows)
        return len(runs)


def sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def campaign(path: Path, kills: int, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - seeded moments, no secret
    night = 0
    for _ in range(kills):
        said = killed(path, night, random.uniform(0, 0.12))
        night = verify(path, said, checked_from=night)
        sound(path)
    verify(path, [], checked_from=0)
    assert night >= kills


def test_a_handful_of_kills_lose_nothing(tmp_path: Path) -> None:
    campaign(tmp_path / "state" / "auditor.db", kills=5, seed=20261120)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_hundreds_of_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    campaign(tmp_path / "state" / "auditor.db", kills=75, seed=seed)
