"""The page: well formed, self-contained, readable without script, honest."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from auditor.model.background import Background
from auditor.model.changes import ChangeKind
from auditor.model.evidence import Place
from auditor.model.result import Assessment, Words
from auditor.model.terms import Reason, State
from auditor.model.verdict import violation
from auditor.model.words import Language
from auditor.reporters import NO_BACKGROUND, html_page
from tests.fixtures.reports import past, sample

_VOID = {"meta", "br", "rect", "path", "circle", "link", "img", "hr", "input"}


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


def _source(assessment: Assessment, language: Language = Language.JA, background: Background = NO_BACKGROUND) -> str:
    out = io.BytesIO()
    html_page.write(assessment, out, language, background)
    return out.getvalue().decode()


def _page(assessment: Assessment, language: Language = Language.JA, background: Background = NO_BACKGROUND) -> _Page:
    return _Page(_source(assessment, language, background))


def _contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#rrggbb`` (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("nights", [0, 1, 2, 365])
def test_well_formed_self_contained_and_without_script(language: Language, nights: int) -> None:
    whole = sample.assessment()
    background = past.background(whole, nights=nights) if nights else NO_BACKGROUND
    source = _source(whole, language, background)
    page = _Page(source)

    assert page.tags[0] == ("html", {"lang": language.value})
    assert not re.search(r"https?://|//[a-z]|url\((?!#)|@import|src=|<link|<script|\son\w+=|javascript:", source)
    hrefs = {href for tag, attrs in page.tags if tag == "a" and (href := attrs["href"])}
    ids = page.ids()
    assert {href.removeprefix("#") for href in hrefs} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", list(Language))
def test_headings_descend_step_by_step_and_tables_have_scopes(language: Language) -> None:
    page = _page(sample.assessment(), language, past.background(sample.assessment()))

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
    source = _source(sample.assessment(), background=past.background(sample.assessment()))

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


class TestPast:
    """What the store adds to the page."""

    def page(self, language: Language = Language.JA, **more: object) -> _Page:
        whole = sample.assessment()
        return _page(whole, language, past.background(whole, **more))  # type: ignore[arg-type]

    def test_changes_and_course_come_before_the_findings(self) -> None:
        chapters = [text for level, text in self.page().headings if level == 2]

        assert chapters[4:8] == ["目次", "前回の監査からの変化11 件", "これまでの経過", "指摘事項8 件"]

    def test_the_first_page_says_what_changed_and_bears_the_seal(self) -> None:
        words = self.page().words
        cover = words[: words.index("目次")]

        assert (
            "前回の監査からの変化：新しい指摘 2 件、再び現れた指摘 1 件、期限を過ぎた指摘 1 件、"
            "判定できなくなったもの 2 件、監査の対象でなくなったもの 1 件、解消した指摘 1 件"
        ) in cover
        assert f"封印第 366 号 {past.SEAL.digest}鍵 {past.SEAL.key}" in cover

    def test_each_kind_names_what_changed(self) -> None:
        words = self.page().words

        for text in (
            "令和8年11月19日の監査（20261119-0100）と比べました。",
            "＋新しい指摘2 件",
            "■重大な不適合住民記録DBサーバ juki-db01市民課職員番号 04412（令和8年3月31日 退任）のアカウント tanaka.k "
            "が有効です。令和8年11月20日から 期限 令和8年12月20日",
            "連続失敗時のロックが設定されていません。令和8年10月20日から 期限 令和8年11月19日（過ぎています）",
            "文書管理サーバ down01所管の記載なし「文書管理サーバ」に接続できませんでした。不適合 → エラー",
            "suzuki.t：読み取れなかったところがあり、この指摘が残っているかどうかは分かりません（読み取り権限がない）。",
            "適合 → 監査の対象外",
            "このほかの変化: 判定できるようになり適合したもの 1 件、初めて監査したもの 1 件、内容が変わったもの 1 件",
        ):
            assert text in words

    def test_a_finding_says_since_when_and_until_when(self) -> None:
        words = self.page().words
        findings = words[words.index("指摘事項8 件") :]

        # The same for all items of the row: said once. Different ones: said at each item.
        assert "63 日分の操作ログがありません。 令和8年10月23日から 期限 令和9年1月21日" in findings
        assert "のアカウント tanaka.k が有効です。令和8年11月6日から 期限 令和8年12月6日" in findings
        assert "対応の期限は、所管課と協議して定めてください。" not in findings
        assert "対応の期限は、所管課と協議して定めてください。" in _page(sample.assessment()).words

    def test_on_a_first_night_there_is_nothing_to_compare(self) -> None:
        whole = sample.assessment()
        found = replace(past.background(whole, nights=1), changes=past.changes(before=None))

        words = _page(whole, background=found).words

        assert "最初の監査のため、比べる相手がありません。" in words
        assert "前回の監査からの変化：" not in words
        assert "これまでの経過" not in words

    def test_a_run_that_judged_another_again_is_held_against_it(self) -> None:
        whole = sample.assessment()
        again = replace(whole, run=replace(whole.run, reassesses="20261119-0100"))

        words = _page(again, background=past.background(again)).words

        assert "元の監査の判定との違い11 件 令和8年11月19日の監査（20261119-0100）と比べました。" in words
        assert "前回の監査からの変化" not in words

    def test_a_night_without_changes_says_so(self) -> None:
        words = self.page(entries=()).words

        assert (
            "前回の監査からの変化0 件 令和8年11月19日の監査（20261119-0100）と比べました。 判定の変化は 0 件です。"
            in words
        )
        assert "前回の監査からの変化：新しい指摘、再び現れた指摘、期限を過ぎた指摘などは 0 件です。" in words

    def test_many_changes_are_bounded(self) -> None:
        many = [past.change(ChangeKind.NEW, "IN-22-1", "juki-db01", f"user{n}", text=None) for n in range(500)]

        words = self.page(entries=many).words

        assert "＋新しい指摘500 件" in words
        assert words.count("user") == 60
        assert "ほか 440 件は results.json にあります。" in words

    def test_the_picture_has_a_text_and_a_table(self) -> None:
        page = self.page(Language.EN)
        words = page.words

        assert [attrs for tag, attrs in page.tags if tag == "svg" and attrs.get("aria-labelledby") == "trend-name"]
        assert "Line charts of the findings by class and of the share that was judged" in words
        assert "over 365 audits from 2025-11-21 to 2026-11-20" in words
        assert "2026-11-20585/61095.9 %1321152425" in words
        assert "The table has the first audit of each month and the newest" in words

    def test_an_audit_of_a_part_says_so_on_the_first_page(self) -> None:
        whole = sample.assessment()
        part = replace(whole, run=replace(whole.run, scope="--control IN-22-1"))

        assert "一部だけの監査です（--control IN-22-1）。" in _page(part).words

    def test_the_profile_bears_its_name(self) -> None:
        whole = sample.assessment()
        titled = replace(whole, run=replace(whole.run, profile_title=Words(ja="はじめの12項目", en="A dozen")))

        assert "（プロファイル「はじめの12項目」）" in _page(titled).words
        assert "（プロファイル「starter」）" in _page(whole).words
