"""Every code that backups, the doctor and the sheet use has its texts, and every text its use."""

import re
from pathlib import Path

import pytest

import auditor
from auditor.messages.texts import care, doctor, handover
from auditor.vault.keys import KeyKind

ROOT = Path(auditor.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / "care").rglob("*.py"),
        *(ROOT / "care").rglob("*.html"),
        *(ROOT / "cli" / f"{name}.py" for name in ("backup", "restore", "handover", "doctor")),
    )
)


TOPICS = {"care": care.TEXTS, "doctor": doctor.TEXTS, "handover": handover.TEXTS}
NO_TEXTS = {"backup", "css", "html", "section_", "sign_"}
"""The name of what the store remembers, names of files, and beginnings that templates complete."""


def _used(topic: str) -> set[str]:
    found = set(re.findall(rf'"{topic}\.([a-z0-9_]+)"', SOURCES))
    if topic == "care":
        found |= {f"next_{name}" for name in ("verify", "doctor", "host")}
    if topic == "doctor":
        pairs = set(re.findall(r'\b(?:note|act|tell|told)\(\s*"([a-z0-9_]+)"', SOURCES))
        pairs |= {"backup_old", "unseen", "server_none"}
        found |= pairs | {f"{code}_do" for code in pairs}
        found |= set(re.findall(r'\bfine\(\s*"([a-z0-9_]+)"', SOURCES)) | {"backup_newest"}
        found |= {f"sign_{m}" for m in ("fine", "note", "act")} | {f"mark_{m}" for m in ("fine", "note", "act")}
    if topic == "handover":
        found |= set(re.findall(r'\bsaid\(\s*"([a-z0-9_]+)"', SOURCES))
        found |= set(re.findall(r"\bt\('([a-z0-9_]+)'", SOURCES))
        found |= {f"label_{name}" for name in re.findall(r'\bfact\(\s*"([a-z0-9_]+)"', SOURCES)}
        for columns in re.findall(r"table\(\(([^)]*)\)", SOURCES):
            found |= {f"column_{name}" for name in re.findall(r'"([a-z_]+)"', columns)}
        found |= set(re.findall(r'table\(\([^)]*\), \w+(?:\([^)]*\))?, "([a-z0-9_]+)"', SOURCES))
    return found - NO_TEXTS


@pytest.mark.parametrize(("topic", "texts"), TOPICS.items())
def test_every_code_has_its_text(topic: str, texts: dict[str, object]) -> None:
    assert sorted(_used(topic) - texts.keys()) == []


FAMILIES = {
    "doctor": r"title_.*",
    "handover": r"(section|sign|duty|opens|kept)_.*|unit_(en|dis)abled",
    "care": r"(?!)",
}


@pytest.mark.parametrize(("topic", "texts"), TOPICS.items())
def test_every_text_has_its_use(topic: str, texts: dict[str, object]) -> None:
    left = {name for name in texts.keys() - _used(topic) if not re.fullmatch(FAMILIES[topic], name)}
    assert sorted(left - {name for name in left if f'"{name}"' in SOURCES or f".{name}" in SOURCES}) == []


def test_no_text_assures_or_scolds() -> None:
    everything = "".join(t.ja + t.en for texts in (care.TEXTS, doctor.TEXTS, handover.TEXTS) for t in texts.values())
    for word in ("問題ありません", "安全です", "違反", "怠", "no problem", "is safe", "secure."):
        assert word not in everything


def test_kinds_that_are_worded_by_name_are_all_there() -> None:
    assert {f"opens_{kind.value}" for kind in KeyKind} <= handover.TEXTS.keys()
