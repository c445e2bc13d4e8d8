"""Workbooks and CSV become sheets of cells; hostile ones become a sentence."""

import io
import struct
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest

from auditor.errors import TableError
from auditor.messages.rendering import render
from auditor.model.words import Language
from auditor.tables.cells import CellError, address
from auditor.tables.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from auditor.tables.opening import read_book
from auditor.tables.writing import Form, PlannedColumn, PlannedSheet, sheet_names, workbook
from tests.unit.tables.books import book, changed

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(TableError) as told:
        read_book(content, name)
    for language in Language:
        said = render(told.value.message, language)
        assert said != told.value.message.code
        assert "{" not in said
    return told.value.message.code


def test_cells_of_every_kind() -> None:
    def dress(made: Any, sheet: Any) -> None:
        era = made.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"'})
        sheet.write_datetime(0, 0, datetime(2026, 4, 1), era)
        sheet.write_datetime(0, 1, datetime(2026, 4, 1, 9, 5), made.add_format({"num_format": "yyyy/m/d h:mm"}))
        sheet.write_number(0, 2, 1.5)
        sheet.write_number(0, 3, 10412)
        sheet.write_boolean(0, 4, True)
        sheet.write_formula(0, 5, "=1+1", None, 2)
        sheet.write_formula(0, 6, "=A99", None, "#REF!")
        sheet.write_string(0, 7, " あ\nb ")
        sheet.merge_range("A3:B4", "結合")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.write_string(4, 0, "隠れた行")
        made.add_worksheet("隠").hide()

    first, hidden = read_book(book({"一": []}, dress), "a.xlsx").sheets
    assert list(first.rows[0]) == [
        date(2026, 4, 1), datetime(2026, 4, 1, 9, 5), 1.5, 10412, True, 2, CellError("#REF!"), " あ\nb ",
    ]  # fmt: skip
    assert [row[:2] for row in first.rows[1:]] == [[None, None], ["結合", "結合"], ["結合", "結合"], ["隠れた行", None]]
    assert (hidden.name, hidden.hidden, hidden.is_empty) == ("隠", True, True)


def test_addresses() -> None:
    assert [address(0, 0), address(6, 2), address(9, 26), address(0, 702)] == ["A1", "C7", "AA10", "AAA1"]


def test_errors_stand_at_their_cells_in_their_sheets() -> None:
    def dress(made: Any, _: Any) -> None:
        made.worksheets()[1].write_formula("C2", "=NA()", None, "#N/A")

    sheets = read_book(book({"一": [["a"]], "二": [["a", "b", "c"]]}, dress), "a.xlsx").sheets
    assert [c for row in sheets[0].rows for c in row] == ["a"]
    assert sheets[1].rows[1][2] == CellError("#N/A")


def test_a_cell_at_the_far_corner_reserves_nothing() -> None:
    far = changed(book({"一": [["a"]]}), SHEET, lambda x: x.replace(b'r="A1"', b'r="XFD1048576"'))
    assert refusal(far) == "tables.sheet_too_large"


def test_formats_alone_in_the_far_corner_do_not_count() -> None:
    def dress(made: Any, sheet: Any) -> None:
        sheet.write_blank(900_000, 600, None, made.add_format({"bold": True}))

    assert read_book(book({"一": [["a"]]}, dress), "a.xlsx").sheets[0].rows == [["a"]]


def test_a_bomb_is_not_unpacked() -> None:
    padded = changed(book({"一": [["a"]]}), SHEET, lambda x: x + b" " * 80_000_000)
    assert len(padded) < 200_000
    assert refusal(padded) == "tables.too_large"


def test_a_false_size_is_no_way_in() -> None:
    padded = changed(book({"一": [["a"]]}), SHEET, lambda x: x + b" " * 5_000_000)
    with zipfile.ZipFile(io.BytesIO(padded)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = padded.replace(struct.pack("<L", size), struct.pack("<L", 100))
    assert refusal(lying) == "tables.broken"


def test_too_many_members_and_two_of_one_name() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for number in range(4001):
            archive.writestr(f"{number}", b"")
    assert refusal(output.getvalue()) == "tables.too_large"
    twice = io.BytesIO(book({"一": [["a"]]}))
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    assert refusal(twice.getvalue()) == "tables.broken"


def test_entities_are_refused() -> None:
    declared = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    bomb = changed(book({"一": [["a"]]}), SHEET, lambda x: x.replace(b"<worksheet", declared + b"<worksheet", 1))
    assert refusal(bomb) == "tables.entities"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (b"PK\x03\x04 and nothing more", "a.xlsx", "broken"),
        (b"<html></html>", "a.xlsx", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "old_form"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "password",
        ),
        (b"a,b", "a.pdf", "unknown_form"),
    ],
)
def test_what_is_no_workbook(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name) == f"tables.{code}"


def test_a_zip_that_is_no_workbook() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(output.getvalue()) == "tables.not_xlsx"
    assert refusal(output.getvalue(), "a.ods") == "tables.old_form"


def test_no_damage_gives_a_traceback() -> None:
    whole = book({"一": [["a", "b"], [1, 2]], "二": [["c"]]})
    read = []
    for at in range(0, len(whole), 37):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            with suppress(TableError):
                read.append(read_book(damaged, "a.xlsx"))
    assert all(book.label == "a.xlsx" for book in read)


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_no_nonsense_in_a_member_gives_a_traceback(member: str) -> None:
    whole = book({"一": [["a", 1.5]]})
    read = []
    for change in (
        b"",
        b"<",
        b"<x/>",
        b"\xff\xfe",
        b'<worksheet><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>',
    ):
        with suppress(TableError):
            read.append(read_book(changed(whole, member, lambda _, new=change: new), "a.xlsx"))  # type: ignore[misc]
    assert all(book.label == "a.xlsx" for book in read)


TEXT = '番号,件名\r\n1,"一行目\r\n二行目"\r\n2,"引用""符"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_in_every_encoding(encoding: str) -> None:
    (sheet,) = read_book(TEXT.encode(encoding), "a.csv").sheets
    assert sheet.rows == [["番号", "件名"], ["1", "一行目\n二行目"], ["2", '引用"符']]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(delimiter: str) -> None:
    (sheet,) = read_book(delimiter.join(("a", "", '"x,y\tz;"')).encode() + b"\n", "a.csv").sheets
    assert sheet.rows == [["a", None, "x,y\tz;"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x82\xa0\xff\xff", "no_encoding"),
        (b"\xff\xfea", "no_encoding"),
        (b"a,b\x00", "not_text"),
        (b'"a', "csv_quotes"),
        (b'"a"b,c', "csv_quotes"),
        (b"a" * (MAX_CELL + 1), "csv_cell_too_long"),
        (b"a" * 200_000, "csv_cell_too_long"),
        (b"," * MAX_COLUMNS, "csv_too_large"),
        (b"a\n" * (MAX_ROWS + 1), "csv_too_large"),
    ],
)
def test_csv_that_is_refused(content: bytes, code: str) -> None:
    assert refusal(content, "a.csv") == f"tables.{code}"


def test_csv_errors_are_errors() -> None:
    (sheet,) = read_book("番号,件名\n1,#REF!\n".encode(), "a.csv").sheets
    assert sheet.rows[1][1] == CellError("#REF!")


def test_what_is_written_is_read_back_and_the_same_each_time() -> None:
    plan = PlannedSheet(
        name="日付",
        title="日付",
        columns=(
            PlannedColumn(title="日", form=Form.DAY),
            PlannedColumn(title="時", form=Form.MOMENT),
            PlannedColumn(title="数", form=Form.WHOLE),
            PlannedColumn(title="語", words=("甲", "乙")),
        ),
        rows=[
            [date(2026, 4, 1), datetime(2026, 4, 1, 9, 5, 59), 3, "=SUM(A1)"],
            [date(1890, 2, 28), None, 96000, "00123"],
        ],
    )
    content = workbook([plan])
    assert content == workbook([plan])
    sheets = read_book(content, "a.xlsx").sheets
    assert [s.name for s in sheets] == ["日付", "語彙"]
    assert sheets[1].hidden
    rows = list(sheets[0].rows)
    assert rows[2:] == [
        ["日", "時", "数", "語"],
        [date(2026, 4, 1), datetime(2026, 4, 1, 9, 5, 59), 3, "=SUM(A1)"],
        ["明治23年2月28日", None, 96000, "00123"],
    ]


def test_names_of_tabs() -> None:
    assert sheet_names(["a/b:c", "x" * 40, "x" * 31, ""]) == ["a・b・c", "x" * 31, "x" * 27 + " (2)", "1"]


def test_zeros_at_the_front_are_kept_as_they_are_shown() -> None:
    def dress(made: Any, sheet: Any) -> None:
        shown = made.add_format({"num_format": "00000"})
        sheet.write_number("A1", 412, shown)
        sheet.write_number("B1", 123456, shown)
        sheet.write_number("C1", 412)
        sheet.write_blank("A2", None, shown)
        sheet.write_string("B2", "x", shown)

    (sheet,) = read_book(book({"a": []}, dress), "a.xlsx").sheets
    assert [list(row) for row in sheet.rows] == [["00412", "123456", 412], [None, "x", None]]
    (sheet,) = read_book(b"=\"00412\",'00588,'x,=A1\n", "a.csv").sheets
    assert sheet.rows == [["00412", "00588", "'x", "=A1"]]


def test_formulas_that_no_program_calculated_are_told() -> None:
    def dress(made: Any, sheet: Any) -> None:
        for cell, value in (("A1", 7), ("B1", 8), ("C1", 9), ("D1", "x")):
            sheet.write_formula(cell, "=NOW()", None, value)

    content = changed(
        book({"a": []}, dress),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<v>8</v>", b"<v></v>").replace(b"<v>9</v>", b"").replace(b"<v>x</v>", b"<v></v>"),
    )
    (sheet,) = read_book(content, "a.xlsx").sheets
    assert list(sheet.rows[0]) == [7, CellError(""), CellError(""), None]


def test_euc_is_not_taken_for_half_width_kana() -> None:
    assert refusal("id,name\n1,研修\n".encode("euc_jp"), "a.csv") == "tables.no_encoding"
    (sheet,) = read_book("番号,①㈱髙ﾊﾟｽﾜｰﾄﾞ\n".encode("cp932"), "a.csv").sheets
    assert sheet.rows == [["番号", "①㈱髙ﾊﾟｽﾜｰﾄﾞ"]]


def test_lists_with_semicolons_do_not_decide_the_delimiter() -> None:
    (sheet,) = read_book(b"a,b\n1,2;3;4;5;6\n", "a.csv").sheets
    assert sheet.rows == [["a", "b"], ["1", "2;3;4;5;6"]]
