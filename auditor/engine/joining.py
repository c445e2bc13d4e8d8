"""Parts to the row's state: *all* is worst first, *any* is best first (design section 3)."""

from collections.abc import Sequence

from auditor.model.result import PartResult
from auditor.model.terms import OPEN_STATES, Reason, State
from auditor.model.words import Message, message

_WORST_FIRST = (State.FAIL, State.ERROR, State.UNKNOWN, State.NOTCHECKED, State.PASS)


def join(parts: Sequence[PartResult], how: str) -> tuple[State, Reason | None, Message]:
    """State, reason and summary of a row. ``how`` is ``all`` or ``any``.

    With *any*, one part that passes is enough; while none does, an open part could still be the one, so the row is
    open, and it fails only when every part fails.
    """
    if how == "any":
        passing = [p for p in parts if p.state is State.PASS]
        if passing:
            return State.PASS, None, passing[0].summary
        open_parts = [p for p in parts if p.state in OPEN_STATES]
        deciding = _worst(open_parts or parts)
    else:
        deciding = _worst(parts)
    if deciding.state is State.PASS and len(parts) > 1:
        return State.PASS, None, message("engine.parts_met", count=len(parts))
    return deciding.state, deciding.reason, deciding.summary


def _worst(parts: Sequence[PartResult]) -> PartResult:
    return min(parts, key=lambda part: _WORST_FIRST.index(part.state))
