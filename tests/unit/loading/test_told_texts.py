"""Every message of the loading rooms has both texts, and no text is left without use."""

import re
from pathlib import Path

import pytest

from auditor.messages.rendering import lookup
from auditor.messages.texts import inventory, policy, problems, registers

PACKAGE = Path(__file__).parents[3] / "auditor"
ROOMS = ("loading", "inventory", "registers", "policy")
TEXTS = {
    f"{topic}.{name}"
    for topic, module in (
        ("problems", problems),
        ("inventory", inventory),
        ("registers", registers),
        ("policy", policy),
    )
    for name in module.TEXTS
}
SOURCES = [p for room in ROOMS for p in sorted((PACKAGE / room).glob("*.py"))]
SOURCES += [PACKAGE / f"{name}.py" for name in ("errors", "workspace", "starter", "schemas")]
SOURCE = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
USED = set(re.findall(r'"((?:problems|inventory|registers|policy)\.[a-z0-9_]+)"', SOURCE))
HINTED = set(
    re.findall(r'(?:with_hint|_unknown)\([^"]*"((?:problems|inventory|registers|policy)\.[a-z0-9_]+)"', SOURCE)
)


@pytest.mark.parametrize("code", sorted(USED | {f"{code}_hint" for code in HINTED}))
def test_a_code_has_both_texts(code: str) -> None:
    text = lookup(code)
    assert text is not None
    assert text.ja
    assert text.en


def test_no_text_is_left_over() -> None:
    assert TEXTS - USED - {f"{code}_hint" for code in USED} == set()
