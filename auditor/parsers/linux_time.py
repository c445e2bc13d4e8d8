"""Time synchronisation (chronyc(1), timedatectl(1), timesyncd.conf(5), ntp.conf(5)) and the clock's distance from ours.

The distance is the target's time less the moment its answer began to arrive; half the session's length so far bounds
what the way may have taken.
"""

import re
from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Fact, Parsed
from auditor.facts.host import ClockSkew, TimeSync
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files, read_files
from auditor.parsers.linux_gaps import absent, partial, present
from auditor.parsers.linux_units import read_units
from auditor.parsers.text_lines import answer_lines, answer_reason

PROVIDES: tuple[type[Fact], ...] = (TimeSync, ClockSkew)

_MECHANISMS = {
    "chronyd.service": "chrony",
    "chrony.service": "chrony",
    "systemd-timesyncd.service": "systemd-timesyncd",
    "ntpd.service": "ntpd",
    "ntp.service": "ntpd",
    "ntpsec.service": "ntpd",
}
_SOURCE = re.compile(r"\s*(?:server|pool|peer|refclock)\s+(\S{1,255})", re.I)
_OWN_CLOCK = "7F7F01"
"""How chrony writes its own clock as a reference: 127.127.1.x."""
_CLOCK = re.compile(rb"([0-9]{9,11})(?:\.([0-9]{1,9}|%N))?\n?")


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """Whether the clock is kept, and how far it is off."""
    return (_sync(source), _skew(source))


def _skew(source: Source) -> Parsed[ClockSkew]:
    capture = source.capture("clock")
    lines, reason = answer_lines(capture, "date")
    reason = answer_reason(capture, lines, reason)
    found = _CLOCK.fullmatch(capture.output)
    if reason is not None or found is None or capture.taken_at is None:
        return Parsed(type=ClockSkew, gap=absent(reason or Reason.PARSE_ERROR, "clock_unread"))
    fraction = found[2] if found[2] and found[2] != b"%N" else b""
    now = int(found[1]) + float(b"0." + (fraction or b"0"))
    taken = max((capture.taken_at - source.started).total_seconds(), 0.0)
    fact = ClockSkew(
        place=Place(origin=source.origin("clock"), where="date -u"),
        seconds=round(now - capture.taken_at.timestamp(), 6),
        uncertainty=round(taken / 2 + (10.0 ** -len(fraction) if fraction else 1.0), 6),
    )
    return Parsed(type=ClockSkew, facts=(fact,), origins=(source.origin("clock"),))


def _sync(source: Source) -> Parsed[TimeSync]:
    units, reason = read_units(source.capture("time_units"))
    tracking = _tracking(source)
    kernel, kernel_place = _kernel(source)
    mechanism = next((_MECHANISMS.get(u.name, "") for u in units if u.running), "")
    if not mechanism and tracking is not None:
        mechanism = "chrony"
    if not mechanism and reason is not None:
        return Parsed(type=TimeSync, gap=absent(reason, "time_unread"))
    synchronised: bool | None = False
    place = kernel_place
    if mechanism == "chrony" and tracking is not None:
        synchronised, place = tracking
    elif mechanism:
        synchronised = kernel
    if synchronised is None:
        return Parsed(type=TimeSync, gap=absent(_why(source), "time_unread"))
    files = read_files(source.capture("time_settings"), source.origin("time_settings"))
    fact = TimeSync(
        place=place,
        mechanism=mechanism or "none",
        synchronised=synchronised,
        servers=_servers(files, mechanism),
    )
    trouble = files.trouble()
    gap = partial(trouble, "file_unread", file=next(iter(sorted(files.faults)), "/etc")) if trouble else None
    return Parsed(type=TimeSync, facts=(fact,), gap=gap)


def _why(source: Source) -> Reason:
    capture = source.capture("time_synchronised")
    lines, reason = answer_lines(capture, "timedatectl")
    return answer_reason(capture, lines, reason) or Reason.PARSE_ERROR


def _tracking(source: Source) -> tuple[bool, Place] | None:
    """Chrony's own word (``Leap status : Normal`` or ``Not synchronised``); None when it does not answer.

    A reference of 127.127.1.1 is the machine's own clock (chrony.conf(5) ``local``): nobody keeps it.
    """
    capture = source.capture("chrony_tracking")
    if not present(capture):
        return None
    lines, reason = answer_lines(capture, "chronyc tracking")
    own = False
    for line in lines:
        name, _, value = line.text.partition(":")
        own |= name.strip() == "Reference ID" and value.strip().upper().startswith(_OWN_CLOCK)
        if name.strip() == "Leap status" and reason is None:
            kept = value.strip() != "Not synchronised" and not own
            return kept, line.place(source.origin("chrony_tracking"))
    return None


def _kernel(source: Source) -> tuple[bool | None, Place]:
    """``NTPSynchronized=yes``: the kernel's clock is disciplined by somebody."""
    capture = source.capture("time_synchronised")
    lines, reason = answer_lines(capture, "timedatectl show")
    if answer_reason(capture, lines, reason) is None:
        for line in lines:
            name, _, value = line.text.partition("=")
            if name == "NTPSynchronized" and value in ("yes", "no"):
                return value == "yes", line.place(source.origin("time_synchronised"))
    return None, Place(origin=source.origin("time_units"), where="systemctl show")


def _servers(files: Files, mechanism: str) -> tuple[str, ...]:
    """Configured time sources, in the order of the files."""
    found: list[str] = []
    if mechanism == "systemd-timesyncd":
        values: dict[str, str] = {}
        for path in ("/etc/systemd/timesyncd.conf", *files.under("/etc/systemd/timesyncd.conf.d", ".conf")):
            for line in files.of(path):
                name, _, value = line.text.strip().partition("=")
                values[name.strip()] = value.strip()
        found = (values.get("NTP") or values.get("FallbackNTP", "")).split()
    elif mechanism:
        for path, lines in sorted(files.lines.items()):
            if ("chrony" in path) == (mechanism == "chrony") and "timesyncd" not in path:
                found += [match[1] for line in lines if (match := _SOURCE.match(line.text))]
    return tuple(dict.fromkeys(found))
