"""Who holds an account, whether they still serve, and whether they are entitled: shared by the account checks."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from auditor.facts.accounts import Account, PasswordState
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, undecided
from auditor.model.words import message


def lets_a_person_in(account: Account) -> bool:
    """True for an account that somebody logs in to, or may: one that is not known to be shut.

    An account of the operating system counts only when it has a password, needs none, or accepts a key.
    Root with a locked password and no key is no way in; it takes an administrator's own account first.
    """
    if account.enabled is False or not account.interactive:
        return False
    if account.system:
        return account.password in (PasswordState.SET, PasswordState.EMPTY) or account.has_keys is True
    if account.uid == 0 and account.password is PasswordState.LOCKED:
        return account.has_keys is not False
    return True


def holders(account: Account, target: str, view: FactView) -> tuple[RosterEntry, ...]:
    """Everyone whom the roster gives this account, those who have left included."""
    names = (account.name, f"{target}/{account.name}")
    return view.having(RosterEntry, Scope.ORGANISATION, accounts=names)


def serves(person: RosterEntry, as_of: date) -> bool:
    """True while the person is in the post; ``left`` is the last day in it."""
    return (person.since is None or person.since <= as_of) and (person.left is None or person.left >= as_of)


def loss_day(entitlement: Entitlement, person: RosterEntry | None) -> date | None:
    """The day from which the entitlement is lost: its end, or the day after the last one in the post."""
    days = []
    if entitlement.ended is not None:
        days.append(entitlement.ended)
    if person is not None and person.left is not None:
        days.append(person.left + timedelta(days=1))
    return min(days) if days else None


def concerns(entitlement: Entitlement, linkages: Collection[str], systems: Collection[str]) -> bool:
    """True when the entitlement is for one of the linkages, or for one of the systems."""
    return (bool(entitlement.linkage) and entitlement.linkage in linkages) or entitlement.target in systems


def entitlements_of(person: str, target: str, view: FactView) -> tuple[Entitlement, ...]:
    """A person's entitlements for the row's linkage or for one system."""
    mine = view.having(Entitlement, Scope.ORGANISATION, person=(person,))
    return tuple(e for e in mine if concerns(e, (view.subject.id,), (target,)))


def entitlements_on(person: str, target: str, linkages: Collection[str], view: FactView) -> tuple[Entitlement, ...]:
    """A person's entitlements that let them use one target: for it, or for a linkage on it without naming a target."""
    mine = view.having(Entitlement, Scope.ORGANISATION, person=(person,))
    return tuple(e for e in mine if e.target == target or (not e.target and concerns(e, linkages, (target,))))


def entitlements_nowhere(person: str, view: FactView) -> tuple[Entitlement, ...]:
    """A person's entitlements that name neither a target nor a linkage: at most a file, which may lie anywhere."""
    mine = view.having(Entitlement, Scope.ORGANISATION, person=(person,))
    return tuple(e for e in mine if not e.target and not e.linkage)


def declared_as_shared(
    account: Account, owner: SubjectRef, declared: Iterable[tuple[SubjectRef, DeclaredSharedAccount]]
) -> DeclaredSharedAccount | None:
    """The inventory's declaration that several persons may use the account, if there is one."""
    return next((d for where, d in declared if where == owner and d.account == account.name), None)


def if_enabled(item: Item, account: Account, reason: Reason) -> Item:
    """A violation only if the account can be logged in to; where that could not be read, it is not decided."""
    if item.state is not State.FAIL or account.enabled is not None:
        return item
    said = message("people.enabled_unknown", account=account.name)
    return undecided(item.key, reason, said, *item.places)
