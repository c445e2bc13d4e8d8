"""An account is locked after a few failed log-ins.

Passes when every log-in stack that was read locks after at most ``max_attempts`` failures and, where ``min_lock`` is
set, for at least that long (0 seconds means until an administrator releases it).

Fails with ``no_lockout`` when it never locks, locks later, or releases sooner. Stays open when a setting could not be
read. That root is never locked is a remark: locking root out has dangers of its own, and its log-in over the network is
asked by `root_login`.

References: Inagi 第14(1), 第22第1項; pam_faillock(8), faillock.conf(5).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import unread_reason
from auditor.facts.accounts import PasswordPolicy
from auditor.facts.base import FactSet, Need
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import Argument, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """When an account must be locked, and for how long."""

    max_attempts: int
    """Greatest number of failures before it locks."""
    min_lock: Period | None = None
    """Least time that it stays locked; None where no rule says."""


NEEDS = (Need(fact=PasswordPolicy),)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every log-in stack of the target."""
    items: list[Item] = []
    examined = 0
    for found in view.sets(PasswordPolicy):
        for policy in found.facts:
            examined += 1
            items.extend(_policy_items(found, policy, parameters))
    return judged(
        examined=examined,
        met=message("lockout.met", limit=parameters.max_attempts),
        broken=message("lockout.broken"),
        items=items,
    )


def _policy_items(found: FactSet[PasswordPolicy], policy: PasswordPolicy, parameters: Parameters) -> Iterable[Item]:
    key = f"{policy.service}/lockout_threshold"
    arguments: dict[str, Argument] = {"service": policy.service, "limit": parameters.max_attempts}
    if policy.lockout_threshold is None:
        said = message("lockout.unread", setting="lockout_threshold", **arguments)
        yield undecided(key, unread_reason(found), said, policy.source_of("lockout_threshold"))
    elif policy.lockout_threshold <= 0:
        yield violation(
            key, Reason.NO_LOCKOUT, message("lockout.never", **arguments), policy.source_of("lockout_threshold")
        )
    elif policy.lockout_threshold > parameters.max_attempts:
        said = message("lockout.too_many", attempts=policy.lockout_threshold, **arguments)
        yield violation(key, Reason.NO_LOCKOUT, said, policy.source_of("lockout_threshold"))
    else:
        yield from _duration_items(found, policy, parameters)
        if policy.lockout_for_root is False:
            yield remark(
                f"{policy.service}/lockout_for_root",
                message("lockout.not_root", **arguments),
                policy.source_of("lockout_for_root"),
            )


def _duration_items(found: FactSet[PasswordPolicy], policy: PasswordPolicy, parameters: Parameters) -> Iterable[Item]:
    least = parameters.min_lock
    if least is None or policy.lockout_seconds == 0:
        return
    key = f"{policy.service}/lockout_seconds"
    if policy.lockout_seconds is None:
        said = message("lockout.unread", setting="lockout_seconds", service=policy.service)
        yield undecided(key, unread_reason(found), said, policy.source_of("lockout_seconds"))
    elif policy.lockout_seconds < least.delta.total_seconds():
        said = message("lockout.too_short", service=policy.service, seconds=policy.lockout_seconds, least=str(least))
        yield violation(key, Reason.NO_LOCKOUT, said, policy.source_of("lockout_seconds"))
