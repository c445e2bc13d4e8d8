"""In each record certain dates follow each other, in time.

Rationale: many rules ask that one thing comes before another: permission before use, a check before the first use,
a report soon after the discovery. The dates on record show it.

Passes when in every record asked about the dates stand in their order (``strict``: no two on one day), and the last
comes within the limit after the first, and not sooner than ``at_least`` after it. Fields in ``optional`` may be empty;
a record in which a field of ``unless`` is filled in (or yes) is exempt. A whole register without any record passes
under ``none: met``.

Fails with ``wrong_order`` when a date comes before the one it must follow, with ``late`` when the limit has passed,
whether the last date came after it or has not come at all; with ``requirement_not_met`` when less than ``at_least``
lies between the first date and the last, planned or past (the first day does not count, as in periods elsewhere).

Stays open with ``missing_field`` when a date is empty that decides: the first, or a later one where no limit says by
when it must come. While there is still time, a date to come is a remark only.

Limits count in working days (Saturdays, Sundays, holidays and the turn of the year are none) or in a period; where both
ends tell the hour, hours count.

References: clauses with an order or a time of reporting, such as Kawasaki rule art. 4, Inagi 第16 to 第19.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, Literal

from auditor.checks.asking import conditions, dates_of, fields_of, placed, register_in
from auditor.checks.fields import (
    Moment,
    about,
    column,
    day_of,
    earlier,
    filled,
    happened,
    moment,
    not_filled,
    record_type,
    register_words,
)
from auditor.checks.selecting import select
from auditor.checks.time_limits import Limit
from auditor.checks.verdicts import none_there, over_all
from auditor.checks.where import Where
from auditor.facts.base import Need
from auditor.facts.records import Record
from auditor.facts.records.columns import ColumnKind
from auditor.facts.view import FactView
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.plugins import CRITERION
from auditor.model.terms import Reason, Scope, State, SubjectKind
from auditor.model.verdict import Item, Verdict, remark, violation
from auditor.model.words import Argument, Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which records, and which of their dates."""

    register: str
    """Name of the register."""
    dates: tuple[str, ...]
    """Date fields in the order in which they must follow each other."""
    where: Where = field(default_factory=dict)
    """Which records are asked about."""
    general: bool = False
    """True when records count that name no subject of the row's kind."""
    strict: bool = False
    """True when each date must be later than the one before, not on the same day."""
    optional: tuple[str, ...] = ()
    """Fields that may be empty."""
    unless: tuple[str, ...] = ()
    """Fields any of which, filled in (or yes), exempts a record."""
    within: Period | None = field(default=None, metadata=CRITERION)
    """Longest time from the first date to the last."""
    working_days: int | None = field(default=None, metadata=CRITERION)
    """The same in working days."""
    at_least: Period | None = field(default=None, metadata=CRITERION)
    """Shortest time from the first date to the last."""
    days_not_counted: str = ""
    """Field with a number of days that do not count towards the limit (for a correction, say); empty for none."""
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
    if record is None:
        return
    yield from conditions(record, options, "where")
    yield from dates_of(record, options, "dates", "optional")
    yield from fields_of(record, options, "unless")
    yield from fields_of(record, options, "days_not_counted", kinds=(ColumnKind.WHOLE,))


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    record, _ = register_in(options, "register")
    if record is not None:
        yield from placed(record, options, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every record asked about."""
    found = select(view, record_type(parameters.register), parameters.where, general=parameters.general)
    asked = [r for r in found.sure if _begun(r, parameters, view.as_of)]
    if not asked:
        return none_there(replace(found, sure=()), parameters.none)
    items = [item for record in asked for item in _items(view, record, parameters)]
    said = {"count": len(asked), **register_words(found.record)}
    broken = message("dates_in_order.broken", wrong=sum(i.state is State.FAIL for i in items), **said)
    return over_all(found, items, len(asked), message("dates_in_order.met", **said), broken)


def _begun(record: Record, parameters: Parameters, as_of: date) -> bool:
    """False for what is to begin after the audit's day, when nothing of it has happened before its time."""
    first = moment(record, parameters.dates[0])
    if first is None or day_of(first) <= as_of:
        return True
    return any(happened(record, name, as_of) is not None for name in parameters.dates[1:])


def _items(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    if any(_exempts(record, name, view.as_of) for name in parameters.unless):
        return
    wrong = tuple(_order(record, parameters))
    yield from wrong
    short = tuple(_length(record, parameters)) if not wrong else ()
    yield from (i for i in _missing(view, record, parameters) if i.key not in {s.key for s in short})
    yield from short
    limit, (first, last) = _limit(record, parameters), (parameters.dates[0], parameters.dates[-1])
    begins, ends, key = moment(record, first), happened(record, last, view.as_of), f"{record.key}/{last}"
    if any(item.key == key for item in wrong):
        return  # the same date is told already
    if begins is not None and ends is not None and limit.exceeded(begins, ends):
        said = message("dates_in_order.late", **_between(record, first, begins, last, ends), **limit.words())
        yield violation(key, Reason.LATE, said, record.place)


def _length(record: Record, parameters: Parameters) -> Iterator[Item]:
    """From the first date to the last at least the time asked for, whether they lie ahead or not."""
    first, last = parameters.dates[0], parameters.dates[-1]
    begins, ends, asked = moment(record, first), moment(record, last), parameters.at_least
    if asked is None or begins is None or ends is None or asked.after(day_of(begins)) <= day_of(ends):
        return
    said = {"asked": str(asked), **_between(record, first, begins, last, ends)}
    words = message("dates_in_order.too_short", **said)
    yield violation(f"{record.key}/{last}", Reason.REQUIREMENT_NOT_MET, words, record.place)


def _exempts(record: Record, name: str, as_of: date) -> bool:
    return filled(record, name, as_of) and getattr(record, name) is not False


def _order(record: Record, parameters: Parameters) -> Iterator[Item]:
    """Each date that is entered comes after the one entered before it, whether they lie ahead or not."""
    entered = [(name, at) for name in parameters.dates if (at := moment(record, name)) is not None]
    for (one, at), (other, then) in pairwise(entered):
        wrong = not earlier(at, then) if parameters.strict else earlier(then, at)
        if wrong:
            said = message("dates_in_order.wrong_order", **_between(record, one, at, other, then))
            yield violation(f"{record.key}/{other}", Reason.WRONG_ORDER, said, record.place)


def _missing(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    """Dates that are empty, or have not come."""
    names, limit = parameters.dates, _limit(record, parameters)
    begins = happened(record, names[0], view.as_of)
    lacking = [n for n in names if n not in parameters.optional and not filled(record, n, view.as_of)]
    for name in lacking:
        last_lacking = names[-1] in lacking
        if name == names[0] or begins is None or not limit.set:
            yield not_filled(record, name)
        elif name == names[-1]:
            yield _awaited(view, record, begins, name, limit)
        elif not last_lacking:
            yield not_filled(record, name)


def _awaited(view: FactView, record: Record, begins: Moment, name: str, limit: Limit) -> Item:
    """The last date has not come: late once its time has passed."""
    said = {**about(record, name), "first": day_of(begins).isoformat(), **limit.words()}
    if limit.exceeded(begins, _end_of(view.as_of)):
        return violation(f"{record.key}/{name}", Reason.LATE, message("dates_in_order.overdue", **said), record.place)
    return remark(f"{record.key}/{name}", message("dates_in_order.due", **said), record.place)


def _end_of(day: date) -> Moment:
    return datetime.combine(day, time(), tzinfo=JST)


def _limit(record: Record, parameters: Parameters) -> Limit:
    more = getattr(record, parameters.days_not_counted) if parameters.days_not_counted else None
    return Limit(within=parameters.within, working_days=parameters.working_days, longer_by=more or 0)


def _between(record: Record, one: str, at: Moment, other: str, then: Moment) -> dict[str, Argument]:
    first, second = column(type(record), one).title, column(type(record), other).title
    return {
        "record": record.key,
        **register_words(type(record)),
        "one_ja": first.ja,
        "one_en": first.en,
        "one": day_of(at).isoformat(),
        "other_ja": second.ja,
        "other_en": second.en,
        "other": day_of(then).isoformat(),
    }
