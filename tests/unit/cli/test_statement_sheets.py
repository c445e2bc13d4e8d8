"""Sheets of open attestations go out and come back filled: workbook and CSV, era dates, and what is wrong by cell."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from auditor.model.terms import Reason, State
from auditor.statements.people import Identity
from auditor.tables.cells import Cell
from auditor.tables.japanese import as_text
from auditor.tables.opening import read_book
from auditor.tables.writing import PlannedColumn, PlannedSheet, workbook
from tests.unit.cli.made_city import LOOKED, Made, made, result

FILLED = {
    "Who looked": "情報政策課長",
    "Looked on": "令和８年11月２日",
    "What was looked at": "扉の写真",
    "File": "lock.txt",
    "Finding": "met",
    "Valid until": "P6M",
}


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Made:
    return made(tmp_path, capsys)


def _rows(path: Path) -> list[list[Cell]]:
    (sheet,) = [s for s in read_book(path.read_bytes(), path.name).sheets if not s.hidden]
    rows = [list(row) for row in sheet.rows]
    first = next(n for n, row in enumerate(rows) if "Control" in row)
    return rows[first:]


def _fill(rows: Sequence[Sequence[Cell]], wanted: Mapping[tuple[str, str], Mapping[str, str]]) -> list[list[str]]:
    """The rows as text, with those of some subject and part filled in."""
    head = [as_text(cell) for cell in rows[0]]
    filled = [head]
    for row in rows[1:]:
        cells = [as_text(cell) for cell in row] + [""] * (len(head) - len(row))
        by_title = dict(zip(head, cells, strict=False))
        by_title |= wanted.get((by_title["Subject"], by_title["Part"]), {})
        filled.append([by_title[title] for title in head])
    return filled


def _as_csv(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    columns = tuple(PlannedColumn(title=title) for title in rows[0])
    return workbook([PlannedSheet(name="x", title="x", columns=columns, rows=[list(r) for r in rows[1:]])])


def test_the_sheet_has_every_open_part_once(city: Made) -> None:
    city.night("n1")
    sheet = city.root / "open.xlsx"
    code, out, _ = city.attest("--sheet", str(sheet))
    assert (code, "5 rows" in out) == (0, True)
    rows = _rows(sheet)
    assert [(r[0], r[2], r[4]) for r in rows[1:]] == [
        ("X-1", "site:room1", "door"),
        ("X-1", "site:room1", "window"),
        ("X-1", "site:room2", "door"),
        ("X-1", "site:room2", "window"),
        ("X-2", "organisation:city", "notice"),
    ]
    assert (rows[1][1], rows[1][3], rows[1][5], rows[1][6]) == (
        "Rule 第1条",
        "電算室",
        "The room is locked.",
        "Lock of the door",
    )


def test_what_waits_for_a_second_person_is_not_asked_again_but_what_ended_is(city: Made) -> None:
    city.attest("X-1", "room1", "--finding", "met", *LOOKED)
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    city.confirm("a-20261120-2", "--by", "総務課長", "--yes")
    (city.root / "inventory" / "registers" / "files" / "lock.txt").rename(city.root / "moved.txt")
    city.night("n1")
    sheet = city.root / "open.xlsx"
    city.attest("--sheet", str(sheet))
    assert [r[4] for r in _rows(sheet)[1:]] == ["door", "window", "door", "window", "notice"]
    (city.root / "moved.txt").rename(city.root / "inventory" / "registers" / "files" / "lock.txt")
    city.night("n2")
    city.attest("--sheet", str(sheet))
    assert [(r[2], r[4]) for r in _rows(sheet)[1:]] == [("site:room2", "door"), ("site:room2", "window")]


@pytest.mark.parametrize("form", ["workbook", "cp932", "utf-8-sig"])
def test_a_filled_sheet_is_taken_and_its_confirmation_too(city: Made, form: str) -> None:
    city.night("n1")
    sheet = city.root / "open.xlsx"
    city.attest("--sheet", str(sheet))
    worse = {**FILLED, "Finding": "不適合"}
    rows = _fill(_rows(sheet), {("site:room1", "door"): FILLED, ("organisation:city", "notice"): worse})
    back = city.root / ("back.xlsx" if form == "workbook" else "back.csv")
    back.write_bytes(_as_workbook(rows) if form == "workbook" else _as_csv(rows, form))

    code, out, _ = city.attest("--from", str(back))
    assert (code, "Attestations recorded: 2" in out) == (0, True)

    city.confirm("--sheet", str(sheet))
    waiting = _rows(sheet)
    assert [r[0] for r in waiting[1:]] == ["a-20261102-1"]
    head = [as_text(cell) for cell in waiting[0]]
    second = [*[as_text(c) for c in waiting[1]][: len(head) - 3], "総務課長", "2026/11/03", "見た"]
    back.write_bytes(_as_workbook([head, second]) if form == "workbook" else _as_csv([head, second], form))
    assert city.confirm("--from", str(back), "--yes", who=Identity(uid=1001, name="tantou"))[2] == (
        "statements.same_account"
    )
    assert city.confirm("--from", str(back), "--yes")[0] == 0

    night = city.night("n2")
    door, _window = result(night, "X-1", "room1").parts
    notice = result(night, "X-2", "city")
    assert (door.state, notice.state, notice.reason) == (State.PASS, State.FAIL, Reason.REQUIREMENT_NOT_MET)


def test_everything_wrong_is_told_by_cell_and_nothing_taken(city: Made) -> None:
    city.night("n1")
    sheet = city.root / "open.xlsx"
    city.attest("--sheet", str(sheet))
    wanted = {
        ("site:room1", "door"): FILLED,
        ("site:room1", "window"): {**FILLED, "Looked on": "令和8年13月1日", "Finding": "たぶん"},
        ("site:room2", "door"): {"Who looked": "情報政策課長"},
        ("site:room2", "window"): {**FILLED, "File": "nothing.pdf", "Subject": "site:room9"},
        ("organisation:city", "notice"): {**FILLED, "File": "nothing.pdf", "Valid until": "P2Y"},
    }
    back = city.root / "back.csv"
    back.write_bytes(_as_csv(_fill(_rows(sheet), wanted), "cp932"))

    code, _, said = city.attest("--from", str(back))
    assert code == 2
    assert said.split() == [
        "J3=tables.no_such_day",
        "M3=statements.cell_finding",
        *(f"{column}4=statements.cell_empty" for column in "JKLMN"),
        "C5=inventory.unknown_subject_hint",
        "N6=statements.too_long",
    ]
    assert city.text("attestations") == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\r\n1,2\r\n", "statements.no_headings"),
        (b"", "tables.empty_file"),
        (b"PK\x03\x04x", "tables.unknown_form"),
    ],
)
def test_what_is_no_such_sheet(city: Made, content: bytes, said: str) -> None:
    back = city.root / "back.csv"
    back.write_bytes(content)
    code, _, error = city.attest("--from", str(back))
    assert (code, error.split(".")[0]) == (2, said.split(".")[0])
    assert city.confirm("--from", str(back))[0] == 2


def test_an_empty_sheet_says_that_nothing_is_filled(city: Made) -> None:
    city.night("n1")
    sheet = city.root / "open.xlsx"
    city.attest("--sheet", str(sheet))
    assert city.attest("--from", str(sheet))[2] == "statements.nothing_filled"
    assert city.attest("--from", str(city.root / "none.xlsx"))[2] == "cli.file_error"


def test_without_a_night_there_is_no_sheet(city: Made) -> None:
    assert city.attest("--sheet", str(city.root / "open.xlsx"))[2] == "cli.no_runs"
