"""What a check sees: the fact sets it declared it needs, and the date of the audit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from auditor.facts.base import F, FactSet, Need
from auditor.model.subject import SubjectRef
from auditor.model.terms import Scope


@dataclass(frozen=True, kw_only=True)
class FactView:
    """Facts of all subjects a check may read. It holds only what the check declared; asking for more is a bug."""

    subject: SubjectRef
    as_of: date
    """The audit's date (監査基準日), in Japan time."""
    by_need: Mapping[tuple[type, Scope], Sequence[FactSet[Any]]]

    def sets(self, fact: type[F], scope: Scope = Scope.SUBJECT) -> tuple[FactSet[F], ...]:
        """The fact sets of one declared need, one for each owner in its scope (several targets of a linkage)."""
        return cast("tuple[FactSet[F], ...]", tuple(self.by_need[(fact, scope)]))

    def facts(self, fact: type[F], scope: Scope = Scope.SUBJECT) -> tuple[F, ...]:
        """All facts of one declared need, whoever they are about."""
        return tuple(f for s in self.sets(fact, scope) for f in s.facts)

    def owned(self, fact: type[F], scope: Scope = Scope.SUBJECT) -> tuple[tuple[SubjectRef, F], ...]:
        """All facts of one declared need with their owners."""
        return tuple((s.subject, f) for s in self.sets(fact, scope) for f in s.facts)


def view_of(subject: SubjectRef, as_of: date, needs: Iterable[Need], sets: Iterable[FactSet[Any]]) -> FactView:
    """A view for tests of checks and for the engine: every set goes to every need of its type whose scope fits.

    A need of scope SUBJECT takes the sets of ``subject``; any other scope takes the sets of its type about others,
    or, when there are none, about the subject.
    """
    by_need: dict[tuple[type, Scope], list[FactSet[Any]]] = {}
    pool = list(sets)
    for need in needs:
        of_type = [s for s in pool if s.type is need.fact]
        own = [s for s in of_type if s.subject == subject]
        others = [s for s in of_type if s.subject != subject]
        by_need[(need.fact, need.scope)] = own if need.scope is Scope.SUBJECT else (others or own)
    return FactView(subject=subject, as_of=as_of, by_need=by_need)
