"""What a check sees: the fact sets it declared it needs, and the date of the audit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from auditor.facts.base import F, Fact, FactSet, Need
from auditor.model.subject import SubjectRef
from auditor.model.terms import Scope

Indexes = dict[tuple[int, str, Callable[[str], str] | None], tuple[FactSet[Any], Mapping[str, Sequence[int]]]]
"""By the identity of a fact set, a field's name and how it is spelt: the set, and places in it by the field's texts."""


@dataclass(frozen=True, kw_only=True)
class FactView:
    """Facts of all subjects a check may read. It holds only what the check declared; asking for more is a bug."""

    subject: SubjectRef
    as_of: date
    """The audit's date (監査基準日), in Japan time."""
    by_need: Mapping[tuple[type, Scope], Sequence[FactSet[Any]]]
    indexes: Indexes = field(default_factory=dict, repr=False, compare=False)
    """What `having` has looked up before; the engine shares it among all rows of a run."""

    cited: dict[type, set[str]] = field(default_factory=dict, repr=False, compare=False)
    """By fact type, keys of the facts that the check named as those it judged by; see `cite`."""

    def cite(self, fact: type[Fact], facts: Iterable[Fact]) -> None:
        """Say which facts of a type the verdict rests on, so that the row cites their files and no others.

        A type of which none is ever named is cited whole.
        """
        self.cited.setdefault(fact, set()).update(one.key for one in facts)

    def sets(self, fact: type[F], scope: Scope = Scope.SUBJECT) -> tuple[FactSet[F], ...]:
        """The fact sets of one declared need, one for each owner in its scope (several targets of a linkage)."""
        return cast("tuple[FactSet[F], ...]", tuple(self.by_need[(fact, scope)]))

    def facts(self, fact: type[F], scope: Scope = Scope.SUBJECT) -> tuple[F, ...]:
        """All facts of one declared need, whoever they are about."""
        return tuple(f for s in self.sets(fact, scope) for f in s.facts)

    def having(
        self, fact: type[F], scope: Scope, spelt: Callable[[str], str] | None = None, **wanted: Iterable[str]
    ) -> tuple[F, ...]:
        """The facts of a need of which some named field is (or, being a tuple, holds) one of the texts wanted.

        In their order, each once. Large registers are searched once a field, however many rows ask. ``spelt`` makes
        the field's texts comparable; those wanted must be so already.
        """
        found: list[F] = []
        for one in self.sets(fact, scope):
            places: set[int] = set()
            for name, values in wanted.items():
                index = self._index(one, name, spelt)
                places.update(place for value in values for place in index.get(value, ()))
            found.extend(one.facts[place] for place in sorted(places))
        return tuple(found)

    def _index(self, one: FactSet[Any], name: str, spelt: Callable[[str], str] | None) -> Mapping[str, Sequence[int]]:
        key = (id(one), name, spelt)
        known = self.indexes.get(key)
        if known is not None and known[0] is one:
            return known[1]
        index: dict[str, list[int]] = {}
        for place, fact in enumerate(one.facts):
            value = getattr(fact, name)
            texts = value if isinstance(value, tuple) else (value,)
            for text in dict.fromkeys(texts if spelt is None else map(spelt, texts)):
                index.setdefault(text, []).append(place)
        self.indexes[key] = (one, index)
        return index

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
