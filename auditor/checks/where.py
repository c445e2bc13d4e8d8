"""Conditions on records: ``{kind: [usb, tape], needed: yes, persons: ">100"}``, as catalogs write them.

A value is a word or literal text, ``yes`` or ``no``, ``""`` for not filled in, ``*`` for filled in, ``!x`` for filled
in and not x, ``~x`` for free text that contains x (whatever the width, case and spaces; not for words of a vocabulary);
for whole numbers also ``>100``, ``>=10``, ``<5``, ``<=5``, for dates the same with a day or with ``as_of``, the day of
the audit, and for fields of several words the same with how many there are.
All keys must hold; one accepted value is enough. A field of several words matches when one of them does, ``!x`` when
none is x.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TypeGuard

from auditor.checks.fields import DATES, SEVERAL, column, day_of, filled, moment, texts_in
from auditor.checks.filed import plain_name
from auditor.facts.records import Record
from auditor.facts.records.columns import ColumnKind

Where = Mapping[str, tuple[str, ...]]
"""Field to accepted values; all must hold."""

_COMPARED = re.compile(r"(>=|<=|>|<)([0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2})")

_AUDIT = "as_of"
"""Stands for the day of the audit where dates are compared."""

_AGAINST_AUDIT = frozenset(f"{sign}{_AUDIT}" for sign in ("<", "<=", ">", ">="))

_TELLING = frozenset({ColumnKind.CHOICE, ColumnKind.YES, ColumnKind.WHOLE})
"""Columns that every entry has something to say in: an empty cell there leaves open whether the condition holds."""

_FREE = frozenset({ColumnKind.TITLE, ColumnKind.TEXT, ColumnKind.TEXTS})
"""Columns of free words, in which a part may be looked for."""


class Match(Enum):
    """Whether a record fulfils a condition."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    """A cell that decides is empty."""


def matches(record: Record, where: Where, as_of: date) -> tuple[Match, tuple[str, ...]]:
    """Whether the record fulfils it, and the empty fields that leave it open."""
    empty: list[str] = []
    for field, accepted in where.items():
        if any(_accepts(record, field, value, as_of) for value in accepted):
            continue
        asks_for_content = any(value not in ("", "*") for value in accepted)
        telling = column(type(record), field).kind in _TELLING
        if asks_for_content and telling and not filled(record, field, as_of):
            empty.append(field)
            continue
        return Match.NO, ()
    return (Match.OPEN, tuple(empty)) if empty else (Match.YES, ())


def _accepts(record: Record, field: str, wanted: str, as_of: date) -> bool:
    there = filled(record, field, as_of)
    if not wanted:
        return not there
    if wanted == "*" or not there:
        return there and wanted == "*"
    if wanted.endswith(_AUDIT) and column(type(record), field).kind in DATES:
        wanted = wanted.removesuffix(_AUDIT) + as_of.isoformat()
    if wanted.startswith("!"):
        return not _holds(record, field, wanted[1:])
    return _holds(record, field, wanted)


def _holds(record: Record, field: str, wanted: str) -> bool:
    value = getattr(record, field)
    if isinstance(value, bool):
        return wanted == ("yes" if value else "no")
    if wanted.startswith("~"):
        return any(plain_name(wanted[1:]) in plain_name(text) for text in texts_in(record, field))
    compared = _COMPARED.fullmatch(wanted)
    at = moment(record, field)
    if at is not None:
        return compared is not None and _compare(day_of(at), compared[1], date.fromisoformat(compared[2]))
    if isinstance(value, int):
        return _compare(value, compared[1], int(compared[2])) if compared else wanted == str(value)
    if isinstance(value, tuple):
        return _compare(len(value), compared[1], int(compared[2])) if _counts(compared) else wanted in value
    return bool(value == wanted)


def _counts(compared: re.Match[str] | None) -> TypeGuard[re.Match[str]]:
    return compared is not None and compared[2].isdecimal()


def _compare(value: int | date, sign: str, limit: int | date) -> bool:
    """Two numbers, or two dates."""
    one, other = (v.toordinal() if isinstance(v, date) else v for v in (value, limit))
    match sign:
        case ">":
            return one > other
        case ">=":
            return one >= other
        case "<":
            return one < other
        case _:
            return one <= other


def well_formed(kind: ColumnKind, wanted: str) -> bool:
    """Whether a value of a condition can ever be true of a column of that kind."""
    if wanted in ("", "*"):
        return True
    bare = wanted.removeprefix("!")
    if bare.startswith("~"):
        return kind in _FREE and bool(plain_name(bare[1:]))
    compared = _COMPARED.fullmatch(bare)
    if kind is ColumnKind.YES:
        return bare in ("yes", "no")
    if kind is ColumnKind.WHOLE:
        return bare.isascii() and (bare.isdecimal() or (compared is not None and compared[2].isdecimal()))
    if kind in DATES:
        return bare in _AGAINST_AUDIT or (compared is not None and _is_day(compared[2]))
    if kind in SEVERAL and _counts(compared):
        return True
    return bool(bare) and compared is None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return "-" in text
