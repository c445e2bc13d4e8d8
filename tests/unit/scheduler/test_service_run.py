"""The service at work over days, on the library's own timing, with a clock that the test moves."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from auditor.errors import ExitCode, Problem
from auditor.model.operation import DutyKind
from auditor.model.words import message
from auditor.scheduler.lock import LockedError
from auditor.scheduler.timing import Jumps, elapsed
from auditor.scheduler.work import Occasion, Outcome
from tests.unit.scheduler.homes import Home
from tests.unit.scheduler.plans import daily, jst, monthly, schedule, weekly

WRONG = Problem(file="inventory/city.yaml", line=3, column=1, message=message("problems.unreadable"))
Event = Callable[[], None]


class Days(Home):
    """A home whose clock is the machine's, as the library looks at that one."""

    machine: time_machine.Traveller

    def clock(self) -> datetime:
        self.now = datetime.now(UTC)
        return self.now

    def live(self, until: str, *events: tuple[str, Event]) -> ExitCode:
        """Run the service until a moment, after all events; an event happens at the first look after its moment."""
        due = sorted(((jst(at), event) for at, event in events), key=lambda pair: pair[0])

        def wait(seconds: float) -> None:
            assert 0 <= seconds <= 60
            self.machine.shift(seconds)
            self.passed += seconds
            while due and due[0][0] <= self.clock():
                due.pop(0)[1]()
            if not due and self.clock() >= jst(until):
                self.stop.set()

        self.stop.clear()
        return self.service().run(wait)

    def set_clock(self, **amount: float) -> Event:
        """Somebody sets the clock; no time passes."""
        return lambda: self.machine.shift(timedelta(**amount))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Days]:
    with time_machine.travel(jst("2026-11-20 12:00"), tick=False) as machine:
        made = Days(root=tmp_path)
        made.machine = machine
        yield made


def test_three_days_of_duties_each_at_its_time(home: Days) -> None:
    home.plan = schedule(
        daily(),
        weekly(DutyKind.VERIFY, 6),
        weekly(DutyKind.SIGN_OF_LIFE, 0, "07:30", closed=False),  # Monday the 23rd is a holiday
        monthly(DutyKind.PRUNE, 21, "03:00"),
        monthly(DutyKind.BACKUP, 22, "23:30"),
    )
    moments: list[str] = []

    def deed(occasion: Occasion) -> Outcome:
        moments.append(f"{occasion.now.astimezone(jst('2026-01-01 00:00').tzinfo):%d %H:%M}")
        return Outcome()

    home.deed = deed
    assert home.live("2026-11-23 12:00") is ExitCode.SATISFIED
    assert home.done == [
        "11-21 01:30 audit",
        "11-21 03:00 prune",
        "11-22 01:30 audit",
        "11-22 05:00 verify",
        "11-22 23:30 backup",
        "11-23 01:30 audit",
    ]
    assert moments == [line[3:11] for line in home.done]  # none of them late by as much as a minute
    assert home.lines[-1] == "The nightly service has ended."
    assert home.delivered > 3 * 24 * 12  # what waits for a server is tried again every five minutes


def test_the_machines_local_time_does_not_matter(home: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    home.machine.move_to(jst("2026-10-31 12:00"))  # daylight-saving time ends there on 1 November
    home.live("2026-11-03 12:00")
    assert home.done == ["11-01 01:30 audit", "11-02 01:30 audit", "11-03 01:30 audit"]


def test_a_night_that_ends_after_other_duties_were_due_does_not_lose_them(home: Days) -> None:
    home.plan = schedule(daily(), daily(DutyKind.BACKUP, "03:00"))

    def deed(occasion: Occasion) -> Outcome:
        if occasion.due.kind is DutyKind.AUDIT:
            home.machine.shift(timedelta(hours=4))
            home.passed += 4 * 3600
        return Outcome()

    home.deed = deed
    home.live("2026-11-21 12:00")
    assert home.records() == ["11-21 01:30 audit done", "11-21 03:00 backup done"]


def test_an_audit_by_hand_is_waited_for_minute_by_minute(home: Days) -> None:
    home.deed = lambda occasion: _held() if occasion.now < jst("2026-11-21 02:00") else Outcome()
    home.live("2026-11-21 03:00")
    assert home.records() == ["11-21 01:30 audit done"]
    assert len(home.done) == 31
    assert len([line for line in home.lines if "holds audit.lock" in line]) == 1  # said once, not each minute


def _held() -> Outcome:
    raise LockedError(message("schedule.locked_by_unknown", path="audit.lock"))


def test_a_clock_put_a_year_ahead_is_said_and_one_gap_is_recorded(home: Days) -> None:
    home.live("2027-11-22 12:00", ("2026-11-21 12:00", home.set_clock(days=365)))
    assert home.done == ["11-21 01:30 audit", "11-21 01:30 audit", "11-22 01:30 audit"]
    assert home.records() == [
        "11-21 01:30 audit done",
        "11-20 01:30 audit missed schedule.missed_gap",
        "11-21 01:30 audit done",
        "11-22 01:30 audit done",
    ]
    assert any("jumped from 2026-11-21 11:59 to 2027-11-21 12:00" in line for line in home.lines)
    assert home.told == [("audit", "schedule.missed_gap")]


def test_a_clock_put_back_by_hours_does_not_repeat_the_night(home: Days) -> None:
    home.live("2026-11-22 12:00", ("2026-11-21 02:00", home.set_clock(hours=-3)))
    assert home.done == ["11-21 01:30 audit", "11-22 01:30 audit"]
    assert any("jumped from" in line for line in home.lines)


def test_after_a_clock_that_was_a_year_ahead_the_nights_go_on(home: Days) -> None:
    home.machine.shift(timedelta(days=365))
    home.live("2026-11-23 12:00", ("2027-11-22 12:00", home.set_clock(days=-365)))
    assert home.done == ["11-21 01:30 audit", "11-22 01:30 audit", "11-23 01:30 audit"]
    assert [r.due.year for r in home.duties()] == [2026, 2027, 2027]
    assert any("There are records dated later than now" in line for line in home.lines)


def test_a_clock_that_is_set_right_slowly_is_no_jump() -> None:
    now, passed = jst("2026-11-21 00:00"), 0.0
    jumps = Jumps(lambda: now, lambda: passed)
    now, passed = jst("2026-11-21 00:01:59"), 60.0
    assert jumps.look() is None
    now, passed = jst("2026-11-21 00:20"), 120.0
    found = jumps.look()
    assert found is not None
    assert found.args == {"was": "2026-11-21T00:01:59+09:00", "now": "2026-11-21T00:20:00+09:00"}
    assert jumps.look() is None


def test_time_that_nobody_can_set_passes() -> None:
    before = elapsed()
    assert elapsed() >= before > 0


def test_a_changed_schedule_counts_at_once(home: Days) -> None:
    def change() -> None:
        home.plan = schedule(daily(at="22:00"), daily(DutyKind.BACKUP, "23:00"))
        home.changed = True

    home.live("2026-11-22 23:30", ("2026-11-21 12:00", change))
    assert home.done == [
        "11-21 01:30 audit",
        "11-21 23:00 backup",  # tonight's audit was done: the new hour counts from tomorrow
        "11-22 22:00 audit",
        "11-22 23:00 backup",
    ]


def test_wrong_files_are_said_once_and_the_nights_go_on(home: Days) -> None:
    def spoil() -> None:
        home.plan, home.wrong, home.changed = None, (WRONG,), True

    home.live("2026-11-23 12:00", ("2026-11-21 12:00", spoil), ("2026-11-21 13:00", spoil))
    assert home.done == ["11-21 01:30 audit", "11-22 01:30 audit", "11-23 01:30 audit"]
    assert len([line for line in home.lines if "The inventory has mistakes." in line]) == 1


def test_stopped_in_a_night_the_service_ends_and_its_next_start_goes_on(home: Days) -> None:
    def deed(_: Occasion) -> Outcome:
        home.stop.set()
        raise KeyboardInterrupt

    home.deed = deed
    assert home.live("2026-11-22 12:00") is ExitCode.INTERRUPTED
    home.deed = lambda _: Outcome()
    assert home.live("2026-11-21 12:00") is ExitCode.SATISFIED
    assert home.done == ["11-21 01:30 audit"] * 2
    assert home.records() == ["11-21 01:30 audit done"]


def test_a_failing_night_is_followed_by_one_that_works(home: Days) -> None:
    home.deed = lambda occasion: _crash() if occasion.now < jst("2026-11-21 12:00") else Outcome()
    assert home.live("2026-11-22 12:00") is ExitCode.SATISFIED
    assert home.records() == ["11-21 01:30 audit failed schedule.crashed", "11-22 01:30 audit done"]
    assert home.told == [("audit", "schedule.crashed")]


def _crash() -> Outcome:
    raise ValueError("broken")
