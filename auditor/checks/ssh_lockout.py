"""Failed log-ins over SSH count towards the lockout.

Rationale: the lockout lives in PAM; where sshd checks passwords by itself (``UsePAM no``), any number of guesses is
free, whatever faillock says.

Passes when no block of the sshd settings takes a password, or sshd uses PAM. Fails with ``no_lockout`` for each block
that takes passwords without PAM. Stays open when the settings could not be read whole. How soon PAM locks is asked by
`lockout`.

References: Inagi 第22第1項; sshd_config(5) ``UsePAM``.
"""

from dataclasses import dataclass

from auditor.facts.base import Need
from auditor.facts.remote import SshdPolicy
from auditor.facts.view import FactView
from auditor.model.terms import Reason
from auditor.model.verdict import Verdict, judged, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=SshdPolicy),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every block of the target's sshd settings."""
    items = [
        violation(
            f"{policy.key}/UsePAM", Reason.NO_LOCKOUT, message("ssh_lockout.no_pam", block=policy.key), policy.place
        )
        for policy in view.facts(SshdPolicy)
        if policy.password_authentication and not policy.use_pam
    ]
    return judged(
        examined=sum(s.complete for s in view.sets(SshdPolicy)),
        met=message("ssh_lockout.met"),
        broken=message("ssh_lockout.broken"),
        items=items,
    )
