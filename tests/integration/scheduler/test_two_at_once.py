"""Never two at once: services, audits by hand, and what a killed one leaves behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen

import pytest

from auditor.scheduler.lock import AUDIT_LOCK, SERVICE_LOCK, holder, locked
from tests.integration.cities import City, make_city
from tests.integration.scheduler.nights import due_ago, records

OFFLINE = "{id: off1, title: 端末, kind: terminal, platform: linux, zone: office, basis: offline, tags: [juki_net]}"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return make_city(tmp_path / "city", [OFFLINE])


@contextmanager
def running(city: City) -> Iterator["Popen[str]"]:
    """The service, up and waiting for what is due."""
    with city.start("schedule") as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("Next nightly audit"):
                    break
            else:
                raise AssertionError(f"the service did not come up: {process.stderr and process.stderr.read()}")
            yield process
        finally:
            process.kill()


def test_a_second_service_is_told_who_runs_and_the_first_goes_on(city: City) -> None:
    with running(city) as first:
        for arguments in (("schedule",), ("schedule", "--once")):
            second = city.auditor(*arguments)
            assert second.returncode == 2
            assert f"This cannot begin: another process is at work (nightly service; process {first.pid} on " in (
                second.stderr
            )
        assert first.poll() is None
        status = city.auditor("status")
        assert f"Running (process {first.pid} on " in status.stdout
        first.send_signal(signal.SIGTERM)
        out, errors = first.communicate(timeout=30)
    assert first.returncode == 0, errors
    assert out.splitlines()[-1] == "The nightly service has ended."
    assert "Not running now" in city.auditor("status").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_waiting_service_ends_at_once_when_asked_to(city: City, number: signal.Signals) -> None:
    with running(city) as process:
        process.send_signal(number)
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_killed_service_holds_nothing(city: City) -> None:
    with running(city) as process:
        path = city.root / "state" / SERVICE_LOCK
        assert holder(path) is not None
        process.kill()
        process.wait(timeout=30)
        assert path.read_bytes()  # what it wrote of itself still lies there, and means nothing
        assert holder(path) is None
    assert city.auditor("schedule", "--once").returncode == 0


def test_an_audit_by_hand_beside_the_waiting_service(city: City) -> None:
    with running(city):
        assert city.auditor("audit").returncode == 3  # offline evidence is awaited
    assert len(list(city.root.glob("reports/*/results.json"))) == 1


def test_the_night_waits_for_an_audit_by_hand_and_is_then_done(city: City) -> None:
    due_ago(city, timedelta(minutes=2))
    with locked(city.root / "state", "audit", lambda: datetime.now(UTC)):
        held = holder(city.root / "state" / AUDIT_LOCK)
        assert held is not None
        waiting = city.auditor("schedule", "--once")
        assert waiting.returncode == 2
        assert f"(nightly audit; process {held.pid} on " in waiting.stdout
        assert records(city) == [("audit", "running", "schedule.locked")]
        by_hand = city.auditor("audit")
        assert by_hand.returncode == 2
        assert f"process {held.pid} on " in by_hand.stderr
    done = city.auditor("schedule", "--once")
    assert done.returncode == 3, done.stdout
    assert records(city) == [("audit", "done", "")]
    again = city.auditor("schedule", "--once")
    assert (again.returncode, "Nothing is due now." in again.stdout) == (0, True)


def test_a_night_done_by_hand_at_that_time_is_not_done_twice(city: City) -> None:
    due_ago(city, timedelta(minutes=2))
    assert city.auditor("audit").returncode == 3
    once = city.auditor("schedule", "--once")
    assert once.returncode == 3, once.stdout
    assert "counts as this night's audit" in once.stdout
    assert records(city) == [("audit", "done", "")]
    assert len(list(city.root.glob("reports/*/results.json"))) == 1
