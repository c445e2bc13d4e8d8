"""The password policy really in force makes passwords hard to guess, and no account has an empty one.

Rationale: length is what counts most; a check against dictionaries keeps makers' defaults and common words out. Where
the city's own rule asks for kinds of characters, that rule takes the place of the dictionary check.

Passes when on every system the least length is at least ``min_length``, the dictionary check is on (or, with
``min_classes`` set, at least so many kinds of characters are asked for), and no usable account has an empty password.

Fails with ``weak_password_policy``. Stays open when a setting or an account's password state could not be read.

What it cannot show: a password set before the policy keeps its old strength, and a default that passes the dictionary
check is not seen, for the audit never tries a password (it never risks locking an account). That root is let off the
policy is a remark.

References: Nagareyama 第4の2(2)イ(イ)e(a); pwquality.conf(5); login.defs(5).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks import people
from auditor.checks.gaps import named, nothing_in, unread_reason
from auditor.facts.accounts import Account, PasswordPolicy, PasswordState
from auditor.facts.base import FactSet, Need
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What is hard to guess."""

    min_length: int
    """Least number of characters."""
    min_classes: int | None = None
    """Least number of character kinds, of four; None where no rule asks for kinds."""


NEEDS = (Need(fact=PasswordPolicy, scope=Scope.SYSTEMS), Need(fact=Account, scope=Scope.SYSTEMS))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the policies and accounts of all systems."""
    items: list[Item] = []
    examined = 0
    for found in view.sets(PasswordPolicy, Scope.SYSTEMS):
        if found.complete and not found.facts:
            items.append(nothing_in(found, view.subject))
        for policy in found.facts:
            examined += 1
            items.extend(_policy_items(view, found, policy, parameters))
    for accounts in view.sets(Account, Scope.SYSTEMS):
        items.extend(_account_items(view, accounts))
    return judged(
        examined=examined,
        met=message("password_strength.met", length=parameters.min_length),
        broken=message("password_strength.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _policy_items(
    view: FactView, found: FactSet[PasswordPolicy], policy: PasswordPolicy, parameters: Parameters
) -> Iterable[Item]:
    def key(setting: str) -> str:
        return named(found.subject, view.subject, f"{policy.service}/{setting}")

    origins = dict(policy.origins)
    if policy.min_length is None:
        yield _unread(key("min_length"), found, policy, "min_length")
    elif policy.min_length < parameters.min_length:
        said = message(
            "password_strength.short",
            target=found.subject.id,
            length=policy.min_length,
            least=parameters.min_length,
            origin=origins.get("min_length", policy.service),
        )
        yield violation(key("min_length"), Reason.WEAK_PASSWORD_POLICY, said, policy.source_of("min_length"))
    if parameters.min_classes is not None:
        if policy.min_classes is None:
            yield _unread(key("min_classes"), found, policy, "min_classes")
        elif policy.min_classes < parameters.min_classes:
            said = message(
                "password_strength.classes",
                target=found.subject.id,
                classes=policy.min_classes,
                least=parameters.min_classes,
            )
            yield violation(key("min_classes"), Reason.WEAK_PASSWORD_POLICY, said, policy.source_of("min_classes"))
    elif policy.dictionary_check is None:
        yield _unread(key("dictionary_check"), found, policy, "dictionary_check")
    elif not policy.dictionary_check:
        said = message("password_strength.no_dictionary", target=found.subject.id)
        yield violation(
            key("dictionary_check"), Reason.WEAK_PASSWORD_POLICY, said, policy.source_of("dictionary_check")
        )
    if policy.enforced_for_root is False:
        said = message("password_strength.not_root", target=found.subject.id)
        yield remark(key("enforced_for_root"), said, policy.place)


def _unread(key: str, found: FactSet[PasswordPolicy], policy: PasswordPolicy, setting: str) -> Item:
    said = message("password_strength.unread", target=found.subject.id, setting=setting)
    return undecided(key, unread_reason(found), said, policy.place)


def _account_items(view: FactView, found: FactSet[Account]) -> Iterable[Item]:
    for account in found.facts:
        if not people.lets_a_person_in(account):
            continue
        key = named(found.subject, view.subject, account.name)
        arguments = {"account": account.name, "target": found.subject.id}
        if account.password is PasswordState.EMPTY:
            said = message("password_strength.empty", **arguments)
            item = violation(key, Reason.WEAK_PASSWORD_POLICY, said, account.place)
            yield people.if_enabled(item, account, unread_reason(found))
        elif account.password is PasswordState.UNKNOWN:
            said = message("password_strength.state_unread", **arguments)
            yield undecided(key, unread_reason(found), said, account.place)
