"""Log messages to a real rsyslogd, and to servers that misbehave."""

import re
import socket
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel
from auditor.notify import Sections, Spool, check, tell_night
from auditor.notify.line import Patience
from tests.fixtures import notices
from tests.fixtures.notices import change, changes
from tests.integration.notify.certificates import ServerFiles, server_files
from tests.integration.notify.posts import Post, by_log, codes
from tests.integration.notify.scripted import Talk, scripted
from tests.integration.servers.exim import free_port
from tests.integration.servers.rsyslog import Rsyslog, rsyslog

IMPATIENT = Patience(connect=2, answer=0.5, whole=2)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ServerFiles:
    return server_files(tmp_path_factory.mktemp("certificates"))


def _server(folder: Path, files: ServerFiles | None) -> AbstractContextManager[Rsyslog]:
    if files is None:
        return rsyslog(folder)
    return rsyslog(folder, certificate=files.certificate, key=files.key, ca=files.ca)


def _parameter(data: str, name: str) -> str:
    found = re.search(rf' {name}="((?:[^"\\]|\\.)*)"', data)
    return found[1] if found else ""


@pytest.mark.parametrize("tls", [False, True], ids=["tcp", "tls"])
def test_a_night_is_understood_field_by_field(tls: bool, files: ServerFiles, tmp_path: Path) -> None:
    with _server(tmp_path / "rsyslog", files if tls else None) as server:
        post = Post(tmp_path, by_log(server.port, files.ca if tls else None))
        post.tell()
        assert post.deliver().delivered == {Channel.SYSLOG: 1}
        logged = server.logged(7)
    assert len(logged) == 7
    assert [m.pri for m in logged] == [131, 134, 132, 133, 131, 134, 131]
    assert {(m.version, m.app_name, m.procid, m.hostname) for m in logged} == {
        ("1", "auditor", "-", socket.gethostname())
    }
    assert {m.timestamp for m in logged} == {"2026-11-20T02:00:00.000+09:00"}
    assert [m.msgid for m in logged] == [*["CHANGE"] * 6, "NIGHT"]
    first, last = logged[0], logged[-1]
    assert first.text == (
        "\ufeff新たな指摘：パスワードの強度と連続失敗時のロック（IN-14-1）／住民記録DBサーバ、"
        "パスワード方針が弱い、2 件、対応の期限 令和8年12月4日"
    )
    assert _parameter(first.data, "subject") == "住民記録DBサーバ"
    assert [_parameter(m.data, "sequenceId") for m in logged] == list("1234567")
    assert _parameter(last.data, "digest") == notices.SEAL.digest
    assert (_parameter(last.data, "new"), _parameter(last.data, "solved")) == ("3", "1")


def test_a_title_with_every_special_sign_comes_back(tmp_path: Path) -> None:
    hostile = notices.control("X-1", 'a"b\\c]d\n<13>1 - forged\t題', "t")
    with rsyslog(tmp_path / "rsyslog") as server:
        spool = Spool(folder=tmp_path / "spool")
        post = Post(tmp_path, by_log(server.port))
        night = notices.background(changes([change(ChangeKind.NEW, "X-1")], controls=[hostile]))
        tell_night(spool, post.notification, notices.assessment(), night, Sections(), notices.clock)
        assert post.deliver().delivered == {Channel.SYSLOG: 1}
        logged = server.logged(2)
    assert len(logged) == 2
    assert _parameter(logged[0].data, "title") == 'a\\"b\\\\c\\]d ⏎ <13>1 - forged 題'


def test_a_first_night_with_thousands_of_findings(tmp_path: Path) -> None:
    every = [change(ChangeKind.NEW, f"X-{n:04}", item=str(item)) for n in range(1500) for item in range(3)]
    with rsyslog(tmp_path / "rsyslog") as server:
        post = Post(tmp_path, by_log(server.port))
        night = notices.background(changes(every, before=None))
        tell_night(post.spool, post.notification, notices.assessment(), night, Sections(), notices.clock)
        assert post.deliver().delivered == {Channel.SYSLOG: 1}
        logged = server.logged(1001)
    assert len(logged) == 1001
    assert _parameter(logged[-1].data, "new") == "4500"
    assert [_parameter(m.data, "sequenceId") for m in logged] == [str(n) for n in range(1, 1002)]


def test_an_outage_of_a_week_loses_nothing(tmp_path: Path) -> None:
    port = free_port()
    post = Post(tmp_path, by_log(port))
    for day in range(20, 27):
        post.tell(day)
        assert codes(post.after(days=1)) == ["failed", "unreachable"]
    with rsyslog(tmp_path / "rsyslog", port=port) as server:
        assert post.after(hours=2).delivered == {Channel.SYSLOG: 7}
        logged = server.logged(49)
    runs = [_parameter(m.data, "run") for m in logged if m.msgid == "NIGHT"]
    assert runs == [f"202611{day}-013000" for day in range(20, 27)]


def test_a_server_that_stops_in_between_gets_the_rest_when_it_is_back(tmp_path: Path) -> None:
    port = free_port()
    post = Post(tmp_path, by_log(port))
    post.tell(20)
    with rsyslog(tmp_path / "one", port=port) as server:
        post.deliver()
        assert len(server.logged(7)) == 7
    post.tell(21)
    assert post.deliver().delivered == {}
    with rsyslog(tmp_path / "two", port=port) as server:
        assert post.after(minutes=10).delivered == {Channel.SYSLOG: 1}
        assert {_parameter(m.data, "run") for m in server.logged(7)} == {"20261121-013000"}


@pytest.mark.parametrize(
    ("names", "valid"), [(("log.other.invalid",), timedelta(days=1)), (("127.0.0.1",), timedelta(days=-1))]
)
def test_a_wrong_certificate_gets_nothing(names: tuple[str, ...], valid: timedelta, tmp_path: Path) -> None:
    wrong = server_files(tmp_path / "wrong", names, valid=valid)
    with rsyslog(tmp_path / "rsyslog", certificate=wrong.certificate, key=wrong.key, ca=wrong.ca) as server:
        post = Post(tmp_path, by_log(server.port, wrong.ca))
        post.tell()
        assert codes(post.deliver()) == ["failed", "certificate"]
        assert server.raw() == []


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(files: ServerFiles, tmp_path: Path) -> None:
    with rsyslog(tmp_path / "rsyslog") as server:
        post = Post(tmp_path, by_log(server.port, files.ca), patience=IMPATIENT)
        post.tell()
        assert codes(post.deliver())[0] == "failed"
        assert not [line for line in server.raw() if b"auditor" in line]


def _reads_and_closes(talk: Talk) -> None:
    while talk.sock.recv(65536):
        pass


def _resets(talk: Talk) -> None:
    talk.sock.recv(10)
    talk.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.sock.close()


def _hangs(talk: Talk) -> None:
    talk.over.wait(30)


def _talks(talk: Talk) -> None:
    talk.say("who are you?\r\n" * 10)
    _reads_and_closes(talk)


@pytest.mark.parametrize("script", [_resets, _hangs], ids=["resets", "hangs"])
def test_what_was_perhaps_not_read_is_sent_again(
    script: Callable[[Talk], None], files: ServerFiles, tmp_path: Path
) -> None:
    with scripted(files, script, _reads_and_closes) as server:
        post = Post(tmp_path, by_log(server.port), patience=IMPATIENT)
        post.tell()
        found = post.deliver()
        assert found.delivered == {}
        assert codes(found)[0] == "failed"
        assert post.after(minutes=10).delivered == {Channel.SYSLOG: 1}


def test_a_server_that_talks_is_not_listened_to(files: ServerFiles, tmp_path: Path) -> None:
    with scripted(files, _talks) as server:
        post = Post(tmp_path, by_log(server.port), patience=IMPATIENT)
        post.tell()
        assert post.deliver().delivered == {Channel.SYSLOG: 1}


@pytest.mark.parametrize("tls", [False, True], ids=["tcp", "tls"])
def test_the_self_test_sends_nothing(tls: bool, files: ServerFiles, tmp_path: Path) -> None:
    with _server(tmp_path / "rsyslog", files if tls else None) as server:
        post = Post(tmp_path, by_log(server.port, files.ca if tls else None))
        (checked,) = check(post.spool, post.notification, post.vault, lambda: post.now, patience=post.patience)
        assert checked.problem is None
        assert server.raw() == []
    (checked,) = check(post.spool, post.notification, post.vault, lambda: post.now, patience=post.patience)
    assert checked.problem is not None
    assert checked.problem.code == "sending.unreachable"


def test_the_facility_is_the_inventorys(tmp_path: Path) -> None:
    with rsyslog(tmp_path / "rsyslog") as server:
        notification = by_log(server.port)
        assert notification.syslog is not None
        post = Post(tmp_path, replace(notification, syslog=replace(notification.syslog, facility=10)))
        post.tell()
        post.deliver()
        assert [m.pri // 8 for m in server.logged(7)] == [10] * 7
