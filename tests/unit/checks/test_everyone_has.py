"""everyone_has: who is in the group on the day, and whose record counts."""

from typing import Any

import pytest

from auditor.checks import everyone_has as check
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredSharedAccount
from auditor.facts.records import Card, Entitlement, RosterEntry, Training
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, rows, whole
from tests.unit.checks.records import YEAR, record, register


def staff(key: str = "10412", /, **given: Any) -> RosterEntry:
    return record(RosterEntry, key, **({"roles": ("juki_operator",), "since": "2020-04-01"} | given))


def training(key: str = "t-1", /, **given: Any) -> Training:
    sound = {"topics": ("juki_operation",), "held_on": "2026-05-20", "persons": ("10412", "10588")}
    return record(Training, key, **(sound | given))


def asked(
    people: tuple[RosterEntry, ...] = (staff(), staff("10588")),
    trainings: tuple[Training, ...] = (training(),),
    *more: FactSet[Any],
    subject: SubjectRef = CITY,
    **given: Any,
) -> Case:
    sound: dict[str, Any] = {
        "within": YEAR,
        "roles": ("juki_operator",),
        "where": {"topics": ("juki_operation",)},
    }
    sets = [register(RosterEntry, *people), register(Training, *trainings), *more]
    return Case(sets=sets, parameters=check.Parameters(**(sound | given)), subject=subject)


GOOD = asked()
BAD = asked((staff(), staff("10777", since="2026-10-01")))


def test_everyone_was_there() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


@pytest.mark.parametrize(
    ("people", "trainings", "expected"),
    [
        ((staff("10777"),), (training(),), [("10777", "fail", "missing_record")]),
        ((staff("10777", since="2026-10-01"),), (training(),), [("10777", "fail", "missing_record")]),
        ((staff("１０４１２"),), (training(),), []),
        ((staff(since="2026-10-01"),), (training(),), []),
        ((staff(),), (training(held_on="2025-11-20"),), []),
        ((staff(),), (training(held_on="2025-11-19"),), [("10412", "fail", "missing_record")]),
        ((staff(),), (training(held_on="2026-11-21"),), [("10412", "fail", "missing_record")]),
        ((staff(),), (training(topics=("other",)),), [("10412", "fail", "missing_record")]),
        ((staff(),), (training(held_on="2020-05-20"), training("t-2")), []),
        ((staff(),), (training(held_on=None),), [("10412", "unknown", "missing_field")]),
        ((staff("10777"),), (training(held_on=None),), [("10777", "fail", "missing_record")]),
        ((staff("10777"),), (training(persons=()),), [("10777", "unknown", "missing_field")]),
        ((staff("10777"),), (training(persons=(), held_on="2020-01-01"),), [("10777", "fail", "missing_record")]),
        ((), (training(),), [("roster", "unknown", "empty")]),
        ((staff(left="2026-11-19"),), (), [("roster", "unknown", "empty")]),
        ((staff(since="2026-11-21"),), (), [("roster", "unknown", "empty")]),
        ((staff(roles=("handler",)),), (), [("roster", "unknown", "empty")]),
        ((staff(left="2026-11-20"),), (), [("10412", "fail", "missing_record")]),
    ],
)
def test_the_roster_on_the_day(
    people: tuple[RosterEntry, ...], trainings: tuple[Training, ...], expected: list[Row]
) -> None:
    assert rows(judge(check, asked(people, trainings))) == expected


def test_the_citys_own_staff_only() -> None:
    people = (staff(), staff("C-1", organisation="会社"))
    assert rows(judge(check, asked(people))) == [("C-1", "fail", "missing_record")]
    assert judge(check, asked(people, own=True)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ("met", (Outcome.MET, None)),
        ("fail", (Outcome.BROKEN, Reason.MISSING_RECORD)),
        ("open", (Outcome.OPEN, Reason.EMPTY)),
    ],
)
def test_what_an_empty_group_means(none: str, expected: tuple[Outcome, Reason | None]) -> None:
    assert outcome(judge(check, asked((), none=none))) == expected


def entitled(key: str = "e-1", /, **given: Any) -> Entitlement:
    return record(Entitlement, key, **({"person": "10777", "linkage": "suido", "granted": "2024-04-01"} | given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("10777", "fail", "missing_record")]),
        ({"linkage": "", "target": "juki-ap01"}, [("10777", "fail", "missing_record")]),
        ({"linkage": "kaigo", "target": "juki-ap01"}, [("entitled", "unknown", "empty")]),
        ({"linkage": "kaigo"}, [("entitled", "unknown", "empty")]),
        ({"ended": "2026-11-20"}, [("entitled", "unknown", "empty")]),
        ({"ended": "2026-11-21"}, [("10777", "fail", "missing_record")]),
        ({"granted": "2026-11-21"}, [("entitled", "unknown", "empty")]),
        ({"person": "10412"}, []),
        ({"person": "10999"}, [("entitled", "unknown", "empty")]),
    ],
)
def test_whoever_is_entitled(given: dict[str, Any], expected: list[Row]) -> None:
    gone = staff("10999", left="2026-03-31")
    case = asked(
        (staff(), gone),
        (training(),),
        register(Entitlement, entitled(**given)),
        whole(DeclaredSharedAccount, AP),
        subject=LINKAGE,
        group="entitled",
        roles=(),
    )
    assert rows(judge(check, case)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("10777", "fail", "missing_record")]),
        ({"returned_on": "2026-11-20"}, [("cards", "unknown", "empty")]),
        ({"lost_on": "2026-11-20"}, [("cards", "unknown", "empty")]),
        ({"issued_on": "2026-11-21"}, [("cards", "unknown", "empty")]),
    ],
)
def test_whoever_has_a_card(given: dict[str, Any], expected: list[Row]) -> None:
    card = record(Card, "C-1", **({"person": "10777", "issued_on": "2025-04-01"} | given))
    case = asked((), (training(),), register(Card, card), group="cards", roles=())
    assert rows(judge(check, case)) == expected


def test_a_training_of_another_linkage_is_none_for_this_one() -> None:
    entitlements = register(Entitlement, entitled(person="10412"))
    for linkage, met in (("suido", True), ("", True), ("kaigo", False)):
        case = asked(
            (staff(),), (training(linkage=linkage),), entitlements, subject=LINKAGE, group="entitled", roles=()
        )
        assert (judge(check, case).outcome is Outcome.MET) is met


@pytest.mark.parametrize("kind", [RosterEntry, Training])
def test_a_register_that_is_not_kept(kind: Any) -> None:
    sets = [nothing_of(kind, CITY, Reason.NO_REGISTER) if s.type is kind else s for s in BAD.sets]
    verdict = judge(check, Case(sets=sets, parameters=BAD.parameters, subject=CITY))
    assert verdict.outcome is Outcome.OPEN
