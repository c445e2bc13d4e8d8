"""automatic_login, sshd_empty_passwords, anonymous_shares: one shape, three ways in."""

from types import ModuleType
from typing import Any, cast

import pytest

from auditor.checks import anonymous_shares, automatic_login, sshd_empty_passwords
from auditor.facts.accounts import AutomaticLogin
from auditor.facts.base import Fact, FactSet
from auditor.facts.remote import Share, SshdPolicy
from auditor.model.plugins import Check
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, DB, Case, judge, nothing_of, outcome, part_of, rows, spot, sshd, whole

GDM = AutomaticLogin(place=spot("/etc/gdm3/daemon.conf:4"), mechanism="gdm", user="kiosk")
GETTY = AutomaticLogin(place=spot(), mechanism="getty", user="ope", active=False)
OPEN = Share(place=spot("/etc/samba/smb.conf:9"), protocol="smb", name="public", path="/srv/public", anonymous=True)
CLOSED = Share(place=spot(), protocol="smb", name="kakari", path="/srv/kakari")


def case(check: ModuleType, *sets: FactSet[Any]) -> Case:
    return Case(sets=sets, parameters=check.Parameters())


GOOD_BY_CHECK: dict[str, Case] = {
    "automatic_login": case(automatic_login, whole(AutomaticLogin, AP, GETTY), whole(AutomaticLogin, DB)),
    "sshd_empty_passwords": case(sshd_empty_passwords, whole(SshdPolicy, AP, sshd()), whole(SshdPolicy, DB)),
    "anonymous_shares": case(anonymous_shares, whole(Share, AP, CLOSED), whole(Share, DB)),
}
BAD_BY_CHECK: dict[str, Case] = {
    "automatic_login": case(automatic_login, whole(AutomaticLogin, AP, GETTY), whole(AutomaticLogin, DB, GDM)),
    "sshd_empty_passwords": case(
        sshd_empty_passwords,
        whole(SshdPolicy, AP, sshd(), sshd("User batch", permit_empty_passwords=True, host_based=True)),
        whole(SshdPolicy, DB),
    ),
    "anonymous_shares": case(anonymous_shares, whole(Share, AP, CLOSED, OPEN), whole(Share, DB)),
}
VIOLATIONS = {
    "automatic_login": ["juki-db01/gdm/kiosk"],
    "sshd_empty_passwords": [
        "juki-ap01/User batch/PermitEmptyPasswords",
        "juki-ap01/User batch/HostbasedAuthentication",
    ],
    "anonymous_shares": ["juki-ap01/smb/public"],
}
CHECKS = {m.__name__.rpartition(".")[2]: m for m in (automatic_login, sshd_empty_passwords, anonymous_shares)}
FACTS: dict[str, type[Fact]] = {
    "automatic_login": AutomaticLogin,
    "sshd_empty_passwords": SshdPolicy,
    "anonymous_shares": Share,
}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_system_was_read_and_has_no_such_way(name: str) -> None:
    verdict = judge(cast("Check", CHECKS[name]), GOOD_BY_CHECK[name])
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_each_way_is_a_violation(name: str) -> None:
    verdict = judge(cast("Check", CHECKS[name]), BAD_BY_CHECK[name])
    assert outcome(verdict) == (Outcome.BROKEN, Reason.UNAUTHENTICATED_ACCESS)
    assert rows(verdict) == [(key, "fail", "unauthenticated_access") for key in VIOLATIONS[name]]


@pytest.mark.parametrize("name", sorted(CHECKS))
@pytest.mark.parametrize("reason", [Reason.UNREACHABLE, Reason.NO_COLLECTOR])
def test_systems_that_were_not_read_count_for_nothing(name: str, reason: Reason) -> None:
    verdict = judge(cast("Check", CHECKS[name]), case(CHECKS[name], nothing_of(FACTS[name], AP, reason)))
    assert outcome(verdict) == (Outcome.OPEN, Reason.EMPTY)
    assert judge(cast("Check", CHECKS[name]), case(CHECKS[name])).outcome is Outcome.OPEN


def test_a_violation_in_a_set_read_in_part_is_still_one() -> None:
    verdict = judge(automatic_login, case(automatic_login, part_of(AutomaticLogin, AP, GDM)))
    assert rows(verdict) == [("juki-ap01/gdm/kiosk", "fail", "unauthenticated_access")]
