"""Which runs are sealed, when, and what their statements say."""

import sqlite3
from pathlib import Path

import pytest

from auditor.errors import SealError, StoreError
from auditor.model.words import message
from auditor.seal.manifest import read_manifest
from auditor.seal.notes import head, note_of
from auditor.seal.statements import RunStatement, StatementKind, digest_of, read_statement
from auditor.store.store import Store
from tests.unit.seal.sealed_city import KEY, MADE, OTHER, record_city, record_night, sealer, verified, whole_night
from tests.unit.store.nights import as_of, assessment, at, begin, fact_set, job, log_day, result, run_id


def statements(store: Store) -> list[RunStatement]:
    with store.reading() as connection:
        rows = connection.execute("SELECT statement FROM seals WHERE kind = 'run' ORDER BY number").fetchall()
    found = [read_statement(data) for (data,) in rows]
    return [statement for statement in found if isinstance(statement, RunStatement)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "auditor.db")


def test_a_night_is_sealed_with_its_end(store: Store) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    (found,) = statements(store)
    assert (found.number, found.previous is None, found.adopted) == (2, False, False)
    assert found.key == KEY.public.fingerprint
    assert found.run.id == "night-0"
    assert (found.run.state, found.run.profile, found.run.organisation) == ("finished", "starter", "みなと市")
    assert (found.run.auditor_version, found.run.scope, found.run.sample, found.run.reassesses) == (
        "0.1.0",
        "",
        False,
        None,
    )
    assert found.coverage == {
        "subjects": 2, "controls": 2, "rows": 5, "applicable": 4, "judged": 4, "passed": 4, "failed": 0, "open": 0,
        "notapplicable": 1, "notselected": 0,
    }  # fmt: skip
    assert found.results is not None
    assert found.results.count == 4
    assert {kind: section.count for kind, section in found.records.items()} == {
        "targets": 2, "inventory": 1, "registers": 0, "policies": 0, "derived": 0,
    }  # fmt: skip
    assert found.measured is not None
    assert (found.artefacts.count, found.measured.count, found.first_recorded.count) == (3, 2, 1)
    assert found.entries.count == 23
    assert {table: new.count for table, new in found.tables.items()} == {
        "names": 14, "writers": 4, "slots": 21, "forms": 18,
    }  # fmt: skip
    assert found.descriptions is not None
    note = note_of(store, "night-0")
    assert note == head(store)
    assert note is not None
    assert (note.number, note.key, note.stamped) == (2, KEY.public.fingerprint, False)


def test_statements_are_chained_and_signed(store: Store) -> None:
    seal = sealer()
    for night in range(3):
        whole_night(store, night, seal)
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT number, kind, run, statement, signature FROM seals ORDER BY number"
        ).fetchall()
    assert [(number, kind, run) for number, kind, run, *_ in rows] == [
        (1, "key", None),
        (2, "run", 1),
        (3, "run", 2),
        (4, "run", 3),
    ]
    before = None
    for *_, data, signature in rows:
        assert read_statement(data).previous == before
        KEY.public.verify(signature, data)
        before = digest_of(data)


def test_nothing_to_seal_leaves_the_chain_alone(store: Store) -> None:
    with store.writing() as connection:
        sealer().seal_runs(connection)
    assert head(store) is None
    whole_night(store, 0, sealer())
    before = head(store)
    with store.writing() as connection:
        sealer().seal_runs(connection)
    assert head(store) == before


def test_an_interrupted_run_is_sealed_when_it_cannot_go_on_any_more(store: Store) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    record_night(store, 1)
    with store.writing() as connection:
        seal.seal_runs(connection)
    assert [found.run.id for found in statements(store)] == ["night-0"]
    whole_night(store, 2, seal)
    found = statements(store)
    assert [(s.run.id, s.run.state, s.adopted) for s in found] == [
        ("night-0", "finished", False),
        ("night-1", "interrupted", False),
        ("night-2", "finished", False),
    ]
    assert (found[1].results, found[1].coverage, found[1].descriptions) == (None, None, None)
    assert found[1].records["targets"].count == 2


def test_packs_that_cannot_be_bundled_keep_no_night_from_its_seal(store: Store, tmp_path: Path) -> None:
    whole_night(store, 0, sealer())
    record_night(store, 1)
    with store.writing() as connection:
        connection.execute("UPDATE packs SET body = x'00' WHERE run = 2")
    whole_night(store, 2, sealer())
    found = statements(store)
    assert [(s.run.id, s.measured is None) for s in found] == [
        ("night-0", False),
        ("night-1", True),
        ("night-2", False),
    ]
    store.close()
    told = verified(tmp_path / "auditor.db")
    assert told.proven == ("night-0", "night-1", "night-2")
    assert (told.faults, told.remarks) == ((), (message("seal.measured_unsealed", run="night-1"),))


def test_a_resumed_run_is_sealed_once(store: Store) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    record_night(store, 1, names=("root",))
    whole_night(store, 1, seal)
    assert [(s.run.id, s.run.state) for s in statements(store)] == [("night-0", "finished"), ("night-1", "finished")]


def test_runs_from_before_the_seals_are_adopted(store: Store, tmp_path: Path) -> None:
    for night in range(2):
        whole_night(store, night, None)
    record_night(store, 2)
    whole_night(store, 3, sealer())
    found = statements(store)
    assert [(s.run.id, s.adopted) for s in found] == [
        ("night-0", True),
        ("night-1", True),
        ("night-2", True),
        ("night-3", False),
    ]
    assert [s.tables["names"].count for s in found] == [14, 0, 0, 0]
    store.close()
    told = verified(tmp_path / "auditor.db")
    assert told.holds
    assert told.proven == ("night-0", "night-1", "night-2", "night-3")
    assert told.remarks == (message("seal.adopted", count=3, first="night-0", last="night-2"),)


def test_what_bears_no_runs_number_is_the_first_runs(store: Store, tmp_path: Path) -> None:
    whole_night(store, 0, None)
    with store.writing() as connection:
        connection.execute("UPDATE bodies SET run = NULL")
        connection.execute("UPDATE log_files SET run = NULL")
    whole_night(store, 1, sealer(), names=("root",))
    assert [(s.artefacts.count, s.first_recorded.count) for s in statements(store)] == [(3, 1), (1, 1)]
    store.close()
    assert verified(tmp_path / "auditor.db").faults == ()


def test_reassessments_and_audits_of_a_part_have_results_of_their_own(store: Store, tmp_path: Path) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    rows = [result("IN-14-1", "ap01", 0, job("ap01", 0)[1])]
    store.begin_run("again", as_of(0), at(1), "strict", "みなと市", "p" * 64, reassesses="night-0")
    store.finish_run(assessment(0, rows, run="again"), seal.seal_runs)
    store.begin_run("part", as_of(0), at(2), "starter", "みなと市", "p" * 64, scope="IN-14-1")
    outcome, sets = job("ap01", 2, ("root",))
    store.record_outcome("part", outcome, sets)
    store.finish_run(assessment(2, [result("IN-14-1", "ap01", 2, sets)], run="part"), seal.seal_runs)
    whole_night(store, 3, seal)
    found = {s.run.id: s for s in statements(store)}
    counts = {name: s.results.count for name, s in found.items() if s.results is not None}
    assert counts == {"night-0": 4, "again": 1, "part": 1, "night-3": 4}
    assert found["again"].run.reassesses == "night-0"
    assert found["part"].run.scope == "IN-14-1"
    assert found["again"].records["targets"].count == 0
    assert found["part"].records["targets"].count == 1
    store.close()
    assert verified(tmp_path / "auditor.db").faults == ()


def test_the_manifest_holds_what_began_and_ended(tmp_path: Path) -> None:
    record_city(tmp_path / "auditor.db")
    with sqlite3.connect(tmp_path / "auditor.db") as connection:
        rows = connection.execute("SELECT manifest FROM seals WHERE kind = 'run' ORDER BY number").fetchall()
        spans = connection.execute("SELECT id, slot, form FROM spans WHERE first = 3 ORDER BY id").fetchall()
    connection.close()
    third = read_manifest(rows[2][0])
    assert [tuple(row) for row in third.begun] == spans
    assert {row.last for row in third.ended} == {2}
    assert [row.state for row in third.rows_begun] == ["fail", "pass"]


def test_a_seal_that_fails_takes_the_run_back(store: Store) -> None:
    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    store.record_outcome(run, outcome, sets)
    given = assessment(0, [result("IN-14-1", "ap01", 0, sets)])

    def broken(connection: sqlite3.Connection) -> None:
        sealer().seal_runs(connection)
        raise SealError(message("seal.run_unsealed", run=run))

    with pytest.raises(SealError):
        store.finish_run(given, broken)
    assert head(store) is None
    with pytest.raises(StoreError):
        store.assessment(run)
    store.finish_run(given, sealer().seal_runs)
    assert note_of(store, run) is not None


def test_another_key_is_refused_and_says_what_to_do(store: Store) -> None:
    whole_night(store, 0, sealer())
    record_night(store, 1)
    with pytest.raises(SealError) as caught:
        whole_night(store, 1, sealer(OTHER))
    assert caught.value.message == message(
        "seal.other_key", expected=KEY.public.fingerprint, found=OTHER.public.fingerprint
    )
    assert [s.run.id for s in statements(store)] == ["night-0"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE seals SET statement = x'00' WHERE number = 3",
        "UPDATE seals SET statement = 'text' WHERE number = 3",
        "UPDATE seals SET signature = x'00' WHERE number = 3",
        "UPDATE seals SET statement = x'00', signature = 5",
        "DELETE FROM seals WHERE number = 2",
        "UPDATE seals SET statement = replace(statement, 'first', 'worst') WHERE number = 1",
    ],
)
def test_a_damaged_chain_stops_no_night(store: Store, damage: str, tmp_path: Path) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    whole_night(store, 1, seal)
    with store.writing() as connection:
        connection.execute(damage)
    whole_night(store, 2, seal, names=("root",))
    whole_night(store, 3, seal)
    store.close()
    found = verified(tmp_path / "auditor.db")
    assert not found.holds
    assert set(found.proven) >= {"night-2", "night-3"}


def test_a_run_whose_seal_was_cut_off_is_sealed_late_and_told(store: Store, tmp_path: Path) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    whole_night(store, 1, seal)
    noted = head(store)
    assert noted is not None
    with store.writing() as connection:
        connection.execute("DELETE FROM seals WHERE number = 3")
    whole_night(store, 2, seal)
    store.close()
    found = verified(tmp_path / "auditor.db")
    assert found.holds
    assert message("seal.adopted", count=1, first="night-1", last="night-1") in found.remarks
    # Only what was kept elsewhere tells that there was another seal in its place.
    found = verified(tmp_path / "auditor.db", heads=[(noted.number, noted.digest)])
    assert [fault.what.code for fault in found.faults] == ["seal.head_other"]
    assert found.proven == ()


def test_numbers_out_of_all_bounds_are_told_plainly(store: Store) -> None:
    whole_night(store, 0, sealer())
    with store.writing() as connection:
        connection.execute("UPDATE seals SET number = ? WHERE number = 2", (2**62,))
    with pytest.raises(SealError) as caught:
        whole_night(store, 1, sealer())
    assert caught.value.message.code == "seal.unsealable"


def test_stamps_are_told_by_the_next_run(store: Store) -> None:
    seal = sealer()
    whole_night(store, 0, seal)
    with store.writing() as connection:
        connection.execute("UPDATE seals SET stamp = x'0102' WHERE number = 2")
    whole_night(store, 1, seal)
    whole_night(store, 2, seal)
    stamps = [[(stamp.number, stamp.digest) for stamp in s.stamps] for s in statements(store)]
    assert stamps == [[], [(2, digest_of(b"\1\2"))], []]
    note = note_of(store, "night-0")
    assert note is not None
    assert note.stamped


def test_other_statements_are_put_at_the_end(store: Store) -> None:
    with store.writing() as connection:
        number = sealer().append(connection, StatementKind.REPORTS, {"run": "x", "files": ()}, run=None)
    assert number == 2
    found = head(store)
    assert found is not None
    assert found.number == 2
    assert note_of(store, "night-0") is None


def test_the_moment_is_the_clocks(store: Store) -> None:
    whole_night(store, 0, sealer())
    (found,) = statements(store)
    assert found.made == MADE.replace(minute=2).isoformat()


def test_a_name_that_utf_8_cannot_carry_is_sealed(store: Store, tmp_path: Path) -> None:
    from auditor.facts.logs import LogDay

    run = begin(store, 0)
    logs = [fact_set(LogDay, "ap01", [log_day(0, b"x", path="op\udc80log.csv")], [], 0)]
    store.record_sets(run, "inventory", {}, logs)
    store.finish_run(assessment(0, [result("IN-14-1", "ap01", 0, logs)]), sealer().seal_runs)
    store.close()
    assert verified(tmp_path / "auditor.db").proven == (run_id(0),)
