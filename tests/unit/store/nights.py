"""A small city's nights, to record and read back."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from auditor.facts.accounts import Account
from auditor.facts.base import Fact, FactSet
from auditor.facts.host import ClockSkew
from auditor.facts.logs import LogDay
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.job import Capture, CaptureStatus, FileReference, JobOutcome
from auditor.model.result import (
    Assessment,
    ControlInfo,
    Coverage,
    PartResult,
    Result,
    RunInfo,
    SubjectInfo,
    TargetOutcome,
    WaiverNote,
    Words,
)
from auditor.model.subject import target_ref
from auditor.model.terms import (
    Basis,
    Completeness,
    FindingClass,
    Method,
    Reason,
    State,
    SubjectKind,
    TransportKind,
)
from auditor.model.verdict import violation
from auditor.model.words import message
from auditor.store.store import Store

AnyFactSet = FactSet[Any]

START = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
PASSWD = b"root:x:0:0::/root:/bin/sh\nclerk:x:1000:1000::/home/clerk:/bin/bash\n"


def at(night: int) -> datetime:
    return START + timedelta(days=night, microseconds=night * 137)


def as_of(night: int) -> date:
    return date(2026, 11, 20) + timedelta(days=night)


def run_id(night: int) -> str:
    return f"night-{night}"


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def begin(store: Store, night: int) -> str:
    store.begin_run(run_id(night), as_of(night), at(night), "starter", "みなと市", "p" * 64)
    return run_id(night)


def capture(command: str, output: bytes, night: int, *, volatile: bool = False) -> Capture:
    return Capture(
        collector="linux",
        command=command,
        status=CaptureStatus.OK,
        exit_code=0,
        output=output,
        errors=b"",
        digest=digest(output),
        volatile=volatile,
        argv=("cat", f"/etc/{command}"),
        taken_at=at(night) + timedelta(seconds=1),
    )


def ref(found: Capture, target: str) -> ArtefactRef:
    assert found.taken_at is not None
    return ArtefactRef(
        origin=f"ssh:{found.command}",
        target=target,
        digest=found.digest,
        size=len(found.output),
        collected_at=found.taken_at,
        volatile=found.volatile,
    )


def fact_set(
    kind: type[Fact], target: str, facts: Sequence[Fact], refs: Sequence[ArtefactRef], night: int
) -> AnyFactSet:
    return FactSet(
        type=kind,
        subject=target_ref(target),
        facts=tuple(facts),
        completeness=Completeness.COMPLETE,
        basis=Basis.LIVE,
        collected_at=at(night) + timedelta(seconds=1),
        artefacts=tuple(refs),
    )


def absent(found: AnyFactSet, night: int) -> AnyFactSet:
    return replace(
        found,
        facts=(),
        completeness=Completeness.ABSENT,
        reason=Reason.UNREACHABLE,
        detail=message("engine.not_collected", owner="ap01"),
        collected_at=at(night),
        artefacts=(),
    )


def accounts(night: int, names: Sequence[str] = ("root", "clerk")) -> list[Account]:
    return [
        Account(
            place=Place(origin="ssh:passwd", where=f"/etc/passwd:{line}", excerpt=f"{name}:x"),
            name=name,
            uid=line,
            last_login=at(night) - timedelta(minutes=line),
        )
        for line, name in enumerate(names, 1)
    ]


def job(target: str, night: int, names: Sequence[str] = ("root", "clerk")) -> tuple[JobOutcome, list[AnyFactSet]]:
    """One target read over SSH: a stable artefact and a volatile one."""
    passwd = capture("passwd", "\n".join(names).encode(), night)
    clock = capture("clock", f"{at(night).timestamp():.6f}\n".encode(), night, volatile=True)
    skew = ClockSkew(
        place=Place(origin="ssh:clock", where="1", excerpt=clock.output.decode()),
        seconds=0.125 * night,
        uncertainty=0.5,
    )
    outcome = JobOutcome(
        job=f"{target}/ssh",
        target=target,
        transport=TransportKind.SSH,
        started=at(night),
        finished=at(night) + timedelta(seconds=2),
        captures=(passwd, clock),
        peer="SHA256:abc",
    )
    return outcome, [
        fact_set(Account, target, accounts(night, names), [ref(passwd, target)], night),
        fact_set(ClockSkew, target, [skew], [ref(clock, target)], night),
    ]


def unreachable(target: str, night: int) -> tuple[JobOutcome, list[AnyFactSet]]:
    outcome, sets = job(target, night)
    gone = replace(outcome, captures=(), reason=Reason.UNREACHABLE, detail=message("engine.x"), peer="", attempts=3)
    return gone, [absent(found, night) for found in sets]


def log_day(number: int, content: bytes = b"", *, path: str | None = None) -> LogDay:
    day = date(2026, 11, 1) + timedelta(days=number)
    name = f"oplog-{day:%Y%m%d}.csv" if path is None else path
    return LogDay(
        place=Place(origin="local:oplog", where=name),
        source="operation",
        path=name,
        day=day,
        size=len(content),
        digest=digest(content),
    )


def files(count: int) -> tuple[FileReference, ...]:
    return tuple(
        FileReference(path=f"oplog-{n}.csv\udc80", size=n, modified=START + timedelta(days=n), allocated=4096)
        for n in range(count)
    )


def result(control: str, target: str, night: int, sets: Sequence[AnyFactSet], *, state: State = State.PASS) -> Result:
    broken = state is State.FAIL
    item = violation(
        "clerk",
        Reason.NOT_ENTITLED,
        message("engine.x", account="clerk", servers=("a", "b")),
        Place(origin="ssh:passwd", where="/etc/passwd:2", excerpt=f"seen {night}"),
        last_login=at(night).isoformat(),
    )
    part = PartResult(
        id="only",
        state=state,
        reason=Reason.NOT_ENTITLED if broken else None,
        summary=message("engine.parts_met", limit=5, share=0.5, on=True, none=None),
        items=(item,) if broken else (),
        examined=2 + night,
        measured={"skew": 0.1 * night, "newest": at(night).isoformat()},
        evidence=tuple(ref for found in sets for ref in found.artefacts),
        basis=Basis.LIVE,
    )
    waiver = WaiverNote(
        id="w1",
        reason="更新待ち",
        measure="監視",
        approver="部長",
        approved_on=date(2026, 4, 1),
        expires=date(2027, 3, 31),
        items=("clerk",),
    )
    return Result(
        control=control,
        revision="r1",
        subject=target_ref(target),
        state=state,
        reason=part.reason,
        finding_class=FindingClass.MAJOR,
        summary=part.summary,
        parts=(part,),
        partial=broken,
        waiver=waiver if broken else None,
        satisfied=not broken,
    )


def assessment(night: int, results: Sequence[Result], *, run: str | None = None) -> Assessment:
    words = Words(ja="要件", en="Requirement")
    controls = list(dict.fromkeys(found.control for found in results))
    subjects = list(dict.fromkeys(found.subject for found in results))
    info = {
        control: ControlInfo(
            id=control,
            pack="in",
            clause="第14(1)",
            title=words,
            requirement=words,
            remediation=words,
            subject=SubjectKind.TARGET,
            method=Method.AUTOMATED,
            authority="rule",
            legal_basis=words,
            document=words,
            finding_class=FindingClass.MAJOR,
            legacy=False,
            parts={"only": words},
        )
        for control in controls
    }
    failed = sum(found.state is State.FAIL for found in results)
    rows = len(results)
    return Assessment(
        run=RunInfo(
            id=run or run_id(night),
            as_of=as_of(night),
            started=at(night),
            finished=at(night) + timedelta(seconds=30),
            profile="starter",
            organisation="みなと市",
            auditor_version="0.1.0",
        ),
        coverage=Coverage(
            subjects=len(subjects),
            controls=len(controls),
            rows=rows + 1,
            applicable=rows,
            judged=rows,
            passed=rows - failed,
            failed=failed,
            open=0,
            notapplicable=1,
            notselected=0,
        ),
        results=tuple(results),
        controls=info,
        subjects={subject: SubjectInfo(ref=subject, title=subject.id, owner="shimin") for subject in subjects},
        targets=(
            TargetOutcome(target="ap01", title="住民記録", reached=True, reason=None, seconds=1.5 + night, commands=2),
        ),
        missed=(message("engine.missed", run=run_id(night)),),
    )


def whole_night(
    store: Store, night: int, targets: Sequence[str] = ("ap01", "ap02"), names: Sequence[str] = ("root", "clerk")
) -> Assessment:
    """Record one night from beginning to end."""
    run = begin(store, night)
    results = []
    for target in targets:
        outcome, sets = job(target, night, names)
        store.record_outcome(run, outcome, sets)
        results += [
            result("IN-14-1", target, night, sets),
            result("IN-22-1", target, night, sets, state=State.FAIL),
        ]
    given = assessment(night, sorted(results, key=lambda r: (r.control, r.subject)))
    store.finish_run(given)
    return given


def table_rows(path: Path) -> dict[str, int]:
    """Rows of each table."""
    import sqlite3

    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    connection.close()
    return counts
