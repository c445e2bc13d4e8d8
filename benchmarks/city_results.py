"""A made-up city's results for `benchmarks.nights`: what real checks would hand to the store."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from auditor.facts.base import FactSet
from auditor.model.evidence import Place
from auditor.model.result import (
    Assessment,
    ControlInfo,
    Coverage,
    PartResult,
    Result,
    RunInfo,
    SubjectInfo,
    TargetOutcome,
    Words,
)
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import Basis, FindingClass, Method, Reason, State, SubjectKind
from auditor.model.verdict import Item, violation
from auditor.model.words import Scalar, message
from benchmarks.city_nights import City

MEASURED_CONTROLS = 6
"""Controls (of all) whose rows show a measured value: clock, newest entry, back-up, memory, processor, line."""


def assessment(city: City, night: int, records: Mapping[str, Sequence[FactSet[Any]]]) -> Assessment:
    """The night's assessment; ``records`` holds the sets of each target."""
    info = {_control(c).id: _control(c) for c in range(city.controls)}
    subjects = {
        target_ref(t): SubjectInfo(ref=target_ref(t), title=f"業務サーバ {t}", owner="joho") for t in city.names()
    }
    results = tuple(
        _result(c, target, number, night, records[target])
        for c in range(city.controls)
        for number, target in enumerate(city.names())
    )
    failed = sum(result.state is State.FAIL for result in results)
    rows = len(results)
    return Assessment(
        run=RunInfo(
            id=city.run_id(night),
            as_of=date(2026, 11, 21) + timedelta(days=night),
            started=city.started(night),
            finished=city.started(night) + timedelta(seconds=40, microseconds=night),
            profile="starter",
            organisation="みなと市",
            auditor_version="0.1.0",
        ),
        coverage=Coverage(
            subjects=city.targets,
            controls=city.controls,
            rows=rows,
            applicable=rows,
            judged=rows,
            passed=rows - failed,
            failed=failed,
            open=0,
            notapplicable=0,
            notselected=0,
        ),
        results=results,
        controls=info,
        subjects=subjects,
        targets=tuple(
            TargetOutcome(
                target=t,
                title=f"業務サーバ {t}",
                reached=True,
                reason=None,
                seconds=round(0.4 + Random(night * 7 + n).random(), 3),  # noqa: S311
                commands=22,
            )
            for n, t in enumerate(city.names())
        ),
    )


def _control(number: int) -> ControlInfo:
    text = Words(ja="利用者の認証に関する要件です。" * 8, en="A requirement on the authentication of users. " * 8)
    return ControlInfo(
        id=f"IN-{number}",
        pack="in",
        clause=f"第{number}",
        title=text,
        requirement=text,
        remediation=text,
        subject=SubjectKind.TARGET,
        method=Method.AUTOMATED,
        authority="rule",
        legal_basis=text,
        document=text,
        finding_class=FindingClass.MAJOR,
        legacy=False,
        parts={"only": text},
    )


def _result(control: int, target: str, number: int, night: int, sets: Sequence[FactSet[Any]]) -> Result:
    chosen = sets[control % len(sets)]
    measured: dict[str, Scalar] = {}
    if control < MEASURED_CONTROLS:
        measured = {"value": round(Random(night * 31 + number * 7 + control).random() * 100, 2)}  # noqa: S311
    broken = (control * 7 + number) % 9 == 0
    items: tuple[Item, ...] = ()
    if broken and chosen.facts:
        items = (
            violation(
                chosen.facts[0].key,
                Reason.LATE,
                message("engine.parts_met"),
                Place(origin=chosen.facts[0].place.origin, where=chosen.facts[0].place.where),
            ),
        )
    state = State.FAIL if broken else State.PASS
    part = PartResult(
        id="only",
        state=state,
        reason=Reason.LATE if broken else None,
        summary=message("engine.parts_met"),
        items=items,
        examined=len(chosen.facts),
        measured=measured,
        evidence=chosen.artefacts,
        basis=Basis.LIVE,
    )
    return Result(
        control=f"IN-{control}",
        revision=f"{control:064x}",
        subject=SubjectRef(SubjectKind.TARGET, target),
        state=state,
        reason=part.reason,
        finding_class=FindingClass.MAJOR,
        summary=part.summary,
        parts=(part,),
        satisfied=not broken,
    )
