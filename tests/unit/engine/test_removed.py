"""An entry that vanished from a register bars passes until it is back or its removal is on record."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from auditor.engine.pool import FactPool
from auditor.engine.removed import bar_passes, removed_records
from auditor.facts.base import F, FactSet
from auditor.facts.records import Record, Removal, RosterEntry, Training
from auditor.facts.removed import RemovedRecord
from auditor.messages.rendering import in_both
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason
from tests.unit.engine.world import AS_OF, CITY, NOW, circumstances, fact_set

PLACE = Place(origin="register:x")


def roster(*people: str) -> FactSet[RosterEntry]:
    facts = [RosterEntry(place=PLACE, person=person) for person in people]
    return cast("FactSet[RosterEntry]", fact_set(facts, of=RosterEntry, subject=CITY, basis=Basis.REGISTER))


def removals(*entries: Removal) -> FactSet[Removal]:
    return cast("FactSet[Removal]", fact_set(entries, of=Removal, subject=CITY, basis=Basis.REGISTER))


def removal(**changes: Any) -> Removal:
    values: dict[str, Any] = {"id": "r1", "register": "roster", "record": "b", "reason": "x"}
    values |= {"removed_on": AS_OF, "approved_by": "課長"}
    return Removal(place=PLACE, **(values | changes))


class Nights:
    """A store of what each night recorded."""

    def __init__(self) -> None:
        self.sets: list[FactSet[Any]] = []

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str | None) -> FactSet[F] | None:
        there = [s for s in self.sets if s.type is fact_type and s.completeness is not Completeness.ABSENT]
        return there[-1] if there else None

    def latest_keys(
        self, fact_types: Mapping[type[Record], str], subject: SubjectRef, before_run: str | None
    ) -> Mapping[type[Record], Collection[str]]:
        latest = {kind: self.latest_facts(kind, subject, before_run) for kind in fact_types}
        return {kind: {fact.key for fact in found.facts} for kind, found in latest.items() if found is not None}

    def night(self, *sets: FactSet[Any], as_of: date = AS_OF) -> FactPool:
        pool = circumstances(*sets).pool
        removed = removed_records(pool, self, CITY, "run", NOW)
        bar_passes(pool, removed, CITY, as_of)
        self.sets += [*sets, *removed]
        return pool


def lacks(pool: FactPool, record: type[Record] = RosterEntry) -> tuple[str, ...] | None:
    """What the set is told to lack; None when it is whole."""
    found = pool.get(record, CITY)
    if found.complete:
        return None
    assert (found.completeness, found.reason) == (Completeness.PARTIAL, Reason.RECORD_REMOVED)
    assert found.detail is not None
    assert all("{" not in words for words in in_both(found.detail).values())
    return cast("tuple[str, ...]", found.detail.args["names"])


def test_a_first_night_misses_nothing() -> None:
    nights = Nights()
    assert lacks(nights.night(roster("a", "b"))) is None
    assert [s.type for s in nights.sets] == [RosterEntry]


def test_what_is_gone_is_missing_until_it_is_back() -> None:
    nights = Nights()
    nights.night(roster("a", "b", "c"))
    assert lacks(nights.night(roster("a", "c"))) == ("b",)
    assert lacks(nights.night(roster("a", "c"))) == ("b",)
    assert lacks(nights.night(roster("a", "d"))) == ("b", "c")
    assert lacks(nights.night(roster("a", "b", "d"))) == ("c",)
    assert lacks(nights.night(roster("a", "b", "c", "d"))) is None
    assert nights.sets[-1].facts == ()
    assert lacks(nights.night(roster("a", "b", "c", "d"))) is None
    assert nights.sets[-1].type is RosterEntry


def test_a_register_put_aside_for_a_while_is_not_forgotten() -> None:
    nights = Nights()
    absent = replace(
        roster(), completeness=Completeness.ABSENT, reason=Reason.NO_REGISTER, artefacts=(), collected_at=NOW
    )
    nights.night(roster("a", "b"))
    pool = nights.night(absent)
    assert pool.get(RosterEntry, CITY).reason is Reason.NO_REGISTER
    assert lacks(nights.night(roster("a"))) == ("b",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"record": "*"}, None),
        ({"record": "b*"}, None),
        ({"record": "[ab]"}, ("b",)),
        ({"record": "?"}, ("b",)),
        ({"record": "a"}, ("b",)),
        ({"register": "training"}, ("b",)),
        ({"register": "no such"}, ("b",)),
        ({"removed_on": None}, ("b",)),
        ({"removed_on": date(2026, 11, 21)}, ("b",)),
        ({"approved_by": " "}, ("b",)),
    ],
)
def test_a_removal_on_record_explains_it(changes: Mapping[str, Any], expected: tuple[str, ...] | None) -> None:
    nights = Nights()
    nights.night(roster("a", "b"), removals())
    assert lacks(nights.night(roster("a"), removals(removal(**changes)))) == expected


def test_an_explanation_that_goes_leaves_the_entry_missing() -> None:
    nights = Nights()
    nights.night(roster("a", "b"), removals())
    assert lacks(nights.night(roster("a"), removals(removal()))) is None
    pool = nights.night(roster("a"), removals())
    assert lacks(pool) == ("b",)
    assert lacks(pool, Removal) == ("r1",)


def test_only_a_few_are_named_and_all_are_counted() -> None:
    nights = Nights()
    nights.night(roster(*(f"p{n:03}" for n in range(300))))
    pool = nights.night(roster())
    assert lacks(pool) == ("p000", "p001", "p002", "p003", "p004")
    detail = pool.get(RosterEntry, CITY).detail
    assert detail is not None
    assert detail.args["count"] == 300
    assert pool.get(Training, CITY).completeness is Completeness.ABSENT


def test_removed_records_are_told_apart_by_register_and_entry() -> None:
    fact = RemovedRecord(place=PLACE, register="roster", record="b")
    assert fact.key == "roster/b"
