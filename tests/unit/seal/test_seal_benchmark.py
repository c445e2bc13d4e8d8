"""The benchmark's made-up year is sealed and proven, so that its figures mean something."""

from pathlib import Path

import pytest

from auditor.seal.sealer import Sealer
from auditor.seal.verify import verify
from auditor.store.store import Store
from benchmarks.sealed_nights import Rates, Year
from benchmarks.seals import main
from tests.unit.seal.sealed_city import KEY, Clock


def test_the_benchmarks_nights_are_proven(tmp_path: Path) -> None:
    rates = Rates(rows=0.1, writers=0.2, unreached=0.1, bundle=100)
    with Store.open(tmp_path / "auditor.db") as store:
        with store.writing() as connection:
            year = Year(connection=connection, targets=20, controls=5, rates=rates)
            for _ in range(6):
                year.night()
                Sealer(KEY, Clock()).seal_runs(connection)
        with store.reading() as connection:
            ended = connection.execute("SELECT count(*) FROM spans WHERE last IS NOT NULL").fetchone()[0]
        found = verify(store, reports=None)
    assert ended > 100
    assert found.faults == ()
    assert len(found.proven) == 6


def test_the_measurement_runs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--nights", "2", "--targets", "4", "--controls", "3"])
    said = capsys.readouterr().out
    assert "a first night, everything new: sealed in" in said
    assert "verify of 2 nights:" in said
