"""Collects what is wrong, with its place, and says it as messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.errors import Problem, ProblemsError
from auditor.loading.marks import Mark, Step
from auditor.loading.suggestion import closest
from auditor.model.words import Argument, Message, message

SHOWN = 60
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A file, and where its values stand; problems are told at paths in it."""

    file: str
    """Path relative to the workspace, with slashes."""
    root: Mark


@dataclass
class ProblemLog:
    """All problems found so far, over all files."""

    found: list[Problem] = field(default_factory=list)
    _told: set[tuple[object, ...]] = field(default_factory=set, repr=False)
    """What was told, so that a whole column of mistakes is not compared with itself one by one."""

    def tell(self, file: str, mark: Mark | None, said: Message) -> None:
        """Note a problem at a mark; without one it concerns the whole file."""
        line, column, cell = (mark.line, mark.column, mark.cell) if mark else (0, 0, "")
        problem = Problem(file=file, line=line, column=column, message=said, cell=cell)
        key = (file, line, column, cell, said.code, tuple(sorted(said.args.items())))
        if key not in self._told:
            self._told.add(key)
            self.found.append(problem)

    def at(self, place: Place, path: Sequence[Step], code: str, **args: Argument) -> None:
        """Note a problem of the value at a path."""
        self.tell(place.file, place.root.at(path), message(code, **args))

    def at_key(self, place: Place, path: Sequence[Step], code: str, **args: Argument) -> None:
        """Note a problem of the key at a path."""
        self.tell(place.file, place.root.key_at(path), message(code, **args))

    def raise_if_any(self) -> None:
        """Raises ProblemsError with everything noted so far."""
        if self.found:
            raise ProblemsError(self.found)


def shown(value: object) -> str:
    """A wrong value as a message repeats it: one line, no control characters, cut."""
    text = value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def with_hint(code: str, word: str, candidates: Iterable[str], **args: Argument) -> Message:
    """The message ``code``, or ``<code>_hint`` with the argument ``hint`` when a candidate is near the word."""
    hint = closest(word, candidates)
    if hint:
        return message(f"{code}_hint", hint=hint, **args)
    return message(code, **args)
