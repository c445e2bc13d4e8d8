"""Nights that were missed or failed, and the service that is to run them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene
from auditor.care.units import Unit, units_of
from auditor.model.japan import JST
from auditor.model.operation import DutyKind, Schedule
from auditor.scheduler.duties import left_out, occurrences
from auditor.scheduler.lock import AUDIT_LOCK, SERVICE_LOCK, holder
from auditor.scheduler.standing import NAME, Standing, from_text
from auditor.store.records import DutyState, RunState

LOOKED_BACK = timedelta(days=30)
_BAD = (DutyState.MISSED, DutyState.FAILED)
LONGEST_AUDIT = timedelta(hours=20)
"""An audit that has run for longer stands in the way of the next night."""
_SHOWN = 10


def look_at_nights(scene: Scene) -> Iterator[Finding]:
    """The newest night, and whether one should have come since."""
    if scene.store is None:
        return
    nights = scene.store.nights(1)
    if not nights:
        yield note("nights_none")
        return
    newest = nights[0]
    schedule = scene.workspace.inventory.operation.schedule if scene.workspace else None
    due = () if schedule is None else overdue(schedule, newest.started, scene.now)
    if due and _standing(scene) is not None:
        yield act("nights_overdue", run=newest.id, started=newest.started.isoformat(), count=len(due))
    else:
        yield fine("nights_newest", run=newest.id, started=newest.started.isoformat())
    broken = [
        r
        for r in scene.store.runs()
        if r.state is RunState.INTERRUPTED and scene.now - r.started < LOOKED_BACK and r.is_night
    ]
    if broken:
        yield note("nights_interrupted", count=len(broken), runs=tuple(r.id for r in broken[:_SHOWN]))


def look_at_duties(scene: Scene) -> Iterator[Finding]:
    """What the service missed or could not do."""
    if scene.store is None:
        return
    records = scene.store.duties(scene.now - LOOKED_BACK)
    for kind in DutyKind:
        of_kind = [r for r in records if r.duty is kind and r.state is not DutyState.LEFT_OUT]
        bad = [r for r in of_kind if r.state in _BAD]
        if not bad:
            continue
        days = tuple(sorted({r.due.astimezone(JST).date().isoformat() for r in bad}))[-_SHOWN:]
        tell = act if of_kind[-1].state in _BAD else note
        yield tell("duties_bad", duty=kind.value, count=len(bad), days=days)
    if records and not any(r.state in _BAD for r in records):
        yield fine("duties", count=sum(r.state is DutyState.DONE for r in records))


def look_at_service(scene: Scene) -> Iterator[Finding]:
    """Whether something runs the nights."""
    units = units_of(scene.root, scene.units)
    running = holder(scene.state / SERVICE_LOCK)
    if running is not None:
        since = running.since.isoformat() if running.since else None
        yield fine("service_running", pid=running.pid, since=since)
    elif any(unit.timer for unit in units):
        yield fine("service_timer", unit=_names(units))
    elif _standing(scene) is not None:
        yield act("service_stopped")
    else:
        yield note("service_never")
    if running is not None and not units:
        yield note("service_no_unit")
    audit = holder(scene.state / AUDIT_LOCK)
    if audit is not None and audit.since is not None and scene.now - audit.since > LONGEST_AUDIT:
        yield act("audit_long", pid=audit.pid, since=audit.since.isoformat())


def overdue(schedule: Schedule, since: datetime, now: datetime) -> tuple[datetime, ...]:
    """Moments since the newest night at which one was due and can be made up for no more."""
    found = occurrences(schedule, since, now - schedule.catch_up.delta)
    return tuple(d.at for d in found if d.kind is DutyKind.AUDIT and left_out(d, schedule) is None)


def _standing(scene: Scene) -> Standing | None:
    """How far the service has come; None when it was never started."""
    text = scene.store.recall(NAME) if scene.store else None
    return None if text is None else from_text(text)


def _names(units: Sequence[Unit]) -> str:
    return ", ".join(unit.name for unit in units)
