"""Every loss of an entitlement on record was followed by disabling the account, in time.

Rationale: who loses the entitlement, by its end or by leaving the post, must be shut out at once; the register shows
how long that took. The delay is counted in working days (Japanese holidays): a loss on Saturday that is carried out on
Monday has a delay of none.

Passes when entitlements for the linkage or its systems are on record and each one lost was disabled within the limit,
or none was lost.

Fails with ``late`` when disabling took longer, with ``missing_record`` when the limit has passed and no disabling is on
record.

Stays open when no entitlement for the linkage is on record at all (``empty``), the register is not whole, or the holder
of one that still holds is not on the roster (``missing_field``).

References: Nagareyama 第4の2(2)イ(イ)c.
"""

from dataclasses import dataclass

from auditor.checks import people
from auditor.checks.working_days import between
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How soon the loss must be followed."""

    within_days: int
    """Working days from the loss until the disabling; 0 means on the same day."""


NEEDS = (
    Need(fact=Entitlement, scope=Scope.ORGANISATION),
    Need(fact=RosterEntry, scope=Scope.ORGANISATION),
    # Only names the linkage's systems: an inventory set, always whole. This part must not wait for a server.
    Need(fact=DeclaredSharedAccount, scope=Scope.SYSTEMS, supporting=True),
)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every entitlement for the linkage or its systems."""
    systems = tuple(s.subject.id for s in view.sets(DeclaredSharedAccount, Scope.SYSTEMS))
    on_record = view.having(Entitlement, Scope.ORGANISATION, linkage=(view.subject.id,), target=systems)
    found = [_loss_item(view, e, parameters) for e in on_record]
    items = [item for item in found if item is not None]
    return judged(
        examined=len(on_record),
        met=message("revocation_prompt.met", count=len(on_record), days=parameters.within_days),
        broken=message("revocation_prompt.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _loss_item(view: FactView, entitlement: Entitlement, parameters: Parameters) -> Item | None:
    holder = next(iter(view.having(RosterEntry, Scope.ORGANISATION, person=(entitlement.person,))), None)
    lost = people.loss_day(entitlement, holder)
    if lost is None or lost > view.as_of:
        return None if holder is not None else _unknown_holder(view, entitlement)
    arguments = {"entitlement": entitlement.id, "person": entitlement.person, "lost": lost.isoformat()}
    # A disabling dated after the audit has not happened yet.
    disabled = entitlement.disabled
    if disabled is None or disabled > view.as_of:
        if between(lost, view.as_of) > parameters.within_days:
            said = message("revocation_prompt.no_record", **arguments)
            return violation(entitlement.id, Reason.MISSING_RECORD, said, entitlement.place)
        return remark(entitlement.id, message("revocation_prompt.due", **arguments), entitlement.place)
    delay = between(lost, disabled)
    if delay > parameters.within_days:
        said = message(
            "revocation_prompt.late",
            disabled=disabled.isoformat(),
            delay=delay,
            days=parameters.within_days,
            **arguments,
        )
        return violation(entitlement.id, Reason.LATE, said, entitlement.place)
    return None


def _unknown_holder(view: FactView, entitlement: Entitlement) -> Item:
    """Whoever was struck off the roster may have left: an entitlement of theirs that still holds is not decided."""
    why = next((s.reason for s in view.sets(RosterEntry, Scope.ORGANISATION) if s.reason), Reason.MISSING_FIELD)
    said = message("revocation_prompt.no_holder", entitlement=entitlement.id, person=entitlement.person)
    return undecided(entitlement.id, why, said, entitlement.place)
