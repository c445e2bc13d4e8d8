"""What a look at the installation found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.model.words import Argument, Message


class Mark(StrEnum):
    """How a finding is marked. In the order of gravity."""

    FINE = "fine"
    NOTE = "note"
    """Worth knowing; nothing must be done today."""
    ACT = "act"
    """Something is to be done."""


_ORDER = tuple(Mark)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was seen, and what to do."""

    mark: Mark
    seen: Message
    todo: Message | None = None
    """None where nothing is to be done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One check and everything it found."""

    name: str
    """``doctor.title_<name>`` is its title."""
    findings: tuple[Finding, ...]

    @property
    def mark(self) -> Mark:
        """The gravest of its findings."""
        return worst(f.mark for f in self.findings)


def worst(marks: Iterable[Mark]) -> Mark:
    """The gravest mark; fine when there is none."""
    return max(marks, key=_ORDER.index, default=Mark.FINE)


def fine(code: str, **args: Argument) -> Finding:
    """Nothing to do."""
    return Finding(mark=Mark.FINE, seen=Message(code=f"doctor.{code}", args=args))


def note(code: str, **args: Argument) -> Finding:
    """Worth knowing; what may be done is ``<code>_do``."""
    return _with_todo(Mark.NOTE, code, args)


def act(code: str, **args: Argument) -> Finding:
    """Something is to be done: ``<code>_do``."""
    return _with_todo(Mark.ACT, code, args)


def _with_todo(mark: Mark, code: str, args: dict[str, Argument]) -> Finding:
    return Finding(
        mark=mark,
        seen=Message(code=f"doctor.{code}", args=args),
        todo=Message(code=f"doctor.{code}_do", args=args),
    )
