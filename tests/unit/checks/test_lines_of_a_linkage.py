"""lines_up, line_use_monitored and tunnels_up."""

from types import ModuleType
from typing import Any

import pytest

from auditor.checks import line_use_monitored, lines_up, tunnels_up
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredLine
from auditor.facts.lines import Tunnel
from auditor.facts.monitoring import Interface, LineUse
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    AP,
    LINKAGE,
    NIGHT,
    ROUTER,
    Case,
    jst,
    judge,
    nothing_of,
    outcome,
    part_of,
    rows,
    spot,
    whole,
)

WAN = DeclaredLine(place=spot(), target="rt01", interface="ge-0/0", line="dedicated")
LINES = whole(DeclaredLine, LINKAGE, WAN)


def interface(name: str = "ge-0/0", *, admin_up: bool = True, oper_up: bool = True) -> Interface:
    return Interface(place=spot(), name=name, admin_up=admin_up, oper_up=oper_up)


def use(percent: float = 10.0, name: str = "ge-0/0") -> LineUse:
    return LineUse(place=spot(), name=name, percent=percent, since=jst(19, 2), until=NIGHT)


def tunnel(name: str = "tunnel1", up: bool | None = True) -> Tunnel:
    return Tunnel(place=spot(), name=name, peer="192.0.2.1", up=up)


def case(check: ModuleType, *sets: FactSet[Any], **given: Any) -> Case:
    return Case(sets=sets, parameters=check.Parameters(**given))


GOOD_BY_CHECK = {
    "lines_up": case(lines_up, LINES, whole(Interface, ROUTER, interface(), interface("lo", oper_up=False))),
    "line_use_monitored": case(line_use_monitored, LINES, whole(LineUse, ROUTER, use()), line_percent=70.0),
    "tunnels_up": case(tunnels_up, whole(Tunnel, ROUTER, tunnel())),
}
BAD_BY_CHECK = {
    "lines_up": case(lines_up, LINES, whole(Interface, ROUTER, interface(oper_up=False))),
    "line_use_monitored": case(line_use_monitored, LINES, whole(LineUse, ROUTER, use(name="ge-0/1"))),
    "tunnels_up": case(tunnels_up, whole(Tunnel, ROUTER, tunnel(), tunnel("tunnel2", up=False))),
}


def test_a_line_that_is_up() -> None:
    verdict = judge(lines_up, GOOD_BY_CHECK["lines_up"])
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("found", "row", "code"),
    [
        (whole(Interface, ROUTER, interface(oper_up=False)), ("fail", "line_down"), "lines.down"),
        (whole(Interface, ROUTER, interface(admin_up=False)), ("fail", "line_down"), "lines.shut"),
        (whole(Interface, ROUTER, interface("other")), ("fail", "line_down"), "lines.missing"),
        (part_of(Interface, ROUTER, reason=Reason.TIMEOUT), ("error", "timeout"), "gaps.not_read"),
        (nothing_of(Interface, ROUTER, Reason.NO_COLLECTOR), ("notchecked", "no_collector"), "gaps.not_read"),
        (whole(Interface, AP, interface()), ("unknown", "no_evidence"), "gaps.no_source"),
    ],
)
def test_a_line_that_is_not_seen_up(found: FactSet[Any], row: tuple[str, str], code: str) -> None:
    verdict = judge(lines_up, case(lines_up, LINES, found))
    assert rows(verdict) == [("rt01/ge-0/0", *row)]
    assert verdict.items[0].summary.code == code


@pytest.mark.parametrize("check", [lines_up, line_use_monitored])
def test_a_linkage_without_a_declared_line(check: Any) -> None:
    verdict = judge(check, case(check, whole(DeclaredLine, LINKAGE)))
    assert outcome(verdict) == (Outcome.OPEN, Reason.MISSING_FIELD)


def test_the_use_of_a_line_is_known() -> None:
    verdict = judge(line_use_monitored, GOOD_BY_CHECK["line_use_monitored"])
    assert (outcome(verdict), rows(verdict)) == ((Outcome.MET, None), [])


def test_use_above_the_mark_is_an_observation() -> None:
    high = case(line_use_monitored, LINES, whole(LineUse, ROUTER, use(70.26)), line_percent=70.0)
    verdict = judge(line_use_monitored, high)
    assert (verdict.outcome, rows(verdict)) == (Outcome.MET, [("rt01/ge-0/0", "informational", None)])
    assert verdict.items[0].measured == {"percent": 70.3}


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (whole(LineUse, ROUTER), ("fail", "not_monitored")),
        (nothing_of(LineUse, ROUTER, Reason.INSUFFICIENT_HISTORY), ("unknown", "insufficient_history")),
        (part_of(LineUse, ROUTER, reason=Reason.INSUFFICIENT_HISTORY), ("unknown", "insufficient_history")),
        (nothing_of(LineUse, ROUTER, Reason.UNREACHABLE), ("error", "unreachable")),
    ],
)
def test_the_use_of_a_line_is_not_known(found: FactSet[Any], row: tuple[str, str]) -> None:
    verdict = judge(line_use_monitored, case(line_use_monitored, LINES, found))
    assert rows(verdict) == [("rt01/ge-0/0", *row)]


def test_tunnels_that_are_up() -> None:
    assert outcome(judge(tunnels_up, GOOD_BY_CHECK["tunnels_up"])) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (whole(Tunnel, ROUTER, tunnel(up=False)), ("rt01/tunnel1", "fail", "line_down")),
        (whole(Tunnel, ROUTER), ("rt01/tunnel", "fail", "line_down")),
        (whole(Tunnel, ROUTER, tunnel(up=None)), ("rt01/tunnel1", "error", "permission_denied")),
        (nothing_of(Tunnel, ROUTER, Reason.NO_COLLECTOR), ("rt01/tunnel", "notchecked", "no_collector")),
        (part_of(Tunnel, ROUTER, reason=Reason.TRUNCATED), ("rt01/tunnel", "error", "truncated")),
    ],
)
def test_tunnels_that_are_not_seen_up(found: FactSet[Any], row: tuple[str, str, str]) -> None:
    assert rows(judge(tunnels_up, case(tunnels_up, found))) == [row]
