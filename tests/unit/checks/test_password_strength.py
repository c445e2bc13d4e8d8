from typing import Any

import pytest

from auditor.checks import password_strength as check
from auditor.facts.accounts import Account, PasswordPolicy, PasswordState
from auditor.facts.base import FactSet
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    DB,
    Case,
    account,
    judge,
    nothing_of,
    outcome,
    part_of,
    policy,
    rows,
    whole,
)

ASKED = check.Parameters(min_length=10)


def case(*accounts: Account, asked: check.Parameters = ASKED, **given: Any) -> Case:
    sets: list[FactSet[Any]] = [
        whole(PasswordPolicy, AP, policy(**given)),
        whole(Account, AP, *(accounts or (account(),))),
    ]
    return Case(sets=sets, parameters=asked)


GOOD = case()
BAD = case(min_length=6, dictionary_check=False)


def test_a_strong_policy() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


def test_a_weak_policy_names_each_setting() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.WEAK_PASSWORD_POLICY)
    assert rows(verdict) == [
        ("juki-ap01/login/min_length", "fail", "weak_password_policy"),
        ("juki-ap01/login/dictionary_check", "fail", "weak_password_policy"),
    ]


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"min_length": 9}, ("login/min_length", "fail", "weak_password_policy")),
        ({"min_length": None}, ("login/min_length", "error", "permission_denied")),
        ({"dictionary_check": None}, ("login/dictionary_check", "error", "permission_denied")),
        ({"enforced_for_root": False}, ("login/enforced_for_root", "informational", None)),
    ],
)
def test_one_setting(given: dict[str, Any], row: tuple[str, str, str | None]) -> None:
    assert rows(judge(check, case(**given))) == [(f"juki-ap01/{row[0]}", row[1], row[2])]


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"min_classes": 2}, ("login/min_classes", "fail", "weak_password_policy")),
        ({"min_classes": None}, ("login/min_classes", "error", "permission_denied")),
    ],
)
def test_kinds_of_characters_take_the_place_of_the_dictionary(given: dict[str, Any], row: tuple[str, str, str]) -> None:
    asked = check.Parameters(min_length=8, min_classes=3)
    assert rows(judge(check, case(asked=asked, **given))) == [(f"juki-ap01/{row[0]}", row[1], row[2])]
    enough = case(asked=asked, min_classes=3, dictionary_check=False, min_length=8)
    assert judge(check, enough).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"password": PasswordState.EMPTY}, [("juki-ap01/tanaka", "fail", "weak_password_policy")]),
        ({"password": PasswordState.UNKNOWN}, [("juki-ap01/tanaka", "error", "permission_denied")]),
        ({"password": PasswordState.EMPTY, "enabled": None}, [("juki-ap01/tanaka", "error", "permission_denied")]),
        ({"password": PasswordState.EMPTY, "enabled": False}, []),
        ({"password": PasswordState.LOCKED}, []),
    ],
)
def test_empty_passwords(given: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    assert rows(judge(check, case(account(**given)))) == found


def test_a_system_without_any_policy_is_not_decided() -> None:
    asked = case()
    second: list[FactSet[Any]] = [*asked.sets, whole(PasswordPolicy, DB)]
    verdict = judge(check, Case(sets=second, parameters=ASKED))
    assert rows(verdict) == [("juki-db01/PasswordPolicy", "unknown", "empty")]


def test_what_was_not_read() -> None:
    absent: list[FactSet[Any]] = [
        nothing_of(PasswordPolicy, AP, Reason.UNREACHABLE),
        nothing_of(Account, AP, Reason.UNREACHABLE),
    ]
    assert outcome(judge(check, Case(sets=absent, parameters=ASKED))) == (Outcome.OPEN, Reason.EMPTY)
    partial: list[FactSet[Any]] = [part_of(PasswordPolicy, AP, policy(min_length=6)), whole(Account, AP)]
    verdict = judge(check, Case(sets=partial, parameters=ASKED))
    assert rows(verdict) == [("juki-ap01/login/min_length", "fail", "weak_password_policy")]
