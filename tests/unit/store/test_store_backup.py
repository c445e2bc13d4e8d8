"""Back-ups: whole, of one moment, private; or not there at all."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.store.database import StoreLimits
from auditor.store.store import Store
from tests.unit.store.keys import KEY
from tests.unit.store.nights import begin, job, run_id, whole_night
from tests.unit.store.test_store_faults import unprivileged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, protection=KEY) as opened:
        yield opened


def test_a_backup_holds_everything_and_is_private(store: Store, tmp_path: Path) -> None:
    given = [whole_night(store, night) for night in range(3)]
    store.record_outcome(begin(store, 3), *job("ap01", 3))
    copy = tmp_path / "copy.db"
    store.backup(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(found.name for found in tmp_path.iterdir()) == ["copy.db", "state"]
    with Store.open(copy, protection=KEY) as restored:
        assert [restored.assessment(run_id(night)) for night in range(3)] == given
        assert restored.outcomes_of(run_id(3)) == [job("ap01", 3)[0]]
        assert restored.integrity() == ()
        # It is a store like any other: the night goes on in it.
        restored.record_outcome(begin(restored, 3), *job("ap02", 3))
    assert store.finished_jobs(run_id(3)) == {"ap01/ssh"}


def test_backups_while_another_process_records_are_each_of_one_moment(store: Store, path: Path, tmp_path: Path) -> None:
    whole_night(store, 0)
    done = threading.Event()

    def work() -> None:
        # A connection of its own, as another process has.
        with Store.open(path, protection=KEY) as other:
            for night in range(1, 12):
                whole_night(other, night)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    copies: list[Path] = []
    while not done.is_set() or not copies:
        copies.append(tmp_path / f"copy-{len(copies)}.db")
        store.backup(copies[-1])
    worker.join()
    for copy in copies:
        with Store.open(copy, protection=KEY) as restored:
            assert restored.integrity() == ()
            for run in restored.runs():
                jobs = restored.finished_jobs(run.id)
                assert len(restored.outcomes_of(run.id)) == len(jobs) == (2 if run.finished else len(jobs))


def test_a_backup_waits_for_nobody_who_writes(store: Store, path: Path, tmp_path: Path) -> None:
    whole_night(store, 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM runs WHERE id = 99")
    store.backup(tmp_path / "copy.db")
    other.execute("ROLLBACK")
    other.close()
    with Store.open(tmp_path / "copy.db") as restored:
        assert len(restored.nights()) == 1


@pytest.mark.parametrize("taken", ["copy.db", "copy.db-wal", "copy.db-journal"])
def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path, taken: str) -> None:
    whole_night(store, 0)
    (tmp_path / taken).write_bytes(b"kept")
    with pytest.raises(StoreError, match=r"store\.backup_exists") as caught:
        store.backup(tmp_path / "copy.db")
    assert caught.value.message.args == {"path": str(tmp_path / taken)}
    assert (tmp_path / taken).read_bytes() == b"kept"
    assert sorted(os.listdir(tmp_path)) == sorted([taken, "state"])


def test_the_store_is_no_place_for_its_own_backup(store: Store, path: Path) -> None:
    given = whole_night(store, 0)
    with pytest.raises(StoreError, match=r"store\.backup_exists"):
        store.backup(path)
    assert store.assessment(run_id(0)) == given


def test_a_backup_to_a_full_disk_leaves_nothing(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        whole_night(store, 0)
    pages = path.stat().st_size // 4096
    for room in (1, pages // 2, pages - 1):
        # The bound holds for the copy too; the store itself is only read.
        with Store.open(path, StoreLimits(max_pages=room)) as store:
            with pytest.raises(StoreError, match=r"store\.backup_full"):
                store.backup(tmp_path / "copy.db")
            assert os.listdir(tmp_path) == ["state"]
            assert len(store.nights()) == 1


def test_a_folder_that_is_not_there_or_closed_is_said_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"store\.backup_failed"):
        store.backup(tmp_path / "nowhere" / "copy.db")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with unprivileged(), pytest.raises(StoreError, match=r"store\.backup_failed"):
        store.backup(closed / "copy.db")
    with pytest.raises(StoreError, match=r"store\.backup_failed"):
        store.backup(tmp_path / "state" / "auditor.db" / "copy.db")


def test_a_damaged_store_is_no_backup(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        whole_night(store, 0)
    with Store.open(path) as store:
        path.write_bytes(b"\xa5" * path.stat().st_size)
        with pytest.raises(StoreError, match=r"store\.damaged"):
            store.backup(tmp_path / "copy.db")
        assert os.listdir(tmp_path) == ["state"]
