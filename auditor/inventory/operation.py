"""From the shapes of running by itself to what the service uses."""

from pathlib import Path

from auditor.inventory.file_shape import InventoryFileShape
from auditor.inventory.operation_shapes import (
    FACILITIES,
    WEEKDAYS,
    CareShape,
    DueShape,
    DutyShape,
    MailShape,
    NotifyShape,
    ScheduleShape,
    SealShape,
    SyslogShape,
)
from auditor.model.operation import (
    Backups,
    Blackout,
    Duty,
    DutyKind,
    Keeper,
    MailServer,
    Notification,
    Operation,
    Route,
    Schedule,
    Security,
    SyslogServer,
    TimestampAuthority,
)
from auditor.model.terms import FindingClass


def build_operation(files: list[InventoryFileShape], root: Path) -> Operation:
    """What the files say of running by itself; relative paths are the workspace's."""
    schedule = next((f.schedule for f in files if f.schedule), ScheduleShape())
    notify = next((f.notify for f in files if f.notify), NotifyShape())
    due = next((f.due for f in files if f.due), DueShape())
    seal = next((f.seal for f in files if f.seal), SealShape())
    care = next((f.care for f in files if f.care), CareShape())
    periods = {c: getattr(due, c.value) for c in FindingClass}
    return Operation(
        schedule=_schedule(schedule, told=bool(notify.routes)),
        notification=_notification(notify, root),
        due={c: period for c, period in periods.items() if period is not None},
        timestamps=None
        if seal.timestamp is None
        else TimestampAuthority(url=seal.timestamp.url, ca_file=root / seal.timestamp.ca_file),
        backups=None if care.backup is None else Backups(folder=root / care.backup.folder, keep=care.backup.keep),
        evidence_retention=care.evidence_retention,
        keepers=tuple(Keeper(what=k.what, post=k.post) for k in care.keepers),
    )


def _schedule(shape: ScheduleShape, *, told: bool) -> Schedule:
    """What the service does; the usual duties leave out the sign of life where there is nobody to send it to."""
    usual = Schedule()
    duties = tuple(d for d in usual.duties if told or d.kind is not DutyKind.SIGN_OF_LIFE)
    return Schedule(
        duties=duties if shape.duties is None else tuple(_duty(d) for d in shape.duties),
        blackouts=tuple(Blackout(first=b.first, last=b.last, reason=b.reason) for b in shape.blackouts),
        closed_days=frozenset(shape.closed_days),
        catch_up=shape.catch_up or usual.catch_up,
    )


def _duty(shape: DutyShape) -> Duty:
    on = WEEKDAYS.index(shape.on) if isinstance(shape.on, str) else shape.on or 0
    return Duty(kind=shape.do, rhythm=shape.every, at=shape.at, on=on, on_closed_days=shape.closed_days)


def _notification(shape: NotifyShape, root: Path) -> Notification:
    return Notification(
        mail=None if shape.mail is None else _mail(shape.mail, root),
        syslog=None if shape.syslog is None else _syslog(shape.syslog, root),
        folder=None if shape.folder is None else root / shape.folder.path,
        routes=tuple(
            Route(
                channel=route.channel,
                to=route.to,
                sections=frozenset(route.sections),
                classes=frozenset(route.classes),
                language=route.lang,
            )
            for route in shape.routes
        ),
    )


def _mail(shape: MailShape, root: Path) -> MailServer:
    return MailServer(
        host=shape.host,
        port=shape.port,
        security=Security(shape.security),
        sender=shape.sender,
        user=shape.user or "",
        credential=shape.credential or "",
        ca_file=None if shape.ca_file is None else root / shape.ca_file,
    )


def _syslog(shape: SyslogShape, root: Path) -> SyslogServer:
    return SyslogServer(
        host=shape.host,
        port=shape.port,
        security=Security(shape.security),
        facility=FACILITIES[shape.facility],
        ca_file=None if shape.ca_file is None else root / shape.ca_file,
    )
