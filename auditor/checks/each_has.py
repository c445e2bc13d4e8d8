"""Each record of one register has its record in another, before or after it, in time.

Rationale: many duties come in pairs: a start and its notification, an incident and its report, a decision and the
opinion before it. Each of the first must have its second.

Passes when every record asked about has another that is linked to it (``link``; without one, any that names the row's
subject), fulfils ``other_where``, comes on the right side of it (``when``), within the limit, and has every field of
``required`` filled in. A whole register without any record that asks for another passes under ``none: met``.

More can be asked of the others: that they count on the day of the one (``other_since``, ``other_until``, as a
permission does), that each thing the one names has its own (``each_of``: every operator of a contract), that there are
as many as the one says (``number``: a measure for each finding), that none is of the same day (``strict``: an opinion
dated before the contract), or that their files are there, unchanged and seen by a second person (``file``).

Fails with ``missing_record`` (there is none, and its time has passed), ``wrong_order`` (it came on the wrong side),
``late`` (too long after, or too long before), ``not_in_force`` (there are only such as had ended, or had not begun, on
the day of the one), ``requirement_not_met`` (what must be the ``same`` in both is not),
``file_changed`` (the file that it names is no longer the one recorded).

Stays open with ``missing_field`` when a date, a link or a value that decides is empty, with ``declared_only`` when no
second person has seen a file asked for, and with ``no_evidence`` instead of ``missing_record`` under ``missing: open``.
While there is still time, one that has
not come is a remark only. Of several others the best decides. What is dated after the audit's day has not happened:
it asks for nothing after it yet, and is no other for anything.

References: clauses that ask for a consultation, notification, report or confirmation, such as Odawara OD-1, Kawasaki
ordinance art. 7, act arts. 68 to 75.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as date_type
from datetime import datetime, time
from typing import Any, Literal

from auditor.checks.asking import (
    conditions,
    dates_of,
    fields_of,
    file_of,
    links_of,
    named_in,
    pairing,
    placed,
    register_in,
)
from auditor.checks.fields import (
    SEVERAL,
    Moment,
    about,
    column,
    day_of,
    earlier,
    filled,
    moment,
    not_filled,
    record_type,
    register_words,
    texts_in,
)
from auditor.checks.filed import file_items, witness_items
from auditor.checks.gaps import absence
from auditor.checks.selecting import of_subject, select
from auditor.checks.time_limits import Limit
from auditor.checks.verdicts import grade, none_there, over_all
from auditor.checks.where import Match, Where, matches
from auditor.facts.base import Need
from auditor.facts.records import FiledRecord, Record
from auditor.facts.records.columns import ColumnKind
from auditor.facts.view import FactView
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.plugins import CRITERION
from auditor.model.terms import Reason, Scope, State, SubjectKind
from auditor.model.verdict import Item, Verdict, remark, undecided, violation
from auditor.model.words import Argument, Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which records must have which others."""

    register: str
    """Name of the register of those that must have another."""
    other: str
    """Name of the register of those others."""
    where: Where = field(default_factory=dict)
    """Which records are asked about."""
    general: bool = False
    """True when records count that name no subject of the row's kind."""
    date: str = ""
    """Field with the day of the one."""
    other_where: Where = field(default_factory=dict)
    """Which others count."""
    other_date: str = ""
    """Field with the day of the other."""
    link: tuple[str, ...] = ()
    """``field=field of the other``, all must agree; without any, the other names the row's subject."""
    when: Literal["before", "after", "any"] = "after"
    """Whether the other comes before or after it."""
    within: Period | None = field(default=None, metadata=CRITERION)
    """Longest time between them."""
    working_days: int | None = field(default=None, metadata=CRITERION)
    """The same in working days."""
    strict: bool = False
    """True when the other must be of an earlier (or later) day, not of the same one."""
    other_since: str = ""
    """Field with the day from which the other counts; it must on the day of the one."""
    other_until: str = ""
    """Field with the last day on which the other counts; an empty cell means that it still does."""
    each_of: str = ""
    """Field of several words, named in ``link``, each of which must have its own other."""
    number: str = ""
    """Field with how many others there must be."""
    required: tuple[str, ...] = ()
    """Fields of the other that must be filled in."""
    file: bool = False
    """True when the other's file must be there, unchanged and seen by a second person."""
    same: tuple[str, ...] = ()
    """``field=field of the other``: what must be the same in both."""
    missing: Literal["fail", "open"] = "fail"
    """What it means that one has no other though its time has passed."""
    none: Literal["met", "fail", "open"] = "met"
    """What no record at all means."""


NEEDS: tuple[Need, ...] = ()


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """The two registers."""
    registers = dict.fromkeys((record_type(str(parameters["register"])), record_type(str(parameters["other"]))))
    return tuple(Need(fact=record, scope=Scope.ORGANISATION) for record in registers)


def problems(options: Mapping[str, Any]) -> Iterator[Message]:
    """What is wrong with a catalog's options."""
    record, told = register_in(options, "register")
    other, told_other = register_in(options, "other")
    yield from (*told, *told_other)
    if record is None or other is None:
        return
    yield from conditions(record, options, "where")
    yield from conditions(other, options, "other_where")
    yield from dates_of(record, options, "date")
    yield from dates_of(other, options, "other_date", "other_since", "other_until")
    yield from fields_of(other, options, "required")
    yield from fields_of(record, options, "each_of", kinds=SEVERAL)
    yield from fields_of(record, options, "number", kinds=(ColumnKind.WHOLE,))
    yield from file_of(other, options)
    yield from links_of(record, other, options)
    yield from links_of(record, other, options, "same")
    yield from pairing(options)


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    record, _ = register_in(options, "register")
    other, _ = register_in(options, "other")
    if record is None or other is None:
        return
    yield from placed(record, options, subject)
    if not named_in(options, "link"):
        if subject is SubjectKind.ORGANISATION:
            yield message("decision.link_needed")
        else:
            yield from placed(other, {}, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every record that must have another."""
    found = select(view, record_type(parameters.register), parameters.where, general=parameters.general)
    asked = [r for r in found.sure if _asks(r, parameters, view.as_of)]
    if not asked:
        return none_there(replace(found, sure=()), parameters.none)
    others = _Others(view=view, parameters=parameters)
    items = [item for record in asked for item in _items(view, record, parameters, others)]
    said = {
        "count": len(asked),
        "other_ja": others.record.TITLE.ja,
        "other_en": others.record.TITLE.en,
        **register_words(found.record),
    }
    broken = message(
        "each_has.broken", wrong=len({i.key.split("/")[0] for i in items if i.state is State.FAIL}), **said
    )
    return over_all(found, items, len(asked), message("each_has.met", **said), broken)


def _asks(record: Record, parameters: Parameters, as_of: date_type) -> bool:
    """False for what lies ahead and asks for something only once it has come."""
    at = moment(record, parameters.date) if parameters.date else None
    return parameters.when == "before" or at is None or day_of(at) <= as_of


@dataclass(frozen=True, kw_only=True)
class _Others:
    """The register that the others stand in."""

    view: FactView
    parameters: Parameters

    @property
    def record(self) -> type[Record]:
        """What its records are."""
        return record_type(self.parameters.other)

    def of(self, record: Record, element: str = "") -> Sequence[Record]:
        """Those that are linked to a record, or to one thing that it names."""
        found = self._linked(record, element)
        self.view.cite(self.record, found)
        return found

    def _linked(self, record: Record, element: str) -> Sequence[Record]:
        if not self.parameters.link:
            if self.view.subject.kind is SubjectKind.ORGANISATION:
                raise ValueError("on rows about the city the two registers need a link")
            return of_subject(self.view, self.record)
        (first, *rest) = (
            ((element,) if element and own == self.parameters.each_of else texts_in(record, own), field_)
            for own, field_ in (pair.split("=") for pair in self.parameters.link)
        )
        linked = self.view.having(self.record, Scope.ORGANISATION, None, **{first[1]: first[0]})
        return [o for o in linked if o is not record and all(not set(a).isdisjoint(texts_in(o, b)) for a, b in rest)]


def _items(view: FactView, record: Record, parameters: Parameters, others: _Others) -> Sequence[Item]:
    """What keeps a record from having its other."""
    for own, _ in (pair.split("=") for pair in parameters.link):
        if not texts_in(record, own):
            return (not_filled(record, own),)
    if parameters.date and moment(record, parameters.date) is None:
        return (not_filled(record, parameters.date),)
    if parameters.number and getattr(record, parameters.number) is None:
        return (not_filled(record, parameters.number),)
    elements = texts_in(record, parameters.each_of) if parameters.each_of else ("",)
    return [item for element in dict.fromkeys(elements) for item in _of_one(view, record, parameters, others, element)]


def _of_one(view: FactView, record: Record, parameters: Parameters, others: _Others, element: str) -> Sequence[Item]:
    """What keeps a record, or one thing that it names, from having its other or others."""
    label = f"{record.key}/{element}" if element else record.key
    candidates: list[tuple[Item, ...]] = []
    outside: list[Item] = []
    for other in others.of(record, element):
        match, empty = matches(other, parameters.other_where, view.as_of)
        if match is Match.OPEN:
            candidates.append((not_filled(other, *empty, key=f"{label}/{empty[0]}"),))
        elif match is Match.YES and not _still_to_come(other, parameters, view.as_of):
            out_of_span = _outside(view, record, other, parameters, label)
            if out_of_span is None:
                candidates.append(tuple(_pair(view, record, other, parameters, label)))
            else:
                outside.append(out_of_span)
    wanted = getattr(record, parameters.number) if parameters.number else 1
    counting = sorted(candidates, key=grade)[:wanted]
    # Told once, by the worst of them, where several others lack the same.
    items = list({item.key: item for wrong in counting for item in wrong}.values())
    if len(counting) < wanted:
        lacking = _none(view, record, parameters, label, found=len(counting))
        items.append(lacking if lacking.state is State.INFORMATIONAL or not outside else outside[0])
    return items


def _outside(view: FactView, record: Record, other: Record, parameters: Parameters, label: str) -> Item | None:
    """That the other had ended, or not begun, on the day of the one."""
    at = moment(record, parameters.date) if parameters.date else None
    for name, wrong in ((parameters.other_since, "not_yet"), (parameters.other_until, "ended")):
        bound = moment(other, name) if name else None
        if at is None or bound is None:
            continue
        if day_of(bound) > day_of(at) if wrong == "not_yet" else day_of(bound) < day_of(at):
            said = message(
                "each_has.not_yet" if wrong == "not_yet" else "each_has.ended",
                **_days(record, at, other, bound, parameters.date, name),
            )
            sets = view.sets(type(other), Scope.ORGANISATION)
            return absence(f"{label}/{name}", sets, Reason.NOT_IN_FORCE, said, record.place, other.place)
    return None


def _still_to_come(other: Record, parameters: Parameters, as_of: date_type) -> bool:
    at = moment(other, parameters.other_date) if parameters.other_date else None
    return at is not None and day_of(at) > as_of


def _pair(view: FactView, record: Record, other: Record, parameters: Parameters, label: str) -> Iterator[Item]:
    """What is wrong with one of the others."""
    told: set[str] = set()
    since = parameters.other_since
    if since and since != parameters.other_date and moment(other, since) is None:
        told.add(since)
        yield not_filled(other, since, key=f"{label}/{since}")
    if parameters.other_date:
        told.add(parameters.other_date)
        at, then = moment(record, parameters.date) if parameters.date else None, moment(other, parameters.other_date)
        key = f"{label}/{parameters.other_date}"
        if then is None:
            yield not_filled(other, parameters.other_date, key=key)
        elif at is not None:
            yield from _timing(record, at, other, then, parameters, key)
    for name in parameters.required:
        if name not in told and not filled(other, name, view.as_of):
            yield not_filled(other, name, key=f"{label}/{name}")
    yield from _same(view, record, other, parameters, label)
    if isinstance(other, FiledRecord):
        if parameters.file or other.file:
            yield from (replace(item, key=f"{label}/file") for item in file_items(other))
        if parameters.file and other.file:
            yield from (replace(item, key=f"{label}/seen") for item in witness_items(other, view.as_of))


def _same(view: FactView, record: Record, other: Record, parameters: Parameters, label: str) -> Iterator[Item]:
    """What must be the same in both is."""
    for own, field_ in (pair.split("=") for pair in parameters.same):
        key = f"{label}/{field_}"
        lacking = [(r, f) for r, f in ((record, own), (other, field_)) if not filled(r, f, view.as_of)]
        if lacking:
            yield not_filled(*lacking[0], key=key)
        elif getattr(record, own) != getattr(other, field_):
            said = message(
                "each_has.different",
                value=texts_in(record, own),
                other=other.key,
                other_value=texts_in(other, field_),
                other_ja=type(other).TITLE.ja,
                other_en=type(other).TITLE.en,
                **about(record, own),
            )
            yield violation(key, Reason.REQUIREMENT_NOT_MET, said, record.place, other.place)


def _timing(
    record: Record, at: Moment, other: Record, then: Moment, parameters: Parameters, key: str
) -> Iterator[Item]:
    limit = _limit(parameters)
    said = _days(record, at, other, then, parameters.date, parameters.other_date)
    if parameters.when == "after" and earlier(then, at):
        yield violation(key, Reason.WRONG_ORDER, message("each_has.too_soon", **said), record.place, other.place)
    elif parameters.when == "before" and earlier(at, then):
        yield violation(key, Reason.WRONG_ORDER, message("each_has.afterwards", **said), record.place, other.place)
    elif parameters.strict and not (earlier(at, then) or earlier(then, at)):
        yield violation(key, Reason.WRONG_ORDER, message("each_has.same_day", **said), record.place, other.place)
    else:
        first, last = (then, at) if earlier(then, at) else (at, then)
        if limit.exceeded(first, last):
            words = message("each_has.late", **said, **limit.words())
            yield violation(key, Reason.LATE, words, record.place, other.place)


def _days(
    record: Record, at: Moment, other: Record, then: Moment, field_: str, other_field: str
) -> dict[str, Argument]:
    """A day of the one and a day of the other, as messages take them."""
    one, second = column(type(record), field_).title, column(type(other), other_field).title
    return {
        "record": record.key,
        "day": day_of(at).isoformat(),
        "field_ja": one.ja,
        "field_en": one.en,
        "other": other.key,
        "other_day": day_of(then).isoformat(),
        "other_ja": second.ja,
        "other_en": second.en,
    }


def _none(view: FactView, record: Record, parameters: Parameters, label: str, *, found: int) -> Item:
    """There is no other, or not enough of them: a violation, unless there is still time for it."""
    other = record_type(parameters.other)
    sets = view.sets(other, Scope.ORGANISATION)
    key = f"{label}/{parameters.number}" if found else label
    said: dict[str, Argument] = {
        "record": label,
        "other_ja": other.TITLE.ja,
        "other_en": other.TITLE.en,
        **register_words(type(record)),
    }
    limit = _limit(parameters)
    at = moment(record, parameters.date) if parameters.date else None
    if at is not None and parameters.when == "before" and day_of(at) > view.as_of:
        return remark(key, message("each_has.before_it", day=day_of(at).isoformat(), **said), record.place)
    if at is not None and parameters.when != "before" and limit.set and not limit.exceeded(at, _opening(view.as_of)):
        due = message("each_has.due", day=day_of(at).isoformat(), **said, **limit.words())
        return remark(key, due, record.place)
    none = message("each_has.none", **said)
    if found:
        none = message("each_has.too_few", found=found, wanted=getattr(record, parameters.number), **said)
    if parameters.missing == "open" and all(one.complete for one in sets):
        return undecided(key, Reason.NO_EVIDENCE, none, record.place)
    return absence(key, sets, Reason.MISSING_RECORD, none, record.place)


def _opening(day: date_type) -> Moment:
    return datetime.combine(day, time(), tzinfo=JST)


def _limit(parameters: Parameters) -> Limit:
    return Limit(within=parameters.within, working_days=parameters.working_days)
