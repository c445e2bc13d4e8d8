from datetime import date
from typing import Any

import pytest

from auditor.checks import accounts_left as check
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    Case,
    account,
    entitlement,
    judge,
    nothing_of,
    outcome,
    part_of,
    person,
    rows,
    spot,
    whole,
)


def case(within: int = 0, /, **given: FactSet[Any]) -> Case:
    sets: dict[str, FactSet[Any]] = {
        "accounts": whole(Account, AP, account()),
        "shared": whole(DeclaredSharedAccount, AP),
        "roster": whole(RosterEntry, CITY, person()),
        "entitlements": whole(Entitlement, CITY, entitlement()),
    }
    return Case(sets=list((sets | given).values()), parameters=check.Parameters(within_days=within))


GOOD = case()
BAD = case(roster=whole(RosterEntry, CITY, person(left=date(2026, 3, 31))))


def test_the_owner_still_has_the_right() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"roster": whole(RosterEntry, CITY, person(left=date(2026, 3, 31)))}, ("fail", "left_enabled")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(ended=date(2026, 11, 19)))}, ("fail", "left_enabled")),
        ({"roster": whole(RosterEntry, CITY)}, ("unknown", "missing_field")),
        ({"roster": nothing_of(RosterEntry, CITY, Reason.NO_REGISTER)}, ("unknown", "missing_field")),
        ({"entitlements": whole(Entitlement, CITY)}, ("unknown", "missing_field")),
        ({"entitlements": whole(Entitlement, CITY, entitlement(ended=date(2026, 11, 20)))}, ("informational", None)),
        ({"roster": whole(RosterEntry, CITY, person(left=date(2026, 11, 19)))}, ("informational", None)),
    ],
)
def test_what_is_said_of_an_account(given: dict[str, FactSet[Any]], row: tuple[str, str | None]) -> None:
    assert rows(judge(check, case(**given))) == [("juki-ap01/tanaka", *row)]


def test_working_days_are_allowed_for() -> None:
    left = whole(RosterEntry, CITY, person(left=date(2026, 11, 17)))  # lost on the 18th, a Wednesday
    assert rows(judge(check, case(2, roster=left))) == [("juki-ap01/tanaka", "informational", None)]
    assert rows(judge(check, case(1, roster=left))) == [("juki-ap01/tanaka", "fail", "left_enabled")]


def test_one_of_several_owners_who_still_serves_is_enough() -> None:
    two = whole(RosterEntry, CITY, person(), person("S-102", "tanaka", left=date(2026, 3, 31)))
    assert judge(check, case(roster=two)).outcome is Outcome.MET


def test_a_shared_account_with_a_custodian() -> None:
    def declared(custodian: str) -> FactSet[DeclaredSharedAccount]:
        fact = DeclaredSharedAccount(place=spot(), account="tanaka", reason="夜間", custodian=custodian)
        return whole(DeclaredSharedAccount, AP, fact)

    nobody = whole(RosterEntry, CITY)
    assert judge(check, case(shared=declared("課長"), roster=nobody)).outcome is Outcome.MET
    lacking = judge(check, case(shared=declared(" "), roster=nobody))
    assert rows(lacking) == [("juki-ap01/tanaka", "unknown", "missing_field")]


def test_whether_it_is_enabled_could_not_be_read() -> None:
    left = whole(RosterEntry, CITY, person(left=date(2026, 3, 31)))
    verdict = judge(check, case(accounts=part_of(Account, AP, account(enabled=None)), roster=left))
    assert rows(verdict) == [("juki-ap01/tanaka", "error", "permission_denied")]


def test_no_account_was_seen() -> None:
    assert outcome(judge(check, case(accounts=whole(Account, AP)))) == (Outcome.OPEN, Reason.EMPTY)
