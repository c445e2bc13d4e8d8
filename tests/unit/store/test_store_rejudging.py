"""What is asked of a recorded night to judge it again: facts by what recorded them, outcomes without their bytes."""

from dataclasses import replace
from pathlib import Path

from auditor.facts.logs import LogDay
from auditor.model.subject import target_ref
from auditor.store.store import Store
from tests.unit.store.keys import KEY
from tests.unit.store.nights import as_of, assessment, at, begin, digest, fact_set, job, log_day, unreachable

AP01 = target_ref("ap01")


def _night(store: Store, night: int, *, scope: str = "") -> str:
    run = f"part-{night}" if scope else begin(store, night)
    if scope:
        store.begin_run(run, as_of(night), at(night), "starter", "x", "sha256:0", scope=scope)
    outcome, sets = job("ap01", night)
    store.record_outcome(run, outcome, sets)
    store.record_outcome(run, *unreachable("ap02", night))
    logs = [fact_set(LogDay, "ap01", [log_day(night, b"log")], [], night)]
    store.record_sets(run, "history", {}, logs)
    store.finish_run(replace(assessment(night, []), run=replace(assessment(night, []).run, id=run, scope=scope)))
    return run


def test_sets_are_found_by_what_recorded_them(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db", protection=KEY) as store:
        for scope in ("", "--control X"):
            run = _night(store, 1, scope=scope)
            found = store.sets_by_record(run)
            assert list(found) == ["ap01/ssh", "ap02/ssh", "history"]
            assert [s for sets in found.values() for s in sets] == store.sets_of(run)
            assert [s.type for s in found["history"]] == [LogDay]


def test_outlines_are_outcomes_without_bytes_and_need_no_key(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db", protection=KEY) as store:
        run = _night(store, 1)
        whole = store.outcomes_of(run)
    with Store.open(tmp_path / "auditor.db") as store:
        outlines = store.outlines_of(run)
    assert [o.job for o in outlines] == ["ap01/ssh", "ap02/ssh"]
    assert all(c.output for o in whole for c in o.captures)
    bare = [replace(o, captures=tuple(replace(c, output=b"", files=()) for c in o.captures)) for o in whole]
    assert outlines == bare
    assert [c.digest for o in outlines for c in o.captures] == [digest(c.output) for o in whole for c in o.captures]


def test_first_digests_as_they_stood_when_a_run_was_over(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db") as store:
        first, second = _night(store, 1), _night(store, 2)
        days = [log_day(n).path for n in (1, 2)]
        assert [f.path for f in store.first_digests(AP01)] == days
        assert [f.path for f in store.first_digests(AP01, second)] == days
        (then,) = store.first_digests(AP01, first)
        assert (then.path, then.current) == (days[0], digest(b"log"))
        store.begin_run("again", as_of(2), at(3), "starter", "x", "sha256:0", reassesses=first)
        assert store.first_digests(AP01, "again") == [then]
