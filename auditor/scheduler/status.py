"""How things stand: the last nights, what went wrong since, what is due, who is at work, what waits to be sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from auditor.care.backup import LastBackup, last_backup
from auditor.errors import AuditorError, Problem
from auditor.history.changes import changes_between
from auditor.model.changes import ChangeKind
from auditor.model.operation import Schedule
from auditor.model.places import STORE
from auditor.model.result import Coverage
from auditor.model.sealing import SealNote
from auditor.model.words import Message
from auditor.scheduler.duties import Due, left_out, next_due
from auditor.scheduler.files import known
from auditor.scheduler.lock import AUDIT_LOCK, SERVICE_LOCK, Holder, holder
from auditor.scheduler.missed import since_last_night
from auditor.scheduler.routine import spool_of
from auditor.scheduler.standing import NAME, Standing, from_text
from auditor.scheduler.work import attempted
from auditor.seal.notes import head
from auditor.store.store import Store

NIGHTS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class NightLine:
    """One finished night."""

    run: str
    as_of: date
    started: datetime
    finished: datetime
    coverage: Coverage
    new: int | None
    """Findings that are new since the night before; None on the first night, or when it cannot be told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What is due next."""

    due: Due
    left_out: str | None
    """Why it will be left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Messages that wait for their server."""

    count: int = 0
    since: datetime | None = None
    last: Message | None = None
    """Why the oldest of them could not be sent when it was tried last."""


@dataclass(frozen=True, kw_only=True)
class Status:
    """How things stand."""

    now: datetime
    nights: tuple[NightLine, ...] = ()
    """Newest first."""
    wrong: tuple[Message, ...] = ()
    """What was missed or failed since the newest finished night."""
    planned: tuple[Message, ...] = ()
    """What was left out as planned since then."""
    earlier: tuple[Message, ...] = ()
    """What was missed, failed or left out in the fortnight before."""
    upcoming: tuple[Next, ...] = ()
    started_ever: datetime | None = None
    """When the service was started for the first time; None when it never was."""
    service: Holder | None = None
    """The service that runs now."""
    audit: Holder | None = None
    """The assessment that is at work now."""
    waiting: Waiting = field(default_factory=Waiting)
    backup: LastBackup | None = None
    seal: SealNote | None = None
    """The chain's head."""
    files: tuple[Problem, ...] = ()
    """What is wrong with the inventory."""
    unreadable: tuple[Message, ...] = ()
    """What of this could not be read, and why."""

    @property
    def well(self) -> bool:
        """Whether nothing was missed or failed since the newest finished night."""
        return not self.wrong and not self.unreadable


def status_of(root: Path, now: datetime) -> Status:
    """How a workspace stands. The inventory need not be right, nor be there."""
    state = root / "state"
    found, crash = attempted(lambda: known(root), where="files")
    schedule = found.schedule if found is not None else None
    frame = Status(
        now=now,
        service=holder(state / SERVICE_LOCK),
        audit=holder(state / AUDIT_LOCK),
        waiting=_waiting(root),
        files=found.wrong if found is not None else (),
        unreadable=() if crash is None else (crash,),
        upcoming=_upcoming(schedule, now),
    )
    if not (state / STORE).exists():
        return frame
    try:
        with Store.open(state / STORE) as store:
            return _with_records(frame, store, schedule)
    except AuditorError as error:
        return replace(frame, unreadable=(*frame.unreadable, error.message))


def _with_records(frame: Status, store: Store, schedule: Schedule | None) -> Status:
    unreadable: list[Message] = []
    standing: Standing | None = None
    try:
        standing = from_text(store.recall(NAME) or "")
    except AuditorError as error:
        unreadable.append(error.message)
    if schedule is None:
        schedule = Schedule(duties=standing.duties) if standing else Schedule(duties=())
    since = since_last_night(store, frame.now, schedule)
    seal: SealNote | None = None
    backup: LastBackup | None = None
    try:
        seal, backup = head(store), last_backup(store)
    except AuditorError as error:
        unreadable.append(error.message)
    return replace(
        frame,
        nights=tuple(_nights(store)),
        wrong=since.wrong,
        planned=since.planned,
        earlier=since.earlier,
        started_ever=standing.began if standing else None,
        upcoming=frame.upcoming or _upcoming(schedule, frame.now),
        seal=seal,
        backup=backup,
        unreadable=(*frame.unreadable, *unreadable),
    )


def _nights(store: Store) -> Iterator[NightLine]:
    nights = store.nights(NIGHTS + 1)
    for place, night in enumerate(nights[:NIGHTS]):
        before = nights[place + 1].id if place + 1 < len(nights) else None
        if night.coverage is None or night.finished is None:
            continue
        yield NightLine(
            run=night.id,
            as_of=night.as_of,
            started=night.started,
            finished=night.finished,
            coverage=night.coverage,
            new=None if before is None else _new(store, before, night.id),
        )


def _new(store: Store, before: str, after: str) -> int | None:
    try:
        return len(changes_between(store, before, after).of(ChangeKind.NEW, ChangeKind.BACK))
    except AuditorError:
        return None


def _upcoming(schedule: Schedule | None, now: datetime) -> tuple[Next, ...]:
    if schedule is None:
        return ()
    found = []
    for due in next_due(schedule, now):
        closed = left_out(due, schedule)
        found.append(Next(due=due, left_out=None if closed is None else closed.reason))
    return tuple(found)


def _waiting(root: Path) -> Waiting:
    pending = spool_of(root).pending()
    if not pending:
        return Waiting()
    oldest = min(pending, key=lambda p: p.moment)
    return Waiting(count=len(pending), since=oldest.moment, last=oldest.last)
