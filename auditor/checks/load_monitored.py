"""Processor, memory and disk of every system are watched, and the monitor returned data.

Passes when every system gave a processor load, a use of memory and a use of at least one disk.

Fails with ``not_monitored`` for each of them that a whole answer leaves out. Use above a threshold is a remark
(観察事項), never a failure; a threshold that no rule sets is not applied.

Stays open when a system gave no answer, or not a whole one, and (``empty``) when all it says of its memory or disks is
that there is none: stores of no size, or a memory of which nothing at all is in use, are no measurement.

References: Nagareyama 第4の3(2)ア(ア); RFC 2790 (hrProcessorLoad, hrStorageTable).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import absence, named
from auditor.facts.base import Need
from auditor.facts.monitoring import ProcessorLoad, StorageUse
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Above which use a remark is made, in percent."""

    processor_percent: float | None = None
    memory_percent: float | None = None
    disk_percent: float | None = None


NEEDS = (Need(fact=ProcessorLoad, scope=Scope.SYSTEMS), Need(fact=StorageUse, scope=Scope.SYSTEMS))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all systems of the linkage."""
    items = [*_processor_items(view, parameters), *_storage_items(view, parameters)]
    return judged(
        examined=len(view.facts(ProcessorLoad, Scope.SYSTEMS)) + len(view.facts(StorageUse, Scope.SYSTEMS)),
        met=message("load_monitored.met", count=len(view.sets(ProcessorLoad, Scope.SYSTEMS))),
        broken=message("load_monitored.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _processor_items(view: FactView, parameters: Parameters) -> Iterable[Item]:
    for found in view.sets(ProcessorLoad, Scope.SYSTEMS):
        key = named(found.subject, view.subject, "processor")
        if not found.facts:
            said = message("load_monitored.missing", target=found.subject.id, what="processor")
            yield absence(key, (found,), Reason.NOT_MONITORED, said)
        for load in found.facts:
            limit = parameters.processor_percent
            if limit is not None and load.percent > limit:
                said = message("load_monitored.high", target=found.subject.id, what="processor", limit=limit)
                yield remark(key, said, load.place, percent=round(load.percent, 1))


def _storage_items(view: FactView, parameters: Parameters) -> Iterable[Item]:
    limits = {"memory": parameters.memory_percent, "disk": parameters.disk_percent}
    for found in view.sets(StorageUse, Scope.SYSTEMS):
        for kind, limit in limits.items():
            stores = [s for s in found.facts if s.kind == kind]
            if not stores:
                key = named(found.subject, view.subject, kind)
                said = message("load_monitored.missing", target=found.subject.id, what=kind)
                yield absence(key, (found,), Reason.NOT_MONITORED, said)
            elif not any(_measured(s) for s in stores):
                said = message("load_monitored.nothing_measured", target=found.subject.id, what=kind)
                yield undecided(named(found.subject, view.subject, kind), Reason.EMPTY, said, stores[0].place)
            for store in stores:
                if limit is not None and store.percent > limit:
                    said = message("load_monitored.high", target=found.subject.id, what=store.name, limit=limit)
                    key = named(found.subject, view.subject, store.key)
                    yield remark(key, said, store.place, percent=round(store.percent, 1))


def _measured(store: StorageUse) -> bool:
    """Whether the figures can be of a store that is there; a running system always uses some of its memory."""
    return store.size > 0 and (store.used > 0 or store.kind != "memory")
