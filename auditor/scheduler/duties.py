"""When duties are due, in Japan time. Pure: schedule and moments in, due moments out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditor.model.japan import JST
from auditor.model.operation import Blackout, Duty, DutyKind, Rhythm, Schedule
from auditor.scheduler.calendar import is_closed, is_day_of_month, today

_ORDER = tuple(DutyKind)
_HORIZON = timedelta(days=800)
"""How far ahead a next due moment is looked for: a duty of one day of the month that is mostly a closed day."""
_STRETCH = timedelta(days=8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One moment at which one duty is due. Two entries of a schedule that ask the same at once are one."""

    at: datetime
    """In Japan time."""
    kind: DutyKind

    @property
    def day(self) -> date:
        """The day in Japan."""
        return self.at.astimezone(JST).date()

    @property
    def position(self) -> tuple[datetime, int]:
        """In time, and at the same time in the order of `DutyKind`: what is audited is then sealed, then kept."""
        return (self.at, _ORDER.index(self.kind))


def occurrences(schedule: Schedule, after: datetime, until: datetime) -> list[Due]:
    """Every due moment after ``after`` and not after ``until``, in order.

    A day on which a duty is not wanted (a closed day) has none. One in a blackout has: it is left out, and told.
    """
    found: set[Due] = set()
    for day in _days(after, until):
        for duty in schedule.duties:
            if _falls_on(duty, day, schedule):
                moment = datetime.combine(day, duty.at, JST)
                if after < moment <= until:
                    found.add(Due(at=moment, kind=duty.kind))
    return in_order(found)


def next_due(schedule: Schedule, after: datetime) -> tuple[Due, ...]:
    """The next due moment of each kind of duty that the schedule has, in order; blackouts count as due."""
    wanted = {duty.kind for duty in schedule.duties}
    found: dict[DutyKind, Due] = {}
    start, last = after, _later(after, _HORIZON)
    while wanted - found.keys() and start < last:
        end = min(_later(start, _STRETCH), last)
        for due in occurrences(schedule, start, end):
            found.setdefault(due.kind, due)
        start = end
    return tuple(in_order(found.values()))


def in_order(dues: Iterable[Due]) -> list[Due]:
    """In the order in which they are done."""
    return sorted(dues, key=lambda due: due.position)


def left_out(due: Due, schedule: Schedule) -> Blackout | None:
    """The blackout that a due moment falls into. Only an audit contacts targets; other duties know no blackout."""
    return schedule.blackout_on(due.day) if due.kind is DutyKind.AUDIT else None


def _falls_on(duty: Duty, day: date, schedule: Schedule) -> bool:
    match duty.rhythm:
        case Rhythm.DAY:
            right = True
        case Rhythm.WEEK:
            right = day.weekday() == duty.on
        case Rhythm.MONTH:
            right = is_day_of_month(day, duty.on)
    return right and (duty.on_closed_days or not is_closed(day, schedule))


def _days(after: datetime, until: datetime) -> Iterator[date]:
    """The days in Japan from one moment to another, both included."""
    day, last = today(after), today(until)
    while day <= last:
        yield day
        if day == date.max:
            return
        day += timedelta(days=1)


def _later(moment: datetime, step: timedelta) -> datetime:
    """A moment later, as far as the calendar goes (a clock may stand anywhere)."""
    edge = datetime.max.replace(tzinfo=JST) - timedelta(days=1)
    return moment + step if moment < edge - step else edge
