"""An inventory that says "they do not log on", and a roster that says they do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from auditor.checks import counterparty_absent as check
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    PARTY,
    Case,
    entitlement,
    judge,
    linkage,
    nothing_of,
    person,
    rows,
    whole,
)


def case(*roster: RosterEntry, rights: tuple[Entitlement, ...] = (), systems: bool = True) -> Case:
    terms = linkage()
    denied = replace(terms, facts=tuple(replace(t, counterparty_logs_on=False) for t in terms.facts))
    sets: list[FactSet[Any]] = [denied, whole(RosterEntry, CITY, *roster), whole(Entitlement, CITY, *rights)]
    if systems:
        sets.append(whole(DeclaredSharedAccount, AP))
    return Case(sets=sets, parameters=check.Parameters())


GOOD_BY_CHECK = {"counterparty_absent": case(person(), person("X-1", "other/x1", organisation=PARTY))}


@pytest.mark.parametrize("account", ["juki-ap01/x1", "x1"])
@pytest.mark.parametrize("organisation", [PARTY, "第一水道 サービス"])
def test_a_serving_person_of_the_counterparty_with_an_account(organisation: str, account: str) -> None:
    told = case(person("X-1", account, organisation=organisation))
    assert rows(judge(check, told)) == [("X-1", "unknown", "conflicting_evidence")]


@pytest.mark.parametrize(
    "entry",
    [
        person("X-1", "other/x1", organisation=PARTY),
        person("X-1", "juki-ap01/x1", organisation="別の会社"),
        person("X-1", "juki-ap01/x1", organisation=PARTY, left=date(2026, 11, 19)),
        person("S-1", "juki-ap01/tanaka"),
    ],
)
def test_what_contradicts_nothing(entry: RosterEntry) -> None:
    assert judge(check, case(entry)).outcome is Outcome.MET


def test_people_who_work_there_within_another_linkage() -> None:
    theirs = person("X-1", "juki-ap01/x1", organisation=PARTY)
    other = entitlement("E-1", person="X-1", target="", linkage="kenzei")
    ours = entitlement("E-2", person="X-1", target="", linkage="suido")
    assert judge(check, case(theirs, rights=(other,))).outcome is Outcome.MET
    assert judge(check, case(theirs, rights=(other, ours))).outcome is Outcome.OPEN


def test_a_linkage_without_systems_has_no_accounts_to_log_on_to() -> None:
    assert judge(check, case(person("X-1", "x1", organisation=PARTY), systems=False)).outcome is Outcome.MET


def test_without_a_roster_nothing_contradicts() -> None:
    told = case()
    sets = [s for s in told.sets if s.type is not RosterEntry]
    sets.append(nothing_of(RosterEntry, CITY, Reason.NO_REGISTER))
    assert judge(check, replace(told, sets=sets)).outcome is Outcome.MET
