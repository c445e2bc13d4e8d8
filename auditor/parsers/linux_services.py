"""States of the declared systemd units (systemctl(1))."""

import re
from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Fact, Parsed
from auditor.facts.host import ServiceState
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_gaps import absent, partial
from auditor.parsers.linux_units import Unit, read_units

PROVIDES: tuple[type[Fact], ...] = (ServiceState,)
_UNIT = re.compile(r"[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]{0,200}")
"""Names that the collector asks for; others are no unit names (systemd.unit(5))."""
_ON = frozenset({"enabled", "enabled-runtime", "static", "indirect", "alias", "generated", "linked"})
_OFF = frozenset({"disabled", "masked", "masked-runtime"})


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """One fact a declared unit, under its declared name; a unit that does not exist is not active."""
    units, reason = read_units(source.capture("services"))
    if not units:
        return (Parsed(type=ServiceState, gap=absent(reason or Reason.EMPTY, "services_unread")),)
    declared = [unit for unit in source.target.units if _UNIT.fullmatch(unit)]
    if len(declared) < len(source.target.units):
        reason = reason or Reason.PARSE_ERROR
    if len(units) != len(declared):
        return (Parsed(type=ServiceState, gap=absent(reason or Reason.PARSE_ERROR, "services_unread")),)
    origin = source.origin("services")
    facts = tuple(_fact(name, unit, origin) for name, unit in zip(declared, units, strict=True))
    gap = partial(reason, "services_unread") if reason else None
    return (Parsed(type=ServiceState, facts=facts, gap=gap),)


def _fact(name: str, unit: Unit, origin: str) -> ServiceState:
    enabled = True if unit.enabled in _ON else False if unit.enabled in _OFF or not unit.exists else None
    return ServiceState(
        place=unit.line.place(origin),
        name=name.removesuffix(".service"),
        active=unit.active in ("active", "reloading"),
        enabled=enabled,
        failed=unit.active == "failed" or unit.sub == "failed",
    )
