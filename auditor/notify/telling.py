"""What is told: a notice for every route that has something to be told, put into the spool.

All of it may be called again for the same night or duty: what waits already or was sent is not queued twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from auditor.model.background import Background
from auditor.model.japan import JST
from auditor.model.operation import Channel, DutyKind, Notification, Route
from auditor.model.result import Assessment
from auditor.model.sealing import SealNote, Verification
from auditor.model.terms import State
from auditor.model.trend import TrendPoint
from auditor.model.words import Message, message
from auditor.notify.counting import lines, tallied
from auditor.notify.discreet import discreet, title
from auditor.notify.faults import discreet_fault
from auditor.notify.notice import FailureNews, News, NightNews, Notice, SealFault, SealNews, Upcoming, WeekNews
from auditor.notify.routing import Sections, Share, address_of, divided, routes_of
from auditor.notify.spool import Put, Spool

Clock = Callable[[], datetime]

_MOST_LINES = {Channel.MAIL: 40, Channel.SYSLOG: 1000, Channel.FOLDER: 200}
"""Lines of a night by channel: what a person reads in a mail, on a page; what a log server takes."""
_MOST_FAULTS = 20
_MOST_NIGHTS = 35
"""Nights in a sign of life."""
_MOST_MISSED = 20
_FRESH = timedelta(hours=1)
"""Age up to which a message that waits has only just been written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What came of telling."""

    queued: int = 0
    """Notices put into the spool."""
    known: int = 0
    """Notices that waited already or had been sent."""
    notes: tuple[Message, ...] = ()
    """For the service's log: changes without a route, a spool that could not be written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A duty that failed or was interrupted."""

    organisation: str
    duty: DutyKind
    due: datetime
    why: Message
    next_due: datetime | None = None
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What the sign of life says."""

    organisation: str
    due: datetime
    trend: Sequence[TrendPoint] = ()
    """The nights since the sign of life before this one, oldest first."""
    missed: Sequence[Message] = ()
    """Nights that were missed, failed or interrupted in that time."""
    verified: datetime | None = None
    """When the seals were last verified and held."""
    upcoming: Sequence[tuple[DutyKind, datetime]] = ()
    """What is due next, soonest first."""
    seal: SealNote | None = None
    """The chain's head."""
    sample: bool = False


def tell_night(
    spool: Spool,
    notification: Notification,
    assessment: Assessment,
    background: Background,
    sections: Sections,
    clock: Clock,
) -> Told:
    """After a night: what is new, back, overdue, not judged any more, gone and solved; missed nights always.

    Nothing when nothing changed. An audit of a part is no night, and nobody is told of it.
    """
    run = assessment.run
    routes = routes_of(notification)
    if run.scope or not routes:
        return Told() if run.scope else Told(notes=(message("sending.no_routes"),))
    shares = divided(background.changes, routes, sections)
    frame = NightNews(
        run=run.id,
        as_of=run.as_of,
        before=background.changes.before_as_of if background.changes else None,
        missed=_missed(assessment.missed),
        left_out=tallied(shares.left_out),
        coverage=assessment.coverage,
        waived=sum(1 for r in assessment.results if r.state is State.FAIL and r.satisfied),
        seal=background.seal,
    )
    telling = _Telling(spool, clock(), organisation=run.organisation, sample=run.sample)
    for share in shares.shares:
        if share.changes or frame.missed:
            telling.queue(share.route, run.id, run.started, _news(frame, share, background))
            frame = msgspec.structs.replace(frame, left_out=())  # said once is enough
    unrouted = sum(len(share.unrouted) for share in shares.shares)
    if unrouted:
        telling.notes.append(message("sending.unrouted", count=unrouted))
    if shares.left_out:
        telling.notes.append(message("sending.left_out", count=len(shares.left_out)))
    return telling.told()


def _news(frame: NightNews, share: Share, background: Background) -> NightNews:
    changes = background.changes
    if changes is None or not share.changes:
        return frame
    most = _MOST_LINES[share.route.channel]
    return msgspec.structs.replace(
        frame, tallies=tallied(share.changes), lines=lines(changes, share.changes, share.unrouted, most)
    )


def tell_failure(spool: Spool, notification: Notification, failure: Failure, clock: Clock) -> Told:
    """A duty failed or was interrupted: every route is told why, what to do, and when it is due next."""
    news = FailureNews(duty=failure.duty, due=failure.due, why=discreet(failure.why), next_due=failure.next_due)
    telling = _Telling(spool, clock(), organisation=failure.organisation, sample=failure.sample)
    about = f"{failure.duty.value} {_moment(failure.due)}"
    return telling.everyone(notification, about, failure.due, news)


def tell_verification(
    spool: Spool,
    notification: Notification,
    organisation: str,
    verification: Verification,
    due: datetime,
    clock: Clock,
    *,
    sample: bool = False,
) -> Told:
    """A verification found a broken seal: every route is told. Nothing when everything holds."""
    if verification.holds:
        return Told()
    now = clock()
    faults = [
        SealFault(kind=f.kind, what=discreet_fault(f.what), first=title(f.first), last=title(f.last))
        for f in verification.faults[:_MOST_FAULTS]
    ]
    news = SealNews(
        verified=now,
        faults=tuple(faults),
        count=len(verification.faults),
        runs=len(verification.runs),
        proven=len(verification.proven),
        last_proven=verification.proven[-1] if verification.proven else "",
        seal=verification.head,
    )
    telling = _Telling(spool, now, organisation=organisation, sample=sample)
    return telling.everyone(notification, f"verify {_moment(due)}", due, news)


def sign_of_life(spool: Spool, notification: Notification, week: Week, clock: Clock) -> Told:
    """The regular report to every route, also when nothing changed: silence must never be mistaken for health."""
    now = clock()
    news = WeekNews(
        due=week.due,
        missed=_missed(week.missed),
        trend=tuple(week.trend[-_MOST_NIGHTS:]),
        verified=week.verified,
        upcoming=tuple(Upcoming(duty=duty, at=at) for duty, at in week.upcoming),
        waiting=sum(now - p.moment > _FRESH for p in spool.pending()),
        seal=week.seal,
    )
    telling = _Telling(spool, now, organisation=week.organisation, sample=week.sample)
    return telling.everyone(notification, f"week {_moment(week.due)}", week.due, news)


class _Telling:
    """Puts one occasion's notices into the spool and counts what became of them."""

    def __init__(self, spool: Spool, now: datetime, *, organisation: str, sample: bool) -> None:
        self._spool = spool
        self._now = now
        self._organisation = title(organisation)
        self._sample = sample
        self._outcomes: list[Put] = []
        self.notes: list[Message] = []

    def queue(self, route: Route, about: str, moment: datetime, news: News) -> None:
        notice = Notice(
            about=about,
            moment=moment,
            made=self._now,
            organisation=self._organisation,
            news=news,
            sample=self._sample,
        )
        self._outcomes.append(self._spool.put(address_of(route), notice))

    def everyone(self, notification: Notification, about: str, moment: datetime, news: News) -> Told:
        routes = routes_of(notification)
        if not routes:
            return Told(notes=(message("sending.no_routes"),))
        for route in routes:
            self.queue(route, about, moment, news)
        return self.told()

    def told(self) -> Told:
        unsaved = self._outcomes.count(Put.UNSAVED)
        known = self._outcomes.count(Put.KNOWN)
        notes = [*self.notes, *([message("sending.unsaved")] if unsaved else [])]
        return Told(queued=len(self._outcomes) - known, known=known, notes=tuple(notes))


def _missed(messages: Sequence[Message]) -> tuple[Message, ...]:
    """What was missed, made discreet; of very many the number of the rest."""
    told = [discreet(m) for m in messages[:_MOST_MISSED]]
    rest = len(messages) - len(told)
    return (*told, *([message("notify.more_missed", count=rest)] if rest else []))


def _moment(at: datetime) -> str:
    """A moment as it names a notice, whatever zone it is given in."""
    return at.astimezone(JST).isoformat(timespec="seconds")
