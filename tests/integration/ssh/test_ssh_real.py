"""The SSH transport against OpenSSH's own server."""

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import CaptureStatus, JobOutcome, Request
from auditor.model.terms import Reason
from auditor.transport.host_keys import HostKey
from auditor.transport.host_keys_fetch import fetch_host_key
from tests.integration.servers.sshd import Sshd, free_port, make_key, sshd
from tests.integration.ssh.sessions import UNAME, Run, asking, key_credential
from tests.unit.transport.jobs import command


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd"), addresses=("127.0.0.1", "127.0.0.2", "127.0.0.3")) as running:
        yield running


@pytest.fixture
def run(server: Sshd, tmp_path: Path) -> Run:
    return Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())


def answers(outcome: JobOutcome) -> dict[str, tuple[CaptureStatus, bytes]]:
    return {c.command: (c.status, c.output) for c in outcome.captures if c.collector == "c"}


def test_one_session_gives_all_answers(server: Sshd, run: Run) -> None:
    before = server.log.read_text().count("Starting session")
    job = asking(
        server.addresses[0],
        UNAME,
        command("release", "cat", "/etc/os-release"),
        command("clock", "date", "-u", "+%s.%N"),
        command("none", "cat", "/nonexistent"),
        user=server.user,
    )
    outcome = run(job)["t1"]
    found = answers(outcome)
    assert outcome.reason is None
    assert outcome.detail is None
    assert outcome.attempts == 1
    assert outcome.peer == HostKey(type="ssh-ed25519", blob=server.host_key.blob).fingerprint
    assert found["kernel"] == (CaptureStatus.OK, b"Linux\n")
    assert found["release"] == (CaptureStatus.OK, Path("/etc/os-release").read_bytes())
    assert found["none"] == (CaptureStatus.MISSING, b"")
    clock = next(c for c in outcome.captures if c.command == "clock")
    assert clock.taken_at is not None
    assert outcome.started <= clock.taken_at <= outcome.finished
    assert abs(float(clock.output) - clock.taken_at.timestamp()) < 30
    assert server.log.read_text().count("Starting session") == before + 1


def test_many_targets_side_by_side(server: Sshd, run: Run) -> None:
    jobs = [asking(server.addresses[i % 3], target=f"t{i}", user=server.user, deadline=60) for i in range(24)]
    outcomes = run(*jobs)
    assert {o.reason for o in outcomes.values()} == {None}
    assert {answers(o)["kernel"] for o in outcomes.values()} == {(CaptureStatus.OK, b"Linux\n")}


def test_what_the_server_offered_is_an_artefact_that_stays_the_same(server: Sshd, run: Run) -> None:
    job = replace(asking(server.addresses[0], user=server.user), requests=(Request(collector="ssh_handshake"),))
    first, second = run(job)["t1"], run(job)["t1"]
    assert first.reason is None
    (capture,) = first.captures
    assert (capture.collector, capture.command, capture.status) == (
        "ssh_handshake",
        "offered_algorithms",
        CaptureStatus.OK,
    )
    assert capture.digest == second.captures[0].digest
    offered = json.loads(capture.output)
    assert sorted(offered) == ["banner", "ciphers", "host_keys", "kex", "macs"]
    assert offered["banner"].startswith("SSH-2.0-OpenSSH_")
    assert offered["host_keys"] == ["ssh-ed25519"]
    assert "curve25519-sha256" in offered["kex"]
    assert "aes256-ctr" in offered["ciphers"]
    assert "hmac-sha2-256" in offered["macs"]


def test_the_handshake_alone_asks_for_no_log_in(server: Sshd, tmp_path: Path) -> None:
    run = Run(folder=tmp_path, known_hosts=server.known_hosts())
    before = server.log.read_text().count("Accepted publickey")
    job = replace(asking(server.addresses[0], user=server.user), requests=(Request(collector="ssh_handshake"),))
    assert run(job)["t1"].reason is None
    assert server.log.read_text().count("Accepted publickey") == before


def test_an_unknown_host_key_is_not_connected_to(server: Sshd, run: Run) -> None:
    run.known_hosts = ""
    before = server.log.read_text().count("Connection from")
    outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    assert (outcome.reason, outcome.captures, outcome.attempts) == (Reason.HOST_KEY_UNKNOWN, (), 0)
    assert outcome.detail is not None
    assert outcome.detail.args == {"target": "t1"}
    assert server.log.read_text().count("Connection from") == before


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_changed_host_key_gets_no_log_in_and_the_good_one_beside_it_is_read(
    server: Sshd, run: Run, kind: str
) -> None:
    (host, port), good = server.addresses[0], server.addresses[1]
    run.known_hosts = f"[{host}]:{port} {make_key(kind).public}\n[{good[0]}]:{good[1]} {server.host_key.public}\n"
    before = server.log.read_text().count("Accepted publickey")
    outcomes = run(asking((host, port), user=server.user), asking(good, target="good", user=server.user))
    assert outcomes["t1"].reason is Reason.HOST_KEY_MISMATCH
    assert answers(outcomes["t1"]) == {}
    assert outcomes["good"].reason is None
    assert server.log.read_text().count("Accepted publickey") == before + 1


def test_of_several_host_keys_the_server_shows_the_pinned_one(tmp_path: Path) -> None:
    rsa = make_key("rsa")
    (tmp_path / "rsa").write_text(rsa.private)
    (tmp_path / "rsa").chmod(0o600)
    with sshd(tmp_path / "s", settings=[f"HostKey {tmp_path}/rsa"]) as server:
        run = Run(
            folder=tmp_path,
            credentials=[key_credential(server.client_key)],
            known_hosts=f"[{server.host}]:{server.port} {rsa.public}\n",
        )
        outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    assert outcome.reason is None
    assert outcome.peer == HostKey(type="ssh-rsa", blob=rsa.blob).fingerprint


def test_fetching_a_host_key_shows_what_the_session_will_see(server: Sshd) -> None:
    key, line = fetch_host_key(server.host, server.port, 10)
    assert key == HostKey(type="ssh-ed25519", blob=server.host_key.blob)
    assert line == server.known_hosts().splitlines()[0]


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_kinds_of_keys_log_in(tmp_path: Path, kind: str) -> None:
    with sshd(tmp_path / "s", client_key=make_key(kind), host_key=make_key(kind)) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        assert run(asking(server.addresses[0], user=server.user))["t1"].reason is None


def test_a_key_file_logs_in_when_nobody_else_can_read_it(server: Sshd, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(server.client_key.private)
    file.chmod(0o600)
    run.credentials = [replace(run.credentials[0], private_key="")]
    job = asking(server.addresses[0], user=server.user, options={"key_file": str(file)})
    assert run(job)["t1"].reason is None
    file.chmod(0o640)
    outcome = run(job)["t1"]
    assert outcome.reason is Reason.CREDENTIAL_MISSING
    assert outcome.detail is not None
    assert outcome.detail.code == "ssh.key_file_open_to_others"


def test_an_agent_offers_only_the_key_that_is_named(server: Sshd, run: Run, tmp_path: Path) -> None:
    assert shutil.which("ssh-agent"), "ssh-agent is missing: install the package openssh-client"
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["/usr/bin/ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    fetched = HostKey(type="ssh-ed25519", blob=server.client_key.blob)
    try:
        environment = {**os.environ, "SSH_AUTH_SOCK": str(socket)}
        for number, pair in enumerate([make_key(), server.client_key]):
            file = tmp_path / f"k{number}"
            file.write_text(pair.private)
            file.chmod(0o600)
            added = None
            while added is None or (added.returncode == 2 and agent.poll() is None):  # 2: not listening yet
                added = subprocess.run(["/usr/bin/ssh-add", "-q", str(file)], env=environment, capture_output=True)
            assert added.returncode == 0, added.stderr
        credential = Credential(
            name="key", kind=CredentialKind.SSH_AGENT, version="1", key_fingerprint=fetched.fingerprint
        )
        before = server.log.read_text().count("Failed publickey")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSH_AUTH_SOCK", str(socket))
            run.credentials = [credential]
            assert run(asking(server.addresses[0], user=server.user))["t1"].reason is None
            run.credentials = [replace(credential, key_fingerprint="SHA256:other")]
            outcome = run(asking(server.addresses[0], user=server.user))["t1"]
        assert outcome.reason is Reason.CREDENTIAL_MISSING
        assert outcome.detail is not None
        assert outcome.detail.code == "ssh.not_in_agent"
        assert server.log.read_text().count("Failed publickey") == before
    finally:
        agent.terminate()
        agent.wait(5)


def test_a_wrong_key_is_tried_once_on_one_target_and_then_nowhere(server: Sshd, run: Run) -> None:
    run.credentials = [key_credential(make_key()), key_credential(server.client_key, name="good")]
    before = server.log.read_text().count("Connection closed by authenticating user") + server.log.read_text().count(
        "Connection reset by authenticating user"
    )
    bad = [asking(server.addresses[i % 3], target=f"bad{i}", user=server.user) for i in range(5)]
    outcomes = run(*bad, asking(server.addresses[0], target="good", user=server.user, credential="good"))
    reasons = sorted(str(outcomes[f"bad{i}"].reason) for i in range(5))
    assert reasons == ["auth_failed"] + ["quarantined"] * 4
    assert outcomes["good"].reason is None
    refused_by = next(t for t, o in outcomes.items() if o.reason is Reason.AUTH_FAILED)
    assert run.gate.refusals() == {"key": refused_by}
    assert {o.detail.args["target"] for o in outcomes.values() if o.reason is Reason.QUARANTINED and o.detail} == {
        refused_by
    }
    assert before >= 0


def test_a_credential_that_does_not_exist_is_missing(server: Sshd, run: Run) -> None:
    outcome = run(asking(server.addresses[0], user=server.user, credential="nobody"))["t1"]
    assert (outcome.reason, outcome.attempts) == (Reason.CREDENTIAL_MISSING, 0)


def test_a_server_that_drops_connections_is_read_in_the_end(tmp_path: Path) -> None:
    with sshd(tmp_path / "s", settings=["MaxStartups 1:100:1"]) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        jobs = [asking(server.addresses[0], target=f"t{i}", user=server.user, deadline=60) for i in range(4)]
        outcomes = run(*jobs, jitter=lambda: 0.0)
    assert {o.reason for o in outcomes.values()} == {None}


def test_what_stays_throttled_says_so_and_the_other_is_read(server: Sshd, tmp_path: Path) -> None:
    import socket

    with (
        sshd(tmp_path / "s", settings=["MaxStartups 1:100:1"], client_key=server.client_key) as full,
        socket.create_connection(full.addresses[0]) as occupying,
    ):
        occupying.recv(200)  # sshd has begun with it: the one place is taken
        run = Run(
            folder=tmp_path,
            credentials=[key_credential(server.client_key)],
            known_hosts=server.known_hosts() + full.known_hosts(),
        )
        outcomes = run(
            asking(full.addresses[0], target="full", user=full.user, deadline=1.5),
            asking(server.addresses[0], target="good", user=server.user),
        )
    assert outcomes["full"].reason is Reason.THROTTLED
    assert outcomes["full"].attempts > 1
    assert outcomes["good"].reason is None
    assert run.gate.refusals() == {}


def test_nobody_listening_is_unreachable(server: Sshd, run: Run) -> None:
    port = free_port("127.0.0.9")
    run.known_hosts += f"[127.0.0.9]:{port} {make_key().public}\n"
    outcomes = run(
        asking(("127.0.0.9", port), target="down", user=server.user),
        asking(server.addresses[0], target="good", user=server.user),
    )
    assert (outcomes["down"].reason, outcomes["down"].attempts) == (Reason.UNREACHABLE, 1)
    assert outcomes["good"].reason is None


@pytest.mark.parametrize("shell", ["nologin", "false"])
def test_an_account_without_a_shell_has_no_shell(tmp_path: Path, shell: str) -> None:
    program = next(p for p in (f"/usr/sbin/{shell}", f"/usr/bin/{shell}", f"/bin/{shell}") if os.path.exists(p))
    with sshd(tmp_path / "s", settings=[f"ForceCommand {program}"]) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    assert outcome.reason is Reason.NO_SHELL
    assert answers(outcome) == {}


def test_a_menu_is_no_shell(tmp_path: Path) -> None:
    menu = tmp_path / "menu"
    menu.write_text("#!/bin/sh\necho '1) backup 2) quit'; while read line; do echo 'invalid choice'; done\n")
    menu.chmod(0o755)
    with sshd(tmp_path / "s", settings=[f"ForceCommand {menu}"]) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    assert outcome.reason is Reason.NO_SHELL


def test_a_login_that_prints_a_banner_and_a_profile_that_prints_too_do_not_disturb(tmp_path: Path) -> None:
    (tmp_path / "banner").write_text("関係者以外使用禁止\n" * 50, encoding="utf-8")
    noisy = tmp_path / "noisy"
    noisy.write_text('#!/bin/sh\necho welcome; echo trouble >&2; exec sh -c "$SSH_ORIGINAL_COMMAND"\n')
    noisy.chmod(0o755)
    with sshd(tmp_path / "s", settings=[f"Banner {tmp_path}/banner", f"ForceCommand {noisy}"]) as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    assert outcome.reason is None
    assert answers(outcome) == {"kernel": (CaptureStatus.OK, b"Linux\n")}


def test_a_reboot_in_the_middle_keeps_what_was_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with sshd(tmp_path / "s") as server:
        run = Run(folder=tmp_path, credentials=[key_credential(server.client_key)], known_hosts=server.known_hosts())
        job = asking(
            server.addresses[0], UNAME, command("hang", "cat", str(pipe)), command("after", "id"), user=server.user
        )

        def reboot() -> None:
            with pipe.open("wb"):  # opens when the session reads from it, so uname is done
                for process in [server.process.pid, *_session_processes(server)]:
                    os.kill(process, signal.SIGKILL)

        rebooting = threading.Thread(target=reboot)
        rebooting.start()
        outcome = run(job)["t1"]
        rebooting.join(10)
    assert outcome.reason is Reason.CONNECTION_LOST
    assert answers(outcome) == {
        "kernel": (CaptureStatus.OK, b"Linux\n"),
        "hang": (CaptureStatus.NOT_RUN, b""),
        "after": (CaptureStatus.NOT_RUN, b""),
    }


def test_what_hangs_on_the_target_ends_at_the_deadline_and_keeps_what_was_read(
    server: Sshd, run: Run, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    job = asking(
        server.addresses[0],
        UNAME,
        command("hang", "cat", str(pipe), seconds=60),
        user=server.user,
        deadline=2,
    )
    outcomes = run(job, asking(server.addresses[1], target="good", user=server.user))
    os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))  # lets the reader on the target go
    assert outcomes["t1"].reason is Reason.DEADLINE
    assert answers(outcomes["t1"])["kernel"] == (CaptureStatus.OK, b"Linux\n")
    assert answers(outcomes["t1"])["hang"] == (CaptureStatus.NOT_RUN, b"")
    assert outcomes["good"].reason is None
    assert outcomes["t1"].finished - outcomes["t1"].started < timedelta(seconds=10)


def test_a_cancelled_run_ends_at_once(server: Sshd, run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    jobs = [
        asking(
            server.addresses[0],
            command("h", "cat", str(pipe), seconds=60),
            target=f"t{i}",
            user=server.user,
            deadline=60,
        )
        for i in range(4)
    ]
    run.workers = 2

    def cancel() -> None:
        with pipe.open("wb"):
            run.cancelled.set()

    cancelling = threading.Thread(target=cancel)
    cancelling.start()
    outcomes = run(*jobs)
    cancelling.join(10)
    assert {o.reason for o in outcomes.values()} == {Reason.INTERRUPTED}
    assert run.seconds < 30


def test_secrets_and_tracebacks_reach_neither_output_nor_the_process_list(
    server: Sshd, run: Run, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    wrong = make_key()
    run.credentials = [key_credential(wrong)]
    outcome = run(asking(server.addresses[0], user=server.user))["t1"]
    body = wrong.private.splitlines()[3]
    assert outcome.reason is Reason.AUTH_FAILED
    assert body not in repr(outcome)
    assert body not in repr(run.credentials[0])
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def _session_processes(server: Sshd) -> list[int]:
    """Processes of the server's sessions: sshd's own children, whatever group they are in."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, level = [], [server.process.pid]
    while level:
        level = [c for p in level for c in children.get(p, [])]
        found += level
    return found
