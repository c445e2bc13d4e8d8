from datetime import date
from typing import Any

import pytest

from auditor.checks import password_age as check
from auditor.facts.accounts import Account, PasswordState
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, account, judge, nothing_of, outcome, part_of, rows, whole

A_YEAR = check.Parameters(max_age=Period.parse("P1Y"))


def case(*accounts: Account, asked: check.Parameters = A_YEAR) -> Case:
    return Case(sets=[whole(Account, AP, *accounts)], parameters=asked)


GOOD = case(account(password_changed=date(2025, 11, 20)))
BAD = case(account(password_changed=date(2025, 11, 19)))


def test_changed_within_the_limit() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"password_changed": date(2025, 11, 19)}, [("juki-ap01/tanaka/age", "fail", "weak_password_policy")]),
        ({"password_changed": None}, [("juki-ap01/tanaka/age", "error", "permission_denied")]),
        (
            {"password_changed": date(2020, 1, 1), "enabled": None},
            [("juki-ap01/tanaka/age", "error", "permission_denied")],
        ),
        ({"password_changed": None, "password": PasswordState.LOCKED}, []),
        ({"password_changed": None, "enabled": False}, []),
    ],
)
def test_one_account(given: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    recent = account("suzuki", password_changed=date(2026, 4, 1))
    assert rows(judge(check, case(recent, account(**given)))) == found


def test_without_a_local_rule_age_does_not_count() -> None:
    verdict = judge(check, case(account(password_changed=date(2001, 1, 1)), asked=check.Parameters()))
    assert (verdict.outcome, verdict.summary.code, verdict.examined) == (Outcome.MET, "password_age.no_rule", 0)


def test_what_was_not_read() -> None:
    absent = Case(sets=[nothing_of(Account, AP, Reason.TIMEOUT)], parameters=A_YEAR)
    assert outcome(judge(check, absent)) == (Outcome.OPEN, Reason.EMPTY)
    unread = Case(sets=[part_of(Account, AP, account(), reason=Reason.TRUNCATED)], parameters=A_YEAR)
    assert rows(judge(check, unread)) == [("juki-ap01/tanaka/age", "error", "truncated")]
