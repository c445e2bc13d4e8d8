"""What the sample city's SNMP agents tell: SNMPv2-MIB, HOST-RESOURCES-MIB, IF-MIB."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pysnmp.proto.api import v2c

from auditor.demo.snmp_agent import Live, Oid
from auditor.model.japan import JST

_SYSTEM: Oid = (1, 3, 6, 1, 2, 1, 1)
_HOST: Oid = (1, 3, 6, 1, 2, 1, 25)
_IF: Oid = (1, 3, 6, 1, 2, 1, 2)
_IFX: Oid = (1, 3, 6, 1, 2, 1, 31, 1, 1, 1)
_UP_BEFORE = 1_900_000
"""Seconds that every agent had been running when the demonstration started."""
_MIB = 256
"""Allocation units of 4 KiB in a MiB."""


@dataclass(frozen=True, kw_only=True)
class Port:
    """An interface."""

    name: str
    alias: str
    megabits: int
    octets_a_second: int
    """How fast its counters grow."""


@dataclass(frozen=True, kw_only=True)
class SampleAgent:
    """What one agent tells."""

    id: str
    description: str
    ports: Sequence[Port] = ()
    processors: Sequence[int] = ()
    """Load of each in percent."""
    memory: int = 0
    """MiB; half of it in use."""
    disk: int = 0
    """MiB; a third of it in use."""


AGENTS = (
    SampleAgent(
        id="juki-ap01",
        description="Linux juki-ap01 5.14.0-427.el9.x86_64",
        ports=(
            Port(name="eth0", alias="業務LAN", megabits=1000, octets_a_second=2_500_000),
            Port(name="eth1", alias="県税事務所 専用線", megabits=100, octets_a_second=900_000),
        ),
        processors=(12, 18, 9, 15),
        memory=16_384,
        disk=204_800,
    ),
    SampleAgent(
        id="cs01",
        description="Linux cs01 5.14.0-427.el9.x86_64",
        ports=(Port(name="eth0", alias="住基ネット", megabits=1000, octets_a_second=120_000),),
        processors=(4, 6),
        memory=8_192,
        disk=512_000,
    ),
    SampleAgent(
        id="jsw01",
        description="L2 switch, 24 ports",
        ports=(
            Port(name="ge-0/0/1", alias="住基ネット 県ネットワーク", megabits=100, octets_a_second=180_000),
            Port(name="ge-0/0/2", alias="CS", megabits=1000, octets_a_second=120_000),
        ),
    ),
    SampleAgent(id="rec-a", description="Network video recorder, 16 channels", processors=(35,)),
)


def values(agent: SampleAgent, clock: Callable[[], datetime]) -> dict[Oid, Any]:
    """The agent's variables by object identifier."""
    started = clock() - timedelta(seconds=_UP_BEFORE)

    def running() -> float:
        return (clock() - started).total_seconds()

    found: dict[Oid, Any] = {
        (*_SYSTEM, 1, 0): v2c.OctetString(agent.description.encode()),
        (*_SYSTEM, 2, 0): v2c.ObjectIdentifier((1, 3, 6, 1, 4, 1, 8072, 3, 2, 10)),
        (*_SYSTEM, 3, 0): Live(read=lambda: v2c.TimeTicks(int(running() * 100))),
        (*_SYSTEM, 5, 0): v2c.OctetString(agent.id.encode()),
        (*_HOST, 1, 2, 0): Live(read=lambda: _date_and_time(clock())),
        (1, 3, 6, 1, 6, 3, 10, 2, 1, 2, 0): v2c.Integer32(7),
        (*_IF, 1, 0): v2c.Integer32(len(agent.ports)),
    }
    for index, port in enumerate(agent.ports, start=1):
        found.update(_interface(index, port, running))
    for index, load in enumerate(agent.processors, start=1):
        found[(*_HOST, 3, 3, 1, 2, index)] = v2c.Integer32(load)
    if agent.memory:
        found.update(_storage(1, 2, "Physical memory", agent.memory, agent.memory // 2))
    if agent.disk:
        found.update(_storage(31, 4, "/", agent.disk, agent.disk // 3))
    return found


def _interface(index: int, port: Port, running: Callable[[], float]) -> dict[Oid, Any]:
    def counter(share: float) -> Live:
        return Live(read=lambda: v2c.Counter64(int(running() * port.octets_a_second * share)))

    row = (*_IF, 2, 1)
    return {
        (*row, 2, index): v2c.OctetString(port.name.encode()),
        (*row, 3, index): v2c.Integer32(6),
        (*row, 5, index): v2c.Gauge32(port.megabits * 1_000_000),
        (*row, 7, index): v2c.Integer32(1),
        (*row, 8, index): v2c.Integer32(1),
        (*_IFX, 1, index): v2c.OctetString(port.name.encode()),
        (*_IFX, 6, index): counter(1.0),
        (*_IFX, 10, index): counter(0.6),
        (*_IFX, 15, index): v2c.Gauge32(port.megabits),
        (*_IFX, 18, index): v2c.OctetString(port.alias.encode()),
        (*_IFX, 19, index): v2c.TimeTicks(0),
    }


def _storage(index: int, kind: int, name: str, size: int, used: int) -> dict[Oid, Any]:
    row = (*_HOST, 2, 3, 1)
    return {
        (*row, 1, index): v2c.Integer32(index),
        (*row, 2, index): v2c.ObjectIdentifier((*_HOST, 2, 1, kind)),
        (*row, 3, index): v2c.OctetString(name.encode()),
        (*row, 4, index): v2c.Integer32(4096),
        (*row, 5, index): v2c.Integer32(size * _MIB),
        (*row, 6, index): v2c.Integer32(used * _MIB),
    }


def _date_and_time(moment: datetime) -> Any:
    """DateAndTime of RFC 2579, with the zone of Japan."""
    now = moment.astimezone(JST)
    return v2c.OctetString(
        now.year.to_bytes(2, "big")
        + bytes((now.month, now.day, now.hour, now.minute, now.second, now.microsecond // 100_000))
        + b"+\x09\x00"
    )
