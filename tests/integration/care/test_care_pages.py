"""What docs/care.md and its Japanese twin quote is what the program says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault
from tests.integration.cities import make_city
from tests.unit.care.installations import Installation
from tests.unit.docs.fences import ROOT, blocks, quotes, steps

PAGES = {"en": ROOT / "docs" / "care.md", "ja": ROOT / "docs" / "care.ja.md"}


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    """Three nights in a city that says where its backups go."""
    root = tmp_path / "city"
    make_city(root, [])
    made = Installation(root=root, backups=tmp_path / "backups")
    made.backups.mkdir(mode=0o700)
    text = (root / "inventory" / "city.yaml").read_text(encoding="utf-8").replace("{id: city,", "{id: minato,")
    (root / "inventory" / "city.yaml").write_text(text, encoding="utf-8")
    made.declare(f"care: {{backup: {{folder: {made.backups}}}}}\n")
    Vault.create(made.state / "vault.json", VaultKey.from_file(made.key_file))
    made.nights(-2, -1, 0, reports=True)
    return made


@pytest.mark.parametrize("language", list(PAGES))
def test_what_the_pages_quote_is_real(city: Installation, language: str) -> None:
    quoted = [
        step
        for block in blocks(PAGES[language])
        if (block.language, block.label) == ("console", "care")
        for step in steps(block)
    ]
    assert [step.command.split()[1] for step in quoted] == ["backup", "restore", "handover", "doctor"]
    for step in quoted:
        said = _say(city, step.command, language)
        assert quotes(step.quoted, said), f"--- quoted\n{step.quoted}--- said\n{said}"
    assert (city.root / "exercise" / "state" / "auditor.db").is_file()
    with Store.open(city.store) as store:
        assert len(store.nights()) == 3


def _say(city: Installation, command: str, language: str) -> str:
    program, *arguments = command.split()
    assert program == "auditor"
    archives = [str(path) for path in city.backups.iterdir()]
    arguments = [archives[0] if word == "ARCHIVE" else word for word in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments, "--lang", language],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        cwd=city.root,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return done.stdout


def test_both_pages_have_the_same_parts() -> None:
    english, japanese = (page.read_text(encoding="utf-8") for page in PAGES.values())

    def levels(text: str) -> list[int]:
        return [line.index(" ") for line in text.splitlines() if line.startswith("#")]

    def rows(text: str) -> int:
        return sum(line.startswith("|") for line in text.splitlines())

    assert (levels(english), rows(english)) == (levels(japanese), rows(japanese))
