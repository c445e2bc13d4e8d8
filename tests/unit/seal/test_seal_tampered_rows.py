"""Whatever is done to results and contents is named: what it is, what it was, and which nights."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.model.sealing import FaultKind
from auditor.model.words import Argument
from auditor.seal.statements import digest_of
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

FAILED: dict[str, Argument] = {"control": "IN-14-1", "subject": "target:ap01"}
"""The row of nights 1 and 2 (number 5 of the table), which fails."""
PASSED: dict[str, Argument] = {"control": "IN-22-1", "subject": "target:ap01"}
"""The row of all nights (number 3), which passes."""
MENDED = FAILED
"""The row that passes again in nights 3 and 4 (number 9)."""
GUEST: dict[str, Argument] = {
    "fact": "Account",
    "subject": "target:ap01",
    "origin": "ssh:passwd",
    "where": "/etc/passwd:3",
}
"""The account that stands in nights 1 and 2 (span 26)."""
PERIOD: dict[str, Argument] = {"sealed_first": N1, "found_first": N1, "sealed_last": N2, "found_last": N2}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "auditor.db"
    record_city(path)
    return path


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(untouched, tmp_path))


def test_nothing_is_found_where_nothing_was_done(city: Path) -> None:
    found = verified(city)
    assert (found.faults, found.remarks) == ((), ())
    assert found.runs == found.proven == ALL
    assert found.statements == 6
    assert found.head is not None
    assert found.head.number == 6


RESULTS: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    (
        "UPDATE results SET form = 15, state = 'pass', reason = '', satisfied = 1 WHERE id = 5",
        [(ALTERED, "row_state", {**FAILED, "sealed": "fail", "found": "pass"}, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "UPDATE results SET form = 35 WHERE id = 6",
        [(ALTERED, "row_content", {**FAILED, "subject": "target:ap02", "state": "fail"}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "UPDATE results SET state = 'pass' WHERE id = 5",
        [(ALTERED, "row_column", {**FAILED, "column": "state", "sealed": "fail", "found": "pass"}, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "UPDATE results SET class = 'minor', reason = 'late', satisfied = 1 WHERE id = 5",
        [
            (ALTERED, "row_column", {**FAILED, "column": "class", "sealed": "major", "found": "minor"}, N1, N2),
            (ALTERED, "row_column", {**FAILED, "column": "reason", "sealed": "not_entitled", "found": "late"}, N1, N2),
            (ALTERED, "row_column", {**FAILED, "column": "satisfied", "sealed": "0", "found": "1"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
    ("DELETE FROM results WHERE id = 5", [(REMOVED, "row", {**FAILED, "state": "fail"}, N1, N2)], (N0, N3, N4)),
    ("DELETE FROM results WHERE id = 3", [(REMOVED, "row", {**PASSED, "state": "pass"}, N0, N4)], ()),
    (
        "INSERT INTO results SELECT 99, 0, control, subject, form, night, 2, 3, state, class, reason, satisfied "
        "FROM results WHERE id = 3",
        [(INSERTED, "row", {**PASSED, "state": "pass"}, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "INSERT INTO results SELECT 99, 0, control, subject, form, night, 3, 2, state, class, reason, satisfied "
        "FROM results WHERE id = 3",
        [(INSERTED, "row", {**PASSED, "state": "pass"}, N2, N4)],
        (N0, N1),
    ),
    (
        "INSERT INTO results SELECT 99, 2, control, subject, form, night, 2, NULL, state, class, reason, satisfied "
        "FROM results WHERE id = 3",
        [(INSERTED, "row", {**PASSED, "state": "pass"}, N1, N4)],
        (N0,),
    ),
    (
        "UPDATE results SET first = 2 WHERE id = 3",
        [
            (
                ALTERED,
                "row_period",
                {**PASSED, "sealed_first": N0, "found_first": N1, "sealed_last": "—", "found_last": "—"},
                N0,
                N4,
            )
        ],
        (),
    ),
    (
        "UPDATE results SET last = 4 WHERE id = 3",
        [
            (
                ALTERED,
                "row_period",
                {**PASSED, "sealed_first": N0, "found_first": N0, "sealed_last": "—", "found_last": N3},
                N4,
                N4,
            )
        ],
        (N0, N1, N2, N3),
    ),
    (
        "UPDATE results SET last = 5 WHERE id = 3",
        [
            (
                ALTERED,
                "row_period",
                {**PASSED, "sealed_first": N0, "found_first": N0, "sealed_last": "—", "found_last": N4},
                N4,
                N4,
            )
        ],
        (N0, N1, N2, N3),
    ),
    (
        "UPDATE results SET last = NULL WHERE id = 5",
        [(ALTERED, "row_period", {**FAILED, **PERIOD, "found_last": "—"}, N3, N4)],
        (N0, N1, N2),
    ),
    (
        "UPDATE results SET last = 2 WHERE id = 5",
        [(ALTERED, "row_period", {**FAILED, **PERIOD, "found_last": N1}, N2, N2)],
        (N0, N1, N3, N4),
    ),
    ("UPDATE results SET night = 16 WHERE id = 9", [(ALTERED, "row_measured", MENDED, N3, N4)], (N0, N1, N2)),
    ("UPDATE results SET series = 4 WHERE id = 9", [(ALTERED, "row_series", MENDED, N3, N4)], (N0, N1, N2)),
    (
        "UPDATE results SET subject = 13 WHERE id = 9",
        [
            (
                ALTERED,
                "row_moved",
                {**MENDED, "other_control": "IN-14-1", "other_subject": "target:ap02"},
                N3,
                N4,
            )
        ],
        (N0, N1, N2),
    ),
    (
        "UPDATE results SET first = 'x' WHERE id = 5",
        [
            (ALTERED, "row_unreadable", {"table": "results", "row": "5", "detail": ""}, "", ""),
            (REMOVED, "row", {**FAILED, "state": "fail"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
]

FORMS: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    (
        "UPDATE forms SET content = CAST(replace(CAST(content AS TEXT), 'fail', 'pass') AS BLOB) WHERE id = 28",
        [
            (ALTERED, "row_state", {**FAILED, "subject": "target:ap02", "sealed": "fail", "found": "pass"}, N1, N1),
            (ALTERED, "row_state", {**FAILED, "sealed": "fail", "found": "pass"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
    (
        "UPDATE forms SET content = CAST(replace(CAST(content AS TEXT), 'clerk', 'klerk') AS BLOB) WHERE id = 28",
        [
            (ALTERED, "row_content", {**FAILED, "subject": "target:ap02", "state": "fail"}, N1, N1),
            (ALTERED, "row_content", {**FAILED, "state": "fail"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
    (
        "UPDATE forms SET content = x'00' WHERE id = 36",
        [(ALTERED, "row_measured", {**FAILED, "subject": "target:ap02"}, N2, N2)],
        (N0, N1, N3, N4),
    ),
    (
        "UPDATE forms SET content = CAST(replace(CAST(content AS TEXT), 'guest', 'ghost') AS BLOB) WHERE id = 21",
        [
            (ALTERED, "fact", GUEST, N1, N2),
            (ALTERED, "fact", {**GUEST, "subject": "target:ap02"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
    (
        "DELETE FROM forms WHERE id = 28",
        [
            (REMOVED, "row_content", {**FAILED, "subject": "target:ap02", "state": "fail"}, N1, N1),
            (REMOVED, "row_content", {**FAILED, "state": "fail"}, N1, N2),
        ],
        (N0, N3, N4),
    ),
    (
        "INSERT INTO forms (digest, content) VALUES (x'00', x'00')",
        [(ALTERED, "row_unreadable", {"table": "forms", "row": "46", "detail": ""}, "", "")],
        ALL,
    ),
]


@pytest.mark.parametrize(("statement", "expected", "proven"), [*RESULTS, *FORMS])
def test_what_was_done_is_named(city: Path, statement: str, expected: list[Told], proven: tuple[str, ...]) -> None:
    tamper(city, statement)
    found = verified(city)
    assert told(found) == expected
    assert found.proven == proven
    assert found.runs == ALL


def test_a_form_that_was_made_anew_with_its_digest_is_named(city: Path) -> None:
    tamper(
        city,
        "UPDATE forms SET content = CAST(replace(CAST(content AS TEXT), 'fail', 'pass') AS BLOB) WHERE id = 28",
        "UPDATE results SET state = 'pass', reason = '', satisfied = 0 WHERE form = 28",
    )
    with tampering(city) as connection:
        content = connection.execute("SELECT content FROM forms WHERE id = 28").fetchone()[0]
        digest = bytes.fromhex(digest_of(content).removeprefix("sha256:"))
        connection.execute("UPDATE forms SET digest = ? WHERE id = 28", (digest,))
    found = verified(city)
    assert told(found) == [
        (ALTERED, "row_state", {**FAILED, "subject": "target:ap02", "sealed": "fail", "found": "pass"}, N1, N1),
        (ALTERED, "row_state", {**FAILED, "sealed": "fail", "found": "pass"}, N1, N2),
    ]
    assert found.proven == (N0, N3, N4)


def test_the_items_that_differ_are_named(city: Path) -> None:
    with tampering(city) as connection:
        content = connection.execute("SELECT content FROM forms WHERE id = 28").fetchone()[0]
        other = content.replace(b'"key":"clerk"', b'"key":"nobody"')
        assert other != content
        values = (sha256(other).digest(), other)
        number = connection.execute("INSERT INTO forms (digest, content) VALUES (?, ?)", values).lastrowid
        connection.execute("UPDATE results SET form = ? WHERE id = 5", (number,))
    found = verified(city)
    assert told(found) == [
        (INSERTED, "form", {"number": 46}, "", ""),
        (ALTERED, "row_items", {**FAILED, "items": ("clerk", "nobody"), "state": "fail"}, N1, N2),
    ]


def test_one_run_can_be_looked_at_alone(city: Path) -> None:
    tamper(city, "UPDATE results SET state = 'pass' WHERE id = 5", "UPDATE runs SET profile = 'lax' WHERE id = 4")
    found = verified(city, run=N1)
    assert [fault.what.code for fault in found.faults] == ["seal.row_column"]
    assert (found.runs, found.proven) == (ALL, ())
    found = verified(city, run=N4)
    assert (found.faults, found.proven) == ((), (N4,))


def test_more_faults_than_can_be_read_are_counted(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.seal.findings.MOST", 3)
    tamper(city, "UPDATE results SET satisfied = 1 - satisfied")
    found = verified(city)
    assert [code for _, code, *_ in told(found)] == ["row_column"] * 3 + ["more"]
    assert found.faults[-1].what.args["count"] == 8
    assert found.proven == ()


def test_without_its_manifest_a_night_is_named_as_a_whole(city: Path) -> None:
    tamper(
        city, "UPDATE seals SET manifest = x'00' WHERE number = 4", "DELETE FROM results WHERE id = 7",
        "DELETE FROM spans WHERE id = 40",
    )  # fmt: skip
    found = verified(city)
    assert told(found) == [
        (ALTERED, "manifest_altered", {"number": 4, "run": N2}, "", ""),
        (ALTERED, "section_entries", {"sealed": 61, "found": 60}, N2, N2),
        (ALTERED, "section_results", {"sealed": 4, "found": 3}, N2, N2),
    ]
    assert found.proven == (N0, N1, N3, N4)


def test_rows_of_a_run_that_is_at_work_are_no_faults(city: Path) -> None:
    with Store.open(city) as store:
        record_night(store, 5, names=("root", "newcomer"))
    found = verified(city)
    assert (found.faults, found.remarks) == ((), ())
    assert found.proven == ALL


def test_a_store_of_one_night_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db") as store:
        whole_night(store, 0, sealer())
    assert verified(tmp_path / "auditor.db").proven == (N0,)
    tamper(
        tmp_path / "auditor.db",
        "INSERT INTO results SELECT 99, 0, control, subject, form, night, 7, NULL, state, class, reason, satisfied "
        "FROM results WHERE id = 1",
        "INSERT INTO bodies (digest, body, run) VALUES (zeroblob(32), x'01', 99)",
    )
    found = verified(tmp_path / "auditor.db")
    assert [(kind, code) for kind, code, *_ in told(found)] == [(INSERTED, "row"), (INSERTED, "artefact")]
    assert verified(tmp_path / "auditor.db", run=N0).proven == (N0,)
