"""Lines on a terminal: broken as Japanese is, inert, and in colour only where that shows."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TypeAlias

from rich.console import Console
from rich.text import Text

from auditor.reporters import folding
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import on_one_line

Piece: TypeAlias = str | tuple[str, str]
"""A text, or a text and its style."""

STYLES = {
    "pass": "green",
    "fail": "bold red",
    "partial_fail": "bold red",
    "error": "bold yellow",
    "unknown": "bold yellow",
    "notchecked": "bold yellow",
    "informational": "cyan",
    "major": "bold red",
    "minor": "red",
    "observation": "magenta",
    "recommendation": "cyan",
    "new": "bold red",
    "back": "bold red",
    "overdue": "bold red",
    "unjudged": "bold yellow",
    "gone": "bold yellow",
    "solved": "green",
    "judged": "green",
    "added": "cyan",
    "changed": "cyan",
}


@contextmanager
def console_on(out: IO[bytes]) -> Iterator[Console]:
    """A console that writes UTF-8 to a byte stream, which stays open; in colour only when that is a terminal."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", write_through=True)
    try:
        yield Console(file=text, highlight=False, markup=False, emoji=False)
    finally:
        text.detach()


class Screen:
    """One printing. Every line is a rich Text, so that markup in somebody's account name stays text."""

    def __init__(self, console: Console, phrases: Phrases) -> None:
        self.console = console
        self.phrases = phrases

    def line(self, *pieces: Piece, indent: int = 0) -> None:
        """A line, folded within the width."""
        text = Text.assemble(*(_clean(piece) for piece in pieces))
        for line in text.divide(folding.breaks(text.plain, self.console.width - indent)):
            line.rstrip()
            line.pad_left(indent)
            self.console.print(line, soft_wrap=True)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def heading(self, text: str, count: int | None = None) -> None:
        """A heading after an empty line, with a number where it counts something."""
        self.gap()
        number = "" if count is None else f"  {self.phrases.label('count', count=count)}"
        self.line((f"{text}{number}", "bold underline"))

    def more(self, count: int, indent: int) -> None:
        """How many were left out, if any."""
        if count > 0:
            self.line(self.phrases.label("more_in_reports", count=count), indent=indent)

    def columns(self, rows: list[list[str]], *, right: frozenset[int] = frozenset(), indent: int = 2) -> None:
        """A table whose columns are as wide as their widest cell in columns of the terminal; the first row heads it."""
        widths = [max(folding.width(row[place]) for row in rows) for place in range(len(rows[0]))]
        for number, row in enumerate(rows):
            cells = [_padded(cell, widths[place], right=place in right) for place, cell in enumerate(row)]
            text = (" " * indent + "  ".join(cells)).rstrip()
            # A table's line may run past the edge: folded, its columns could not be told apart.
            self.console.print(Text(on_one_line(text), "bold" if number == 0 else ""), soft_wrap=True)


def _padded(cell: str, width: int, *, right: bool) -> str:
    pad = " " * (width - folding.width(cell))
    return pad + cell if right else cell + pad


def _clean(piece: Piece) -> Piece:
    return on_one_line(piece) if isinstance(piece, str) else (on_one_line(piece[0]), piece[1])
