"""A made-up city's nights for `benchmarks.nights`: what real collectors and checks would hand to the store."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from auditor.facts.accounts import Account, IdleTimeout, PasswordPolicy, PasswordState
from auditor.facts.base import Fact, FactSet
from auditor.facts.host import AccessLog, BackupRun, ClockSkew, ServiceState, TimeSync
from auditor.facts.monitoring import Interface, ProcessorLoad, StorageUse, SystemIdentity
from auditor.facts.remote import Listener, SshdPolicy
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.job import Capture, CaptureStatus, JobOutcome
from auditor.model.subject import target_ref
from auditor.model.terms import (
    Basis,
    Completeness,
    TransportKind,
)

FIRST_NIGHT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""01:00 of 21 November 2026 in Japan."""

STABLE_COMMANDS = 20
ACCOUNTS, SERVICES, LISTENERS, STORES = 40, 50, 30, 6
LINE_DEVICES = 10
"""Every tenth target is a line device with many interfaces; the others are servers."""


@dataclass(frozen=True, kw_only=True)
class City:
    """Targets and controls; night ``n`` differs from night 0 in clocks, counters and uptimes only."""

    targets: int
    controls: int

    def started(self, night: int) -> datetime:
        """When a night begins; never at the same second."""
        return FIRST_NIGHT + timedelta(days=night, milliseconds=(night * 7919) % 90_000)

    def run_id(self, night: int) -> str:
        """The run's name."""
        return f"{self.started(night):%Y%m%dT%H%M%S}"

    def names(self) -> list[str]:
        """Identifiers of the targets."""
        return [f"target-{number:04}" for number in range(self.targets)]

    def records(self, night: int) -> Iterator[tuple[JobOutcome, list[FactSet[Any]]]]:
        """What is recorded of each job: one over SSH and one over SNMP for every target."""
        for number, target in enumerate(self.names()):
            random = Random(night * 100_003 + number)  # noqa: S311 - a benchmark's made-up values
            at = self.started(night) + timedelta(seconds=number / 20, microseconds=random.randrange(900_000))
            yield _ssh(target, number, night, at, random)
            yield _snmp(target, number, night, at, random)


def _capture(collector: str, command: str, output: bytes, at: datetime, *, volatile: bool = False) -> Capture:
    return Capture(
        collector=collector,
        command=command,
        status=CaptureStatus.OK,
        exit_code=0,
        output=output,
        digest="sha256:" + hashlib.sha256(output).hexdigest(),
        volatile=volatile,
        argv=("cat", f"/etc/{command}"),
        taken_at=at,
    )


def _ref(transport: str, target: str, capture: Capture) -> ArtefactRef:
    assert capture.taken_at is not None  # noqa: S101 - made just above
    return ArtefactRef(
        origin=f"{transport}:{capture.command}",
        target=target,
        digest=capture.digest,
        size=len(capture.output),
        collected_at=capture.taken_at,
        volatile=capture.volatile,
    )


def _set(
    kind: type[Fact], target: str, facts: Sequence[Fact], refs: Sequence[ArtefactRef], at: datetime
) -> FactSet[Any]:
    return FactSet(
        type=kind,
        subject=target_ref(target),
        facts=tuple(facts),
        completeness=Completeness.COMPLETE,
        basis=Basis.LIVE,
        collected_at=at,
        artefacts=tuple(refs),
    )


def _ssh(target: str, number: int, night: int, at: datetime, random: Random) -> tuple[JobOutcome, list[FactSet[Any]]]:
    stable = [
        _capture(
            "linux",
            f"file{c}",
            b"".join(b"setting%d of %s = %d\n" % (n, target.encode(), n * c) for n in range(60)),
            at,
        )
        for c in range(STABLE_COMMANDS)
    ]
    local = at + timedelta(seconds=random.gauss(0, 0.05))
    clock = _capture("clock", "clock", f"{local:%s.%f}\n".encode(), at, volatile=True)
    refs = [_ref("ssh", target, capture) for capture in stable]
    clock_ref = _ref("ssh", target, clock)

    def place(origin: int, where: str, excerpt: str = "") -> Place:
        return Place(origin=f"ssh:file{origin}", where=where, excerpt=excerpt)

    newest = at - timedelta(seconds=random.randrange(4000), microseconds=random.randrange(10**6))
    today = at.date()
    sets = [
        _set(
            Account,
            target,
            [_account(n, target, night, at, place(0, f"/etc/passwd:{n + 1}")) for n in range(ACCOUNTS)],
            refs[:4],
            at,
        ),
        _set(
            ServiceState,
            target,
            [
                ServiceState(place=place(4, f"unit {n}"), name=f"unit{n}", active=n % 7 != 0, enabled=True)
                for n in range(SERVICES)
            ],
            refs[4:5],
            at,
        ),
        _set(
            Listener,
            target,
            [
                Listener(
                    place=place(5, f"line {n}"),
                    protocol="tcp",
                    address="10.0.0.1",
                    port=1000 + n * 7 + number % 3,
                    process="svc",
                )
                for n in range(LISTENERS)
            ],
            refs[5:6],
            at,
        ),
        _set(
            PasswordPolicy,
            target,
            [
                PasswordPolicy(
                    place=place(6, "/etc/pam.d/login"),
                    min_length=8,
                    lockout_threshold=5,
                    origins=(("min_length", "/etc/security/pwquality.conf:11"),),
                )
            ],
            refs[6:9],
            at,
        ),
        _set(
            SshdPolicy,
            target,
            [
                SshdPolicy(
                    place=place(9, "/etc/ssh/sshd_config"),
                    permit_root_login="no",
                    password_authentication=True,
                    keyboard_interactive=False,
                    permit_empty_passwords=False,
                )
            ],
            refs[9:11],
            at,
        ),
        _set(
            IdleTimeout,
            target,
            [
                IdleTimeout(
                    place=place(11, "/etc/profile.d/tmout.sh:1"),
                    mechanism=m,
                    seconds=600,
                    enforced=True,
                    covers_idle=True,
                )
                for m in ("shell", "sshd", "logind")
            ],
            refs[11:14],
            at,
        ),
        _set(
            TimeSync,
            target,
            [TimeSync(place=place(14, ""), mechanism="chrony", synchronised=True, servers=("10.0.0.1",))],
            refs[14:15],
            at,
        ),
        _set(
            AccessLog,
            target,
            [
                AccessLog(
                    place=place(15 + n, ""),
                    source=source,
                    persistent=True,
                    oldest=today - timedelta(days=90),
                    newest=newest,
                    days=tuple(today - timedelta(days=d) for d in range(34, -1, -1)),
                )
                for n, source in enumerate(("journald", "/var/log/auth.log"))
            ],
            refs[15:17],
            at,
        ),
        _set(
            BackupRun,
            target,
            [
                BackupRun(
                    place=place(17, ""),
                    name="db",
                    kind=kind,
                    finished=newest,
                    succeeded=True,
                    size=10**9 + night * 4096 + random.randrange(4096),
                )
                for kind in ("full", "incremental")
            ],
            refs[17:20],
            at,
        ),
        _set(
            ClockSkew,
            target,
            [
                ClockSkew(
                    place=Place(origin="ssh:clock", excerpt=clock.output.decode().strip()),
                    seconds=random.gauss(0, 0.05),
                    uncertainty=random.random() / 100,
                )
            ],
            [clock_ref],
            at,
        ),
    ]
    outcome = JobOutcome(
        job=f"{target}/ssh",
        target=target,
        transport=TransportKind.SSH,
        started=at,
        finished=at + timedelta(microseconds=random.randrange(200_000, 900_000)),
        captures=(*stable, clock),
        peer="SHA256:" + hashlib.sha256(target.encode()).hexdigest()[:43],
    )
    return outcome, sets


def _account(number: int, target: str, night: int, at: datetime, place: Place) -> Account:
    seen = at.replace(microsecond=0) - timedelta(minutes=number * 11) if number < 4 else None
    return Account(
        place=place,
        name=f"user{number:02}",
        uid=1000 + number,
        description=f"{target} の利用者 {number}",
        enabled=number % 5 != 0,
        password=PasswordState.SET,
        password_changed=date(2026, 4, 1),
        password_max_days=90,
        has_keys=False,
        last_login=seen,
    )


def _snmp(target: str, number: int, night: int, at: datetime, random: Random) -> tuple[JobOutcome, list[FactSet[Any]]]:
    up = 86_400.0 * (night + number) + random.randrange(1000) / 100
    seconds = 86_400 * (night + number)
    facts: list[Interface] = []
    lines = [f"1.3.6.1.2.1.1.3.0 = {int(up * 100)}"]
    interfaces, busy = (24, 12) if number % LINE_DEVICES == 0 else (4, 3)
    for index in range(1, interfaces + 1):
        used = index <= busy
        octets = [seconds * (index + number) * way + random.randrange(10**6) for way in (900, 400)] if used else [0, 0]
        lines += [
            f"1.3.6.1.2.1.31.1.1.1.{column}.{index} = {value}" for column, value in zip((6, 10), octets, strict=True)
        ]
        facts.append(
            Interface(
                place=Place(origin="snmp:interfaces", where=f"1.3.6.1.2.1.31.1.1.1.1.{index}"),
                name=f"eth{index}",
                index=index,
                admin_up=used,
                oper_up=used,
                speed=10**9,
                in_octets=octets[0],
                out_octets=octets[1],
                read_at=at,
                uptime_seconds=up,
            )
        )
    capture = _capture("snmp", "interfaces", ("\n".join(lines) + "\n").encode(), at, volatile=True)
    refs = [_ref("snmp", target, capture)]
    place = Place(origin="snmp:interfaces", where="1.3.6.1.2.1.25.2.3")
    sets = [
        _set(
            SystemIdentity,
            target,
            [
                SystemIdentity(
                    place=place, description="Linux", name=target, object_id="1.3.6.1.4.1.8072", uptime_seconds=up
                )
            ],
            refs,
            at,
        ),
        _set(Interface, target, facts, refs, at),
        _set(
            StorageUse,
            target,
            [
                StorageUse(
                    place=place, name=f"/vol{n}", kind="disk", size=10**11, used=10**10 + random.randrange(10**9)
                )
                for n in range(STORES)
            ],
            refs,
            at,
        ),
        _set(
            ProcessorLoad,
            target,
            [ProcessorLoad(place=place, processors=4, percent=float(random.randrange(100)))],
            refs,
            at,
        ),
    ]
    outcome = JobOutcome(
        job=f"{target}/snmp",
        target=target,
        transport=TransportKind.SNMP,
        started=at,
        finished=at + timedelta(microseconds=random.randrange(50_000, 100_000)),
        captures=(capture,),
        peer="80001f88",
    )
    return outcome, sets
