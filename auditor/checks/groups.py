"""Who is in a group of people on the audit's day: by the roster, by an entitlement, or by a card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.checks.filed import plain_name
from auditor.checks.people import serves
from auditor.checks.selecting import can_link, of_subject
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Card, Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.evidence import Place
from auditor.model.terms import Scope

Group = Literal["roster", "entitled", "cards"]

_ROSTER = Need(fact=RosterEntry, scope=Scope.ORGANISATION)

GROUPS: Mapping[str, tuple[Need, ...]] = {
    "roster": (_ROSTER,),
    "entitled": (
        _ROSTER,
        Need(fact=Entitlement, scope=Scope.ORGANISATION),
        # Only name the systems of a linkage, or those that hold a file: inventory sets, always whole.
        Need(fact=DeclaredSharedAccount, scope=Scope.SYSTEMS, supporting=True),
        Need(fact=DeclaredSharedAccount, scope=Scope.HOLDINGS, supporting=True),
    ),
    "cards": (_ROSTER, Need(fact=Card, scope=Scope.ORGANISATION)),
}
"""What tells who is in each group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody of the group."""

    person: str
    place: Place
    """Where the register says so."""


def members(view: FactView, group: Group, roles: tuple[str, ...], *, own: bool) -> tuple[Member, ...]:
    """Everyone of the group on the audit's day, each once, in the register's order."""
    if group == "roster":
        roster = view.facts(RosterEntry, Scope.ORGANISATION)
        fit = [p for p in roster if serves(p, view.as_of) and _fits(p, roles, own)]
        return tuple(Member(person=p.person, place=p.place) for p in fit)
    found: dict[str, Member] = {}
    for name, place in _entitled(view) if group == "entitled" else _with_cards(view):
        plain = plain_name(name)
        if plain in found or not plain:
            continue
        entries = view.having(RosterEntry, Scope.ORGANISATION, plain_name, person=(plain,))
        serving = [p for p in entries if serves(p, view.as_of)]
        if entries and not serving:
            continue  # has left
        # Whoever is not on the roster may be anybody, and so counts, whatever the role.
        if not entries or any(_fits(p, roles, own) for p in serving):
            found[plain] = Member(person=name.strip(), place=place)
    return tuple(found.values())


def _fits(person: RosterEntry, roles: tuple[str, ...], own: bool) -> bool:
    of_city = not person.organisation.strip()
    return (not roles or not set(roles).isdisjoint(person.roles)) and (of_city or not own)


def _entitled(view: FactView) -> Iterable[tuple[str, Place]]:
    """Holders of an entitlement for the row's subject, or for a system of it (but not for another linkage there)."""
    kind, identifier = view.subject.kind, view.subject.id
    systems = {
        s.subject.id for scope in (Scope.SYSTEMS, Scope.HOLDINGS) for s in view.sets(DeclaredSharedAccount, scope)
    }
    mine = of_subject(view, Entitlement, general=not can_link(Entitlement, kind))
    there = view.having(Entitlement, Scope.ORGANISATION, target=systems)
    others = [e for e in there if e.linkage in ("", identifier)]
    for entitlement in {e.id: e for e in (*mine, *others)}.values():
        begun = entitlement.granted is None or entitlement.granted <= view.as_of
        held = entitlement.ended is None or entitlement.ended > view.as_of
        if begun and held:
            yield entitlement.person, entitlement.place


def _with_cards(view: FactView) -> Iterable[tuple[str, Place]]:
    """Holders of a card that was issued, and neither returned, lost nor made invalid."""
    for card in of_subject(view, Card, general=not can_link(Card, view.subject.kind)):
        begun = card.issued_on is None or card.issued_on <= view.as_of
        ends = (card.returned_on, card.lost_on, card.invalidated_on)
        if begun and all(day is None or day > view.as_of for day in ends):
            yield card.person, card.place
