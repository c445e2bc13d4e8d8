"""Artefacts at rest: nothing of them is readable, wrong keys and altered ones are told apart, all else needs no key."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model.job import JobOutcome
from auditor.store.prune import abandon
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.keys import KEY, OTHER, readable
from tests.unit.store.nights import AnyFactSet, begin, digest, job, run_id, unreachable, whole_night

SECRET = b"line 17 of the file that nobody quotes\n"
POLICY = b"profile: unquoted policy text\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


def text(night: int) -> bytes:
    """A stable artefact that grows by a line a night."""
    return b"".join(b"line %d of the file that nobody quotes\n" % n for n in range(300 + night))


def load(target: str, night: int) -> bytes:
    return b"load of %s in night %d\n" % (target.encode(), night)


def secret_job(target: str, night: int) -> tuple[JobOutcome, list[AnyFactSet]]:
    outcome, sets = job(target, night)
    more = (
        replace(nights.capture("conf", text(night), night), files=nights.files(20)),
        nights.capture("load", load(target, night), night, volatile=True),
    )
    return replace(outcome, captures=(*outcome.captures, *more)), sets


def secret_night(store: Store, night: int) -> None:
    run = begin(store, night)
    sets = []
    for target in ("ap01", "ap02"):
        store.record_outcome(run, *unreachable(target, night))
        outcome, found = secret_job(target, night)
        store.record_outcome(run, outcome, found)
        sets += found
    store.record_sets(run, "policies", {digest(POLICY): POLICY}, [], {"policies/local/profile.yaml": digest(POLICY)})
    store.finish_run(nights.assessment(night, [nights.result("IN-14-1", "ap01", night, sets[:2])]))


def secrets(count: int) -> list[bytes]:
    loads = [load(target, night) for target in ("ap01", "ap02") for night in range(count)]
    return [SECRET, POLICY, b'"allocated":4096', *loads]


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, protection=KEY) as opened:
        yield opened


def test_an_entry_is_decrypted_as_what_it_is_alone() -> None:
    shut = KEY.encrypt(b"data", b"about")
    assert KEY.decrypt(shut, b"about") == b"data"
    assert b"data" not in shut
    assert KEY.encrypt(b"data", b"about") != shut
    assert KEY.decrypt(KEY.encrypt(b"", b""), b"") == b""


def test_a_wrong_key_is_told_from_an_altered_entry() -> None:
    shut = KEY.encrypt(b"data", b"sha256:x")
    with pytest.raises(StoreError, match=r"store\.wrong_key"):
        OTHER.decrypt(shut, b"sha256:x")
    altered = [shut[:n] + bytes([shut[n] ^ 1]) + shut[n + 1 :] for n in (0, *range(5, len(shut)))]
    for data, about in [*((a, b"sha256:x") for a in altered), (shut, b"sha256:y"), (shut[:9], b""), (b"", b"")]:
        with pytest.raises(StoreError, match=r"store\.artefact_altered"):
            KEY.decrypt(data, about)


def test_the_key_is_never_shown() -> None:
    assert KEY.key.hex() not in repr(KEY)
    assert str(KEY.key) not in repr(KEY)
    assert KEY.key.hex() not in KEY.identity
    with pytest.raises(ValueError, match="32 bytes"):
        replace(KEY, key=b"short")


def test_nothing_of_an_artefact_lies_readable_in_a_store_with_a_key(store: Store, path: Path) -> None:
    for night in range(3):
        secret_night(store, night)
    # At work: packs of a night that is not over, in the log.
    store.record_outcome(begin(store, 3), *secret_job("ap01", 3))
    assert readable(path, secrets(4)) == set()
    store.close()
    assert readable(path, secrets(4)) == set()


def test_the_search_for_artefacts_finds_them_without_a_key(path: Path) -> None:
    with Store.open(path) as store:
        for night in range(2):
            secret_night(store, night)
        store.record_outcome(begin(store, 2), *secret_job("ap01", 2))
        # The log of the night at work holds its packs; bundles of before are compressed within compressed.
        assert readable(path, secrets(2)) >= {SECRET, POLICY, b'"allocated":4096', load("ap01", 0), load("ap02", 1)}


def test_everything_comes_back_with_the_key_and_artefacts_alone_need_it(store: Store, path: Path) -> None:
    for night in range(3):
        secret_night(store, night)
    given = [secret_job(target, 1) for target in ("ap01", "ap02")]
    assert store.outcomes_of(run_id(1)) == [outcome for outcome, _ in given]
    assert store.artefact(digest(text(2))) == text(2)
    assert store.artefact(digest(load("ap02", 1)), run_id(1)) == load("ap02", 1)
    assert store.files_of(run_id(2), "policies") == {"policies/local/profile.yaml": POLICY}
    expected = [store.assessment(run_id(night)) for night in range(3)]
    facts = [store.sets_of(run_id(night)) for night in range(3)]
    assert facts[1] == [found for _, sets in given for found in sets]
    store.close()

    with Store.open(path) as keyless:
        assert [keyless.assessment(run_id(night)) for night in range(3)] == expected
        assert [keyless.sets_of(run_id(night)) for night in range(3)] == facts
        assert keyless.integrity() == ()
        assert [run.id for run in keyless.nights()] == [run_id(2), run_id(1), run_id(0)]
        for ask in (
            lambda: keyless.outcomes_of(run_id(1)),
            lambda: keyless.artefact(digest(text(2))),
            lambda: keyless.artefact(digest(load("ap02", 1)), run_id(1)),
            lambda: keyless.files_of(run_id(2), "policies"),
        ):
            with pytest.raises(StoreError, match=r"store\.no_key"):
                ask()


def test_nothing_is_recorded_without_the_key_once_there_is_one(store: Store, path: Path) -> None:
    whole_night(store, 0)
    store.record_outcome(begin(store, 1), *secret_job("ap01", 1))
    store.close()
    with Store.open(path) as keyless:
        run = begin(keyless, 2)
        with pytest.raises(StoreError, match=r"store\.no_key"):
            keyless.record_outcome(run, *secret_job("ap01", 2))
        with pytest.raises(StoreError, match=r"store\.no_key"):
            keyless.record_sets(run, "policies", {}, [])
        # A reassessment records none; what a broken-off night measured waits for the key.
        keyless.begin_run("again", nights.as_of(0), nights.at(3), "p", "o", "q", reassesses=run_id(0))
        keyless.finish_run(nights.assessment(3, [], run="again"))
    with Store.open(path, protection=KEY) as again:
        whole_night(again, 4)
        assert again.outcomes_of(run_id(1)) == [secret_job("ap01", 1)[0]]
        with again.reading() as connection:
            assert connection.execute("SELECT count(*) FROM packs").fetchone() == (0,)


def test_another_key_is_refused_when_the_store_is_opened(store: Store, path: Path) -> None:
    secret_night(store, 0)
    store.close()
    with pytest.raises(StoreError, match=r"store\.wrong_key"):
        Store.open(path, protection=OTHER)
    with Store.open(path, protection=KEY) as again:
        assert again.outcomes_of(run_id(0))[0] == secret_job("ap01", 0)[0]


def alter(path: Path, query: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute(query, values).rowcount > 0
    connection.commit()
    connection.close()


def flipped(blob: bytes) -> bytes:
    return blob[:-1] + bytes([blob[-1] ^ 1])


def test_an_altered_stable_artefact_is_found(store: Store, path: Path) -> None:
    secret_night(store, 0)
    key = bytes.fromhex(digest(text(0)).removeprefix("sha256:"))
    with store.reading() as connection:
        (blob,) = connection.execute("SELECT body FROM bodies WHERE digest = ?", (key,)).fetchone()
    alter(path, "UPDATE bodies SET body = ? WHERE digest = ?", flipped(blob), key)
    with pytest.raises(StoreError, match=r"store\.artefact_altered"):
        store.artefact(digest(text(0)))
    # The same bytes as another artefact's are no better.
    alter(path, "UPDATE bodies SET body = ?, base = NULL", blob)
    with pytest.raises(StoreError, match=r"store\.artefact_altered"):
        store.artefact(digest(POLICY))
    # Nothing new is stored against what was altered.
    secret_night(store, 1)
    assert store.artefact(digest(text(1))) == text(1)


@pytest.mark.parametrize("table", ["packs", "bundles"])
@pytest.mark.parametrize("how", ["flip", "swap"])
def test_an_altered_volatile_artefact_is_found(store: Store, path: Path, table: str, how: str) -> None:
    secret_night(store, 0)
    store.record_outcome(begin(store, 1), *secret_job("ap01", 1))
    if table == "bundles":
        store.finish_run(nights.assessment(1, []))
        secret_night(store, 2)
    else:
        store.record_outcome(run_id(1), *secret_job("ap02", 1))
    with store.reading() as connection:
        rows = connection.execute(f"SELECT id, bodies FROM {table} WHERE bodies IS NOT NULL ORDER BY id").fetchall()  # noqa: S608
    (first, blob), (_, other) = rows[-2:]
    alter(path, f"UPDATE {table} SET bodies = ? WHERE id = ?", flipped(blob) if how == "flip" else other, first)  # noqa: S608
    with pytest.raises(StoreError, match=r"store\.measured_altered") as caught:
        store.outcomes_of(run_id(1))
    assert caught.value.message.args == {"run": run_id(1)}
    with pytest.raises(StoreError, match=r"store\.measured_altered"):
        store.artefact(digest(load("ap01", 1)), run_id(1))
    assert len(store.sets_of(run_id(1))) >= 2


def test_an_altered_volatile_artefact_is_found_without_a_key_too(path: Path) -> None:
    with Store.open(path) as store:
        secret_night(store, 0)
        with store.reading() as connection:
            (blob,) = connection.execute("SELECT bodies FROM bundles WHERE bodies IS NOT NULL").fetchone()
        altered = nights_with(blob, load("ap01", 0), load("ap09", 0))
        alter(path, "UPDATE bundles SET bodies = ? WHERE bodies IS NOT NULL", altered)
        with pytest.raises(StoreError, match=r"store\.artefact_altered"):
            store.outcomes_of(run_id(0))


def nights_with(blob: bytes, before: bytes, after: bytes) -> bytes:
    """A bundle's volatile artefacts, one of them replaced by somebody who knows the format."""
    import lzma

    data = lzma.decompress(blob[1:])
    assert before in data
    return blob[:1] + lzma.compress(data.replace(before, after))


def test_a_damaged_pack_of_a_broken_off_night_keeps_no_later_night_from_ending(store: Store, path: Path) -> None:
    store.record_outcome(begin(store, 0), *secret_job("ap01", 0))
    alter(path, "UPDATE packs SET bodies = x'0102'")
    given = whole_night(store, 1)
    assert store.assessment(run_id(1)) == given
    with pytest.raises(StoreError, match=r"store\.measured_altered"):
        store.outcomes_of(run_id(0))


def test_a_lost_key_costs_the_artefacts_and_nothing_else(store: Store, path: Path) -> None:
    secret_night(store, 0)
    expected = store.assessment(run_id(0)), store.sets_of(run_id(0))
    store.close()
    with Store.open(path) as keyless:
        with keyless.writing() as connection:
            gone = abandon(connection, date(2027, 4, 1))
        assert digest(POLICY) in gone.digests
        assert gone.bundles == ((1, 0),)
    with Store.open(path, protection=OTHER) as again:
        assert (again.assessment(run_id(0)), again.sets_of(run_id(0))) == expected
        for sought in (digest(POLICY), digest(load("ap01", 0))):
            with pytest.raises(StoreError, match=r"store\.artefact_pruned"):
                again.artefact(sought, run_id(0))
        # What is seen again is stored again.
        secret_night(again, 1)
        assert again.artefact(digest(POLICY)) == POLICY
        assert again.outcomes_of(run_id(1))[0] == secret_job("ap01", 1)[0]
        with again.reading() as connection:
            key = bytes.fromhex(digest(POLICY).removeprefix("sha256:"))
            assert connection.execute("SELECT run, pruned FROM bodies WHERE digest = ?", (key,)).fetchone() == (2, None)
    with pytest.raises(StoreError, match=r"store\.wrong_key"):
        Store.open(path, protection=KEY)
