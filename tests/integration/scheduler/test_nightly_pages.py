"""What docs/nightly.md and its Japanese twin quote is what the program says."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.cities import City, make_city
from tests.integration.scheduler.nights import due_ago
from tests.unit.docs.fences import ROOT, blocks, quotes, steps

PAGES = {"en": ROOT / "docs" / "nightly.md", "ja": ROOT / "docs" / "nightly.ja.md"}
OFFLINE = "{id: off1, title: 端末, kind: terminal, platform: linux, zone: office, basis: offline, tags: [juki_net]}"


@pytest.mark.parametrize("language", list(PAGES))
def test_the_quoted_nights_are_real(tmp_path: Path, language: str) -> None:
    city = make_city(tmp_path / "city", [OFFLINE])
    quoted = [b for b in blocks(PAGES[language]) if b.language == "console" and b.label.startswith("nightly")]
    assert [b.label for b in quoted] == ["nightly", "nightly due", "nightly"]
    for block in quoted:
        if block.label == "nightly due":
            due_ago(city, timedelta(minutes=2))
            (city.root / "inventory" / "operation.yaml").touch()
        elif "status" in block.text:
            (city.root / "inventory" / "operation.yaml").unlink()
        (step,) = steps(block)
        said = _say(city, step.command, language)
        assert quotes(step.quoted, said), f"--- quoted\n{step.quoted}--- said\n{said}"


def _say(city: City, command: str, language: str) -> str:
    program, *arguments = command.split()
    assert program == "auditor"
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments, "--workspace", str(city.root), "--lang", language],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return done.stdout


def test_both_pages_have_the_same_parts() -> None:
    english, japanese = (page.read_text(encoding="utf-8") for page in PAGES.values())

    def levels(text: str) -> list[int]:
        return [line.index(" ") for line in text.splitlines() if line.startswith("#")]

    def rows(text: str) -> int:
        return sum(line.startswith("|") for line in text.splitlines())

    assert (levels(english), rows(english)) == (levels(japanese), rows(japanese))
