"""The terminal shows all that matters, in any width, and obeys nothing that strangers wrote."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from auditor.model.background import Background
from auditor.model.changes import ChangeKind
from auditor.model.result import Assessment
from auditor.model.terms import State
from auditor.model.words import Language
from auditor.reporters import NO_BACKGROUND, folding, terminal
from tests.fixtures.reports import past, sample


def _screen(
    assessment: Assessment,
    width: int = 100,
    language: Language = Language.JA,
    colour: bool = False,
    background: Background = NO_BACKGROUND,
) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    terminal.show(assessment, console, language, [Path("reports/20261120-0100/report.html")], background)
    return out.getvalue()


def test_the_headline() -> None:
    assert _screen(sample.assessment()).splitlines()[:9] == [
        "みなと市 監査結果報告書  草案 · 内部監査・自己点検の支援資料",
        "見本（架空の市の記録）",
        "監査基準日: 令和8年11月20日  実施番号: 20261120-0100",
        "はじめにお読みください: 1 台は実施時間帯の外のため読み取っていません。",
        "",
        "適用 18 件のうち 11 件を判定しました（61.1 %）。",
        "  ○ 適合        3 件",
        "  × 不適合      8 件  うち例外承認 1 件",
        "  ? 未判定      7 件  エラー 4、判定不能 1、未確認 2",
    ]


def test_the_ending_says_the_exit_code_and_where_the_reports_lie() -> None:
    assert _screen(sample.assessment()).splitlines()[-8:] == [
        "読み取れなかった対象  1 件",
        "  文書管理サーバ (down01) — 接続できない",
        "",
        "終了コード",
        "  3  判定していない行が 7 件あります（対応の要る不適合は 7 件）。",
        "",
        "報告書",
        "  reports/20261120-0100/report.html",
    ]


def test_a_finding() -> None:
    lines = _screen(sample.assessment(), language=Language.EN).splitlines()
    start = lines.index("  Clock of the cameras  KC-6-5-a")

    assert lines[start : start + 5] == [
        "  Clock of the cameras  KC-6-5-a",
        "    Camera guideline 第6の5ア",
        "    ✗ not satisfied 録画装置A（駅前広場） (rec-a · 防災課)",
        "       The clock is 26 min 1 s ahead.  [snmp:system 1.3.6.1.2.1.25.1.2.0]",
        "    → Let the recorder follow a time server.",
    ]


def test_open_questions_name_what_to_do() -> None:
    lines = _screen(sample.assessment(), language=Language.EN).splitlines()
    start = lines.index("? undecided: no criterion set  1")

    assert lines[start + 1 : start + 4] == [
        "    住民記録DBサーバ (juki-db01) — Operation logs are kept for seven years IN-20-2",
        "       No rule of the city on log retention is set.",
        "    → Take the value from the city's own rules and enter it, with its source, in policies/local.",
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [40, 60, 80])
def test_lines_fit(width: int, language: Language) -> None:
    whole = sample.assessment()
    lines = _screen(whole, width, language, background=past.background(whole)).splitlines()

    assert [line for line in lines if folding.width(line) > width] == []


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    shown = _screen(sample.assessment())

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert r"<script>alert(1)</script>\x1b[31m\u202egnp.exe" in shown


def test_colour_only_on_a_terminal() -> None:
    coloured = _screen(sample.assessment(), colour=True)
    piped = io.BytesIO()
    terminal.write(sample.assessment(), piped)

    assert "\x1b[1;31m" in coloured
    assert b"\x1b" not in piped.getvalue()
    assert not piped.closed


def test_one_row_that_passes() -> None:
    row = next(r for r in sample.assessment().results if r.state is State.PASS)

    lines = _screen(sample.assessment(row), language=Language.EN).splitlines()

    assert "Findings  0" in lines
    assert "  0  Every applicable row was judged; findings to work on: 0 (waived ones aside)." in lines


def test_the_block_of_changes() -> None:
    whole = sample.assessment()
    lines = _screen(whole, language=Language.EN, background=past.background(whole)).splitlines()
    start = lines.index("Changes since the night before  11")

    assert lines[start + 1 : start + 10] == [
        "  Compared with the audit of 2026-11-19 (20261119-0100).",
        "",
        "+ new  2",
        "  Accounts of those who left are disabled  IN-22-1  ■ major nonconformity",
        "    住民記録DBサーバ (juki-db01 · 市民課)",
        "       Account tanaka.k of 職員番号 04412 (left 2026-03-31) is enabled.",
        "       since 2026-11-20 · due 2026-12-20",
        "    住民記録DBサーバ (juki-db01 · 市民課)",
        r"       Account <script>alert(1)</script>\x1b[31m\u202egnp.exe of 職員番号 00981 (left 2025-03-31) is",
    ]
    assert "  Other changes: could be judged again, and satisfied 1, audited for the first time 1, said" in lines
    assert lines.index("Findings  8") > start


def test_many_changes_are_cut_short() -> None:
    whole = sample.assessment()
    many = [past.change(ChangeKind.NEW, "IN-22-1", "juki-db01", f"user{n}") for n in range(9)]
    shown = _screen(whole, background=past.background(whole, entries=many))

    assert "＋ 新しい指摘  9 件" in shown
    assert shown.count("       user") == 5
    assert "    ほか 4 件（報告書に記載）" in shown


def test_on_a_first_night_there_is_nothing_to_compare() -> None:
    whole = sample.assessment()
    found = replace(past.background(whole), changes=past.changes(before=None))

    assert "  最初の監査のため、比べる相手がありません。指摘はすべて今回から数えます。" in _screen(
        whole, background=found
    )


def test_a_finding_says_since_when_and_the_ending_bears_the_seal() -> None:
    whole = sample.assessment()
    lines = _screen(whole, background=past.background(whole)).splitlines()

    assert "       令和8年10月23日から　期限 令和9年1月21日" in lines
    start = lines.index("封印")
    assert lines[start + 1 : start + 3] == [f"  第 366 号　{past.SEAL.digest}", f"  鍵 {past.SEAL.key}"]
