"""Nights of the service against a real server: stopped, killed, failing, and what the next report says."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.operation import DutyKind
from auditor.store.store import Store
from tests.integration.cities import City, linux_target, make_city
from tests.integration.scheduler.nights import due_ago, records
from tests.integration.servers.sshd import Sshd, make_key, sshd


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A port that takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    with sshd(tmp_path / "sshd") as running:
        yield running


@pytest.fixture
def city(tmp_path: Path, server: Sshd) -> City:
    """One server; `with_silent` adds one that never answers."""
    city = make_city(tmp_path / "city", [linux_target("good", server.host, server.port, server.user)])
    (city.root / "inventory" / "operation.yaml").touch()
    _set_key(city, server, "ssh-key")
    (city.root / "state" / "known_hosts").write_text(server.known_hosts(), encoding="ascii")
    return city


def _set_key(city: City, server: Sshd, name: str) -> None:
    key = city.root / "key"
    key.write_text(server.client_key.private, encoding="ascii")
    assert city.auditor("vault", "set", name, "--from-file", str(key), "--stdin").returncode == 0


def with_silent(city: City, server: Sshd, silent: socket.socket) -> None:
    port = silent.getsockname()[1]
    target = linux_target("silent", "127.0.0.1", port, server.user, credential="other-key")
    (city.root / "inventory" / "more.yaml").write_text(f"targets:\n  - {target}\n", encoding="utf-8")
    _set_key(city, server, "other-key")
    with (city.root / "state" / "known_hosts").open("a", encoding="ascii") as file:
        file.write(f"[127.0.0.1]:{port} {make_key().public}\n")


def _until_one_target_is_recorded(city: City) -> str:
    """The run's name, as soon as its first finished target is in the store."""
    pause = threading.Event()
    for _ in range(600):
        with Store.open(city.root / "state" / "auditor.db") as store:
            runs = store.runs()
            if runs and store.finished_jobs(runs[0].id):
                return runs[0].id
        pause.wait(0.05)
    raise AssertionError("no target was recorded within half a minute")


def _logins(server: Sshd) -> int:
    return server.log.read_text(encoding="utf-8", errors="replace").count("Accepted publickey")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 130), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_night_that_was_broken_off_is_gone_on_with(
    city: City, server: Sshd, silent: socket.socket, number: signal.Signals, code: int
) -> None:
    with_silent(city, server, silent)
    due_ago(city, timedelta(minutes=2))
    with city.start("schedule") as process:
        run = _until_one_target_is_recorded(city)
        process.send_signal(number)
        out, errors = process.communicate(timeout=8 + 30)  # a target's deadline, and the time to close
    assert process.returncode == code, (out, errors)
    assert records(city) == [("audit", "running", "" if code == -9 else "schedule.interrupted")]
    assert not list(city.root.glob("reports/*"))
    logins = _logins(server)
    done = city.auditor("schedule", "--once")
    assert done.returncode == 3, done.stdout + done.stderr
    assert f"Went on with run {run}, which had been broken off." in done.stdout
    assert records(city) == [("audit", "done", "")]
    assert city.results()["run"]["id"] == run
    assert _logins(server) == logins == 1  # the target that was finished was not read a second time
    assert city.auditor("status").returncode == 0


def test_a_night_whose_plan_changed_meanwhile_begins_anew_and_says_so(
    city: City, server: Sshd, silent: socket.socket
) -> None:
    with_silent(city, server, silent)
    due_ago(city, timedelta(minutes=2))
    with city.start("schedule") as process:
        run = _until_one_target_is_recorded(city)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    (city.root / "inventory" / "more.yaml").unlink()
    done = city.auditor("schedule", "--once")
    assert done.returncode in (1, 3), done.stdout + done.stderr
    results = city.results()
    assert results["run"]["id"] != run
    assert [said["en"] for said in results["missed"] if run in said["en"]]
    assert records(city) == [("audit", "done", "")]


_KILLED_BEFORE_ITS_REPORTS = """
import os, signal, sys
import auditor.scheduler.night as night
night.write_reports = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from auditor.cli.main import main
sys.argv = ["auditor", "schedule", "--once", "--workspace", sys.argv[1], "--lang", "en"]
main()
"""


def test_killed_when_the_night_was_recorded_and_before_its_reports(city: City, server: Sshd, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    told = f"notify:\n  folder: {{path: {share}}}\n  routes: [{{channel: folder, lang: en}}]\n"
    due_ago(city, timedelta(minutes=2), more=told)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_BEFORE_ITS_REPORTS, str(city.root)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not list(city.root.glob("reports/*/results.json"))
    done = city.auditor("schedule", "--once")
    assert done.returncode in (1, 3), done.stdout + done.stderr
    assert "counts as this night's audit; no target is contacted." in done.stdout
    assert len(list(city.root.glob("reports/*/results.json"))) == 1
    assert list(share.rglob("*.txt"))  # a first night, with findings that are new
    assert records(city) == [("audit", "done", "")]
    assert _logins(server) == 1
    assert city.auditor("verify").returncode == 0


def test_a_night_that_fails_is_told_and_the_next_one_runs_and_says_so(city: City, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    told = f"notify:\n  folder: {{path: {share}}}\n  routes: [{{channel: folder, lang: en}}]\n"
    due_ago(city, timedelta(hours=2), more=told)
    targets = city.root / "inventory" / "targets.yaml"
    right = targets.read_text(encoding="utf-8")
    targets.write_text(right.replace("kind: server", "kind: sever"), encoding="utf-8")
    failed = city.auditor("schedule", "--once")
    assert failed.returncode == 2, failed.stdout + failed.stderr
    assert "inventory/targets.yaml:2" in failed.stdout
    assert records(city) == [("audit", "failed", "schedule.failed_files")]
    letters = "".join(path.read_text(encoding="utf-8") for path in share.rglob("*.txt"))
    assert "inventory check" in letters
    stood = city.auditor("status")
    assert stood.returncode == 1
    assert "failed. Why:" in stood.stdout

    targets.write_text(right, encoding="utf-8")
    due_ago(city, timedelta(minutes=2), more=told)
    worked = city.auditor("schedule", "--once")
    assert worked.returncode in (1, 3), worked.stdout + worked.stderr
    assert [state for _, state, _ in records(city)] == ["failed", "done"]
    first, second = (said["en"] for said in city.results()["missed"])
    assert first.startswith("The nightly audit due ")
    assert first.endswith(" failed. Why:")
    assert second.startswith("Inventory, registers or policies have ")
    assert city.auditor("status").returncode == 0


def test_nights_that_were_missed_stand_in_the_next_headline(city: City) -> None:
    due = due_ago(city, timedelta(hours=20))
    done = city.auditor("audit")  # by hand, while no service runs
    assert done.returncode in (1, 3), done.stderr
    (said,) = (said["en"] for said in city.results()["missed"])
    assert said == f"The nightly audit due {due:%Y-%m-%d %H:%M} was missed: the service was not running."
    once = city.auditor("schedule", "--once")
    assert once.returncode == 0
    assert records(city) == [("audit", "missed", "schedule.missed")]
    assert said in once.stdout


def test_every_duty_with_the_real_things(city: City, tmp_path: Path) -> None:
    share, backups = tmp_path / "share", tmp_path / "backups"
    share.mkdir()
    backups.mkdir(mode=0o700)
    more = (
        f"notify:\n  folder: {{path: {share}}}\n  routes: [{{channel: folder, lang: en}}]\n"
        f"care:\n  backup: {{folder: {backups}}}\n  evidence_retention: P7Y\n"
    )
    due_ago(city, timedelta(minutes=2), tuple(DutyKind), more)
    done = city.auditor("schedule", "--once")
    assert done.returncode in (1, 3), done.stdout + done.stderr
    assert sorted(records(city)) == sorted((kind.value, "done", "") for kind in DutyKind)
    assert "The seals of 1 runs hold." in done.stdout
    assert len(list(backups.iterdir())) == 1
    assert len(list(share.rglob("*.txt"))) >= 2  # the first night, and the sign of life
    stood = json.loads(city.auditor("status", "--format", "json").stdout)
    assert stood["well"]
    assert stood["backup"]["file"].startswith(str(backups))
    assert stood["undelivered"]["count"] == 0
    assert len(stood["nights"]) == 1
    log = (city.root / "state" / "log" / "service.log").read_text(encoding="utf-8")
    assert [line for line in log.splitlines() if "Done: the nightly audit due" in line]


def test_a_broken_seal_is_told_at_once_and_ends_with_4(city: City, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    assert city.auditor("audit").returncode in (1, 3)
    report = next(city.root.glob("reports/*/results.json"))
    report.write_bytes(report.read_bytes().replace(b'"fail"', b'"pass"', 1) + b" ")
    told = f"notify:\n  folder: {{path: {share}}}\n  routes: [{{channel: folder, lang: en}}]\n"
    due_ago(city, timedelta(minutes=2), (DutyKind.VERIFY,), told)
    done = city.auditor("schedule", "--once")
    assert done.returncode == 4, done.stdout + done.stderr
    assert records(city) == [("verify", "failed", "schedule.seal_broken")]
    letters = "".join(path.read_text(encoding="utf-8") for path in share.rglob("*.txt"))
    assert "results.json" in letters
    assert city.auditor("status").returncode == 1


_PR_SET_MDWE, _REFUSE_EXEC_GAIN = 65, 1
"""prctl(2): what ``MemoryDenyWriteExecute=`` asks of the kernel from Linux 6.3 on."""


def test_a_night_needs_no_memory_that_is_written_and_run(city: City, server: Sshd) -> None:
    due_ago(city, timedelta(minutes=2), (DutyKind.AUDIT, DutyKind.VERIFY))

    def deny() -> None:
        library = ctypes.CDLL(None, use_errno=True)
        if library.prctl(_PR_SET_MDWE, _REFUSE_EXEC_GAIN, 0, 0, 0) != 0:
            os._exit(99)  # an older kernel: nothing can be shown here

    done = subprocess.run(
        [sys.executable, "-m", "auditor", "schedule", "--once", "--workspace", str(city.root), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=deny,
    )
    assert done.returncode in (1, 3), done.stdout + done.stderr
    assert records(city) == [("audit", "done", ""), ("verify", "done", "")]
    assert _logins(server) == 1
