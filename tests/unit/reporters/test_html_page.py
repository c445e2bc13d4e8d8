"""The page: well formed, self-contained, readable without script, honest."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from auditor.model.evidence import Place
from auditor.model.result import Assessment
from auditor.model.terms import Reason, State
from auditor.model.verdict import violation
from auditor.model.words import Language
from auditor.reporters import html_page
from tests.fixtures.reports import sample

_VOID = {"meta", "br", "rect", "link", "img", "hr", "input"}


class _Page(HTMLParser):
    """Reads a page; refuses one whose elements do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.text.append(data)
        if self.open and any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, so_far = self.headings[-1]
            self.headings[-1] = (level, so_far + data)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.text)).strip()

    def ids(self) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get("id"))]


def _source(assessment: Assessment, language: Language = Language.JA) -> str:
    out = io.BytesIO()
    html_page.write(assessment, out, language)
    return out.getvalue().decode()


def _page(assessment: Assessment, language: Language = Language.JA) -> _Page:
    return _Page(_source(assessment, language))


def _contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#rrggbb`` (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("language", list(Language))
def test_well_formed_self_contained_and_without_script(language: Language) -> None:
    source = _source(sample.assessment(), language)
    page = _Page(source)

    assert page.tags[0] == ("html", {"lang": language.value})
    assert not re.search(r"https?://|//[a-z]|url\((?!#)|@import|src=|<link|<script|\son\w+=|javascript:", source)
    hrefs = {href for tag, attrs in page.tags if tag == "a" and (href := attrs["href"])}
    ids = page.ids()
    assert {href.removeprefix("#") for href in hrefs} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", list(Language))
def test_headings_descend_step_by_step_and_tables_have_scopes(language: Language) -> None:
    page = _page(sample.assessment(), language)

    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [
        attrs for tag, attrs in page.tags if tag == "th" and attrs.get("scope") not in ("col", "row", "rowgroup")
    ] == []
    labelled = set(page.ids())
    assert all(a["aria-labelledby"] in labelled for _, a in page.tags if "aria-labelledby" in a)


def test_the_first_page() -> None:
    words = _page(sample.assessment()).words
    cover = words[: words.index("目次")]

    for text in (
        "草案 責任者の確認・署名を経ていません 見本（架空の市の記録）内部監査・自己点検の支援資料",
        "みなと市 監査結果報告書",
        "監査基準日令和8年11月20日",
        "適用 18 件のうち 11 件を判定しました（61.1 %）。",
        "○適合3 件",
        "×不適合8 件うち例外承認 1 件",
        "?未判定7 件エラー 4、判定不能 1、未確認 2",
        "■重大な不適合 パスワードの強度と連続失敗時のロック "
        "住民記録DBサーバ：パスワードとロックの設定 2 件のうち 2 件が規程と異なります。 ほか 1 件の対象",
        "接続できない 2 件",
        "規定の適用対象でないもの（対象外）: 45 件",
        "読み取れなかった対象: 1 件（文書管理サーバ）",
        "はじめにお読みください 1 台は実施時間帯の外のため読み取っていません。",
    ):
        assert text in cover


def test_chapters_in_both_languages() -> None:
    chapters = {
        language: [text for level, text in _page(sample.assessment(), language).headings if level == 2]
        for language in Language
    }

    assert chapters[Language.JA][4:] == [
        "目次",
        "指摘事項8 件",
        "未判定の事項7 件",
        "所管別の指摘事項",
        "参考となる気付き1 件",
        "適合と判定したもの3 件",
        "対象の読み取り状況",
        "適用した規定",
        "方法と除外範囲",
        "判定と区分の見方",
    ]
    assert chapters[Language.EN][5:8] == ["Findings8", "Open questions7", "Findings by section"]


def test_a_finding_says_clause_fact_evidence_and_what_to_do() -> None:
    words = _page(sample.assessment()).words

    for text in (
        "住基ネットセキュリティ対策基準 第14(1) 規則・規程",
        "求めていること推測されにくいパスワードを用い、連続して失敗したときは利用を止めること。",
        "なぜ重要か推測しやすいパスワードを設定でき、",
        "対応pwquality と faillock の値を市の規程に合わせ、",
        "ssh:pam /etc/security/pwquality.conf:11minlen = 6",
        "例外承認 この件全体。理由: 年度末の決算処理で使うため。代わりの措置: 平日の利用記録を毎週点検。"
        "承認: 情報政策課長（令和8年10月1日）。期限: 令和9年3月31日。",
        "旧基準（参考適用） 現行の規定では PI-66-1、IN-14-1 住基ネットセキュリティ対策基準 第14(1) に当たります。",
        f"証拠 {sample.artefact('juki-db01', 'ssh:pam').digest[7:19]}",
    ):
        assert text in words


def test_many_items_are_bounded_and_say_where_the_rest_is() -> None:
    days = tuple(
        violation(f"d{n}", Reason.LOG_GAP, sample.say("gap", day="2026-01-05"), Place(origin="x")) for n in range(3000)
    )
    part = sample.part("days", State.FAIL, sample.say("denied"), *days, reason=Reason.LOG_GAP)
    row = sample.row("IN-20-2", "cs01", sample.say("denied"), part, reason=Reason.LOG_GAP)

    words = _page(sample.assessment(row)).words

    assert words.count("令和8年1月5日 の操作ログがありません。") == 20
    assert "ほか 2,980 件の詳細は、同じフォルダの results.json、results.csv にあります。" in words
    assert "results.en.csv" in _page(sample.assessment(row), Language.EN).words


def test_hostile_names_stay_text() -> None:
    source = _source(sample.assessment())

    assert "<script" not in source
    assert r"&lt;script&gt;alert(1)&lt;/script&gt;\x1b[31m\u202egnp.exe" in source
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", source)


def test_rare_characters_and_long_names_come_through() -> None:
    words = _page(sample.assessment()).words

    assert "髙田橋 河川監視" in words
    assert "𠮷野出張所" in words
    assert sample.LONG_NAME in words


def test_without_findings_it_still_gives_no_all_clear() -> None:
    row = next(r for r in sample.assessment().results if r.state is State.PASS)

    words = _page(sample.assessment(row)).words

    assert "対応の要る不適合は 0 件です。これは判定した 1 件に限った数です。" in words
    assert "見ていない範囲のことは、この資料からは分かりません。" in words


def test_nothing_applicable_is_said() -> None:
    whole = sample.assessment()
    none = replace(
        whole, results=(), coverage=replace(whole.coverage, applicable=0, judged=0, passed=0, failed=0, open=0)
    )

    assert "適用される件数が 0 件です。" in _page(none).words


@pytest.mark.parametrize(
    ("counts", "segments"),
    [
        ((0, 0, 0), ()),
        ((1, 0, 0), (("pass", 0.0, 1000.0),)),
        ((1, 1, 2), (("pass", 0.0, 250.0), ("fail", 250.0, 250.0), ("open", 500.0, 500.0))),
        ((9999, 1, 0), (("pass", 0.0, 992.1), ("fail", 992.1, 7.9))),
    ],
)
def test_the_bar(counts: tuple[int, int, int], segments: tuple[tuple[str, float, float], ...]) -> None:
    assert html_page.bar(*counts) == segments


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#115a36", "#e6f5ec"),
        ("#a90000", "#fdeeee"),
        ("#ffffff", "#a90000"),
        ("#ac3e00", "#ffeee2"),
        ("#604b00", "#fbf5e0"),
        ("#00118f", "#e8f1fe"),
        ("#4d4d4d", "#f2f2f2"),
        ("#333333", "#ffffff"),
    ],
)
def test_colours_hold_aa_and_are_those_of_the_style_sheet(ink: str, ground: str) -> None:
    source = _source(sample.assessment()).replace("#fff;", "#ffffff;").replace("#333;", "#333333;")

    assert ink in source
    assert ground in source
    assert _contrast(ink, ground) >= 4.5
