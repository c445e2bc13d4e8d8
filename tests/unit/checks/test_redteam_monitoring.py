"""Monitors that answer and say nothing."""

from typing import Any

import pytest

from auditor.checks import load_monitored, log_destination
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredLogDestination
from auditor.facts.host import LogForwarding
from auditor.facts.monitoring import ProcessorLoad, StorageUse
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, rows, spot, whole


def stores(*told: tuple[str, int, int]) -> Case:
    found = [
        StorageUse(place=spot(), name=f"{kind}{n}", kind=kind, size=size, used=used)
        for n, (kind, size, used) in enumerate(told)
    ]
    sets: list[FactSet[Any]] = [
        whole(ProcessorLoad, AP, ProcessorLoad(place=spot(), processors=1, percent=0.0)),
        whole(StorageUse, AP, *found),
    ]
    return Case(sets=sets, parameters=load_monitored.Parameters())


@pytest.mark.parametrize(
    ("memory", "disk", "open_"),
    [
        ((0, 0), (1000, 10), ["memory"]),
        ((1000, 0), (1000, 10), ["memory"]),
        ((1000, 10), (0, 0), ["disk"]),
        ((0, 0), (0, 0), ["memory", "disk"]),
        ((1000, 10), (1000, 0), []),
    ],
)
def test_zeros_are_no_measurement(memory: tuple[int, int], disk: tuple[int, int], open_: list[str]) -> None:
    verdict = judge(load_monitored, stores(("memory", *memory), ("disk", *disk)))
    assert rows(verdict) == [(f"juki-ap01/{kind}", "unknown", "empty") for kind in open_]


def test_an_empty_store_beside_a_full_one_bars_nothing() -> None:
    verdict = judge(load_monitored, stores(("memory", 9, 5), ("disk", 0, 0), ("disk", 9, 5)))
    assert verdict.outcome is Outcome.MET


def forwarding(*selectors: str) -> Case:
    sent = [
        LogForwarding(
            place=spot(), mechanism=f"m{n}", destination="10.0.0.5", port=514, protocol="udp", selector=selector
        )
        for n, selector in enumerate(selectors)
    ]
    sets: list[FactSet[Any]] = [
        whole(LogForwarding, AP, *sent),
        whole(DeclaredLogDestination, AP, DeclaredLogDestination(place=spot(), destination="10.0.0.5")),
    ]
    return Case(sets=sets, parameters=log_destination.Parameters())


@pytest.mark.parametrize(
    "selector", ["mail.*", "local7.*;cron.info", "*.emerg", "*.none", "then", ":msg", "auth.=crit"]
)
def test_a_narrow_choice_of_events_is_open(selector: str) -> None:
    assert rows(judge(log_destination, forwarding(selector))) == [
        ("juki-ap01/log_destination", "unknown", "partial_coverage")
    ]


@pytest.mark.parametrize(
    "selector",
    ["*.*", "*.info;mail.none;authpriv.none;cron.none", "auth,authpriv.*", "kern.warning", "*.=info", "AUTH.*"],
)
def test_everyday_events_of_the_system_count(selector: str) -> None:
    assert judge(log_destination, forwarding(selector)).outcome is Outcome.MET
    assert judge(log_destination, forwarding("mail.*", selector)).outcome is Outcome.MET
