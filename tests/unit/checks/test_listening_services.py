"""declared_services and tls_services, both over the sockets that wait for others."""

from types import ModuleType
from typing import Any

import pytest

from auditor.checks import declared_services, tls_services
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredService
from auditor.facts.remote import Listener
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, rows, spot, whole


def listener(port: int, address: str = "0.0.0.0", protocol: str = "tcp", process: str = "") -> Listener:  # noqa: S104
    return Listener(place=spot(), protocol=protocol, address=address, port=port, process=process)


def service(port: int, purpose: str = "管理", protocol: str = "tcp") -> DeclaredService:
    return DeclaredService(place=spot(), protocol=protocol, port=port, purpose=purpose)


def case(check: ModuleType, listeners: FactSet[Listener], *declared: DeclaredService) -> Case:
    sets: list[FactSet[Any]] = [listeners, whole(DeclaredService, AP, *declared)]
    return Case(sets=sets, parameters=check.Parameters(), subject=AP)


SSH = listener(22, process="sshd")
LOCAL = listener(5432, "127.0.0.1")
GOOD_BY_CHECK = {
    "declared_services": case(declared_services, whole(Listener, AP, SSH, listener(22, "::"), LOCAL), service(22)),
    "tls_services": case(tls_services, whole(Listener, AP, SSH, LOCAL, listener(443, "127.0.0.1")), service(22)),
}
BAD_BY_CHECK = {
    "declared_services": case(declared_services, whole(Listener, AP, SSH, listener(8080)), service(22)),
}


def test_declared_ones_only() -> None:
    verdict = judge(declared_services, GOOD_BY_CHECK["declared_services"])
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 3)


def test_another_one_is_undeclared() -> None:
    verdict = judge(declared_services, BAD_BY_CHECK["declared_services"])
    assert outcome(verdict) == (Outcome.BROKEN, Reason.UNDECLARED_SERVICE)
    assert rows(verdict) == [("tcp/8080", "fail", "undeclared_service")]


def test_protocols_are_told_apart() -> None:
    asked = case(declared_services, whole(Listener, AP, listener(161, protocol="udp")), service(161))
    assert rows(judge(declared_services, asked)) == [
        ("udp/161", "fail", "undeclared_service"),
        ("tcp/161", "informational", None),
    ]


def test_telnet_is_no_better_for_being_declared() -> None:
    asked = case(declared_services, whole(Listener, AP, listener(23)), service(23))
    assert rows(judge(declared_services, asked)) == [("tcp/23", "fail", "insecure_protocol")]


def test_an_inventory_that_declares_nothing_decides_nothing() -> None:
    asked = case(declared_services, whole(Listener, AP, SSH))
    assert rows(judge(declared_services, asked)) == [("tcp/22", "unknown", "missing_field")]


@pytest.mark.parametrize("check", [declared_services, tls_services])
def test_no_socket_was_seen(check: Any) -> None:
    absent = case(check, nothing_of(Listener, AP, Reason.NO_COLLECTOR), service(22))
    assert outcome(judge(check, absent)) == (Outcome.OPEN, Reason.EMPTY)
    assert rows(judge(check, absent)) == []


def test_a_violation_in_a_set_read_in_part_is_still_one() -> None:
    partial = case(declared_services, part_of(Listener, AP, listener(8080)), service(22))
    assert rows(judge(declared_services, partial)) == [("tcp/8080", "fail", "undeclared_service")]


def test_no_socket_known_for_tls() -> None:
    verdict = judge(tls_services, GOOD_BY_CHECK["tls_services"])
    assert (outcome(verdict), rows(verdict)) == ((Outcome.MET, None), [])


def test_tls_is_not_passed_unseen() -> None:
    asked = case(
        tls_services,
        whole(Listener, AP, listener(443), listener(9443), listener(9000)),
        service(9443, "HTTPS 管理画面"),
        service(9000, "帳票"),
    )
    verdict = judge(tls_services, asked)
    assert outcome(verdict) == (Outcome.OPEN, Reason.NO_COLLECTOR)
    assert rows(verdict) == [
        ("tcp/443/tls", "notchecked", "no_collector"),
        ("tcp/9443/tls", "notchecked", "no_collector"),
    ]
