"""Assessments: rebuilt equal, rows untouched while unchanged, identity without measured values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model.subject import target_ref
from auditor.model.terms import State
from auditor.store.records import RunState
from auditor.store.resultforms import result_identity
from auditor.store.store import Store
from tests.unit.store.nights import (
    as_of,
    assessment,
    at,
    begin,
    job,
    result,
    run_id,
    table_rows,
    unreachable,
    whole_night,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def test_every_past_night_is_rebuilt_equal(store: Store) -> None:
    given = [whole_night(store, night) for night in range(6)]

    assert [store.assessment(run_id(night)) for night in range(6)] == given


def test_an_unchanged_night_touches_no_result(store: Store, path: Path) -> None:
    whole_night(store, 0)
    before = table_rows(path)["results"]
    whole_night(store, 1)

    assert before == table_rows(path)["results"] == 4


def test_a_changed_row_is_one_row_more(store: Store, path: Path) -> None:
    given = whole_night(store, 0, ("ap01",))
    before = table_rows(path)["results"]
    run = begin(store, 1)
    outcome, sets = job("ap01", 1)
    store.record_outcome(run, outcome, sets)
    mended = assessment(1, [result("IN-14-1", "ap01", 1, sets), result("IN-22-1", "ap01", 1, sets)])
    store.finish_run(mended)

    assert table_rows(path)["results"] == before + 1
    assert store.assessment(run_id(0)) == given
    assert store.assessment(run_id(1)) == mended


def test_rows_that_go_and_come_back_are_not_in_the_nights_between(store: Store) -> None:
    given = [
        whole_night(store, 0),
        whole_night(store, 1, ("ap02",)),
        whole_night(store, 2),
        whole_night(store, 3, ("ap01",)),
    ]

    assert [store.assessment(run_id(night)) for night in range(4)] == given


def test_results_in_any_order_and_evidence_of_no_fact_set_survive(store: Store) -> None:
    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    store.record_outcome(run, outcome, sets)
    later = [replace(s, artefacts=tuple(replace(r, collected_at=at(5)) for r in s.artefacts)) for s in sets]
    other = [replace(s, artefacts=tuple(replace(r, target="elsewhere") for r in s.artefacts)) for s in sets]
    rows = [
        result("B", "ap01", 0, sets),
        result("A", "ap02", 0, later),
        result("B", "ap02", 0, other),
        result("A", "ap01", 0, [*sets, *sets]),
    ]
    given = assessment(0, rows)
    store.finish_run(given)

    assert store.assessment(run) == given


def test_the_runs_are_listed_newest_first(store: Store) -> None:
    given = whole_night(store, 0)
    begin(store, 1)
    begin(store, 2)

    newest, broken, first = store.runs()
    assert (newest.id, newest.state, newest.finished, newest.coverage) == (run_id(2), RunState.RUNNING, None, None)
    assert (broken.id, broken.state) == (run_id(1), RunState.INTERRUPTED)
    assert (first.id, first.as_of, first.started) == (run_id(0), as_of(0), at(0))
    assert (first.finished, first.coverage) == (at(0) + timedelta(seconds=30), given.coverage)
    assert (first.profile, first.organisation, first.plan_digest) == ("starter", "みなと市", "p" * 64)


def test_the_latest_finished_night_before_a_moment(store: Store) -> None:
    assert store.latest_finished() is None
    whole_night(store, 0)
    whole_night(store, 1)
    begin(store, 2)

    def latest(moment_of: int) -> str | None:
        found = store.latest_finished(at(moment_of))
        return None if found is None else found.id

    assert [latest(night) for night in (0, 1, 2)] == [None, run_id(0), run_id(1)]
    newest = store.latest_finished()
    assert newest is not None
    assert newest.id == run_id(1)


def test_an_unfinished_run_has_no_assessment(store: Store) -> None:
    run = begin(store, 0)
    with pytest.raises(StoreError, match=r"store\.run_unfinished"):
        store.assessment(run)


def test_a_reassessment_stands_beside_the_nights(store: Store, path: Path) -> None:
    given = [whole_night(store, 0), whole_night(store, 1)]
    store.begin_run("again", as_of(0), at(9), "strict", "みなと市", "q" * 64, reassesses=run_id(0))
    sets = store.sets_of("again")
    assert sets == store.sets_of(run_id(0))
    with pytest.raises(ValueError, match="records none"):
        store.record_outcome("again", *job("ap01", 1))
    judged = assessment(9, [result("IN-14-1", "ap01", 0, sets[:2], state=State.FAIL)], run="again")
    store.finish_run(judged)
    before = table_rows(path)["results"]
    given.append(whole_night(store, 2))

    assert store.assessment("again") == judged
    assert [store.assessment(run_id(night)) for night in range(3)] == given
    assert table_rows(path)["results"] == before
    assert [run.reassesses for run in store.runs()] == [None, run_id(0), None, None]
    latest = store.latest_finished(at(20))
    assert latest is not None
    assert latest.id == run_id(2)


def test_an_assessment_of_unreachable_targets(store: Store) -> None:
    whole_night(store, 0, ("ap01",))
    run = begin(store, 1)
    outcome, sets = unreachable("ap01", 1)
    store.record_outcome(run, outcome, sets)
    given = assessment(1, [result("IN-14-1", "ap01", 1, sets)])
    store.finish_run(given)

    assert store.assessment(run) == given


def test_the_identity_of_a_result_leaves_out_what_was_measured() -> None:
    sets = job("ap01", 0)[1]
    row = result("IN-14-1", "ap01", 0, sets, state=State.FAIL)
    part = row.parts[0]
    item = part.items[0]

    def with_item(**changes: object) -> str:
        return result_identity(replace(row, parts=(replace(part, items=(replace(item, **changes),)),)))  # type: ignore[arg-type]

    same = result("IN-14-1", "ap01", 3, job("ap01", 3)[1], state=State.FAIL)
    assert result_identity(row) == result_identity(same)
    assert result_identity(row) == result_identity(replace(row, waiver=None))
    assert with_item(measured={}) == result_identity(row)
    assert with_item(key="other") != result_identity(row)
    assert with_item(places=(replace(item.places[0], where="/etc/passwd:3"),)) != result_identity(row)
    assert result_identity(replace(row, subject=target_ref("ap02"))) != result_identity(row)
    assert result_identity(replace(row, revision="r2")) != result_identity(row)
