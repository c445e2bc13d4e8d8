"""The plan: which rows there will be, which facts they need, and which jobs bring them. Contacts nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from auditor.engine import registry
from auditor.facts.base import Fact
from auditor.model.job import Job, Request
from auditor.model.plugins import Collector, needs_of
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Reason, Scope, SubjectKind, TransportKind
from auditor.model.words import Message, message

if TYPE_CHECKING:
    from auditor.inventory.inventory import Inventory, InventoryTarget, Subject
    from auditor.policy.control import Control, Part
    from auditor.workspace import Workspace

FactKey = tuple[type[Fact], SubjectRef]
"""A fact type and whose facts they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedRow:
    """One control on one subject, with the parts that count there."""

    control: "Control"
    subject: "Subject"
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Why no job will bring a fact set."""

    reason: Reason
    message: Message


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one assessment will judge, and what it will ask of whom."""

    as_of: date
    rows: tuple[PlannedRow, ...]
    notapplicable: int
    notselected: int
    jobs: tuple[Job, ...]
    providers: Mapping[FactKey, tuple[str, ...]]
    """For each needed fact set, the jobs that can bring it."""
    absences: Mapping[FactKey, Absence]
    """For each needed fact set that no job brings, why not."""
    collectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the collectors of each job."""

    @property
    def needed(self) -> frozenset[FactKey]:
        """Every fact set that some row rests on."""
        return frozenset(self.providers) | frozenset(self.absences)


def make_plan(workspace: "Workspace", as_of: date) -> Plan:
    """The plan of an assessment of everything the workspace's policy selects."""
    rows, notapplicable = _rows(workspace)
    needed = _needed(rows, workspace.inventory)
    jobs, providers, job_collectors = _jobs(workspace.inventory, needed)
    absences = {key: _absence(key, workspace.inventory) for key in needed if key not in providers}
    return Plan(
        as_of=as_of,
        rows=rows,
        notapplicable=notapplicable,
        notselected=workspace.not_selected_rows,
        jobs=jobs,
        providers=providers,
        absences=absences,
        collectors=job_collectors,
    )


def _rows(workspace: "Workspace") -> tuple[tuple[PlannedRow, ...], int]:
    """All applicable rows, and the number of those that are not applicable by declaration."""
    by_kind: dict[SubjectKind, list[Subject]] = defaultdict(list)
    for subject in workspace.inventory.subjects:
        by_kind[subject.ref.kind].append(subject)
    rows: list[PlannedRow] = []
    notapplicable = 0
    for control in workspace.policy.selected:
        for subject in by_kind[control.info.subject]:
            if not workspace.selects(subject.ref):
                continue
            parts = tuple(p for p in control.parts if p.counts_for(subject.attributes))
            if parts and control.applies(subject.attributes):
                rows.append(PlannedRow(control=control, subject=subject, parts=parts))
            else:
                notapplicable += 1
    return tuple(rows), notapplicable


def _needed(rows: Iterable[PlannedRow], inventory: "Inventory") -> frozenset[FactKey]:
    found: set[FactKey] = set()
    for row in rows:
        for part in row.parts:
            if not part.check:
                continue
            for need in needs_of(registry.check(part.check), part.parameters):
                found.update((need.fact, owner) for owner in inventory.scope(row.subject.ref, need.scope))
    return frozenset(found)


def provider_target(owner: SubjectRef, inventory: "Inventory") -> str | None:
    """The target that facts about a subject are read from: itself, or a camera's recorder."""
    if owner.kind in (SubjectKind.TARGET, SubjectKind.RECORDER):
        return owner.id
    recorders = inventory.scope(owner, Scope.RECORDER) if owner.kind is SubjectKind.CAMERA else ()
    return recorders[0].id if recorders else None


def _jobs(
    inventory: "Inventory", needed: frozenset[FactKey]
) -> tuple[tuple[Job, ...], dict[FactKey, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Merge what is needed of each target into one job a transport."""
    wanted: dict[str, dict[type[Fact], list[SubjectRef]]] = defaultdict(lambda: defaultdict(list))
    for fact, owner in needed:
        provider = provider_target(owner, inventory)
        if provider is not None:
            wanted[provider][fact].append(owner)
    jobs: list[Job] = []
    providers: dict[FactKey, list[str]] = defaultdict(list)
    job_collectors: dict[str, tuple[str, ...]] = {}
    for identifier in sorted(wanted):
        target = inventory.targets[identifier]
        if target.description.basis is not Basis.LIVE:
            continue
        requests: dict[TransportKind, list[tuple[str, Request]]] = defaultdict(list)
        for name, collector in registry.collectors().items():
            request = _request(collector, target, wanted[identifier])
            if request is None:
                continue
            requests[collector.TRANSPORT].append((name, request))
            for fact in collector.PROVIDES:
                for owner in wanted[identifier].get(fact, ()):
                    providers[(fact, owner)].append(f"{identifier}/{collector.TRANSPORT.value}")
        for transport in sorted(requests):
            job = _job(target, transport, [request for _, request in requests[transport]])
            jobs.append(job)
            job_collectors[job.id] = tuple(name for name, _ in requests[transport])
    return tuple(jobs), {key: tuple(dict.fromkeys(ids)) for key, ids in providers.items()}, job_collectors


def _request(
    collector: Collector, target: "InventoryTarget", wanted: Mapping[type[Fact], list[SubjectRef]]
) -> Request | None:
    description = target.description
    if (
        description.platform not in collector.PLATFORMS
        or collector.TRANSPORT not in description.endpoints
        or not any(fact in wanted for fact in collector.PROVIDES)
    ):
        return None
    return collector.request(description)


def _job(target: "InventoryTarget", transport: TransportKind, requests: list[Request]) -> Job:
    description = target.description
    return Job(
        id=f"{description.id}/{transport.value}",
        target=description.id,
        transport=transport,
        endpoint=replace(description.endpoints[transport]),
        requests=tuple(requests),
        deadline=target.deadline if target.deadline > timedelta() else timedelta(seconds=60),
        basis=description.basis,
    )


def _absence(key: FactKey, inventory: "Inventory") -> Absence:
    """Why nothing brings this fact set; said so that the reader knows what to do."""
    fact, owner = key
    named = str(owner.id)
    identifier = provider_target(owner, inventory)
    if identifier is None:
        return Absence(reason=Reason.NO_EVIDENCE, message=message("engine.no_source", fact=fact.__name__, owner=named))
    description = inventory.targets[identifier].description
    able = [c for c in registry.collectors().values() if fact in c.PROVIDES and description.platform in c.PLATFORMS]
    if not able:
        return Absence(
            reason=Reason.NO_COLLECTOR, message=message("engine.no_collector", fact=fact.__name__, owner=named)
        )
    if description.basis is not Basis.LIVE:
        return Absence(
            reason=Reason.OFFLINE_TARGET if description.basis is Basis.OFFLINE else Reason.NO_EVIDENCE,
            message=message("engine.offline", fact=fact.__name__, owner=named),
        )
    missing = sorted({c.TRANSPORT.value for c in able if c.TRANSPORT not in description.endpoints})
    if len(missing) == len({c.TRANSPORT for c in able}):
        return Absence(
            reason=Reason.NO_EVIDENCE,
            message=message("engine.no_reach", fact=fact.__name__, owner=named, transports=tuple(missing)),
        )
    return Absence(reason=Reason.NO_EVIDENCE, message=message("engine.not_declared", fact=fact.__name__, owner=named))
