"""ifTable and ifXTable (RFC 2863): state of interfaces, and their counters at one moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.facts.base import Gap, Parsed
from auditor.facts.monitoring import Interface
from auditor.model.evidence import Place
from auditor.model.job import Capture
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.parsers.snmp_lines import Answers, Value, absent, first, partial, shortfall, some, unique

_IF = "1.3.6.1.2.1.2.2.1"
_IFX = "1.3.6.1.2.1.31.1.1.1"
IF_NUMBER = "1.3.6.1.2.1.2.1.0"
SYS_UPTIME = "1.3.6.1.2.1.1.3.0"
_INDEX = re.compile(r"[0-9]{1,10}")
_ADMIN, _OPER = f"{_IF}.7", f"{_IF}.8"

_UP, _UNKNOWN = 1, 4
_STATES = range(1, 8)
"""ifOperStatus: up, down, testing, unknown, dormant, notPresent, lowerLayerDown."""
_LOOPBACK = 24
"""IANAifType softwareLoopback: nothing lies below that could fail, so agents call its state unknown."""
_GAUGE_FULL = 2**32 - 1
"""ifSpeed stands at this when the real speed is in ifHighSpeed."""


@dataclass(frozen=True, kw_only=True)
class _Table:
    """The columns by ifIndex."""

    columns: Mapping[str, Mapping[str, Value]]

    def number(self, column: str, index: str) -> int | None:
        value = self.columns[column].get(index)
        return value.number if value is not None else None

    def value(self, column: str, index: str) -> Value | None:
        return self.columns[column].get(index)


def _table(state: Answers, counters: Answers) -> _Table:
    stable = [f"{_IF}.{c}" for c in (2, 3, 5, 7, 8)] + [f"{_IFX}.{c}" for c in (1, 15, 18)]
    counted = [f"{_IF}.{c}" for c in (10, 16)] + [f"{_IFX}.{c}" for c in (6, 10, 19)]
    return _Table(
        columns={**{c: state.column(c) for c in stable}, **{c: counters.column(c) for c in counted}},
    )


def parse_interfaces(
    capture: Capture, state: Answers, counters: Answers, origin: str, counters_origin: str
) -> Parsed[Interface]:
    """All interfaces. Missing counters leave the state complete; whoever needs counters sees that there are none."""
    origins = (origin, counters_origin)
    table = _table(state, counters)
    named = (f"{_IF}.2", _ADMIN, _OPER, f"{_IFX}.1")
    indexes = sorted({i for c in named for i in table.columns[c] if _INDEX.fullmatch(i)}, key=int)
    broken = shortfall(capture, state, "Interface")
    if not indexes:
        gap = broken or absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="Interface"))
        return Parsed(type=Interface, gap=gap, origins=origins)
    names = {index: _name(table, index) for index in indexes}
    facts = []
    unclear, unnamed = [], []
    for index, name in unique({i: n or f"ifIndex {i}" for i, n in names.items()}):
        if names[index] is None:
            unnamed.append(name)
        fact = _interface(table, counters, index, name, origin)
        if fact is None:
            unclear.append(name)
        else:
            facts.append(fact)
    lacking = first(
        broken,
        partial(Reason.WRONG_ENCODING, message("snmp.interface_names", names=some(unnamed))) if unnamed else None,
        partial(Reason.MISSING_FIELD, message("snmp.interface_states", names=some(unclear))) if unclear else None,
        _fewer_than_counted(state, indexes),
    )
    return Parsed(type=Interface, facts=tuple(facts), gap=lacking, origins=origins)


def _fewer_than_counted(state: Answers, indexes: list[str]) -> Gap | None:
    number = state.get(IF_NUMBER)
    counted = number.number if number is not None else None
    if counted is None or counted <= len(indexes):
        return None
    said = message("snmp.interfaces_hidden", counted=counted, shown=len(indexes))
    return partial(Reason.PARTIAL_COVERAGE, said)


def _interface(table: _Table, counters: Answers, index: str, name: str, origin: str) -> Interface | None:
    """None when the agent does not say whether the interface is up."""
    admin, oper = table.number(_ADMIN, index), table.number(_OPER, index)
    if oper == _UNKNOWN and table.number(f"{_IF}.3", index) == _LOOPBACK:
        oper = admin
    if admin not in (1, 2, 3) or oper not in _STATES or oper == _UNKNOWN:
        return None
    alias = table.value(f"{_IFX}.18", index)
    octets_in, octets_out, bits = _octets(table, index)
    return Interface(
        place=Place(origin=origin, where=f"{_OPER}.{index}"),
        name=name,
        alias=alias.shown if alias is not None else "",
        index=int(index),
        admin_up=admin == _UP,
        oper_up=oper == _UP,
        speed=_speed(table, index),
        in_octets=octets_in,
        out_octets=octets_out,
        counter_bits=bits,
        read_at=counters.moment if octets_in is not None else None,
        uptime_seconds=_ticks(counters.get(SYS_UPTIME)),
        discontinuity_seconds=_ticks(table.value(f"{_IFX}.19", index)),
    )


def _name(table: _Table, index: str) -> str | None:
    """IfName, else ifDescr; None when neither can be read as text."""
    for column in (f"{_IFX}.1", f"{_IF}.2"):
        value = table.value(column, index)
        if value is not None and value.text:
            return value.text
    return None


def _speed(table: _Table, index: str) -> int | None:
    speed, millions = table.number(f"{_IF}.5", index), table.number(f"{_IFX}.15", index)
    if speed and 0 < speed < _GAUGE_FULL:
        return speed
    if millions and millions > 0:
        return millions * 1_000_000
    return None


def _octets(table: _Table, index: str) -> tuple[int | None, int | None, int]:
    """Octets in and out with the width of the counters; the 64-bit ones when there are both."""
    for bits, inward, outward in ((64, f"{_IFX}.6", f"{_IFX}.10"), (32, f"{_IF}.10", f"{_IF}.16")):
        octets_in, octets_out = table.number(inward, index), table.number(outward, index)
        if octets_in is not None and octets_out is not None and min(octets_in, octets_out) >= 0:
            return octets_in, octets_out, bits
    return None, None, 64


def _ticks(value: Value | None) -> float | None:
    number = value.number if value is not None else None
    return None if number is None else number / 100
