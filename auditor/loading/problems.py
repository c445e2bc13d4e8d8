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

    def tell(self, file: str, mark: Mark | None, said: Message) -> None:
        """Note a problem at a mark; without one it concerns the whole file."""
        problem = Problem(file=file, line=mark.line if mark else 0, column=mark.column if mark else 0, message=said)
        if problem not in self.found:
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
