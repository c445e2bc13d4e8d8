"""Everything that a verification says has its texts, in plain words."""

import re
from pathlib import Path
from string import Formatter

import pytest

import auditor.seal
from auditor.messages.rendering import lookup
from auditor.messages.texts.seal import TEXTS
from auditor.seal.recorded import TABLES

_SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(auditor.seal.__file__).parent.glob("*.py"))

_SAID = {
    *re.findall(r'findings\.(?:altered|removed|inserted)\(\s*"([a-z_]+)"', _SOURCE),
    *re.findall(r'"seal\.([a-z_]+)"', _SOURCE),
    *re.findall(r'Named\("([a-z_]+)"', _SOURCE),
    *(f"{code}_period" for code in re.findall(r'Named\("([a-z_]+)"', _SOURCE)),
    *(f"{table}{how}" for table in TABLES if table != "forms" for how in ("", "_changed")),
    *(f"section_{area}" for area in (*TABLES, "results", "records", "entries")),
    *(f"section_{area}" for area in ("artefacts", "measured", "first_recorded")),
    *re.findall(r'_tell(?:_bundle)?\(how, "([a-z_]+)"', _SOURCE),
    *re.findall(r'_tell(?:_bundle)?\(\s*"(?:altered|removed|inserted)", "([a-z_]+)"', _SOURCE),
    *re.findall(r'how\(\s*"([a-z_]+)"', _SOURCE),
    "folder_seal", "measured", "run_seal", "tombstone",
} - {"json"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(_SAID))
def test_every_code_has_its_text(name: str) -> None:
    assert lookup(f"seal.{name}") is not None


def test_every_text_has_its_use() -> None:
    used = {name for name in TEXTS if name in _SAID or f'"{name}"' in _SOURCE}
    assert set(TEXTS) - used == set()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_both_languages_say_the_same(name: str) -> None:
    fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in TEXTS[name]]
    assert fields[0] == fields[1]


def test_no_text_assures_or_scolds() -> None:
    everything = "".join(text.ja + text.en.lower() for text in TEXTS.values())
    for word in ("問題ありません", "安全です", "違反", "怠", "guarantee", "no problem", "secure"):
        assert word not in everything
