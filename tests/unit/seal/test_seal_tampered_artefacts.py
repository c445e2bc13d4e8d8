"""Artefacts, measured values and log files: every blob as it was sealed, and what retention deleted since."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.model.sealing import FaultKind
from auditor.model.words import Argument, message
from auditor.seal.statements import PrunedStatement, StatementKind, read_statement
from auditor.seal.tombstones import pruned_content
from auditor.store.protection import Protection
from auditor.store.prune import abandon, prune
from auditor.store.store import Store
from tests.unit.seal.sealed_city import (
    Told,
    record_city,
    record_night,
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
GUESTS: dict[str, Argument] = {"origin": "ssh:passwd", "target": "ap02"}
"""The account list of nights 1 and 2, which both targets gave; the last to name it was ap02."""
SOURCES = ("ap01/ssh", "ap02/ssh", "inventory")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "auditor.db"
    record_city(path)
    return path


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(untouched, tmp_path))


def log(day: int) -> dict[str, Argument]:
    return {"subject": "target:ap01", "source": "operation", "path": f"oplog-202611{day:02}.csv"}


CASES: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    ("UPDATE bodies SET body = x'00' WHERE run = 2", [(ALTERED, "artefact", GUESTS, N1, N2)], (N0, N3, N4)),
    ("UPDATE bodies SET sealed = 1 WHERE run = 2", [(ALTERED, "artefact", GUESTS, N1, N2)], (N0, N3, N4)),
    (
        "UPDATE bodies SET base = (SELECT frame FROM runs LIMIT 1) WHERE run = 2",
        [(ALTERED, "artefact", GUESTS, N1, N2)],
        (N0, N3, N4),
    ),
    ("DELETE FROM bodies WHERE run = 2", [(REMOVED, "artefact", GUESTS, N1, N2)], (N0, N3, N4)),
    (
        "UPDATE bodies SET body = x'', pruned = '2026-12-01' WHERE run = 2",
        [(REMOVED, "artefact", GUESTS, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "UPDATE bodies SET run = 1 WHERE run = 2",
        [(INSERTED, "artefact", GUESTS, N0, N2), (REMOVED, "artefact", GUESTS, N1, N2)],
        (N3, N4),
    ),
    (
        "INSERT INTO bodies (digest, body, run) VALUES (zeroblob(32), x'01', 2)",
        [(INSERTED, "artefact", {"origin": "sha256:" + "0" * 64, "target": "—"}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "INSERT INTO bodies (digest, body, run) VALUES (zeroblob(32), x'01', 99)",
        [(INSERTED, "artefact", {"origin": "sha256:" + "0" * 64, "target": "—"}, "", "")],
        ALL,
    ),
    (
        "UPDATE bodies SET body = x'00' WHERE digest = (SELECT frame FROM runs LIMIT 1)",
        [(ALTERED, "artefact", {"origin": "descriptions", "target": N0}, N0, N4)],
        (),
    ),
    (
        "UPDATE bundles SET body = x'00' WHERE run = 2 AND part = 0",
        [(ALTERED, "measured", {"part": 0, "sources": SOURCES}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "UPDATE bundles SET bodies = NULL WHERE run = 2 AND part = 0",
        [(ALTERED, "measured", {"part": 0, "sources": SOURCES}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "DELETE FROM bundles WHERE run = 2 AND part = 0",
        [(REMOVED, "measured", {"part": 0, "sources": ()}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "DELETE FROM bundles WHERE run = 2 AND part = -1",
        [(REMOVED, "measured", {"part": -1, "sources": ()}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "INSERT INTO bundles (part, run, members, body) VALUES (7, 2, 17, x'00')",
        [(INSERTED, "measured", {"part": 7, "sources": ("",)}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "INSERT INTO packs (run, writer, body) VALUES (2, 1, x'00')",
        [(INSERTED, "pack", {"source": "ap01/ssh"}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    ("UPDATE log_files SET digest = zeroblob(32) WHERE run = 2", [(ALTERED, "log_file", log(2), N1, N4)], (N0,)),
    ("UPDATE log_files SET size = 7 WHERE run = 5", [(ALTERED, "log_file", log(5), N4, N4)], ALL[:4]),
    ("DELETE FROM log_files WHERE run = 2", [(REMOVED, "log_file", log(2), N1, N4)], (N0,)),
    (
        "INSERT INTO log_files SELECT subject, source, 'x.csv', day, digest, size, recorded, 5 FROM log_files "
        "WHERE run = 2",
        [(INSERTED, "log_file", {**log(5), "path": "x.csv"}, N4, N4)],
        ALL[:4],
    ),
]


@pytest.mark.parametrize(("statement", "expected", "proven"), CASES)
def test_what_was_done_is_named(city: Path, statement: str, expected: list[Told], proven: tuple[str, ...]) -> None:
    tamper(city, statement)
    found = verified(city)
    assert told(found) == expected
    assert found.proven == proven


def test_a_runs_own_artefacts_are_looked_at_where_one_is_asked_for(city: Path) -> None:
    tamper(city, "UPDATE bundles SET body = x'00' WHERE run = 2 AND part = 0")
    assert [code for _, code, *_ in told(verified(city, run=N1))] == ["measured"]
    assert verified(city, run=N2).faults == ()


# What retention deleted


def pruned(path: Path) -> int:
    """Delete what rests on nights before 23 November only, and seal it. Returns the statement's number."""
    day = date(2026, 11, 23)
    with Store.open(path) as store, store.writing() as connection:
        content, _ = pruned_content(connection, day.isoformat(), lambda: prune(connection, day))
        return sealer().append(connection, StatementKind.PRUNED, content)


def test_pruned_evidence_leaves_the_seals_whole(city: Path) -> None:
    assert pruned(city) == 7
    with tampering(city) as connection:
        (data,) = connection.execute("SELECT statement FROM seals WHERE number = 7").fetchone()
        empty = connection.execute("SELECT count(*) FROM bodies WHERE body = x''").fetchone()[0]
    statement = read_statement(data)
    assert isinstance(statement, PrunedStatement)
    assert [(told.run, told.now) for told in statement.artefacts] == [(N1, None)]
    assert [(bundle.run, bundle.part) for bundle in statement.bundles] == [(N0, 0), (N1, 0), (N2, 0)]
    assert empty == 1
    found = verified(city)
    assert found.faults == ()
    assert found.proven == ALL
    made = statement.made
    assert found.remarks == (message("seal.pruned", made=made, before="2026-11-23", count=1, bundles=3),)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE bodies SET body = x'01' WHERE run = 2",
            [(INSERTED, "pruned_bytes", GUESTS, N1, N2)],
        ),
        (
            "UPDATE bodies SET pruned = '2026-11-01' WHERE run = 2",
            [(ALTERED, "tombstone", GUESTS, N1, N2)],
        ),
        (
            "UPDATE bodies SET pruned = NULL WHERE run = 2",
            [(ALTERED, "tombstone", GUESTS, N1, N2)],
        ),
        ("DELETE FROM bodies WHERE run = 2", [(REMOVED, "tombstone", GUESTS, N1, N2)]),
        (
            "UPDATE bundles SET bodies = x'01' WHERE run = 2 AND part = 0",
            [(INSERTED, "pruned_measured", {"part": 0, "sources": SOURCES}, N1, N1)],
        ),
        (
            "UPDATE bodies SET body = x'', pruned = '2026-11-23' WHERE run = 1 AND digest IN "
            "(SELECT digest FROM bodies WHERE digest NOT IN (SELECT frame FROM runs) AND run = 1 LIMIT 1)",
            [(REMOVED, "artefact", GUESTS, N0, N4)],
        ),
    ],
)
def test_what_is_not_as_the_pruning_left_it_is_named(city: Path, statement: str, expected: list[Told]) -> None:
    pruned(city)
    tamper(city, statement)
    assert told(verified(city)) == expected


def test_without_its_statement_a_pruning_is_a_removal(city: Path) -> None:
    pruned(city)
    tamper(city, "DELETE FROM seals WHERE number = 7")
    found = verified(city)
    assert (REMOVED, "artefact", GUESTS, N1, N2) in told(found)
    assert found.proven == (N3, N4)


def test_bytes_that_come_back_after_their_pruning_are_the_new_nights(city: Path) -> None:
    pruned(city)
    with Store.open(city) as store:
        whole_night(store, 5, sealer(), names=("root", "clerk", "guest"))
    found = verified(city)
    assert found.faults == ()
    assert len(found.proven) == 6
    tamper(city, "UPDATE bodies SET body = x'01' WHERE run = 6")
    assert [(kind, code) for kind, code, *_ in told(verified(city))] == [(ALTERED, "artefact")]


def versions(path: Path) -> None:
    """Four nights with a long listing each, of which later ones are stored against the first."""
    with Store.open(path) as store:
        for night in range(4):
            accounts = [f"user{n:04}{'x' * 40}" for n in range(300 if night else 299)]
            whole_night(store, night, sealer(), names=tuple(accounts[:299] if night == 0 else accounts))


def test_artefacts_stored_anew_are_told_and_held(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    versions(path)
    with tampering(path) as connection:
        assert connection.execute("SELECT count(*) FROM bodies WHERE base IS NOT NULL").fetchone()[0] > 0
    day = date(2026, 11, 21)

    with Store.open(path) as store, store.writing() as connection:
        content, gone = pruned_content(connection, day.isoformat(), lambda: prune(connection, day))
        sealer().append(connection, StatementKind.PRUNED, content)
    assert gone.rewritten
    found = verified(path)
    assert found.faults == ()
    assert len(found.proven) == 4
    tamper(
        path, "UPDATE bodies SET body = x'78' WHERE base IS NULL AND pruned IS NULL AND run = 2 AND length(body) > 500"
    )
    assert [(kind, code) for kind, code, *_ in told(verified(path))] == [(ALTERED, "artefact")]


def test_what_is_pruned_before_its_run_is_sealed_is_sealed_as_it_is_left(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    with Store.open(path) as store:
        whole_night(store, 0, sealer())
        record_night(store, 1, names=("root", "guest"))
    with Store.open(path) as store, store.writing() as connection:
        connection.execute("UPDATE bodies SET sealed = 1 WHERE run = 2")
        day = date(2026, 11, 30)
        content, gone = pruned_content(connection, day.isoformat(), lambda: abandon(connection, day))
        assert gone.digests
        sealer().append(connection, StatementKind.PRUNED, content)
    with Store.open(path) as store:
        whole_night(store, 2, sealer())
    found = verified(path)
    assert found.faults == ()
    assert found.proven == (N0, N1, N2)


def test_everything_holds_without_the_artefacts_key(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    protection = Protection(bytes(32))
    with Store.open(path, protection=protection) as store:
        for night in range(3):
            whole_night(store, night, sealer(), names=("root", "guest") if night == 0 else ("root",))
    assert verified(path).proven == (N0, N1, N2)
    day = date(2026, 11, 20) + timedelta(days=1)
    with Store.open(path, protection=protection) as store, store.writing() as connection:
        content, gone = pruned_content(connection, day.isoformat(), lambda: store.prune(connection, day))
        sealer().append(connection, StatementKind.PRUNED, content)
    assert gone.bundles == ((1, 0),)
    assert verified(path).proven == (N0, N1, N2)
    tamper(path, "UPDATE bodies SET body = zeroblob(40) WHERE sealed AND pruned IS NULL AND run = 2")
    assert [code for _, code, *_ in told(verified(path))] == ["artefact"]
