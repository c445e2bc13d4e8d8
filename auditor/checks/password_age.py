"""No password is older than the city's own rule allows, where there is such a rule.

Rationale: national advice asks for no forced rotation; "適宜変更" means a change procedure and a change after a
compromise. An age limit counts only where a local rule sets one.

Passes without a limit (saying so), or when every usable account with a password changed it within the limit.

Fails with ``weak_password_policy`` for each older password. Stays open when the date of the last change could not be
read.

References: Nagareyama 第4の2(2)イ(イ)e(a); chage(1).
"""

from dataclasses import dataclass

from auditor.checks import people
from auditor.checks.gaps import named, unread_reason
from auditor.facts.accounts import Account, PasswordState
from auditor.facts.base import FactSet, Need
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The local rule, if there is one."""

    max_age: Period | None = None
    """Greatest age of a password; None where no rule sets one."""


NEEDS = (Need(fact=Account, scope=Scope.SYSTEMS),)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all accounts of the linkage's systems."""
    if parameters.max_age is None:
        no_rule = message("password_age.no_rule")
        return judged(examined=0, met=no_rule, broken=no_rule, none_on_record=no_rule)
    items: list[Item] = []
    examined = 0
    for found in view.sets(Account, Scope.SYSTEMS):
        for account in found.facts:
            if not people.lets_a_person_in(account) or account.password is PasswordState.LOCKED:
                continue
            examined += 1
            item = _account_item(view, found, account, parameters.max_age)
            if item is not None:
                items.append(people.if_enabled(item, account, unread_reason(found)))
    return judged(
        examined=examined,
        met=message("password_age.met", count=examined, limit=str(parameters.max_age)),
        broken=message("password_age.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _account_item(view: FactView, found: FactSet[Account], account: Account, limit: Period) -> Item | None:
    key = named(found.subject, view.subject, f"{account.name}/age")
    arguments = {"account": account.name, "target": found.subject.id}
    if account.password_changed is None:
        said = message("password_age.unread", **arguments)
        return undecided(key, unread_reason(found), said, account.place)
    if limit.after(account.password_changed) < view.as_of:
        said = message("password_age.old", day=account.password_changed.isoformat(), limit=str(limit), **arguments)
        return violation(key, Reason.WEAK_PASSWORD_POLICY, said, account.place)
    return None
