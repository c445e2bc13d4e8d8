from typing import Any

import pytest

from auditor.checks import passwordless_accounts as check
from auditor.facts.accounts import Account, PasswordPolicy, PasswordState
from auditor.facts.base import FactSet
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, DB, Case, account, judge, nothing_of, outcome, part_of, policy, rows, whole


def case(*accounts: Account, stack: FactSet[PasswordPolicy] | None = None, owner: Any = AP) -> Case:
    sets: list[FactSet[Any]] = [whole(Account, owner, *accounts), stack or whole(PasswordPolicy, owner, policy())]
    return Case(sets=sets, parameters=check.Parameters())


GOOD = case(account(), account("daemon", system=True, interactive=False, enabled=False, password=PasswordState.LOCKED))
BAD = case(account(), account("kiosk", password=PasswordState.EMPTY))


def test_no_empty_password() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


def test_an_empty_password_is_named() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.UNAUTHENTICATED_ACCESS)
    assert rows(verdict) == [("juki-ap01/kiosk", "fail", "unauthenticated_access")]


NULLOK = whole(PasswordPolicy, AP, policy(empty_password_logs_in=True))
UNREAD = whole(PasswordPolicy, AP, policy(empty_password_logs_in=None))


@pytest.mark.parametrize(
    ("given", "stack", "found"),
    [
        ({"password": PasswordState.EMPTY, "enabled": False}, None, []),
        (
            {"password": PasswordState.EMPTY, "enabled": None},
            None,
            [("juki-ap01/tanaka", "error", "permission_denied")],
        ),
        ({"password": PasswordState.UNKNOWN}, None, []),
        ({"password": PasswordState.UNKNOWN}, UNREAD, [("juki-ap01/tanaka", "error", "permission_denied")]),
        (
            {"password": PasswordState.UNKNOWN},
            NULLOK,
            [("juki-ap01/tanaka", "error", "permission_denied"), ("juki-ap01/login/nullok", "informational", None)],
        ),
        ({}, NULLOK, [("juki-ap01/login/nullok", "informational", None)]),
        (
            {"password": PasswordState.UNKNOWN},
            part_of(PasswordPolicy, AP, policy()),
            [("juki-ap01/tanaka", "error", "permission_denied")],
        ),
        ({"password": PasswordState.UNKNOWN, "interactive": False}, UNREAD, []),
    ],
)
def test_states_that_are_known_or_not(
    given: dict[str, Any], stack: FactSet[PasswordPolicy] | None, found: list[tuple[str, str, str | None]]
) -> None:
    assert rows(judge(check, case(account(**given), stack=stack))) == found


def test_no_account_in_a_whole_set_is_not_decided() -> None:
    assert rows(judge(check, case(owner=DB))) == [("juki-db01/Account", "unknown", "empty")]


def test_what_was_not_read() -> None:
    absent: list[FactSet[Any]] = [nothing_of(Account, AP, Reason.UNREACHABLE), NULLOK]
    verdict = judge(check, Case(sets=absent, parameters=check.Parameters()))
    assert outcome(verdict) == (Outcome.OPEN, Reason.EMPTY)
