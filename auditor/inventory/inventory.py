"""The inventory as the engine uses it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from auditor.facts.base import FactSet
from auditor.inventory.window import TimeWindow
from auditor.loading.files import SourceFile
from auditor.model.job import Endpoint
from auditor.model.operation import Operation
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.target import TargetDescription
from auditor.model.terms import Basis, Scope, SubjectKind, TransportKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What rows can be about, with what a control's ``applies_to`` may ask of it."""

    ref: SubjectRef
    title: str
    owner: str
    """Identifier of the section that answers for it; empty when the inventory names none."""
    attributes: Mapping[str, frozenset[str]]
    """See `auditor.inventory.vocabulary.ATTRIBUTES`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InventoryTarget:
    """A target, and what the plan must know of it beside its description."""

    description: TargetDescription
    owner: str
    """Identifier of the section that answers for it."""
    zone: str
    site: str
    window: TimeWindow | None
    """None when it may be read at any time."""
    deadline: timedelta

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.description.id

    @property
    def basis(self) -> Basis:
        """How its evidence is got."""
        return self.description.basis

    @property
    def endpoints(self) -> Mapping[TransportKind, Endpoint]:
        """How it is reached."""
        return self.description.endpoints


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How gently the audit works, and how long evidence stays fresh."""

    workers: int = 16
    handshakes_per_host: int = 6
    deadline: timedelta = timedelta(seconds=60)
    evidence_validity: Mapping[Basis, Period] = field(default_factory=dict)
    """For evidence that is not live; a basis that is missing here has no limit set."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Everything that the files under ``inventory/`` declare."""

    organisation: Subject
    section_titles: Mapping[str, str]
    """Titles of the city's sections by identifier."""
    auditor_zone: str
    """Zone in which the auditor stands; empty when the inventory has no live target and does not say."""
    subjects: tuple[Subject, ...]
    """Of every kind, in the order organisation, zones, sites, linkages, contracts, files, targets, recorders,
    cameras, and within a kind by identifier."""
    targets: Mapping[str, InventoryTarget]
    settings: Settings
    files: tuple[SourceFile, ...]
    collected_at: datetime
    """When the files were read."""
    owners: Mapping[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]] = field(repr=False)
    """Whose facts belong to a subject, for the scopes that are not the subject itself or the city."""
    facts: Mapping[SubjectRef, tuple[FactSet[Any], ...]] = field(repr=False)
    operation: Operation = field(default_factory=Operation)
    """How the audit runs by itself."""
    by_ref: Mapping[SubjectRef, Subject] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_ref", {s.ref: s for s in self.subjects})

    def subject(self, ref: SubjectRef) -> Subject:
        """The subject of that name; raises KeyError when there is none."""
        return self.by_ref[ref]

    def find(self, identifier: str) -> tuple[Subject, ...]:
        """Subjects of whatever kind with this identifier."""
        return tuple(s for s in self.subjects if s.ref.id == identifier)

    def of_kind(self, kind: SubjectKind) -> tuple[Subject, ...]:
        """All subjects of a kind."""
        return tuple(s for s in self.subjects if s.ref.kind is kind)

    def scope(self, ref: SubjectRef, scope: Scope) -> tuple[SubjectRef, ...]:
        """Whose facts a check of this subject reads under a scope; empty when the inventory names nobody."""
        if scope is Scope.SUBJECT:
            return (ref,)
        if scope is Scope.ORGANISATION:
            return (self.organisation.ref,)
        return self.owners.get((ref, scope), ())

    def declared(self, ref: SubjectRef) -> tuple[FactSet[Any], ...]:
        """What the inventory itself declares of a subject: complete fact sets with the basis ``register``.

        A list that is empty or left out is a complete empty set: nothing is declared.
        """
        return self.facts.get(ref, ())

    def credentials(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the credentials in use, each with the targets that it opens, sorted."""
        used: dict[str, set[str]] = {}
        for target in self.targets.values():
            for endpoint in target.endpoints.values():
                if endpoint.credential:
                    used.setdefault(endpoint.credential, set()).add(target.id)
        return {name: tuple(sorted(used[name])) for name in sorted(used)}


_ORDER = (
    SubjectKind.ORGANISATION,
    SubjectKind.ZONE,
    SubjectKind.SITE,
    SubjectKind.LINKAGE,
    SubjectKind.CONTRACT,
    SubjectKind.FILE,
    SubjectKind.TARGET,
    SubjectKind.RECORDER,
    SubjectKind.CAMERA,
)


def in_order(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Subjects by kind, and within a kind by identifier."""
    return tuple(sorted(subjects, key=lambda s: (_ORDER.index(s.ref.kind), s.ref.id)))
