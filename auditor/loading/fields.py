"""Kinds of fields that the files have: each says what is wrong in words of ours."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from auditor.loading.problems import shown
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.words import Argument

TOLD = "told"
"""Error type of what our own validators say; code and arguments of the message are in its context."""


def wrong(code: str, **args: Argument) -> PydanticCustomError:
    """What a validator raises: a message by its code."""
    return PydanticCustomError(TOLD, "{code}", {"code": code, "args": args})


def narrow(value: str) -> str:
    """Full-width letters and digits as ordinary ones (NFKC)."""
    return unicodedata.normalize("NFKC", value)


def _text(value: Any) -> Any:
    # A plain integer is text all the same (a staff number); the reader makes integers only of digits that spell
    # them exactly, so nothing is lost.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _clean(value: str) -> str:
    for char in value if not value.isprintable() else "":
        if not char.isprintable() and char not in "\n\t\u3000\xa0":
            raise wrong("problems.unprintable", char=f"U+{ord(char):04X}")
    return value.strip()


def _filled(value: str) -> str:
    if not value.strip():
        raise wrong("problems.empty_text")
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise wrong("problems.several_lines")
    return value


_Worded = BeforeValidator(_text, json_schema_input_type=str | int)

Text = Annotated[str, _Worded, AfterValidator(_clean), Field(max_length=4000)]
"""Words of a person; several lines are fine; may be empty."""
Title = Annotated[
    str,
    _Worded,
    AfterValidator(_clean),
    AfterValidator(_filled),
    AfterValidator(_one_line),
    Field(max_length=200),
]
"""One line of words."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?")
IDENTIFIER_PATTERN = rf"^{_IDENTIFIER.pattern}$"


def identifier(value: Any) -> str:
    """A name that files refer to each other by; also part of file names and commands' arguments."""
    value = _text(value)
    if not isinstance(value, str):
        raise wrong("problems.not_text")
    if _IDENTIFIER.fullmatch(value):
        return value
    if _IDENTIFIER.fullmatch(narrow(value)):
        raise wrong("problems.full_width", value=shown(value), plain=narrow(value))
    raise wrong("problems.identifier", value=shown(value))


Identifier = Annotated[
    str, PlainValidator(identifier), WithJsonSchema({"type": ["string", "integer"], "pattern": IDENTIFIER_PATTERN})
]


def _whole(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", narrow(value)) and not value.isascii():
        return int(narrow(value))
    return value


Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int | str)]
"""A whole number; full-width digits count as digits."""
Port = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int | str), Field(ge=1, le=65535)]


def day(value: Any) -> date:
    """A date, ISO 8601 (``2026-04-01``)."""
    if isinstance(value, str):
        text = narrow(value).strip()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                raise wrong("problems.no_such_day", value=shown(value)) from error
    raise wrong("problems.date", value=shown(value))


Day = Annotated[date, PlainValidator(day), WithJsonSchema({"type": "string", "format": "date"})]

_CLOCK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+-][0-9]{2}:[0-9]{2})?")


def _moment(value: Any, without_time: time) -> datetime:
    if isinstance(value, str):
        text = narrow(value).strip()
        found = _CLOCK.fullmatch(text)
        try:
            if found:
                moment = datetime.fromisoformat(text)
                return moment if moment.tzinfo else moment.replace(tzinfo=JST)
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return datetime.combine(date.fromisoformat(text), without_time, tzinfo=JST)
        except ValueError as error:
            raise wrong("problems.no_such_day", value=shown(value)) from error
    raise wrong("problems.moment", value=shown(value))


def beginning(value: Any) -> datetime:
    """A moment; Japan time when no zone is given; a date alone is its first second."""
    return _moment(value, time())


def ending(value: Any) -> datetime:
    """A moment; a date alone is its last second, so that a delay is never made to look shorter than it was."""
    return _moment(value, time(23, 59, 59))


_MOMENT_SCHEMA = WithJsonSchema({"type": "string", "description": "2026-04-01 or 2026-04-01T09:30+09:00"})
Beginning = Annotated[datetime, PlainValidator(beginning), _MOMENT_SCHEMA]
Ending = Annotated[datetime, PlainValidator(ending), _MOMENT_SCHEMA]


_LONGEST = 1000
"""Years; a longer duration is a slip of the pen, and calendars end before it does."""


def period_in(value: object) -> Period | None:
    """The duration that a text spells; None for anything else."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        period = Period.parse(narrow(value).strip())
        return period if period.delta <= timedelta(days=365 * _LONGEST) else None
    except (ValueError, OverflowError):
        return None


def duration(value: Any) -> Period:
    """An ISO 8601 duration (``P14D``, ``PT60S``, ``P5Y``)."""
    period = period_in(value)
    if period is None:
        raise wrong("problems.duration", value=shown(value))
    return period


Duration = Annotated[Period, PlainValidator(duration), WithJsonSchema({"type": "string", "pattern": "^P"})]


def _short(value: Any) -> timedelta:
    period = duration(value)
    if period.years or period.months or not timedelta(seconds=1) <= period.exact <= timedelta(days=1):
        raise wrong("problems.deadline", value=shown(value))
    return period.exact


Deadline = Annotated[timedelta, PlainValidator(_short), WithJsonSchema({"type": "string", "pattern": "^PT"})]
"""From a second to a day."""
