"""Damage is found, by reading or by looking for it; never a traceback, never a wrong answer that nobody notices."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.facts.logs import LogDay
from auditor.model.subject import target_ref
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.keys import KEY
from tests.unit.store.nights import begin, digest, job, run_id, unreachable, whole_night
from tests.unit.store.test_store_duties import DONE

SEALED = {"runs", "names", "writers", "slots", "spans", "results", "log_files", "bodies", "packs", "bundles", "seals"}
"""Tables whose rows SQLite cannot tell from others; the seals cover them (`auditor.seal`)."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


def made(path: Path) -> None:
    with Store.open(path, protection=KEY) as store:
        for night in range(2):
            whole_night(store, night, names=("root", f"user{night}"))
            outcome, sets = job("ap03", night)
        store.record_outcome(begin(store, 3), outcome, [*sets, logs(1)])
        store.record_sets(run_id(3), "policies", {digest(b"x"): b"x"}, [], {"a.yaml": digest(b"x")})
        store.record_duty(DONE)
        store.remember("a", "b")
        store.quarantine("ssh", "v1", "ap01", nights.at(0))


def logs(night: int) -> nights.AnyFactSet:
    return nights.fact_set(LogDay, "ap03", [nights.log_day(n, b"%d" % n) for n in range(5)], (), night)


def everything(path: Path) -> list[object]:
    """All that a store tells."""
    with Store.open(path, protection=KEY) as store:
        found: list[object] = [store.runs(), store.duties(), store.recall("a"), dict(store.quarantined())]
        found += [store.first_digests(target_ref("ap03")), store.nights()]
        for run in store.runs():
            found += [store.sets_of(run.id), store.outcomes_of(run.id), store.finished_jobs(run.id)]
            found.append(store.files_of(run.id, "policies"))
            if run.finished:
                found.append(store.assessment(run.id))
        return found


def tables(path: Path) -> Mapping[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    names = [row[0].decode() for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    connection.close()
    return found


def with_flips(path: Path, count: int, seed: int) -> None:
    made(path)
    whole = path.read_bytes()
    expected = everything(path)
    before = tables(path)
    random = Random(seed)  # noqa: S311 - seeded positions, no secret
    told = 0
    for _ in range(count):
        at, bit = random.randrange(len(whole)), random.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        try:
            found = everything(path)
            with Store.open(path) as store:
                faults = store.integrity()
        except StoreError:
            told += 1
            continue
        told += bool(faults)
        if found != expected and not faults:
            after = tables(path)
            assert {name for name in before if before[name] != after[name]} <= SEALED, (at, bit)
    assert told > count / 10


def test_a_flipped_bit_anywhere_is_told_or_harms_nothing_unsealed(path: Path) -> None:
    with_flips(path, 80, seed=20261121)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_flipped_bits_are_told_or_harm_nothing_unsealed(path: Path, seed: int) -> None:
    with_flips(path, 1500, seed)


def test_a_sound_store_has_no_fault(path: Path) -> None:
    made(path)
    with Store.open(path) as store:
        assert store.integrity() == ()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM seals; END", "schema: trigger t"),
        ("DROP INDEX spans_by_slot", "schema: index spans_by_slot"),
        ("CREATE TABLE other (x)", "schema: table other"),
        ("ALTER TABLE runs ADD COLUMN more TEXT", "schema: table runs"),
        ("PRAGMA application_id = 7", "schema: application_id"),
        ("UPDATE forms SET content = x'7b7d' WHERE id = 3", "forms 3: not what its digest says"),
        ("UPDATE forms SET content = 'text' WHERE id = 3", "forms 3: not what its digest says"),
        ("DELETE FROM names WHERE id = 1", "slots 1: no such entry in names"),
    ],
)
def test_faults_are_named(path: Path, statement: str, fault: str) -> None:
    made(path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    with Store.open(path) as store:
        # The header is looked at when a store is opened, too; here it was altered underneath.
        assert fault in store.integrity()
    connection.close()


def test_the_names_of_many_faults_are_not_all_told(path: Path) -> None:
    made(path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE forms SET content = x'00'")
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert len([fault for fault in store.integrity() if fault.startswith("forms")]) == 20


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET as_of = '2026-1-20'",
        "UPDATE runs SET state = 'done'",
        "UPDATE runs SET coverage = '{}'",
        "UPDATE runs SET started = 5",
        "UPDATE runs SET info = '[]'",
        "UPDATE slots SET kind = 'other' WHERE id = 2",
        "UPDATE names SET text = 'Nowhere x' || id",
        "UPDATE names SET text = CAST(x'ff' || id AS TEXT)",
        "UPDATE forms SET content = x'7b7d'",
        "UPDATE log_files SET day = 'x'",
        "UPDATE log_files SET digest = 5",
        "UPDATE bundles SET body = x'00'",
        "UPDATE bundles SET bodies = NULL",
        "UPDATE packs SET body = 'x'",
        "UPDATE bodies SET body = 'text'",
        "UPDATE bodies SET base = digest",
    ],
)
def test_a_value_that_was_never_written_is_damage_and_no_traceback(path: Path, statement: str) -> None:
    made(path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match=r"store\.(damaged|failed|unknown_fact|artefact_|measured_|no_run|row_)"):
        everything(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET as_of = 'x'",
        "UPDATE slots SET kind = 'other' WHERE id = 2",
        "UPDATE forms SET content = x'00'",
        "UPDATE bundles SET members = 1",
    ],
)
def test_damage_found_when_a_night_goes_on_is_said_plainly(path: Path, statement: str) -> None:
    made(path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with Store.open(path, protection=KEY) as store, pytest.raises(StoreError, match=r"store\.damaged"):
        go_on(store)


def go_on(store: Store) -> None:
    store.record_outcome(run_id(3), *unreachable("ap01", 3))
    store.finish_run(nights.assessment(3, []))
    with store.writing() as connection:
        store.prune(connection, nights.as_of(3))


def test_a_record_with_a_capture_twice_is_sound(path: Path) -> None:
    with Store.open(path, protection=KEY) as store:
        outcome, sets = job("ap01", 0)
        twice = replace(outcome, captures=outcome.captures * 2)
        store.record_outcome(begin(store, 0), twice, sets)
        assert store.outcomes_of(run_id(0)) == [twice]
        assert store.integrity() == ()
