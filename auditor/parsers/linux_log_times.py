"""Times at the head of log lines, and the days that they cover, in Japan time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from auditor.model.japan import JST
from auditor.model.job import Capture
from auditor.parsers.text_lines import answer_lines

WINDOW = timedelta(days=35)
"""The five weeks whose days are told."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
_TRADITIONAL = re.compile(r"([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9]{2}):([0-9]{2}):([0-9]{2})")
_LAST = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([0-9]{4})"
)
_JOURNAL = re.compile(rb'"__REALTIME_TIMESTAMP"\s*:\s*"([0-9]{15,17})"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """What a log's times come to."""

    oldest: datetime | None
    newest: datetime | None
    days: tuple[date, ...]


def covered(times: Iterable[datetime], now: datetime) -> Covered:
    """The days with an entry in the window that ends ``now``; a time more than a day ahead of it is none."""
    limit = now + timedelta(days=1)
    first = now.astimezone(JST).date() - WINDOW
    oldest = newest = None
    days: set[date] = set()
    for moment in times:
        if moment > limit:
            continue
        oldest = moment if oldest is None or moment < oldest else oldest
        newest = moment if newest is None or moment > newest else newest
        day = moment.astimezone(JST).date()
        if day >= first:
            days.add(day)
    return Covered(oldest=oldest, newest=newest, days=tuple(sorted(days)))


def zone(capture: Capture) -> timezone | None:
    """The target's offset from ``date +%z``; None when it was not told."""
    found = re.fullmatch(rb"([+-])([0-9]{2})([0-9]{2})\n?", capture.output)
    if found is None or capture.exit_code != 0:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if offset >= timedelta(hours=24):
        return None
    return timezone(-offset if found[1] == b"-" else offset)


def line_time(text: str, offset: timezone | None, now: datetime) -> datetime | None:
    """A time of syslog's: RFC 3339, or the traditional form, whose year is the last one that does not lie ahead."""
    found = _TRADITIONAL.fullmatch(text)
    if found is None:
        return _rfc3339(text)
    month = _MONTHS.get(found[1])
    if month is None or offset is None:
        return None
    local = now.astimezone(offset)
    clock = (int(found[2]), int(found[3]), int(found[4]), min(int(found[5]), 59))
    for year in range(local.year, local.year - 5, -1):  # 29 February may lie four years back
        moment = _moment((year, month, *clock), offset)
        if moment is not None and moment <= local + timedelta(days=1):
            return moment
    return None


def _rfc3339(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _moment(parts: tuple[int, int, int, int, int, int], offset: timezone) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=offset)
    except ValueError:
        return None


def journal_times(output: bytes) -> Iterator[datetime | None]:
    """The time of each journal entry in JSON; None for a line that has none. Messages are not in it."""
    for line in output.split(b"\n"):
        if line:
            found = _JOURNAL.search(line) if len(line) < 8192 and line.startswith(b"{") else None
            yield datetime.fromtimestamp(int(found[1]) / 1_000_000, UTC) if found and _sane(found[1]) else None


def _sane(microseconds: bytes) -> bool:
    return int(microseconds) < 4_102_444_800_000_000


def last_times(capture: Capture, offset: timezone) -> tuple[list[datetime], bool]:
    """Log-in times of ``last -F``, reboots left out; and whether every line was understood."""
    lines, reason = answer_lines(capture, "last")
    times: list[datetime] = []
    understood = reason is None and capture.exit_code == 0
    for line in lines:
        begins = re.match(r"\S{1,255} begins ", line.text)
        found = _LAST.search(line.text)
        month = _MONTHS.get(found[1]) if found else None
        if found is None or month is None:
            understood = understood and bool(begins)
            continue
        clock = (int(found[6]), month, int(found[2]), int(found[3]), int(found[4]), min(int(found[5]), 59))
        moment = _moment(clock, offset)
        if moment is None:
            understood = False
        elif not begins and line.text.split(" ", 1)[0] not in ("reboot", "shutdown", "runlevel"):
            times.append(moment)
    return times, understood
