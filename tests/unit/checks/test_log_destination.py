from typing import Any

import pytest

from auditor.checks import log_destination as check
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredLogDestination
from auditor.facts.host import LogForwarding
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, rows, spot, whole


def declared(*names: str) -> FactSet[DeclaredLogDestination]:
    facts = [DeclaredLogDestination(place=spot(), destination=name) for name in names]
    return whole(DeclaredLogDestination, AP, *facts)


def sent(name: str) -> LogForwarding:
    return LogForwarding(place=spot(), mechanism="rsyslog", destination=name, port=514, protocol="tcp")


def case(*sets: FactSet[Any]) -> Case:
    return Case(sets=sets, parameters=check.Parameters())


GOOD = case(declared("log01.example.lg.jp"), whole(LogForwarding, AP, sent("LOG01.example.lg.jp")))
BAD = case(declared("10.0.0.5"), whole(LogForwarding, AP, sent("10.0.0.9")))


def test_events_go_where_declared() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


def test_events_go_elsewhere_only() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.NO_LOG_DESTINATION)
    assert rows(verdict) == [
        ("juki-ap01/log_destination", "fail", "no_log_destination"),
        ("juki-ap01/10.0.0.9", "informational", None),
    ]


def test_more_or_fewer_destinations_than_declared_are_remarks() -> None:
    verdict = judge(check, case(declared("10.0.0.5", "10.0.0.6"), whole(LogForwarding, AP, sent("10.0.0.5"))))
    assert (verdict.outcome, rows(verdict)) == (Outcome.MET, [("juki-ap01/10.0.0.6", "informational", None)])


@pytest.mark.parametrize(
    ("sets", "row"),
    [
        ([declared("10.0.0.5"), whole(LogForwarding, AP)], ("fail", "no_log_destination")),
        ([declared(), whole(LogForwarding, AP, sent("10.0.0.5"))], ("unknown", "missing_field")),
        ([declared("10.0.0.5"), part_of(LogForwarding, AP)], ("error", "permission_denied")),
        ([declared("10.0.0.5"), nothing_of(LogForwarding, AP, Reason.NO_COLLECTOR)], ("notchecked", "no_collector")),
        ([declared("10.0.0.5")], ("unknown", "no_evidence")),
    ],
)
def test_what_is_not_sent_or_not_known(sets: list[FactSet[Any]], row: tuple[str, str]) -> None:
    assert rows(judge(check, case(*sets))) == [("juki-ap01/log_destination", *row)]
