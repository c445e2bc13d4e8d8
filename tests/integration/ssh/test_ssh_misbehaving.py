"""Servers that misbehave: each gives its own reason within its deadline, and the good one beside it is read."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import paramiko
import pytest
from paramiko.common import AUTH_FAILED, AUTH_PARTIALLY_SUCCESSFUL, AUTH_SUCCESSFUL

from auditor.errors import TransportError
from auditor.messages.rendering import render
from auditor.model.job import CaptureStatus, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import Language
from auditor.transport import ssh_session
from auditor.transport.host_keys_fetch import fetch_host_key
from tests.integration.servers import ssh_emulated as emulation
from tests.integration.servers.ssh_emulated import Behaviour, Emulated, Script, emulated, speaks
from tests.integration.servers.sshd import Sshd, make_key, sshd
from tests.integration.ssh.sessions import UNAME, Run, asking, key_credential, password_credential
from tests.unit.transport.jobs import command

DEADLINE = 1.5


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd"), addresses=("127.0.0.4",)) as running:
        yield running


@pytest.fixture
def beside(good: Sshd, tmp_path: Path) -> Callable[..., tuple[JobOutcome, Emulated]]:
    """Runs a misbehaving server and a good one in one run; the good one must come out whole."""

    def run(behaviour: Behaviour, *, deadline: float = DEADLINE, known: bool = True) -> tuple[JobOutcome, Emulated]:
        with emulated(behaviour) as bad:
            running = Run(
                folder=tmp_path,
                credentials=[key_credential(good.client_key), key_credential(good.client_key, name="good")],
                known_hosts=good.known_hosts() + (bad.known_hosts() if known else ""),
            )
            outcomes = running(
                asking((bad.host, bad.port), UNAME, command("id", "id"), target="bad", deadline=deadline),
                asking(good.addresses[0], target="good", user=good.user, credential="good", deadline=30),
            )
        assert outcomes["good"].reason is None
        assert [c.output for c in outcomes["good"].captures if c.command == "kernel"] == [b"Linux\n"]
        outcome = outcomes["bad"]
        assert outcome.finished - outcome.started < timedelta(seconds=deadline + 8), "far beyond its deadline"
        assert outcome.detail is not None
        for language in Language:
            said = render(outcome.detail, language)
            assert not said.startswith("ssh."), "no text for this reason"
        return outcome, bad

    return run


def asked_script(channel: paramiko.Channel) -> tuple[str, bytes]:
    """The script as it arrived and its nonce."""
    script = b""
    while piece := channel.recv(65536):
        script += piece
    nonce = script.split(b"\nn=", 1)[1].split(b"\n", 1)[0]
    return script.decode(), nonce


@dataclass(frozen=True)
class Case:
    behaviour: Behaviour
    reason: Reason
    code: str


def answers_first(then: Callable[[paramiko.Channel, bytes, Emulated], None]) -> Behaviour:
    """Answers the first command properly, then does something else."""

    def run(channel: paramiko.Channel, server: Emulated) -> None:
        _, nonce = asked_script(channel)
        channel.sendall(b"%s b 0\nLinux\n%s e 0 0\n%s x 0\n" % (nonce, nonce, nonce))
        then(channel, nonce, server)

    return speaks(Script(exec=run))


def hang(channel: paramiko.Channel, server: Emulated) -> None:
    server.over.wait(60)


def flood(channel: paramiko.Channel, server: Emulated, first: bytes = b"") -> None:
    channel.sendall(first)
    while not server.over.is_set():
        channel.sendall(b"x" * 32768)


def garbage(channel: paramiko.Channel, server: Emulated) -> None:
    channel.sendall(os.urandom(100_000))


def drop_transport(channel: paramiko.Channel, server: Emulated) -> None:
    channel.get_transport().close()


SHA1_KEX = {"kex": ("diffie-hellman-group14-sha1",)}


def offers_only(kex: bytes, keys: bytes) -> Behaviour:
    """Sends a KEXINIT of its own (RFC 4253, 7.1): paramiko's server cannot offer what it does not know."""

    def behave(sock: socket.socket, server: Emulated) -> None:
        lists = [kex, keys] + [b"aes128-ctr"] * 2 + [b"hmac-sha2-256"] * 2 + [b"none"] * 2 + [b""] * 2
        payload = b"\x14" + bytes(16) + b"".join(len(x).to_bytes(4, "big") + x for x in lists) + bytes(5)
        padding = 8 - (len(payload) + 5) % 8 + 8
        packet = (len(payload) + padding + 1).to_bytes(4, "big") + bytes([padding]) + payload + bytes(padding)
        sock.sendall(b"SSH-2.0-Old_1.0\r\n" + packet)
        server.over.wait(60)

    return behave


CASES = {
    "closes": Case(emulation.closes, Reason.THROTTLED, "ssh.throttled"),
    "resets": Case(emulation.resets, Reason.THROTTLED, "ssh.throttled"),
    "exceeded": Case(emulation.says(b"Exceeded MaxStartups\r\n"), Reason.THROTTLED, "ssh.throttled"),
    "penalised": Case(emulation.says(b"Not allowed at this time\r\n"), Reason.THROTTLED, "ssh.throttled"),
    "silent": Case(emulation.silent, Reason.DEADLINE, "ssh.deadline_handshake"),
    "hangs_in_kex": Case(emulation.silent_after_version, Reason.DEADLINE, "ssh.deadline_handshake"),
    "web": Case(emulation.says(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Reason.PROTOCOL_MISMATCH, "ssh.no_ssh"),
    "garbage": Case(emulation.says(bytes(range(256)) * 20), Reason.PROTOCOL_MISMATCH, "ssh.no_ssh"),
    "version_1": Case(emulation.says(b"SSH-1.5-old\r\n"), Reason.PROTOCOL_MISMATCH, "ssh.no_common_algorithm"),
    "garbage_after_version": Case(
        emulation.says(b"SSH-2.0-x\r\n" + b"\xff" * 4096), Reason.PROTOCOL_MISMATCH, "ssh.malformed"
    ),
    "short_packets": Case(
        emulation.says(b"SSH-2.0-x\r\n\0\0\0\x0c\x0a\x14" + b"\0" * 10),
        Reason.PROTOCOL_MISMATCH,
        "ssh.no_common_algorithm",
    ),
    "gone_after_version": Case(emulation.says(b"SSH-2.0-x\r\n"), Reason.CONNECTION_LOST, "ssh.lost_handshake"),
    "line_flood": Case(
        emulation.floods((b"welcome " * 40 + b"\r\n") * 50), Reason.PROTOCOL_MISMATCH, "ssh.flood_before_login"
    ),
    "endless_line": Case(emulation.floods(b"w" * 4096), Reason.PROTOCOL_MISMATCH, "ssh.flood_before_login"),
    "sha1_kex": Case(
        offers_only(b"diffie-hellman-group14-sha1,diffie-hellman-group1-sha1", b"ssh-ed25519"),
        Reason.PROTOCOL_MISMATCH,
        "ssh.needs_sha1_kex",
    ),
    "sha1_host_keys": Case(
        offers_only(b"curve25519-sha256@libssh.org", b"ssh-rsa,ssh-dss"),
        Reason.PROTOCOL_MISMATCH,
        "ssh.needs_sha1_host_keys",
    ),
    "key_type_gone": Case(
        offers_only(b"curve25519-sha256@libssh.org", b"rsa-sha2-512"),
        Reason.HOST_KEY_MISMATCH,
        "ssh.host_key_type_gone",
    ),
    "nothing_in_common": Case(
        offers_only(b"sntrup761x25519-sha512@openssh.com", b"ssh-ed25519"),
        Reason.PROTOCOL_MISMATCH,
        "ssh.no_common_algorithm",
    ),
    "refuses": Case(speaks(Script(login=lambda _, __: AUTH_FAILED)), Reason.AUTH_FAILED, "ssh.refused"),
    "other_method": Case(
        speaks(Script(login=lambda _, __: AUTH_FAILED, methods="keyboard-interactive")),
        Reason.AUTH_FAILED,
        "ssh.method_not_offered",
    ),
    "second_factor": Case(
        speaks(Script(login=lambda _, __: AUTH_PARTIALLY_SUCCESSFUL, methods="keyboard-interactive")),
        Reason.AUTH_FAILED,
        "ssh.more_wanted",
    ),
    "login_flood": Case(speaks(Script(banner="x" * 400_000)), Reason.PROTOCOL_MISMATCH, "ssh.flood_before_login"),
    "no_channel": Case(speaks(Script(refuse_channels=True)), Reason.NO_SHELL, "ssh.no_shell"),
    "no_exec": Case(speaks(Script()), Reason.NO_SHELL, "ssh.no_shell"),
    "hangs_after_login": Case(speaks(Script(exec=hang)), Reason.DEADLINE, "ssh.deadline_commands"),
    "endless": Case(speaks(Script(exec=flood)), Reason.TRUNCATED, "ssh.too_much"),
    "shell_of_garbage": Case(speaks(Script(exec=garbage)), Reason.NO_SHELL, "ssh.no_shell"),
    "shell_that_closes": Case(speaks(Script(exec=lambda _, __: None)), Reason.NO_SHELL, "ssh.no_shell"),
    "gone_after_login": Case(speaks(Script(exec=drop_transport)), Reason.CONNECTION_LOST, "ssh.lost_commands"),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_illness_has_its_reason(beside: Callable[..., tuple[JobOutcome, Emulated]], name: str) -> None:
    case = CASES[name]
    outcome, _ = beside(case.behaviour)
    assert outcome.detail is not None
    assert (outcome.reason, outcome.detail.code) == (case.reason, case.code)
    assert [c for c in outcome.captures if c.collector == "c" and c.status is not CaptureStatus.NOT_RUN] == []


HALF = {
    "half_an_answer": (
        lambda channel, nonce, _: channel.sendall(b"%s b 1\nuid=0(ro" % nonce),
        Reason.CONNECTION_LOST,
    ),
    "hangs_in_the_second": (lambda channel, nonce, server: hang(channel, server), Reason.DEADLINE),
    "floods_in_the_second": (
        lambda channel, nonce, server: flood(channel, server, b"%s b 1\n" % nonce),
        Reason.TRUNCATED,
    ),
    "reboots": (lambda channel, _, server: drop_transport(channel, server), Reason.CONNECTION_LOST),
    "garbage_between": (lambda channel, nonce, server: garbage(channel, server), Reason.CONNECTION_LOST),
}


@pytest.mark.parametrize("name", sorted(HALF))
def test_what_was_read_before_is_kept(beside: Callable[..., tuple[JobOutcome, Emulated]], name: str) -> None:
    then, reason = HALF[name]
    outcome, _ = beside(answers_first(then))
    assert outcome.reason is reason
    found = {c.command: (c.status, c.output) for c in outcome.captures if c.collector == "c"}
    assert found == {"kernel": (CaptureStatus.OK, b"Linux\n"), "id": (CaptureStatus.NOT_RUN, b"")}


def test_bytes_of_another_encoding_come_through_untouched(good: Sshd, tmp_path: Path) -> None:
    text = "住民記録".encode("cp932")

    def finish(channel: paramiko.Channel, nonce: bytes, _: Emulated) -> None:
        channel.sendall(b"%s b 1\n%s%s e 1 0\n%s%s x 1\n%s z\n" % (nonce, text, nonce, text, nonce, nonce))

    with emulated(answers_first(finish)) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(good.client_key)], known_hosts=server.known_hosts())
        outcome = run(asking((server.host, server.port), UNAME, command("id", "id")))["t1"]
    assert outcome.reason is None
    assert [(c.output, c.errors) for c in outcome.captures if c.command == "id"] == [(text, text)]


def test_a_dropped_server_that_recovers_is_read(good: Sshd, tmp_path: Path) -> None:
    def whole(channel: paramiko.Channel, nonce: bytes, _: Emulated) -> None:
        channel.sendall(b"%s z\n" % nonce)

    with emulated(emulation.fails_first(2, answers_first(whole))) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(good.client_key)], known_hosts=server.known_hosts())
        outcome = run(asking((server.host, server.port), deadline=20))["t1"]
    assert (outcome.reason, outcome.attempts, server.connections) == (None, 3, 3)
    assert len(server.attempts) == 1


@pytest.mark.parametrize("kind", ["password", "key"])
def test_five_targets_with_a_wrong_credential_see_one_attempt_in_all(tmp_path: Path, kind: str) -> None:
    refusing = speaks(Script(login=lambda _, __: AUTH_FAILED))
    with (
        emulated(refusing) as a,
        emulated(refusing) as b,
        emulated(refusing) as c,
        emulated(refusing) as d,
        emulated(refusing) as e,
    ):
        servers = [a, b, c, d, e]
        credential = password_credential(name="wrong") if kind == "password" else key_credential(make_key(), "wrong")
        run = Run(folder=tmp_path, credentials=[credential], known_hosts="".join(s.known_hosts() for s in servers))
        jobs = [
            asking((s.host, s.port), target=f"t{i}", credential="wrong", deadline=20) for i, s in enumerate(servers)
        ]
        outcomes = run(*jobs)
        attempts = [attempt for s in servers for attempt in s.attempts]
        assert attempts == [("auditor", "password" if kind == "password" else "publickey")]
        assert sorted(str(o.reason) for o in outcomes.values()) == ["auth_failed"] + ["quarantined"] * 4
        # The night after: nobody is even connected to.
        connections = sum(s.connections for s in servers)
        run.gate = type(run.gate)(run.gate.refusals())
        again = run(*jobs)
        assert {o.reason for o in again.values()} == {Reason.QUARANTINED}
        assert sum(s.connections for s in servers) == connections


def test_a_password_is_never_offered_by_another_method(tmp_path: Path) -> None:
    refusing = speaks(Script(login=lambda _, __: AUTH_FAILED, methods="keyboard-interactive,publickey"))
    with emulated(refusing) as server:
        run = Run(folder=tmp_path, credentials=[password_credential(name="key")], known_hosts=server.known_hosts())
        outcome = run(asking((server.host, server.port), deadline=20))["t1"]
    assert server.attempts == [("auditor", "password")]
    assert outcome.reason is Reason.AUTH_FAILED
    assert run.gate.refusals() == {"key": "t1"}


def test_a_method_that_is_not_offered_condemns_no_key(good: Sshd, tmp_path: Path) -> None:
    other = speaks(Script(login=lambda _, __: AUTH_FAILED, methods="password"))
    with emulated(other) as server:
        run = Run(
            folder=tmp_path,
            credentials=[key_credential(good.client_key)],
            known_hosts=server.known_hosts() + good.known_hosts(),
            workers=1,
        )
        outcomes = run(
            asking((server.host, server.port), target="odd", deadline=20),
            asking(good.addresses[0], target="good", user=good.user, deadline=20),
        )
    assert outcomes["odd"].reason is Reason.AUTH_FAILED
    assert outcomes["good"].reason is None
    assert run.gate.refusals() == {}


def test_a_server_that_ends_the_connection_at_the_first_failure_counts_as_a_refusal(tmp_path: Path) -> None:
    def too_many(_: Emulated, transport: paramiko.Transport) -> int:
        message = paramiko.Message()
        message.add_byte(b"\x01")  # SSH_MSG_DISCONNECT (RFC 4253, 11.1)
        message.add_int(2)
        message.add_string("Too many authentication failures")
        message.add_string("en")
        transport._send_message(message)  # type: ignore[attr-defined]
        return AUTH_FAILED

    with emulated(speaks(Script(login=too_many))) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(make_key())], known_hosts=server.known_hosts())
        outcome = run(asking((server.host, server.port), deadline=20))["t1"]
    assert outcome.reason is Reason.AUTH_FAILED
    assert run.gate.refusals() == {"key": "t1"}


def test_a_log_in_that_hangs_holds_the_others_only_until_its_own_deadline(good: Sshd, tmp_path: Path) -> None:
    asked = threading.Event()

    def hanging(server: Emulated, _: paramiko.Transport) -> int:
        asked.set()
        server.over.wait(60)
        return AUTH_SUCCESSFUL

    with emulated(speaks(Script(login=hanging))) as server:
        run = Run(
            folder=tmp_path,
            credentials=[key_credential(good.client_key)],
            known_hosts=server.known_hosts() + good.known_hosts(),
        )
        outcomes = run(
            asking((server.host, server.port), target="hung", deadline=1),
            *(asking(good.addresses[0], target=f"g{i}", user=good.user, deadline=20) for i in range(3)),
        )
    assert asked.is_set()
    assert outcomes["hung"].reason is Reason.DEADLINE
    assert outcomes["hung"].detail is not None
    assert outcomes["hung"].detail.code == "ssh.deadline_login"
    assert {outcomes[f"g{i}"].reason for i in range(3)} == {None}
    assert run.gate.refusals() == {}


def test_the_session_asks_for_one_command_that_every_shell_knows(good: Sshd, tmp_path: Path) -> None:
    with emulated(answers_first(lambda channel, nonce, _: channel.sendall(b"%s z\n" % nonce))) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(good.client_key)], known_hosts=server.known_hosts())
        assert run(asking((server.host, server.port), deadline=20))["t1"].reason is None
        assert server.commands == [ssh_session.SHELL]


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (emulation.silent, Reason.DEADLINE),
        (emulation.closes, Reason.THROTTLED),
        (emulation.says(b"HTTP/1.1 400\r\n"), Reason.PROTOCOL_MISMATCH),
        (offers_only(b"diffie-hellman-group1-sha1", b"ssh-rsa"), Reason.PROTOCOL_MISMATCH),
    ],
)
def test_no_host_key_is_fetched_from_what_is_no_server(behaviour: Behaviour, reason: Reason) -> None:
    with emulated(behaviour) as server:
        with pytest.raises(TransportError) as caught:
            fetch_host_key(server.host, server.port, 0.5)
        assert caught.value.reason is reason


def test_a_black_hole_times_out(tmp_path: Path) -> None:
    """A listener whose queue is full answers no SYN: the same as a firewall that drops."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        filling = [socket.socket() for _ in range(4)]
        for sock in filling:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        run = Run(
            folder=tmp_path,
            credentials=[key_credential(make_key())],
            known_hosts=f"[127.0.0.1]:{port} {make_key().public}\n",
        )
        outcome = run(asking(("127.0.0.1", port), deadline=0.6))["t1"]
        for sock in filling:
            sock.close()
    assert outcome.reason in (Reason.TIMEOUT, Reason.DEADLINE)
    assert outcome.detail is not None
    assert outcome.detail.code in ("ssh.timeout_connect", "ssh.deadline_connect")
    assert run.seconds < 5
