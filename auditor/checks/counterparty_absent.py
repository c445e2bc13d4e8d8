"""Where the inventory says that the counterparty's users do not log on to our systems, the roster agrees.

Rationale: much is asked only where they do; one wrong word in the inventory would leave all of it out unseen.

Passes when the roster gives no serving person of the counterparty an account on a system of the linkage. Stays open
(``conflicting_evidence``) for each person it does give one, unless all of that person's entitlements for these systems
are for other linkages. It never fails, for the inventory or the roster may be the one that is wrong.

The roster is supporting: a city that keeps none has nothing that contradicts the inventory.

References: Nagareyama 第4の2(2).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks import people
from auditor.checks.filed import plain_name
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLinkage, DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, judged, undecided
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (
    Need(fact=DeclaredLinkage),
    Need(fact=RosterEntry, scope=Scope.ORGANISATION, supporting=True),
    Need(fact=Entitlement, scope=Scope.ORGANISATION, supporting=True),
    # Only names the linkage's systems: an inventory set, always whole.
    Need(fact=DeclaredSharedAccount, scope=Scope.SYSTEMS, supporting=True),
)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on what the inventory says of the counterparty's users."""
    declared = view.facts(DeclaredLinkage)
    return judged(
        examined=len(declared),
        met=message("counterparty_absent.met"),
        broken=message("counterparty_absent.met"),
        items=[item for linkage in declared for item in _items(view, linkage)],
    )


def _items(view: FactView, linkage: DeclaredLinkage) -> Iterable[Item]:
    systems = {s.subject.id for s in view.sets(DeclaredSharedAccount, Scope.SYSTEMS)}
    party = plain_name(linkage.counterparty)
    for person in view.facts(RosterEntry, Scope.ORGANISATION):
        if not party or plain_name(person.organisation) != party or not people.serves(person, view.as_of):
            continue
        accounts = tuple(a for a in person.accounts if _on(a, systems))
        if accounts and not _for_others(view, person, systems):
            said = message("counterparty_absent.has_account", person=person.person, accounts=accounts)
            yield undecided(person.person, Reason.CONFLICTING_EVIDENCE, said, person.place, linkage.place)


def _on(account: str, systems: set[str]) -> bool:
    """A bare account name counts on every system."""
    target, slash, _ = account.partition("/")
    return bool(systems) and (not slash or target in systems)


def _for_others(view: FactView, person: RosterEntry, systems: set[str]) -> bool:
    """Whether the person works on these systems, but within other linkages."""
    mine = [e for e in view.facts(Entitlement, Scope.ORGANISATION) if e.person == person.person]
    there = [e for e in mine if people.concerns(e, (view.subject.id,), systems) or e.linkage]
    return bool(there) and all(e.linkage not in ("", view.subject.id) for e in there)
