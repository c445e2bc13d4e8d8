"""An audit that is stopped or killed loses no finished target, and goes on where it was."""

import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.store.records import RunState
from auditor.store.store import Store
from tests.integration.cities import City, linux_target, make_city
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
def city(tmp_path: Path, server: Sshd, silent: socket.socket) -> City:
    silent_port = silent.getsockname()[1]
    targets = [
        linux_target("good", server.host, server.port, server.user),
        linux_target("silent", "127.0.0.1", silent_port, server.user, credential="other-key"),
    ]
    city = make_city(tmp_path / "city", targets)
    key = city.root / "key"
    key.write_text(server.client_key.private, encoding="ascii")
    for name in ("ssh-key", "other-key"):
        assert city.auditor("vault", "set", name, "--from-file", str(key), "--stdin").returncode == 0
    pins = server.known_hosts() + f"[127.0.0.1]:{silent_port} {make_key().public}\n"
    (city.root / "state" / "known_hosts").write_text(pins, encoding="ascii")
    return city


def _until_one_target_is_recorded(city: City) -> str:
    """The run's name, as soon as its first finished target is in the store."""
    path = city.root / "state" / "auditor.db"
    pause = threading.Event()
    for _ in range(600):
        if path.exists():
            with Store.open(path) as store:
                runs = store.runs()
                if runs and store.finished_jobs(runs[0].id):
                    return runs[0].id
        pause.wait(0.05)
    raise AssertionError("no target was recorded within half a minute")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_what_was_finished_is_kept_and_the_run_goes_on(
    city: City, server: Sshd, number: signal.Signals, code: int
) -> None:
    with city.start("audit", "--control", "IN-14-1") as running:
        run = _until_one_target_is_recorded(city)
        running.send_signal(number)
        running.communicate(timeout=60)
    assert running.returncode == code
    assert not list(city.root.glob("reports/*"))
    with Store.open(city.root / "state" / "auditor.db") as store:
        assert store.finished_jobs(run) == {"good/ssh"}
        assert store.runs()[0].state is not RunState.FINISHED
    logins = server.log.read_text(encoding="utf-8", errors="replace").count("Accepted publickey")
    done = city.auditor("audit", "--control", "IN-14-1", "--resume", run)
    assert done.returncode == 3, done.stderr
    rows = city.rows()
    assert rows["IN-14-1", "silent"]["reason"] in ("timeout", "deadline")
    assert rows["IN-14-1", "good"]["state"] in ("pass", "fail", "unknown", "error")
    assert rows["IN-14-1", "good"]["evidence"]
    assert city.results()["run"]["id"] == run
    again = server.log.read_text(encoding="utf-8", errors="replace").count("Accepted publickey")
    assert again == logins == 1  # the finished target was not read a second time
