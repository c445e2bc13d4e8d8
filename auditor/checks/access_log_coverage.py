"""Our own record of log-ins covers every operating day, is fresh, and survives a restart.

Rationale: where the counterparty's users log on to our system, their use is watched by our own log.

Passes when on every system the logs that survive a restart have an entry on each working day of the window up to
yesterday, and the newest entry is at most ``max_age`` old, days on which the offices are closed not counted.

Fails with ``log_gap`` for each working day without an entry, ``stale_log`` when the newest entry is too old,
``not_monitored`` when a whole reading shows no log, or only ones that a restart erases.

Stays open when a log could not be read whole, when its newest entry lies ahead of the auditor's clock
(``conflicting_evidence``), or when the window is longer than the five weeks that are read (``insufficient_history``).
Likewise where a live reading is judged on a later date (``auditor reassess``): days after it were not looked at.

References: Nagareyama 第4の2(2)ア(イ); 行政機関の休日に関する法律 第1条 and the holidays act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditor.checks.expected_days import is_business_day
from auditor.checks.gaps import absence, named
from auditor.facts.base import FactSet, Need
from auditor.facts.host import AccessLog
from auditor.facts.view import FactView
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.terms import Basis, Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message

_READ_BACK = timedelta(days=35)
"""`AccessLog.days` goes back five weeks."""
_CLOCK_TOLERANCE = timedelta(minutes=10)
"""An entry this far ahead of the auditor's clock may still be of a clock that is a little off."""


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How far back, and how fresh."""

    window: Period
    """How far back every working day must have an entry."""
    max_age: Period
    """Greatest age of the newest entry, in hours of days on which the offices are open."""


NEEDS = (Need(fact=AccessLog, scope=Scope.SYSTEMS),)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every system of the linkage."""
    sets = view.sets(AccessLog, Scope.SYSTEMS)
    items = [item for found in sets for item in _system_items(view, found, parameters)]
    return judged(
        examined=len(view.facts(AccessLog, Scope.SYSTEMS)),
        met=message("access_log_coverage.met", count=len(sets), window=str(parameters.window)),
        broken=message("access_log_coverage.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _system_items(view: FactView, found: FactSet[AccessLog], parameters: Parameters) -> Iterable[Item]:
    target = found.subject.id
    lasting = [log for log in found.facts if log.persistent]
    if not lasting:
        said = message("access_log_coverage.not_lasting" if found.facts else "access_log_coverage.none", target=target)
        yield absence(named(found.subject, view.subject, "access_log"), (found,), Reason.NOT_MONITORED, said)
        return
    yield from _gap_items(view, found, lasting, parameters.window)
    yield from _freshness_items(view, found, lasting, parameters.max_age)


def _gap_items(view: FactView, found: FactSet[AccessLog], logs: Sequence[AccessLog], window: Period) -> Iterable[Item]:
    start = window.before(view.as_of)
    earliest = view.as_of - _READ_BACK
    if start < earliest:
        said = message("access_log_coverage.window", target=found.subject.id, window=str(window))
        key = named(found.subject, view.subject, "window")
        yield undecided(key, Reason.INSUFFICIENT_HISTORY, said, logs[0].place)
    covered = {day for log in logs for day in log.days}
    first = max(start, earliest)
    read_on = found.collected_at.astimezone(JST).date()
    for n in range((view.as_of - first).days):
        day = first + timedelta(days=n)
        if day >= read_on:
            if found.basis is Basis.LIVE and is_business_day(day):
                key = named(found.subject, view.subject, "unseen")
                said = message("access_log_coverage.unseen", target=found.subject.id)
                yield undecided(key, Reason.INSUFFICIENT_HISTORY, said, logs[0].place, read_on=read_on.isoformat())
                return
        elif is_business_day(day) and day not in covered:
            key = named(found.subject, view.subject, day.isoformat())
            said = message("access_log_coverage.gap", target=found.subject.id, day=day.isoformat())
            item = absence(key, (found,), Reason.LOG_GAP, said)
            yield Item(key=key, state=item.state, reason=item.reason, summary=item.summary, places=(logs[0].place,))


def _freshness_items(
    view: FactView, found: FactSet[AccessLog], logs: Sequence[AccessLog], limit: Period
) -> Iterable[Item]:
    key = named(found.subject, view.subject, "newest_entry")
    entries = [log.newest for log in logs if log.newest is not None]
    arguments = {"target": found.subject.id, "limit": str(limit)}
    if not entries:
        said = message("access_log_coverage.no_entry", **arguments)
        yield undecided(key, found.reason or Reason.MISSING_FIELD, said, logs[0].place)
        return
    newest = max(entries)
    if newest > found.collected_at + _CLOCK_TOLERANCE:
        said = message("access_log_coverage.ahead", **arguments)
        yield undecided(key, Reason.CONFLICTING_EVIDENCE, said, logs[0].place, newest=newest.isoformat())
    elif _open_time(newest, found.collected_at) > limit.delta:
        said = message("access_log_coverage.stale", **arguments)
        if found.complete:
            yield violation(key, Reason.STALE_LOG, said, logs[0].place, newest=newest.isoformat())
        else:
            yield absence(key, (found,), Reason.STALE_LOG, said)


def _open_time(since: datetime, until: datetime) -> timedelta:
    """Time between two moments without the days between them on which the offices are closed."""
    first, last = since.astimezone(JST).date(), until.astimezone(JST).date()
    between: list[date] = [first + timedelta(days=n) for n in range(1, min((last - first).days, 400))]
    return (until - since) - timedelta(days=sum(not is_business_day(day) for day in between))
