"""A mail by the rules: headers in ASCII, Japanese in RFC 2047, the same identity whenever it is delivered."""

import email
import email.policy
import re
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel
from auditor.model.words import Language
from auditor.notify.letter import letter
from auditor.notify.mail_message import compose, message_id
from auditor.notify.merging import merging
from auditor.notify.notice import Address, Notice, Test
from auditor.notify.plain import text
from auditor.notify.spool_files import Entry
from tests.fixtures import notices
from tests.fixtures.notices import change, changes
from tests.unit.notify.told import night_notice

SENDER = "auditor@city.invalid"
TO = ("joho@city.invalid", "shimin@city.invalid")
NIGHT = night_notice(notices.usual())


def _entry(notice: Notice = NIGHT, language: Language = Language.JA) -> Entry:
    return Entry(address=Address(channel=Channel.MAIL, to=TO, language=language), notice=notice, left=TO)


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def test_the_mail_says_what_the_letter_says() -> None:
    mail = _parsed(compose("name", _entry(), SENDER))
    written = letter(NIGHT, Language.JA)
    assert mail["Subject"] == written.subject
    assert mail.get_content().replace("\r\n", "\n") == text(written)
    assert (mail["From"], mail["To"]) == ("auditor <auditor@city.invalid>", ", ".join(TO))
    assert mail["Date"] == "Fri, 20 Nov 2026 02:00:00 +0900"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ja"
    assert mail.get_content_type() == "text/plain"


def test_nothing_but_ascii_and_short_lines_go_over_the_line() -> None:
    data = compose("name", _entry(), SENDER)
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 78  # RFC 5322, 2.1.1
    assert b"\n" not in b"".join(lines)
    for word in re.findall(rb"=\?[^ ]+\?=", data):
        assert len(word) <= 75  # RFC 2047, 2


def test_an_english_subject_needs_no_encoding() -> None:
    plain = msgspec.structs.replace(NIGHT, organisation="Minato City")
    assert b"\r\nSubject: Minato City: audit of 2026-11-20:" in compose("n", _entry(plain, Language.EN), SENDER)


def test_the_identity_is_the_same_for_every_delivery() -> None:
    again = msgspec.structs.replace(_entry(), attempts=9, left=TO[:1], next_try=notices.later(days=3))
    assert message_id("name", again, SENDER) == message_id("name", _entry(), SENDER)
    assert compose("name", again, SENDER) == compose("name", _entry(), SENDER)
    assert re.fullmatch(r"<[0-9a-f]{32}@city\.invalid>", message_id("name", _entry(), SENDER))
    assert message_id("other", _entry(), SENDER) != message_id("name", _entry(), SENDER)


def test_a_backlog_that_has_grown_is_another_mail() -> None:
    queue = {f"n{n:02}": _entry() for n in range(12)}
    first = merging(queue, {})
    more = merging({f"n{n:02}": _entry() for n in range(14)}, {})
    assert first is not None
    assert more is not None
    ids = {message_id("name", _entry(found.notice), SENDER) for found in (first, more)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    "organisation",
    ["みなと市\r\nBcc: everybody@city.invalid", "みなと市\nX-Y: z", "=?utf-8?q?=0D=0ABcc:_x?=", "a" * 900],
)
def test_no_title_gets_a_header_of_its_own(organisation: str) -> None:
    forged = msgspec.structs.replace(NIGHT, organisation=organisation)
    mail = _parsed(compose("name", _entry(forged), SENDER))
    assert mail.keys() == [
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "From", "To", "Subject", "Date", "Message-ID",
        "Auto-Submitted", "Content-Language",
    ]  # fmt: skip
    assert len(mail["Subject"]) <= 150


@given(st.text(max_size=250))
def test_any_title_makes_a_mail_that_reads_back(title: str) -> None:
    notice = Notice(about="x", moment=notices.NOW, made=notices.NOW, organisation=title, news=Test())
    mail = _parsed(compose("name", _entry(notice), SENDER))
    assert len(mail.keys()) == 10
    assert mail.defects == []
    assert "監査の知らせ" in mail["Subject"] or len(title) > 100


def test_a_hostile_control_title_stays_in_the_body() -> None:
    hostile = notices.control("X-1", "題\r\n.\r\nMAIL FROM:<x@y>\x00", "t")
    found = night_notice(changes([change(ChangeKind.NEW, "X-1")], controls=[hostile]))
    body = _parsed(compose("name", _entry(found), SENDER)).get_content()
    assert "題 ⏎ . ⏎ MAIL FROM:<x@y>\\x00（X-1）" in body
