"""Dates and times as Japanese officials write them: eras in every spelling, full-width digits, Excel's numbers.

Nothing is guessed. A year of an era that had ended counts to the end of the year of the change (平成31年5月1日 was
printed on papers made before the new era had a name, and means one day only); later ones (平成40年) are told together
with the year they would be, for they are as often a slip for the new era. A day before its era began (令和元年4月1日)
is told. Meiji counts from 1873, when the calendar became ours. Two-digit western years are not read.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from auditor.loading.problems import shown
from auditor.model.words import Argument, Message, message
from auditor.tables.cells import Cell, CellError


class Unreadable(ValueError):
    """A cell that cannot be understood, with what to say of it."""

    def __init__(self, code: str, **args: Argument) -> None:
        super().__init__(code)
        self.message: Message = message(code, **args)


_ERAS = {
    "明治": (date(1873, 1, 1), 1868, 1912),
    "大正": (date(1912, 7, 30), 1912, 1926),
    "昭和": (date(1926, 12, 25), 1926, 1989),
    "平成": (date(1989, 1, 8), 1989, 2019),
    "令和": (date(2019, 5, 1), 2019, 9999),
}
"""First day, year 1, and the year of the change to the next (元号法 and the cabinet orders under it)."""
_SHORT = {"明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和"}
_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_ERA = "明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHRmtshr]"
_WEEKDAY = re.compile(r"(?:[(\[][月火水木金土日](?:曜日?)?[)\]]|[月火水木金土日]曜日?)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ", "-") | {"。": "."})
_ERA_DAY = re.compile(
    rf"({_ERA})(元|[0-9]{{1,2}})(?:年([0-9]{{1,2}})月([0-9]{{1,2}})日?|([./-])([0-9]{{1,2}})\5([0-9]{{1,2}}))"
)
_DAY = re.compile(r"([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日?|([./-])([0-9]{1,2})\4([0-9]{1,2}))")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PART = re.compile(
    rf"(?:(?:{_ERA})(?:元|[0-9]{{1,2}})|[0-9]{{4}})(?:年度?(?:[0-9]{{1,2}}月)?|[./-][0-9]{{1,2}})?(?:頃|ごろ|から|より|末|中)?"
)
_CLOCK = re.compile(
    r"(午前|午後|AM|PM|am|pm)?([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?|時(?:(半)|([0-9]{1,2})分(?:([0-9]{1,2})秒)?)?)"
)
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_MOMENT = re.compile(
    r"(.{4,60}?)(?:T|(?<=日) ?| )((?:午前|午後|[AaPp][Mm])? ?[0-9]{1,2} ?[:時][0-9:.時分秒半 ]{0,20})" + _ZONE
)
"""A day and a time of day: a blank, ``T`` or ``日`` must stand between them, or their digits would run together."""
_EMPTY = frozenset({"", "-", "--", "---", "...", "/"})
"""Marks that say that there is nothing to write."""
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar day, of no zone
_SERIALS = range(10_000, 110_000)
"""Days of 1927 to 2201 as Excel counts them; other numbers are no dates."""
_FIRST_COUNTED = 1910
"""Excel's own dates before this year are small numbers that were formatted as dates."""
_KANJI = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_KANJI_RUN = re.compile("[〇零一二三四五六七八九十]+")


def plain(cell: Cell) -> str:
    """A cell as one line for comparing: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", as_text(cell)).split())


def as_text(cell: Cell) -> str:
    """A cell's value as a person would see it without any format."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return repr(cell)
        case datetime():
            return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case CellError():
            return cell.text
        case _:
            return str(cell)


def says_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or holds only a dash as people put it for nothing."""
    if cell is None:
        return True
    return isinstance(cell, str) and len(cell) < 40 and plain(cell).translate(_DASHES) in _EMPTY


def day(cell: Cell) -> date:
    """The day that a cell names; raises Unreadable."""
    match cell:
        case date():
            _check_counted(cell)
            return cell.date() if isinstance(cell, datetime) else cell
        case bool() | time() | timedelta() | CellError():
            raise Unreadable("tables.day", value=_shown(cell))
        case int() | float():
            return _from_number(cell).date()
    text = _spelled(as_text(cell))
    found = _day_in(_closed(text))
    if found is None:
        parted = _MOMENT.fullmatch(text)
        found = _day_in(_closed(parted[1])) if parted else None
    if found is not None:
        return found
    part = _PART.fullmatch(_closed(text)) is not None
    raise Unreadable("tables.part_of_day" if part else "tables.day", value=_shown(cell))


def moment(cell: Cell) -> date | datetime:
    """The moment that a cell names; a date alone when it has no time of day. Raises Unreadable.

    Without a zone (as nearly always) the result has none either; it is Japan's time.
    """
    if isinstance(cell, datetime):
        _check_counted(cell)
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _from_number(cell)
        return found if found.time() != time() else found.date()
    if not isinstance(cell, str):
        return day(cell)
    parted = _MOMENT.fullmatch(_spelled(cell))
    on = _day_in(_closed(parted[1])) if parted is not None else None
    if parted is None or on is None:
        return day(cell)
    at = _clock_in(_CLOCK.fullmatch(_closed(parted[2])), cell)
    return datetime.fromisoformat(f"{on.isoformat()}T{at.isoformat()}{parted[3] or ''}")


def clock(cell: Cell) -> time:
    """The time of day that a cell names (``9:05``, ``9時5分``, ``午後3時``); raises Unreadable."""
    match cell:
        case time():
            return cell
        case datetime() if cell.date() <= date(1900, 1, 1):
            return cell.time()
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            return (_SERIAL_ZERO + cell).time()
        case float() if 0 <= cell < 1:
            return (_SERIAL_ZERO + timedelta(seconds=round(cell * 86400))).time()
        case str():
            return _clock_in(_CLOCK.fullmatch(_closed(_spelled(cell))), cell)
    raise Unreadable("tables.clock", value=_shown(cell))


def _spelled(text: str) -> str:
    """One line with single blanks, in ordinary digits; kanji numbers as numbers; no day of the week."""
    flat = " ".join(unicodedata.normalize("NFKC", text[:200]).split())
    return _WEEKDAY.sub("", _KANJI_RUN.sub(_number, flat.translate(_DASHES)))


def _closed(text: str) -> str:
    return text.replace(" ", "")


def _number(found: "re.Match[str]") -> str:
    """``十八`` is 18, ``二〇二六`` 2026."""
    run = found[0]
    if "十" not in run:
        return "".join(str(_KANJI[c]) for c in run)
    tens, _, ones = run.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return run
    return str((_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0))


def _day_in(text: str) -> date | None:
    """The day of a text without blanks; None when it is spelled as none. Raises Unreadable for days there are not."""
    era = _ERA_DAY.fullmatch(text)
    if era is not None:
        return _of_era(era[1], era[2], int(era[3] or era[6]), int(era[4] or era[7]), text)
    western = _DAY.fullmatch(text)
    if western is not None:
        return _calendar(int(western[1]), int(western[2] or western[5]), int(western[3] or western[6]), text)
    digits = _DIGITS.fullmatch(text)
    return _calendar(int(digits[1]), int(digits[2]), int(digits[3]), text) if digits is not None else None


def _of_era(spelled: str, year: str, month: int, dom: int, text: str) -> date:
    name = _SHORT.get(spelled) or _LETTERS.get(spelled.lower()) or spelled
    first, beginning, change = _ERAS[name]
    counted = 1 if year == "元" else int(year)
    western = beginning + counted - 1
    if counted == 0:
        raise Unreadable("tables.no_such_day", value=_shown(text))
    if western > change:
        raise Unreadable("tables.era_over", value=_shown(text), era=name, year=western)
    found = _calendar(western, month, dom, text)
    if found < first:
        raise Unreadable("tables.era_not_begun", value=_shown(text), era=name, first=first.isoformat())
    return found


def _calendar(year: int, month: int, dom: int, text: str) -> date:
    try:
        return date(year, month, dom)
    except ValueError as error:
        raise Unreadable("tables.no_such_day", value=_shown(text)) from error


def _from_number(number: float) -> datetime:
    """Excel's count of days, or eight digits (``20260401``)."""
    if isinstance(number, int) and 18_730_101 <= number <= 99_991_231:
        found = _day_in(str(number))
        if found is not None:
            return datetime.combine(found, time())
    if math.isfinite(number) and int(number) in _SERIALS:
        return _SERIAL_ZERO + timedelta(seconds=round(number * 86400))
    raise Unreadable("tables.day", value=_shown(number))


def _check_counted(cell: date) -> None:
    """A link to an empty cell shows as 1900/1/0, a number of days in a cell for dates as 1900/1/30."""
    if cell.year < _FIRST_COUNTED:
        raise Unreadable("tables.day", value=_shown(cell))


def _clock_in(found: "re.Match[str] | None", cell: Cell) -> time:
    if found is not None:
        half, hour = found[1], int(found[2])
        minute = 30 if found[5] else int(found[3] or found[6] or 0)
        second = int(found[4] or found[7] or 0)
        if half in ("午後", "PM", "pm") and hour < 12:
            hour += 12
        elif half in ("午前", "AM", "am") and hour == 12:
            hour = 0
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise Unreadable("tables.clock", value=_shown(cell))


def _shown(cell: Cell) -> str:
    return shown(as_text(cell))
