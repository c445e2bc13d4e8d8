"""Fields of a register's records: whether they are filled in, on which day, and what people call them."""

from datetime import date, datetime

from auditor.facts.records import READABLE, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.model.japan import JST
from auditor.model.terms import Reason
from auditor.model.verdict import Item, undecided
from auditor.model.words import Argument, message

Moment = date | datetime

DATES = frozenset({ColumnKind.DAY, ColumnKind.BEGINNING, ColumnKind.ENDING})

SEVERAL = frozenset({ColumnKind.CHOICES, ColumnKind.TEXTS, ColumnKind.NAMES, ColumnKind.ACCOUNTS})

AHEAD = frozenset(
    {
        "approved_until",
        "begins",
        "due_on",
        "effective_on",
        "ends_on",
        "expires_on",
        "held_since",
        "in_force_from",
        "in_force_to",
        "legal_basis_until",
        "needed_until",
        "planned_start",
        "proposals_until",
        "since",
        "starts_on",
        "until",
    }
)
"""Dates that are laid down beforehand: one that lies ahead is filled in all the same. Any other date after the day of
the audit tells of something that has not happened yet."""


def record_type(register: str) -> type[Record]:
    """The class of a register's records; raises KeyError for a register there is not."""
    return READABLE[register]


def column(record: type[Record], field: str) -> Column:
    """The column of a field; raises KeyError for a field that the register lacks."""
    return columns_of(record)[field]


def filled(record: Record, field: str, as_of: date) -> bool:
    """Whether the field holds something. A date after the day of the audit has not happened, so it does not count."""
    value = getattr(record, field)
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, date):
        return field in AHEAD or day_of(value) <= as_of
    return value is not None and value != ()


def moment(record: Record, field: str) -> Moment | None:
    """The date or time in a field, whether it lies ahead or not."""
    value = getattr(record, field)
    return value if isinstance(value, date) else None


def happened(record: Record, field: str, as_of: date) -> Moment | None:
    """The date or time in a field, if it has come by the day of the audit."""
    found = moment(record, field)
    return found if found is not None and day_of(found) <= as_of else None


def day_of(value: Moment) -> date:
    """The day in Japan."""
    if isinstance(value, datetime):
        return (value.astimezone(JST) if value.tzinfo else value).date()
    return value


def earlier(one: Moment, other: Moment) -> bool:
    """Whether one came before the other; on the same day only if both tell the time."""
    if isinstance(one, datetime) and isinstance(other, datetime) and bool(one.tzinfo) == bool(other.tzinfo):
        return one < other
    return day_of(one) < day_of(other)


def texts_in(record: Record, field: str) -> tuple[str, ...]:
    """The words in a field that holds one or several."""
    value = getattr(record, field)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return tuple(str(element) for element in value if str(element).strip())
    return (str(value),) if value is not None and str(value).strip() else ()


def register_words(record: type[Record]) -> dict[str, Argument]:
    """A register's name in both languages, as messages take it."""
    return {"register_ja": record.TITLE.ja, "register_en": record.TITLE.en}


def field_words(record: type[Record], *fields: str) -> dict[str, Argument]:
    """Names of columns in both languages, as messages take them."""
    titles = [column(record, field).title for field in fields]
    return {"field_ja": "・".join(t.ja for t in titles), "field_en": ", ".join(t.en for t in titles)}


def about(record: Record, *fields: str) -> dict[str, Argument]:
    """Register, entry and columns, as messages take them."""
    kind = type(record)
    return {"record": record.key, **register_words(kind), **field_words(kind, *fields)}


def not_filled(record: Record, *fields: str, key: str = "") -> Item:
    """That a field (or each of several) which decides is empty, or tells of a day still to come."""
    # What has been entered for a day to come is no slip of whoever keeps the register; it is said differently.
    ahead = any(moment(record, field) is not None for field in fields)
    code = message("decision.still_to_come" if ahead else "decision.not_filled", **about(record, *fields))
    return undecided(key or f"{record.key}/{fields[0]}", Reason.MISSING_FIELD, code, record.place)
