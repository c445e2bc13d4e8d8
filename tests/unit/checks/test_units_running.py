from typing import Any

import pytest

from auditor.checks import units_running as check
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredUnit
from auditor.facts.host import ServiceState
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, DB, Case, judge, nothing_of, outcome, part_of, rows, spot, whole


def unit(name: str = "postgresql") -> DeclaredUnit:
    return DeclaredUnit(place=spot(), name=name)


def service(name: str = "postgresql", *, active: bool = True, failed: bool = False) -> ServiceState:
    return ServiceState(place=spot(), name=name, active=active, failed=failed)


def case(*sets: FactSet[Any]) -> Case:
    return Case(sets=sets, parameters=check.Parameters())


DECLARED = whole(DeclaredUnit, AP, unit())
GOOD = case(whole(DeclaredUnit, AP, unit("postgresql.service")), whole(ServiceState, AP, service()))
BAD = case(DECLARED, whole(ServiceState, AP, service(active=False)))


def test_declared_services_run() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("found", "row", "code"),
    [
        (whole(ServiceState, AP, service(active=False)), ("fail", "service_down"), "units_running.stopped"),
        (whole(ServiceState, AP, service(active=False, failed=True)), ("fail", "service_down"), "units_running.failed"),
        (whole(ServiceState, AP, service("sshd")), ("fail", "service_down"), "units_running.missing"),
        (part_of(ServiceState, AP, service("sshd")), ("error", "permission_denied"), "gaps.not_read"),
        (nothing_of(ServiceState, AP, Reason.TIMEOUT), ("error", "timeout"), "gaps.not_read"),
        (whole(ServiceState, DB, service()), ("unknown", "no_evidence"), "gaps.no_source"),
    ],
)
def test_a_service_that_is_not_seen_running(found: FactSet[Any], row: tuple[str, str], code: str) -> None:
    verdict = judge(check, case(DECLARED, found))
    assert rows(verdict) == [("juki-ap01/postgresql", *row)]
    assert verdict.items[0].summary.code == code


def test_a_system_that_declares_none() -> None:
    verdict = judge(check, case(*GOOD.sets, whole(DeclaredUnit, DB), whole(ServiceState, DB, service())))
    assert outcome(verdict) == (Outcome.OPEN, Reason.MISSING_FIELD)
    assert rows(verdict) == [("juki-db01/units", "unknown", "missing_field")]
