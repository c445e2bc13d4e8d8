"""The benchmark's year is one that the store itself could have recorded, and it is measured to the end."""

from pathlib import Path

import pytest

from auditor.history import changes_between
from auditor.model.terms import State
from auditor.store.store import Store
from benchmarks import history
from benchmarks.year_of_nights import Year, make_year

SMALL = Year(subjects=24, controls=8, nights=6, changes=40)


def test_every_night_reads_back_and_changes_as_it_says(tmp_path: Path) -> None:
    make_year(tmp_path / "auditor.db", SMALL)

    with Store.open(tmp_path / "auditor.db") as store:
        nights = [store.assessment(SMALL.run_id(n)) for n in (4, 5)]
        states = [{(r.control, str(r.subject)): r.state for r in night.results} for night in nights]
        told = {
            (c.key.control, c.key.subject) for c in changes_between(store, SMALL.run_id(4), SMALL.run_id(5)).entries
        }

    assert [len(found) for found in states] == [24 * 8] * 2
    moved = {key for key, state in states[1].items() if state is not states[0][key]}
    assert moved
    assert moved <= told
    assert {states[0][key] for key in moved} <= {State.PASS, State.FAIL, State.UNKNOWN}


def test_it_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    history.main(["--subjects", "24", "--controls", "8", "--nights", "6", "--changes", "40"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("24 subjects, 8 controls, 6 nights, ")
    assert len(lines) == 13
