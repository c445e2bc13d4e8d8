"""post_held: vacancies with their first day, the right holder, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import post_held as check
from auditor.facts.records import CameraRecord, ContractRecord, DataFile, LinkageRecord, PostHeld
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, part_of, rows
from tests.unit.checks.records import YEAR, record, register


def held(key: str = "p-1", /, **given: Any) -> PostHeld:
    sound = {"post": "supervisor", "holder": "副市長", "rank": "deputy_mayor", "since": "2025-04-01"}
    return record(PostHeld, key, **(sound | given))


def asked(*entries: PostHeld, subject: SubjectRef = CITY, also: tuple[Any, ...] = (), **given: Any) -> Case:
    sets = [
        register(PostHeld, *entries),
        *(also or [register(kind) for kind in (LinkageRecord, ContractRecord, CameraRecord, DataFile)]),
    ]
    sound: dict[str, Any] = {"posts": ("supervisor",), "window": YEAR}
    return Case(sets=sets, parameters=check.Parameters(**(sound | given)), subject=subject)


GOOD = asked(held())
BAD = asked(held(until="2026-03-31"), held("p-2", since="2026-04-15"))


def test_somebody_all_the_time_is_met() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    "entries",
    [
        (held(until="2026-03-31"), held("p-2", since="2026-04-01")),
        (held(), held("p-2", since="2026-04-01")),
        (held(until="2026-06-30"), held("p-2", since="2026-04-01")),
        (held(until="2026-11-20"),),
        (held(until="2024-01-01", since="2023-01-01"), held("p-2", since="2025-11-20")),
        (held(), held("p-2", since=None, holder="")),
        (held(), held("p-2", since="2026-04-01", until="2026-03-01")),
    ],
)
def test_what_is_no_gap(entries: tuple[PostHeld, ...]) -> None:
    assert judge(check, asked(*entries)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), [("supervisor", "fail", "post_vacant")]),
        ((held(post="other"),), [("supervisor", "fail", "post_vacant")]),
        (
            (held(until="2026-03-31"), held("p-2", since="2026-04-15")),
            [("supervisor/2026-04-01", "fail", "post_vacant")],
        ),
        (
            (held(until="2025-10-31"), held("p-2", since="2025-12-01")),
            [("supervisor/2025-11-01", "fail", "post_vacant")],
        ),
        ((held(until="2026-11-19"),), [("supervisor/2026-11-20", "fail", "post_vacant")]),
        ((held(until="2020-03-31", since="2019-04-01"),), [("supervisor/2020-04-01", "fail", "post_vacant")]),
        ((held(since="2026-12-01"),), [("supervisor", "fail", "post_vacant")]),
        ((held(since="2026-04-01"),), [("supervisor", "unknown", "insufficient_history")]),
        ((held(holder=" "),), [("p-1/holder", "unknown", "missing_field")]),
        ((held(since=None),), [("p-1/since", "unknown", "missing_field")]),
        (
            (held(until="2026-03-31"), held("p-2", since="2026-04-15"), held("p-3", since=None)),
            [("p-3/since", "unknown", "missing_field")],
        ),
        (
            (held(until="2026-03-31"), held("p-2", since="2026-04-15"), held("p-3", since=None, until="2025-01-01")),
            [("supervisor/2026-04-01", "fail", "post_vacant")],
        ),
    ],
)
def test_vacancies_and_what_leaves_them_open(entries: tuple[PostHeld, ...], expected: list[Row]) -> None:
    assert rows(judge(check, asked(*entries))) == expected


@pytest.mark.parametrize(
    ("entries", "given", "expected"),
    [
        ((held(),), {"ranks": ("deputy_mayor",)}, []),
        ((held(),), {"ranks": ("director",)}, [("supervisor/p-1/rank", "fail", "wrong_rank")]),
        ((held(rank=""),), {"ranks": ("director",)}, [("supervisor/p-1/rank", "unknown", "missing_field")]),
        ((held(position="x"),), {"positions": ("y",)}, [("supervisor/p-1/position", "fail", "wrong_rank")]),
        ((held(), held("p-2", rank="director")), {"ranks": ("director",)}, []),
        ((held(until="2026-11-19"), held("p-2", since="2026-11-20", rank="director")), {"ranks": ("director",)}, []),
        ((held(organisation="会社"),), {"own": True}, [("supervisor/p-1/organisation", "fail", "requirement_not_met")]),
        ((held(),), {"own": True}, []),
    ],
)
def test_the_right_holder(entries: tuple[PostHeld, ...], given: dict[str, Any], expected: list[Row]) -> None:
    assert rows(judge(check, asked(*entries, **given))) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"holder": " 副市長"}, []),
        ({"holder": "総務部長"}, [("supervisor/p-1/manager", "fail", "requirement_not_met")]),
        ({"until": "2026-11-19"}, [("supervisor/p-1/manager", "fail", "requirement_not_met")]),
        ({"holder": ""}, [("supervisor/p-1/manager", "unknown", "missing_field")]),
    ],
)
def test_the_same_person_in_another_post(other: dict[str, Any], expected: list[Row]) -> None:
    manager = held("p-9", **({"post": "manager"} | other))
    assert rows(judge(check, asked(held(), manager, same_holder_as="manager"))) == expected


def test_a_post_of_a_linkage_is_asked_for_since_its_start() -> None:
    entries = [held(linkage="suido", since="2026-06-01"), held("p-2", linkage="kaigo")]
    short = asked(*entries, subject=LINKAGE)
    assert rows(judge(check, short)) == [("supervisor", "unknown", "insufficient_history")]
    begun = register(LinkageRecord, record(LinkageRecord, "suido", started="2026-06-01"))
    also = (begun, *[register(kind) for kind in (ContractRecord, CameraRecord, DataFile)])
    assert judge(check, asked(*entries, subject=LINKAGE, also=also)).outcome is Outcome.MET
    assert rows(judge(check, asked(held("p-2"), subject=LINKAGE))) == [("supervisor", "fail", "post_vacant")]


def test_one_in_each_section_that_holds_a_file() -> None:
    files = register(
        DataFile,
        record(DataFile, "f-1", section="zeimu"),
        record(DataFile, "f-2", section="shimin"),
        record(DataFile, "f-3", section="kikaku", ended_on="2025-01-01"),
        record(DataFile, "f-4"),
    )
    also = (files, *[register(kind) for kind in (LinkageRecord, ContractRecord, CameraRecord)])
    verdict = judge(check, asked(held(section="zeimu"), held("p-2"), also=also, per_section=True))
    assert rows(verdict) == [
        ("supervisor/shimin", "fail", "post_vacant"),
        ("f-4/section", "unknown", "missing_field"),
    ]


@pytest.mark.parametrize(
    "given",
    [
        nothing_of(PostHeld, CITY, Reason.NO_REGISTER),
        part_of(PostHeld, CITY, held(until="2026-03-31"), reason=Reason.PARSE_ERROR),
    ],
)
def test_a_register_not_read_whole_decides_nothing(given: Any) -> None:
    case = Case(sets=[given, *GOOD.sets[1:]], parameters=GOOD.parameters, subject=CITY)
    assert outcome(judge(check, case)) == (Outcome.OPEN, given.reason)
