"""Stores of released versions: opened, migrated, read as before, and gone on with; or left as they were."""

import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model.result import Assessment
from auditor.model.subject import target_ref
from auditor.model.terms import State
from auditor.store.database import StoreLimits
from auditor.store.protection import Protection
from auditor.store.records import RunState
from auditor.store.store import Store
from tests.unit.store import released_nights
from tests.unit.store.keys import KEY, careless, readable
from tests.unit.store.nights import begin, digest, job, run_id, whole_night

REPOSITORY = Path(__file__).parents[3]
FIXTURE = REPOSITORY / "tests" / "fixtures" / "store" / "v0_1_0.db.gz"
RUNS = [run_id(0), run_id(1), run_id(2), run_id(3), "again", run_id(released_nights.RUNNING)]
KEYS = pytest.mark.parametrize("protection", [None, KEY], ids=["plain", "encrypted"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of 0.1.0."""
    path = tmp_path / "state" / "auditor.db"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    return path


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Assessment]:
    """The assessments that 0.1.0 was given."""
    with Store.open(tmp_path / "fresh.db") as store:
        return dict(released_nights.record(store))


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()
    found = [str(version), *(line for line in connection.iterdump() if "_sqlite_migrations" not in line)]
    connection.close()
    return found


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


@KEYS
def test_everything_of_an_older_store_is_read_as_it_was_recorded(
    path: Path, tmp_path: Path, given: dict[str, Assessment], protection: Protection | None
) -> None:
    with Store.open(path, protection=protection) as store, Store.open(tmp_path / "fresh.db") as fresh:
        assert [run.id for run in store.runs()] == RUNS[::-1]
        assert store.runs() == fresh.runs()
        assert {run: store.assessment(run) for run in given} == given
        for run in RUNS:
            assert store.sets_of(run) == fresh.sets_of(run)
            assert store.outcomes_of(run) == fresh.outcomes_of(run)
        assert store.first_digests(target_ref("ap01")) == fresh.first_digests(target_ref("ap01"))
        assert store.quarantined() == fresh.quarantined() != {}
        assert store.integrity() == ()
        clock = job("ap01", 2)[0].captures[1]
        assert store.artefact(clock.digest, run_id(2)) == clock.output
        assert store.artefact(store.outcomes_of(run_id(3))[0].captures[2].digest) == released_nights.listing(3)


@KEYS
def test_nights_go_on_in_an_older_store(
    path: Path, given: dict[str, Assessment], protection: Protection | None
) -> None:
    with Store.open(path, protection=protection) as store:
        sets = released_nights.city(store, released_nights.RUNNING)
        taken_up = released_nights.judged(released_nights.RUNNING, sets)
        store.finish_run(taken_up)
        new = [whole_night(store, night) for night in (6, 7)]
        assert {run: store.assessment(run) for run in given} == given
        assert [store.assessment(run.id) for run in store.nights()[:3]] == [*new[::-1], taken_up]
        assert [run.state for run in store.runs() if run.id == run_id(2)] == [RunState.INTERRUPTED]
        assert store.integrity() == ()


def test_the_new_columns_say_what_the_old_rows_say(path: Path) -> None:
    with Store.open(path) as store, store.reading() as connection:
        rows = connection.execute(
            "SELECT c.text, r.series, r.first, r.last, r.state, r.class, r.reason, r.satisfied "
            "FROM results r JOIN names c ON c.id = r.control ORDER BY r.id"
        ).fetchall()
        assert rows == [
            ("IN-14-1", 0, 1, None, "pass", "major", "", 1),
            ("IN-22-1", 0, 1, 2, "fail", "major", "not_entitled", 0),
            ("IN-30-1", 0, 1, None, State.UNKNOWN, "major", "", 0),
            ("IN-22-1", 0, 4, None, "pass", "major", "", 1),
            ("IN-14-1", 5, 5, None, "pass", "major", "", 1),
            ("IN-22-1", 5, 5, None, "fail", "major", "not_entitled", 0),
            ("IN-30-1", 5, 5, None, State.UNKNOWN, "major", "", 0),
        ]
        assert connection.execute("SELECT DISTINCT run, recorded FROM log_files").fetchall() == [(1, "2026-11-20")]
        assert connection.execute("SELECT count(*) FROM runs WHERE scope <> ''").fetchone() == (0,)
        recorded = dict(connection.execute("SELECT digest, run FROM bodies").fetchall())
    first = {released_nights.listing(night): night + 1 for night in (0, 1, 2, 3)} | {released_nights.ROSTER: 1}
    # Named by nothing in 0.1.0: known to have been there by the newest run.
    first[released_nights.POLICY] = 6
    for data, run in first.items():
        assert recorded[bytes.fromhex(digest(data).removeprefix("sha256:"))] == run


def test_a_migration_without_room_leaves_the_old_store(path: Path, given: dict[str, Assessment]) -> None:
    before = dump(path)
    pages = path.stat().st_size // 4096
    for room in range(pages, pages + 20):
        try:
            Store.open(path, StoreLimits(max_pages=room)).close()
        except StoreError as error:
            assert error.message.code == "store.full"  # noqa: PT017 - of those refused
            assert (version_of(path), dump(path)) == (1, before)
        else:
            break
    else:
        pytest.fail("the migration never succeeded")
    assert room > pages, "the migration needed no room: the test shows nothing"
    with Store.open(path) as store:
        assert {run: store.assessment(run) for run in given} == given


KILLED = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[2])
def step():
    global left
    left -= 1
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
import sqlite3
connect = sqlite3.connect
def counted(*args, **named):
    made = connect(*args, **named)
    made.set_progress_handler(step, 10)
    return made
sqlite3.connect = counted
from auditor.store.store import Store
from tests.unit.store.keys import KEY
Store.open(Path(sys.argv[1]), protection=KEY if sys.argv[3] == "key" else None).close()
"""
"""Opens a store and kills itself after so many steps of SQLite's machine."""


def killed(path: Path, steps: int, key: str) -> bool:
    """Whether the process was killed before it was done."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(steps), key], cwd=REPOSITORY, check=False)
    assert done.returncode in (0, -9)
    return done.returncode == -9


def test_a_killed_migration_leaves_the_old_store(path: Path, given: dict[str, Assessment]) -> None:
    before = dump(path)
    steps, kills = 20, 0
    while killed(path, steps, "") and version_of(path) == 1:
        assert dump(path) == before
        steps, kills = steps * 2, kills + 1
    assert kills >= 4
    with Store.open(path) as store:
        assert {run: store.assessment(run) for run in given} == given
        assert store.integrity() == ()


SECRETS = [released_nights.ROSTER, released_nights.POLICY, b"root\nclerk\namy", b"root\nintruder"]
SECRETS += [released_nights.load_average(night) for night in (0, 2, 3, 5)]
"""Artefacts whole: facts may well quote a line of them."""


def test_an_older_store_is_encrypted_once_and_nothing_of_its_artefacts_is_left(path: Path) -> None:
    careless(path)
    assert readable(path, SECRETS) == set(SECRETS)
    with Store.open(path, protection=KEY) as store:
        assert not store.has_plain_traces()
        assert readable(path, SECRETS) == set()
        whole_night(store, 9)
    assert readable(path, SECRETS) == set()
    before = path.read_bytes()
    Store.open(path, protection=KEY).close()
    assert path.read_bytes() == before


def kill_encryption(path: Path, given: dict[str, Assessment], grow: Callable[[int], int]) -> tuple[int, int]:
    """Kill it after ever more steps until it succeeds; gives how often, and how often it had begun by then."""
    careless(path)
    Store.open(path).close()
    whole = path.read_bytes()
    steps, kills, begun = 100, 0, 0
    while killed(path, steps, "key"):
        kills += 1
        with Store.open(path) as store:
            begun += store.has_plain_traces()
            assert {run: store.assessment(run) for run in given} == given
        with Store.open(path, protection=KEY) as store:
            assert not store.has_plain_traces()
            assert store.integrity() == ()
            assert store.outcomes_of(run_id(0))[0].captures[1].output == job("ap01", 0)[0].captures[1].output
        assert readable(path, SECRETS) == set()
        path.write_bytes(whole)
        steps = grow(steps)
    assert readable(path, SECRETS) == set()
    return kills, begun


def test_an_encryption_killed_anywhere_goes_on(path: Path, given: dict[str, Assessment]) -> None:
    kills, begun = kill_encryption(path, given, lambda steps: steps * 5 // 4)
    assert kills >= begun >= 5


@pytest.mark.campaign
def test_an_encryption_killed_at_a_hundred_places_goes_on(path: Path, given: dict[str, Assessment]) -> None:
    kills, begun = kill_encryption(path, given, lambda steps: steps + 5)
    assert kills >= begun >= 100


def test_a_reader_only_puts_the_overwriting_off(path: Path) -> None:
    with Store.open(path):
        pass
    careless(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM runs").fetchall()
    with Store.open(path, StoreLimits(busy=timedelta()), KEY) as store:
        assert store.has_plain_traces()
        assert store.outcomes_of(run_id(0))
    reader.close()
    with Store.open(path, protection=KEY) as store:
        assert not store.has_plain_traces()
    assert readable(path, SECRETS) == set()


def test_an_encryption_without_room_goes_on_when_there_is_some(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    artefacts = {digest(data): data for data in (b"artefact %d" % n for n in range(2000))}
    with Store.open(path) as store:
        store.record_sets(begin(store, 0), "policies", artefacts, [])
    pages = path.stat().st_size // 4096
    refused = 0
    for room in range(pages, 2 * pages, 4):
        try:
            Store.open(path, StoreLimits(max_pages=room), KEY).close()
        except StoreError as error:
            assert error.message.code == "store.full"  # noqa: PT017 - of those refused
            refused += 1
        else:
            break
    assert refused > 2
    with Store.open(path, protection=KEY) as store:
        assert not store.has_plain_traces()
        assert {found: store.artefact(found) for found in artefacts} == artefacts
    assert readable(path, list(artefacts.values())) == set()
