"""The digest of what stays can be made anew from the tables, so that it proves them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.store.assemble import read_record
from auditor.store.encoding import from_json
from auditor.store.packs import writers_of
from auditor.store.record import RecordFrame
from auditor.store.runs import find_run
from auditor.store.stable import RECORD, Entries, recomputed
from auditor.store.store import Store
from tests.unit.store import nights, released_nights
from tests.unit.store.nights import begin, digest, job, run_id, unreachable
from tests.unit.store.test_store_migration import RUNS
from tests.unit.store.test_store_migration import path as older_path

__all__ = ["older_path"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "auditor.db") as opened:
        yield opened


def records(store: Store, run: str) -> Iterator[tuple[str, RecordFrame, Entries]]:
    with store.reading() as connection:
        number = find_run(connection, run).id
        for writer, name in writers_of(connection, number):
            record = read_record(connection, number, writer)
            assert record is not None
            yield name, from_json(record.contents[RECORD][0], RecordFrame), record.contents


def test_every_record_of_random_histories_proves_its_entries(store: Store) -> None:
    random = Random(19640229)  # noqa: S311 - a test's made-up history
    checked = 0
    for night in range(25):
        run = begin(store, night)
        for target in random.sample(["ap01", "ap02", "ap03"], 2):
            names = random.choices(["root", "clerk", "amy", "zoe"], k=random.randrange(5))
            outcome, sets = unreachable(target, night) if random.random() < 0.3 else job(target, night, names)
            listed = replace(nights.capture("oplog", b"x%d" % (night % 3), night), files=nights.files(night % 4))
            if outcome.captures:
                outcome = replace(outcome, captures=(*outcome.captures, listed))
            far = replace(nights.ref(listed, "elsewhere"), digest=digest(b"far"), stored=random.random() < 0.5)
            sets = [replace(found, artefacts=(*found.artefacts, far)) for found in sets]
            random.shuffle(sets)
            store.record_outcome(run, outcome, sets)
        artefacts = {digest(data): data for data in (b"a", b"b%d" % (night // 4))}
        store.record_sets(run, "policies", artefacts, [], {"a.yaml": digest(b"a")})
    for night in range(25):
        for name, frame, entries in records(store, run_id(night)):
            assert recomputed(entries) == frame.stable, name
            checked += 1
    assert checked == 75


def test_an_altered_entry_is_not_proven(store: Store) -> None:
    store.record_outcome(begin(store, 0), *job("ap01", 0))
    for _, frame, entries in records(store, run_id(0)):
        for slot in entries:
            if slot != RECORD:
                without = {found: contents for found, contents in entries.items() if found != slot}
                assert recomputed(without) != frame.stable


def test_records_of_0_1_0_prove_theirs_where_they_named_all_bodies(older_path: Path) -> None:
    with Store.open(older_path) as store:
        proven: dict[str, set[bool | None]] = {}
        for run in RUNS:
            for name, frame, entries in records(store, run) if run != "again" else ():
                found = recomputed(entries)
                proven.setdefault(name, set()).add(None if found is None else found == frame.stable)
        assert proven == {
            "job:ap01/ssh": {True},
            "job:ap02/ssh": {True},
            "sets:registers": {None},
            "sets:policies": {None},
        }
        released_nights.city(store, released_nights.RUNNING)
        again = {name: recomputed(entries) == frame.stable for name, frame, entries in records(store, RUNS[-1])}
        assert set(again.values()) == {True}
