"""The known-good and known-bad case of every check that the packs use."""

import importlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from auditor.checks import log_continuity, recordings_erased, retention_setting
from auditor.facts.base import FactSet
from auditor.facts.host import ClockSkew
from auditor.facts.logs import FirstDigest, LogDay, LogSource, ProvenSince, StrayLogFile
from auditor.facts.recordings import DeclaredCamera, RecordingHoldings, RecordingSpan, RetentionSetting
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import SubjectKind
from tests.unit.checks.builders import NIGHT, Case, spot, whole

NEVER_FAILS = frozenset({"tls_services", "counterparty_absent"})
"""Checks that only point at what cannot be read yet, or at what contradicts itself."""


def known_cases() -> tuple[dict[str, Case], dict[str, Case]]:
    """Good and bad cases by the name of the check: those of the checks' own tests, and the ones below."""
    good, bad = _local_good(), _local_bad()
    for path in sorted((Path(__file__).parent.parent / "checks").glob("test_*.py")):
        module = importlib.import_module(f"tests.unit.checks.{path.stem}")
        good |= getattr(module, "GOOD_BY_CHECK", {})
        bad |= getattr(module, "BAD_BY_CHECK", {})
        if hasattr(module, "GOOD"):
            name = cast("str", module.check.__name__).rpartition(".")[2]
            good[name], bad[name] = module.GOOD, module.BAD
    return good, bad


CS = target_ref("cs01")
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")


def _logs(*missing: date) -> Case:
    first, last = date(2026, 11, 10), date(2026, 11, 19)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    logs = [
        LogDay(
            place=spot(day.isoformat()),
            source="operation",
            path=f"oplog-{day:%Y%m%d}.csv",
            day=day,
            size=100,
            digest=f"sha256:{day:%Y%m%d}",
            entries=3,
        )
        for day in days
        if day not in missing
    ]
    sets: list[FactSet[Any]] = [
        whole(LogDay, CS, *logs),
        whole(LogSource, CS, LogSource(place=spot(), source="operation", started=first, expected="all")),
        whole(FirstDigest, CS),
        whole(ProvenSince, CS),
        whole(StrayLogFile, CS),
    ]
    return Case(sets=sets, parameters=log_continuity.Parameters(retention=Period.parse("P7Y")), subject=CS)


DECLARED = DeclaredCamera(
    place=spot(),
    camera="cam01",
    retention_days=14,
    reason="事故の申出に要する日数",
    decided_on="2026-04-01",
    decided_by="防災課長",
)


def _setting(days: int) -> Case:
    sets: list[FactSet[Any]] = [
        whole(DeclaredCamera, CAMERA, DECLARED),
        whole(RetentionSetting, CAMERA, RetentionSetting(place=spot(), camera="cam01", days=days)),
        whole(RecordingHoldings, CAMERA),
    ]
    return Case(sets=sets, parameters=retention_setting.Parameters(), subject=CAMERA)


def _recordings(age: timedelta) -> Case:
    began = NIGHT - age
    span = RecordingSpan(place=spot(), camera="cam01", path="cam01/a.mp4", start=began, modified=began, size=9)
    held = RecordingHoldings(
        place=spot(), camera="cam01", count=1, total_bytes=9, oldest=began, newest=began, listed_at=NIGHT
    )
    asked = recordings_erased.Parameters(grace=Period.parse("PT24H"), max_skew=Period.parse("PT60S"))
    sets: list[FactSet[Any]] = [
        whole(RecordingSpan, CAMERA, span),
        whole(RecordingHoldings, CAMERA, held),
        whole(DeclaredCamera, CAMERA, DECLARED),
        whole(ClockSkew, RECORDER, ClockSkew(place=spot(), seconds=1.0, uncertainty=0.5, source="local")),
    ]
    return Case(sets=sets, parameters=asked, subject=CAMERA)


def _local_good() -> dict[str, Case]:
    return {
        "log_continuity": _logs(),
        "retention_setting": _setting(14),
        "recordings_erased": _recordings(timedelta(days=13)),
    }


def _local_bad() -> dict[str, Case]:
    return {
        "log_continuity": _logs(date(2026, 11, 12)),
        "retention_setting": _setting(45),
        "recordings_erased": _recordings(timedelta(days=45)),
    }
