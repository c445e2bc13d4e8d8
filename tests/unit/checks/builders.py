"""Facts, fact sets and views for tests of checks: one sound example of each, changed by keyword."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

from auditor.facts.accounts import Account, PasswordPolicy, PasswordState
from auditor.facts.base import Fact, FactSet, Need
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import DocumentRecord, Entitlement, RosterEntry
from auditor.facts.remote import SshdPolicy
from auditor.facts.view import view_of
from auditor.messages.rendering import lookup, render
from auditor.model.evidence import Place
from auditor.model.plugins import Check, needs_of
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.model.verdict import Outcome, Verdict
from auditor.model.words import Language, Message

F = TypeVar("F", bound=Fact)

JST = timezone(timedelta(hours=9), "JST")
AS_OF = date(2026, 11, 20)
"""A Friday; the Monday after it is a holiday."""
NIGHT = datetime(2026, 11, 20, 2, 0, tzinfo=JST)
CITY = SubjectRef(SubjectKind.ORGANISATION, "minato")
LINKAGE = SubjectRef(SubjectKind.LINKAGE, "suido")
AP = target_ref("juki-ap01")
DB = target_ref("juki-db01")
ROUTER = target_ref("rt01")
PARTY = "第一水道サービス"

Row = tuple[str, str, str | None]
"""Key, state and reason of an item."""


def spot(where: str = "") -> Place:
    return Place(origin="ssh:test", where=where)


def whole(fact: type[F], owner: SubjectRef, *facts: F) -> FactSet[F]:
    """Everything was read."""
    return FactSet(
        type=fact,
        subject=owner,
        facts=facts,
        completeness=Completeness.COMPLETE,
        basis=Basis.LIVE,
        collected_at=NIGHT,
    )


def part_of(fact: type[F], owner: SubjectRef, *facts: F, reason: Reason = Reason.PERMISSION_DENIED) -> FactSet[F]:
    """Something is missing."""
    return replace(whole(fact, owner, *facts), completeness=Completeness.PARTIAL, reason=reason)


def nothing_of(fact: type[F], owner: SubjectRef, reason: Reason) -> FactSet[F]:
    """Nothing could be read."""
    return replace(whole(fact, owner), completeness=Completeness.ABSENT, reason=reason)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a check is given."""

    sets: Sequence[FactSet[Any]]
    parameters: Any
    subject: SubjectRef = LINKAGE
    as_of: date = AS_OF


def needs_for(check: Check, parameters: Any) -> tuple[Need, ...]:
    """What a check reads with these parameters."""
    return needs_of(check, {f.name: getattr(parameters, f.name) for f in fields(parameters)})


def judge(check: Check, case: Case) -> Verdict:
    """The verdict, after holding that everything in it can be said in both languages."""
    verdict = check.judge(
        view_of(case.subject, case.as_of, needs_for(check, case.parameters), case.sets), case.parameters
    )
    assert_said(verdict.summary, verdict.measured)
    for item in verdict.items:
        assert_said(item.summary, item.measured)
    keys = [item.key for item in verdict.items]
    assert len(keys) == len(set(keys)), f"an item's key stands twice: {keys}"
    return verdict


def assert_said(said: Message, measured: Any) -> None:
    """The message has both texts, and its arguments fit them."""
    assert lookup(said.code) is not None, f"no text for {said.code}"
    for language in Language:
        text = render(said, language, measured)
        assert not text.startswith(said.code), text


def rows(verdict: Verdict) -> list[Row]:
    """The items without their words."""
    return [(i.key, i.state.value, i.reason.value if i.reason else None) for i in verdict.items]


def outcome(verdict: Verdict) -> tuple[Outcome, Reason | None]:
    return verdict.outcome, verdict.reason


def account(name: str = "tanaka", **given: Any) -> Account:
    """A person's usable account."""
    sound: dict[str, Any] = {"uid": 1001, "enabled": True, "password": PasswordState.SET, "has_keys": False}
    return Account(place=spot(f"/etc/passwd:{name}"), name=name, **(sound | given))


def policy(**given: Any) -> PasswordPolicy:
    """A policy that satisfies the national advice."""
    sound: dict[str, Any] = {
        "min_length": 12,
        "min_classes": 0,
        "dictionary_check": True,
        "enforced_for_root": True,
        "lockout_threshold": 5,
        "lockout_seconds": 900,
        "lockout_for_root": True,
        "empty_password_logs_in": False,
    }
    return PasswordPolicy(place=spot("/etc/security/pwquality.conf:1"), **(sound | given))


def sshd(match: str = "", **given: Any) -> SshdPolicy:
    """Key log-in only, no root."""
    sound: dict[str, Any] = {
        "permit_root_login": "no",
        "password_authentication": False,
        "keyboard_interactive": False,
        "permit_empty_passwords": False,
        "use_pam": True,
    }
    return SshdPolicy(place=spot("/etc/ssh/sshd_config:1"), match=match, **(sound | given))


def person(name: str = "S-101", *accounts: str, **given: Any) -> RosterEntry:
    """Somebody who serves."""
    return RosterEntry(place=spot(name), person=name, accounts=accounts or ("juki-ap01/tanaka",), **given)


def entitlement(identifier: str = "E-1", **given: Any) -> Entitlement:
    """S-101 may use juki-ap01."""
    sound: dict[str, Any] = {
        "person": "S-101",
        "target": "juki-ap01",
        "document": "D-1",
        "granted": date(2024, 4, 1),
    }
    return Entitlement(place=spot(identifier), id=identifier, **(sound | given))


def document(identifier: str = "D-1", **given: Any) -> DocumentRecord:
    """A counterparty's document in force, with its file, seen by a second person."""
    sound: dict[str, Any] = {
        "kind": "access_qualification",
        "title": "アクセス権限管理規程",
        "linkage": "suido",
        "party": PARTY,
        "in_force_from": date(2025, 4, 1),
        "approved_on": date(2026, 4, 1),
        "approved_by": "水道課長",
        "file": "files/d-1.pdf",
        "declared_digest": "sha256:" + "a" * 64,
        "found_digest": "sha256:" + "a" * 64,
        "file_state": "present",
        "seen_by": "情報政策課 主査",
        "seen_on": date(2026, 4, 2),
    }
    return DocumentRecord(place=spot(identifier), id=identifier, **(sound | given))


def documents(*records: DocumentRecord) -> FactSet[DocumentRecord]:
    return whole(DocumentRecord, CITY, *records)


def linkage(counterparty: str = PARTY) -> FactSet[DeclaredLinkage]:
    """What the inventory declares of the linkage."""
    fact = DeclaredLinkage(place=spot(), linkage="suido", counterparty=counterparty, counterparty_logs_on=True)
    return whole(DeclaredLinkage, LINKAGE, fact)


def jst(day: int, hour: int = 12, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=JST)
