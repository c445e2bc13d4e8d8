"""No account on the systems of a linkage is left enabled after its owner lost the right to it.

Rationale: who has lost the entitlement is shut out at once; the register may say so, the system shows it.

Passes when each account that somebody can log in to has an owner who still serves and has not lost the entitlement, or
is declared as shared with a custodian.

Fails with ``left_enabled`` when every owner has left the post or lost each entitlement for the system, and more working
days have passed since than are allowed.

Stays open when nobody on the roster holds the account, or no entitlement of its owner is on record: either may have
been struck off after the loss. Likewise when it could not be read whether the account is enabled. On what an
entitlement rests is asked by `accounts_entitled`.

References: Nagareyama 第4の2(2)イ(イ)c.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from auditor.checks import people
from auditor.checks.gaps import named, unread_reason
from auditor.checks.working_days import between
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet, Need
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import Argument, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How soon an account must be shut."""

    within_days: int
    """Working days from the loss until the account must be disabled; 0 means on the same day."""


NEEDS = (
    Need(fact=Account, scope=Scope.SYSTEMS),
    Need(fact=DeclaredSharedAccount, scope=Scope.SYSTEMS),
    Need(fact=RosterEntry, scope=Scope.ORGANISATION),
    Need(fact=Entitlement, scope=Scope.ORGANISATION),
)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all accounts of the linkage's systems."""
    items: list[Item] = []
    examined = 0
    for found in view.sets(Account, Scope.SYSTEMS):
        for account in found.facts:
            if not people.lets_a_person_in(account):
                continue
            examined += 1
            item = _account_item(view, found, account, parameters)
            if item is not None:
                items.append(people.if_enabled(item, account, unread_reason(found)))
    return judged(
        examined=examined,
        met=message("accounts_left.met", count=examined),
        broken=message("accounts_left.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _account_item(view: FactView, found: FactSet[Account], account: Account, parameters: Parameters) -> Item | None:
    key = named(found.subject, view.subject, account.name)
    shared = people.declared_as_shared(account, found.subject, view.owned(DeclaredSharedAccount, Scope.SYSTEMS))
    if shared is not None:
        if shared.custodian.strip():
            return None
        said = message("people.no_custodian", account=account.name)
        return undecided(key, Reason.MISSING_FIELD, said, shared.place)
    owners = people.holders(account, found.subject.id, view)
    if not owners:
        said = message("accounts_left.no_owner", account=account.name, target=found.subject.id)
        return undecided(key, Reason.MISSING_FIELD, said, account.place)
    rights = [_right(view, found.subject.id, owner) for owner in owners]
    if any(right is _Right.HELD for right in rights):
        return None
    days = [right for right in rights if isinstance(right, date)]
    if len(days) < len(rights):
        said = message("accounts_left.no_entitlement", account=account.name, people=tuple(p.person for p in owners))
        return undecided(key, Reason.MISSING_FIELD, said, account.place, *(p.place for p in owners))
    lost = max(days)
    arguments: dict[str, Argument] = {
        "account": account.name,
        "people": tuple(p.person for p in owners),
        "day": lost.isoformat(),
    }
    if between(lost, view.as_of) > parameters.within_days:
        said = message("accounts_left.enabled", **arguments)
        return violation(key, Reason.LEFT_ENABLED, said, account.place, *(p.place for p in owners))
    return remark(key, message("accounts_left.due", **arguments), account.place)


class _Right(Enum):
    HELD = "held"
    NOT_ON_RECORD = "not_on_record"


def _right(view: FactView, target: str, owner: RosterEntry) -> date | _Right:
    """Since when the owner has no right to the account, or that there is one, or that none was ever on record."""
    mine = people.entitlements_of(owner.person, target, view)
    if owner.left is not None and owner.left < view.as_of:
        return owner.left + timedelta(days=1)
    if not mine:
        return _Right.NOT_ON_RECORD
    ends = [e.ended for e in mine if e.ended is not None and e.ended <= view.as_of]
    return max(ends) if len(ends) == len(mine) else _Right.HELD
