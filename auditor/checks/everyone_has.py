"""Everyone of a group, as it is on the audit's day, has a recent record: a training, say.

Rationale: it is not enough that trainings are held; each person who does the work must have been to one.

Passes when each person of the group has a record of the register that fulfils ``where``, names the person and is not
older than ``within``. The group are the people serving on the audit's day by the roster (``roster``), those who hold an
entitlement for the row's linkage, system or file (``entitled``), or a card (``cards``), with one of ``roles`` where
those are named. Who has left does not count; who has just come counts from the first day, and a record from before it
counts too.

Fails with ``missing_record`` for each person who has none, or only older ones.

Stays open with ``empty`` when nobody is in the group (unless ``none`` says otherwise), with ``missing_field`` when a
record that could be the one has no day, or does not say whom it is about, and when a register was not read whole.

References: Inagi 第9の2; Kawasaki handling rule art. 8; camera guideline 5.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as date_type
from typing import Any, Literal

from auditor.checks.asking import conditions, dates_of, fields_of, register_in
from auditor.checks.fields import Moment, day_of, happened, moment, not_filled, record_type, register_words, texts_in
from auditor.checks.filed import plain_name
from auditor.checks.gaps import absence
from auditor.checks.groups import GROUPS, Member, members
from auditor.checks.selecting import Selection, select
from auditor.checks.where import Where
from auditor.facts.base import Need
from auditor.facts.records import Record
from auditor.facts.records.columns import ColumnKind
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which people, and what record."""

    within: Period
    """How old the record may be."""
    group: Literal["roster", "entitled", "cards"] = "roster"
    """Who: people on the roster, holders of an entitlement, holders of a card."""
    roles: tuple[str, ...] = ()
    """Words of the vocabulary ``role``: only people with one of them; empty for all."""
    own: bool = False
    """True for the city's own staff only."""
    register: str = "training"
    """Name of the register."""
    where: Where = field(default_factory=dict)
    """Which records count."""
    persons: str = "persons"
    """Field that names the people."""
    date: str = "held_on"
    """Field with the record's day."""
    none: Literal["fail", "met", "open"] = "open"
    """What it means that nobody is in the group."""


_NAMES = (ColumnKind.TEXTS, ColumnKind.TITLE, ColumnKind.TEXT, ColumnKind.NAMES, ColumnKind.IDENTIFIER)
"""Columns that name people."""

NEEDS: tuple[Need, ...] = ()


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """The roster, the register, and whatever tells who is in the group."""
    found = GROUPS[str(parameters.get("group", "roster"))]
    record = record_type(str(parameters.get("register", "training")))
    return (*found, *(() if record in {n.fact for n in found} else (Need(fact=record, scope=Scope.ORGANISATION),)))


def problems(options: Mapping[str, Any]) -> Iterator[Message]:
    """What is wrong with a catalog's options."""
    record, told = register_in(options, "register", "training")
    yield from told
    if record is None:
        return
    asked = {"persons": "persons", "date": "held_on", **options}
    yield from conditions(record, asked, "where")
    yield from fields_of(record, asked, "persons", kinds=_NAMES)
    yield from dates_of(record, asked, "date")


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on everyone of the group."""
    group = members(view, parameters.group, parameters.roles, own=parameters.own)
    found = select(view, record_type(parameters.register), parameters.where, general=True)
    said = {"count": len(group), **register_words(found.record)}
    if not group:
        return _nobody(view, parameters)
    newest = _newest(found, parameters, view.as_of)
    unclear = _unclear_by_name(found, parameters, view.as_of)
    items = [i for member in group if (i := _item(view, member, newest, unclear, found, parameters)) is not None]
    wrong = sum(i.state is State.FAIL for i in items)
    return judged(
        examined=len(group),
        met=message("everyone_has.met", within=str(parameters.within), **said),
        broken=message("everyone_has.broken", wrong=wrong, within=str(parameters.within), **said),
        items=items,
    )


def _nobody(view: FactView, parameters: Parameters) -> Verdict:
    """There is nobody in the group."""
    nobody = message("everyone_has.nobody")
    if parameters.none == "met":
        return judged(examined=0, met=nobody, broken=nobody, none_on_record=nobody)
    sets = [
        found for need in GROUPS[parameters.group] if not need.supporting for found in view.sets(need.fact, need.scope)
    ]
    item = (
        absence(parameters.group, sets, Reason.MISSING_RECORD, nobody)
        if parameters.none == "fail"
        else undecided(parameters.group, Reason.EMPTY, nobody)
    )
    return judged(examined=0, met=nobody, broken=nobody, items=[item])


def _newest(found: Selection, parameters: Parameters, as_of: date_type) -> Mapping[str, tuple[Moment, Record]]:
    """For each person named, the newest record that has happened."""
    newest: dict[str, tuple[Moment, Record]] = {}
    for record in found.sure:
        at = happened(record, parameters.date, as_of)
        if at is None:
            continue
        for name in texts_in(record, parameters.persons):
            plain = plain_name(name)
            known = newest.get(plain)
            if known is None or day_of(known[0]) < day_of(at):
                newest[plain] = (at, record)
    return newest


def _unclear_by_name(found: Selection, parameters: Parameters, as_of: date_type) -> Mapping[str, tuple[Record, str]]:
    """Those records by each person they name, and under the empty name one that names nobody."""
    by_name: dict[str, tuple[Record, str]] = {}
    for record, empty in _unclear(found, parameters, as_of):
        for name in texts_in(record, parameters.persons) or ("",):
            by_name.setdefault(plain_name(name), (record, empty))
    return by_name


def _unclear(found: Selection, parameters: Parameters, as_of: date_type) -> Iterator[tuple[Record, str]]:
    """Records that could be anybody's, or of any day, with the field that is empty."""
    for record in found.sure:
        at = moment(record, parameters.date)
        if at is None:
            yield record, parameters.date
        elif not texts_in(record, parameters.persons) and parameters.within.after(day_of(at)) >= as_of >= day_of(at):
            yield record, parameters.persons
    for record, empty in found.doubtful:
        yield record, empty[0]


def _item(
    view: FactView,
    member: Member,
    newest: Mapping[str, tuple[Moment, Record]],
    unclear: Mapping[str, tuple[Record, str]],
    found: Selection,
    parameters: Parameters,
) -> Item | None:
    """What is wrong with one person's records."""
    known = newest.get(plain_name(member.person))
    if known is not None and parameters.within.after(day_of(known[0])) >= view.as_of:
        return None
    may_be = unclear.get(plain_name(member.person)) or unclear.get("")
    if may_be is not None:
        return not_filled(*may_be, key=member.person)
    said = {"person": member.person, **register_words(found.record)}
    if known is None:
        none = message("everyone_has.none", **said)
        return absence(member.person, found.sets, Reason.MISSING_RECORD, none, member.place)
    old = message("everyone_has.old", day=day_of(known[0]).isoformat(), within=str(parameters.within), **said)
    if all(s.complete for s in found.sets):
        return violation(member.person, Reason.MISSING_RECORD, old, member.place, known[1].place)
    return absence(member.person, found.sets, Reason.MISSING_RECORD, old, member.place)
