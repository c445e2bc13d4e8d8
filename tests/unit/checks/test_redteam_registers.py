"""Registers as people fill them in, where a slip of the pen must not become a pass."""

from datetime import date, datetime
from typing import Any

import pytest

from auditor.checks import accounts_entitled, document_in_force, password_change, revocation_prompt
from auditor.checks.documents import Issuer
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, Incident, RosterEntry
from auditor.model.periods import Period
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    Case,
    account,
    document,
    documents,
    entitlement,
    jst,
    judge,
    linkage,
    person,
    rows,
    spot,
    whole,
)


def incidents(kind: str, changed: datetime | None, **given: Any) -> Case:
    told = Incident(place=spot("I-1"), id="I-1", kind=kind, found=jst(10, 15), changed=changed, **given)
    sets: list[FactSet[Any]] = [whole(Incident, CITY, told), whole(DeclaredSharedAccount, AP)]
    return Case(sets=sets, parameters=password_change.Parameters())


@pytest.mark.parametrize(
    ("kind", "given", "row"),
    [
        ("password_compromise", {}, ("unknown", "missing_field")),
        ("password_leak", {"linkage": "suido"}, ("unknown", "missing_field")),
        ("password-leak", {"target": "juki-ap01"}, ("unknown", "missing_field")),
        ("Password-Compromise", {"linkage": "suido"}, ("fail", "missing_record")),
    ],
)
def test_an_incident_that_may_be_ours(kind: str, given: dict[str, str], row: tuple[str, str]) -> None:
    assert rows(judge(password_change, incidents(kind, None, **given))) == [("I-1", *row)]
    assert judge(password_change, incidents(kind, jst(10, 16), **given)).outcome is Outcome.MET


@pytest.mark.parametrize("given", [{"linkage": "other"}, {"target": "other"}])
def test_an_incident_of_others_is_not_ours(given: dict[str, str]) -> None:
    assert judge(password_change, incidents("password_leak", None, **given)).outcome is Outcome.MET


def test_a_change_in_the_morning_does_not_follow_a_discovery_in_the_afternoon() -> None:
    told = incidents("password_compromise", jst(10, 9), linkage="suido")
    assert rows(judge(password_change, told)) == [("I-1", "unknown", "conflicting_evidence")]


@pytest.mark.parametrize(
    ("approved_by", "seen_by"),
    [
        ("水道課長", "水道 課長"),
        ("水道課長", "水道課長\u3000"),
        ("水道課長A", "水道課長Ａ"),
        ("S-101", "s-101"),
        ("社長", "第一水道サービス"),
    ],
)
def test_a_second_person_is_another_one_however_written(approved_by: str, seen_by: str) -> None:
    record = document(approved_by=approved_by, seen_by=seen_by)
    asked = document_in_force.Parameters(
        kind="access_qualification", validity=Period.parse("P1Y"), issuer=Issuer.COUNTERPARTY
    )
    verdict = judge(document_in_force, Case(sets=[documents(record), linkage()], parameters=asked))
    assert rows(verdict) == [("D-1/seen", "notchecked", "declared_only")]


def accounts(entry: RosterEntry, right: Entitlement, *, party: str) -> Case:
    sets: list[FactSet[Any]] = [
        whole(Account, AP, account()),
        whole(DeclaredSharedAccount, AP),
        whole(RosterEntry, CITY, entry),
        whole(Entitlement, CITY, right),
        documents(document(party=party)),
    ]
    return Case(sets=sets, parameters=accounts_entitled.Parameters())


@pytest.mark.parametrize(
    ("organisation", "row"),
    [("第一水道サービス", None), ("第一水道 サービス", None), ("別の会社", ("unknown", "conflicting_evidence"))],
)
def test_people_are_entitled_under_the_document_of_their_own_organisation(
    organisation: str, row: tuple[str, str] | None
) -> None:
    told = accounts(person(organisation=organisation), entitlement(), party="第一水道サービス")
    assert rows(judge(accounts_entitled, told)) == ([("juki-ap01/tanaka", *row)] if row else [])


@pytest.mark.parametrize(
    ("given", "entry", "row"),
    [
        ({"granted": None}, {}, ("unknown", "missing_field")),
        ({"granted": date(2026, 11, 21)}, {}, ("fail", "not_entitled")),
        ({"ended": date(2026, 11, 19)}, {}, ("fail", "not_entitled")),
        ({}, {"left": date(2026, 11, 19)}, ("fail", "left_enabled")),
        ({}, {"since": date(2026, 11, 21)}, ("fail", "left_enabled")),
    ],
)
def test_dates_just_off(given: dict[str, Any], entry: dict[str, Any], row: tuple[str, str]) -> None:
    told = accounts(person(**entry), entitlement(**given), party="第一水道サービス")
    assert rows(judge(accounts_entitled, told)) == [("juki-ap01/tanaka", *row)]


def test_left_today_serves_today() -> None:
    told = accounts(person(left=date(2026, 11, 20)), entitlement(), party="第一水道サービス")
    assert judge(accounts_entitled, told).outcome is Outcome.MET


def test_the_case_of_an_account_counts() -> None:
    told = accounts(person("S-101", "juki-ap01/Tanaka"), entitlement(), party="第一水道サービス")
    assert rows(judge(accounts_entitled, told)) == [("juki-ap01/tanaka", "fail", "not_entitled")]


def test_whoever_came_back_lost_the_earlier_right_all_the_same() -> None:
    """The register keeps one entry a person: coming back gives a new right, and the old loss stays on record."""
    old = entitlement("E-1", granted=date(2024, 4, 1), ended=date(2026, 3, 31), disabled=None)
    new = entitlement("E-2", granted=date(2026, 6, 1))
    sets: list[FactSet[Any]] = [
        whole(Entitlement, CITY, old, new),
        whole(RosterEntry, CITY, person(since=date(2026, 6, 1))),
        whole(DeclaredSharedAccount, AP),
    ]
    verdict = judge(revocation_prompt, Case(sets=sets, parameters=revocation_prompt.Parameters(within_days=0)))
    assert rows(verdict) == [("E-1", "fail", "missing_record")]
