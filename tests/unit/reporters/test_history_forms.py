"""What diff and history print: on a terminal in both languages, for machines, for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import IO, Any

import pytest
from rich.console import Console

from auditor.model.changes import Changes, FindingKey
from auditor.model.course import Course, RowCourse, Stretch
from auditor.model.terms import FindingClass, Reason, State
from auditor.model.words import Language, message
from auditor.reporters import folding, history_forms
from auditor.reporters.changes_text import show_changes
from auditor.reporters.history_text import show_course, show_trend
from auditor.reporters.phrases import Phrases
from auditor.reporters.screen import Screen
from tests.fixtures.reports import past, sample


def _shown(show: Callable[[Screen], None], language: Language = Language.JA, width: int = 90) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, no_color=True, highlight=False, markup=False, emoji=False, _environ={})
    show(Screen(console, Phrases(language)))
    return out.getvalue().splitlines()


def _bytes(write: Callable[[IO[bytes]], None]) -> bytes:
    out = io.BytesIO()
    write(out)
    assert not out.closed
    return out.getvalue()


def _json(write: Callable[[IO[bytes]], None]) -> Any:
    return json.loads(_bytes(write))


def _lines(write: Callable[[IO[bytes]], None]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_bytes(write).decode("utf-8-sig"), newline="")))


def _stretch(
    first: int, last: int, state: State | None, reason: Reason | None = None, *, revised: bool = False
) -> Stretch:
    failing = state is State.FAIL
    return Stretch(
        first=f"run-{first}",
        first_as_of=date(2026, 4, first),
        last=f"run-{last}",
        last_as_of=date(2026, 4, last),
        nights=last - first + 1,
        state=state,
        reason=reason,
        finding_class=FindingClass.MAJOR if failing else None,
        summary=None if state is None else message("sample.account_unread", account="batch"),
        waived=failing,
        revised=revised,
    )


def course(*, rows: int = 1) -> Course:
    """A row that failed, could not be read, passes; its finding; and rows that always passed."""
    subject = str(past.ref("juki-db01"))
    stretches = (
        _stretch(1, 3, State.FAIL, Reason.LEFT_ENABLED),
        _stretch(4, 4, State.ERROR, Reason.UNREACHABLE),
        _stretch(5, 6, None),
        _stretch(7, 9, State.PASS, revised=True),
    )
    own = RowCourse(
        key=FindingKey(control="IN-22-1", subject=subject),
        stretches=stretches,
        findings=(RowCourse(key=FindingKey(control="IN-22-1", subject=subject, item="batch"), stretches=stretches),),
    )
    steady = [
        RowCourse(key=FindingKey(control="IN-22-1", subject=str(ref)), stretches=(_stretch(1, 9, State.PASS),))
        for ref in list(sample.SUBJECTS)[: rows - 1]
    ]
    return Course(
        nights=9,
        rows=(own, *steady),
        controls={c.id: c for c in sample.CONTROLS},
        subjects=sample.SUBJECTS,
    )


WHOLE: Changes = past.changes(*past.ENTRIES)


class TestDiff:
    """`auditor diff`."""

    def test_on_a_terminal(self) -> None:
        lines = _shown(lambda screen: show_changes(screen, WHOLE))

        assert lines[:5] == [
            "二つの監査の比較",
            "  前：令和8年11月19日（20261119-0100）",
            "  後：令和8年11月20日（20261120-0100）",
            "",
            "新しい指摘 2 件、再び現れた指摘 1 件、期限を過ぎた指摘 1 件、判定できなくなったもの 2 件、",
        ]
        start = lines.index("? 判定できなくなったもの  2 件")
        assert lines[start + 1 : start + 10] == [
            "  パスワードの強度と連続失敗時のロック  IN-14-1",
            "    文書管理サーバ (down01)  不適合 → エラー",
            "       「文書管理サーバ」に接続できませんでした。",
            "  異動・退職者のアカウントの停止  IN-22-1  ■ 重大な不適合",
            "    住民記録DBサーバ (juki-db01 · 市民課)  不適合 → エラー",
            "       suzuki.t：読み取れなかったところがあり、この指摘が残っているかどうかは分かりません",
            "       （読み取り権限がない）。",
            "       令和8年9月1日から　期限 令和8年12月1日",
            "",
        ]

    def test_in_english(self) -> None:
        lines = _shown(lambda screen: show_changes(screen, WHOLE), Language.EN)
        start = lines.index("≠ said otherwise  1")

        assert lines[start + 1 :] == [
            "  Accounts of those who left are disabled  IN-22-1  ■ major nonconformity",
            "    バックアップサーバ (bk01 · 情報政策課)  [Waiver]  not satisfied → not satisfied",
            "       Account backup is used by several members of staff.",
            "       since 2026-04-02 · due 2026-05-02 (overdue)",
        ]

    @pytest.mark.parametrize("language", list(Language))
    def test_nothing_changed(self, language: Language) -> None:
        lines = _shown(lambda screen: show_changes(screen, past.changes()), language)

        assert lines[-1] == {"ja": "判定の変化は 0 件です。", "en": "Nothing changed."}[language.value]

    @pytest.mark.parametrize("width", [40, 60, 80])
    @pytest.mark.parametrize("language", list(Language))
    def test_lines_fit_and_strangers_are_not_obeyed(self, width: int, language: Language) -> None:
        lines = _shown(lambda screen: show_changes(screen, WHOLE), language, width)

        assert [line for line in lines if folding.width(line) > width] == []
        assert not any("\x1b" in line or "\u202e" in line for line in lines)

    def test_for_machines(self) -> None:
        parsed = _json(lambda out: history_forms.diff_json(WHOLE, out))

        assert list(parsed) == ["schema", "before", "before_as_of", "after", "after_as_of", "entries"]
        assert parsed["schema"] == "auditor-diff/1"
        assert len(parsed["entries"]) == len(past.ENTRIES)

    def test_for_a_spreadsheet(self) -> None:
        lines = _lines(lambda out: history_forms.diff_csv(WHOLE, out, Language.JA))

        assert lines[3] == {
            "変化": "期限を過ぎた指摘",
            "区分": "重大な不適合",
            "規定": "IN-14-1",
            "規定名": "パスワードの強度と連続失敗時のロック",
            "対象の種類": "機器・システム",
            "対象": "juki-db01",
            "対象名": "住民記録DBサーバ",
            "所管": "市民課",
            "項目名": "lockout",
            "前の判定": "不適合",
            "今の判定": "不適合",
            "理由": "連続失敗時のロックがない",
            "見たこと": "連続失敗時のロックが設定されていません。",
            "指摘の始まり": "2026-10-20",
            "期限": "2026-11-19",
            "例外承認": "",
        }


class TestHistory:
    """`auditor history` of a row."""

    def test_on_a_terminal_newest_first(self) -> None:
        lines = _shown(lambda screen: show_course(screen, course(rows=4)))

        assert lines == [
            "監査 9 回の記録です。",
            "",
            "異動・退職者のアカウントの停止  IN-22-1",
            "  住民記録DBサーバ (juki-db01 · 市民課)",
            "    令和8年4月7日 ～ 令和8年4月9日（3 回）  ○ 適合  [規定が変わり数え直し]",
            "       アカウント batch の状態を読み取れません。",
            "    令和8年4月5日 ～ 令和8年4月6日（2 回）  － 監査の対象外",
            "    令和8年4月4日（1 回）  ? エラー — 接続できない",
            "       アカウント batch の状態を読み取れません。",
            "    令和8年4月1日 ～ 令和8年4月3日（3 回）  × 不適合 — 失効後も有効なまま  ■ 重大な不適合",
            "    [例外承認]",
            "       アカウント batch の状態を読み取れません。",
            "",
            "    指摘「batch」の経過",
            "    令和8年4月7日 ～ 令和8年4月9日（3 回）  ○ 見当たらない  [規定が変わり数え直し]",
            "       アカウント batch の状態を読み取れません。",
            "    令和8年4月5日 ～ 令和8年4月6日（2 回）  － 監査の対象外",
            "    令和8年4月4日（1 回）  ? エラー — 接続できない",
            "       アカウント batch の状態を読み取れません。",
            "    令和8年4月1日 ～ 令和8年4月3日（3 回）  × 不適合 — 失効後も有効なまま  ■ 重大な不適合",
            "    [例外承認]",
            "       アカウント batch の状態を読み取れません。",
            "",
            "ほか 3 件は、この期間を通して適合でした。",
        ]

    def test_for_machines(self) -> None:
        parsed = _json(lambda out: history_forms.history_json(course(), out))

        assert list(parsed) == ["schema", "nights", "rows"]
        assert (parsed["schema"], parsed["nights"]) == ("auditor-history/1", 9)
        (row,) = parsed["rows"]
        assert (row["control"], row["subject"], row["item"]) == ("IN-22-1", {"kind": "target", "id": "juki-db01"}, "")
        assert [stretch["state"] for stretch in row["stretches"]] == ["fail", "error", None, "pass"]
        assert [finding["item"] for finding in row["findings"]] == ["batch"]

    def test_for_a_spreadsheet(self) -> None:
        lines = _lines(lambda out: history_forms.history_csv(course(), out, Language.EN))

        assert [(line["Item"], line["State"], line["From"], line["To"], line["Audits"]) for line in lines] == [
            ("", "not satisfied", "2026-04-01", "2026-04-03", "3"),
            ("", "error", "2026-04-04", "2026-04-04", "1"),
            ("", "not audited", "2026-04-05", "2026-04-06", "2"),
            ("", "satisfied", "2026-04-07", "2026-04-09", "3"),
            ("batch", "not satisfied", "2026-04-01", "2026-04-03", "3"),
            ("batch", "error", "2026-04-04", "2026-04-04", "1"),
            ("batch", "not audited", "2026-04-05", "2026-04-06", "2"),
            ("batch", "not there", "2026-04-07", "2026-04-09", "3"),
        ]


class TestTrend:
    """`auditor history` without a choice."""

    @pytest.mark.parametrize("language", list(Language))
    def test_columns_stand_below_each_other(self, language: Language) -> None:
        lines = _shown(lambda screen: show_trend(screen, past.trend(12)), language)

        assert lines[13] == ""
        assert len({folding.width(line) for line in lines[:13]}) == 1
        assert folding.width(lines[0]) <= 100

    def test_a_night(self) -> None:
        lines = _shown(lambda screen: show_trend(screen, past.trend(2)), Language.EN)

        assert lines[2].split() == [
            "2026-11-20", "20261120-0100", "585/610", "95.9", "%", "12", "21", "11", "2", "2", "25", "14", "16", "16",
        ]  # fmt: skip

    def test_for_machines_and_spreadsheets(self) -> None:
        nights = past.trend(2)
        parsed = _json(lambda out: history_forms.trend_json(nights, out))
        lines = _lines(lambda out: history_forms.trend_csv(nights, out, Language.EN))

        assert parsed["schema"] == "auditor-trend/1"
        assert [night["as_of"] for night in parsed["nights"]] == ["2026-11-19", "2026-11-20"]
        assert lines[1] == {
            "Audit": "20261120-0100",
            "Date": "2026-11-20",
            "Applicable": "610",
            "Judged": "585",
            "Satisfied": "537",
            "Not satisfied": "48",
            "Open": "25",
            "major nonconformity": "12",
            "minor nonconformity": "21",
            "observation": "11",
            "recommendation": "2",
            "Waived": "2",
            "in": "14",
            "kc": "16",
            "ng": "16",
        }
