"""Every code that logs, recordings and folders use has both texts, and each text can be filled in."""

import re
from pathlib import Path
from string import Formatter

import pytest

import auditor
from auditor.facts.logs import LogFault
from auditor.messages.rendering import render
from auditor.messages.texts import local, logs, recordings
from auditor.model.words import Language, Message

TOPICS = {"local": local.TEXTS, "logs": logs.TEXTS, "recordings": recordings.TEXTS}
USED_IN = (
    "transport/local.py", "parsers/local_*.py", "checks/log_*.py", "checks/recordings_erased.py",
    "checks/retention_setting.py",
)  # fmt: skip

SAMPLE: dict[str, str | int | float | tuple[str, ...]] = {
    "retention": "P7Y", "grace": "P1D", "limit": "PT1M", "ceiling": "P30D", "deadline": 60.0, "skew": -1560.0,
    "uncertainty": 0.5, "day": "2026-11-04", "recorded": "2026-11-05", "decided": "2026-04-01",
    "started": "2024-04-01", "earliest": "2022-04-01",
    "proven_since": "2026-11-05",
    "last": "2026-11-05", "oldest": "2026-11-05T00:00:00+00:00", "newest": "2026-11-05T00:00:00+00:00",
    "began": "2026-11-05T00:00:00+00:00", "due": "2026-11-05T00:00:00+00:00", "days": 14, "set": 30, "kept": 20,
    "year": 2026, "month": 3, "before": 2048, "after": 10, "strays": 2, "recordings": 1000, "contradicting": 3,
    "names": ("a", "b"), "path": "oplog-20261104.csv.gz", "source": "operation", "folder": "oplog",
}  # fmt: skip


def codes() -> set[str]:
    root = Path(auditor.__file__).parent
    found: set[str] = set()
    for pattern in USED_IN:
        for file in root.glob(pattern):
            found |= set(re.findall(r'"((?:local|logs|recordings)\.[a-z_]+)"', file.read_text(encoding="utf-8")))
    found |= {f"logs.{fault.value}" for fault in LogFault}
    found |= {f"recordings.{code}" for code in ("over", "over_leftover", "over_shared")}
    return found


def test_every_code_has_its_text_and_every_text_its_use() -> None:
    assert codes() == {f"{topic}.{name}" for topic, texts in TOPICS.items() for name in texts}


@pytest.mark.parametrize("code", sorted(f"{topic}.{name}" for topic, texts in TOPICS.items() for name in texts))
@pytest.mark.parametrize("language", Language)
def test_texts_can_be_filled_in(code: str, language: Language) -> None:
    days: dict[str, tuple[str, ...]] = {"days": ("2026-11-03",)} if code == "logs.wrong_day" else {}
    said = render(Message(code=code, args={**SAMPLE, **days}), language)
    assert code not in said
    assert "{" not in said
    assert said.endswith(("。", "."))


@pytest.mark.parametrize("code", sorted(f"{topic}.{name}" for topic, texts in TOPICS.items() for name in texts))
def test_both_languages_say_the_same_values(code: str) -> None:
    topic, _, name = code.partition(".")
    text = TOPICS[topic][name]
    fields = [{field for _, field, _, _ in Formatter().parse(one) if field} for one in (text.ja, text.en)]
    assert fields[0] == fields[1]


def test_no_text_assures_or_scolds() -> None:
    everything = "".join(text.ja for texts in TOPICS.values() for text in texts.values())
    for word in ("問題ありません", "安全です", "違反", "怠"):
        assert word not in everything
