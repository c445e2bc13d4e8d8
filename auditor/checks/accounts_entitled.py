"""Every enabled account on a linkage's systems, or on a target, has one owner who serves and is entitled.

Rationale: who may reach a personal-information file is laid down; the accounts on the system must be of those people.

Passes when each account that somebody can log in to belongs, by the roster, to exactly one serving person who holds an
entitlement for the system or the linkage on the audit's date, resting on a document that is in force; an account
declared as shared needs a custodian instead. For a counterparty's people the document must be of ``document_kind``.
With ``of: subject`` the row is about a target: its own accounts are judged, and an entitlement counts that names this
target, or no target but a linkage that runs on it.

Fails with ``not_entitled`` (no owner on a whole roster, no entitlement, or one that rests on nothing in force),
``left_enabled`` (its owners have all left), ``shared_account`` (several serving owners, not declared).

Stays open when it could not be read whether the account is enabled, when roster, entitlements or documents are not
whole, when a date, a document or a custodian is not entered, when the document is of another party than the owner, or
(on targets) when the owner's entitlements name neither a target nor a linkage.
Root counts when it has a password or a key; with a locked password and no key it is no way in. Accounts of the
operating system count when they have a password.

References: Nagareyama 第4の2(2)イ(ア).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from auditor.checks import people
from auditor.checks.filed import plain_name
from auditor.checks.gaps import absence, named, unread_reason
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet, Need
from auditor.facts.declared import DeclaredLinkage, DeclaredSharedAccount
from auditor.facts.records import DocumentRecord, Entitlement, RosterEntry
from auditor.facts.view import FactView
from auditor.model.terms import OPEN_STATES, Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Under what a counterparty's people are entitled."""

    document_kind: str = "access_qualification"
    """Kind of the counterparty's document that says who may access."""
    of: Literal["systems", "subject"] = "systems"
    """Whose accounts: those on the systems of the row's linkage, or those of the row's own target."""


NEEDS: tuple[Need, ...] = ()

_SCOPES = {"systems": Scope.SYSTEMS, "subject": Scope.SUBJECT}


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """Accounts of the linkage's systems or of the target, and the registers of people, rights and documents."""
    scope = _SCOPES[str(parameters.get("of", "systems"))]
    found = (
        Need(fact=Account, scope=scope),
        Need(fact=DeclaredSharedAccount, scope=scope),
        Need(fact=RosterEntry, scope=Scope.ORGANISATION),
        Need(fact=Entitlement, scope=Scope.ORGANISATION),
        Need(fact=DocumentRecord, scope=Scope.ORGANISATION),
    )
    if scope is Scope.SYSTEMS:
        return found
    # Without them only the target's own entitlements count, so that nothing passes for want of them.
    return (*found, Need(fact=DeclaredLinkage, scope=Scope.LINKAGES, supporting=True))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all accounts of the linkage's systems, or of the target."""
    items: list[Item] = []
    examined = 0
    for found in view.sets(Account, _SCOPES[parameters.of]):
        for account in found.facts:
            if people.lets_a_person_in(account):
                examined += 1
                items.extend(
                    people.if_enabled(item, account, unread_reason(found))
                    for item in _account_items(view, found, account, parameters)
                )
    return judged(
        examined=examined,
        met=message("accounts_entitled.met", count=examined),
        broken=message("accounts_entitled.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _account_items(
    view: FactView, found: FactSet[Account], account: Account, parameters: Parameters
) -> tuple[Item, ...]:
    key = named(found.subject, view.subject, account.name)
    shared = people.declared_as_shared(
        account, found.subject, view.owned(DeclaredSharedAccount, _SCOPES[parameters.of])
    )
    if shared is not None:
        if shared.custodian.strip():
            return ()
        said = message("people.no_custodian", account=account.name)
        return (undecided(key, Reason.MISSING_FIELD, said, shared.place),)
    owners = people.holders(account, found.subject.id, view)
    serving = tuple(p for p in owners if people.serves(p, view.as_of))
    if not owners:
        said = message("accounts_entitled.no_owner", account=account.name, target=found.subject.id)
        return (absence(key, view.sets(RosterEntry, Scope.ORGANISATION), Reason.NOT_ENTITLED, said, account.place),)
    if not serving:
        said = message("accounts_entitled.left", account=account.name, people=tuple(p.person for p in owners))
        return (violation(key, Reason.LEFT_ENABLED, said, account.place, *(p.place for p in owners)),)
    if len(serving) > 1:
        said = message("accounts_entitled.several", account=account.name, people=tuple(p.person for p in serving))
        return (violation(key, Reason.SHARED_ACCOUNT, said, account.place, *(p.place for p in serving)),)
    return _owner_items(view, key, found.subject.id, account, serving[0], parameters)


def _owner_items(
    view: FactView, key: str, target: str, account: Account, owner: RosterEntry, parameters: Parameters
) -> tuple[Item, ...]:
    """What keeps the best of the owner's entitlements from holding; nothing when one holds."""
    holding = [e for e in _entitlements(view, owner.person, target, parameters) if _holds(e, view.as_of)]
    arguments = {"account": account.name, "person": owner.person}
    if not holding and parameters.of == "subject":
        nowhere = [e for e in people.entitlements_nowhere(owner.person, view) if _holds(e, view.as_of)]
        if nowhere:
            said = message("accounts_entitled.nowhere", entitlements=tuple(e.id for e in nowhere), **arguments)
            return (undecided(key, Reason.MISSING_FIELD, said, account.place, *(e.place for e in nowhere)),)
    if not holding:
        said = message("accounts_entitled.not_entitled", **arguments)
        return (absence(key, view.sets(Entitlement, Scope.ORGANISATION), Reason.NOT_ENTITLED, said, account.place),)
    graded = [tuple(_entitlement_items(view, key, e, owner, parameters)) for e in holding]
    return min(graded, key=_grade)


def _entitlements(view: FactView, person: str, target: str, parameters: Parameters) -> tuple[Entitlement, ...]:
    if parameters.of == "systems":
        return people.entitlements_of(person, target, view)
    linkages = frozenset(d.linkage for d in view.facts(DeclaredLinkage, Scope.LINKAGES))
    return people.entitlements_on(person, target, linkages, view)


def _holds(entitlement: Entitlement, as_of: date) -> bool:
    begun = entitlement.granted is None or entitlement.granted <= as_of
    return begun and (entitlement.ended is None or entitlement.ended >= as_of)


def _entitlement_items(
    view: FactView, key: str, entitlement: Entitlement, owner: RosterEntry, parameters: Parameters
) -> Iterable[Item]:
    arguments = {"entitlement": entitlement.id, "person": owner.person}
    if entitlement.granted is None:
        said = message("accounts_entitled.no_grant_date", **arguments)
        yield undecided(key, Reason.MISSING_FIELD, said, entitlement.place)
    if not entitlement.document:
        said = message("accounts_entitled.no_document", **arguments)
        yield undecided(key, Reason.MISSING_FIELD, said, entitlement.place)
        return
    rest = next(iter(view.having(DocumentRecord, Scope.ORGANISATION, id=(entitlement.document,))), None)
    arguments["document"] = entitlement.document
    if rest is None:
        said = message("accounts_entitled.document_unknown", **arguments)
        yield absence(key, view.sets(DocumentRecord, Scope.ORGANISATION), Reason.NOT_ENTITLED, said, entitlement.place)
    elif owner.organisation and rest.kind != parameters.document_kind:
        said = message("accounts_entitled.document_other", title=rest.title, **arguments)
        yield violation(key, Reason.NOT_ENTITLED, said, entitlement.place, rest.place)
    elif owner.organisation and rest.party and plain_name(rest.party) != plain_name(owner.organisation):
        said = message("accounts_entitled.other_party", title=rest.title, party=rest.party, **arguments)
        yield undecided(key, Reason.CONFLICTING_EVIDENCE, said, entitlement.place, rest.place)
    elif rest.in_force_from is None:
        said = message("documents.no_start", title=rest.title)
        yield undecided(key, Reason.MISSING_FIELD, said, rest.place)
    elif not _in_force(rest, view.as_of):
        said = message("accounts_entitled.document_not_in_force", title=rest.title, **arguments)
        yield violation(key, Reason.NOT_ENTITLED, said, entitlement.place, rest.place)


def _in_force(record: DocumentRecord, as_of: date) -> bool:
    begun = record.in_force_from is not None and record.in_force_from <= as_of
    return begun and (record.in_force_to is None or record.in_force_to >= as_of)


def _grade(items: tuple[Item, ...]) -> int:
    states = {item.state for item in items}
    if State.FAIL in states:
        return 2
    return 1 if states & OPEN_STATES else 0
