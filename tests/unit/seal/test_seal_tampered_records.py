"""Whatever is done to records, texts and runs is named: what it is, what it was, and which nights."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.model.sealing import FaultKind
from auditor.model.words import Argument
from tests.unit.seal.sealed_city import (
    Told,
    record_city,
    tamper,
    told,
    verified,
)

ALTERED, REMOVED, INSERTED = FaultKind.ALTERED, FaultKind.REMOVED, FaultKind.INSERTED
N0, N1, N2, N3, N4 = (f"night-{n}" for n in range(5))
ALL = (N0, N1, N2, N3, N4)

GUEST: dict[str, Argument] = {
    "fact": "Account",
    "subject": "target:ap01",
    "origin": "ssh:passwd",
    "where": "/etc/passwd:3",
}
"""The account that stands in nights 1 and 2 (span 26)."""
CLERK: dict[str, Argument] = {**GUEST, "where": "/etc/passwd:2"}
PERIOD: dict[str, Argument] = {"sealed_first": N1, "found_first": N1, "sealed_last": N2, "found_last": N2}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "auditor.db"
    record_city(path)
    return path


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(untouched, tmp_path))


RECORDS: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    ("DELETE FROM spans WHERE id = 26", [(REMOVED, "fact", GUEST, N1, N2)], (N0, N3, N4)),
    ("UPDATE spans SET form = 4 WHERE id = 26", [(ALTERED, "fact", GUEST, N1, N2)], (N0, N3, N4)),
    (
        "UPDATE spans SET last = 2 WHERE id = 26",
        [(ALTERED, "fact_period", {**GUEST, **PERIOD, "found_last": N1}, N2, N2)],
        (N0, N1, N3, N4),
    ),
    (
        "UPDATE spans SET last = NULL WHERE id = 26",
        [(ALTERED, "fact_period", {**GUEST, **PERIOD, "found_last": "—"}, N3, N4)],
        (N0, N1, N2),
    ),
    (
        # The target was away in night 2, so that this says nothing of any night, and still is not what was sealed.
        "UPDATE spans SET last = 2 WHERE id = 31",
        [(ALTERED, "fact_period", {**GUEST, "subject": "target:ap02", **PERIOD, "found_last": N1}, N2, N2)],
        (N0, N1, N3, N4),
    ),
    (
        "UPDATE spans SET first = 1 WHERE id = 26",
        [(ALTERED, "fact_period", {**GUEST, **PERIOD, "found_first": N0}, N0, N2)],
        (N3, N4),
    ),
    (
        "INSERT INTO spans (slot, form, first, last) VALUES (4, 4, 2, 2)",
        [(INSERTED, "fact", CLERK, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "INSERT INTO spans (slot, form, first, last) VALUES (4, 4, 77, 77)",
        [(INSERTED, "fact", CLERK, "", "")],
        ALL,
    ),
    (
        "DELETE FROM spans WHERE id = 24",
        [(REMOVED, "capture", {"command": "linux/passwd", "target": "ap01"}, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "DELETE FROM spans WHERE id = 25",
        [(REMOVED, "reference", {"origin": "ssh:passwd", "target": "ap01"}, N1, N2)],
        (N0, N3, N4),
    ),
    (
        "DELETE FROM spans WHERE id = 27",
        [(REMOVED, "fact_set", {"fact": "Account", "subject": "target:ap01"}, N1, N2)],
        (N0, N3, N4),
    ),
    ("DELETE FROM spans WHERE id = 28", [(REMOVED, "record", {"source": "ap01/ssh"}, N1, N2)], (N0, N3, N4)),
    ("DELETE FROM spans WHERE id = 23", [(REMOVED, "record", {"source": "inventory"}, N0, N0)], (N1, N2, N3, N4)),
]

TEXTS: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    (
        "UPDATE names SET text = 'target:ap09' WHERE id = 13",
        [(ALTERED, "names_changed", {"number": 13, "sealed": "target:ap02", "found": "target:ap09"}, N0, N4)],
        (),
    ),
    ("DELETE FROM names WHERE id = 13", [(REMOVED, "names", {"number": 13, "text": "target:ap02"}, N0, N4)], ()),
    ("INSERT INTO names (text) VALUES ('x')", [(INSERTED, "names", {"number": 15, "text": "x"}, "", "")], ALL),
    (
        "INSERT INTO names (id, text) VALUES (0, 'x')",
        [(INSERTED, "names", {"number": 0, "text": "x"}, N0, N4)],
        (),
    ),
    (
        "UPDATE names SET text = CAST(x'74ff' AS TEXT) WHERE id = 13",
        [
            (ALTERED, "row_unreadable", {"table": "names", "row": "13", "detail": ""}, "", ""),
            (REMOVED, "names", {"number": 13, "text": "target:ap02"}, N0, N4),
        ],
        (),
    ),
    (
        "UPDATE writers SET text = 'job:ap09/ssh' WHERE id = 2",
        [(ALTERED, "writers_changed", {"number": 2, "sealed": "job:ap02/ssh", "found": "job:ap09/ssh"}, N0, N4)],
        (),
    ),
    (
        "INSERT INTO writers (text) VALUES ('job:x')",
        [(INSERTED, "writers", {"number": 4, "text": "job:x"}, "", "")],
        ALL,
    ),
    (
        "UPDATE slots SET name = 8 WHERE id = 4",
        [
            (
                ALTERED,
                "slots_changed",
                {
                    "number": 4,
                    "sealed": "job:ap01/ssh / fact / Account target:ap01 / 0",
                    "found": "job:ap01/ssh / fact / Account target:ap02 / 0",
                },
                N0,
                N4,
            )
        ],
        (),
    ),
    (
        "DELETE FROM slots WHERE id = 4",
        [(REMOVED, "slots", {"number": 4, "text": "job:ap01/ssh / fact / Account target:ap01 / 0"}, N0, N4)],
        (),
    ),
    (
        "INSERT INTO slots (writer, kind, name, copy) VALUES (1, 'fact', 1, 7)",
        [(INSERTED, "slots", {"number": 22, "text": "job:ap01/ssh / fact / linux/passwd / 7"}, "", "")],
        ALL,
    ),
]

COVERAGE = {
    "applicable": "4", "controls": "2", "failed": "2", "judged": "4", "notapplicable": "1", "notselected": "0",
    "open": "0", "passed": "2", "rows": "5", "subjects": "2",
}  # fmt: skip


def _coverage(name: str, value: str) -> Told:
    return (ALTERED, "run_field", {"run": N1, "field": f"coverage.{name}", "sealed": value, "found": "—"}, N1, N1)


RUNS: Sequence[tuple[str, list[Told], tuple[str, ...]]] = [
    (
        "UPDATE runs SET profile = 'lax' WHERE id = 2",
        [(ALTERED, "run_field", {"run": N1, "field": "profile", "sealed": "starter", "found": "lax"}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "UPDATE runs SET state = 'interrupted', finished = NULL WHERE id = 2",
        [
            (ALTERED, "run_field", {"run": N1, "field": "state", "sealed": "finished", "found": "interrupted"}, N1, N1),
            (
                ALTERED,
                "run_field",
                {"run": N1, "field": "finished", "sealed": "2026-11-20T16:00:30.000137+00:00", "found": "—"},
                N1,
                N1,
            ),
        ],
        (N0, N2, N3, N4),
    ),
    (
        "UPDATE runs SET coverage = replace(coverage, '\"failed\":2', '\"failed\":0') WHERE id = 2",
        [(ALTERED, "run_field", {"run": N1, "field": "coverage.failed", "sealed": "2", "found": "0"}, N1, N1)],
        (N0, N2, N3, N4),
    ),
    (
        "UPDATE runs SET coverage = 'x', info = NULL WHERE id = 2",
        [
            (ALTERED, "run_field", {"run": N1, "field": "auditor_version", "sealed": "0.1.0", "found": ""}, N1, N1),
            *[_coverage(name, value) for name, value in COVERAGE.items()],
        ],
        (N0, N2, N3, N4),
    ),
    ("UPDATE runs SET info = info || ' ' WHERE id = 2", [(ALTERED, "run_row", {"run": N1}, N1, N1)], (N0, N2, N3, N4)),
    ("UPDATE runs SET moment = 1.5 WHERE id = 2", [(ALTERED, "run_row", {"run": N1}, N1, N1)], (N0, N2, N3, N4)),
    ("DELETE FROM runs WHERE id = 2", [(REMOVED, "run", {"run": N1}, N1, N1)], (N0, N2, N3, N4)),
    (
        "INSERT INTO runs SELECT 0, 'other', as_of, started, moment, finished, state, profile, organisation, "
        "plan_digest, reassesses, coverage, info, frame, scope FROM runs WHERE id = 2",
        [(INSERTED, "run", {"run": "other"}, "", "")],
        ALL,
    ),
]


@pytest.mark.parametrize(("statement", "expected", "proven"), [*RECORDS, *TEXTS, *RUNS])
def test_what_was_done_is_named(city: Path, statement: str, expected: list[Told], proven: tuple[str, ...]) -> None:
    tamper(city, statement)
    found = verified(city)
    assert told(found) == expected
    assert found.proven == proven
    assert found.runs == ALL
