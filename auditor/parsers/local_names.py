"""What day or time the name of a file declares.

A declaration gives names as strftime forms with ``*`` for any run of characters other than ``/``. It is turned into a
regular expression whose wild parts are atomic groups, so that no name, however long, makes it search twice.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from auditor.model.japan import JST

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}

_FIELDS = {
    "Y": r"[0-9]{4}",
    "y": r"[0-9]{2}",
    "m": r"(?:0[1-9]|1[0-2])",
    "d": r"(?:0[1-9]|[12][0-9]|3[01])",
    "H": r"(?:[01][0-9]|2[0-3])",
    "M": r"[0-5][0-9]",
    "S": r"(?:[0-5][0-9]|60)",
    "f": r"[0-9]{1,6}",
    "j": r"(?:[0-2][0-9]{2}|3[0-5][0-9]|36[0-6])",
    "b": r"(?:" + "|".join(MONTHS) + r")",
    "s": r"[0-9]{9,11}",
}
"""strftime fields that a name may have (strftime(3)); ``%b`` in English, ``%s`` seconds since 1970."""

_LONGEST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePattern:
    """A compiled declaration of names."""

    text: str
    expression: re.Pattern[str]
    fields: frozenset[str]

    @classmethod
    def compile(cls, text: str) -> "NamePattern":
        """Read a declaration; raises ValueError when it is none or its names would tell no day."""
        if not text or len(text) > _LONGEST:
            raise ValueError(f"a name has 1 to {_LONGEST} characters")
        fields: set[str] = set()
        pieces = [_piece(part, fields) for part in re.sub(r"\*+", "*", text).split("*")]
        day = "s" in fields or (bool({"Y", "y"} & fields) and ("j" in fields or ({"d"} <= fields and _month(fields))))
        if not day:
            raise ValueError(f"a name must tell year, month and day: {text!r}")
        middle = "".join(rf"(?>[^/]*?{piece})" for piece in pieces[1:-1])
        last = rf"[^/]*{pieces[-1]}" if len(pieces) > 1 else ""
        return cls(
            text=text,
            expression=re.compile(rf"{pieces[0]}{middle}{last}\Z", re.IGNORECASE),
            fields=frozenset(fields),
        )

    def time_of(self, path: str) -> datetime | None:
        """The time that a path (with ``/``, relative to the declared folder) tells, in Japan time.

        A pattern without ``/`` looks at the last component alone, so that files sorted into folders by year are found.
        Midnight where the pattern has no hours. None when the name does not fit, or tells no real day.
        """
        name = path if "/" in self.text else path.rpartition("/")[2]
        found = self.expression.match(name)
        return None if found is None else _moment(found.groupdict())

    def day_of(self, path: str) -> date | None:
        """The day that a path tells."""
        found = self.time_of(path)
        return None if found is None else found.date()


def _piece(text: str, fields: set[str]) -> str:
    """The expression of a part without wild cards. A field that comes again must say the same again."""
    made: list[str] = []
    position = 0
    while position < len(text):
        sign = text[position]
        if sign != "%":
            made.append(re.escape(sign))
            position += 1
            continue
        letter = text[position + 1 : position + 2]
        position += 2
        if letter == "%":
            made.append("%")
        elif letter not in _FIELDS:
            raise ValueError(f"%{letter} has no meaning in a name")
        elif letter in fields:
            made.append(f"(?P={letter})")
        else:
            fields.add(letter)
            made.append(f"(?P<{letter}>{_FIELDS[letter]})")
    return "".join(made)


def _month(fields: set[str]) -> bool:
    return bool({"m", "b"} & fields)


def _moment(values: dict[str, str]) -> datetime | None:
    try:
        if "s" in values:
            return datetime.fromtimestamp(int(values["s"]), UTC).astimezone(JST)
        year = int(values["Y"]) if "Y" in values else 2000 + int(values["y"])
        if "j" in values:
            day = datetime(year, 1, 1, tzinfo=JST) + timedelta(days=int(values["j"]) - 1)
            if day.year != year or values["j"] == "000":
                return None
        else:
            month = int(values["m"]) if "m" in values else MONTHS[values["b"].lower()]
            day = datetime(year, month, int(values["d"]), tzinfo=JST)
        fraction = int(values.get("f", "0").ljust(6, "0"))
        clock = timedelta(hours=int(values.get("H", "0")), minutes=int(values.get("M", "0")), microseconds=fraction)
        # A leap second is told as the last one before it: both lie in the same minute.
        return day + clock + timedelta(seconds=min(int(values.get("S", "0")), 59))
    except (ValueError, OverflowError, OSError):
        return None


_ANY_DAY = re.compile(
    r"(?<![0-9])(?P<Y>(?:19|20)[0-9]{2})(?P<g>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=g)(?P<d>0[1-9]|[12][0-9]|3[01])"
    r"(?:(?P<H>[01][0-9]|2[0-3])(?P<M>[0-5][0-9])(?P<S>[0-5][0-9])?(?:[0-9]{3})?)?(?![0-9])"
)
"""A day, and nothing or a time of day (to minutes, seconds or thousandths) in digits right behind it."""


def day_in(path: str) -> datetime | None:
    """The first day that stands anywhere in a file's name, else in that of a folder above it: its beginning.

    For exports and copies, whose names follow no form. The nearest name that tells a day counts; where a time stands
    right behind the day (``20261120093000``), it is that time.
    """
    for name in reversed(path.split("/")):
        for found in _ANY_DAY.finditer(name):
            moment = _moment({letter: value for letter, value in found.groupdict().items() if value and letter != "g"})
            if moment is not None:
                return moment
    return None


def shown(path: str) -> str:
    r"""A path as it can be stored and printed: bytes that are no UTF-8, and control characters, as ``\xff``."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
