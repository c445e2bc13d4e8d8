"""Bad files, locks and full disks: a plain message with what to do, and nothing half-written."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.messages.rendering import render
from auditor.messages.texts.store import TEXTS
from auditor.model.words import Language
from auditor.store.database import StoreLimits
from auditor.store.schema import STEPS
from auditor.store.store import Store
from tests.unit.store.nights import at, begin, job, run_id, whole_night

NO_WAITING = StoreLimits(busy=timedelta())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


def made(path: Path, nights: int = 2) -> None:
    with Store.open(path) as store:
        for night in range(nights):
            whole_night(store, night)


def read_everything(path: Path) -> None:
    with Store.open(path) as store:
        for run in store.runs():
            store.sets_of(run.id)
            store.outcomes_of(run.id)
            store.assessment(run.id)
        store.first_digests(job("ap01", 0)[1][0].subject)
        store.quarantined()


def refusal(path: Path) -> str:
    """The code that opening the store, and reading all of it, is refused with."""
    with pytest.raises(StoreError) as caught:
        read_everything(path)
    message = caught.value.message
    for language in Language:
        assert str(path) in render(message, language)
    return message.code


@contextmanager
def unprivileged() -> Iterator[None]:
    """Permissions bind root too, for as long as this lasts."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_the_store_is_for_its_owner_alone(path: Path) -> None:
    with Store.open(path) as store:
        whole_night(store, 0)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == {"auditor.db": 0o600, "auditor.db-wal": 0o600, "auditor.db-shm": 0o600}


def test_a_store_that_others_could_read_is_closed_to_them(path: Path) -> None:
    made(path)
    path.chmod(0o644)
    Store.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_opening_again_migrates_nothing(path: Path) -> None:
    made(path)
    before = path.read_bytes()
    Store.open(path).close()
    assert path.read_bytes() == before


def test_the_version_of_the_file_is_the_number_of_migrations(path: Path) -> None:
    made(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")] == list(STEPS)
    connection.close()


def test_a_newer_store_is_refused_and_left_alone(path: Path) -> None:
    made(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    assert refusal(path) == "store.newer"
    assert path.read_bytes() == before


def test_a_file_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.commit()
    connection.close()
    assert refusal(path) == "store.not_a_store"


@pytest.mark.parametrize("content", [b"x", b"not a database" * 1000, b"\0" * 5000])
def test_what_is_no_database_is_damaged(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert refusal(path) == "store.damaged"


def test_a_store_cut_short_is_damaged(path: Path) -> None:
    made(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert refusal(path) == "store.damaged"


@pytest.mark.parametrize("page", range(1, 40))
def test_a_page_of_rubbish_is_never_a_traceback(path: Path, page: int) -> None:
    made(path)
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(page * 4096 % size)
        file.write(b"\xa5" * 4096)
        file.truncate(size)
    said = ""
    try:
        read_everything(path)
    except StoreError as error:
        said = error.message.code
    assert said in ("", "store.damaged", "store.not_a_store", "store.newer", "store.no_artefact")


def test_an_altered_artefact_is_said_so(path: Path) -> None:
    made(path)
    outcome, _ = job("ap01", 0)
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE bodies SET body = (SELECT body FROM bodies b WHERE b.digest <> bodies.digest LIMIT 1), base = NULL"
    )
    connection.commit()
    connection.close()
    with Store.open(path) as store, pytest.raises(StoreError, match=r"store\.(artefact_altered|damaged)"):
        store.artefact(outcome.captures[0].digest)


def test_a_second_writer_is_told_to_wait(path: Path) -> None:
    made(path)
    other = sqlite3.connect(path, isolation_level=None)
    with Store.open(path, NO_WAITING) as store:
        begin(store, 5)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"store\.locked"):
            store.record_outcome(run_id(5), *job("ap01", 5))
        assert store.finished_jobs(run_id(5)) == frozenset()
        other.execute("ROLLBACK")
        store.record_outcome(run_id(5), *job("ap01", 5))
        assert store.finished_jobs(run_id(5)) == {"ap01/ssh"}
    other.close()


def test_two_stores_on_one_file_see_each_others_nights(path: Path) -> None:
    with Store.open(path) as first, Store.open(path) as second:
        whole_night(first, 0)
        given = whole_night(second, 1)
        assert first.assessment(run_id(1)) == given
        assert [run.id for run in first.runs()] == [run_id(1), run_id(0)]


def fill(store: Store, recorded: dict[str, list[str]]) -> None:
    """Record nights until the store refuses."""
    for night in range(1000):
        run = begin(store, night)
        recorded[run] = []
        for target in ("ap01", "ap02"):
            outcome, sets = job(target, night, [f"user{night}{n}" for n in range(20)])
            store.record_outcome(run, outcome, sets)
            recorded[run].append(outcome.job)


@pytest.mark.parametrize("pages", range(36, 66, 3))
def test_a_full_disk_takes_the_entry_back_whole(path: Path, pages: int) -> None:
    recorded: dict[str, list[str]] = {}
    with Store.open(path, StoreLimits(max_pages=pages)) as store, pytest.raises(StoreError, match=r"store\.full"):
        fill(store, recorded)

    with Store.open(path) as store:
        assert {run.id: sorted(store.finished_jobs(run.id)) for run in store.runs()} == recorded
        for night, (run, jobs) in enumerate(recorded.items()):
            names = [f"user{night}{n}" for n in range(20)]
            assert store.sets_of(run) == [found for name in jobs for found in job(name.split("/")[0], night, names)[1]]
        # With room again the same run goes on.
        newest = store.runs()[0].id
        store.record_outcome(newest, *job("ap02", len(recorded) - 1))
        assert "ap02/ssh" in store.finished_jobs(newest)


def test_a_disk_too_small_for_the_tables_leaves_nothing(path: Path) -> None:
    with pytest.raises(StoreError, match=r"store\.full"):
        Store.open(path, StoreLimits(max_pages=5))
    made(path)


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with unprivileged(), pytest.raises(StoreError, match=r"store\.unwritable"):
        Store.open(folder / "auditor.db")


def test_a_store_in_a_folder_that_cannot_be_written_is_said_so(path: Path) -> None:
    made(path)
    path.parent.chmod(0o500)
    path.chmod(0o400)
    with unprivileged(), pytest.raises(StoreError, match=r"store\.unwritable"):
        Store.open(path)


@pytest.mark.parametrize("kind", ["folder", "under_a_file", "link"])
def test_a_path_that_is_no_file_is_said_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "auditor.db"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes(b"")
        path = path / "auditor.db"
    assert refusal(path) == "store.unwritable"
    assert not (tmp_path / "elsewhere").exists()


def test_any_thread_may_call(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with Store.open(path) as store, ThreadPoolExecutor(4) as pool:
        run = begin(store, 0)
        targets = [f"ap{number:02}" for number in range(12)]
        list(pool.map(lambda target: store.record_outcome(run, *job(target, 0)), targets))
        list(pool.map(lambda target: store.quarantine(target, "v", target, at(0)), targets))
        assert store.finished_jobs(run) == {f"{target}/ssh" for target in targets}
        assert set(store.quarantined()) == set(targets)


def test_every_text_names_what_to_do_in_both_languages() -> None:
    for text in TEXTS.values():
        assert text.ja.endswith("。")
        assert text.en.endswith(".")
