"""Mail to a real Exim: protected, logged in, in order, and never a login tried again and again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model.credential import CredentialKind
from auditor.model.operation import Channel, Route, Security
from auditor.model.words import Language
from auditor.notify import check, send_test
from auditor.notify.letter import letter
from auditor.notify.plain import text
from tests.fixtures import notices
from tests.integration.notify.certificates import ServerFiles, server_files
from tests.integration.notify.posts import PASSWORD, TO, Post, Vault, by_mail, codes
from tests.integration.servers.exim import Exim, exim, free_port
from tests.unit.notify.told import night_notice


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ServerFiles:
    return server_files(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(files: ServerFiles) -> Iterator[Exim]:
    with exim(files.certificate, files.key) as running:
        yield running


@pytest.fixture
def guarded(files: ServerFiles) -> Iterator[Exim]:
    """Takes mail from those alone who log in."""
    with exim(files.certificate, files.key, logins={"auditor": PASSWORD}) as running:
        yield running


def test_a_night_arrives_as_it_was_written(server: Exim, files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(server.port, files.ca))
    post.tell()
    assert post.deliver().delivered == {Channel.MAIL: 1}
    (mail,) = server.mails(1)
    written = letter(night_notice(notices.usual()), Language.JA)
    assert mail["Subject"] == written.subject
    body = mail.get_content().replace("\r\n", "\n")
    assert body == text(written).replace("reports/20261120-0100/", "reports/20261120-013000/")
    assert (mail["Return-path"], mail["Envelope-to"]) == ("<auditor@city.invalid>", TO[0])
    assert "X=TLS1.3" in server.log
    assert post.spool.pending() == ()


def test_tls_from_the_first_byte(files: ServerFiles, tmp_path: Path) -> None:
    with exim(files.certificate, files.key, tls_on_connect=True) as server:
        post = Post(tmp_path, by_mail(server.port, files.ca, security=Security.TLS, host="localhost"))
        post.tell()
        assert post.deliver().delivered == {Channel.MAIL: 1}
        assert len(server.mails(1)) == 1


@pytest.mark.parametrize("mechanisms", [("PLAIN", "LOGIN"), ("LOGIN",)])
def test_a_login_with_a_japanese_password(mechanisms: tuple[str, ...], files: ServerFiles, tmp_path: Path) -> None:
    with exim(files.certificate, files.key, logins={"auditor": PASSWORD}, mechanisms=mechanisms) as server:
        post = Post(tmp_path, by_mail(server.port, files.ca, login=True))
        post.tell()
        assert post.deliver().delivered == {Channel.MAIL: 1}
        server.mails(1)
        assert f"A={mechanisms[0].lower()}:auditor" in server.log


def _logins(server: Exim) -> int:
    return server.log.count("authenticator failed")


def test_a_refused_login_is_tried_once_a_day_and_at_once_when_it_is_set_anew(
    guarded: Exim, files: ServerFiles, tmp_path: Path
) -> None:
    post = Post(tmp_path, by_mail(guarded.port, files.ca, login=True), Vault(password="wrong-Pass-77"))  # noqa: S106
    post.tell(20)
    assert codes(post.deliver()) == ["login_refused"]
    for _ in range(23 * 4):
        post.after(minutes=15)
    post.tell(21)
    post.deliver()
    check(post.spool, post.notification, post.vault, lambda: post.now, patience=post.patience)
    send_test(post.spool, post.notification, "みなと市", post.vault, lambda: post.now, patience=post.patience)
    assert _logins(guarded) == 1
    post.after(hours=1, minutes=1)
    assert _logins(guarded) == 2
    post.vault.password, post.vault.version = PASSWORD, "2"
    assert post.deliver().delivered == {Channel.MAIL: 2}
    assert len(guarded.mails(2)) == 2
    assert _logins(guarded) == 2
    everything = "".join(p.read_text(encoding="utf-8", errors="replace") for p in post.folder.rglob("*") if p.is_file())
    assert "wrong-Pass-77" not in everything
    assert PASSWORD not in everything


def test_a_self_test_that_is_refused_makes_the_login_rest(guarded: Exim, files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(guarded.port, files.ca, login=True), Vault(password="wrong"))  # noqa: S106
    post.tell()
    for _ in range(5):
        (checked,) = check(post.spool, post.notification, post.vault, lambda: post.now, patience=post.patience)
        assert checked.problem is not None
        assert checked.problem.code == "sending.login_refused"
    post.deliver()
    assert _logins(guarded) == 1


def test_a_credential_of_another_kind_is_not_sent_anywhere(guarded: Exim, files: ServerFiles, tmp_path: Path) -> None:
    vault = Vault(kind=CredentialKind.SSH_PASSWORD)
    post = Post(tmp_path, by_mail(guarded.port, files.ca, login=True), vault)
    post.tell()
    assert codes(post.deliver()) == ["failed", "wrong_kind"]
    assert "no host name found" not in guarded.log
    assert "H=" not in guarded.log


def test_an_outage_of_a_week_loses_nothing_and_keeps_the_order(files: ServerFiles, tmp_path: Path) -> None:
    port = free_port()
    post = Post(tmp_path, by_mail(port, files.ca))
    for day in range(20, 27):
        post.tell(day)
        for _ in range(4):
            found = post.after(hours=6)
            assert found.delivered == {}
        assert found.waiting == {Channel.MAIL: day - 19}
    with exim(files.certificate, files.key, port=port) as server:
        assert post.after(hours=2).delivered == {Channel.MAIL: 7}
        mails = server.mails(7)
        log = server.log
    # Exim delivers each in a process of its own; its log has the order in which it took them.
    taken = [line.split(" id=")[1].split("@")[0] for line in log.splitlines() if " <= " in line]
    ids = {mail["Message-ID"][1:].partition("@")[0]: mail["Subject"] for mail in mails}
    days = [ids[name].split("令和8年11月")[1].split("日")[0] for name in taken]
    assert days == ["20", "21", "22", "23", "24", "25", "26"]


def test_a_recipient_refused_for_good_does_not_keep_the_others_from_it(
    server: Exim, files: ServerFiles, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    mail = by_mail(server.port, files.ca, to=("joho@city.invalid", "nobody@city.invalid"))
    routes = (*mail.routes, Route(channel=Channel.FOLDER))
    post = Post(tmp_path, replace(mail, folder=share, routes=routes))
    post.tell()
    found = post.deliver()
    assert found.delivered == {Channel.MAIL: 1, Channel.FOLDER: 2}
    assert codes(found) == ["refused", "recipient"]
    (mail_arrived,) = server.mails(1)
    assert mail_arrived["Envelope-to"] == "joho@city.invalid"
    (told,) = share.glob("*trouble*.txt")
    said = told.read_text(encoding="utf-8-sig")
    assert "メールの送り先 1 件が、令和8年11月20日 1時30分の知らせの受け取りを拒みました" in said
    assert "nobody@" not in said
    assert post.after(days=1).delivered == {}


def test_when_every_recipient_is_refused_it_is_kept_apart(server: Exim, files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(server.port, files.ca, to=("nobody@city.invalid",)))
    post.tell()
    assert codes(post.deliver()) == ["refused", "recipient"]
    assert len(list((tmp_path / "spool" / "refused").iterdir())) == 1
    assert post.spool.pending() == ()


def test_a_recipient_that_is_busy_gets_it_later_and_the_others_once(files: ServerFiles, tmp_path: Path) -> None:
    port = free_port()
    to = ("joho@city.invalid", "later@city.invalid")
    with exim(files.certificate, files.key, port=port) as server:
        post = Post(tmp_path, by_mail(port, files.ca, to=to))
        post.tell()
        assert codes(post.deliver()) == ["failed", "recipient"]
        post.tell(21)
        found = post.after(minutes=1)
        assert found.waiting == {Channel.MAIL: 2}  # the second night keeps behind the first
        (first,) = server.mails(1)
        assert first["Envelope-to"] == to[0]
        (entry, _) = post.spool.contents().entries.values()
        assert entry.left == ("later@city.invalid",)


def test_a_message_too_large_for_the_server_is_refused_for_good(files: ServerFiles, tmp_path: Path) -> None:
    rules = ("deny condition = ${if >{$message_size}{1}}", "  message = never")
    with exim(files.certificate, files.key, rules=rules) as server:
        post = Post(tmp_path, by_mail(server.port, files.ca))
        post.tell()
        assert codes(post.deliver()) == ["refused", "recipient"]


def test_the_self_test_asks_and_sends_nothing(server: Exim, files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(server.port, files.ca))
    (checked,) = check(post.spool, post.notification, post.vault, lambda: post.now, patience=post.patience)
    assert checked.problem is None
    assert " <= " not in server.log
    assert "unexpected disconnection" not in server.log
    wrong = by_mail(server.port, files.ca, to=("nobody@city.invalid",))
    (checked,) = check(post.spool, wrong, post.vault, lambda: post.now, patience=post.patience)
    assert checked.problem is not None
    assert checked.problem.args["reply"] == "550 5.1.1 there is no such mailbox"


def test_a_test_message_arrives(server: Exim, files: ServerFiles, tmp_path: Path) -> None:
    post = Post(tmp_path, by_mail(server.port, files.ca))
    found = send_test(post.spool, post.notification, "みなと市", post.vault, lambda: post.now, patience=post.patience)
    assert found.delivered == {Channel.MAIL: 1}
    (mail,) = server.mails(1)
    assert mail["Subject"] == "みなと市: 監査の知らせの送信試験"


def test_a_repeated_delivery_bears_the_same_identity(server: Exim, files: ServerFiles, tmp_path: Path) -> None:
    """A kill between the server's yes and our note of it sends the message twice: it can be recognised."""
    for copy in ("one", "two"):
        post = Post(tmp_path / copy, by_mail(server.port, files.ca))
        post.tell()
        post.deliver()
    first, second = server.mails(2)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()
