"""The time at the head of a log line, by the form that the inventory declares."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from auditor.model.japan import JST
from auditor.parsers.local_names import MONTHS

_FIELDS = {
    "Y": r"[0-9]{4}",
    "y": r"[0-9]{2}",
    "m": r"[0-9]{1,2}",
    "d": r"[ 0-9]?[0-9]",
    "e": r"[ 0-9]?[0-9]",
    "H": r"[ 0-9]?[0-9]",
    "I": r"[ 0-9]?[0-9]",
    "M": r"[0-9]{2}",
    "S": r"[0-9]{2}",
    "f": r"[0-9]{1,9}",
    "j": r"[0-9]{3}",
    "b": r"(?:" + "|".join(MONTHS) + r")",
    "a": r"(?:mon|tue|wed|thu|fri|sat|sun)",
    "p": r"(?:am|pm|午前|午後)",
    "z": r"(?:z|[+-][0-9]{2}:?[0-9]{2})",
}
"""strptime fields that a time may have; names of months and days in English, whatever the locale."""

_WIDTHS = {"Y": 4, "m": 2, "d": 2, "y": 2, "b": 3, "j": 3, "a": 3}
"""Bytes of the date fields, as a machine writes them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timestamp:
    """A compiled form of times."""

    form: str
    expression: re.Pattern[str]
    fields: tuple[str, ...]
    date_form: str
    """The leading part of the form up to its last date field; empty when the date cannot be cut out by its width."""
    date_width: int

    @classmethod
    def compile(cls, form: str) -> "Timestamp":
        """Read a strptime form; raises ValueError when it is none or tells no year, month and day."""
        made: list[str] = []
        fields: list[str] = []
        for literal, letter in _split(form):
            if not letter:
                made.append(re.escape(literal))
            elif letter in fields:
                made.append(f"(?P={letter})")
            else:
                fields.append(letter)
                made.append(f"(?P<{letter}>{_FIELDS[letter]})")
        has = set(fields)
        if not ({"Y", "y"} & has and ("j" in has or ({"m", "b"} & has and {"d", "e"} & has))):
            raise ValueError(f"a time must tell year, month and day: {form!r}")
        head, width = _fixed_head(form)
        expression = re.compile("".join(made), re.IGNORECASE)
        return cls(form=form, expression=expression, fields=tuple(fields), date_form=head, date_width=width)

    def read(self, text: str) -> datetime | None:
        """The time that ``text`` begins with, in Japan time; None when it begins with none.

        Full-width digits and signs count as their narrow forms. A time without a zone is Japan time.
        """
        found = self.expression.match(text)
        if found is None and not text.isascii():
            found = self.expression.match(unicodedata.normalize("NFKC", text))
        return None if found is None else _moment(found.groupdict())

    def prefix(self, day: date) -> bytes:
        """The bytes that a time of ``day`` begins with; empty when that cannot be said beforehand."""
        made: list[str] = []
        for literal, letter in _split(self.date_form):
            made.append(_written(letter, day) if letter else literal)
        return "".join(made).encode("ascii")


def _split(form: str) -> list[tuple[str, str]]:
    """The form as literals and field letters: ``[("", "Y"), ("-", ""), …]``. Raises ValueError for unknown fields."""
    parts: list[tuple[str, str]] = []
    position = 0
    while position < len(form):
        if form[position] != "%":
            parts.append((form[position], ""))
            position += 1
            continue
        letter = form[position + 1 : position + 2]
        if letter == "%":
            parts.append(("%", ""))
        elif letter == "T":
            parts += [("", "H"), (":", ""), ("", "M"), (":", ""), ("", "S")]
        elif letter == "F":
            parts += [("", "Y"), ("-", ""), ("", "m"), ("-", ""), ("", "d")]
        elif letter not in _FIELDS:
            raise ValueError(f"%{letter} has no meaning in a time")
        else:
            parts.append(("", letter))
        position += 2
    return parts


def _fixed_head(form: str) -> tuple[str, int]:
    """The leading part of a form that holds the whole date in fields of fixed width, and its width in bytes.

    Not for a form with a zone: there the day in Japan may be another one.
    """
    parts = _split(form)
    letters = [letter for _, letter in parts]
    if "z" in letters or "a" in letters or "j" in letters or not form.isascii():
        return "", 0
    needed = {"Y" if "Y" in letters else "y", "m" if "m" in letters else "b", "d"}
    head, width = "", 0
    for literal, letter in parts:
        if letter and letter not in _WIDTHS:
            return "", 0
        head += f"%{letter}" if letter else "%%" if literal == "%" else literal
        width += _WIDTHS[letter] if letter else 1
        needed.discard(letter)
        if not needed:
            return head, width
    return "", 0


def _written(letter: str, day: date) -> str:
    match letter:
        case "Y":
            return f"{day.year:04}"
        case "y":
            return f"{day.year % 100:02}"
        case "m":
            return f"{day.month:02}"
        case "b":
            return list(MONTHS)[day.month - 1].capitalize()
        case _:
            return f"{day.day:02}"


def _moment(values: dict[str, str]) -> datetime | None:
    try:
        year = int(values["Y"]) if "Y" in values else 2000 + int(values["y"])
        if "j" in values:
            day = datetime(year, 1, 1, tzinfo=JST) + timedelta(days=int(values["j"]) - 1)
            if day.year != year:
                return None
        else:
            month = int(values["m"]) if "m" in values else MONTHS[values["b"].lower()]
            day = datetime(year, month, int(values["d"] if "d" in values else values["e"]), tzinfo=JST)
        hour = _hour(values)
        minute, second = int(values.get("M", "0")), min(int(values.get("S", "0")), 60)
        if hour > 23 or minute > 59:
            return None
        fraction = int(values.get("f", "0")[:6].ljust(6, "0"))
        found = day + timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=fraction)
        if "z" in values:
            found = found.replace(tzinfo=_zone(values["z"])).astimezone(JST)
        return found
    except (ValueError, OverflowError):
        return None


def _hour(values: dict[str, str]) -> int:
    if "H" in values:
        return int(values["H"])
    if "I" not in values:
        return 0
    later = values.get("p", "").lower() in ("pm", "午後")
    return int(values["I"]) % 12 + (12 if later else 0)


def _zone(text: str) -> timezone:
    if text in "zZ":
        return timezone(timedelta())
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
