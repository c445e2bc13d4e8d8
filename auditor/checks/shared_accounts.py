"""No account is used by several people or by nobody in particular.

Rationale: what was done under a shared name cannot be held to anybody, and its password does not change when one of its
users leaves.

Passes when each usable account has one holder on the roster and no generic name, or is declared as shared in the
inventory with a reason and a custodian.

Fails with ``shared_account`` for a generic name, for several serving holders, and for none on a whole roster.

Stays open when it could not be read whether the account is enabled, when the roster is not whole, or when a declared
shared account lacks its reason or custodian. Declared ones are a remark.

References: Inagi 第14(1).
"""

import re
import unicodedata
from dataclasses import dataclass

from auditor.checks import people
from auditor.checks.gaps import absence, unread_reason
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet, Need
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import RosterEntry
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message

_NUMBERED = re.compile(r"[-_.]?[0-9]{1,4}$")


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which names tell no person."""

    generic_names: tuple[str, ...]
    """Names such as ``guest``, ``user``, ``kyoyu``; case, width and a number at the end do not matter."""


NEEDS = (Need(fact=Account), Need(fact=DeclaredSharedAccount), Need(fact=RosterEntry, scope=Scope.ORGANISATION))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all accounts of the target."""
    generic = frozenset(_plain(name) for name in parameters.generic_names)
    items: list[Item] = []
    examined = 0
    for found in view.sets(Account):
        for account in found.facts:
            if people.lets_a_person_in(account):
                examined += 1
                item = _account_item(view, found, account, generic)
                if item is not None:
                    items.append(people.if_enabled(item, account, unread_reason(found)))
    return judged(
        examined=examined,
        met=message("shared_accounts.met", count=examined),
        broken=message("shared_accounts.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _plain(name: str) -> str:
    """A name without what does not tell people apart: case, width, a number at the end."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _NUMBERED.sub("", folded) or folded


def _account_item(view: FactView, found: FactSet[Account], account: Account, generic: frozenset[str]) -> Item | None:
    name = account.name
    shared = people.declared_as_shared(account, found.subject, view.owned(DeclaredSharedAccount))
    if shared is not None:
        if shared.custodian.strip() and shared.reason.strip():
            said = message("shared_accounts.declared", account=name, custodian=shared.custodian)
            return remark(name, said, account.place, shared.place)
        return undecided(name, Reason.MISSING_FIELD, message("shared_accounts.terms", account=name), shared.place)
    roster = people.holders(account, found.subject.id, view)
    serving = tuple(p for p in roster if people.serves(p, view.as_of))
    if _plain(name) in generic:
        said = message("shared_accounts.generic", account=name)
        return violation(name, Reason.SHARED_ACCOUNT, said, account.place)
    if len(serving) > 1:
        said = message("shared_accounts.several", account=name, people=tuple(p.person for p in serving))
        return violation(name, Reason.SHARED_ACCOUNT, said, account.place, *(p.place for p in serving))
    if not serving:
        said = message("shared_accounts.nobody", account=name)
        return absence(name, view.sets(RosterEntry, Scope.ORGANISATION), Reason.SHARED_ACCOUNT, said, account.place)
    return None
