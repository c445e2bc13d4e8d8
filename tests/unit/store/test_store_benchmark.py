"""The benchmark's made-up city goes through the store unharmed, so that its figures mean something."""

from collections import defaultdict
from pathlib import Path

import pytest

from auditor.store.store import Store
from benchmarks.city_nights import City
from benchmarks.city_results import assessment
from benchmarks.nights import main
from tests.unit.store.nights import AnyFactSet


def test_the_benchmarks_nights_are_read_back_equal(tmp_path: Path) -> None:
    city = City(targets=2, controls=12)
    with Store.open(tmp_path / "state" / "auditor.db") as store:
        for night in range(3):
            run = city.run_id(night)
            store.begin_run(run, city.started(night).date(), city.started(night), "starter", "みなと市", "0" * 64)
            by_target: defaultdict[str, list[AnyFactSet]] = defaultdict(list)
            recorded = []
            for outcome, sets in city.records(night):
                store.record_outcome(run, outcome, sets)
                by_target[outcome.target] += sets
                recorded.append((outcome, sets))
            given = assessment(city, night, by_target)
            store.finish_run(given)
            recorded.sort(key=lambda record: record[0].job)
            assert store.assessment(run) == given
            assert store.outcomes_of(run) == [outcome for outcome, _ in recorded]
            assert store.sets_of(run) == [found for _, sets in recorded for found in sets]


def test_the_benchmark_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--nights", "2", "--targets", "2", "--controls", "3"])
    said = capsys.readouterr().out
    assert "a night more: " in said
    assert "query night 2: 6 results in " in said
