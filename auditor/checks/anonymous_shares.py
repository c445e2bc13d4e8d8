"""No folder is offered to the network without a credential.

Passes when every system was read whole and offers no share, or none that lets somebody in unnamed. Fails with
``unauthenticated_access`` for each anonymous share. Stays open when a system could not be read whole.

References: Nagareyama 第4の3(1)ア; smb.conf(5) ``guest ok``; exports(5).
"""

from dataclasses import dataclass

from auditor.checks.gaps import named
from auditor.facts.base import Need
from auditor.facts.remote import Share
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Verdict, judged, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Share, scope=Scope.SYSTEMS),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on all systems of the linkage; each system read is one thing examined."""
    sets = view.sets(Share, Scope.SYSTEMS)
    items = [
        violation(
            named(found.subject, view.subject, share.key),
            Reason.UNAUTHENTICATED_ACCESS,
            message(
                "anonymous_shares.anonymous",
                target=found.subject.id,
                share=share.name,
                path=share.path,
                protocol=share.protocol.upper(),
            ),
            share.place,
        )
        for found in sets
        for share in found.facts
        if share.anonymous
    ]
    return judged(
        examined=sum(s.complete for s in sets),
        met=message("anonymous_shares.met", count=sum(len(s.facts) for s in sets)),
        broken=message("anonymous_shares.broken", count=len(items)),
        items=items,
    )
