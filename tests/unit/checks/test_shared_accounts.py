from datetime import date
from typing import Any

import pytest

from auditor.checks import shared_accounts as check
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import RosterEntry
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    Case,
    account,
    judge,
    nothing_of,
    outcome,
    part_of,
    person,
    rows,
    spot,
    whole,
)

ASKED = check.Parameters(generic_names=("guest", "user", "kyoyu", "共用"))
EVERYBODY = person("S-101", "juki-ap01/tanaka", "user", "user01", "ＫＹＯＹＵ", "共用-2", "username", "7")


def case(*accounts: Account, **given: FactSet[Any]) -> Case:
    sets: dict[str, FactSet[Any]] = {
        "accounts": whole(Account, AP, *accounts),
        "shared": whole(DeclaredSharedAccount, AP),
        "roster": whole(RosterEntry, CITY, EVERYBODY),
    }
    return Case(sets=list((sets | given).values()), parameters=ASKED, subject=AP)


def declared(custodian: str = "課長", reason: str = "夜間バッチ") -> FactSet[DeclaredSharedAccount]:
    fact = DeclaredSharedAccount(place=spot(), account="user", reason=reason, custodian=custodian)
    return whole(DeclaredSharedAccount, AP, fact)


GOOD = case(account())
BAD = case(account(), account("user01"))


def test_one_holder_each() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("name", "generic"),
    [("user", True), ("user01", True), ("ＫＹＯＹＵ", True), ("共用-2", True), ("username", False), ("7", False)],
)
def test_generic_names(name: str, generic: bool) -> None:
    found = rows(judge(check, case(account(name))))
    assert found == ([(name, "fail", "shared_account")] if generic else [])


@pytest.mark.parametrize(
    ("roster", "row"),
    [
        (whole(RosterEntry, CITY), ("fail", "shared_account")),
        (whole(RosterEntry, CITY, person(left=date(2026, 3, 31))), ("fail", "shared_account")),
        (whole(RosterEntry, CITY, person(), person("S-102", "tanaka")), ("fail", "shared_account")),
        (nothing_of(RosterEntry, CITY, Reason.NO_REGISTER), ("unknown", "no_register")),
    ],
)
def test_several_holders_or_none(roster: FactSet[RosterEntry], row: tuple[str, str]) -> None:
    assert rows(judge(check, case(account(), roster=roster))) == [("tanaka", *row)]


@pytest.mark.parametrize(
    ("shared", "row"),
    [
        (declared(), ("informational", None)),
        (declared(custodian=""), ("unknown", "missing_field")),
        (declared(reason=" "), ("unknown", "missing_field")),
    ],
)
def test_declared_shared_accounts(shared: FactSet[Any], row: tuple[str, str | None]) -> None:
    assert rows(judge(check, case(account("user"), shared=shared))) == [("user", *row)]


def test_whether_it_is_enabled() -> None:
    assert rows(judge(check, case(account("guest", enabled=None)))) == [("guest", "error", "permission_denied")]
    assert rows(judge(check, case(account(), account("guest", enabled=False)))) == []


def test_what_was_not_read() -> None:
    absent = case(accounts=nothing_of(Account, AP, Reason.NO_COLLECTOR))
    assert outcome(judge(check, absent)) == (Outcome.OPEN, Reason.EMPTY)
    partial = case(accounts=part_of(Account, AP, account("guest")))
    assert rows(judge(check, partial)) == [("guest", "fail", "shared_account")]
