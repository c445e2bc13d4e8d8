"""Mail servers that misbehave: nothing is sent unprotected, nothing is lost, nobody waits for ever."""

import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.operation import Channel, Security
from auditor.notify.failures import ConnectionLost
from auditor.notify.line import Patience
from auditor.notify.mail import MailChannel
from auditor.notify.spool_files import Entry
from auditor.notify.taken import Taken
from tests.integration.notify.certificates import ServerFiles, server_files
from tests.integration.notify.posts import PASSWORD, Post, by_mail, codes
from tests.integration.notify.scripted import Talk, scripted

IMPATIENT = Patience(connect=2, answer=0.5, whole=1)
YES = ["250 ok", "250 ok"]
"""To MAIL and RCPT."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ServerFiles:
    return server_files(tmp_path_factory.mktemp("certificates"))


def _post(tmp_path: Path, port: int, files: ServerFiles, *, login: bool = False) -> Post:
    post = Post(tmp_path, by_mail(port, files.ca, login=login), patience=IMPATIENT)
    post.tell()
    return post


def _take(talk: Talk) -> None:
    """Take one mail as a good server does."""
    talk.greet()
    talk.answer([*YES, "354 go on"])
    talk.hear_mail()
    talk.say("250 taken\r\n")
    talk.answer(["221 bye"])


def test_a_server_without_starttls_gets_nothing(files: ServerFiles, tmp_path: Path) -> None:
    def script(talk: Talk) -> None:
        talk.say("220 mail\r\n")
        talk.answer([EHLO_PLAIN])
        talk.hear()

    with scripted(files, script) as server:
        post = _post(tmp_path, server.port, files, login=True)
        assert codes(post.deliver()) == ["failed", "no_starttls"]
    assert server.heard[0] == "ehlo [127.0.0.1]"
    assert not [line for line in server.heard if line.upper().startswith(("MAIL", "AUTH", "RCPT"))]
    assert post.vault.asked == 1


EHLO_PLAIN = "250-mail\r\n250 AUTH PLAIN LOGIN"


def test_a_server_that_refuses_starttls_gets_nothing(files: ServerFiles, tmp_path: Path) -> None:
    def script(talk: Talk) -> None:
        talk.say("220 mail\r\n")
        talk.answer(["250-mail\r\n250 STARTTLS", "454 not now"])
        talk.hear()

    with scripted(files, script) as server:
        assert codes(_post(tmp_path, server.port, files).deliver()) == ["failed", "no_starttls"]
    assert server.heard[1:] == ["STARTTLS", ""]


def test_what_is_slipped_in_before_tls_does_not_count(files: ServerFiles, tmp_path: Path) -> None:
    """Answers sent in the clear behind STARTTLS's own must not be taken for protected ones."""

    def script(talk: Talk) -> None:
        talk.say("220 mail\r\n")
        talk.answer(["250-mail\r\n250 STARTTLS"])
        talk.hear()
        talk.say("220 go\r\n250-forged\r\n250 AUTH PLAIN\r\n235 welcome\r\n")
        talk.protect()
        talk.hear()
        talk.say("250 no login here\r\n")
        talk.hear()

    with scripted(files, script) as server:
        post = _post(tmp_path, server.port, files, login=True)
        # The bytes in the clear spoil the handshake, or are dropped; either way no password is sent.
        assert codes(post.deliver())[0] == "failed"
    assert not [line for line in server.heard if line.startswith("AUTH")]


@pytest.mark.parametrize(
    ("names", "valid", "detail"),
    [
        (("mail.other.invalid",), timedelta(days=1), "mismatch"),
        (("127.0.0.1",), timedelta(days=-1), "expired"),
    ],
)
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_wrong_certificate_gets_nothing(
    names: tuple[str, ...], valid: timedelta, detail: str, security: Security, tmp_path: Path
) -> None:
    wrong = server_files(tmp_path / "wrong", names, valid=valid)

    def script(talk: Talk) -> None:
        if security is Security.STARTTLS:
            talk.greet()
        else:
            talk.protect()
        talk.hear()

    with scripted(wrong, script) as server:
        post = Post(tmp_path, by_mail(server.port, wrong.ca, security=security, login=True), patience=IMPATIENT)
        post.tell()
        found = post.deliver()
    assert codes(found) == ["failed", "certificate"]
    assert detail in str(found.notes[1].args["detail"])
    assert not [line for line in server.heard if line.upper().startswith(("AUTH", "MAIL"))]


def test_a_certificate_of_another_authority_gets_nothing(files: ServerFiles, tmp_path: Path) -> None:
    other = server_files(tmp_path / "other")
    with scripted(other, _take) as server:
        assert codes(_post(tmp_path, server.port, files).deliver()) == ["failed", "certificate"]


def test_a_ca_file_that_is_none_is_said(files: ServerFiles, tmp_path: Path) -> None:
    for content in (None, b"", b"no certificate"):
        path = tmp_path / "ca.pem"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        post = Post(tmp_path / str(content), by_mail(1, path))
        post.tell()
        assert codes(post.deliver()) == ["failed", "ca_file"]


def _says(*answers: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        talk.greet()
        talk.answer(answers)
        talk.hear()

    return script


def _hangs_up_in_data(talk: Talk) -> None:
    talk.greet()
    talk.answer([*YES, "354 go on"])
    talk.hear()


def _hangs_up_after_data(talk: Talk) -> None:
    talk.greet()
    talk.answer([*YES, "354 go on"])
    talk.hear_mail()


def _data_answer(answer: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        _hangs_up_after_data(talk)
        talk.say(answer + "\r\n")
        talk.answer(["221 bye"])

    return script


def _greets(line: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        talk.say(line)
        talk.hear()

    return script


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (_greets("554 go away\r\n"), "greeting"),
        (_greets("421 too busy\r\n"), "greeting"),
        (_greets("SSH-2.0-OpenSSH_9.2\r\n"), "greeting"),
        (_greets(""), "timeout"),
        (_greets("220-" + "x" * 20000 + "\r\n"), "closed"),
        (_says("451 later"), "sender"),
        (_says("550 not you"), "sender"),
        (_says("250 ok", "421 shutting down"), "recipient"),
        (_says("250 ok", "450 busy", "250 ok"), "recipient"),
        (_says("250 ok", "552 full", "250 ok"), "recipient"),
        (_says(*YES, "451 later"), "content"),
        (_data_answer("451 later"), "content"),
        (_data_answer("421 shutting down"), "content"),
        (_hangs_up_in_data, "closed"),
        (_hangs_up_after_data, "closed"),
    ],
)
def test_what_passes_is_tried_again_and_arrives(
    script: Callable[[Talk], None], why: str, files: ServerFiles, tmp_path: Path
) -> None:
    with scripted(files, script, _take) as server:
        post = _post(tmp_path, server.port, files)
        found = post.deliver()
        assert codes(found)[:2] == ["failed", why]
        assert found.delivered == {}
        assert post.after(minutes=1).notes == ()
        assert post.after(minutes=5).delivered == {Channel.MAIL: 1}
        assert server.connections == 2
    assert post.spool.pending() == ()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (_says("250 ok", "550 no such user", "250 ok"), "recipient"),
        (_says("250 ok", "551 elsewhere", "250 ok"), "recipient"),
        (_says("552 too large"), "content"),
        (_says(*YES, "554 no"), "content"),
        (_data_answer("554 looks like spam to us"), "content"),
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(
    script: Callable[[Talk], None], why: str, files: ServerFiles, tmp_path: Path
) -> None:
    with scripted(files, script) as server:
        post = _post(tmp_path, server.port, files)
        assert codes(post.deliver()) == ["refused", why]
        assert post.after(days=2).notes == ()
        assert server.connections == 1
    assert len(list((tmp_path / "spool" / "refused").iterdir())) == 1


def test_one_mail_that_breaks_connections_does_not_keep_back_the_rest(files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(1, files.ca), patience=IMPATIENT)

    def moody(talk: Talk) -> None:
        talk.greet()
        talk.answer(["250 ok"])
        if "poison" in talk.hear():
            return
        talk.say("250 ok\r\n")
        talk.answer(["354 go on"])
        talk.hear_mail()
        talk.say("250 taken\r\n")
        talk.answer(["221 bye"])

    with scripted(files, moody) as server:
        one, other = (by_mail(server.port, files.ca, to=(to,)) for to in ("poison@city.invalid", "joho@city.invalid"))
        post.notification = replace(one, routes=(*one.routes, *other.routes))
        post.tell()
        found = post.deliver()
    assert found.delivered == {Channel.MAIL: 1}
    assert found.waiting == {Channel.MAIL: 1}
    assert codes(found) == ["failed", "closed"]


AUTH = "250-mail\r\n250 AUTH PLAIN LOGIN\r\n"


def _auth(*answers: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        talk.greet(extensions=AUTH)
        talk.answer(answers)

    return script


@pytest.mark.parametrize(
    ("script", "why", "rests"),
    [
        (_auth("535 wrong"), "login_refused", timedelta(hours=24)),
        (_auth("534 too weak"), "login_refused", timedelta(hours=24)),
        (_auth("454 try later"), "login_unanswered", timedelta(hours=1)),
        (_auth("421 bye"), "login_unanswered", timedelta(hours=1)),
        (_auth(), "login_unanswered", timedelta(hours=1)),
    ],
)
def test_a_login_that_did_not_succeed_rests(
    script: Callable[[Talk], None], why: str, rests: timedelta, files: ServerFiles, tmp_path: Path
) -> None:
    with scripted(files, script) as server:
        post = _post(tmp_path, server.port, files, login=True)
        found = post.deliver()
        assert codes(found) == [why]
        post.now += rests - timedelta(minutes=1)
        assert post.deliver().notes == ()
        assert server.connections == 1
        post.after(minutes=2)
        assert server.connections == 2
    logins = [line for line in server.heard if line.startswith("AUTH")]
    assert len(logins) <= 2  # one a connection, one mechanism
    assert all(line.startswith("AUTH PLAIN ") for line in logins)
    assert PASSWORD not in str(found)


def test_a_server_that_knows_no_login_of_ours_gets_no_password(files: ServerFiles, tmp_path: Path) -> None:
    def script(talk: Talk) -> None:
        talk.greet(extensions="250-mail\r\n250 AUTH GSSAPI NTLM CRAM-MD5\r\n")
        talk.hear()

    with scripted(files, script) as server:
        assert codes(_post(tmp_path, server.port, files, login=True).deliver()) == ["failed", "no_login"]
    assert not [line for line in server.heard if line.startswith("AUTH")]


def _drips(talk: Talk) -> None:
    """Never silent for long, never finished."""
    talk.say("220-")
    while not talk.over.wait(0.2):
        talk.say("x")


def _floods(talk: Talk) -> None:
    talk.say("220 mail\r\n")
    talk.hear()
    while not talk.over.is_set():
        talk.say("250-and more\r\n" * 1000)


@pytest.mark.parametrize(("script", "why"), [(_drips, "timeout"), (_floods, "closed")])
def test_a_server_that_never_ends_is_left(
    script: Callable[[Talk], None], why: str, files: ServerFiles, tmp_path: Path
) -> None:
    with scripted(files, script) as server:
        post = _post(tmp_path, server.port, files)
        began = time.monotonic()
        assert codes(post.deliver()) == ["failed", why]
        assert time.monotonic() - began < 8


def test_a_handshake_that_never_ends_is_left(files: ServerFiles, tmp_path: Path) -> None:
    def script(talk: Talk) -> None:
        while not talk.over.wait(0.2):
            talk.say(b"\x16\x03\x03\x40\x00" if talk.over.is_set() else b"\x16")

    with scripted(files, script) as server:
        post = Post(tmp_path, by_mail(server.port, files.ca, security=Security.TLS), patience=IMPATIENT)
        post.tell()
        began = time.monotonic()
        found = post.deliver()
        assert found.delivered == {}
        assert codes(found)[0] == "failed"
        assert time.monotonic() - began < 8


def test_a_name_that_nobody_knows_is_said(files: ServerFiles, tmp_path: Path) -> None:
    for host in ("mail.nowhere.invalid", "a" * 70 + ".invalid"):
        post = Post(tmp_path / host[:5], by_mail(25, files.ca, host=host), patience=IMPATIENT)
        post.tell()
        assert codes(post.deliver()) == ["failed", "no_address"]


def _errors(kind: type[smtplib.SMTPException]) -> Iterator[smtplib.SMTPException]:
    """One of each of the library's exceptions."""
    if issubclass(kind, smtplib.SMTPSenderRefused):
        yield kind(550, b"x", "y")
    elif issubclass(kind, smtplib.SMTPResponseException):
        yield kind(550, b"x")
    else:
        yield kind({}) if issubclass(kind, smtplib.SMTPRecipientsRefused) else kind("x")
    for sub in kind.__subclasses__():
        yield from _errors(sub)


ERRORS = list(_errors(smtplib.SMTPException))


@pytest.mark.parametrize("error", ERRORS, ids=[type(error).__name__ for error in ERRORS])
def test_every_error_of_the_library_becomes_words(
    error: smtplib.SMTPException, files: ServerFiles, tmp_path: Path
) -> None:
    """None of smtplib's exceptions gets past the channel."""

    class Raising(MailChannel):
        def _send(self, mail: bytes, entry: Entry) -> Taken:
            raise error

    with scripted(files, _take) as server:
        post = _post(tmp_path, server.port, files)
        mail = post.notification.mail
        assert mail is not None
        ((name, entry),) = post.spool.contents().entries.items()
        with Raising(mail, post.vault, post.now, IMPATIENT) as channel, pytest.raises(ConnectionLost) as told:
            channel.send(name, entry)
    assert told.value.message.code == "sending.closed"


def test_the_library_has_the_errors_that_are_known() -> None:
    assert {type(error).__name__ for error in ERRORS} >= {"SMTPServerDisconnected", "SMTPHeloError", "SMTPDataError"}
