"""What is to be done now, and what was missed. Pure: how far we came, the schedule, the clock and the records go in.

The moment up to which everything is settled moves with the clock. Whatever became due since is done, or made up for
while that is allowed (of several moments of one duty the newest), or recorded as missed; nothing is ever passed over.

When the clock stands up to half a day before that moment it was set back a little: nothing is due until it is reached
again, so that no night is done twice. When it stands further back, the clock was wrong, before or now: that is told,
and the service goes on from the newest record that is not in the future, so that the nights go on.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from auditor.model.japan import JST
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Message, message
from auditor.scheduler.duties import Due, in_order, left_out, occurrences
from auditor.scheduler.standing import Open, Standing
from auditor.store.records import DutyRecord, DutyState

LATE = timedelta(minutes=15)
"""A duty is made up for at least this long after its time, whatever ``catch_up`` says: a busy machine is no gap."""
BACKWARDS = timedelta(hours=12)
"""A clock set back by no more than this makes nobody doubt the records."""
MANY = 40
"""More missed moments of one duty than this are recorded as one gap."""
TRIES = 3
"""A duty that was begun so often and never came to an end is given up: it may be what ends the service."""

_OVER = (DutyState.DONE, DutyState.FAILED, DutyState.LEFT_OUT)
"""States in which nothing is left to do, and which a missed moment does not replace."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """What follows from the clock."""

    standing: Standing
    do: tuple[Open, ...]
    """To be done now, in this order."""
    records: tuple[DutyRecord, ...]
    """What is settled without being done."""
    news: tuple[Message, ...] = ()
    """What was noticed of the clock."""


def agenda(
    standing: Standing,
    schedule: Schedule,
    now: datetime,
    records: Sequence[DutyRecord],
    lately: frozenset[Due] = frozenset(),
) -> Agenda:
    """What is to be done at ``now``.

    ``records`` are those of all duties since a year at least; ``lately`` what this process itself began within the
    last `BACKWARDS` by a clock that nobody can set.
    """
    now = now.astimezone(JST)
    standing, news = _after_clock_set_back(standing, now, records)
    standing = _after_change(standing, schedule)
    settling = _Settling(schedule=schedule, now=now, records=records)
    settling.broken_off(standing)
    settling.became_due(standing, lately)
    moved = replace(
        standing,
        settled=max(standing.settled, now),
        duties=schedule.duties,
        open=tuple(sorted(settling.open, key=lambda o: o.due.position)),
        skip=tuple(due for due in standing.skip if due.at > now),
        notes=standing.notes + news,
    )
    return Agenda(
        standing=moved,
        do=tuple(o for o in moved.open if settling.may_begin(o.due)),
        records=tuple(settling.settled),
        news=news,
    )


def _after_clock_set_back(
    standing: Standing, now: datetime, records: Sequence[DutyRecord]
) -> tuple[Standing, tuple[Message, ...]]:
    if standing.settled - now <= BACKWARDS:
        return standing, ()
    past = [record.due for record in records if record.due <= now]
    settled = max([*past, min(standing.began, now)])
    note = message("schedule.clock_set_back", was=standing.settled.isoformat(), now=now.isoformat())
    return replace(standing, began=min(standing.began, now), settled=settled.astimezone(JST)), (note,)


def _after_change(standing: Standing, schedule: Schedule) -> Standing:
    """A changed schedule asks nothing a second time on the day up to which everything is settled.

    As many of the day's new moments as were settled under the old schedule stand for those; only further ones count.
    """
    if standing.duties == schedule.duties:
        return standing
    midnight = standing.settled.astimezone(JST).replace(hour=0, minute=0, second=0, microsecond=0)
    before = midnight - timedelta(microseconds=1)
    old = occurrences(replace(schedule, duties=standing.duties), before, standing.settled)
    skip: list[Due] = []
    for kind in DutyKind:
        settled = sum(due.kind is kind for due in old)
        new = [due for due in occurrences(schedule, before, before + timedelta(days=1)) if due.kind is kind]
        skip += new[:settled]
    return replace(standing, skip=standing.skip + tuple(skip))


class _Settling:
    """What becomes of each due moment."""

    def __init__(self, *, schedule: Schedule, now: datetime, records: Sequence[DutyRecord]) -> None:
        self._schedule = schedule
        self._now = now
        self._over = {(r.duty, r.due) for r in records if r.state in _OVER}
        self._patience = max(schedule.catch_up.delta, LATE)
        self.open: list[Open] = []
        self.settled: list[DutyRecord] = []

    def may_begin(self, due: Due) -> bool:
        """Whether targets may be contacted now, where the duty does so."""
        return due.kind is not DutyKind.AUDIT or left_out(Due(at=self._now, kind=due.kind), self._schedule) is None

    def broken_off(self, standing: Standing) -> None:
        """What was open: goes on, or cannot be made up for any more."""
        for entry in standing.open:
            if entry.tries and (entry.due.kind, entry.due.at) in self._over:
                continue  # it came to its end, and the service was ended before it had noted so
            if entry.due.at > self._now + BACKWARDS:
                self._record(entry.due, DutyState.MISSED, "schedule.missed_wrong_clock")
            elif entry.tries >= TRIES:
                self._record(entry.due, DutyState.FAILED, "schedule.given_up", tries=entry.tries)
            elif self._now - entry.due.at > self._patience:
                self._record(entry.due, DutyState.MISSED, _why(entry))
            else:
                self.open.append(entry)

    def became_due(self, standing: Standing, lately: frozenset[Due]) -> None:
        """Everything that became due since it was last looked."""
        by_kind: dict[DutyKind, list[Due]] = defaultdict(list)
        for due in occurrences(self._schedule, standing.settled, self._now):
            closed = left_out(due, self._schedule)
            if due in lately or due in standing.skip:
                continue
            if closed is not None:
                first, last = closed.first.isoformat(), closed.last.isoformat()
                self._record(due, DutyState.LEFT_OUT, "schedule.left_out", first=first, last=last, reason=closed.reason)
            else:
                by_kind[due.kind].append(due)
        for dues in by_kind.values():
            self._newest_is_done(dues)
        for due in self._no_longer_wanted(standing):
            self._record(due, DutyState.LEFT_OUT, "schedule.left_out_changed")

    def _newest_is_done(self, dues: list[Due]) -> None:
        *older, newest = dues
        if self._now - newest.at > self._patience:
            older = dues
        else:
            for entry in [o for o in self.open if o.due.kind is newest.kind]:
                self.open.remove(entry)
                self._record(entry.due, DutyState.MISSED, _why(entry))
            self.open.append(Open(due=newest))
        if len(older) > MANY:
            first = older[0].at.isoformat()
            self._record(older[-1], DutyState.MISSED, "schedule.missed_gap", first=first, count=len(older))
            return
        for due in older:
            self._record(due, DutyState.MISSED, "schedule.missed")

    def _no_longer_wanted(self, standing: Standing) -> Iterator[Due]:
        """What the schedule as it was would have asked meanwhile, on days for which the new one asks nothing."""
        if standing.duties == self._schedule.duties:
            return
        before = replace(self._schedule, duties=standing.duties)
        wanted = {(d.kind, d.day) for d in occurrences(self._schedule, standing.settled - timedelta(days=1), self._now)}
        found = [d for d in occurrences(before, standing.settled, self._now) if (d.kind, d.day) not in wanted]
        yield from in_order(found)[-MANY:]

    def _record(self, due: Due, state: DutyState, code: str, **args: str | int) -> None:
        """Record what became of it, unless it is on record that it was done or left out already."""
        if (due.kind, due.at) in self._over and state is not DutyState.FAILED:
            return
        said = message(code, duty=due.kind.value, due=due.at.isoformat(), **args)
        record = DutyRecord(duty=due.kind, due=due.at, state=state, detail=said, recorded=self._now)
        self.settled.append(record)


def _why(entry: Open) -> str:
    if entry.tries:
        return "schedule.missed_interrupted"
    return "schedule.missed_held" if entry.held else "schedule.missed"
