"""Where each value of a file stands."""

from collections.abc import Sequence
from dataclasses import dataclass

Step = str | int
"""A key of a mapping, or a place in a list counted from 0."""


@dataclass(slots=True)
class Mark:
    """Line and column (from 1) of a value, and of what is in it."""

    line: int
    column: int
    entries: "dict[str, Entry] | None" = None
    """Of a mapping: its keys."""
    elements: "list[Mark] | None" = None
    """Of a list: its elements."""
    cell: str = ""
    """Its cell in a workbook (``C7``), where it stands in one."""

    def step(self, step: Step) -> "Mark | None":
        """The mark of the value one step further in."""
        if isinstance(step, str):
            entry = (self.entries or {}).get(step)
            return entry.value if entry else None
        elements = self.elements or []
        return elements[step] if 0 <= step < len(elements) else None

    def at(self, path: Sequence[Step]) -> "Mark":
        """The mark at a path, or of the last value on the way to it that exists."""
        mark = self
        for step in path:
            deeper = mark.step(step)
            if deeper is None:
                return mark
            mark = deeper
        return mark

    def key_at(self, path: Sequence[Step]) -> "Mark":
        """The mark of the key that a path ends in, rather than of its value."""
        if path and isinstance(path[-1], str):
            holder = self.at(path[:-1])
            entry = (holder.entries or {}).get(path[-1])
            if entry is not None:
                return Mark(entry.line, entry.column)
        return self.at(path)


@dataclass(slots=True)
class Entry:
    """A key of a mapping: its place, and its value's mark."""

    line: int
    column: int
    value: Mark
