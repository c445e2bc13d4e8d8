"""Messages as code and arguments; they become words only when reported, in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
"""A JSON scalar. Dates, times and durations are ISO 8601 strings; the text's template says how to show them."""

Argument: TypeAlias = Scalar | tuple[str, ...]


class Language(StrEnum):
    """The two languages every text has."""

    JA = "ja"
    EN = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What is to be said, before it is said in a language.

    ``code`` is ``topic.name``; the texts stand in ``auditor/messages/<topic>.py``. ``args`` must not hold measured
    values (clocks, counters, "newest entry 03:12"): those go into ``measured`` beside the message, so that an
    unchanged night is unchanged. A template may name both.
    """

    code: str
    args: Mapping[str, Argument] = field(default_factory=dict)


def message(code: str, **args: Argument) -> Message:
    """Shorthand for a message with arguments."""
    return Message(code=code, args=args)
