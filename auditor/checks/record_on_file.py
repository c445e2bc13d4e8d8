"""A record of a kind is on file, is complete, says what it must, and still counts.

Rationale: most clauses that rest on the city's own books ask the same thing: that something was done, laid down or
agreed, by whom and when, and that it still holds. A tick does not show that; a complete record does.

Passes when a record of the register that concerns the row's subject and fulfils ``where`` has every field of
``required`` (and one of ``one_of``) filled in, bears the values asked for, counts on the audit's date (``since``,
``until``), is not older than ``within``, holds each word of ``holds`` in ``words_in``, and has its file behind it where
one is asked for. With ``words``, for each word such a record, be it another one each time; with ``every``, all records
must comply. A whole register without any record passes only under ``none: met``.

Fails with ``missing_record`` (none there), ``requirement_not_met`` (another value), ``not_in_force`` (not yet, or no
longer), ``late`` (too old), ``file_changed``.

Stays open with ``missing_field`` when a field that decides is empty, or tells of a day still to come; with
``declared_only`` when no second person has seen the file; with ``empty`` under ``none: open``, with ``no_criterion``
under ``none: no_criterion`` (the record is what others are held against); and whenever the register was not read whole.

A file that is named is held against its digest, asked for or not. With several records the best decides, the newest
first; superseded ones are no finding.

References: the clauses with method M and H of clauses.yaml that name a register.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from auditor.checks.asking import (
    conditions,
    dates_of,
    fields_of,
    file_of,
    placed,
    register_in,
)
from auditor.checks.fields import (
    AHEAD,
    about,
    column,
    day_of,
    filled,
    happened,
    moment,
    not_filled,
    record_type,
    register_words,
    texts_in,
)
from auditor.checks.filed import file_items, witness_items
from auditor.checks.selecting import Selection, newest_first, select
from auditor.checks.verdicts import best, missing, none_there, over_all, unless_unread
from auditor.checks.where import Match, Where, matches
from auditor.facts.base import Need
from auditor.facts.records import FiledRecord, Record
from auditor.facts.records.columns import ColumnKind
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.plugins import CRITERION
from auditor.model.terms import Reason, Scope, State, SubjectKind
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which records, and what they must say."""

    register: str
    """Name of the register."""
    where: Where = field(default_factory=dict)
    """Which of its records are asked about."""
    general: bool = False
    """True when records count that name no subject of the row's kind."""
    required: tuple[str, ...] = ()
    """Fields that must be filled in."""
    one_of: tuple[str, ...] = ()
    """Fields of which at least one must be filled in."""
    values: Where = field(default_factory=dict)
    """Fields with the values that they must have."""
    since: str = ""
    """Field with the day from which a record counts."""
    until: str = ""
    """Field with the last day on which it counts; an empty cell means that it still does."""
    date: str = ""
    """Field with the day that tells how old it is."""
    within: Period | None = field(default=None, metadata=CRITERION)
    """How old it may be."""
    words_in: str = ""
    """Field that must hold each of ``words`` or ``holds``."""
    words: tuple[str, ...] = ()
    """Words for each of which there must be a record that holds it."""
    holds: tuple[str, ...] = ()
    """Words each of which the record itself must hold."""
    every: bool = False
    """True when every record must comply, false when one is enough."""
    exempt: Where = field(default_factory=dict)
    """Records that need nothing more."""
    file: bool = False
    """True when the file behind it must be there, unchanged and seen by a second person."""
    none: Literal["fail", "met", "open", "no_criterion"] = "fail"
    """What no record at all means."""


_WORDY = (ColumnKind.CHOICE, ColumnKind.CHOICES, ColumnKind.TEXTS, ColumnKind.NAMES, ColumnKind.TITLE, ColumnKind.TEXT)
"""Columns that hold words."""

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
    yield from conditions(record, options, "where", "values", "exempt")
    yield from fields_of(record, options, "required", "one_of")
    yield from fields_of(record, options, "words_in", kinds=_WORDY)
    yield from dates_of(record, options, "since", "until", "date")
    yield from file_of(record, options)
    if options.get("holds"):
        if not options.get("words_in"):
            yield message("decision.together", one="words_in", other="holds")
    elif bool(options.get("words_in")) != bool(options.get("words")):
        yield message("decision.together", one="words_in", other="words")


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    record, _ = register_in(options, "register")
    if record is not None:
        yield from placed(record, options, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the records asked about."""
    found = select(view, record_type(parameters.register), parameters.where, general=parameters.general)
    found = replace(found, sure=tuple(r for r in found.sure if not _still_to_come(r, parameters, view)))
    if parameters.words and (found.sure or parameters.none == "fail"):
        return _each_word(view, found, parameters)
    if not found.sure:
        return none_there(found, parameters.none)
    if parameters.every:
        items = [item for record in found.sure for item in _items(view, record, parameters)]
        said = {"count": len(found.sure), **register_words(found.record)}
        broken = message("record_on_file.broken", **said)
        return over_all(found, items, len(found.sure), message("record_on_file.met", **said), broken)
    record, wrong = _best(view, found, parameters)
    met = message("record_on_file.counts", record=record.key, **register_words(found.record))
    first = next((i.summary for i in wrong if i.state is State.FAIL), met)
    return judged(examined=1, met=met, broken=first, items=wrong)


def _still_to_come(record: Record, parameters: Parameters, view: FactView) -> bool:
    """A record of a day after the audit's is no record yet.

    Where every record has to have been looked at within some time (each card, each file), the day is not the record's
    own: one that lies ahead takes no card out of the duty. (Days laid down beforehand, such as a deadline, do.)
    """
    if parameters.every and parameters.within is not None and parameters.date not in AHEAD:
        return False
    at = moment(record, parameters.date) if parameters.date else None
    return at is not None and day_of(at) > view.as_of


def _each_word(view: FactView, found: Selection, parameters: Parameters) -> Verdict:
    """Each word is in a record that complies."""
    items: list[Item] = []
    exempt = [r for r in found.sure if parameters.exempt and matches(r, parameters.exempt, view.as_of)[0] is Match.YES]
    for word in parameters.words:
        holding = tuple(r for r in found.sure if word in texts_in(r, parameters.words_in) or r in exempt)
        if not holding:
            items.append(_no_word(found, parameters, word))
        elif parameters.every:
            items += [_under(word, i) for r in holding for i in _items(view, r, parameters)]
        else:
            _, wrong = _best(view, replace(found, sure=holding), parameters)
            items += [_under(word, i) for i in wrong]
    said = {"words": parameters.words, **register_words(found.record)}
    return judged(
        examined=len(parameters.words),
        met=message("record_on_file.words_met", **said),
        broken=message("record_on_file.words_broken", **said),
        items=items,
    )


def _under(word: str, item: Item) -> Item:
    return replace(item, key=f"{word}/{item.key}")


def _no_word(found: Selection, parameters: Parameters, word: str) -> Item:
    """No record holds the word: a violation, unless one whose field is empty may be meant."""
    empty = next((r for r in found.sure if not texts_in(r, parameters.words_in)), None)
    if empty is not None:
        return not_filled(empty, parameters.words_in, key=word)
    title = column(found.record, parameters.words_in).title
    said = message(
        "record_on_file.no_word",
        word=word,
        field_ja=title.ja,
        field_en=title.en,
        **register_words(found.record),
    )
    item = missing(found, word, said)
    return replace(item, key=word)


def _best(view: FactView, found: Selection, parameters: Parameters) -> tuple[Record, tuple[Item, ...]]:
    ordered = newest_first(found.sure, parameters.date or parameters.since, view.as_of)
    record, items = best([(r, tuple(_items(view, r, parameters))) for r in ordered])
    return record, unless_unread(items, found)


def _items(view: FactView, record: Record, parameters: Parameters) -> Iterable[Item]:
    """What keeps one record from counting."""
    exempt, empty = matches(record, parameters.exempt, view.as_of) if parameters.exempt else (Match.NO, ())
    if exempt is Match.YES:
        return ()
    items = (
        *_standing(view, record, parameters),
        *_age(view, record, parameters),
        *_content(view, record, parameters),
        *_file(view, record, parameters),
    )
    if exempt is Match.OPEN and any(i.state is State.FAIL for i in items):
        return (not_filled(record, *empty),)
    return items


def _standing(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    """It counts on the day of the audit."""
    if parameters.since:
        begins = moment(record, parameters.since)
        if begins is None:
            yield not_filled(record, parameters.since)
        elif day_of(begins) > view.as_of:
            said = message("record_on_file.not_yet", day=day_of(begins).isoformat(), **about(record, parameters.since))
            yield violation(f"{record.key}/{parameters.since}", Reason.NOT_IN_FORCE, said, record.place)
    if parameters.until:
        ends = moment(record, parameters.until)
        if ends is not None and day_of(ends) < view.as_of:
            said = message("record_on_file.ended", day=day_of(ends).isoformat(), **about(record, parameters.until))
            yield violation(f"{record.key}/{parameters.until}", Reason.NOT_IN_FORCE, said, record.place)


def _age(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    """It is not older than it may be."""
    if not parameters.date:
        return
    at = happened(record, parameters.date, view.as_of)
    if at is None:
        yield not_filled(record, parameters.date)
    elif parameters.within is not None and parameters.within.after(day_of(at)) < view.as_of:
        said = message(
            "record_on_file.late",
            day=day_of(at).isoformat(),
            within=str(parameters.within),
            **about(record, parameters.date),
        )
        yield violation(f"{record.key}/{parameters.date}", Reason.LATE, said, record.place)


def _content(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    """It is complete and says what it must."""
    told = {parameters.date, parameters.since}
    for name in dict.fromkeys(parameters.required):
        if name not in told and name not in parameters.values and not filled(record, name, view.as_of):
            yield not_filled(record, name)
    if parameters.one_of and not any(filled(record, name, view.as_of) for name in parameters.one_of):
        said = message("record_on_file.none_of", **about(record, *parameters.one_of))
        yield undecided(f"{record.key}/{parameters.one_of[0]}", Reason.MISSING_FIELD, said, record.place)
    if parameters.holds:
        yield from _holding(record, parameters)
    for name, accepted in parameters.values.items():
        if matches(record, {name: accepted}, view.as_of)[0] is Match.YES:
            continue
        if not filled(record, name, view.as_of):
            yield not_filled(record, name)
        else:
            said = message(
                "record_on_file.other_value",
                found=texts_in(record, name),
                accepted=tuple(accepted),
                **about(record, name),
            )
            yield violation(f"{record.key}/{name}", Reason.REQUIREMENT_NOT_MET, said, record.place)


def _holding(record: Record, parameters: Parameters) -> Iterator[Item]:
    """It holds each word itself; what is in another record does not make up for it."""
    held = texts_in(record, parameters.words_in)
    if not held:
        if parameters.words_in not in parameters.required:  # told there already
            yield not_filled(record, parameters.words_in)
        return
    for word in parameters.holds:
        if word not in held:
            said = message("record_on_file.lacks_word", word=word, **about(record, parameters.words_in))
            yield violation(f"{record.key}/{word}", Reason.REQUIREMENT_NOT_MET, said, record.place)


def _file(view: FactView, record: Record, parameters: Parameters) -> Iterator[Item]:
    """The file behind it; one that is named is held against its digest, asked for or not."""
    if not isinstance(record, FiledRecord):
        return
    if parameters.file or record.file:
        yield from file_items(record)
    if parameters.file and record.file:
        yield from witness_items(record, view.as_of)
