from datetime import date
from typing import Any

import pytest

from auditor.checks import revocation_prompt as check
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Entitlement, RosterEntry
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    CITY,
    Case,
    entitlement,
    judge,
    nothing_of,
    outcome,
    person,
    rows,
    whole,
)


def case(*found: Entitlement, within: int = 0, roster: FactSet[RosterEntry] | None = None) -> Case:
    sets: list[FactSet[Any]] = [
        whole(Entitlement, CITY, *found),
        roster or whole(RosterEntry, CITY, person(), person("S-102", "suzuki")),
        whole(DeclaredSharedAccount, AP),
    ]
    return Case(sets=sets, parameters=check.Parameters(within_days=within))


FRIDAY = date(2026, 11, 13)
GOOD = case(entitlement(ended=FRIDAY, disabled=FRIDAY), entitlement("E-2", person="S-102"))
BAD = case(entitlement(ended=FRIDAY, disabled=date(2026, 11, 16)))


def test_disabled_on_the_same_day() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"ended": FRIDAY, "disabled": date(2026, 11, 16)}, ("fail", "late")),
        ({"ended": FRIDAY, "disabled": None}, ("fail", "missing_record")),
        ({"ended": FRIDAY, "disabled": date(2026, 11, 30)}, ("fail", "missing_record")),
        ({"ended": date(2026, 11, 20), "disabled": None}, ("informational", None)),
    ],
)
def test_a_loss_that_was_not_followed_at_once(given: dict[str, Any], row: tuple[str, str | None]) -> None:
    assert rows(judge(check, case(entitlement(**given)))) == [("E-1", *row)]


@pytest.mark.parametrize(
    "given",
    [
        {"ended": date(2026, 11, 14), "disabled": date(2026, 11, 16)},  # Saturday to Monday
        {"ended": FRIDAY, "disabled": date(2026, 11, 12)},
        {"ended": date(2026, 12, 1)},
        {"ended": date(2026, 12, 29), "disabled": date(2027, 1, 4)},
    ],
)
def test_what_is_in_time(given: dict[str, Any]) -> None:
    assert outcome(judge(check, case(entitlement(**given)))) == (Outcome.MET, None)


def test_leaving_the_post_is_a_loss_too() -> None:
    left = whole(RosterEntry, CITY, person(left=date(2026, 3, 31)))
    assert rows(judge(check, case(entitlement(), roster=left))) == [("E-1", "fail", "missing_record")]
    disabled = entitlement(disabled=date(2026, 4, 1))
    assert judge(check, case(disabled, roster=left)).outcome is Outcome.MET


def test_a_holder_who_is_not_on_the_roster() -> None:
    nobody = whole(RosterEntry, CITY)
    assert rows(judge(check, case(entitlement(), roster=nobody))) == [("E-1", "unknown", "missing_field")]
    absent = nothing_of(RosterEntry, CITY, Reason.NO_REGISTER)
    assert rows(judge(check, case(entitlement(), roster=absent))) == [("E-1", "unknown", "no_register")]
    followed = entitlement(ended=FRIDAY, disabled=FRIDAY)
    assert judge(check, case(followed, roster=nobody)).outcome is Outcome.MET


def test_the_limit_counts_working_days() -> None:
    late = entitlement(ended=FRIDAY, disabled=date(2026, 11, 17))  # Friday and Monday passed
    assert judge(check, case(late, within=2)).outcome is Outcome.MET
    verdict = judge(check, case(late, within=1))
    assert rows(verdict) == [("E-1", "fail", "late")]
    assert verdict.items[0].summary.args["delay"] == 2


def test_nothing_on_record_for_the_linkage() -> None:
    assert outcome(judge(check, case(entitlement(target="other")))) == (Outcome.OPEN, Reason.EMPTY)
    absent: list[FactSet[Any]] = [nothing_of(Entitlement, CITY, Reason.NO_REGISTER), whole(DeclaredSharedAccount, AP)]
    asked = Case(sets=[*absent, whole(RosterEntry, CITY)], parameters=check.Parameters(within_days=0))
    assert outcome(judge(check, asked)) == (Outcome.OPEN, Reason.EMPTY)


def test_an_entitlement_for_the_linkage_itself_counts() -> None:
    late = entitlement(target="", linkage="suido", ended=FRIDAY)
    assert rows(judge(check, case(late))) == [("E-1", "fail", "missing_record")]
