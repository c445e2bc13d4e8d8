"""Schedules and moments for the tests of the scheduler."""

from collections.abc import Iterable
from datetime import date, datetime, time

from auditor.model.japan import JST
from auditor.model.operation import Blackout, Duty, DutyKind, Rhythm, Schedule
from auditor.model.periods import Period
from auditor.scheduler.duties import Due


def jst(text: str) -> datetime:
    """A moment in Japan, ``2026-11-21 01:30``."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def daily(kind: DutyKind = DutyKind.AUDIT, at: str = "01:30", *, closed: bool = True) -> Duty:
    return Duty(kind=kind, rhythm=Rhythm.DAY, at=time.fromisoformat(at), on_closed_days=closed)


def weekly(kind: DutyKind, on: int, at: str = "05:00", *, closed: bool = True) -> Duty:
    return Duty(kind=kind, rhythm=Rhythm.WEEK, on=on, at=time.fromisoformat(at), on_closed_days=closed)


def monthly(kind: DutyKind, on: int, at: str = "03:00", *, closed: bool = True) -> Duty:
    return Duty(kind=kind, rhythm=Rhythm.MONTH, on=on, at=time.fromisoformat(at), on_closed_days=closed)


def schedule(
    *duties: Duty,
    blackouts: Iterable[tuple[str, str]] = (),
    closed_days: Iterable[str] = (),
    catch_up: str = "PT12H",
) -> Schedule:
    return Schedule(
        duties=duties,
        blackouts=tuple(
            Blackout(first=date.fromisoformat(a), last=date.fromisoformat(b), reason="停電作業") for a, b in blackouts
        ),
        closed_days=frozenset(date.fromisoformat(d) for d in closed_days),
        catch_up=Period.parse(catch_up),
    )


def audit_due(text: str) -> Due:
    return Due(at=jst(text), kind=DutyKind.AUDIT)


def days(dues: Iterable[Due]) -> list[str]:
    """``11-21 01:30 audit`` of each."""
    return [f"{due.at:%m-%d %H:%M} {due.kind.value}" for due in dues]
