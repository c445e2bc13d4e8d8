"""Registers in the workbooks that cities have: headings found, cells read, what is wrong told by sheet and cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.facts.records import RECORDS
from auditor.facts.records.columns import columns_of
from auditor.loading.problems import ProblemLog
from auditor.registers.headings import label, register_named, titles_of
from auditor.registers.tabular import is_tabular, read_tabular, rows_of, titles_in
from tests.unit.registers.workspaces import read, told, words, workspace
from tests.unit.tables.books import book, changed


def values(content: bytes, name: str = "a.xlsx", **asked: str) -> list[dict[str, object]]:
    found, problems = read(content, name, **asked)
    assert problems == []
    return [dict(row.values) for rows in found.registers.values() for row in rows]


def test_a_citys_roster() -> None:
    """A title, notes, grouped and wrapped headings, a section merged over its people, eras, full width, blanks."""

    def dress(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F1", "名簿（令和８年４月１日現在）")
        sheet.write("A2", "※ 氏名は書かないでください")
        sheet.merge_range("A4:A5", "所属")
        sheet.merge_range("B4:C4", "職員")
        sheet.write("B5", "職員\n番号")
        sheet.write("C5", "役割")
        sheet.write("D4", "期間")
        sheet.merge_range("D4:E4", "期間")
        sheet.write("D5", "着任日")
        sheet.write("E5", "離任日\n（最終日）")
        sheet.write("F5", "アカウント")
        sheet.merge_range("A6:A8", "zeimu")
        sheet.write_row(
            "B6", ["１０４１２", "住基ネット操作者、一般職員", "平成１８年５月２２日", "－", "juki-ap01/sz10412"]
        )
        sheet.write_row("B8", [10588, "操作者", "R6.4.1", "令和8年3月31日"])
        sheet.write_row("A10", ["職員番号", None])
        sheet.write("A11", "※ 以上")
        sheet.write_row("A12", ["合計", "2"])

    content = book({"名簿": []}, dress)
    found, problems = read(content)
    assert problems == []
    rows = [dict(row.values) for row in found.registers["roster"]]
    assert rows[:2] == [
        {
            "section": "zeimu",
            "person": "10412",
            "roles": ["住基ネット操作者", "一般職員"],
            "since": "2006-05-22",
            "accounts": ["juki-ap01/sz10412"],
        },
        {"section": "zeimu"},
    ]
    spot = found.registers["roster"][0].spot
    assert (spot.file, spot.line, spot.where) == ("a.xlsx", 6, "a.xlsx 名簿!6")
    assert (
        spot.excerpt
        == "zeimu | １０４１２ | 住基ネット操作者、一般職員 | 平成１８年５月２２日 | － | juki-ap01/sz10412"
    )


def test_the_same_table_as_csv_in_code_page_932() -> None:
    text = "職員番号,課,着任日,離任日\r\n10412,zeimu,H18.5.22,\r\n,,,\r\n１０５８８,zeimu,平18-5-22,R8/3/31\r\n"
    expected = [
        {"person": "10412", "section": "zeimu", "since": "2006-05-22"},
        {"person": "10588", "section": "zeimu", "since": "2006-05-22", "left": "2026-03-31"},
    ]
    assert values(text.encode("cp932"), "名簿.csv") == expected
    assert values(text.encode("utf-8-sig"), "roster.csv") == expected


def test_the_register_is_told_by_its_headings_alone() -> None:
    rows = [["番号", "職員番号", "機器", "管理者権限", "付与日"], ["e-1", "10412", "juki-ap01", "□", "R6.4.1"]]
    found, problems = read(book({"Sheet1": rows}))
    assert (list(found.registers), problems) == (["entitlements"], [])
    assert found.registers["entitlements"][0].values["privileged"] is False


def test_the_register_is_told_by_a_title_or_asked_for() -> None:
    rows = [["研修台帳"], [], ["番号", "実施日"], ["t-1", "R8.5.20"]]
    assert list(read(book({"Sheet1": rows}))[0].registers) == ["training"]
    assert list(read(book({"Sheet1": rows[2:]}), register="training")[0].registers) == ["training"]


def test_a_running_number_stands_for_the_name() -> None:
    assert values(book({"研修": [["No.", "研修名", "実施日", "備考"], [1, "研修", "R8.5.20", "そのほか"]]})) == [
        {"id": "1", "name": "研修", "held_on": "2026-05-20"}
    ]


def test_examples_notes_totals_and_repeated_headings_are_no_entries() -> None:
    head: list[object] = ["記入例", "番号", "研修名", "実施日"]
    rows: list[list[object]] = [
        head,
        ["記入例", "t-0", "例", "R8.1.1"],
        [None, "t-1", "研修", "R8.5.20"],
        head,
        [None, "※注"],
        ["計"],
    ]
    assert values(book({"研修": rows})) == [{"id": "t-1", "name": "研修", "held_on": "2026-05-20"}]


def test_a_blank_sheet_says_nothing_and_one_row_says_that_there_is_nothing() -> None:
    head = ["番号", "研修名", "実施日"]
    complaints: list[list[object]] = [["番号", "区分", "受付日"], ["該当なし"]]
    blank, problems = read(book({"研修": [head], "苦情": complaints}))
    assert problems == []
    assert {name: list(rows) for name, rows in blank.registers.items()} == {"complaints": []}
    assert blank.passed_over == ("研修",)


def test_ticked_boxes_words_and_titles_of_the_inventory(tmp_path: Path) -> None:
    from auditor.inventory.loader import declared_names

    rows = [
        ["番号", "役割", "課", "職位", "就任日"],
        ["p-1", "住基ネット統括者", "市民課", "□課長級 ☑部長級", "2025-04-01"],
    ]
    titles = titles_in(declared_names(workspace(tmp_path)))
    found = rows_of(book({"役職・責任者": rows}), "a.xlsx", words(), ProblemLog(), titles=titles)
    assert found is not None
    assert [dict(r.values) for r in found.registers["posts"]] == [
        {"id": "p-1", "post": "住基ネット統括者", "section": "shimin", "rank": "部長級", "since": "2025-04-01"}
    ]


def test_everything_wrong_is_told_at_once_by_sheet_and_cell() -> None:
    def dress(made: Any, sheet: Any) -> None:
        sheet.write_formula("D4", "=A99", None, "#REF!")

    content = book(
        {
            "研修": [
                ["番号", "研修名", "実施日", "主催", "実施日", "なぞの列"],
                ["t-1", "研修", "令和元年", "課長"],
                ["t-2", "研修", "平成40年1月1日", "〃", None, None, "欄外"],
                ["t-3", "研修", "R8.2.30"],
            ],
            "利用資格": [["職員番号", "管理者権限"], ["10412", "☒"]],
            "なぞ": [["甲", "乙"], ["1", "2"]],
            "説明": [["このブックについて"]],
        },
        dress,
    )
    found, problems = read(content)
    assert problems == [
        "a.xlsx 研修!F1 tables.unknown_heading",
        "a.xlsx 研修!E1 tables.heading_twice",
        "a.xlsx 研修!C2 tables.part_of_day",
        "a.xlsx 研修!G3 tables.no_heading",
        "a.xlsx 研修!C3 tables.era_over",
        "a.xlsx 研修!D3 tables.ditto",
        "a.xlsx 研修!C4 tables.no_such_day",
        "a.xlsx 研修!D4 tables.error_cell",
        "a.xlsx 利用資格!A1 tables.missing_heading",
        "a.xlsx 利用資格!B2 tables.crossed_box",
        "a.xlsx なぞ tables.unknown_sheet",
    ]
    assert found.passed_over == ("説明",)


def test_an_unknown_heading_comes_with_the_one_that_was_meant() -> None:
    _, problems = read(book({"研修": [["番号", "研修名", "受講した日"], ["t-1", "研修", "R8.5.20"]]}))
    assert problems == ["a.xlsx 研修!C1 tables.unknown_heading_hint"]


def test_a_long_list_of_mistakes_is_cut() -> None:
    rows = [["番号", "実施日"], *([f"t-{n}", "不明"] for n in range(800))]
    _, problems = read(book({"研修": rows}))
    assert problems[-1] == "a.xlsx 研修 tables.and_more"
    assert len(problems) == 502


def test_headings_are_sought_in_linear_time() -> None:
    wide = ",".join("あ" * 300 for _ in range(499))
    _, problems = read(("\n".join([wide] * 40)).encode(), "a.csv")
    assert problems == ["a.csv tables.unknown_sheet"]


def test_nothing_that_is_a_register() -> None:
    _, problems = read(book({"説明": [["a"]]}))
    assert problems == ["a.xlsx tables.no_register"]
    _, problems = read(book({"研修": [["甲", "乙"]]}))
    assert problems == ["a.xlsx 研修 tables.unknown_sheet"]
    _, problems = read(book({"研修の記録": [["甲", "乙"]]}), sheet="研修の記禄")
    assert problems == ["a.xlsx tables.no_such_sheet_hint"]


def test_in_the_registers_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    log = ProblemLog()
    (root / "inventory/registers/a.xlsx").write_bytes(book({"研修": [["番号", "研修名"], ["t-1", "研修"]]}))
    found = read_tabular(root, "inventory/registers/a.xlsx", words(), log)
    assert found is not None
    assert [dict(r.values) for r in found["training"]] == [{"id": "t-1", "name": "研修"}]
    (root / "inventory/registers/b.xlsx").write_bytes(b"PK\x03\x04")
    assert read_tabular(root, "inventory/registers/b.xlsx", words(), log) is None
    (root / "inventory/registers/c.csv").symlink_to("/etc/hostname")
    assert read_tabular(root, "inventory/registers/c.csv", words(), log) is None
    assert read_tabular(root, "inventory/registers/none.csv", words(), log) is None
    assert told(log.found) == [
        "inventory/registers/b.xlsx tables.broken",
        "inventory/registers/c.csv problems.leaves_workspace",
        "inventory/registers/none.csv problems.unreadable",
    ]


@pytest.mark.parametrize(
    ("path", "expected"), [("a/b.xlsx", True), ("a/~$b.xlsx", False), ("b.yaml", False), ("b.XLS", True)]
)
def test_which_files_are_taken(path: str, expected: bool) -> None:
    assert is_tabular(path) is expected


@pytest.mark.parametrize("register", RECORDS)
def test_every_heading_of_every_register_leads_to_its_column(register: str) -> None:
    record = RECORDS[register]
    titles = titles_of(register)
    assert register_named(record.TITLE.ja) == register_named(record.TITLE.en) == register_named(register) == register
    for name, column in columns_of(record).items():
        for text in (column.title.ja, column.title.en, name, *column.other_titles):
            assert titles[label(text)] == name


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("10412 10588", "together"),
        ("10412　10588", "together"),
        ("10412～10420", "together"),
        ("10412ほか3名", "together"),
        ("″", "ditto"),
        ('"', "ditto"),
        ("同左", "ditto"),
    ],
)
def test_what_stands_for_several_or_for_the_cell_above_is_no_person(cell: str, code: str) -> None:
    _, problems = read(book({"研修": [["番号", "研修名", "受講した人"], ["t-1", "研修", cell]]}))
    assert problems == [f"a.xlsx 研修!C2 tables.{code}"]


def test_a_formula_that_was_not_calculated_is_told() -> None:
    def dress(made: Any, sheet: Any) -> None:
        sheet.write_formula("B2", "=NOW()", None, 7777)

    content = changed(
        book({"研修": [["番号", "研修名"], ["t-1"]]}, dress),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<v>7777</v>", b"<v></v>"),
    )
    assert read(content)[1] == ["a.xlsx 研修!B2 tables.not_calculated"]


def test_rows_below_and_between_that_are_no_person() -> None:
    rows: list[list[object]] = [
        ["職員番号", "課"],
        ["10412", "市民課"],
        ["【税務課】"],
        ["10588", "税務課"],
        ["合計（人数）", 2],
        ["集計", 2],
    ]
    found, problems = read(book({"名簿": [*rows, ["計2名"], ["2名"], ["確認者", "課長"], ["（以下余白）"]]}))
    assert problems == [f"a.xlsx 名簿!A{row} tables.no_entry" for row in (3, 8, 9, 10)]
    assert [row.values["person"] for row in found.registers["roster"]] == ["10412", "10588"]


def test_a_second_table_on_a_sheet_is_told() -> None:
    narrow = [["番号", "研修名", "実施日"], ["t-1", "研修", "R8.4.1"]]
    wide = [["番号", "研修名", "実施日", "受講した人", "実施した人"], ["t-2", "研修", "R8.4.2", "10412", "課長"]]
    other = [["番号", "種類", "承認日", "承認した人", "なぞの列"], ["d-1", "規程", "R8.4.1", "課長", "x"]]
    assert read(book({"研修": [*narrow, [], *wide]}))[1] == ["a.xlsx 研修!A1 tables.second_table"]
    assert read(book({"研修": [*wide, [], *other]}))[1] == ["a.xlsx 研修!A4 tables.second_table"]


def test_headings_of_two_rows_are_one_table_and_may_come_again() -> None:
    heads = [["番号", "研修名", "実施日", "対象"], ["番号", "研修名", "実施日", "対象", "実施した人"]]
    assert values(book({"研修": [*heads, ["t-1", "研修", "R8.4.1", None, "課長"], *heads]})) == [
        {"id": "t-1", "name": "研修", "held_on": "2026-04-01", "held_by": "課長"}
    ]


def test_a_row_with_nothing_below_the_headings_is_not_passed_over() -> None:
    _, problems = read(",,番号,研修名\nx,y\n,,t-1,研修\n".encode(), "研修.csv")
    assert problems == ["研修.csv!A2 tables.no_heading"]


@pytest.mark.parametrize("cell", ["10412、10588", "10412\n10588", "10412　10588", "10412～10420", "10412/10588"])
def test_two_persons_in_a_cell_for_one_are_told(cell: str) -> None:
    rows: list[list[object]] = [["番号", "職員番号", "機器"], ["e-1", cell, "juki-ap01"]]
    assert read(book({"利用資格": rows}))[1] == ["a.xlsx 利用資格!B2 tables.one_only"]


def test_what_excel_made_into_a_date_is_no_staff_number() -> None:
    def dress(made: Any, sheet: Any) -> None:
        sheet.write_datetime("C2", date(2026, 10, 4), made.add_format({"num_format": "m-d"}))

    rows: list[list[object]] = [["番号", "研修名", "受講した人"], ["t-1", "研修"], ["t-2", True, "10412"]]
    problems = read(book({"研修": rows}, dress))[1]
    assert problems == ["a.xlsx 研修!C2 tables.turned", "a.xlsx 研修!B3 tables.turned"]
