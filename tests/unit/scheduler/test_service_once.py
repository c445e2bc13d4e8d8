"""`auditor schedule --once`: what is due is done and on record, whatever goes wrong on the way."""

import errno
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import AuditorError, ExitCode, Problem, ProblemsError, StoreError
from auditor.model.operation import DutyKind
from auditor.model.places import STORE
from auditor.model.words import Message, message
from auditor.scheduler.lock import LockedError
from auditor.scheduler.work import Occasion, Outcome
from auditor.store.records import DutyState
from auditor.store.store import Store
from tests.unit.scheduler.homes import Home
from tests.unit.scheduler.plans import daily, jst, schedule, weekly

WRONG = Problem(file="inventory/city.yaml", line=3, column=1, message=message("problems.unreadable"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(root=tmp_path)


@pytest.fixture
def started(home: Home) -> Home:
    """The service was started before; it is now half past one."""
    assert home.service().once() is ExitCode.SATISFIED
    home.now = jst("2026-11-21 01:30:01")
    home.lines.clear()
    home.delivered = 0
    return home


def _raises(error: BaseException) -> Callable[[Occasion], Outcome]:
    def deed(_: Occasion) -> Outcome:
        raise error

    return deed


def test_at_the_very_first_start_nothing_is_due_and_the_next_time_is_said(home: Home) -> None:
    assert home.service().once() is ExitCode.SATISFIED
    assert (home.done, home.records(), home.told) == ([], [], [])
    assert home.lines == [
        "This is the service's first start on this workspace; no night before it counts as missed.",
        "Nothing is due now.",
        "Next nightly audit: 2026-11-21 01:30",
    ]


def test_a_timers_very_first_start_comes_just_after_the_moment_it_is_for(home: Home) -> None:
    home.now = jst("2026-11-21 01:30:01")
    home.service(grace=timedelta(minutes=15)).once()
    assert home.done == ["11-21 01:30 audit"]


def test_what_is_due_is_done_once_and_recorded(started: Home) -> None:
    assert started.service().once() is ExitCode.SATISFIED
    assert started.service().once() is ExitCode.SATISFIED
    assert started.done == ["11-21 01:30 audit"]
    assert started.records() == ["11-21 01:30 audit done"]
    assert started.told == []
    assert started.delivered > 0


def test_while_it_is_done_it_is_on_record_as_under_way(started: Home) -> None:
    seen: list[str] = []

    def deed(_: Occasion) -> Outcome:
        seen.extend(started.records())
        return Outcome(run="night-1")

    started.deed = deed
    started.service().once()
    assert seen == ["11-21 01:30 audit running"]
    assert [r.run for r in started.duties()] == ["night-1"]


def test_a_night_that_fails_is_told_and_the_next_one_runs(started: Home) -> None:
    started.deed = _raises(AuditorError(message("vault.not_there", path="x")))
    assert started.service().once() is ExitCode.USAGE
    assert started.told == [("audit", "vault.not_there")]
    started.deed = lambda _: Outcome()
    started.now = jst("2026-11-22 01:30:01")
    assert started.service().once() is ExitCode.SATISFIED
    assert started.done == ["11-21 01:30 audit", "11-22 01:30 audit"]
    assert started.records() == ["11-21 01:30 audit failed vault.not_there", "11-22 01:30 audit done"]


def test_a_crash_is_a_failure_with_words(started: Home) -> None:
    started.deed = _raises(RuntimeError("secret"))
    assert started.service().once() is ExitCode.BUG
    assert started.records() == ["11-21 01:30 audit failed schedule.crashed"]
    assert started.told == [("audit", "schedule.crashed")]
    assert "secret" not in "\n".join(started.lines)


def test_mistakes_in_the_files_are_named_in_the_log_and_counted_for_people(started: Home) -> None:
    wrong = [
        Problem(file="inventory/targets.yaml", line=n, column=1, message=message("problems.unreadable"))
        for n in (4, 9, 12, 30)
    ]
    started.deed = _raises(ProblemsError(wrong))
    assert started.service().once() is ExitCode.USAGE
    assert started.told == [("audit", "schedule.failed_files")]
    said = "\n".join(started.lines)
    assert "inventory/targets.yaml:30:" in said
    (record,) = started.duties()
    assert record.detail == message(
        "schedule.failed_files",
        count=4,
        places=("inventory/targets.yaml:4", "inventory/targets.yaml:9", "inventory/targets.yaml:12"),
    )


def test_another_audit_is_waited_for(started: Home) -> None:
    held: Message = message("schedule.locked_by_unknown", path="audit.lock")
    started.deed = _raises(LockedError(held))
    assert started.service().once() is ExitCode.USAGE
    assert started.service().once() is ExitCode.USAGE
    assert started.records() == ["11-21 01:30 audit running schedule.locked_by_unknown"]
    assert started.told == []
    started.deed = lambda _: Outcome()
    started.now = jst("2026-11-21 05:00")
    assert started.service().once() is ExitCode.SATISFIED
    assert started.records() == ["11-21 01:30 audit done"]


def test_another_audit_that_never_ends_makes_it_missed_and_people_are_told(started: Home) -> None:
    started.deed = _raises(LockedError(message("schedule.locked_by_unknown", path="audit.lock")))
    started.service().once()
    started.now = jst("2026-11-21 14:00")
    started.service().once()
    assert started.records() == ["11-21 01:30 audit missed schedule.missed_held"]
    assert started.told == [("audit", "schedule.missed_held")]


def test_a_night_that_is_stopped_is_gone_on_with_after_the_next_start(started: Home) -> None:
    def deed(_: Occasion) -> Outcome:
        started.stop.set()
        raise KeyboardInterrupt

    started.deed = deed
    assert started.service().once() is ExitCode.INTERRUPTED
    assert started.records() == ["11-21 01:30 audit running schedule.interrupted"]
    started.stop.clear()
    started.deed = lambda _: Outcome()
    started.now = jst("2026-11-21 03:00")
    assert started.service().once() is ExitCode.SATISFIED
    assert started.done == ["11-21 01:30 audit"] * 2
    assert started.records() == ["11-21 01:30 audit done"]


def test_a_second_request_to_end_ends_the_program_itself(started: Home) -> None:
    started.deed = _raises(KeyboardInterrupt())  # with nothing that asked the service to stop
    with pytest.raises(KeyboardInterrupt):
        started.service().once()
    assert started.records() == ["11-21 01:30 audit running schedule.interrupted"]


def test_a_night_that_takes_the_service_down_each_time_is_given_up(started: Home) -> None:
    class Killed(BaseException):
        """Stands for kill -9: nothing runs after it."""

    started.deed = _raises(Killed())
    for _ in range(3):
        with pytest.raises(Killed):
            started.service().once()
    assert started.service().once() is ExitCode.SATISFIED
    assert len(started.done) == 3
    assert started.records() == ["11-21 01:30 audit failed schedule.given_up"]
    assert started.told == [("audit", "schedule.given_up")]


def test_missed_nights_are_recorded_and_told_once(started: Home) -> None:
    started.now = jst("2026-11-24 20:00")
    started.service().once()
    started.service().once()
    assert started.done == []
    assert started.records() == [f"11-{day} 01:30 audit missed schedule.missed" for day in (21, 22, 23, 24)]
    assert started.told == [("audit", "schedule.missed_several")]
    assert (
        "Missed 4 times because the service was not running: nightly audit "
        "(2026-11-21 01:30, 2026-11-22 01:30, 2026-11-23 01:30, 2026-11-24 01:30)."
    ) in started.lines


def test_the_worst_exit_code_is_the_exit_code(started: Home) -> None:
    started.plan = schedule(daily(), weekly(DutyKind.VERIFY, 5, "01:30"), weekly(DutyKind.BACKUP, 5, "01:30"))
    codes = {
        DutyKind.AUDIT: Outcome(code=ExitCode.OPEN),
        DutyKind.VERIFY: Outcome(
            state=DutyState.FAILED,
            code=ExitCode.SEAL_BROKEN,
            detail=message("schedule.seal_broken", count=1),
            told=True,
        ),
        DutyKind.BACKUP: Outcome(state=DutyState.FAILED, code=ExitCode.USAGE, detail=message("care.no_folder")),
    }
    started.deed = lambda occasion: codes[occasion.due.kind]
    assert started.service().once() is ExitCode.SEAL_BROKEN
    assert started.records() == [
        "11-21 01:30 audit done",
        "11-21 01:30 backup failed care.no_folder",
        "11-21 01:30 verify failed schedule.seal_broken",
    ]
    assert started.told == [("backup", "care.no_folder")]  # of the seal people were told by name already


def test_an_empty_schedule_is_said(home: Home) -> None:
    home.plan = schedule()
    assert home.service().once() is ExitCode.SATISFIED
    assert any("No duties are set" in line for line in home.lines)


def test_files_that_cannot_be_read_leave_the_schedule_as_it_was_last_known(home: Home) -> None:
    home.plan = schedule(daily(at="04:00"))
    home.service().once()
    home.plan, home.wrong = None, (WRONG,)
    home.now = jst("2026-11-21 04:00:30")
    home.service().once()
    assert home.done == ["11-21 04:00 audit"]
    assert any("The inventory has mistakes." in line for line in home.lines)


def _full() -> Store:
    raise StoreError(message("store.full", path="auditor.db"))


def test_a_store_that_cannot_be_opened_is_told_and_nothing_is_assumed(started: Home) -> None:
    started.open_store = _full
    assert started.service().once() is ExitCode.USAGE
    assert started.done == []
    assert started.told == [("audit", "store.full")]
    started.open_store = None
    assert started.service().once() is ExitCode.SATISFIED
    assert started.records() == ["11-21 01:30 audit done"]


def test_a_disk_that_fills_up_meanwhile_neither_ends_the_service_nor_repeats_the_night(started: Home) -> None:
    service = started.service()

    def deed(_: Occasion) -> Outcome:
        started.open_store = _full
        return Outcome(run="night-1")

    started.deed = deed
    assert service.once() is ExitCode.SATISFIED
    started.open_store = None
    assert started.records() == ["11-21 01:30 audit running"]
    service.work()
    assert started.done == ["11-21 01:30 audit"]
    assert started.records() == ["11-21 01:30 audit done"]


def test_an_altered_standing_is_said_and_the_records_tell_how_far_we_came(started: Home) -> None:
    started.service().once()
    with sqlite3.connect(started.root / "state" / STORE) as connection:
        connection.execute("UPDATE memory SET value = replace(value, '2026', '2025')")
    connection.close()
    started.now = jst("2026-11-22 01:31")
    started.service().once()
    assert started.done == ["11-21 01:30 audit", "11-22 01:30 audit"]
    assert any("is not what was written" in line for line in started.lines)


def test_altered_records_are_said_and_the_night_runs(started: Home) -> None:
    started.service().once()
    with sqlite3.connect(started.root / "state" / STORE) as connection:
        connection.execute("UPDATE duties SET state = 'failed'")
    connection.close()
    started.now = jst("2026-11-22 01:31")
    started.service().once()
    assert started.done == ["11-21 01:30 audit", "11-22 01:30 audit"]
    assert any("is not what was written" in line for line in started.lines)


def test_telling_and_delivering_that_crash_are_in_the_log_and_no_more(started: Home) -> None:
    started.untold = OSError(errno.ENOSPC, "full")
    started.deed = _raises(AuditorError(message("care.no_folder")))
    assert started.service().once() is ExitCode.USAGE
    assert started.records() == ["11-21 01:30 audit failed care.no_folder"]
    assert sum("notify" in line for line in started.lines) >= 2


def test_a_terminal_that_is_gone_does_not_end_the_service(started: Home) -> None:
    class Gone(list[str]):
        def append(self, _: str) -> None:
            raise BrokenPipeError

    started.lines = Gone()
    assert started.service().once() is ExitCode.SATISFIED
    assert started.records() == ["11-21 01:30 audit done"]
