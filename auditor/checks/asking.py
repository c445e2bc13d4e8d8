"""What is wrong with a catalog's questions to registers: told before anything runs.

The options come as they stand in the catalog; values of a wrong type are told by whoever reads the catalog, so they are
passed over here.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.checks.fields import DATES, register_words
from auditor.checks.selecting import can_link
from auditor.checks.where import well_formed
from auditor.facts.records import READABLE, FiledRecord, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.model.terms import SubjectKind
from auditor.model.words import Message, message

Options = Mapping[str, Any]


def register_in(options: Options, option: str, otherwise: str = "") -> tuple[type[Record] | None, tuple[Message, ...]]:
    """The register that an option names, or what is wrong with it."""
    name = options.get(option, otherwise)
    if not isinstance(name, str) or not name:
        return None, ()
    found = READABLE.get(name)
    if found is None:
        return None, (_hinted("decision.unknown_register", name, READABLE, option=option, name=name),)
    return found, ()


def conditions(record: type[Record], options: Options, *names: str) -> Iterator[Message]:
    """Problems of conditions such as ``where``."""
    for name in names:
        given = options.get(name)
        if not isinstance(given, Mapping):
            continue
        for field, accepted in given.items():
            found = columns_of(record).get(str(field))
            if found is None:
                yield unknown_field(record, str(field), name)
                continue
            for value in accepted if isinstance(accepted, list | tuple) else [accepted]:
                text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
                if not well_formed(found.kind, text):
                    yield message(
                        "decision.wrong_form", option=name, field=str(field), value=text[:60], form=_form(found)
                    )


def fields_of(
    record: type[Record], options: Options, *names: str, kinds: Iterable[ColumnKind] = ()
) -> Iterator[Message]:
    """Problems of options that name one field or several; ``kinds``: which columns they can be."""
    wanted = frozenset(kinds)
    for name in names:
        for field in named_in(options, name):
            found = columns_of(record).get(field)
            if found is None:
                yield unknown_field(record, field, name)
            elif wanted and found.kind not in wanted:
                able = tuple(f for f, c in columns_of(record).items() if c.kind in wanted)
                yield message("decision.unfit_field", option=name, field=field, known=able, **register_words(record))


def dates_of(record: type[Record], options: Options, *names: str) -> Iterator[Message]:
    """Problems of options that name dates."""
    return fields_of(record, options, *names, kinds=DATES)


def links_of(one: type[Record], other: type[Record], options: Options, name: str = "link") -> Iterator[Message]:
    """Problems of links ``field_of_one=field_of_other``."""
    for pair in named_in(options, name):
        left, sign, right = pair.partition("=")
        if not sign or not left or not right:
            yield message("decision.no_link", option=name, value=pair[:60])
            continue
        for record, field in ((one, left), (other, right)):
            if field not in columns_of(record):
                yield unknown_field(record, field, name)
            elif name == "link" and columns_of(record)[field].kind in DATES | {ColumnKind.YES, ColumnKind.WHOLE}:
                yield message("decision.unlinkable", option=name, field=field, **register_words(record))


def pairing(options: Options) -> Iterator[Message]:
    """Options of pairs of records that say nothing without another."""
    for name in ("other_since", "other_until"):
        if options.get(name) and not options.get("date"):
            yield message("decision.needs", one=name, other="date")
    if options.get("strict") is True and (options.get("when") == "any" or not options.get("other_date")):
        yield message("decision.needs", one="strict", other="other_date, when: before | after")
    linked = {pair.partition("=")[0] for pair in named_in(options, "link")}
    for name in named_in(options, "each_of"):
        if name not in linked:
            yield message("decision.needs", one="each_of", other=f"link: {name}=…")


def file_of(record: type[Record], options: Options, name: str = "file") -> Iterator[Message]:
    """A file can be asked for only where the register has one."""
    if options.get(name) is True and not issubclass(record, FiledRecord):
        yield message("decision.no_files", option=name, **register_words(record))


def placed(record: type[Record], options: Options, subject: SubjectKind) -> Iterator[Message]:
    """A register must be able to name the subjects of the control, unless general records count."""
    if not can_link(record, subject) and options.get("general") is not True:
        yield message("decision.cannot_name", subject=subject.value, **register_words(record))


def named_in(options: Options, name: str) -> tuple[str, ...]:
    """The texts of an option that is one or several."""
    given = options.get(name, ())
    several = given if isinstance(given, list | tuple) else (given,)
    return tuple(v for v in several if isinstance(v, str) and v)


def unknown_field(record: type[Record], field: str, option: str) -> Message:
    """That the register has no such field."""
    return _hinted(
        "decision.unknown_field", field, columns_of(record), option=option, field=field[:60], **register_words(record)
    )


def _hinted(code: str, word: str, candidates: Iterable[str], **args: Any) -> Message:
    near = difflib.get_close_matches(word.lower().replace("-", "_")[:80], list(candidates), n=1)
    if near:
        return message(f"{code}_hint", hint=near[0], **args)
    return message(code, **args)


def _form(found: Column) -> str:
    if found.kind is ColumnKind.YES:
        return "yes, no"
    if found.kind is ColumnKind.WHOLE:
        return "100, >100, >=100, <100, <=100"
    if found.kind in DATES:
        return '"", *, >=2023-04-01'
    return "word"
