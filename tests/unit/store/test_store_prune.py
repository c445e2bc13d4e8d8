"""Pruning: the bytes of old evidence go, whatever later evidence or reports rest on stays."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.model.job import JobOutcome
from auditor.store.prune import Pruned, prune
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.keys import KEY, readable
from tests.unit.store.nights import AnyFactSet, as_of, assessment, at, begin, digest, job, run_id, unreachable

FOREVER = date(2100, 1, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, protection=KEY) as opened:
        yield opened


def conf(version: int) -> bytes:
    """An artefact whose later versions are stored as differences from an earlier one."""
    return b"".join(b"setting %d\n" % n for n in range(200)) + b"version %d\n" % version


def configured(night: int, version: int, target: str = "ap01") -> tuple[JobOutcome, list[AnyFactSet]]:
    outcome, sets = job(target, night)
    load = nights.capture("load", b"load %d of %s" % (night, target.encode()), night, volatile=True)
    return replace(outcome, captures=(*outcome.captures, nights.capture("conf", conf(version), night), load)), sets


def record(store: Store, night: int, version: int, *, run: str = "", targets: Sequence[str] = ("ap01",)) -> None:
    name = run or begin(store, night)
    sets = []
    for target in targets:
        outcome, found = configured(night, version, target)
        store.record_outcome(name, outcome, found)
        sets += found
    store.finish_run(assessment(night, [nights.result("IN-14-1", t, night, sets) for t in targets], run=name))


def pruned(store: Store, before: date) -> Pruned:
    with store.writing() as connection:
        return store.prune(connection, before)


def gone(store: Store, data: bytes, run: str | None = None) -> bool:
    try:
        assert store.artefact(digest(data), run) == data
    except StoreError as error:
        assert error.message.code == "store.artefact_pruned"  # noqa: PT017 - of those that raise
        return True
    return False


def test_what_only_old_nights_rest_on_goes_and_the_rest_stays(store: Store, path: Path) -> None:
    for night in range(6):
        record(store, night, version=night // 2)
    expected = [store.assessment(run_id(night)) for night in range(6)], [store.sets_of(run_id(n)) for n in range(6)]
    passwd = job("ap01", 0)[0].captures[0].output

    found = pruned(store, as_of(3))
    # Version 1 stands on night 3 too; version 0 goes, and the two stored against it stand alone.
    assert found.digests == (digest(conf(0)),)
    assert found.rewritten == tuple(sorted((digest(conf(1)), digest(conf(2)))))
    assert found.bundles == ((1, 0), (2, 0), (3, 0))
    assert [gone(store, conf(version)) for version in range(3)] == [True, False, False]
    assert not gone(store, passwd)
    assert [gone(store, b"load %d of ap01" % night, run_id(night)) for night in range(6)] == [True] * 3 + [False] * 3
    assert ([store.assessment(run_id(n)) for n in range(6)], [store.sets_of(run_id(n)) for n in range(6)]) == expected
    assert store.outcomes_of(run_id(3)) == [configured(3, 1)[0]]
    with pytest.raises(StoreError, match=r"store\.artefact_pruned"):
        store.outcomes_of(run_id(0))
    with store.reading() as connection:
        tombstone = connection.execute("SELECT body, base, pruned FROM bodies WHERE pruned IS NOT NULL").fetchall()
    assert tombstone == [(b"", None, as_of(3).isoformat())]
    assert pruned(store, as_of(3)) == Pruned()
    assert store.integrity() == ()
    assert readable(path, [conf(0), conf(1), b"load 0 of ap01"]) == set()


def test_the_newest_nights_evidence_never_goes(store: Store) -> None:
    for night in range(3):
        record(store, night, version=night)
    assert pruned(store, FOREVER).digests == tuple(sorted((digest(conf(0)), digest(conf(1)))))
    assert store.outcomes_of(run_id(2)) == [configured(2, 2)[0]]
    # A night at work, or one that broke off since, is newer still.
    store.record_outcome(begin(store, 3), *configured(3, 3))
    store.record_outcome(begin(store, 4), *configured(4, 4))
    assert pruned(store, FOREVER) == Pruned()
    assert store.outcomes_of(run_id(3)) == [configured(3, 3)[0]]


def test_without_a_finished_night_nothing_goes(store: Store) -> None:
    store.record_outcome(begin(store, 0), *configured(0, 0))
    store.record_outcome(begin(store, 1), *configured(1, 1))
    assert pruned(store, FOREVER) == Pruned()


def test_a_target_that_is_gone_for_long_goes_and_comes_back_whole(store: Store) -> None:
    record(store, 0, version=0, targets=("ap01", "ap02"))
    for night in range(1, 4):
        record(store, night, version=7)
    assert digest(conf(0)) in pruned(store, as_of(3)).digests
    # Unchanged since it was last seen: its record is the same, its bytes must be there again all the same.
    record(store, 4, version=0, targets=("ap02",))
    assert store.outcomes_of(run_id(4)) == [configured(4, 0, "ap02")[0]]
    with store.reading() as connection:
        key = bytes.fromhex(digest(conf(0)).removeprefix("sha256:"))
        assert connection.execute("SELECT run, pruned FROM bodies WHERE digest = ?", (key,)).fetchone() == (5, None)


def test_absent_nights_rest_on_nothing(store: Store) -> None:
    record(store, 0, version=0)
    for night in (1, 2):
        run = begin(store, night)
        store.record_outcome(run, *unreachable("ap01", night))
        store.finish_run(assessment(night, []))
    assert digest(conf(0)) in pruned(store, as_of(2)).digests


def test_one_audit_for_an_earlier_date_makes_no_evidence_old(store: Store) -> None:
    record(store, 100, version=0)
    store.begin_run("backdated", as_of(0), at(101), "starter", "みなと市", "p" * 64)
    record(store, 0, version=0, run="backdated")
    record(store, 102, version=1)
    assert pruned(store, as_of(50)) == Pruned()
    assert pruned(store, as_of(101)).digests == (digest(conf(0)),)


def test_files_and_what_reports_show_are_known(store: Store) -> None:
    for night, policy in enumerate((b"old", b"new", b"new")):
        run = begin(store, night)
        named = {digest(policy): policy, digest(b"unnamed"): b"unnamed"}
        store.record_sets(run, "policies", named, [], {"policies/local/profile.yaml": digest(policy)})
        store.finish_run(assessment(night, [nights.result(f"C-{night}", "ap01", night, [])]))
    frames = [store.assessment(run_id(night)) for night in range(3)]
    assert pruned(store, as_of(2)).digests == (digest(b"old"),)
    assert [store.assessment(run_id(night)) for night in range(3)] == frames
    assert store.files_of(run_id(1), "policies") == {"policies/local/profile.yaml": b"new"}
    with pytest.raises(StoreError, match=r"store\.artefact_pruned"):
        store.files_of(run_id(0), "policies")
    assert store.artefact(digest(b"unnamed")) == b"unnamed"


def test_a_part_audited_lately_rests_on_its_evidence(store: Store) -> None:
    record(store, 0, version=0)
    for night in (1, 2):
        store.begin_run(f"part-{night}", as_of(night), at(night), "starter", "みなと市", "p" * 64, scope="x")
        record(store, night, version=0, run=f"part-{night}")
    record(store, 3, version=3)
    assert pruned(store, as_of(2)).digests == ()
    assert digest(conf(0)) in pruned(store, as_of(3)).digests


def test_pruning_is_of_the_transaction_it_is_called_in(store: Store) -> None:
    for night in range(3):
        record(store, night, version=night)
    with pytest.raises(RuntimeError, match="no seal"), store.writing() as connection:  # noqa: PT012 - the block is it
        assert store.prune(connection, FOREVER).digests
        raise RuntimeError("no seal")
    assert not gone(store, conf(0))


def test_damage_is_neither_hidden_nor_spread_by_pruning(store: Store, path: Path) -> None:
    for night in range(4):
        record(store, night, version=min(night, 2))
    key = bytes.fromhex(digest(conf(2)).removeprefix("sha256:"))
    connection = sqlite3.connect(path)
    (blob,) = connection.execute("SELECT body FROM bodies WHERE digest = ?", (key,)).fetchone()
    altered = blob[:-1] + bytes([blob[-1] ^ 1])
    connection.execute("UPDATE bodies SET body = ? WHERE digest = ?", (altered, key))
    connection.commit()
    found = pruned(store, FOREVER)
    # What the damaged one is stored against stays; what else is old goes.
    assert found.digests == (digest(conf(1)),)
    assert found.rewritten == ()
    assert connection.execute("SELECT body FROM bodies WHERE digest = ?", (key,)).fetchone() == (altered,)
    connection.close()
    assert not gone(store, conf(0))
    with pytest.raises(StoreError, match=r"store\.artefact_altered"):
        store.artefact(digest(conf(2)))


def test_a_plain_store_is_pruned_without_a_key_and_an_encrypted_one_is_not(path: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "plain.db") as plain:
        for night in range(3):
            record(plain, night, version=night)
        with plain.writing() as connection:
            assert len(prune(connection, FOREVER).digests) == 2
        assert gone(plain, conf(0))
        assert not gone(plain, conf(2))
    with Store.open(path, protection=KEY) as store:
        for night in range(3):
            record(store, night, version=night)
    with Store.open(path) as keyless:
        with pytest.raises(StoreError, match=r"store\.no_key"):
            pruned(keyless, FOREVER)
        with keyless.reading() as connection:
            assert connection.execute("SELECT count(*) FROM bodies WHERE pruned IS NOT NULL").fetchone() == (0,)


def test_random_histories_survive_random_prunings(store: Store) -> None:
    random = Random(19991231)  # noqa: S311 - a test's made-up history
    recorded: dict[str, list[JobOutcome]] = {}
    finished: list[str] = []
    before = 0
    for night in range(40):
        run = begin(store, night)
        recorded[run] = []
        sets = []
        for target in sorted(random.sample(["ap01", "ap02", "ap03"], random.randrange(4))):
            outcome, found = configured(night, random.randrange(4), target)
            store.record_outcome(run, outcome, found)
            recorded[run].append(outcome)
            sets += found
        if random.random() < 0.8:
            store.finish_run(assessment(night, []))
            finished.append(run)
        if random.random() < 0.3:
            before = max(before, night - random.randrange(8))
            pruned(store, as_of(before))
        for number in range(before, night + 1):
            assert store.outcomes_of(run_id(number)) == recorded[run_id(number)]
        if finished:
            assert store.outcomes_of(finished[-1]) == recorded[finished[-1]]
    assert store.integrity() == ()
