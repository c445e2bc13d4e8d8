from typing import Any

import pytest

from auditor.checks import lockout as check
from auditor.facts.accounts import PasswordPolicy
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, policy, rows, whole

FIVE = check.Parameters(max_attempts=5)
TEN_MINUTES = check.Parameters(max_attempts=5, min_lock=Period.parse("PT10M"))


def case(*policies: PasswordPolicy, asked: check.Parameters = FIVE) -> Case:
    return Case(sets=[whole(PasswordPolicy, AP, *policies)], parameters=asked, subject=AP)


GOOD = case(policy(), policy(service="sshd", lockout_threshold=3), asked=TEN_MINUTES)
BAD = case(policy(lockout_threshold=0))


def test_every_stack_locks() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"lockout_threshold": 0}, ("login/lockout_threshold", "fail", "no_lockout")),
        ({"lockout_threshold": 6}, ("login/lockout_threshold", "fail", "no_lockout")),
        ({"lockout_threshold": None}, ("login/lockout_threshold", "error", "permission_denied")),
        ({"lockout_seconds": 599}, ("login/lockout_seconds", "fail", "no_lockout")),
        ({"lockout_seconds": None}, ("login/lockout_seconds", "error", "permission_denied")),
        ({"lockout_for_root": False}, ("login/lockout_for_root", "informational", None)),
    ],
)
def test_one_setting(given: dict[str, Any], row: tuple[str, str, str | None]) -> None:
    assert rows(judge(check, case(policy(**given), asked=TEN_MINUTES))) == [row]


@pytest.mark.parametrize("seconds", [0, 600])
def test_locked_until_released_is_longest(seconds: int) -> None:
    assert judge(check, case(policy(lockout_seconds=seconds), asked=TEN_MINUTES)).outcome is Outcome.MET


def test_without_a_rule_the_time_does_not_count() -> None:
    assert judge(check, case(policy(lockout_seconds=None))).outcome is Outcome.MET


def test_what_was_not_read() -> None:
    absent = Case(sets=[nothing_of(PasswordPolicy, AP, Reason.NO_COLLECTOR)], parameters=FIVE, subject=AP)
    assert outcome(judge(check, absent)) == (Outcome.OPEN, Reason.EMPTY)
    partial = Case(sets=[part_of(PasswordPolicy, AP, policy(lockout_threshold=0))], parameters=FIVE, subject=AP)
    assert rows(judge(check, partial)) == [("login/lockout_threshold", "fail", "no_lockout")]
