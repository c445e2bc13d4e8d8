"""The table opens in a spreadsheet, and nothing in it runs."""

import csv
import io

import pytest

from auditor.model.background import Background
from auditor.model.words import Language
from auditor.reporters import NO_BACKGROUND, csv_table, spreadsheet
from tests.fixtures.reports import past, sample


def _table(language: Language = Language.JA, background: Background = NO_BACKGROUND) -> list[dict[str, str]]:
    out = io.BytesIO()
    csv_table.write(sample.assessment(), out, language, background)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_it_begins_with_a_bom_and_ends_its_lines_as_rfc_4180_says() -> None:
    out = io.BytesIO()
    csv_table.write(sample.assessment(), out)

    written = out.getvalue()
    assert written.startswith(b"\xef\xbb\xbf" + "行の種類,規定,条項,".encode())
    assert written.endswith(b"\r\n")
    assert written.count(b"\xef\xbb\xbf") == 1


def test_a_line_a_row_and_a_line_an_item() -> None:
    whole = sample.assessment()
    kinds = [line["行の種類"] for line in _table()]

    assert kinds.count("判定") == len(whole.results)
    assert kinds.count("項目") == sum(len(r.items) for r in whole.results)


def test_a_row_and_its_item() -> None:
    row, item = (line for line in _table() if line["対象"] == "rec-a")

    assert row == {
        "行の種類": "判定",
        "規定": "KC-6-5-a",
        "条項": "第6の5ア",
        "規程・基準": "監視カメラの設置及び運用に関する指針",
        "規定名": "カメラの時計",
        "区分": "推奨事項",
        "基準の位置づけ": "指針・要綱",
        "対象の種類": "録画装置",
        "対象": "rec-a",
        "対象名": "録画装置A（駅前広場）",
        "所管": "防災課",
        "判定": "不適合",
        "理由": "時計のずれ",
        "見たこと": "時計が 26分1秒 進んでいます。",
        "項目名": "",
        "場所": "",
        "証拠の抜粋": "",
        "測定値": "seconds=1561.4",
        "例外承認": "",
        "対応": "録画装置を時刻サーバに合わせてください。",
        "証拠のハッシュ値": "",
        "指摘の始まり": "",
        "期限": "",
        "確認書": "",
    }
    assert (item["行の種類"], item["項目名"], item["場所"]) == ("項目", "clock", "snmp:system 1.3.6.1.2.1.25.1.2.0")


def test_english() -> None:
    lines = _table(Language.EN)
    legacy = next(line for line in lines if line["Subject"] == "suido")

    assert legacy["Standing"] == "Former standard (applied for reference)"
    assert legacy["What was seen"] == "The council was consulted on 2017-08-24, after the linkage began on 2007-04-01."


def test_two_places_stay_in_one_cell() -> None:
    item = next(line for line in _table() if line["項目名"] == "tanaka.k")

    assert item["場所"] == "ssh:passwd_status line 31\nregister:roster roster.yaml:88"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("\x00=1", "\\x00=1"),
        ('a\nb, "c"', 'a\nb, "c"'),
        ("\x1b[2J", "\\x1b[2J"),
        ("", ""),
    ],
)
def test_a_cell_never_runs(value: str, shown: str) -> None:
    assert spreadsheet.cell(value) == shown


def test_a_cell_fits_into_a_spreadsheet() -> None:
    assert len(spreadsheet.cell("長" * 40_000, "…")) == spreadsheet.CELL_LIMIT + 1


def test_findings_say_since_when_and_until_when() -> None:
    lines = _table(background=past.background(sample.assessment()))
    row, *items = [line for line in lines if line["規定"] == "IN-22-1" and line["対象"] == "juki-db01"]

    assert (row["指摘の始まり"], row["期限"]) == ("2026-11-05", "2026-12-05")
    assert [(line["判定"], line["指摘の始まり"], line["期限"]) for line in items] == [
        ("不適合", "2026-11-06", "2026-12-06"),
        ("不適合", "2026-11-05", "2026-12-05"),
        ("エラー", "", ""),
    ]
