"""What planted things look like: where each must show, and with what reason."""

from dataclasses import dataclass

from auditor.messages.text import Text
from auditor.model.terms import Reason, State, state_for


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Where something planted must show."""

    control: str
    subject: str
    """``kind:id``."""
    reason: Reason
    item: str | None = None
    """Key of the item; None when the row itself says it."""

    @property
    def state(self) -> State:
        """The state that goes with the reason."""
        return state_for(self.reason)


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One thing that is not as it should be, and every place where it must show."""

    words: Text
    expected: tuple[Expected, ...]


def at(control: str, subject: str, reason: Reason, *items: str) -> tuple[Expected, ...]:
    """A reason that must show in these items of a row, or in the row itself."""
    return tuple(Expected(control=control, subject=subject, reason=reason, item=i) for i in items or (None,))
