"""Every password compromise on record was followed by a change of the password.

Rationale: passwords need no forced rotation, but one that others may know must be changed.

Passes when every incident of the kind for the linkage or its systems has a change dated on or after the day it became
known, or when a whole register of incidents holds none.

Fails with ``missing_record`` when no change is on record by the day after the compromise became known.

Stays open when the incident has no date, became known on the very day of the audit, bears a change earlier than its
discovery, or when the system itself shows that the account's password is older than the discovery
(``conflicting_evidence``). Likewise (``missing_field``) for one without a change that names neither system nor
linkage, so that it may be of this one, or whose kind only begins like the one asked for (``password_leak``).

References: Nagareyama 第4の2(2)イ(イ)e(a).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from auditor.facts.accounts import Account
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Incident
from auditor.facts.view import FactView
from auditor.model.japan import JST
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which incidents count."""

    kind: str = "password_compromise"
    """Kind of the incident, as the register names it."""


NEEDS = (
    Need(fact=Incident, scope=Scope.ORGANISATION),
    # Only names the linkage's systems: an inventory set, always whole.
    Need(fact=DeclaredSharedAccount, scope=Scope.SYSTEMS, supporting=True),
    # Only contradicts the register where it can be read; a system that is down bars nothing.
    Need(fact=Account, scope=Scope.SYSTEMS, supporting=True),
)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all incidents of the kind."""
    systems = {s.subject.id for s in view.sets(DeclaredSharedAccount, Scope.SYSTEMS)}
    told = [i for i in view.facts(Incident, Scope.ORGANISATION) if _alike(i.kind, parameters.kind)]
    ours = [i for i in told if i.linkage == view.subject.id or i.target in systems]
    incidents = [i for i in ours if _plain(i.kind) == _plain(parameters.kind)]
    doubtful = [i for i in told if i not in incidents and (i in ours or not (i.linkage or i.target))]
    found = [_incident_item(view, incident) for incident in incidents]
    items = [item for item in found if item is not None] + [_doubt(i) for i in doubtful if not _settled(view, i)]
    return judged(
        examined=len(incidents),
        met=message("password_change.met", count=len(incidents)),
        broken=message("password_change.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
        none_on_record=message("password_change.none"),
    )


def _plain(kind: str) -> str:
    """A kind however it is spelt."""
    return re.sub(r"[-_. ]+", "_", kind.casefold())


def _alike(kind: str, asked: str) -> bool:
    """Kinds are free words: one that begins with the same word may mean the same."""
    return _plain(kind).partition("_")[0] == _plain(asked).partition("_")[0]


def _settled(view: FactView, incident: Incident) -> bool:
    """Whether nothing is left to do, whatever the incident was and wherever."""
    known, changed = incident.found, incident.changed
    return known is not None and changed is not None and changed >= known and _day(changed) <= view.as_of


def _doubt(incident: Incident) -> Item:
    code = "other_kind" if incident.linkage or incident.target else "unplaced"
    said = message(f"password_change.{code}", incident=incident.id, kind=incident.kind)
    return undecided(incident.id, Reason.MISSING_FIELD, said, incident.place)


def _day(moment: datetime) -> date:
    return moment.astimezone(JST).date()


def _incident_item(view: FactView, incident: Incident) -> Item | None:
    key = incident.id
    if incident.found is None:
        said = message("password_change.no_date", incident=key)
        return undecided(key, Reason.MISSING_FIELD, said, incident.place)
    known = _day(incident.found)
    arguments = {"incident": key, "known": known.isoformat()}
    if incident.changed is None or _day(incident.changed) > view.as_of:
        if known < view.as_of:
            said = message("password_change.not_changed", **arguments)
            return violation(key, Reason.MISSING_RECORD, said, incident.place)
        return undecided(key, Reason.MISSING_FIELD, message("password_change.today", **arguments), incident.place)
    arguments["changed"] = _day(incident.changed).isoformat()
    if incident.changed < incident.found:
        said = message("password_change.before", **arguments)
        return undecided(key, Reason.CONFLICTING_EVIDENCE, said, incident.place)
    for owner, account in view.owned(Account, Scope.SYSTEMS):
        same = account.name == incident.account and incident.target in ("", owner.id)
        if same and account.password_changed is not None and account.password_changed < known:
            said = message("password_change.contradicted", account=account.name, target=owner.id, **arguments)
            return undecided(key, Reason.CONFLICTING_EVIDENCE, said, incident.place, account.place)
    return None
