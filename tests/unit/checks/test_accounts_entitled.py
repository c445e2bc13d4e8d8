from datetime import date
from typing import Any

import pytest

from auditor.checks import accounts_entitled as check
from auditor.facts.accounts import Account, PasswordState
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredLinkage, DeclaredSharedAccount
from auditor.facts.records import DocumentRecord, Entitlement, RosterEntry
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    LINKAGE,
    Case,
    account,
    document,
    documents,
    entitlement,
    judge,
    linkage,
    nothing_of,
    outcome,
    part_of,
    person,
    rows,
    spot,
    whole,
)

ASKED = check.Parameters()


def shared(custodian: str = "情報政策課長") -> DeclaredSharedAccount:
    return DeclaredSharedAccount(place=spot(), account="tanaka", reason="夜間バッチ", custodian=custodian)


def case(**given: FactSet[Any]) -> Case:
    """One account of S-101, who is entitled under D-1; sets are replaced by name."""
    sets: dict[str, FactSet[Any]] = {
        "accounts": whole(Account, AP, account()),
        "shared": whole(DeclaredSharedAccount, AP),
        "roster": whole(RosterEntry, CITY, person()),
        "entitlements": whole(Entitlement, CITY, entitlement()),
        "documents": documents(document()),
    }
    return Case(sets=list((sets | given).values()), parameters=ASKED)


GOOD = case()
BAD = case(roster=whole(RosterEntry, CITY))


def test_an_entitled_owner() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"roster": whole(RosterEntry, CITY)}, ("fail", "not_entitled")),
        ({"roster": whole(RosterEntry, CITY, person(left=date(2026, 11, 19)))}, ("fail", "left_enabled")),
        ({"roster": whole(RosterEntry, CITY, person(since=date(2026, 11, 21)))}, ("fail", "left_enabled")),
        (
            {"roster": whole(RosterEntry, CITY, person(), person("S-102", "tanaka"))},
            ("fail", "shared_account"),
        ),
        ({"entitlements": whole(Entitlement, CITY)}, ("fail", "not_entitled")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(person="S-9"))}, ("fail", "not_entitled")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(target="other"))}, ("fail", "not_entitled")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(ended=date(2026, 11, 19)))}, ("fail", "not_entitled")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(granted=date(2026, 11, 21)))}, ("fail", "not_entitled")),
        ({"documents": documents()}, ("fail", "not_entitled")),
        ({"documents": documents(document(in_force_to=date(2026, 11, 19)))}, ("fail", "not_entitled")),
        (
            {
                "roster": whole(RosterEntry, CITY, person(organisation="第一水道サービス")),
                "documents": documents(document(kind="memorandum")),
            },
            ("fail", "not_entitled"),
        ),
        ({"entitlements": whole(Entitlement, CITY, entitlement(granted=None))}, ("unknown", "missing_field")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(document=""))}, ("unknown", "missing_field")),
        ({"documents": documents(document(in_force_from=None))}, ("unknown", "missing_field")),
        ({"roster": nothing_of(RosterEntry, CITY, Reason.NO_REGISTER)}, ("unknown", "no_register")),
        ({"roster": part_of(RosterEntry, CITY, reason=Reason.PARSE_ERROR)}, ("error", "parse_error")),
        ({"entitlements": nothing_of(Entitlement, CITY, Reason.NO_REGISTER)}, ("unknown", "no_register")),
        ({"documents": nothing_of(DocumentRecord, CITY, Reason.NO_REGISTER)}, ("unknown", "no_register")),
        ({"shared": whole(DeclaredSharedAccount, AP, shared(custodian=""))}, ("unknown", "missing_field")),
    ],
)
def test_what_an_owner_may_lack(given: dict[str, FactSet[Any]], row: tuple[str, str]) -> None:
    verdict = judge(check, case(**given))
    assert rows(verdict) == [("juki-ap01/tanaka", *row)]
    assert verdict.outcome is (Outcome.BROKEN if row[0] == "fail" else Outcome.OPEN)


@pytest.mark.parametrize(
    "given",
    [
        {"shared": whole(DeclaredSharedAccount, AP, shared()), "roster": whole(RosterEntry, CITY)},
        {"roster": whole(RosterEntry, CITY, person(left=date(2026, 11, 20)))},
        {"entitlements": whole(Entitlement, CITY, entitlement(ended=date(2026, 11, 20)))},
        {"entitlements": whole(Entitlement, CITY, entitlement(target="", linkage="suido"))},
        {"entitlements": whole(Entitlement, CITY, entitlement(ended=date(2025, 3, 31)), entitlement("E-2"))},
        {"roster": whole(RosterEntry, CITY, person(), person("S-102", "tanaka", left=date(2026, 3, 31)))},
        {"documents": documents(document(kind="memorandum"))},
    ],
    ids=["shared", "last day", "ends today", "for the linkage", "one still holds", "other left", "own staff"],
)
def test_what_suffices(given: dict[str, FactSet[Any]]) -> None:
    assert outcome(judge(check, case(**given))) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ({"enabled": False}, False),
        ({"interactive": False}, False),
        ({"system": True, "password": PasswordState.LOCKED}, False),
        ({"system": True, "password": PasswordState.UNKNOWN}, False),
        ({"system": True}, True),
        ({"uid": 0, "password": PasswordState.LOCKED}, False),
        ({"uid": 0, "password": PasswordState.LOCKED, "has_keys": True}, True),
        ({"uid": 0}, True),
        ({}, True),
    ],
)
def test_which_accounts_count(given: dict[str, Any], counts: bool) -> None:
    stranger = account("stranger", **given)
    verdict = judge(check, case(accounts=whole(Account, AP, account(), stranger)))
    assert verdict.examined == (2 if counts else 1)
    assert rows(verdict) == ([("juki-ap01/stranger", "fail", "not_entitled")] if counts else [])


def test_an_account_that_may_be_shut_is_not_decided() -> None:
    doubtful = case(accounts=whole(Account, AP, account("stranger", enabled=None)))
    assert rows(judge(check, doubtful)) == [("juki-ap01/stranger", "error", "permission_denied")]
    partial = case(accounts=part_of(Account, AP, account("stranger", enabled=None), reason=Reason.TRUNCATED))
    assert rows(judge(check, partial)) == [("juki-ap01/stranger", "error", "truncated")]
    fine_either_way = case(accounts=whole(Account, AP, account(enabled=None)))
    assert judge(check, fine_either_way).outcome is Outcome.MET


def test_a_violation_in_a_set_read_in_part_is_still_one() -> None:
    partial = case(accounts=part_of(Account, AP, account("stranger")))
    assert rows(judge(check, partial)) == [("juki-ap01/stranger", "fail", "not_entitled")]


def test_no_account_was_seen() -> None:
    assert outcome(judge(check, case(accounts=whole(Account, AP)))) == (Outcome.OPEN, Reason.EMPTY)


OF_TARGET = check.Parameters(of="subject")


def on_target(**given: FactSet[Any]) -> Case:
    """The same asked of the target itself, on which the linkage suido runs."""
    told = case(**given)
    linkages = () if "linkages" in given else (linkage(),)
    return Case(sets=[*told.sets, *linkages], parameters=OF_TARGET, subject=AP)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"target": "", "linkage": "suido"},
        {"target": "juki-ap01", "linkage": "kaoku"},
        {"target": "", "linkage": "suido", "data_file": "f-1"},
    ],
    ids=["for the target", "for a linkage on it", "for the target within another linkage", "with a file beside"],
)
def test_what_counts_on_a_target(given: dict[str, Any]) -> None:
    told = on_target(entitlements=whole(Entitlement, CITY, entitlement(**given)))
    assert outcome(judge(check, told)) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"target": "juki-db01", "linkage": "suido"}, ("fail", "not_entitled")),
        ({"target": "", "linkage": "kaoku"}, ("fail", "not_entitled")),
        ({"target": "", "linkage": "juki-ap01"}, ("fail", "not_entitled")),
        ({"target": "", "data_file": "f-1"}, ("unknown", "missing_field")),
        ({"target": ""}, ("unknown", "missing_field")),
        ({"target": "", "data_file": "f-1", "ended": date(2026, 11, 19)}, ("fail", "not_entitled")),
        ({"granted": None}, ("unknown", "missing_field")),
    ],
)
def test_what_does_not_count_on_a_target(given: dict[str, Any], row: tuple[str, str]) -> None:
    told = on_target(entitlements=whole(Entitlement, CITY, entitlement(**given)))
    assert rows(judge(check, told)) == [("tanaka", *row)]


def test_a_file_does_not_hide_that_another_entitlement_holds() -> None:
    both = whole(Entitlement, CITY, entitlement("E-9", target="", data_file="f-1"), entitlement())
    assert outcome(judge(check, on_target(entitlements=both))) == (Outcome.MET, None)


def test_without_linkages_only_the_targets_own_entitlements_count() -> None:
    within = whole(Entitlement, CITY, entitlement(target="", linkage="suido"))
    none = whole(DeclaredLinkage, LINKAGE)
    assert rows(judge(check, on_target(entitlements=within, linkages=none))) == [("tanaka", "fail", "not_entitled")]
    assert outcome(judge(check, on_target(linkages=none))) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"roster": whole(RosterEntry, CITY)}, ("fail", "not_entitled")),
        ({"roster": whole(RosterEntry, CITY, person(left=date(2026, 11, 19)))}, ("fail", "left_enabled")),
        ({"roster": nothing_of(RosterEntry, CITY, Reason.NO_REGISTER)}, ("unknown", "no_register")),
        ({"shared": whole(DeclaredSharedAccount, AP, shared(custodian=""))}, ("unknown", "missing_field")),
    ],
)
def test_owners_and_shared_accounts_of_a_target(given: dict[str, FactSet[Any]], row: tuple[str, str]) -> None:
    assert rows(judge(check, on_target(**given))) == [("tanaka", *row)]


def test_a_target_without_accounts_is_no_pass() -> None:
    assert outcome(judge(check, on_target(accounts=whole(Account, AP)))) == (Outcome.OPEN, Reason.EMPTY)


def test_what_is_read() -> None:
    of_linkage = {(n.fact, n.scope) for n in check.needs({})}
    of_target = {(n.fact, n.scope): n.supporting for n in check.needs({"of": "subject"})}
    assert (Account, Scope.SYSTEMS) in of_linkage
    assert (DeclaredLinkage, Scope.LINKAGES) not in of_linkage
    assert {scope for fact, scope in of_target if fact is Account} == {Scope.SUBJECT}
    assert [key for key, supporting in of_target.items() if supporting] == [(DeclaredLinkage, Scope.LINKAGES)]
