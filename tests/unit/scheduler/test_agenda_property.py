"""No due moment is lost or done twice, whatever restarts, kills and clock jumps come."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.operation import DutyKind, Schedule
from auditor.scheduler.agenda import BACKWARDS, agenda
from auditor.scheduler.duties import Due, left_out, occurrences
from auditor.scheduler.standing import first_standing, from_text, to_text
from auditor.store.records import DutyRecord, DutyState
from tests.unit.scheduler.plans import daily, jst, monthly, schedule, weekly

PLAN = schedule(
    daily(),
    daily(DutyKind.BACKUP, "23:45", closed=False),
    weekly(DutyKind.VERIFY, 6),
    monthly(DutyKind.PRUNE, 31),
    blackouts=[("2026-12-30", "2027-01-01")],
)
START = jst("2026-11-21 09:00")


@dataclass
class World:
    """A machine with a clock that can be set, a service that can be killed, and what lies on its disk."""

    plan: Schedule = PLAN
    elapsed: timedelta = timedelta()
    ahead: timedelta = timedelta()
    disk: str = to_text(first_standing(START, PLAN))
    records: dict[tuple[DutyKind, datetime], DutyRecord] = field(default_factory=dict)
    begun: dict[Due, timedelta] = field(default_factory=dict)
    """By this process, in time that nobody can set."""
    done: list[tuple[Due, timedelta, int]] = field(default_factory=list)
    """What was done, when in time that nobody can set, and by which process."""
    process: int = 0
    gaps: list[DutyRecord] = field(default_factory=list)
    """Told and recorded; a clock that is put back may have a gap's last moment done after all, in its place."""

    @property
    def now(self) -> datetime:
        return START + self.elapsed + self.ahead

    def work(self, *, killed: bool = False) -> None:
        while True:
            standing = from_text(self.disk)
            assert standing is not None
            lately = frozenset(due for due, when in self.begun.items() if self.elapsed - when < BACKWARDS)
            found = agenda(standing, self.plan, self.now, list(self.records.values()), lately)
            for record in found.records:
                self._record(record)
            self.disk = to_text(found.standing)
            if not found.do:
                return
            entry = found.do[0]
            self._record(self._said(entry.due, DutyState.RUNNING))
            begun = replace(entry, tries=entry.tries + 1)
            self.begun[entry.due] = self.elapsed
            self.disk = to_text(found.standing.with_open(begun))
            if killed:
                self.restart()
                return
            self._record(self._said(entry.due, DutyState.DONE))
            self.done.append((entry.due, self.elapsed, self.process))
            self.disk = to_text(found.standing.without(entry.due))

    def restart(self) -> None:
        self.process += 1
        self.begun.clear()

    def _said(self, due: Due, state: DutyState) -> DutyRecord:
        return DutyRecord(duty=due.kind, due=due.at, state=state, recorded=self.now)

    def _record(self, record: DutyRecord) -> None:
        self.records[record.duty, record.due] = record
        if record.detail and record.detail.code == "schedule.missed_gap":
            self.gaps.append(record)

    def unaccounted(self) -> list[Due]:
        """Due moments since the first start that have no record and are not open."""
        standing = from_text(self.disk)
        assert standing is not None
        waiting = {entry.due for entry in standing.open}
        return [
            due
            for due in occurrences(self.plan, standing.began, self.now)
            if due not in waiting
            and (due.kind, due.at) not in self.records
            and not any(g.duty is due.kind and _first(g) <= due.at <= g.due for g in self.gaps)
        ]


def _first(gap: DutyRecord) -> datetime:
    assert gap.detail is not None
    return datetime.fromisoformat(str(gap.detail.args["first"]))


_PASSING = st.tuples(st.just("pass"), st.integers(1, 4 * 24 * 60))
_RESTART = st.tuples(st.just("restart"), st.just(0))
_KILL = st.tuples(st.just("kill"), st.just(0))
_JUMP = st.tuples(st.just("jump"), st.integers(-500 * 24 * 60, 500 * 24 * 60) | st.integers(-24 * 60, 24 * 60))


def _live(world: World, steps: list[tuple[str, int]]) -> None:
    for what, amount in steps:
        match what:
            case "pass":
                world.elapsed += timedelta(minutes=amount)
                world.work()
            case "restart":
                world.restart()
                world.work()
            case "kill":
                world.elapsed += timedelta(hours=7)
                world.work(killed=True)
            case _:
                world.ahead += timedelta(minutes=amount)
                world.work()
        assert world.unaccounted() == []


@settings(max_examples=60, deadline=None)
@given(st.lists(_PASSING | _RESTART | _KILL, max_size=25))
def test_with_a_right_clock_every_moment_is_settled_once(steps: list[tuple[str, int]]) -> None:
    world = World()
    _live(world, steps)
    done = [due for due, _, _ in world.done]
    assert len(done) == len(set(done))
    for record in world.records.values():
        due = Due(at=record.due, kind=record.duty)
        assert (record.state is DutyState.LEFT_OUT) == (left_out(due, PLAN) is not None)
    finished = {(r.duty, r.due) for r in world.records.values() if r.state is DutyState.DONE}
    assert finished == {(due.kind, due.at) for due in done}


@settings(max_examples=60, deadline=None)
@given(st.lists(_PASSING | _RESTART | _KILL | _JUMP, max_size=20))
def test_whatever_the_clock_does_every_moment_is_settled_and_no_night_is_done_twice(
    steps: list[tuple[str, int]],
) -> None:
    world = World()
    _live(world, steps)
    for n, (due, when, process) in enumerate(world.done):
        for other, later, by in world.done[n + 1 :]:
            assert (other, by) != (due, process) or later - when >= BACKWARDS


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 60 * 11), min_size=1, max_size=30))
def test_a_service_that_is_up_misses_nothing(passing: list[int]) -> None:
    world = World()
    _live(world, [("pass", minutes) for minutes in passing])
    assert {r.state for r in world.records.values()} <= {DutyState.DONE}
    assert [due for due, _, _ in world.done] == occurrences(PLAN, START, world.now)
