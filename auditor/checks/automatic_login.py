"""No system logs somebody in by itself.

Rationale: a display manager or console that starts a session without asking gives whoever stands before it the rights
of that user.

Passes when every system was read whole and has no such setting, or only ones that are switched off. Fails with
``unauthenticated_access`` for each that is on. Stays open when a system could not be read whole.

References: Nagareyama 第4の3(1)ア; agetty(8) ``--autologin``; the display managers' own manuals.
"""

from dataclasses import dataclass

from auditor.checks.gaps import named
from auditor.facts.accounts import AutomaticLogin
from auditor.facts.base import Need
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Verdict, judged, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=AutomaticLogin, scope=Scope.SYSTEMS),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on all systems of the linkage; each system read is one thing examined."""
    sets = view.sets(AutomaticLogin, Scope.SYSTEMS)
    items = [
        violation(
            named(found.subject, view.subject, setting.key),
            Reason.UNAUTHENTICATED_ACCESS,
            message("automatic_login.active", target=found.subject.id, mechanism=setting.mechanism, user=setting.user),
            setting.place,
        )
        for found in sets
        for setting in found.facts
        if setting.active
    ]
    return judged(
        examined=sum(s.complete for s in sets),
        met=message("automatic_login.met"),
        broken=message("automatic_login.broken", count=len(items)),
        items=items,
    )
