"""The evidence of `auditor.collectors.snmp_monitoring` as facts.

A group that an agent does not show is a gap with ``no_evidence``: an agent answers alike for what it does not have and
for what the user may not see (RFC 3415), so neither can be claimed. Only an explicit refusal is ``permission_denied``.
"""

import json
from collections.abc import Iterator

from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.facts.host import ClockSkew
from auditor.facts.monitoring import Interface, ProcessorLoad, StorageUse, SystemIdentity
from auditor.facts.remote import SnmpAccess
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.parsers.snmp_clock import parse_clock
from auditor.parsers.snmp_interfaces import parse_interfaces
from auditor.parsers.snmp_lines import Answers, absent, first, partial, read_lines, shortfall
from auditor.parsers.snmp_load import StorageEvidence, parse_load, parse_storage

PROVIDES: tuple[type[Fact], ...] = (SystemIdentity, ClockSkew, Interface, ProcessorLoad, StorageUse, SnmpAccess)

_SYSTEM = "1.3.6.1.2.1.1"
_ENGINE_BOOTS = "1.3.6.1.6.3.10.2.1.2.0"
_COMMANDS = ("system", "clock", "interfaces", "interface_counters", "processors", "storage", "storage_use")
_LEVELS = frozenset({"authPriv", "authNoPriv", "noAuthNoPriv", "community"})


def parse(source: Source, /) -> Iterator[AnyParsed]:
    """One `Parsed` for each fact type."""
    answers = {command: read_lines(source.capture(command).output) for command in _COMMANDS}
    yield _system(source, answers["system"], answers["clock"])
    yield parse_clock(source.capture("clock"), answers["clock"], source.origin("clock"))
    yield parse_interfaces(
        source.capture("interfaces"),
        answers["interfaces"],
        answers["interface_counters"],
        source.origin("interfaces"),
        source.origin("interface_counters"),
    )
    yield parse_load(source.capture("processors"), answers["processors"], source.origin("processors"))
    yield parse_storage(
        StorageEvidence(
            described=source.capture("storage"),
            description=answers["storage"],
            used=source.capture("storage_use"),
            use=answers["storage_use"],
            origin=source.origin("storage"),
            use_origin=source.origin("storage_use"),
            platform=source.target.platform,
        )
    )
    yield _access(source, answers["clock"])


def _system(source: Source, answers: Answers, clock: Answers) -> Parsed[SystemIdentity]:
    origins = (source.origin("system"), source.origin("clock"))
    capture = source.capture("system")
    broken = shortfall(capture, answers, "SystemIdentity")
    description, object_id, name = (answers.get(f"{_SYSTEM}.{scalar}.0") for scalar in (1, 2, 5))
    if description is None and object_id is None and name is None:
        gap = broken or absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="SystemIdentity"))
        return Parsed(type=SystemIdentity, gap=gap, origins=origins)
    uptime = clock.get(f"{_SYSTEM}.3.0")
    ticks = uptime.number if uptime is not None else None
    fact = SystemIdentity(
        place=Place(origin=source.origin("system"), where=f"{_SYSTEM}.1.0"),
        description=description.shown if description is not None else "",
        name=name.shown if name is not None else "",
        object_id=object_id.raw if object_id is not None else "",
        uptime_seconds=(ticks or 0) / 100,
    )
    lacking: Gap | None = None
    if None in (description, object_id, name, ticks):
        lacking = partial(Reason.MISSING_FIELD, message("snmp.system_incomplete"))
    return Parsed(type=SystemIdentity, facts=(fact,), gap=first(broken, lacking), origins=origins)


def _access(source: Source, clock: Answers) -> Parsed[SnmpAccess]:
    """How the session was held, as the transport recorded it."""
    capture = source.capture("access")
    origins = (source.origin("access"),)
    try:
        told = json.loads(capture.output.decode("utf-8"))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not {"version", "level"} <= told.keys() or told["level"] not in _LEVELS:
        if capture.output:
            gap = absent(Reason.PARSE_ERROR, message("snmp.damaged_evidence", command="access"))
        else:
            gap = absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="SnmpAccess"))
        return Parsed(type=SnmpAccess, gap=gap, origins=origins)
    boots = clock.get(_ENGINE_BOOTS)
    fact = SnmpAccess(
        place=Place(origin=source.origin("access")),
        version=str(told["version"]),
        level=str(told["level"]),
        auth_protocol=str(told.get("auth", "")),
        priv_protocol=str(told.get("priv", "")),
        engine_boots=boots.number if boots is not None else None,
    )
    return Parsed(type=SnmpAccess, facts=(fact,), origins=origins)
