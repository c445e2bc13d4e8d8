"""What the pages about the seal quote is what the program says: every quoted line is one of its texts, filled in."""

import re
from pathlib import Path
from string import Formatter

import pytest

from auditor.messages.text import Text
from auditor.messages.texts import export, prune, rotation, seal, sealing, stamp, verify
from auditor.model.words import Language
from tests.unit.docs.fences import ROOT

TOPICS = (export, prune, rotation, seal, sealing, stamp, verify)
PAGES = {Language.EN: ROOT / "docs" / "seal.md", Language.JA: ROOT / "docs" / "seal.ja.md"}

_FENCE = re.compile(r"^( *)```console\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_BEFORE = re.compile(r"^(?:- |\d\. )")


def _pattern(template: str) -> str:
    return "".join(
        re.escape(literal) + ("" if name is None else ".+?") for literal, name, _, _ in Formatter().parse(template)
    )


def _in(text: Text, language: Language) -> str:
    return text.ja if language is Language.JA else text.en


def _said(language: Language) -> re.Pattern[str]:
    """Any line that the program can say: a text, a fault after its word, a label with its value."""
    texts = {f"{t.__name__}.{name}": _in(text, language) for t in TOPICS for name, text in t.TEXTS.items()}
    patterns = [_pattern(text) for text in texts.values() if len(re.sub(r"\{.*?\}", "", text)) > 3]
    words = "|".join(re.escape(_in(verify.TEXTS[kind], language)) for kind in ("altered", "removed", "inserted"))
    labels = "|".join(re.escape(text) for name, text in texts.items() if ".sheet_" in name and "{" not in text and text)
    whole = "|".join(patterns)
    return re.compile(f"(?:{whole})|(?:{words})  (?:{whole})|(?:{labels}): .+")


def _quoted(page: Path) -> list[str]:
    lines = [
        line.strip() for _, block in _FENCE.findall(page.read_text(encoding="utf-8")) for line in block.split("\n")
    ]
    return [_BEFORE.sub("", line) for line in lines if line and line != "…" and not line.startswith("$ ")]


@pytest.mark.parametrize("language", PAGES)
def test_every_quoted_line_is_one_that_the_program_says(language: Language) -> None:
    said = _said(language)
    quoted = _quoted(PAGES[language])
    assert len(quoted) > 50
    assert [line for line in quoted if not said.fullmatch(line)] == []


def test_a_line_that_the_program_does_not_say_would_be_seen() -> None:
    assert _said(Language.EN).fullmatch("Everything is fine.") is None
