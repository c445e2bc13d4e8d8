from typing import Any

import pytest

from auditor.checks import load_monitored as check
from auditor.facts.base import FactSet
from auditor.facts.monitoring import ProcessorLoad, StorageUse
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, DB, Case, judge, nothing_of, outcome, part_of, rows, spot, whole

ASKED = check.Parameters(processor_percent=80, memory_percent=90, disk_percent=85)


def load(percent: float = 12.0) -> ProcessorLoad:
    return ProcessorLoad(place=spot(), processors=4, percent=percent)


def store(kind: str, name: str, used: int) -> StorageUse:
    return StorageUse(place=spot(), name=name, kind=kind, size=1000, used=used)


MEMORY, DISK = store("memory", "Physical memory", 500), store("disk", "/", 500)


def case(*sets: FactSet[Any], asked: check.Parameters = ASKED) -> Case:
    return Case(sets=sets, parameters=asked)


GOOD = case(whole(ProcessorLoad, AP, load()), whole(StorageUse, AP, MEMORY, DISK))
BAD = case(whole(ProcessorLoad, AP), whole(StorageUse, AP, MEMORY))


def test_everything_returned_data() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 3)


def test_what_a_whole_answer_leaves_out_is_not_monitored() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.NOT_MONITORED)
    assert rows(verdict) == [
        ("juki-ap01/processor", "fail", "not_monitored"),
        ("juki-ap01/disk", "fail", "not_monitored"),
    ]


HIGH = [
    whole(ProcessorLoad, AP, load(80.05)),
    whole(StorageUse, AP, store("memory", "Physical memory", 901), store("disk", "/", 850), store("disk", "/v", 851)),
]


def test_use_above_the_mark_is_an_observation() -> None:
    verdict = judge(check, case(*HIGH))
    assert outcome(verdict) == (Outcome.MET, None)
    assert rows(verdict) == [
        ("juki-ap01/processor", "informational", None),
        ("juki-ap01/memory/Physical memory", "informational", None),
        ("juki-ap01/disk//v", "informational", None),
    ]
    assert [item.measured for item in verdict.items] == [{"percent": 80.0}, {"percent": 90.1}, {"percent": 85.1}]


def test_without_a_mark_nothing_is_remarked() -> None:
    assert rows(judge(check, case(*HIGH, asked=check.Parameters()))) == []


@pytest.mark.parametrize("reason", [Reason.UNREACHABLE, Reason.NO_COLLECTOR, Reason.NO_EVIDENCE])
def test_one_system_that_gave_no_answer(reason: Reason) -> None:
    silent: list[FactSet[Any]] = [nothing_of(ProcessorLoad, DB, reason), nothing_of(StorageUse, DB, reason)]
    verdict = judge(check, case(*GOOD.sets, *silent))
    assert outcome(verdict) == (Outcome.OPEN, reason)
    assert [key for key, _, _ in rows(verdict)] == ["juki-db01/processor", "juki-db01/memory", "juki-db01/disk"]


def test_half_an_answer() -> None:
    half = case(whole(ProcessorLoad, AP, load()), part_of(StorageUse, AP, MEMORY, reason=Reason.TRUNCATED))
    assert rows(judge(check, half)) == [("juki-ap01/disk", "error", "truncated")]


def test_no_system_at_all() -> None:
    assert outcome(judge(check, case())) == (Outcome.OPEN, Reason.EMPTY)
