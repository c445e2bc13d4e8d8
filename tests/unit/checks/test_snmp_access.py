from typing import Any

import pytest

from auditor.checks import snmp_access as check
from auditor.facts.base import FactSet
from auditor.facts.remote import SnmpAccess, SnmpCommunity
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, ROUTER, Case, judge, nothing_of, outcome, rows, spot, whole


def community(*, known_default: bool) -> SnmpCommunity:
    return SnmpCommunity(place=spot(), label="community#1", known_default=known_default, length=6)


def spoken(version: str = "3", level: str = "authPriv") -> SnmpAccess:
    return SnmpAccess(place=spot(), version=version, level=level)


def case(*sets: FactSet[Any]) -> Case:
    return Case(sets=sets, parameters=check.Parameters())


GOOD = case(whole(SnmpCommunity, AP), whole(SnmpAccess, AP, spoken()))
BAD = case(whole(SnmpCommunity, AP, community(known_default=True)), whole(SnmpAccess, AP, spoken()))


def test_no_community_and_version_three() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


def test_a_known_default_community() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.UNAUTHENTICATED_ACCESS)
    assert rows(verdict) == [("juki-ap01/community#1", "fail", "unauthenticated_access")]


@pytest.mark.parametrize("access", [spoken("2c", "community"), spoken("1", "community"), spoken("3", "authNoPriv")])
def test_speaking_without_privacy_is_a_finding(access: SnmpAccess) -> None:
    verdict = judge(check, case(whole(SnmpCommunity, AP), whole(SnmpAccess, ROUTER, access)))
    assert outcome(verdict) == (Outcome.BROKEN, Reason.INSECURE_PROTOCOL)
    assert rows(verdict) == [("rt01/snmp", "fail", "insecure_protocol")]


def test_another_community_is_a_remark() -> None:
    verdict = judge(check, case(whole(SnmpCommunity, AP, community(known_default=False))))
    assert (verdict.outcome, rows(verdict)) == (Outcome.MET, [("juki-ap01/community#1", "informational", None)])


def test_what_was_not_read() -> None:
    absent = case(nothing_of(SnmpCommunity, AP, Reason.PERMISSION_DENIED), whole(SnmpAccess, AP, spoken()))
    assert outcome(judge(check, absent)) == (Outcome.OPEN, Reason.EMPTY)
    unasked = case(whole(SnmpCommunity, AP), nothing_of(SnmpAccess, AP, Reason.NO_EVIDENCE))
    assert judge(check, unasked).outcome is Outcome.MET
