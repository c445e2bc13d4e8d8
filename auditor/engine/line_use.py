"""How much a line was used between two nights, from the counters of its interface (RFC 2863, 3.1.6).

Two readings give a figure only if the counter ran on between them and can be unrolled without doubt. Whatever else may
have happened, no figure is given: a false one would say that a line is idle that is full, or the reverse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from auditor.facts.base import FactSet
from auditor.facts.monitoring import Interface, LineUse
from auditor.model.evidence import ArtefactRef
from auditor.model.terms import Completeness, Reason
from auditor.model.words import Message, message

UPTIME_WRAP = 2**32 / 100
"""Seconds after which sysUpTime, a TimeTicks of 32 bits, begins anew by itself: 497 days."""
CLOCK_SLACK = timedelta(minutes=2)
CLOCK_DRIFT = 0.01
"""How far the target's running time may differ from ours, at least and as a share: more means that it began anew."""
PLAUSIBLE = 1.05
"""Use above this share of the line's speed cannot have been: the counter jumped."""
SHOWN_NAMES = 20


@dataclass(frozen=True, kw_only=True)
class _Open:
    """Why there is no figure for an interface."""

    name: str
    reason: Reason


def line_use(earlier: FactSet[Interface] | None, tonight: FactSet[Interface]) -> FactSet[LineUse]:
    """Mean use of each interface between an earlier night's reading and tonight's.

    Interfaces that were shut on both nights carry no line and are left out. Of both directions the busier one counts.
    """
    if not tonight.facts and not tonight.complete:
        return _result(tonight, (), Completeness.ABSENT, tonight.reason, tonight.detail, tonight.artefacts)
    if earlier is None or not earlier.facts:
        detail = message("snmp.line_use_first_night")
        return _result(tonight, (), Completeness.ABSENT, Reason.INSUFFICIENT_HISTORY, detail, tonight.artefacts)
    known: Mapping[str, Interface] = {interface.name: interface for interface in earlier.facts}
    found: list[LineUse] = []
    open_: list[_Open] = []
    for now in tonight.facts:
        before = known.get(now.name)
        if not now.admin_up and (before is None or not before.admin_up):
            continue
        use = _use(before, now)
        if isinstance(use, LineUse):
            found.append(use)
        else:
            open_.append(_Open(name=now.name, reason=use))
    return _judged(earlier, tonight, found, open_)


def _judged(
    earlier: FactSet[Interface], tonight: FactSet[Interface], found: Sequence[LineUse], open_: Sequence[_Open]
) -> FactSet[LineUse]:
    artefacts = (*earlier.artefacts, *tonight.artefacts)
    if not open_ and tonight.complete:
        return _result(tonight, tuple(found), Completeness.COMPLETE, None, None, artefacts)
    reason, detail = tonight.reason, tonight.detail
    if open_:
        reasons = {one.reason for one in open_}
        reason = Reason.INSUFFICIENT_HISTORY if Reason.INSUFFICIENT_HISTORY in reasons else Reason.MISSING_FIELD
        names = tuple(one.name for one in open_ if one.reason is reason)[:SHOWN_NAMES]
        detail = message(f"snmp.line_use_{reason.value}", names=names)
    completeness = Completeness.PARTIAL if found else Completeness.ABSENT
    return _result(tonight, tuple(found), completeness, reason, detail, artefacts)


def _use(before: Interface | None, now: Interface) -> LineUse | Reason:
    """The figure of one interface, or why there is none."""
    if not now.speed or now.read_at is None or now.in_octets is None or now.out_octets is None:
        return Reason.MISSING_FIELD
    if before is None or before.read_at is None or before.in_octets is None or before.out_octets is None:
        return Reason.INSUFFICIENT_HISTORY
    interval = (now.read_at - before.read_at).total_seconds()
    if interval <= 0 or before.counter_bits != now.counter_bits or before.speed != now.speed:
        return Reason.INSUFFICIENT_HISTORY
    if not _ran_on(before, now, interval):
        return Reason.INSUFFICIENT_HISTORY
    modulus = 2**now.counter_bits
    most = now.speed / 8 * interval
    if most >= modulus:
        # Full use would have wrapped the counter more than once: the same two readings mean many different figures.
        return Reason.INSUFFICIENT_HISTORY
    octets = max((now.in_octets - before.in_octets) % modulus, (now.out_octets - before.out_octets) % modulus)
    if octets > most * PLAUSIBLE:
        return Reason.INSUFFICIENT_HISTORY
    return LineUse(
        place=now.place, name=now.name, percent=100.0 * octets / most, since=before.read_at, until=now.read_at
    )


def _ran_on(before: Interface, now: Interface, interval: float) -> bool:
    """Whether the counters ran through.

    That sysUpTime grew is not enough: a device restarted just after the first reading has run longer by the second.
    It must have grown by the time that passed (or by that less one wrap).
    """
    if before.uptime_seconds is None or now.uptime_seconds is None:
        return False
    if before.discontinuity_seconds != now.discontinuity_seconds:
        return False
    slack = max(CLOCK_SLACK.total_seconds(), interval * CLOCK_DRIFT)
    grown = now.uptime_seconds - before.uptime_seconds
    wraps = round((interval - grown) / UPTIME_WRAP)
    return wraps >= 0 and abs(grown + wraps * UPTIME_WRAP - interval) <= slack


def _result(
    tonight: FactSet[Interface],
    facts: tuple[LineUse, ...],
    completeness: Completeness,
    reason: Reason | None,
    detail: Message | None,
    artefacts: tuple[ArtefactRef, ...],
) -> FactSet[LineUse]:
    return FactSet(
        type=LineUse,
        subject=tonight.subject,
        facts=facts,
        completeness=completeness,
        reason=reason,
        detail=detail,
        basis=tonight.basis,
        collected_at=tonight.collected_at,
        artefacts=artefacts,
    )
