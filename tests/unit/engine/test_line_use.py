"""Line use between two nights: exact figures, and every way in which there is none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auditor.engine.line_use import UPTIME_WRAP, line_use
from auditor.facts.base import FactSet
from auditor.facts.monitoring import Interface, LineUse
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.subject import target_ref
from auditor.model.terms import Basis, Completeness, Reason
from auditor.model.words import message

FIRST = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
DAY = 86_400.0
MEGABIT = 1_000_000


def interface(**changes: object) -> Interface:
    plain = Interface(
        place=Place(origin="snmp:interfaces"),
        name="Gi1",
        admin_up=True,
        oper_up=True,
        speed=100 * MEGABIT,
        in_octets=1000,
        out_octets=1000,
        read_at=FIRST,
        uptime_seconds=5000.0,
        discontinuity_seconds=0.0,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def later(before: Interface, octets: int, **changes: object) -> Interface:
    plain = replace(
        before,
        read_at=FIRST + timedelta(seconds=DAY),
        uptime_seconds=5000.0 + DAY,
        in_octets=((before.in_octets or 0) + octets) % 2**before.counter_bits,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def night(*interfaces: Interface, at: datetime = FIRST, reason: Reason | None = None) -> FactSet[Interface]:
    completeness = Completeness.COMPLETE
    if reason is not None:
        completeness = Completeness.PARTIAL if interfaces else Completeness.ABSENT
    artefact = ArtefactRef(origin="snmp:interfaces", target="sw", digest=f"sha256:{at:%d}", size=1, collected_at=at)
    return FactSet(
        type=Interface,
        subject=target_ref("sw"),
        facts=interfaces,
        completeness=completeness,
        reason=reason,
        detail=message("snmp.deadline") if reason else None,
        basis=Basis.LIVE,
        collected_at=at,
        artefacts=(artefact,),
    )


def between(before: Interface, now: Interface) -> FactSet[LineUse]:
    return line_use(night(before), night(now, at=FIRST + timedelta(days=1)))


def figure(found: FactSet[LineUse]) -> float | Reason | None:
    return found.facts[0].percent if found.facts else found.reason


FULL_DAY = int(100 * MEGABIT / 8 * DAY)
"""Octets of a day at 100 Mbit/s."""


def test_a_quarter_of_the_line() -> None:
    found = between(interface(), later(interface(), FULL_DAY // 4))
    (use,) = found.facts
    assert found.complete
    assert (use.name, use.percent, use.since, use.until) == ("Gi1", 25.0, FIRST, FIRST + timedelta(days=1))
    assert [a.digest for a in found.artefacts] == ["sha256:19", "sha256:20"]
    assert found.subject == target_ref("sw")


def test_the_busier_direction_counts() -> None:
    now = later(interface(), 0, out_octets=1000 + FULL_DAY // 2)
    assert figure(between(interface(), now)) == 50.0


def test_a_64_bit_counter_may_wrap() -> None:
    before = interface(in_octets=2**64 - 10)
    assert figure(between(before, later(before, FULL_DAY // 10))) == 10.0


def test_a_32_bit_counter_of_a_slow_line_may_wrap_once() -> None:
    before = interface(in_octets=2**32 - 10, counter_bits=32, speed=64_000)
    assert figure(between(before, later(before, 69_120_000))) == 10.0


def test_a_32_bit_counter_that_may_have_wrapped_twice_gives_no_figure() -> None:
    before = interface(counter_bits=32)
    assert figure(between(before, later(before, 5))) is Reason.INSUFFICIENT_HISTORY


def test_the_edge_of_two_wraps() -> None:
    edge = int(2**32 * 8 / DAY)
    below = interface(counter_bits=32, speed=edge)
    above = interface(counter_bits=32, speed=edge + 1)
    assert figure(between(below, later(below, 0))) == 0.0
    assert figure(between(above, later(above, 0))) is Reason.INSUFFICIENT_HISTORY


@pytest.mark.parametrize(
    "changes",
    [
        {"uptime_seconds": 100.0},
        {"uptime_seconds": 80_000.0},  # restarted an hour and a half after the first reading
        {"uptime_seconds": None},
        {"discontinuity_seconds": 70.0},
        {"discontinuity_seconds": None},
        {"counter_bits": 32},
        {"speed": 10 * MEGABIT},
        {"read_at": FIRST},
        {"read_at": FIRST - timedelta(days=1)},
        {"in_octets": 0},  # went backwards: as a wrap it would be far more than the line carries
        {"name": "Gi2"},
    ],
)
def test_readings_that_cannot_be_compared(changes: dict[str, object]) -> None:
    found = between(interface(), later(interface(), 5000, **changes))
    assert (found.facts, found.completeness, found.reason) == ((), Completeness.ABSENT, Reason.INSUFFICIENT_HISTORY)
    assert found.detail is not None
    assert found.detail.args["names"] == (changes.get("name", "Gi1"),)


def test_an_uptime_that_wraps_after_497_days_is_no_restart() -> None:
    before = interface(uptime_seconds=UPTIME_WRAP - 1000)
    now = later(before, FULL_DAY // 4, uptime_seconds=DAY - 1000)
    assert figure(between(before, now)) == 25.0


def test_a_clock_that_drifts_a_little_is_no_restart() -> None:
    assert figure(between(interface(), later(interface(), FULL_DAY // 4, uptime_seconds=5000.0 + DAY - 100))) == 25.0


@pytest.mark.parametrize("changes", [{"speed": None}, {"speed": 0}, {"in_octets": None}, {"read_at": None}])
def test_what_the_device_does_not_say(changes: dict[str, object]) -> None:
    found = between(interface(**changes), later(interface(), 0, **changes))
    assert (found.completeness, found.reason) == (Completeness.ABSENT, Reason.MISSING_FIELD)


def test_counters_that_were_missing_on_the_earlier_night() -> None:
    assert figure(between(interface(in_octets=None), later(interface(), 0))) is Reason.INSUFFICIENT_HISTORY


def test_the_first_night() -> None:
    for earlier in (None, night(reason=Reason.TIMEOUT), night()):
        found = line_use(earlier, night(interface()))
        assert (found.completeness, found.reason) == (Completeness.ABSENT, Reason.INSUFFICIENT_HISTORY)
        assert found.detail == message("snmp.line_use_first_night")


def test_a_night_without_interfaces_keeps_its_own_reason() -> None:
    found = line_use(night(interface()), night(reason=Reason.TIMEOUT))
    assert (found.completeness, found.reason) == (Completeness.ABSENT, Reason.TIMEOUT)


def test_one_interface_without_figure_leaves_the_set_partial() -> None:
    good, new = interface(), interface(name="Gi2")
    tonight = night(later(good, FULL_DAY // 4), later(new, 0), at=FIRST + timedelta(days=1))
    found = line_use(night(good), tonight)
    assert [(u.name, u.percent) for u in found.facts] == [("Gi1", 25.0)]
    assert (found.completeness, found.reason) == (Completeness.PARTIAL, Reason.INSUFFICIENT_HISTORY)


def test_figures_from_a_partial_night_are_partial() -> None:
    tonight = night(later(interface(), 0), at=FIRST + timedelta(days=1), reason=Reason.DEADLINE)
    found = line_use(night(interface()), tonight)
    assert (len(found.facts), found.completeness, found.reason) == (1, Completeness.PARTIAL, Reason.DEADLINE)


def test_an_interface_shut_on_both_nights_is_no_line() -> None:
    shut = interface(name="Gi9", admin_up=False, speed=None)
    tonight = night(later(interface(), 0), later(shut, 0), at=FIRST + timedelta(days=1))
    found = line_use(night(interface(), shut), tonight)
    assert (found.complete, [u.name for u in found.facts]) == (True, ["Gi1"])
