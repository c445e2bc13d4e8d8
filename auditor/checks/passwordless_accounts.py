"""No account logs in with an empty password.

Rationale: who has no right must be kept out; an account without a password keeps nobody out.

Passes when every account's password state was read and none that can be used is empty, or when no log-in stack lets
an empty password in and the states of the rest are known.

Fails with ``unauthenticated_access`` for each usable account with an empty password, whatever the log-in stack says:
``su`` and other services have stacks of their own.

Stays open when an account's password state could not be read while the stack would let an empty password in, or may.
That the stack would let one in (``nullok``), while there is none, is a remark.

References: Nagareyama 第4の3(1)ア; pam_unix(8).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import named, nothing_in, unread_reason
from auditor.checks.people import if_enabled
from auditor.facts.accounts import Account, PasswordPolicy, PasswordState
from auditor.facts.base import FactSet, Need
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Account, scope=Scope.SYSTEMS), Need(fact=PasswordPolicy, scope=Scope.SYSTEMS))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on all accounts of the linkage's systems."""
    policies = {s.subject: s for s in view.sets(PasswordPolicy, Scope.SYSTEMS)}
    items: list[Item] = []
    examined = 0
    for found in view.sets(Account, Scope.SYSTEMS):
        if found.complete and not found.facts:
            items.append(nothing_in(found, view.subject))
        examined += len(found.facts)
        stack = policies.get(found.subject)
        items.extend(_account_items(view, found, keeps_empty_out=_keeps_empty_out(stack)))
        if stack is not None:
            items.extend(_stack_items(view, stack))
    return judged(
        examined=examined,
        met=message("passwordless_accounts.met", count=examined),
        broken=message("passwordless_accounts.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _keeps_empty_out(stack: FactSet[PasswordPolicy] | None) -> bool:
    """True only when every log-in stack was read and none lets an empty password in."""
    if stack is None or not stack.complete or not stack.facts:
        return False
    return all(policy.empty_password_logs_in is False for policy in stack.facts)


def _account_items(view: FactView, found: FactSet[Account], *, keeps_empty_out: bool) -> Iterable[Item]:
    for account in found.facts:
        if account.enabled is False:
            continue
        key = named(found.subject, view.subject, account.name)
        arguments = {"account": account.name, "target": found.subject.id}
        if account.password is PasswordState.EMPTY:
            said = message("passwordless_accounts.empty", **arguments)
            item = violation(key, Reason.UNAUTHENTICATED_ACCESS, said, account.place)
            yield if_enabled(item, account, unread_reason(found))
        elif account.password is PasswordState.UNKNOWN and account.interactive and not keeps_empty_out:
            said = message("passwordless_accounts.unread", **arguments)
            yield undecided(key, unread_reason(found), said, account.place)


def _stack_items(view: FactView, stack: FactSet[PasswordPolicy]) -> Iterable[Item]:
    for policy in stack.facts:
        if policy.empty_password_logs_in:
            key = named(stack.subject, view.subject, f"{policy.service}/nullok")
            said = message("passwordless_accounts.nullok", target=stack.subject.id, service=policy.service)
            yield remark(key, said, policy.place)
