"""What people read: the whole text of a night, and every kind of notice in both languages."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel, DutyKind
from auditor.model.sealing import FaultKind
from auditor.model.terms import FindingClass, Reason
from auditor.model.words import Language, message
from auditor.notify.letter import letter
from auditor.notify.merging import merging
from auditor.notify.notice import (
    Address,
    FailureNews,
    News,
    Notice,
    NoticeKind,
    SealFault,
    SealNews,
    Test,
    Trouble,
    Upcoming,
    WeekNews,
)
from auditor.notify.page import page
from auditor.notify.plain import text
from auditor.notify.spool import Spool
from auditor.notify.spool_files import Entry
from tests.fixtures import notices
from tests.fixtures.notices import change, changes
from tests.unit.notify.told import night_notice

JAPANESE = """みなと市  監査の結果（令和8年11月20日）

前回（令和8年11月19日）の監査からの変化をお知らせします。

■ 新たな指摘（3 件）
報告書の「対応」を見て直してください。期限のあるものは、その日までにお願いします。
［重大な不適合 2 件］
・パスワードの強度と連続失敗時のロック（IN-14-1）／住民記録DBサーバ
　パスワード方針が弱い、2 件、対応の期限 令和8年12月4日
［軽微な不適合 1 件］
・カメラ映像の保存期間（KC-6-4）／駅前広場1
　保存期間の超過、1 件、対応の期限 令和8年12月20日、例外承認あり

■ 再発した指摘（1 件）
いったん解消した指摘が、また見つかりました。直すとともに、再発の理由を確かめてください。
［軽微な不適合 1 件］
・操作ログの7年間の保存（IN-20-2）／住基ネット コミュニケーションサーバ
　ログの欠落、1 件、対応の期限 令和8年12月20日

■ 対応の期限を過ぎた指摘（1 件）
対応の期限を過ぎました。所管課と見込みを確かめ、すぐに直せないものは例外承認の手続をご検討ください。
［観察事項 1 件］
・パスワードの管理（相手方を含む）（NG-4-2-2-a-2）／水道料金システム
　期限に遅れた、1 件、令和8年10月20日から、期限は令和8年11月19日でした

■ 判定できなくなった事項（1 件）
前回は判定できましたが、今回は判定できませんでした。指摘が解消したという意味ではありません。読み取れない原因を取り除いてください。
［「重大な不適合」に当たる規定 1 件］
・異動・退職者のアカウントの停止（IN-22-1）／バックアップサーバ
　接続できない、1 件

■ 解消した指摘（1 件）
判定し直したところ、見つからなくなった指摘です。
［推奨事項 1 件］
・カメラの時計（KC-6-5-a）／録画装置A（駅前広場）
　時計のずれ、1 件、令和8年11月2日から

■ 判定の状況
適用 18 件のうち 11 件を判定しました（61.1 %）。不適合 8 件（うち例外承認 1 件）、未判定 7 件です。

■ 報告書
監査用サーバの作業フォルダにある reports/20261120-0100/report.html をご覧ください。

■ 封印（控えておく値）
監査の記録が後から作り替えられていないかを確かめるための値です。この知らせを、監査用サーバとは別の場所に保管してください。
・番号：128
・要約値：sha256:3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f
・鍵の指紋：SHA256:Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Qx7Q
・照合の方法：auditor verify --head "128 sha256:3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"
"""

MISSED = message("store.no_run", run="20261119-013000")


def _notice(news: News) -> Notice:
    return Notice(about="x", moment=notices.jst(20, 1, 30), made=notices.NOW, organisation="みなと市", news=news)


def _kinds() -> dict[NoticeKind, Notice]:
    night = night_notice(notices.usual(), missed=(MISSED,))
    entries = {
        f"n{n}": Entry(address=Address(channel=Channel.MAIL, to=("a@b.invalid",)), notice=night) for n in range(12)
    }
    merged = merging(entries, {})
    assert merged is not None
    fault = SealFault(kind=FaultKind.REMOVED, what=MISSED, first="20261119-013000", last="20261120-013000")
    return {
        NoticeKind.NIGHT: night,
        NoticeKind.FAILURE: _notice(
            FailureNews(duty=DutyKind.AUDIT, due=notices.jst(20, 1, 30), why=MISSED, next_due=notices.jst(21, 1, 30))
        ),
        NoticeKind.SEAL: _notice(
            SealNews(
                verified=notices.jst(22, 5), faults=(fault,), count=30, runs=9, proven=7,
                last_proven="20261118-013000", seal=notices.SEAL,
            )
        ),
        NoticeKind.SIGN_OF_LIFE: _notice(
            WeekNews(
                due=notices.jst(23, 7, 30), missed=(MISSED,), trend=notices.week(), verified=notices.jst(22, 5),
                upcoming=(Upcoming(duty=DutyKind.AUDIT, at=notices.jst(24, 1, 30)),), waiting=2, seal=notices.SEAL,
            )
        ),
        NoticeKind.BACKLOG: merged.notice,
        NoticeKind.TROUBLE: _notice(Trouble(what=(message("notify.trouble_damaged", count=2),))),
        NoticeKind.TEST: _notice(Test()),
    }  # fmt: skip


KINDS = _kinds()


def test_a_night_in_full() -> None:
    written = letter(night_notice(notices.usual()), Language.JA)
    whole, _, colophon = text(written).partition("\n-- \n")
    assert whole == JAPANESE
    assert re.fullmatch(r"作成: 令和8年11月20日 2時00分（auditor [0-9.]+）\n", colophon)
    assert written.subject == (
        "みなと市の監査（令和8年11月20日）: 新規 3 件、再発 1 件、期限超過 1 件、判定できず 1 件、解消 1 件"
    )


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (
            NoticeKind.NIGHT,
            "みなと市: audit of 2026-11-20: an audit was missed, 3 new, 1 back, 1 overdue, 1 not judged any more, "
            "1 solved",
        ),
        (NoticeKind.FAILURE, "みなと市: nightly audit due 2026-11-20 01:30 failed"),
        (NoticeKind.SEAL, "みなと市: differences found in what was sealed: 30"),
        (
            NoticeKind.SIGN_OF_LIFE,
            "みなと市: audit, regular report of 2026-11-23: 7 audits, 92.4 % judged, 12 not satisfied, 10 open",
        ),
        (NoticeKind.BACKLOG, "みなと市: 3 messages that could not be sent since 2026-11-20"),
        (NoticeKind.TROUBLE, "みなと市: audit messages are held up"),
        (NoticeKind.TEST, "みなと市: test of audit messages"),
    ],
)
def test_subjects(kind: NoticeKind, subject: str) -> None:
    assert letter(KINDS[kind], Language.EN).subject == subject


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", Language)
def test_every_kind_has_all_its_words_in_both_languages(kind: NoticeKind, language: Language) -> None:
    written = letter(KINDS[kind], language)
    for whole in (text(written), page(written).decode(), written.subject):
        # A text that is missing shows as its code or its arguments.
        assert not re.search(r"notify\.|sending\.|\{'|None", whole), whole
    japanese = re.sub("みなと市", "", written.subject)
    assert bool(re.search("[ぁ-ん]", japanese)) is (language is Language.JA)


@pytest.mark.parametrize("kind", [NoticeKind.NIGHT, NoticeKind.SIGN_OF_LIFE, NoticeKind.SEAL, NoticeKind.BACKLOG])
def test_the_chains_head_stands_in_full_where_it_belongs(kind: NoticeKind) -> None:
    whole = text(letter(KINDS[kind], Language.JA))
    assert f"・番号：128\n・要約値：{notices.SEAL.digest}\n・鍵の指紋：{notices.SEAL.key}\n" in whole
    assert f'auditor verify --head "128 {notices.SEAL.digest}"' in whole


def test_what_must_be_known_first_stands_first() -> None:
    whole = text(letter(KINDS[NoticeKind.NIGHT], Language.JA))
    assert whole.index("★ 先にお伝えすること") < whole.index("■ 新たな指摘")
    assert "実施されなかった回あり" in letter(KINDS[NoticeKind.NIGHT], Language.JA).subject


def test_a_first_night_says_why_everything_is_new() -> None:
    written = letter(night_notice(changes([change(ChangeKind.NEW)], before=None)), Language.JA)
    assert written.lead == ("初めての監査です。見つかった指摘は、すべて「新たな指摘」に数えています。",)


def test_a_missed_night_alone_claims_no_change() -> None:
    written = letter(night_notice(None, missed=(MISSED,)), Language.JA)
    assert written.subject == "みなと市の監査（令和8年11月20日）: 実施されなかった回あり"
    assert written.lead == ("前回の監査からお知らせする変化は 0 件です。",)


def test_a_week_without_a_night_says_so_first() -> None:
    notice = _notice(WeekNews(due=notices.jst(23, 7, 30)))
    written = letter(notice, Language.JA)
    assert written.subject == "みなと市: 監査の定期連絡（令和8年11月23日）: 完了した監査がありません"
    assert [block.heading for block in written.blocks if block.first] == ["最近の監査"]


def test_cut_lists_keep_complete_counts_by_class() -> None:
    controls = [notices.control(f"X-{n:03}", f"規定{n}", f"Rule {n}") for n in range(50)]
    entries = [change(ChangeKind.NEW, f"X-{n:03}", finding_class=FindingClass.MAJOR) for n in range(45)]
    entries += [change(ChangeKind.NEW, f"X-{n:03}", finding_class=FindingClass.MINOR) for n in range(50)]
    whole = text(letter(night_notice(changes(entries, controls=controls)), Language.EN))
    assert "■ New findings (95)" in whole
    assert "[major nonconformity: 45]" in whole
    assert whole.count("\n- Rule") == 40
    assert "And 5 more: see the report.\n[minor nonconformity: 50]\nAnd 50 more: see the report." in whole


POISON = (
    "tanaka.k", "04412", "/export/home/tanaka", "192.0.2.77", "S3cret-Pass", "fe80::77", "tanaka@city.invalid",
    "鈴木一郎",
)  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_no_item_key_summary_or_argument_is_ever_told(language: Language, tmp_path: Path) -> None:
    """Item keys hold accounts, staff numbers, paths and addresses; messages' arguments do too."""
    from auditor.notify.syslog_messages import encoded, log_messages

    entries = [
        change(
            kind, "IN-22-1", "target:192.0.2.77", poison,
            reason=Reason.LEFT_ENABLED, summary=message("linux.account_left", account=poison, person="鈴木一郎"),
            since=date(2026, 11, 1), due=date(2026, 11, 20),
        )
        for kind in ChangeKind
        for poison in POISON
    ]  # fmt: skip
    missed = message("store.unwritable", path="/export/home/tanaka/state.db", detail="192.0.2.77, tanaka@city.invalid")
    found = night_notice(changes(entries), missed=(missed,))
    entry = Entry(address=Address(channel=Channel.SYSLOG, language=language), notice=found)
    spool = Spool(folder=tmp_path / "spool")
    spool.put(entry.address, found)
    logged = b"\n".join(encoded(m, entry, 1, 16, "host") for m in log_messages("name", entry))
    written = letter(found, language)
    stored = b"".join(path.read_bytes() for path in (tmp_path / "spool").glob("*.json"))
    for whole in (text(written), page(written).decode(), written.subject, logged.decode(), stored.decode()):
        assert not [poison for poison in POISON if poison in whole]
    assert ("8 件" if language is Language.JA else "items: 8") in text(written)


def test_a_title_from_strangers_does_not_act() -> None:
    hostile = notices.control("X-1", "<script>alert(1)</script>\r\nBcc: x\x1b[31m\u202e", "<b>bold</b>")
    entries = [change(ChangeKind.NEW, "X-1", finding_class=FindingClass.MAJOR)]
    written = letter(night_notice(changes(entries, controls=[hostile])), Language.JA)
    html, plain = page(written).decode(), text(written)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "\x1b" not in plain
    assert "\u202e" not in plain
    assert "\nBcc" not in plain


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    for notice in KINDS.values():
        html = page(letter(notice, Language.JA)).decode()
        assert "default-src 'none'" in html
        assert not re.search(r"<script|src=|href=|url\(\s*['\"]?http", html)


def test_a_sample_says_that_it_is_one() -> None:
    made_up = replace(notices.assessment(), run=replace(notices.assessment().run, sample=True))
    written = letter(night_notice(notices.usual(), given=made_up), Language.JA)
    assert written.subject.startswith("［見本］みなと市の監査")


def test_the_polite_words_assure_of_nothing() -> None:
    for notice in KINDS.values():
        whole = text(letter(notice, Language.JA)) + text(letter(notice, Language.EN))
        assert not re.search("問題ありません|安全です|異常なし|(?i:all clear|no problem|compliant)", whole)
