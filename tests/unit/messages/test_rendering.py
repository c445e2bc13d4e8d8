"""Words in both languages: dates in eras, durations, lists; and a code that is missing is shown, not hidden."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest

import auditor.messages.texts as texts
from auditor.messages import rendering
from auditor.messages.rendering import era_date, lookup, render, show_duration
from auditor.messages.text import Text
from auditor.model.words import Language, message

PACKAGE = Path(rendering.__file__).parents[1]
SPECS = {"", "date", "datetime", "duration", "list", "number", "bytes", "term", "terms"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), "令和8年11月20日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1920, 1, 2), "1920年1月2日"),
    ],
)
def test_dates_are_printed_in_the_era_calendar(day: date, expected: str) -> None:
    assert era_date(day) == expected


@pytest.mark.parametrize(
    ("value", "japanese", "english"),
    [
        ("P7Y", "7年", "7 years"),
        ("PT26H", "1日2時間", "1 day 2 hours"),
        ("P1M", "1か月", "1 month"),
        ("PT1M", "1分", "1 min"),
        (0.25, "0.2秒", "0.2 s"),
        (timedelta(seconds=60), "1分", "1 min"),
    ],
)
def test_durations(value: str | float | timedelta, japanese: str, english: str) -> None:
    assert show_duration(value, Language.JA) == japanese
    assert show_duration(value, Language.EN) == english


def test_moments_are_shown_in_japan_time() -> None:
    moment = datetime(2026, 11, 19, 18, 5, tzinfo=timezone.utc)  # noqa: UP017 - reads plainer here
    assert rendering.show_datetime(moment, Language.JA) == "令和8年11月20日 3時05分"
    assert rendering.show_datetime(moment, Language.EN) == "2026-11-20 03:05"


def test_a_missing_text_or_argument_is_shown_and_never_raises() -> None:
    assert render(message("nowhere.nothing", x=1), Language.JA) == "nowhere.nothing {'x': 1}"
    assert render(message("engine.no_owner"), Language.EN).startswith("engine.no_owner")


def test_arguments_give_no_access_to_attributes() -> None:
    text = Text(ja="{x.__class__}", en="{x.__class__}")
    with pytest.raises(KeyError):
        rendering._filled(text.ja, {"x": 1}, Language.JA)


def _texts() -> Iterator[tuple[str, Text]]:
    for module in pkgutil.iter_modules(texts.__path__):
        for name, text in importlib.import_module(f"{texts.__name__}.{module.name}").TEXTS.items():
            yield f"{module.name}.{name}", text


@pytest.mark.parametrize(("code", "text"), list(_texts()), ids=[code for code, _ in _texts()])
def test_both_languages_of_a_text_use_the_same_fields(code: str, text: Text) -> None:
    fields = [
        {(name, spec) for _, name, spec, _ in Formatter().parse(template) if name is not None} for template in text
    ]
    if code not in ("report.space", "report.stop"):  # punctuation that one language does without
        assert text.ja.strip(), code
        assert text.en.strip(), code
    # Words of the policy files come as one argument for each language: ``ja``, ``en``, or ``title_ja``, ``title_en``.
    names = [{re.sub(r"(^|_)(ja|en)$", "", name) for name, _ in found} for found in fields]
    if code != "logs.month_missing":
        assert names[0] == names[1]
    assert {spec for found in fields for _, spec in found if not re.fullmatch(r"[0-9.]+f?", spec or "")} <= SPECS


_CODE = re.compile(r"""message\(\s*"([a-z0-9_]+\.[a-z0-9_]+)\"""")


def _codes() -> list[tuple[str, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for code in _CODE.findall(path.read_text(encoding="utf-8")):
            found.append((path.relative_to(PACKAGE).as_posix(), code))
    return found


def test_every_code_that_is_said_has_its_texts() -> None:
    missing = sorted({(path, code) for path, code in _codes() if lookup(code) is None})
    assert missing == []


def test_words_of_the_registers_are_shown_by_their_labels() -> None:
    said = message("post_held.met", posts=("juki_supervisor", "no_such_word"), window="P1Y")
    text = render(said, Language.JA)
    assert "juki_supervisor" not in text
    assert "no_such_word" in text
