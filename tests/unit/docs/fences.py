"""Fenced blocks of the documents, and whether a program's output is what a document quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY = "…"
"""In a quotation, alone in a line: any lines; elsewhere: any words."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One fenced block."""

    language: str
    label: str
    """What follows the language in the fence's first line; names the block's use, or a file."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command of a console block, with the output that the document quotes."""

    command: str
    quoted: str


def blocks(document: Path) -> Iterator[Block]:
    """All fenced blocks in their order."""
    for info, text in _FENCE.findall(document.read_text(encoding="utf-8")):
        language, _, label = info.strip().partition(" ")
        yield Block(language=language, label=label.strip(), text=text)


def steps(block: Block) -> tuple[Step, ...]:
    """The commands (lines that begin with ``$``) of a console block."""
    before, *parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert not before.strip(), f"a console block begins with a command: {before!r}"
    return tuple(Step(command=command, quoted=quoted) for command, _, quoted in (p.partition("\n") for p in parts))


def quotes(quoted: str, said: str) -> bool:
    """Whether a quotation is true of what was said. White space does not count, for lines wrap with the width."""
    first, *more = [_squeezed(piece) for piece in quoted.split(_ANY)]
    rest = _squeezed(said)
    if not more:
        return rest == first
    if not rest.startswith(first):
        return False
    rest = rest[len(first) :]
    for piece in more[:-1]:
        at = rest.find(piece)
        if at < 0:
            return False
        rest = rest[at + len(piece) :]
    return rest.endswith(more[-1])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
