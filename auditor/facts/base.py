"""Fact, fact set, and what a check declares it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from auditor.model.evidence import ArtefactRef, Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, Scope
from auditor.model.words import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A small typed statement with a natural key and the place it was read.

    A field declared with `measured` holds what changes by nature from night to night (clock, counter, uptime).
    """

    place: Place

    @property
    def key(self) -> str:
        """The natural key: unique among the facts of its type and subject, the same every night."""
        raise AssertionError(f"{type(self).__name__} declares no key")


MEASURED: Mapping[str, bool] = {"measured": True}
"""Metadata of a dataclass field that holds a measured value: ``field(metadata=MEASURED)``."""


def measured_fields(fact_type: type[Fact]) -> frozenset[str]:
    """Names of the measured fields of a fact type."""
    return frozenset(f.name for f in fields(fact_type) if f.metadata.get("measured"))


F = TypeVar("F", bound=Fact)
F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class FactSet(Generic[F_co]):
    """All facts of one type for one subject, with how much of them could be read."""

    type: type[F_co]
    subject: SubjectRef
    facts: tuple[F_co, ...] = ()
    completeness: Completeness
    reason: Reason | None = None
    """Why it is not complete; None exactly when it is."""
    detail: Message | None = None
    """What was missing, in words (which file, which right)."""
    basis: Basis
    collected_at: datetime
    artefacts: tuple[ArtefactRef, ...] = ()

    def __post_init__(self) -> None:
        if (self.completeness is Completeness.COMPLETE) != (self.reason is None):
            raise ValueError(f"{self.type.__name__} of {self.subject}: completeness and reason disagree")

    @property
    def complete(self) -> bool:
        """True when every fact there is was read."""
        return self.completeness is Completeness.COMPLETE


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A fact type that a check reads, and whose."""

    fact: type[Fact]
    scope: Scope = Scope.SUBJECT
    supporting: bool = False
    """A supporting set may be incomplete without barring a pass: it only adds remarks or explains. Use it sparingly
    and never for what the requirement rests on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Why a parser could not give all facts of a type."""

    completeness: Completeness
    reason: Reason
    detail: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed(Generic[F_co]):
    """What a parser gives for one fact type and subject."""

    type: type[F_co]
    facts: tuple[F_co, ...] = ()
    gap: Gap | None = None
    """None when these are all the facts there are."""
    subject: SubjectRef | None = None
    """Another subject than the target itself (a camera on a recorder)."""
    origins: tuple[str, ...] = field(default=())
    """Origins of the artefacts it rests on; empty means all that the parser was given."""


AnyParsed = Parsed[Any]
