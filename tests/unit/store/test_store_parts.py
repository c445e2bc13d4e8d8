"""Audits of a part, reassessments and broken-off runs between the nights: none of them touches what the nights hold."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.facts.accounts import Account
from auditor.facts.host import ClockSkew
from auditor.facts.logs import LogDay
from auditor.model.result import Assessment
from auditor.model.subject import target_ref
from auditor.model.terms import FindingClass, State
from auditor.store.records import RunState
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.keys import KEY
from tests.unit.store.nights import as_of, assessment, at, begin, digest, job, result, run_id, table_rows, whole_night

AP01 = target_ref("ap01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, protection=KEY) as opened:
        yield opened


def begin_part(store: Store, night: int, scope: str = "--subject ap01", name: str = "part") -> str:
    store.begin_run(name, as_of(night), at(night), "starter", "みなと市", "p" * 64, scope=scope)
    return name


def part(store: Store, night: int, names: tuple[str, ...] = ("root", "clerk"), *, name: str = "part") -> Assessment:
    """An audit of one target and one control, from beginning to end; it reads the accounts alone."""
    run = begin_part(store, night, name=name)
    outcome, sets = job("ap01", night, names)
    store.record_outcome(run, replace(outcome, captures=outcome.captures[:1]), sets[:1])
    given = assessment(night, [result("IN-22-1", "ap01", night, sets[:1], state=State.FAIL)], run=run)
    given = replace(given, run=replace(given.run, scope="--subject ap01"))
    store.finish_run(given)
    return given


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return connection.execute(query).fetchall()


def test_an_audit_of_a_part_is_no_night(store: Store) -> None:
    whole_night(store, 0)
    given = part(store, 1)
    whole_night(store, 2)

    assert [run.id for run in store.nights()] == [run_id(2), run_id(0)]
    assert [run.id for run in store.nights(1)] == [run_id(2)]
    assert [(run.id, run.scope, run.is_night) for run in store.runs()] == [
        (run_id(2), "", True),
        ("part", "--subject ap01", False),
        (run_id(0), "", True),
    ]
    latest = store.latest_finished(at(2))
    assert latest is not None
    assert latest.id == run_id(0)
    assert store.assessment("part") == given
    assert store.finished_jobs("part") == {"ap01/ssh"}
    assert store.sets_of("part") == job("ap01", 1)[1][:1]
    assert store.outcomes_of("part") == [replace(job("ap01", 1)[0], captures=job("ap01", 1)[0].captures[:1])]


def test_what_lies_between_two_nights_touches_nothing_of_theirs(store: Store, path: Path) -> None:
    """The rows of the nights are the same, whatever was audited between them."""
    with Store.open(path.with_name("undisturbed.db"), protection=KEY) as other:
        for night in (0, 1, 4):
            whole_night(other, night, names=("root", "clerk") if night < 4 else ("root",))
        expected = [other.assessment(run_id(night)) for night in (0, 1, 4)]
    whole_night(store, 0)
    whole_night(store, 1)
    before = rows(store, "SELECT * FROM spans"), rows(store, "SELECT * FROM results")
    part(store, 2, ("root", "somebody else"))
    store.begin_run("again", as_of(1), at(2), "strict", "みなと市", "q" * 64, reassesses=run_id(1))
    store.finish_run(assessment(9, [], run="again"))
    begin_part(store, 3, name="broken off")
    store.record_outcome("broken off", *nights.unreachable("ap01", 3))
    for table, held in zip(("spans", "results"), before, strict=True):
        assert [row for row in rows(store, f"SELECT * FROM {table}") if row in held] == held  # noqa: S608
    whole_night(store, 4, names=("root",))

    assert [store.assessment(run_id(night)) for night in (0, 1, 4)] == expected
    for night in (0, 1, 4):
        names = ("root", "clerk") if night < 4 else ("root",)
        assert store.sets_of(run_id(night)) == [s for t in ("ap01", "ap02") for s in job(t, night, names)[1]]
    # The nights' rows end with a night, never with what lay between.
    query = "SELECT DISTINCT v.last FROM spans v JOIN slots s ON s.id = v.slot JOIN writers w ON w.id = s.writer "
    assert rows(store, query + "WHERE w.text NOT LIKE 'part:%' AND v.last IS NOT NULL") == [(2,)]
    assert rows(store, "SELECT DISTINCT last FROM results WHERE series = 0 AND last IS NOT NULL") == []
    assert rows(store, "SELECT DISTINCT series, first, last FROM results WHERE series <> 0") == [(3, 3, None)]


def test_a_row_that_changes_after_other_runs_ends_with_the_night_before(store: Store) -> None:
    whole_night(store, 0, ("ap01",))
    begin(store, 1)  # broken off
    part(store, 2)
    store.begin_run("again", as_of(0), at(3), "strict", "みなと市", "q" * 64, reassesses=run_id(0))
    store.finish_run(assessment(9, [], run="again"))
    run = begin(store, 5)
    outcome, sets = job("ap01", 5)
    store.record_outcome(run, outcome, sets)
    store.finish_run(assessment(5, [result("IN-14-1", "ap01", 5, sets), result("IN-22-1", "ap01", 5, sets)]))

    changed = "SELECT c.text, r.first, r.last FROM results r JOIN names c ON c.id = r.control WHERE r.series = 0"
    assert sorted(rows(store, changed), key=str) == [("IN-14-1", 1, None), ("IN-22-1", 1, 1), ("IN-22-1", 5, None)]


def test_facts_of_an_audit_of_a_part_may_be_the_latest(store: Store) -> None:
    whole_night(store, 0)
    part(store, 1, ("root", "new"))
    begin(store, 2)
    assert store.latest_facts(Account, AP01, run_id(2)) == job("ap01", 1, ("root", "new"))[1][0]
    assert store.latest_facts(ClockSkew, AP01, run_id(2)) == job("ap01", 0)[1][1]
    assert store.latest_facts(Account, AP01, "part") == job("ap01", 0)[1][0]


def test_log_files_first_seen_by_an_audit_of_a_part_are_its(store: Store) -> None:
    run = begin_part(store, 0)
    store.record_outcome(run, job("ap01", 0)[0], [nights.fact_set(LogDay, "ap01", [nights.log_day(0, b"x")], (), 0)])
    assert [found.recorded for found in store.first_digests(AP01)] == [as_of(0)]
    assert rows(store, "SELECT run FROM log_files") == [(1,)]


def test_an_audit_of_a_part_is_taken_up_again_as_that_part_only(store: Store) -> None:
    begin_part(store, 0)
    store.record_outcome("part", *job("ap01", 0))
    begin_part(store, 0)
    assert store.finished_jobs("part") == {"ap01/ssh"}
    for scope in ("", "--control IN-14-1"):
        with pytest.raises(StoreError, match=r"store\.other_scope"):
            begin_part(store, 0, scope)
    assert store.runs()[0].state is RunState.RUNNING
    begin(store, 1)
    with pytest.raises(StoreError, match=r"store\.other_scope"):
        begin_part(store, 1, name=run_id(1))


def test_a_selection_and_a_run_that_are_no_utf8_are_kept_or_refused(store: Store) -> None:
    begin_part(store, 0, "--subject \udc80")
    assert store.runs()[0].scope == "--subject \udc80"
    with pytest.raises(StoreError, match=r"store\.no_run"):
        store.sets_of("\udc80")


def test_a_part_can_be_judged_again(store: Store) -> None:
    part(store, 0)
    store.begin_run("again", as_of(0), at(1), "strict", "みなと市", "q" * 64, reassesses="part")
    assert store.sets_of("again") == store.sets_of("part")
    assert store.outcomes_of("again") == store.outcomes_of("part")
    assert [(run.reassesses, run.is_night) for run in store.runs()] == [("part", False), (None, False)]


def test_every_row_says_its_state_class_and_reason_in_columns(store: Store) -> None:
    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    store.record_outcome(run, outcome, sets)
    broken = result("B", "ap01", 0, sets, state=State.FAIL)
    waived = replace(broken, control="C", satisfied=True, finding_class=FindingClass.MINOR)
    store.finish_run(assessment(0, [result("A", "ap01", 0, sets), broken, waived]))
    assert rows(store, "SELECT state, class, reason, satisfied FROM results ORDER BY id") == [
        ("pass", "major", "", 1),
        ("fail", "major", "not_entitled", 0),
        ("fail", "minor", "not_entitled", 1),
    ]


def test_a_seal_is_of_the_transaction_that_finishes_the_run(store: Store) -> None:
    seen = []

    def seal(connection: sqlite3.Connection) -> None:
        state, frame = connection.execute("SELECT state, frame FROM runs WHERE name = ?", (run_id(0),)).fetchone()
        packs = connection.execute("SELECT count(*) FROM packs").fetchone()[0]
        bundles = connection.execute("SELECT count(*) FROM bundles").fetchone()[0]
        seen.append((state, frame is not None, packs, bundles))
        connection.execute("INSERT INTO seals (number, kind, run, statement, signature) VALUES (1, 'run', 1, x'', x'')")

    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    store.record_outcome(run, outcome, sets)
    given = assessment(0, [result("A", "ap01", 0, sets)])

    def failing(connection: sqlite3.Connection) -> None:
        seal(connection)
        raise RuntimeError("no seal")

    with pytest.raises(RuntimeError, match="no seal"):
        store.finish_run(given, failing)
    assert store.runs()[0].state is RunState.RUNNING
    assert rows(store, "SELECT count(*) FROM seals UNION ALL SELECT count(*) FROM results") == [(0,), (0,)]
    store.finish_run(given, seal)
    assert store.assessment(run) == given
    assert rows(store, "SELECT number FROM seals") == [(1,)]
    assert seen == [("finished", True, 0, 2)] * 2


def test_a_seal_that_fails_in_sqlite_is_said_plainly(store: Store) -> None:
    def seal(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO seals VALUES (1)")

    run = begin(store, 0)
    with pytest.raises(StoreError, match=r"store\.failed"):
        store.finish_run(assessment(0, []), seal)
    assert (store.runs()[0].id, store.runs()[0].state) == (run, RunState.RUNNING)


def test_files_are_given_back_by_path(store: Store) -> None:
    data = {f"policies/{name}.yaml": name.encode(errors="surrogatepass") for name in ("a", "b", "\udc80")}
    found = {path: digest(content) for path, content in data.items()}
    artefacts = {digest(content): content for content in data.values()} | {digest(b"unnamed"): b"unnamed"}
    for night in range(2):
        run = begin(store, night)
        store.record_sets(run, "policies", artefacts, [], found)
        store.finish_run(assessment(night, []))
    before = table_rows(store._file.path)["spans"]
    changed = {**data, "policies/a.yaml": b"b"}
    run = begin_part(store, 2)
    store.record_sets(run, "policies", artefacts, [], {path: digest(content) for path, content in changed.items()})

    assert store.files_of(run_id(0), "policies") == store.files_of(run_id(1), "policies") == data
    assert store.files_of(run, "policies") == changed
    assert before == 1
    assert store.files_of(run_id(0), "inventory") == {}
    assert store.artefact(digest(b"unnamed")) == b"unnamed"
    with pytest.raises(ValueError, match="a digest of no artefact"):
        store.record_sets(run, "policies", {}, [], found)


def test_a_moved_file_changes_the_record(store: Store) -> None:
    for night, path in enumerate(("a.yaml", "b.yaml")):
        store.record_sets(begin(store, night), "policies", {digest(b"x"): b"x"}, [], {path: digest(b"x")})
    assert [store.files_of(run_id(night), "policies") for night in (0, 1)] == [{"a.yaml": b"x"}, {"b.yaml": b"x"}]


def test_random_sequences_of_nights_parts_and_reassessments_are_read_back(store: Store) -> None:
    random = Random(20270401)  # noqa: S311 - a test's made-up history
    given: dict[str, Assessment] = {}
    facts: dict[str, list[nights.AnyFactSet]] = {}
    expected_nights = []
    for number in range(40):
        names = tuple(random.sample(("root", "clerk", "amy", "zoe"), 2))
        kind = random.choice(("night", "night", "part", "again", "broken"))
        if kind == "night":
            targets = random.sample(("ap01", "ap02", "ap03"), random.randrange(1, 4))
            given[run_id(number)] = whole_night(store, number, targets, names)
            facts[run_id(number)] = [s for t in sorted(targets) for s in job(t, number, names)[1]]
            expected_nights.append(run_id(number))
        elif kind == "part":
            given[f"part-{number}"] = part(store, number, names, name=f"part-{number}")
            facts[f"part-{number}"] = job("ap01", number, names)[1][:1]
        elif kind == "again" and facts:
            base = random.choice(sorted(facts))
            again = f"again-{number}"
            store.begin_run(again, as_of(0), at(number), "strict", "みなと市", "q" * 64, reassesses=base)
            broken = result("B", "ap01", number, facts[base][:1], state=State.FAIL)
            given[again] = assessment(number, [broken], run=again)
            store.finish_run(given[again])
        else:
            begin(store, number)
            store.record_outcome(run_id(number), *job("ap02", number, names))

    assert {run: store.assessment(run) for run in given} == given
    assert {run: store.sets_of(run) for run in facts} == facts
    assert [run.id for run in store.nights()] == expected_nights[::-1]
    assert store.integrity() == ()
