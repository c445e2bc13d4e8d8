"""No more records of a kind than a rule allows.

Rationale: some rules limit a number: people who may enter, media in use, custodians of a key. The register shows how
many there are.

Passes when the records of the register that concern the row's subject and fulfil ``where`` are at most ``limit``; with
``distinct``, when that field has at most so many different contents among them. A whole register without any passes
under ``none: met``.

Fails with ``over_limit`` when there are more.

Stays open with ``missing_field`` when a cell is empty that leaves open whether a record counts and those could exceed
the limit, and when the register was not read whole.

References: clauses that give a greatest number, such as Inagi 第13 and 第15.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from auditor.checks.asking import conditions, fields_of, placed, register_in
from auditor.checks.fields import not_filled, record_type, register_words, texts_in
from auditor.checks.filed import plain_name
from auditor.checks.selecting import Selection, select
from auditor.checks.verdicts import none_there
from auditor.checks.where import Where
from auditor.facts.base import Need
from auditor.facts.records import Record
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, SubjectKind
from auditor.model.verdict import Item, Verdict, judged, violation
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which records, and how many of them there may be."""

    register: str
    """Name of the register."""
    limit: int
    """Most that there may be."""
    where: Where = field(default_factory=dict)
    """Which records count."""
    general: bool = False
    """True when records count that name no subject of the row's kind."""
    distinct: str = ""
    """Field whose different contents are counted, instead of records."""
    none: Literal["met", "fail", "open"] = "met"
    """What no record at all means."""


NEEDS: tuple[Need, ...] = ()


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """The register."""
    return (Need(fact=record_type(str(parameters["register"])), scope=Scope.ORGANISATION),)


def problems(options: Mapping[str, Any]) -> Iterator[Message]:
    """What is wrong with a catalog's options."""
    record, told = register_in(options, "register")
    yield from told
    if record is not None:
        yield from conditions(record, options, "where")
        yield from fields_of(record, options, "distinct")


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    record, _ = register_in(options, "register")
    if record is not None:
        yield from placed(record, options, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on how many there are."""
    found = select(view, record_type(parameters.register), parameters.where, general=parameters.general)
    if not found.sure and not found.doubtful:
        return none_there(found, parameters.none)
    counted, unclear = _count(found, parameters.distinct)
    said = {"limit": parameters.limit, **register_words(found.record)}
    items: list[Item] = []
    if counted > parameters.limit:
        places = tuple(r.place for r in found.sure)[:3]
        over = message("count_within.over", count=counted, **said)
        items.append(violation(found.record.REGISTER, Reason.OVER_LIMIT, over, *places))
    elif counted + len(unclear) > parameters.limit:
        items += unclear
    return judged(
        examined=len(found.sure) or len(unclear),
        met=message("count_within.met", count=counted, **said),
        broken=message("count_within.over", count=counted, **said),
        items=items,
    )


def _count(found: Selection, distinct: str) -> tuple[int, tuple[Item, ...]]:
    """How many there are for certain, and those of which it is open whether they count as one more."""
    if not distinct:
        return len(found.sure), found.doubts()
    names = {plain_name(text) for record in found.sure for text in texts_in(record, distinct)}
    nameless: list[Record] = [record for record in found.sure if not texts_in(record, distinct)]
    return len(names), (*(not_filled(record, distinct) for record in nameless), *found.doubts())
