"""sshd lets nobody in without a credential, in no Match block either.

Rationale: ``PermitEmptyPasswords`` under a Match block counts as much as in the base settings, and is seen less.

Passes when every system's sshd settings were read whole (a system without sshd has none) and no block permits empty
passwords or trusts another host in place of a credential. Fails with ``unauthenticated_access`` for each block that
does. Stays open when a system's settings could not be read whole.

References: Nagareyama 第4の3(1)ア; sshd_config(5) ``PermitEmptyPasswords``, ``HostbasedAuthentication``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import named
from auditor.facts.base import FactSet, Need
from auditor.facts.remote import SshdPolicy
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, judged, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=SshdPolicy, scope=Scope.SYSTEMS),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on all systems of the linkage; each system read is one thing examined."""
    sets = view.sets(SshdPolicy, Scope.SYSTEMS)
    items = [item for found in sets for policy in found.facts for item in _policy_items(view, found, policy)]
    return judged(
        examined=sum(s.complete for s in sets),
        met=message("sshd_empty_passwords.met"),
        broken=message("sshd_empty_passwords.broken", count=len(items)),
        items=items,
    )


def _policy_items(view: FactView, found: FactSet[SshdPolicy], policy: SshdPolicy) -> Iterable[Item]:
    arguments = {"target": found.subject.id, "block": policy.key}
    if policy.permit_empty_passwords:
        key = named(found.subject, view.subject, f"{policy.key}/PermitEmptyPasswords")
        said = message("sshd_empty_passwords.permitted", **arguments)
        yield violation(key, Reason.UNAUTHENTICATED_ACCESS, said, policy.place)
    if policy.host_based:
        key = named(found.subject, view.subject, f"{policy.key}/HostbasedAuthentication")
        said = message("sshd_empty_passwords.host_based", **arguments)
        yield violation(key, Reason.UNAUTHENTICATED_ACCESS, said, policy.place)
