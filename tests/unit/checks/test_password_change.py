from datetime import date, datetime
from typing import Any

import pytest

from auditor.checks import password_change as check
from auditor.facts.accounts import Account
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Incident
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, CITY, Case, account, jst, judge, nothing_of, outcome, rows, spot, whole


def incident(found: datetime | None, changed: datetime | None, **given: Any) -> Incident:
    sound: dict[str, Any] = {"kind": "password_compromise", "target": "juki-ap01", "account": "tanaka"}
    return Incident(place=spot("I-1"), id="I-1", found=found, changed=changed, **(sound | given))


def case(*incidents: Incident, accounts: FactSet[Account] | None = None) -> Case:
    sets: list[FactSet[Any]] = [whole(Incident, CITY, *incidents), whole(DeclaredSharedAccount, AP)]
    return Case(sets=sets + ([accounts] if accounts else []), parameters=check.Parameters())


GOOD = case(incident(jst(10), jst(10, 15)))
BAD = case(incident(jst(10), None))


def test_changed_after_it_became_known() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("found", "changed", "row"),
    [
        (jst(10), None, ("fail", "missing_record")),
        (jst(10), jst(21), ("fail", "missing_record")),
        (jst(20, 9), None, ("unknown", "missing_field")),
        (None, jst(10), ("unknown", "missing_field")),
        (jst(10), jst(9), ("unknown", "conflicting_evidence")),
    ],
)
def test_what_an_incident_may_lack(found: datetime | None, changed: datetime | None, row: tuple[str, str]) -> None:
    assert rows(judge(check, case(incident(found, changed)))) == [("I-1", *row)]


def test_the_system_contradicts_the_register() -> None:
    told = incident(jst(10), jst(11))
    old = whole(Account, AP, account(password_changed=date(2026, 11, 9)))
    assert rows(judge(check, case(told, accounts=old))) == [("I-1", "unknown", "conflicting_evidence")]
    new = whole(Account, AP, account(password_changed=date(2026, 11, 11)))
    assert judge(check, case(told, accounts=new)).outcome is Outcome.MET
    elsewhere = case(incident(jst(10), jst(11), target="", linkage="suido", account="x"), accounts=old)
    assert judge(check, elsewhere).outcome is Outcome.MET


@pytest.mark.parametrize("given", [{"kind": "malware"}, {"target": "other"}, {"target": "", "linkage": "other"}])
def test_other_incidents_do_not_count(given: dict[str, Any]) -> None:
    verdict = judge(check, case(incident(jst(10), None, **given)))
    assert (outcome(verdict), verdict.summary.code) == ((Outcome.MET, None), "password_change.none")


def test_a_whole_register_without_a_case_is_what_one_hopes_for() -> None:
    assert judge(check, case()).summary.code == "password_change.none"


def test_without_a_register_the_engine_bars_the_pass() -> None:
    absent: list[FactSet[Any]] = [nothing_of(Incident, CITY, Reason.NO_REGISTER), whole(DeclaredSharedAccount, AP)]
    verdict = judge(check, Case(sets=absent, parameters=check.Parameters()))
    assert rows(verdict) == []
    assert next(n for n in check.NEEDS if n.fact is Incident).supporting is False
