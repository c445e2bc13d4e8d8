"""Kill -9 at random moments of whole nights: what was sealed stays sealed, and the next night runs."""

import json
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from auditor.model.sealing import Verification
from auditor.seal.verify import verify
from auditor.store.records import RunState
from auditor.store.store import Store
from tests.integration.campaigns.recorder_city import recorder_city
from tests.integration.cities import City

_KILLS = 60


def checked(city: City) -> tuple[Verification, tuple[str, ...]]:
    """What verification says now, and the finished runs, oldest first."""
    with Store.open(city.root / "state" / "auditor.db") as store:
        assert store.integrity() == ()
        finished = tuple(run.id for run in reversed(store.runs()) if run.state is RunState.FINISHED)
        return verify(store, reports=city.root / "reports"), finished


def killed_night(city: City, seconds: float) -> bool:
    """Start a night and kill it so long after; False when it was over before."""
    with city.start("audit") as night:
        try:
            night.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            night.kill()
            return True
        return False


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_nights_killed_at_random_moments(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - moments of kills
    city = recorder_city(tmp_path)
    assert city.auditor("audit").returncode in (0, 1, 3)  # makes the vault, too
    started = time.monotonic()
    assert city.auditor("audit").returncode in (0, 1, 3)
    whole = time.monotonic() - started
    before = checked(city)[1]
    kills = 0
    for _ in range(_KILLS):
        kills += killed_night(city, random.uniform(0.2, 0.95) * whole)
        verification, finished = checked(city)
        assert verification.faults == ()
        assert finished[: len(before)] == before
        before = finished
        for path in (city.root / "reports").glob("*/*.json"):
            json.loads(path.read_text(encoding="utf-8"))
    assert kills >= _KILLS // 4
    last = city.auditor("audit")
    assert last.returncode in (0, 1, 3), last.stderr
    verification, finished = checked(city)
    assert verification.faults == ()
    assert verification.proven == verification.runs
    assert len(finished) == len(before) + 1
