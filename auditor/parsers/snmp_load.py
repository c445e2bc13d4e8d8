"""Processors, memory and disks: HOST-RESOURCES-MIB (RFC 2790), UCD-SNMP-MIB where an agent has no host resources."""

from dataclasses import dataclass

from auditor.facts.base import Gap, Parsed
from auditor.facts.monitoring import ProcessorLoad, StorageUse
from auditor.model.evidence import Place
from auditor.model.job import Capture
from auditor.model.terms import Platform, Reason
from auditor.model.words import message
from auditor.parsers.snmp_lines import Answers, Value, absent, first, partial, shortfall, some, unique

_PROCESSOR_LOAD = "1.3.6.1.2.1.25.3.3.1.2"
_STORAGE = "1.3.6.1.2.1.25.2.3.1"
_TYPES = "1.3.6.1.2.1.25.2.1."
_UCD = "1.3.6.1.4.1.2021"
_CPU_IDLE = f"{_UCD}.11.11.0"

_RAM, _VIRTUAL = "2", "3"
_DISKS = frozenset({"4", "9"})
"""hrStorageFixedDisk, hrStorageFlashMemory."""
_WITH_DISK = frozenset({Platform.LINUX, Platform.RECORDER})
_KIB = 1024
"""UCD-SNMP-MIB counts memory in kB."""


def parse_load(capture: Capture, answers: Answers, origin: str) -> Parsed[ProcessorLoad]:
    """Mean of all processors over the last minute.

    The load average (laLoad) is no percentage without the number of processors, which an agent that gives only that
    does not tell; it is not used.
    """
    loads = answers.column(_PROCESSOR_LOAD)
    numbers = [n for v in loads.values() if (n := v.number) is not None and 0 <= n <= 100]
    broken = shortfall(capture, answers, "ProcessorLoad")
    if numbers:
        odd = None
        if len(numbers) < len(loads):
            odd = partial(Reason.PARSE_ERROR, message("snmp.values_out_of_range", fact="ProcessorLoad"))
        fact = ProcessorLoad(
            place=Place(origin=origin, where=_PROCESSOR_LOAD),
            processors=len(numbers),
            percent=sum(numbers) / len(numbers),
        )
        return Parsed(type=ProcessorLoad, facts=(fact,), gap=first(broken, odd), origins=(origin,))
    idle = answers.get(_CPU_IDLE)
    percent = idle.number if idle is not None else None
    if percent is not None and 0 <= percent <= 100:
        fact = ProcessorLoad(place=Place(origin=origin, where=_CPU_IDLE), processors=0, percent=100.0 - percent)
        return Parsed(type=ProcessorLoad, facts=(fact,), gap=broken, origins=(origin,))
    if loads or idle is not None:
        broken = broken or absent(Reason.PARSE_ERROR, message("snmp.values_out_of_range", fact="ProcessorLoad"))
    gap = broken or absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="ProcessorLoad"))
    return Parsed(type=ProcessorLoad, gap=gap, origins=(origin,))


@dataclass(frozen=True, kw_only=True)
class StorageEvidence:
    """The two captures that storage is read from, with where they come from."""

    described: Capture
    description: Answers
    used: Capture
    use: Answers
    origin: str
    use_origin: str
    platform: Platform


def parse_storage(evidence: StorageEvidence) -> Parsed[StorageUse]:
    """Memory, swap and disks."""
    origins = (evidence.origin, evidence.use_origin)
    facts, odd = _host_resources(evidence)
    if not any(fact.kind == "memory" for fact in facts):
        facts = [*facts, *_ucd_memory(evidence)]
    broken = first(
        shortfall(evidence.described, evidence.description, "StorageUse"),
        shortfall(evidence.used, evidence.use, "StorageUse"),
    )
    if not facts:
        gap = broken or odd or absent(Reason.NO_EVIDENCE, message("snmp.group_no_evidence", fact="StorageUse"))
        return Parsed(type=StorageUse, gap=gap, origins=origins)
    return Parsed(
        type=StorageUse, facts=tuple(facts), gap=first(broken, odd, _lacking(evidence, facts)), origins=origins
    )


def _host_resources(evidence: StorageEvidence) -> tuple[list[StorageUse], Gap | None]:
    types = evidence.description.column(f"{_STORAGE}.2")
    names = evidence.description.column(f"{_STORAGE}.3")
    units = evidence.description.column(f"{_STORAGE}.4")
    sizes, used = evidence.use.column(f"{_STORAGE}.5"), evidence.use.column(f"{_STORAGE}.6")
    facts, odd = [], []
    shown = {index: names[index].shown if index in names else f"hrStorageIndex {index}" for index in types}
    for index, name in unique(shown):
        unit, size, taken = _number(units.get(index)), _number(sizes.get(index)), _number(used.get(index))
        # Old agents let sizes of 2^31 units and more turn negative; what was meant can only be guessed.
        if unit is None or size is None or taken is None or unit < 1 or size < 0 or not 0 <= taken <= size:
            odd.append(name)
            continue
        facts.append(
            StorageUse(
                place=Place(origin=evidence.use_origin, where=f"{_STORAGE}.6.{index}"),
                name=name,
                kind=_kind(types[index].raw, name),
                size=size * unit,
                used=taken * unit,
            )
        )
    if not odd:
        return facts, None
    return facts, partial(Reason.PARSE_ERROR, message("snmp.storage_odd", names=some(odd)))


def _kind(type_oid: str, name: str) -> str:
    kind = type_oid.removeprefix(_TYPES)
    if kind == _RAM:
        return "memory"
    if kind in _DISKS:
        return "disk"
    if kind == _VIRTUAL and "swap" in name.casefold():
        return "swap"
    return "other"


def _ucd_memory(evidence: StorageEvidence) -> list[StorageUse]:
    """Totals and free parts: memTotalReal and memAvailReal, memTotalSwap and memAvailSwap."""
    found = []
    for kind, name, total_oid, free_oid in (
        ("memory", "Physical memory", f"{_UCD}.4.5.0", f"{_UCD}.4.6.0"),
        ("swap", "Swap space", f"{_UCD}.4.3.0", f"{_UCD}.4.4.0"),
    ):
        total, free = _number(evidence.use.get(total_oid)), _number(evidence.use.get(free_oid))
        if total is None or free is None or not 0 <= free <= total:
            continue
        place = Place(origin=evidence.use_origin, where=total_oid)
        found.append(StorageUse(place=place, name=name, kind=kind, size=total * _KIB, used=(total - free) * _KIB))
    return found


def _lacking(evidence: StorageEvidence, facts: list[StorageUse]) -> Gap | None:
    """A host without memory, or a server without a disk, is a view that hides them."""
    kinds = {fact.kind for fact in facts}
    if "memory" not in kinds:
        return partial(Reason.NO_EVIDENCE, message("snmp.no_memory_shown"))
    if "disk" not in kinds and evidence.platform in _WITH_DISK:
        return partial(Reason.NO_EVIDENCE, message("snmp.no_disk_shown"))
    return None


def _number(value: Value | None) -> int | None:
    return value.number if value is not None else None
