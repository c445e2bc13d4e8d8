from typing import Any

import pytest

from auditor.checks import root_login as check
from auditor.facts.accounts import Account, PasswordState
from auditor.facts.base import FactSet
from auditor.facts.remote import SshdPolicy
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, account, judge, nothing_of, outcome, part_of, rows, sshd, whole

ROOT = account("root", uid=0, privileged=True)
CHIEF = account("chief", privileged=True)


def case(*policies: SshdPolicy, accounts: FactSet[Account] | None = None) -> Case:
    sets: list[FactSet[Any]] = [whole(SshdPolicy, AP, *policies), accounts or whole(Account, AP, ROOT, CHIEF)]
    return Case(sets=sets, parameters=check.Parameters(), subject=AP)


GOOD = case(sshd(), sshd("User batch Address 10.0.0.0/8"))
BAD = case(sshd(), sshd("Address 10.0.0.0/8", permit_root_login="yes", password_authentication=True))


def test_keys_only() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict)) == ((Outcome.MET, None), [])


def test_a_match_block_that_allows_what_the_base_forbids() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.REMOTE_ACCESS_WEAK)
    assert rows(verdict) == [
        ("Address 10.0.0.0/8/PermitRootLogin", "fail", "remote_access_weak"),
        ("chief", "fail", "remote_access_weak"),
    ]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            {"permit_root_login": "yes", "keyboard_interactive": True},
            [("(base)/PermitRootLogin", "fail", "remote_access_weak"), ("chief", "fail", "remote_access_weak")],
        ),
        ({"permit_root_login": "yes"}, [("(base)/PermitRootLogin", "informational", None)]),
        ({"permit_root_login": "prohibit-password"}, []),
        ({"password_authentication": True}, [("chief", "fail", "remote_access_weak")]),
    ],
)
def test_base_settings(given: dict[str, Any], found: list[tuple[str, str, str | None]]) -> None:
    assert rows(judge(check, case(sshd(**given)))) == found


PASSWORD = sshd(password_authentication=True)
FAILS = [("chief", "fail", "remote_access_weak")]
PERHAPS = [("chief", "unknown", "partial_coverage")]


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([sshd("User chief"), PASSWORD], []),
        ([sshd("all"), PASSWORD], []),
        ([sshd("User ch*,!chief"), PASSWORD], FAILS),
        ([sshd("user root,ch?ef"), PASSWORD], []),
        ([sshd("User other", password_authentication=True), sshd()], []),
        ([sshd("User other Address 10.*", password_authentication=True), sshd()], []),
        ([sshd("User chief", password_authentication=True), sshd()], FAILS),
        ([sshd("User chief Address 10.*", password_authentication=True), sshd()], FAILS),
        ([sshd("Group wheel", password_authentication=True), sshd()], PERHAPS),
        ([sshd("User", password_authentication=True), sshd()], PERHAPS),
        ([sshd("Group wheel"), PASSWORD], FAILS),
        ([sshd("User chief Address 10.*"), PASSWORD], FAILS),
        ([sshd("User chief"), sshd("Address 10.*", password_authentication=True), sshd()], PERHAPS),
    ],
)
def test_which_block_decides_for_an_administrator(blocks: list[SshdPolicy], found: list[tuple[str, str, str]]) -> None:
    assert rows(judge(check, case(*blocks))) == found


YES: dict[str, Any] = {"permit_root_login": "yes"}
BOTH: dict[str, Any] = {"permit_root_login": "yes", "password_authentication": True}


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([sshd("User batch", **BOTH), sshd()], []),
        ([sshd("Address 10.*", **BOTH), sshd()], [("Address 10.*/PermitRootLogin", "fail", "remote_access_weak")]),
        ([sshd("Group adm", **BOTH), sshd()], [("Group adm/PermitRootLogin", "unknown", "partial_coverage")]),
        ([sshd("User root"), sshd(**BOTH)], []),
        (
            [sshd("Address 10.*", **YES), sshd("User root", password_authentication=True), sshd()],
            [
                ("Address 10.*/PermitRootLogin", "informational", None),
                ("PermitRootLogin", "unknown", "partial_coverage"),
            ],
        ),
    ],
)
def test_which_block_decides_for_root(blocks: list[SshdPolicy], found: list[tuple[str, str, str | None]]) -> None:
    assert rows(judge(check, case(*blocks, accounts=whole(Account, AP, ROOT)))) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"password": PasswordState.LOCKED}, []),
        ({"password": PasswordState.UNKNOWN}, [("chief", "error", "permission_denied")]),
        ({"enabled": None}, [("chief", "error", "permission_denied")]),
        ({"enabled": False}, []),
        ({"privileged": False}, []),
    ],
)
def test_the_state_of_an_administrators_account(given: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    accounts = whole(Account, AP, ROOT, account("chief", **({"privileged": True} | given)))
    assert rows(judge(check, case(sshd(password_authentication=True), accounts=accounts))) == found


def test_what_was_not_read() -> None:
    sets: list[FactSet[Any]] = [nothing_of(SshdPolicy, AP, Reason.PERMISSION_DENIED), whole(Account, AP, ROOT)]
    verdict = judge(check, Case(sets=sets, parameters=check.Parameters(), subject=AP))
    assert outcome(verdict) == (Outcome.OPEN, Reason.EMPTY)
    seen = sshd(permit_root_login="yes", password_authentication=True)
    sets = [part_of(SshdPolicy, AP, seen), nothing_of(Account, AP, Reason.TIMEOUT)]
    verdict = judge(check, Case(sets=sets, parameters=check.Parameters(), subject=AP))
    assert rows(verdict) == [("(base)/PermitRootLogin", "fail", "remote_access_weak")]
