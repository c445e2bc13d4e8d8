"""The chain of statements: altered, removed, swapped, re-signed, cut off; and whose key is trusted."""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.model.sealing import FaultKind
from auditor.model.words import message
from auditor.seal.keys import SealingKey
from auditor.seal.notes import head
from auditor.seal.statements import StatementKind, digest_of, loss, rotation
from auditor.store.store import Store
from tests.unit.seal.sealed_city import (
    KEY,
    OTHER,
    Told,
    record_city,
    sealer,
    tamper,
    tampering,
    told,
    verified,
    whole_night,
)

ALTERED, REMOVED, INSERTED = FaultKind.ALTERED, FaultKind.REMOVED, FaultKind.INSERTED
N0, N1, N2, N3, N4 = (f"night-{n}" for n in range(5))
ALL = (N0, N1, N2, N3, N4)
REST = (N0, N2, N3, N4)
"""All but the run that statement 3 is about."""
FOREIGN = SealingKey(bytes(range(2, 34)))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "auditor.db"
    record_city(path)
    return path


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(untouched, tmp_path))


CASES: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    (
        "UPDATE seals SET statement = CAST(replace(CAST(statement AS TEXT), 'starter', 'stopper') AS BLOB) "
        "WHERE number = 3",
        [(ALTERED, "statement_altered", {"number": 3}, N1, N1)],
        REST,
    ),
    (
        "UPDATE seals SET statement = x'00' WHERE number = 3",
        [(ALTERED, "statement_altered", {"number": 3}, N1, N1)],
        REST,
    ),
    (
        "UPDATE seals SET signature = zeroblob(64) WHERE number = 3",
        [(ALTERED, "statement_altered", {"number": 3}, N1, N1)],
        REST,
    ),
    (
        "UPDATE seals SET statement = 5 WHERE number = 3",
        [
            (ALTERED, "statement_altered", {"number": "3"}, "", ""),
            (REMOVED, "run_seal", {"run": N1}, N1, N1),
        ],
        REST,
    ),
    (
        "DELETE FROM seals WHERE number = 3",
        [
            (REMOVED, "statements_removed", {"first_number": 3, "last_number": 3}, "", ""),
            (REMOVED, "run_seal", {"run": N1}, N1, N1),
        ],
        REST,
    ),
    (
        "DELETE FROM seals WHERE number IN (3, 4)",
        [
            (REMOVED, "statements_removed", {"first_number": 3, "last_number": 4}, "", ""),
            (REMOVED, "run_seal", {"run": N1}, N1, N1),
            (REMOVED, "run_seal", {"run": N2}, N2, N2),
        ],
        (N0, N3, N4),
    ),
    (
        "DELETE FROM seals WHERE number = 1",
        [(REMOVED, "statements_removed", {"first_number": 1, "last_number": 1}, "", "")],
        ALL,
    ),
    (
        "UPDATE seals SET number = 40 WHERE number = 3",
        [
            (REMOVED, "statements_removed", {"first_number": 3, "last_number": 3}, "", ""),
            (REMOVED, "statements_removed", {"first_number": 7, "last_number": 39}, "", ""),
            (ALTERED, "statement_misplaced", {"number": 3, "place": 40}, N1, N1),
        ],
        REST,
    ),
    (
        "UPDATE seals SET kind = 'key' WHERE number = 3",
        [(ALTERED, "column_altered", {"number": 3, "column": "kind"}, N1, N1)],
        REST,
    ),
    (
        "UPDATE seals SET run = 1 WHERE number = 3",
        [(ALTERED, "column_altered", {"number": 3, "column": "run"}, N1, N1)],
        REST,
    ),
    (
        "UPDATE seals SET run = 1 WHERE number = 1",
        [(ALTERED, "column_altered", {"number": 1, "column": "run"}, N0, N0)],
        ALL[1:],
    ),
    (
        "UPDATE seals SET endorsement = x'00' WHERE number = 3",
        [(INSERTED, "column_inserted", {"number": 3, "column": "endorsement"}, "", "")],
        ALL,
    ),
    (
        "UPDATE seals SET manifest = x'00' WHERE number = 1",
        [(INSERTED, "column_inserted", {"number": 1, "column": "manifest"}, "", "")],
        ALL,
    ),
    (
        "UPDATE seals SET manifest = x'00' WHERE number = 3",
        [(ALTERED, "manifest_altered", {"number": 3, "run": N1}, "", "")],
        ALL,
    ),
    (
        "UPDATE seals SET manifest = NULL WHERE number = 3",
        [(REMOVED, "manifest_removed", {"number": 3, "run": N1}, "", "")],
        ALL,
    ),
    (
        "INSERT INTO seals SELECT 7, kind, run, statement, signature, endorsement, manifest, stamp FROM seals "
        "WHERE number = 6",
        [(ALTERED, "statement_misplaced", {"number": 6, "place": 7}, N4, N4)],
        ALL[:-1],
    ),
]


@pytest.mark.parametrize(("statement", "expected", "proven"), CASES)
def test_what_was_done_is_named(city: Path, statement: str, expected: list[Told], proven: tuple[str, ...]) -> None:
    tamper(city, statement)
    found = verified(city)
    assert told(found) == expected
    assert found.proven == proven


def test_swapped_statements_are_told(city: Path) -> None:
    tamper(
        city,
        "UPDATE seals SET number = 100 WHERE number = 3",
        "UPDATE seals SET number = 3 WHERE number = 4",
        "UPDATE seals SET number = 4 WHERE number = 100",
    )
    found = verified(city)
    assert told(found) == [
        (ALTERED, "statement_misplaced", {"number": 3, "place": 4}, N1, N1),
        (ALTERED, "statement_misplaced", {"number": 4, "place": 3}, N2, N2),
    ]
    assert found.proven == (N0, N3, N4)


def test_statements_signed_by_an_unknown_key_are_told(city: Path) -> None:
    with tampering(city) as connection:
        for number, data in connection.execute("SELECT number, statement FROM seals WHERE number IN (4, 5)").fetchall():
            other = data.replace(KEY.public.fingerprint.encode(), FOREIGN.public.fingerprint.encode())
            values = (other, FOREIGN.sign(other), number)
            connection.execute("UPDATE seals SET statement = ?, signature = ? WHERE number = ?", values)
    found = verified(city)
    args = {"first_number": 4, "last_number": 5, "key": FOREIGN.public.fingerprint}
    assert told(found) == [(ALTERED, "statement_foreign", args, N2, N3)]
    assert found.proven == (N0, N1, N4)


def test_a_chain_made_anew_is_told_only_with_what_was_kept_elsewhere(city: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.db"
    record_city(forged, sealer(FOREIGN))
    found = verified(forged, trusted=None)
    assert found.holds
    assert found.remarks == (message("seal.first_key", key=FOREIGN.public.fingerprint),)
    found = verified(forged, trusted=KEY.public)
    args = {"trusted": KEY.public.fingerprint, "found": FOREIGN.public.fingerprint}
    assert told(found) == [(ALTERED, "key_not_trusted", args, "", "")]
    assert found.proven == ()
    with Store.open(city) as store:
        noted = head(store)
    assert noted is not None
    found = verified(forged, trusted=None, heads=[(noted.number, noted.digest)])
    assert [code for _, code, *_ in told(found)] == ["head_other"]
    assert found.proven == ()
    assert verified(city, trusted=None, heads=[(noted.number, noted.digest)]).remarks == ()


def test_a_chain_cut_off_is_told_by_a_head(city: Path) -> None:
    with Store.open(city) as store:
        noted = head(store)
    assert noted is not None
    tamper(city, "DELETE FROM seals WHERE number = 6")
    found = verified(city)
    assert found.faults == ()
    assert found.remarks == (message("seal.unsealed", count=1, first=N4),)
    found = verified(city, heads=[(noted.number, noted.digest), (2, "sha256:" + "0" * 64)])
    assert [(kind, code, args["number"]) for kind, code, args, *_ in told(found)] == [
        (ALTERED, "head_other", 2),
        (REMOVED, "head_missing", 6),
    ]


def test_an_empty_chain_is_told_by_a_head(city: Path) -> None:
    tamper(city, "DELETE FROM seals")
    found = verified(city, heads=[(3, "sha256:" + "0" * 64)])
    assert told(found) == [(REMOVED, "head_missing", {"number": 3, "last_number": 0}, "", "")]
    assert (found.statements, found.runs, found.proven, found.head) == (0, (), (), None)


def test_a_run_without_a_seal_among_sealed_ones_was_put_there(city: Path) -> None:
    tamper(
        city,
        "INSERT INTO runs SELECT 0, 'earlier', as_of, started, moment, finished, state, profile, organisation, "
        "plan_digest, reassesses, coverage, info, frame, scope FROM runs WHERE id = 1",
    )
    assert told(verified(city)) == [(INSERTED, "run", {"run": "earlier"}, "", "")]


def test_the_last_statements_of_a_restored_store_do_not_fit(city: Path, tmp_path: Path) -> None:
    """Both halves are the installation's own: a back-up was put back, and newer seals were pasted behind it."""
    other = tmp_path / "other.db"
    with Store.open(other) as store:
        for night in range(3):
            whole_night(store, night, sealer(), names=("root", f"user{night}"))
    with tampering(city) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute(
            "UPDATE seals SET statement = o.statement, signature = o.signature, manifest = o.manifest "
            "FROM other.seals o WHERE o.number = seals.number AND seals.number = 4"
        )
    found = verified(city)
    assert found.faults[0].what == message("seal.chain_broken", number=4, before=3)
    assert found.faults[0].first == N1
    assert N1 not in found.proven


# Keys


def rotated(path: Path) -> None:
    """Two nights under one key, then two under another."""
    with Store.open(path) as store:
        for night in range(2):
            whole_night(store, night, sealer())
        with store.writing() as connection:
            content = rotation(OTHER.public, KEY.public, reason="四月の異動", by="課長")
            assert sealer().append(connection, StatementKind.KEY, content, endorsement=OTHER) == 4
        for night in range(2, 4):
            whole_night(store, night, sealer(OTHER))


def lost(path: Path) -> None:
    with Store.open(path) as store:
        for night in range(2):
            whole_night(store, night, sealer())
        with store.writing() as connection:
            content = loss(OTHER.public, KEY.public.fingerprint, reason="金庫の破損", by="課長")
            assert sealer(OTHER).append(connection, StatementKind.KEY, content) == 4
        for night in range(2, 4):
            whole_night(store, night, sealer(OTHER))


@pytest.mark.parametrize("trusted", [KEY.public, OTHER.public, None])
def test_a_rotation_hands_the_trust_over_and_back(tmp_path: Path, trusted: object) -> None:
    rotated(tmp_path / "auditor.db")
    found = verified(tmp_path / "auditor.db", trusted=trusted)  # type: ignore[arg-type]
    assert found.faults == ()
    assert found.proven == ALL[:4]
    assert found.head is not None
    assert found.head.key == OTHER.public.fingerprint
    assert [remark.code for remark in found.remarks] == ([] if trusted else ["seal.first_key"])


def test_a_rotation_must_be_endorsed_by_the_new_key(tmp_path: Path) -> None:
    rotated(tmp_path / "auditor.db")
    tamper(tmp_path / "auditor.db", "UPDATE seals SET endorsement = NULL WHERE number = 4")
    found = verified(tmp_path / "auditor.db")
    args = {"number": 4, "key": OTHER.public.fingerprint}
    assert told(found) == [(ALTERED, "endorsement_altered", args, "", "")]


def test_without_its_rotation_a_key_counts_only_where_it_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    rotated(path)
    tamper(path, "DELETE FROM seals WHERE number = 4")
    removed: Told = (REMOVED, "statements_removed", {"first_number": 4, "last_number": 4}, "", "")
    found = verified(path)
    args = {"first_number": 5, "last_number": 6, "key": OTHER.public.fingerprint}
    assert told(found) == [removed, (ALTERED, "statement_foreign", args, N2, N3)]
    assert found.proven == (N0, N1)
    found = verified(path, trusted=OTHER.public)
    assert told(found) == [removed]
    assert found.proven == ALL[:4]


def test_the_old_key_signs_nothing_after_its_rotation(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    rotated(path)
    with tampering(path) as connection:
        data = connection.execute("SELECT statement FROM seals WHERE number = 6").fetchone()[0]
        other = data.replace(OTHER.public.fingerprint.encode(), KEY.public.fingerprint.encode())
        connection.execute("UPDATE seals SET statement = ?, signature = ? WHERE number = 6", (other, KEY.sign(other)))
    found = verified(path, trusted=None)
    args = {"first_number": 6, "last_number": 6, "key": KEY.public.fingerprint}
    assert told(found) == [(ALTERED, "statement_foreign", args, N3, N3)]
    assert found.proven == (N0, N1, N2)


def test_a_loss_is_remarked_upon_and_not_covered_by_the_old_key(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    lost(path)
    found = verified(path, trusted=OTHER.public)
    assert (found.faults, found.proven) == ((), ALL[:4])
    (remark,) = found.remarks
    assert remark == message(
        "seal.key_lost",
        number=4,
        made="2026-11-20T01:01:00+00:00",
        lost=KEY.public.fingerprint,
        key=OTHER.public.fingerprint,
        reason="金庫の破損",
        by="課長",
    )
    found = verified(path, trusted=None)
    assert [said.code for said in found.remarks] == ["seal.key_lost", "seal.first_key"]
    assert found.holds
    found = verified(path, trusted=KEY.public)
    args = {"number": 4, "trusted": KEY.public.fingerprint, "found": OTHER.public.fingerprint}
    assert told(found) == [(ALTERED, "loss_not_trusted", args, "", "")]
    assert found.proven == (N0, N1)


def test_stamps_are_held_against_what_a_later_statement_says(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    with Store.open(path) as store:
        for night in range(3):
            whole_night(store, night, sealer())
            with store.writing() as connection:
                connection.execute("UPDATE seals SET stamp = x'0102' WHERE number = ?", (night + 2,))
    assert verified(path).holds
    tamper(path, "UPDATE seals SET stamp = x'0103' WHERE number = 2", "UPDATE seals SET stamp = NULL WHERE number = 3")
    assert told(verified(path)) == [
        (ALTERED, "stamp_altered", {"number": 2}, "", ""),
        (REMOVED, "stamp_removed", {"number": 3}, "", ""),
    ]


def test_a_chain_that_cannot_be_read_at_all_is_told(city: Path) -> None:
    with sqlite3.connect(city) as connection:
        connection.execute("ALTER TABLE seals RENAME COLUMN signature TO other")
    connection.close()
    found = verified(city)
    assert (ALTERED, "chain_unreadable", {}, "", "") in told(found)
    assert found.proven == ()


def test_digests_of_the_head_are_those_of_its_bytes(city: Path) -> None:
    with Store.open(city) as store:
        noted = head(store)
        with store.reading() as connection:
            data = connection.execute("SELECT statement FROM seals WHERE number = 6").fetchone()[0]
    assert noted is not None
    assert noted.digest == digest_of(data)
