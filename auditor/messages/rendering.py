"""Messages to words: the only place where a code becomes a sentence."""

import importlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from string import Formatter
from typing import Any

from auditor.messages.text import Text
from auditor.messages.vocabulary import label
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.words import Language, Message

_TOPIC = re.compile(r"[a-z][a-z0-9_]*")

_ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))
"""First days of the eras (元号法 and the cabinet orders under it)."""


def era_date(day: date) -> str:
    """令和8年11月20日; the first year of an era is 元年. Days before 昭和 are given in the western calendar."""
    for first, name in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def render(message: Message, language: Language, measured: Mapping[str, object] | None = None) -> str:
    """The message in words.

    A missing text or argument is a bug of ours; it is shown as the bare code and arguments rather than hidden or
    raised, because a report must come out. A test holds that every code used has both texts.
    """
    text = lookup(message.code)
    values: dict[str, object] = {**(measured or {}), **message.args}
    if text is None:
        return f"{message.code} {values}" if values else message.code
    try:
        return _filled(text.ja if language is Language.JA else text.en, values, language)
    except (KeyError, ValueError, TypeError, IndexError):
        return f"{message.code} {values}"


@cache
def lookup(code: str) -> Text | None:
    """The two templates of a code, or None."""
    topic, _, name = code.partition(".")
    if not _TOPIC.fullmatch(topic):
        return None
    try:
        module = importlib.import_module(f"auditor.messages.texts.{topic}")
    except ModuleNotFoundError:
        return None
    found: Text | None = module.TEXTS.get(name)
    return found


def in_both(message: Message, measured: Mapping[str, object] | None = None) -> dict[str, str]:
    """The message in both languages, as results.json has it."""
    return {language.value: render(message, language, measured) for language in Language}


def term(name: str, language: Language) -> str:
    """A word of the vocabulary (a state, a reason, a mechanism); the name itself when it has no translation."""
    text = lookup(f"term.{name}")
    if text is None:
        return name
    return text.ja if language is Language.JA else text.en


def _word(name: str, language: Language) -> str:
    """A word of the program's vocabulary, else one of the registers'."""
    text = lookup(f"term.{name}") or label(name)
    if text is None:
        return name
    return text.ja if language is Language.JA else text.en


def show_date(value: str | date, language: Language) -> str:
    """A day for people."""
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return era_date(day) if language is Language.JA else day.isoformat()


def show_datetime(value: str | datetime, language: Language) -> str:
    """A moment for people, in Japan time, to the minute."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is not None:
        moment = moment.astimezone(JST)
    clock = f"{moment.hour}時{moment.minute:02}分" if language is Language.JA else f"{moment:%H:%M}"
    return f"{show_date(moment.date(), language)} {clock}"


_UNITS_JA = ("年", "か月", "日", "時間", "分", "秒")
_UNITS_EN = (("year", "years"), ("month", "months"), ("day", "days"), ("hour", "hours"), ("min", "min"), ("s", "s"))


def show_duration(value: str | float | timedelta, language: Language) -> str:
    """A length of time for people: ISO 8601 text, or seconds. Only the two largest units that count are shown."""
    if isinstance(value, str):
        period = Period.parse(value)
        years, months, seconds = period.years, period.months, period.exact.total_seconds()
    else:
        years, months = 0, 0
        seconds = value.total_seconds() if isinstance(value, timedelta) else float(value)
    whole = int(abs(seconds))
    numbers = (years, months, whole // 86400, whole % 86400 // 3600, whole % 3600 // 60, whole % 60)
    shown = [(n, i) for i, n in enumerate(numbers) if n][:2]
    if not shown:
        rest = f"{abs(seconds):.1f}".rstrip("0").rstrip(".")
        return f"{rest}秒" if language is Language.JA else f"{rest} s"
    if language is Language.JA:
        return "".join(f"{n}{_UNITS_JA[i]}" for n, i in shown)
    return " ".join(f"{n} {_UNITS_EN[i][n != 1]}" for n, i in shown)


def show_list(value: object, language: Language) -> str:
    """A list for people, at most twenty entries."""
    entries = [str(v) for v in value] if isinstance(value, Sequence) and not isinstance(value, str) else [str(value)]
    more = len(entries) - 20
    text = ("、" if language is Language.JA else ", ").join(entries[:20])
    if more > 0:
        text += f" ほか{more}件" if language is Language.JA else f" and {more} more"
    return text


def show_bytes(value: float) -> str:
    """A size with a binary unit."""
    size = float(value)
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024 or unit == "TiB":
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    raise AssertionError("unreachable")


@cache
def _segments(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template taken apart: literal text, then the name and format spec of the field after it, if one follows."""
    return tuple((literal, name, spec or "") for literal, name, spec, _ in Formatter().parse(template))


def _filled(template: str, values: Mapping[str, object], language: Language) -> str:
    """The template with its fields shown by their own format specs; no attribute or index access into arguments."""
    shown = []
    for literal, name, spec in _segments(template):
        shown.append(literal)
        if name is not None:
            shown.append(_show(values[name], spec, language))
    return "".join(shown)


def _show(value: Any, spec: str, language: Language) -> str:
    if value is None:
        return "—"
    match spec:
        case "":
            return str(value)
        case "date":
            return show_date(value, language)
        case "datetime":
            return show_datetime(value, language)
        case "duration":
            return show_duration(value, language)
        case "list":
            return show_list(value, language)
        case "bytes":
            return show_bytes(value)
        case "number":
            return f"{value:,}"
        case "term":
            return _word(str(value), language)
        case "terms":
            return show_list([_word(str(v), language) for v in value], language)
        case _:
            return str(format(value, spec))
