"""Every word by which a shipped catalog asks registers stands in the vocabularies; else nothing could ever match it."""

from collections.abc import Iterator
from typing import Any

import pytest

from auditor.facts.records import READABLE, Article, DocumentRecord, PostHeld, Record, RosterEntry
from auditor.facts.records.columns import columns_of
from auditor.policy.control import Control, Part
from tests.unit.policies.control_cases import policy
from tests.unit.policies.control_facts import vocabulary

Word = tuple[str, str]
"""List and word."""

_OF_CHECK: dict[str, dict[str, tuple[type[Record], str]]] = {
    "post_held": {
        "posts": (PostHeld, "post"),
        "same_holder_as": (PostHeld, "post"),
        "positions": (PostHeld, "position"),
        "ranks": (PostHeld, "rank"),
    },
    "document_in_force": {"kind": (DocumentRecord, "kind"), "covers": (DocumentRecord, "covers")},
    "sample_log_fresh": {"kind": (DocumentRecord, "kind")},
    "password_statement": {"kind": (DocumentRecord, "kind"), "covers": (DocumentRecord, "covers")},
    "accounts_entitled": {"document_kind": (DocumentRecord, "kind")},
    "articles_cited": {"items": (Article, "item"), "kinds": (DocumentRecord, "kind")},
    "everyone_has": {"roles": (RosterEntry, "roles")},
}
"""Options that name words, with the field whose words they are."""
_CONDITIONS = {"where": "register", "values": "register", "exempt": "register", "other_where": "other"}


def words_of(part: Part) -> Iterator[Word]:
    """Every word of a vocabulary that a part names."""
    given = part.parameters
    for option, (record, field) in _OF_CHECK.get(part.check, {}).items():
        for word in _listed(given.get(option)):
            yield columns_of(record)[field].vocabulary, word
    for option, register in _CONDITIONS.items():
        condition: Any = given.get(option) or {}
        name = str(given.get(register, "training" if part.check == "everyone_has" else ""))
        for field, accepted in condition.items():
            column = columns_of(READABLE[name])[field]
            if column.vocabulary:
                yield from ((column.vocabulary, word) for value in accepted if (word := _bare(value)))
    field = str(given.get("words_in", ""))
    if field:
        column = columns_of(READABLE[str(given["register"])])[field]
        if column.vocabulary:
            yield from ((column.vocabulary, word) for word in _listed(given.get("words")))


def _listed(given: object) -> tuple[str, ...]:
    if isinstance(given, tuple):
        return tuple(str(word) for word in given)
    return (str(given),) if given else ()


def _bare(value: str) -> str:
    return "" if value == "*" or value[:1] in "<>" else value.removeprefix("!")


def _packs() -> list[str]:
    return sorted({control.info.pack for control in policy().controls})


@pytest.mark.parametrize("pack", _packs())
def test_every_word_stands_in_its_list(pack: str) -> None:
    lists = vocabulary().lists
    unknown = {
        f"{control.id}/{part.id}: {word} ({name})"
        for control, part in _parts(pack)
        for name, word in words_of(part)
        if word not in lists.get(name, {})
    }
    assert sorted(unknown) == []


def _parts(pack: str) -> Iterator[tuple[Control, Part]]:
    return ((c, part) for c in policy().controls if c.info.pack == pack for part in c.parts)


def test_words_are_found_where_they_stand() -> None:
    found = {word for control in policy().controls for part in control.parts for word in words_of(part)}
    assert ("document", "usage_monitoring") in found
    assert len(found) > 100
