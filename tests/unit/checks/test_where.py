"""Conditions on records, one value after the other."""

from typing import Any

import pytest

from auditor.checks.where import Match, matches
from auditor.facts.records import Article, DataFile, Incident, Medium, PostHeld, Provision
from tests.unit.checks.builders import AS_OF
from tests.unit.checks.records import moment, record

MEDIUM = record(Medium, "m-1", kind="usb", holds=("logs", "backup"), locked=True, registered_on="2026-04-01")
EMPTY = record(Medium, "m-2")


@pytest.mark.parametrize(
    ("where", "full", "empty"),
    [
        ({}, Match.YES, Match.YES),
        ({"kind": ("usb",)}, Match.YES, Match.OPEN),
        ({"kind": ("tape", "usb")}, Match.YES, Match.OPEN),
        ({"kind": ("tape",)}, Match.NO, Match.OPEN),
        ({"kind": ("!tape",)}, Match.YES, Match.OPEN),
        ({"kind": ("!usb",)}, Match.NO, Match.OPEN),
        ({"kind": ("",)}, Match.NO, Match.YES),
        ({"kind": ("", "usb")}, Match.YES, Match.YES),
        ({"kind": ("*",)}, Match.YES, Match.NO),
        ({"holds": ("logs",)}, Match.YES, Match.NO),
        ({"holds": ("!logs",)}, Match.NO, Match.NO),
        ({"holds": ("!images",)}, Match.YES, Match.NO),
        ({"holds": (">=2",)}, Match.YES, Match.NO),
        ({"holds": (">2",)}, Match.NO, Match.NO),
        ({"holds": ("",)}, Match.NO, Match.YES),
        ({"locked": ("yes",)}, Match.YES, Match.OPEN),
        ({"locked": ("no",)}, Match.NO, Match.OPEN),
        ({"locked": ("!no",)}, Match.YES, Match.OPEN),
        ({"registered_on": ("*",)}, Match.YES, Match.NO),
        ({"registered_on": (">=2026-04-01",)}, Match.YES, Match.NO),
        ({"registered_on": ("<2026-04-01",)}, Match.NO, Match.NO),
        ({"registered_on": ("<=as_of",)}, Match.YES, Match.NO),
        ({"registered_on": (">as_of",)}, Match.NO, Match.NO),
        ({"registered_on": ("", ">as_of")}, Match.NO, Match.YES),
        ({"registered_on": ("!>as_of",)}, Match.YES, Match.NO),
        ({"custodian": ("~課",)}, Match.NO, Match.NO),
        ({"custodian": ("",)}, Match.YES, Match.YES),
        ({"kind": ("usb",), "custodian": ("*",)}, Match.NO, Match.NO),
    ],
)
def test_values(where: dict[str, tuple[str, ...]], full: Match, empty: Match) -> None:
    assert matches(MEDIUM, where, AS_OF)[0] is full
    assert matches(EMPTY, where, AS_OF)[0] is empty


@pytest.mark.parametrize(
    ("persons", "accepted", "expected"),
    [
        (100, ">100", Match.NO),
        (101, ">100", Match.YES),
        (100, ">=100", Match.YES),
        (99, "<100", Match.YES),
        (100, "<=100", Match.YES),
        (100, "100", Match.YES),
        (100, "!100", Match.NO),
        (0, "*", Match.YES),
        (None, ">100", Match.OPEN),
    ],
)
def test_numbers(persons: int | None, accepted: str, expected: Match) -> None:
    assert matches(record(DataFile, "f-1", persons=persons), {"persons": (accepted,)}, AS_OF)[0] is expected


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        (record(Medium, "m-1", ended_on="2026-11-21"), "ended_on", Match.NO),
        (record(Medium, "m-1", ended_on="2026-11-20"), "ended_on", Match.YES),
        (record(PostHeld, "p-1", until="2027-03-31"), "until", Match.YES),
        (record(Incident, "b-1", reported_on=moment("2026-11-21 00:00")), "reported_on", Match.NO),
        (record(Incident, "b-1", reported_on=moment("2026-11-20 23:59")), "reported_on", Match.YES),
        (record(Article, "a-1", article="\u3000 "), "article", Match.NO),
    ],
)
def test_what_is_filled_in(entry: Any, field: str, expected: Match) -> None:
    assert matches(entry, {field: ("*",)}, AS_OF)[0] is expected


def test_the_empty_fields_are_named() -> None:
    where = {"kind": ("usb",), "locked": ("yes",)}
    assert matches(EMPTY, where, AS_OF) == (Match.OPEN, ("kind", "locked"))
    assert matches(record(Medium, "m-3", kind="tape"), where, AS_OF) == (Match.NO, ())


@pytest.mark.parametrize(
    ("basis", "accepted", "expected"),
    [
        ("弁護士法 第２３条の２に基づく照会", "~弁護士法第23条の2", Match.YES),
        ("地方税法第20条の11", "~弁護士法第23条の2", Match.NO),
        ("地方税法第20条の11", "!~弁護士法第23条の2", Match.YES),
        ("弁護士法第23条の2", "!~弁護士法第23条の2", Match.NO),
        ("", "~弁護士法", Match.NO),
        ("", "!~弁護士法", Match.NO),
        ("Article 5 (a)", "~ARTICLE 5", Match.YES),
    ],
)
def test_a_part_of_a_text(basis: str, accepted: str, expected: Match) -> None:
    assert matches(record(Provision, "pv-1", basis=basis), {"basis": (accepted,)}, AS_OF)[0] is expected


def test_a_part_of_one_of_several_texts() -> None:
    held = record(DataFile, "f-1", items=("氏名", "個人番号（下4桁）"))
    assert matches(held, {"items": ("~個人番号",)}, AS_OF)[0] is Match.YES
    assert matches(held, {"items": ("!~個人番号",)}, AS_OF)[0] is Match.NO


def test_a_file_to_be_held_is_held_since_a_day_ahead() -> None:
    planned = record(DataFile, "f-1", held_since="2027-04-01")
    assert matches(planned, {"held_since": (">=2023-04-01",)}, AS_OF)[0] is Match.YES
