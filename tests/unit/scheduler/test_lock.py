"""Locks: one at a time, gone with the process that held them, and telling who holds them."""

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.errors import ExitCode
from auditor.messages.rendering import render
from auditor.model.words import Language
from auditor.scheduler.lock import AUDIT_LOCK, SERVICE_LOCK, Holder, LockedError, holder, locked, service_lock

NOW = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_a_lock_makes_its_folder_and_is_the_owners_alone(state: Path) -> None:
    with locked(state, "audit", clock):
        assert state.stat().st_mode & 0o777 == 0o700
        assert (state / AUDIT_LOCK).stat().st_mode & 0o777 == 0o600


def test_the_second_is_told_who_holds_it_and_can_begin_afterwards(state: Path) -> None:
    with locked(state, "audit", clock), pytest.raises(LockedError) as caught, locked(state, "reassess", clock):
        raise AssertionError("two at once")
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.held == Holder(pid=os.getpid(), host=os.uname().nodename, since=NOW, what="audit")
    said = render(caught.value.message, Language.EN)
    assert said == (
        f"This cannot begin: another process is at work (nightly audit; process {os.getpid()} on {os.uname().nodename},"
        " since 2026-11-21 01:30). Run it again when that has finished."
    )
    with locked(state, "reassess", clock):
        found = holder(state / AUDIT_LOCK)
    assert found is not None
    assert found.what == "reassess"


def test_service_and_audit_have_locks_of_their_own(state: Path) -> None:
    with service_lock(state, clock), locked(state, "audit", clock):
        service, audit = holder(state / SERVICE_LOCK), holder(state / AUDIT_LOCK)
    assert service is not None
    assert audit is not None
    assert (service.what, audit.what) == ("service", "audit")
    with service_lock(state, clock), pytest.raises(LockedError), service_lock(state, clock):
        raise AssertionError("two services")


def test_nobody_holds_a_lock_that_is_free_or_was_never_made(state: Path) -> None:
    assert holder(state / AUDIT_LOCK) is None
    with locked(state, "audit", clock):
        pass
    assert holder(state / AUDIT_LOCK) is None
    assert (state / AUDIT_LOCK).read_bytes() == b""


def test_a_lock_is_let_go_when_the_work_raises(state: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(state, "audit", clock):
        raise ZeroDivisionError
    with locked(state, "audit", clock):
        assert holder(state / AUDIT_LOCK) is not None


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"pid": "x", "host": "h", "since": "2026", "what": "audit"}', b"\xff"]
)
def test_a_holder_that_cannot_be_read_is_said_to_be_unknown(state: Path, text: bytes) -> None:
    with locked(state, "audit", clock):
        (state / AUDIT_LOCK).write_bytes(text)
        assert holder(state / AUDIT_LOCK) == Holder()
        with pytest.raises(LockedError) as caught, locked(state, "audit", clock):
            raise AssertionError("two at once")
    assert caught.value.message.code == "schedule.locked_by_unknown"


def test_what_a_holder_wrote_is_shown_inert(state: Path) -> None:
    with locked(state, "\x1b[31m", clock):
        found = holder(state / AUDIT_LOCK)
        with pytest.raises(LockedError) as caught, locked(state, "audit", clock):
            raise AssertionError("two at once")
    assert found is not None
    assert "\x1b" not in found.what
    assert "\x1b" not in render(caught.value.message, Language.JA)


@pytest.fixture
def impossible(tmp_path: Path) -> dict[str, Path]:
    """Places where no lock can be, whoever asks: root may write into folders that are read-only to others."""
    file = tmp_path / "file"
    file.touch()
    link = tmp_path / "linked"
    link.mkdir()
    (link / AUDIT_LOCK).symlink_to(tmp_path / "elsewhere")
    folder = tmp_path / "folder"
    (folder / AUDIT_LOCK).mkdir(parents=True)
    return {
        "a file stands there": file,
        "the workspace is gone": tmp_path / "gone" / "state",
        "a link": link,
        "a folder": folder,
        "read-only": Path("/proc/self"),
    }


@pytest.mark.parametrize("what", ["a file stands there", "the workspace is gone", "a link", "a folder", "read-only"])
def test_where_no_lock_can_be_it_says_so(impossible: dict[str, Path], what: str, tmp_path: Path) -> None:
    with pytest.raises(LockedError) as caught, locked(impossible[what], "audit", clock):
        raise AssertionError("no lock")
    assert caught.value.message.code == "schedule.no_lock"
    assert caught.value.held is None
    assert caught.value.message.args["path"] == str(impossible[what] / AUDIT_LOCK)
    assert not (tmp_path / "elsewhere").exists()


def test_a_look_at_a_lock_does_not_keep_another_from_taking_it(state: Path) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            assert holder(state / AUDIT_LOCK) is None
        stack.enter_context(locked(state, "audit", clock))
        assert holder(state / AUDIT_LOCK) is not None
