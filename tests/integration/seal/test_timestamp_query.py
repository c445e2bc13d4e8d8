"""Time stamps from the real `openssl ts`, and from authorities that are down, slow, confused or somebody else's."""

import hashlib
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.errors import StampError
from auditor.model.operation import TimestampAuthority
from auditor.seal.timestamp_query import ask, certificates, check
from tests.integration.servers.timestamping import Answering, Authority, Reply, timestamp_server

DATA = b'{"number":7}'
SOON = timedelta(milliseconds=300)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "other")


def refusal(authority: Authority, answering: Answering, patience: timedelta = timedelta(seconds=20)) -> str:
    with timestamp_server(authority, answering) as server, pytest.raises(StampError) as told:
        ask(server.declared, DATA, patience)
    return told.value.message.code


def test_a_stamp_is_had_and_holds_for_us_and_for_openssl(authority: Authority) -> None:
    with timestamp_server(authority) as server:
        before = datetime.now(UTC).replace(microsecond=0)
        stamp = ask(server.declared, DATA)
    found = check(stamp, DATA, certificates(authority.ca_file))
    assert before <= found.time <= datetime.now(UTC)
    assert found.signer == "CN=Test root 2"
    assert authority.verifies(stamp, hashlib.sha256(DATA).hexdigest())
    assert not authority.verifies(stamp, hashlib.sha256(b"other").hexdigest())


def test_only_the_digest_leaves_the_machine(authority: Authority) -> None:
    with timestamp_server(authority) as server:
        ask(server.declared, DATA)
        ask(server.declared, DATA)
    assert all(hashlib.sha256(DATA).digest() in question for question in server.asked)
    assert not any(DATA in question for question in server.asked)
    assert len(set(server.asked)) == 2, "a nonce of its own for every question"


def test_an_environment_with_a_proxy_changes_nothing(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with timestamp_server(authority) as server:
        assert check(ask(server.declared, DATA), DATA, certificates(authority.ca_file))


def test_an_authority_that_is_down_is_told(authority: Authority) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        down = TimestampAuthority(url=f"http://127.0.0.1:{taken.getsockname()[1]}/", ca_file=authority.ca_file)
        with pytest.raises(StampError) as told:
            ask(down, DATA)
    assert told.value.message.code == "stamp.unreachable"


def test_one_that_never_answers_is_waited_for_only_so_long(authority: Authority) -> None:
    assert refusal(authority, lambda _a, _q: None, SOON) == "stamp.slow"


@pytest.mark.parametrize("preface", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_one_that_never_ends_is_waited_for_only_so_long(authority: Authority, preface: bytes) -> None:
    """The deadline is over all of the answer: the connection stays open after the first bytes of it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        slow = TimestampAuthority(url=f"http://127.0.0.1:{listening.getsockname()[1]}/", ca_file=authority.ca_file)
        waiting = socket.create_connection(listening.getsockname())
        taken, _ = listening.accept()

        def serve() -> None:
            connection, _ = listening.accept()
            connection.sendall(preface)
            connection.recv(1 << 16)
            while connection.recv(1 << 16):
                pass
            connection.close()

        server = threading.Thread(target=serve)
        server.start()
        with pytest.raises(StampError) as told:
            ask(slow, DATA, SOON)
        server.join()
        waiting.close()
        taken.close()
    assert told.value.message.code == "stamp.slow"


@pytest.mark.parametrize(
    "body", [b"", b"no", b"<html>404</html>", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", bytes(5000)]
)
def test_garbage_is_no_stamp(authority: Authority, body: bytes) -> None:
    assert refusal(authority, lambda _a, _q: Reply(body=body)) == "stamp.garbage"


def test_an_answer_without_end_is_not_read_on(authority: Authority) -> None:
    assert refusal(authority, lambda _a, _q: Reply(body=bytes(1 << 20))) == "stamp.too_large"


@pytest.mark.parametrize("status", [204, 404, 407, 500])
def test_another_status_is_a_refusal(authority: Authority, status: int) -> None:
    assert refusal(authority, lambda _a, _q: Reply(body=b"", status=status)) == "stamp.refused"


def test_redirects_are_not_followed(authority: Authority) -> None:
    with timestamp_server(authority) as elsewhere:
        moved = Reply(body=b"", status=302, location=elsewhere.url)
        assert refusal(authority, lambda _a, _q: moved) == "stamp.refused"
        assert elsewhere.asked == []


def test_a_stamp_of_something_else_is_refused(authority: Authority) -> None:
    assert refusal(authority, lambda a, _q: Reply(body=a.stamp(b"other"))) == "stamp.of_something_else"


def test_an_old_answer_played_again_is_refused(authority: Authority) -> None:
    """The nonce is another one, though digest and signature are right."""
    assert refusal(authority, lambda a, _q: Reply(body=a.stamp(DATA))) == "stamp.not_borne_out"


def test_an_authority_of_another_root_is_refused(authority: Authority, other: Authority) -> None:
    assert refusal(authority, lambda _a, question: Reply(body=other.answer(question))) == "stamp.not_borne_out"


def test_a_question_that_the_authority_rejects_is_told(authority: Authority) -> None:
    """`openssl ts` answers a question for MD5, which it is not set up for, with a rejection."""

    def rejecting(asked: Authority, _: bytes) -> Reply:
        return Reply(body=asked.answer(bytes.fromhex("3020020101301b300706052b0e03021a0410" + "00" * 16)))

    assert refusal(authority, rejecting) == "stamp.rejected"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "stamp.ca_empty"), (b"no certificate", "stamp.ca_empty"), (None, "stamp.ca_unreadable")]
)
def test_without_certificates_nothing_is_asked(
    authority: Authority, tmp_path: Path, content: bytes | None, code: str
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with timestamp_server(authority) as server, pytest.raises(StampError) as told:
        ask(TimestampAuthority(url=server.url, ca_file=file), DATA)
    assert told.value.message.code == code
    assert server.asked == []


def test_a_stamp_with_a_flipped_byte_never_holds_for_another_moment(authority: Authority) -> None:
    """Some bytes of an answer stand outside its signature; what is said of the moment is the same then."""
    stamp, trusted = authority.stamp(DATA), certificates(authority.ca_file)
    honest = check(stamp, DATA, trusted)
    for at in range(len(stamp)):
        altered = bytearray(stamp)
        altered[at] ^= 1
        try:
            found = check(bytes(altered), DATA, trusted)
        except StampError:
            continue
        assert found == honest
    for length in range(len(stamp)):
        with pytest.raises(StampError):
            check(stamp[:length], DATA, trusted)
