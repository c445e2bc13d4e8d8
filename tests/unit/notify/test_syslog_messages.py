"""Log messages by the grammar of RFC 5424."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel
from auditor.model.terms import FindingClass, Reason
from auditor.model.words import Language, message
from auditor.notify.notice import Address, Notice, Test
from auditor.notify.spool_files import Entry
from auditor.notify.syslog_messages import LARGEST, LogMessage, encoded, hostname, log_messages
from tests.fixtures import notices
from tests.fixtures.notices import change, changes
from tests.unit.notify.test_letters import KINDS
from tests.unit.notify.told import night_notice

NAME = re.compile(rb"[!#-<>-\\^-~]{1,32}")
VALUE = rb'"(?:[^"\\\]]|\\["\\\]])*"'
ELEMENT = rb"\[" + NAME.pattern + rb"(?: " + NAME.pattern + rb"=" + VALUE + rb")*\]"
MESSAGE = re.compile(
    rb"<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}\+09:00) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) "
    rb"([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) ((?:" + ELEMENT + rb")+) \xef\xbb\xbf([^\x00-\x1f]*)",
    re.DOTALL,
)


def _entry(notice: Notice, language: Language = Language.JA) -> Entry:
    return Entry(address=Address(channel=Channel.SYSLOG, language=language), notice=notice)


def _parsed(found: LogMessage, entry: Entry) -> "re.Match[bytes]":
    data = encoded(found, entry, 7, 16, "audit01")
    assert len(data) <= LARGEST
    data.decode("utf-8")
    match = MESSAGE.fullmatch(data)
    assert match is not None, data
    return match


def test_every_kind_of_notice_makes_messages_by_the_grammar() -> None:
    for notice in KINDS.values():
        for language in Language:
            found = log_messages("name", _entry(notice, language))
            assert found[-1].msgid in {"NIGHT", "FAILURE", "SEAL", "ALIVE", "BACKLOG", "TROUBLE", "TEST"}
            for one in found:
                match = _parsed(one, _entry(notice, language))
                assert b'[meta sequenceId="7" language="%s"]' % language.value.encode() in match[7]


def test_a_night_is_a_message_a_change_and_one_that_sums_up() -> None:
    notice = night_notice(notices.usual(), missed=(message("store.no_run", run="x"),))
    found = log_messages("name", _entry(notice))
    assert [m.msgid for m in found] == ["MISSED", *["CHANGE"] * 6, "NIGHT"]
    assert [m.severity for m in found] == [4, 3, 6, 4, 5, 3, 6, 3]
    assert found[1].data == {
        "notice": "name", "organisation": "みなと市", "run": "20261120-0100", "as_of": "2026-11-20", "kind": "new",
        "class": "major", "control": "IN-14-1", "title": "パスワードの強度と連続失敗時のロック",
        "subject": "住民記録DBサーバ", "count": "2", "reason": "weak_password_policy", "since": "2026-11-20",
        "due": "2026-12-04",
    }  # fmt: skip
    total = found[-1].data
    assert {k: total[k] for k in ("new", "back", "overdue", "unjudged", "solved", "missed", "judged", "open")} == {
        "new": "3", "back": "1", "overdue": "1", "unjudged": "1", "solved": "1", "missed": "1", "judged": "11",
        "open": "7",
    }  # fmt: skip
    assert (total["seal"], total["digest"], total["key"]) == ("128", notices.SEAL.digest, notices.SEAL.key)


def test_facility_and_severity_make_the_priority() -> None:
    entry = _entry(night_notice(notices.usual()))
    found = log_messages("name", entry)[0]
    assert encoded(found, entry, 1, 16, "h").startswith(b"<131>1 2026-11-20T02:00:00.000+09:00 h auditor - CHANGE [")
    assert encoded(found, entry, 1, 10, "h").startswith(b"<83>1 ")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_title_keeps_the_grammar_and_comes_back(ja: str, en: str) -> None:
    hostile = notices.control("X-1", ja, en)
    one = change(
        ChangeKind.OVERDUE, "X-1", finding_class=FindingClass.MAJOR, reason=Reason.LATE,
        since=date(2026, 1, 1), due=date(2026, 2, 1),
    )  # fmt: skip
    entry = _entry(night_notice(changes([one], controls=[hostile])))
    for found in log_messages("name", entry):
        match = _parsed(found, entry)
        values = dict(re.findall(rb" ([a-z_]+)=(" + VALUE + rb")", match[7]))
        shown = re.sub(r"\\([\"\\\]])", r"\1", values.get(b"title", b'""').decode()[1:-1])
        assert shown == found.data.get("title", "")


def test_long_words_are_cut_between_characters_and_data_never() -> None:
    notice = Notice(about="x", moment=notices.NOW, made=notices.NOW, organisation="市", news=Test())
    found = LogMessage(severity=5, msgid="TEST", data={"title": "題" * 400}, text="語" * 1000)
    match = _parsed(found, _entry(notice))
    assert match[7].decode().count("題") == 400
    assert match[8].decode().endswith("語…")


def test_the_hostname_is_printable() -> None:
    assert re.fullmatch(r"[\x21-\x7e]{1,255}", hostname())
