"""What is wrong with single files of an operation log: damaged, altered since first recorded, gone too early."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from auditor.facts.logs import FirstDigest, LogDay, LogFault
from auditor.model.terms import Reason
from auditor.model.verdict import Item, undecided, violation
from auditor.model.words import message

_UNDECIDED = {LogFault.UNREADABLE: Reason.PERMISSION_DENIED, LogFault.NOT_A_FILE: Reason.PARTIAL_COVERAGE}
"""Faults that say that the file could not be looked into, not that it is bad."""

_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12][0-9]|3[01])(?![0-9])")


def damage(log: LogDay, prefix: str, *, expected: bool) -> Iterator[Item]:
    """One item for each fault; the gravest bears the file's path as its key."""
    faults = [f for f in log.faults if expected or f is not LogFault.EMPTY]
    for number, fault in enumerate(faults):
        key = f"{prefix}{log.path}" + (f"#{fault.value}" if number else "")
        days = tuple(day.isoformat() for day in log.other_days)
        said = message(f"logs.{fault.value}", path=log.path, day=log.day.isoformat(), days=days)
        if fault in _UNDECIDED:
            yield undecided(key, _UNDECIDED[fault], said, log.place)
        else:
            yield violation(key, Reason.LOG_DAMAGED, said, log.place)


def alteration(log: LogDay, first: FirstDigest | None, prefix: str) -> Iterator[Item]:
    """An item when the file is not the one that was first recorded; smaller and otherwise changed are told apart."""
    if first is None or not log.digest or not first.digest or first.digest == log.digest:
        return
    if first.recorded <= log.day:
        return  # recorded while the day still ran: that digest was of an unfinished file
    code = "logs.shrunk" if log.size < first.size else "logs.changed"
    said = message(
        code,
        path=log.path,
        day=log.day.isoformat(),
        recorded=first.recorded.isoformat(),
        before=first.size,
        after=log.size,
    )
    yield violation(f"{prefix}{log.path}#altered", Reason.LOG_ALTERED, said, log.place)


def gone(
    recorded: Iterable[FirstDigest], present: Mapping[str, LogDay], window: tuple[date, date]
) -> Iterator[tuple[FirstDigest, date | None]]:
    """Files that were once recorded and are there no more although their day must still be kept.

    With None for the day where it is on record nowhere and the name does not tell it.
    """
    for first in recorded:
        if first.path in present:
            continue
        day = first.day or _day_in(first.path)
        if day is None or window[0] <= day <= window[1]:
            yield first, day


def repacked(first: FirstDigest, of_day: Iterable[LogDay]) -> bool:
    """True when a file of the same day looks like the one that is gone, compressed or unpacked meanwhile."""
    return any(log.path.startswith(first.path + ".") or first.path.startswith(log.path + ".") for log in of_day)


def _day_in(path: str) -> date | None:
    for found in _DAY.finditer(path):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None
