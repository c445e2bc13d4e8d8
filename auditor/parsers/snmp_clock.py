"""hrSystemDate, a DateAndTime (RFC 2579), against the auditor's clock."""

from datetime import datetime, timedelta, timezone

from auditor.facts.base import Gap, Parsed
from auditor.facts.host import ClockSkew
from auditor.model.evidence import Place
from auditor.model.japan import JST
from auditor.model.job import Capture
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.parsers.snmp_lines import Answers, absent, shortfall

HR_SYSTEM_DATE = "1.3.6.1.2.1.25.1.2.0"

_ZONE_STEP = 1800.0
"""Seconds between time zones (a few lie at quarters of an hour; none of those near Japan)."""
_ZONE_TOLERANCE = 120.0
"""Seconds by which a clock in another zone may be wrong and still be taken for one."""


def parse_clock(capture: Capture, answers: Answers, origin: str) -> Parsed[ClockSkew]:
    """The target's clock.

    An answer of eight octets carries no time zone and is read as Japan time; when it is off by just about a whole
    number of half hours it may as well be a right clock in another zone, and then nothing is claimed.
    """
    origins = (origin,)
    gap = shortfall(capture, answers, "ClockSkew")
    value = answers.get(HR_SYSTEM_DATE)
    if value is None:
        gap = gap or absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="ClockSkew"))
        return Parsed(type=ClockSkew, gap=gap, origins=origins)
    raw, moment = value.octets, answers.moment
    shown, resolution, zoned = read_date(raw or b"")
    if shown is None or moment is None:
        gap = absent(Reason.PARSE_ERROR, message("snmp.date_unreadable"))
        return Parsed(type=ClockSkew, gap=gap, origins=origins)
    seconds = (shown - moment).total_seconds()
    if not zoned and _may_be_another_zone(seconds):
        return Parsed(type=ClockSkew, gap=_no_zone(), origins=origins)
    place = Place(origin=origin, where=HR_SYSTEM_DATE)
    uncertainty = answers.duration.total_seconds() / 2 + resolution
    fact = ClockSkew(place=place, seconds=seconds, uncertainty=uncertainty, source="snmp")
    return Parsed(type=ClockSkew, facts=(fact,), gap=None, origins=origins)


def read_date(raw: bytes) -> tuple[datetime | None, float, bool]:
    """A DateAndTime with its resolution in seconds, and whether it names its zone; None for what is none.

    Most agents leave the tenths at zero: a whole second is then all that can be relied upon.
    """
    if len(raw) not in (8, 11):
        return None, 0.0, False
    year = int.from_bytes(raw[:2], "big")
    month, day, hour, minute, second, tenths = raw[2:8]
    zone = JST
    if len(raw) == 11:
        sign, hours, minutes = raw[8:]
        if sign not in b"+-" or hours > 14 or minutes > 59:
            return None, 0.0, False
        offset = timedelta(hours=hours, minutes=minutes)
        zone = timezone(offset if sign == ord("+") else -offset)
    if second > 60 or tenths > 9:
        return None, 0.0, False
    try:
        # Second 60 is a leap second (RFC 2579 allows it); it is counted on, not cut off.
        found = datetime(year, month, day, hour, minute, tzinfo=zone) + timedelta(
            seconds=second, milliseconds=tenths * 100
        )
    except (ValueError, OverflowError):
        return None, 0.0, False
    return found, 0.1 if tenths else 1.0, len(raw) == 11


def _may_be_another_zone(seconds: float) -> bool:
    steps = round(seconds / _ZONE_STEP)
    # From Japan (UTC+9) the zones of the world lie 21 hours behind to 5 hours ahead.
    if steps == 0 or not -42 <= steps <= 10:
        return False
    return abs(seconds - steps * _ZONE_STEP) <= _ZONE_TOLERANCE


def _no_zone() -> Gap:
    return absent(Reason.MISSING_FIELD, message("snmp.date_without_zone"))
