"""The sections of the sheet, in the order in which two people go through them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from auditor.care.doctor.finding import Mark
from auditor.care.handover.gathering import Known
from auditor.care.handover.sheet import Cell, Fact, Remark, Section, Sheet, Table, Words, fact, said, table
from auditor.care.handover.steps import steps
from auditor.care.rotation import Archive, archives
from auditor.inventory.operation_shapes import WEEKDAYS
from auditor.model.japan import JST
from auditor.model.operation import Channel, Duty, MailServer, Rhythm, Route, SyslogServer
from auditor.model.terms import FindingClass
from auditor.model.words import Message
from auditor.reporters.visible import on_one_line
from auditor.scheduler.duties import next_due
from auditor.scheduler.lock import SERVICE_LOCK, holder
from auditor.vault.keys import KeyKind


def sheet_of(known: Known) -> Sheet:
    """The whole sheet."""
    organisation = on_one_line(known.workspace.inventory.organisation.title)
    return Sheet(
        organisation=organisation,
        made=known.now.isoformat(),
        sections=(_open(known), _where(known), _what(known), _keys(known), _tells(known), _backups(known), _day(known)),
    )


def _where(known: Known) -> Section:
    schedule = known.workspace.inventory.operation.schedule
    running = holder(known.workspace.state_dir / SERVICE_LOCK)
    started: list[Words] = []
    if running is not None and running.since is not None:
        started.append(said("service_running", pid=running.pid, since=running.since.isoformat()))
    else:
        started.append(said("service_idle"))
    for unit in known.units:
        started.append(said("unit_enabled" if unit.wanted else "unit_disabled", unit=unit.name, path=str(unit.path)))
    if not known.units:
        started.append(said("unit_none"))
    rows = [(_term(due.kind.value), said("moment", at=due.at.isoformat())) for due in next_due(schedule, known.now)]
    blackouts = [
        said("blackout", first=b.first.isoformat(), last=b.last.isoformat(), reason=on_one_line(b.reason))
        for b in schedule.blackouts
        if b.last >= known.now.astimezone(JST).date()
    ]
    return Section(
        name="where",
        facts=(
            fact("host", on_one_line(known.host)),
            fact("account", known.account),
            fact("workspace", on_one_line(str(known.root))),
            fact("version", said("versions", auditor=known.version, python=known.python)),
            fact("started", *started),
            fact("duties", *(_duty(d) for d in schedule.duties) if schedule.duties else (said("duties_none"),)),
            fact("blackouts", *(blackouts or [said("blackouts_none")])),
        ),
        tables=(table(("duty", "next"), rows, "duties_none"),),
    )


def _duty(duty: Duty) -> Message:
    kind, at = duty.kind.value, f"{duty.at:%H:%M}"
    match duty.rhythm:
        case Rhythm.DAY:
            return said("duty_day", duty=kind, at=at)
        case Rhythm.WEEK:
            return said(f"duty_{WEEKDAYS[duty.on]}", duty=kind, at=at)
        case Rhythm.MONTH:
            return said("duty_month", duty=kind, at=at, on=duty.on)


def _what(known: Known) -> Section:
    inventory = known.workspace.inventory
    kinds = Counter(s.ref.kind for s in inventory.subjects)
    counted = tuple(said("counted", what=kind.value, count=count) for kind, count in kinds.items() if count)
    bases = Counter(t.basis for t in inventory.targets.values())
    facts = [
        fact("subjects", counted),
        fact("bases", tuple(said("counted", what=b.value, count=n) for b, n in sorted(bases.items()))),
        fact("controls", said("controls", count=len(known.workspace.policy.selected))),
    ]
    if known.newest is not None and known.newest.coverage is not None:
        c = known.newest.coverage
        facts.append(
            fact(
                "newest",
                said("newest", run=known.newest.id, day=known.newest.as_of.isoformat()),
                said("newest_numbers", applicable=c.applicable, passed=c.passed, failed=c.failed, open=c.open),
            )
        )
    else:
        facts.append(fact("newest", said("newest_none")))
    return Section(name="what", facts=tuple(facts))


def _keys(known: Known) -> Section:
    operation = known.workspace.inventory.operation
    keepers: list[tuple[Cell, ...]] = [(on_one_line(k.what), on_one_line(k.post), "") for k in operation.keepers]
    if not keepers:
        # Lines to be filled in by hand: what every installation has to keep somewhere.
        keepers = [(said(f"kept_{name}"), "", "") for name in ("passphrase", "key_file", "head")]
    openers: list[Words] = [said(f"opens_{k.value}") for k in KeyKind if k in known.openers] or [said("vault_none")]
    if known.key_file_named:
        openers.append(said("key_file_at", path=on_one_line(known.key_file_named)))
    facts = [
        fact("opens", *openers),
        fact("seal_key", known.public_key.fingerprint if known.public_key else said("seal_none")),
        fact(
            "seal_head",
            said("head", number=known.seal.number, digest=known.seal.digest) if known.seal else said("seal_none"),
        ),
        fact("pinned", said("pinned", count=known.pinned)),
    ]
    remarks = [] if operation.keepers else [Remark(text=said("keepers_none"))]
    if known.credentials is None and known.openers:
        remarks.append(Remark(text=said("vault_closed")))
    return Section(
        name="keys",
        tables=(table(("kept", "post", "handed"), keepers, "keepers_none"), _credentials(known)),
        facts=tuple(facts),
        remarks=tuple(remarks),
        block=known.public_key.pem().decode("ascii") if known.public_key else "",
    )


def _credentials(known: Known) -> Table:
    """Names, kinds and what they open; never what they are."""
    used = dict(known.workspace.inventory.credentials())
    mail = known.workspace.inventory.operation.notification.mail
    if mail is not None and mail.credential:
        used.setdefault(mail.credential, ())
    listed = {c.name: c for c in known.credentials or ()}
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(used.keys() | listed.keys()):
        entry = listed.get(name)
        opens: Cell = used.get(name) or said("opens_none")
        if mail is not None and name == mail.credential:
            opens = said("opens_mail", host=mail.host)
        shut = known.quarantined.get(name)
        state: Words = ""
        if entry is None and known.credentials is not None:
            state = said("credential_missing")
        elif shut is not None and (entry is None or entry.version == shut.version):
            state = said("credential_shut", target=shut.target, since=shut.since.isoformat())
        kind: Words = _term(entry.kind.value) if entry else said("unknown")
        rows.append((name, kind, opens, _day_of(entry.set_at if entry else None), state))
    return table(("credential", "kind", "opens", "set", "state"), rows, "credentials_none")


def _day_of(moment: datetime | None) -> Message:
    return said("unknown") if moment is None else said("day", day=moment.astimezone(JST).date().isoformat())


def _tells(known: Known) -> Section:
    notification = known.workspace.inventory.operation.notification
    facts: list[Fact] = []
    if notification.mail is not None:
        server = notification.mail
        facts.append(fact("mail", _server(server), said("sender", sender=server.sender)))
    if notification.syslog is not None:
        facts.append(fact("syslog", _server(notification.syslog)))
    if notification.folder is not None:
        facts.append(fact("folder", on_one_line(str(notification.folder))))
    rows = [_route(route, known) for route in notification.routes]
    return Section(
        name="tells",
        facts=tuple(facts),
        tables=(table(("channel", "to", "sections", "classes"), rows, "routes_none"),),
    )


def _server(server: MailServer | SyslogServer) -> Message:
    return said("server", host=server.host, port=server.port, security=server.security.value.upper())


def _route(route: Route, known: Known) -> tuple[Cell, ...]:
    titles = known.workspace.inventory.section_titles
    sections = tuple(on_one_line(titles.get(s, s)) for s in sorted(route.sections))
    classes = tuple(_term(c.value) for c in FindingClass if c in route.classes)
    to: Cell = route.to if route.channel is Channel.MAIL else said("to_everybody")
    return (_term(route.channel.value), to, sections or said("all"), classes or said("all"))


def _backups(known: Known) -> Section:
    operation = known.workspace.inventory.operation
    facts: list[Fact] = []
    if operation.backups is None:
        facts.append(fact("backups", said("backups_none")))
    else:
        folder = operation.backups.folder
        facts.append(fact("backups", on_one_line(str(folder)), said("keep", count=operation.backups.keep)))
        try:
            found = archives(folder, known.workspace.inventory.organisation.ref.id)
        except OSError:
            facts.append(fact("last_backup", said("backups_unseen")))
        else:
            facts.append(fact("last_backup", _last(found)))
    kept = operation.evidence_retention
    facts.append(fact("retention", said("retention", period=str(kept)) if kept else said("retention_none")))
    if operation.timestamps is not None:
        facts.append(fact("timestamps", operation.timestamps.url))
    return Section(name="backups", facts=tuple(facts))


def _last(found: Sequence[Archive]) -> Message:
    if not found:
        return said("last_none")
    newest = found[0]
    return said("last_backup", file=newest.path.name, made=newest.made.isoformat(), count=len(found))


def _open(known: Known) -> Section:
    return Section(
        name="open",
        remarks=tuple(sorted(_remarks(known), key=lambda r: not r.grave)) or (Remark(text=said("open_none")),),
    )


def _remarks(known: Known) -> Iterator[Remark]:
    for missed in known.missed:
        yield Remark(text=missed, grave=True)
    if known.overdue:
        yield Remark(text=said("overdue", count=known.overdue), grave=True)
    for look in known.looks:
        for finding in look.findings:
            if finding.mark is not Mark.FINE:
                yield Remark(text=finding.seen, grave=finding.mark is Mark.ACT, todo=finding.todo)
    for wrong in known.broken:
        yield Remark(text=wrong, grave=True)


def _day(known: Known) -> Section:
    return Section(name="day", steps=steps(known))


def _term(name: str) -> Message:
    return said("term", name=name)
