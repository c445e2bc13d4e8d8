"""The pages on telling people are true: their examples load, and the mail they quote is the real one."""

from pathlib import Path

import pytest
import yaml

from auditor.model.operation import Channel
from auditor.model.words import Language
from auditor.notify.letter import letter
from auditor.notify.merging import MOST_WAITING
from auditor.notify.plain import text
from auditor.notify.telling import _MOST_LINES
from auditor.workspace import load_workspace, write_starter
from tests.fixtures import notices
from tests.unit.docs.fences import ROOT, blocks, quotes
from tests.unit.notify.told import night_notice

PAGES = {Language.EN: ROOT / "docs" / "notify.md", Language.JA: ROOT / "docs" / "notify.ja.md"}


@pytest.mark.parametrize("language", Language)
def test_the_quoted_mail_is_the_real_one(language: Language) -> None:
    (block,) = (b for b in blocks(PAGES[language]) if b.label == "mail")
    written = letter(night_notice(notices.usual()), language)
    assert quotes(block.text, f"Subject: {written.subject}\n\n{text(written)}")


@pytest.mark.parametrize("language", Language)
def test_every_example_loads(language: Language, tmp_path: Path) -> None:
    examples = [b for b in blocks(PAGES[language]) if b.label == "notify"]
    channels = []
    for number, block in enumerate(examples):
        root = tmp_path / str(number)
        write_starter(root, "みなと市")
        for old in (root / "inventory").glob("*.yaml"):
            shape = yaml.safe_load(old.read_text(encoding="utf-8")) or {}
            if "notify" in shape:
                old.unlink()
        (root / "inventory" / "notify-example.yaml").write_text(block.text, encoding="utf-8")
        operation = load_workspace(root, notices.DAY, notices.NOW).inventory.operation
        channels += [route.channel for route in operation.notification.routes]
    assert channels == [Channel.MAIL] * 3 + [Channel.SYSLOG, Channel.FOLDER]


def test_the_bounds_that_the_pages_name_are_the_programs() -> None:
    assert (_MOST_LINES[Channel.MAIL], _MOST_LINES[Channel.FOLDER], _MOST_LINES[Channel.SYSLOG]) == (40, 200, 1000)
    assert (MOST_WAITING[Channel.MAIL], MOST_WAITING[Channel.SYSLOG], MOST_WAITING[Channel.FOLDER]) == (10, 100, 100)
