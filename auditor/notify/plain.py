"""A letter as plain text."""

from collections.abc import Iterator

from auditor.model.words import Language
from auditor.notify.wording import Block, Group, Letter, Speech


def text(letter: Letter) -> str:
    """The letter, a line a thing, with line feeds alone; long lines are left to whoever shows them."""
    speech = Speech(letter.language)
    return "\n".join(_lines(letter, speech)) + "\n"


def _lines(letter: Letter, speech: Speech) -> Iterator[str]:
    yield f"{letter.organisation}  {letter.title}"
    yield ""
    yield from letter.lead
    for block in letter.blocks:
        yield ""
        yield from _block(block, speech)
    yield ""
    yield "-- "
    yield letter.colophon


def _block(block: Block, speech: Speech) -> Iterator[str]:
    mark = "★" if block.first else "■"
    yield f"{mark} {block.heading}"
    yield from (p for p in block.paragraphs if p)
    for group in block.groups:
        yield from _group(group, speech)
    for label, value in block.facts:
        yield f"{_bullet(speech)}{label}{speech.tell('after_label')}{value}"
    if block.more:
        yield block.more


def _group(group: Group, speech: Speech) -> Iterator[str]:
    if group.label:
        yield f"［{group.label}］" if speech.language is Language.JA else f"[{group.label}]"
    for row in group.rows:
        yield f"{_bullet(speech)}{row.title}"
        if row.notes:
            yield f"{'　' if speech.language is Language.JA else '  '}{speech.joined(row.notes)}"
    if group.more:
        yield group.more


def _bullet(speech: Speech) -> str:
    return "・" if speech.language is Language.JA else "- "
