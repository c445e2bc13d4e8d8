"""Parts to the row's state: *all* is worst first, *any* is best first (design section 3)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.model.result import PartResult, Result
from auditor.model.terms import OPEN_STATES, Reason, State
from auditor.model.words import Message, message

if TYPE_CHECKING:
    from auditor.engine.plan import PlannedRow

_WORST_FIRST = (State.FAIL, State.ERROR, State.UNKNOWN, State.NOTCHECKED, State.PASS)


def joined(row: "PlannedRow", parts: tuple[PartResult, ...]) -> Result:
    """The result of a row whose parts came out so."""
    state, reason, summary = join(parts, row.control.join)
    held = _some_derived_hold(parts) if row.control.derived else _some_hold(parts)
    return Result(
        control=row.control.info.id,
        revision=row.control.revision,
        subject=row.subject.ref,
        state=state,
        reason=reason,
        finding_class=row.control.info.finding_class,
        summary=summary,
        parts=parts,
        partial=state is State.FAIL and held,
        satisfied=state is State.PASS,
    )


def _some_hold(parts: Sequence[PartResult]) -> bool:
    failing = [p for p in parts if p.state is State.FAIL]
    return any(p.state is State.PASS for p in parts) or any(
        p.examined > sum(i.state is State.FAIL for i in p.items) for p in failing
    )


def _some_derived_hold(parts: Sequence[PartResult]) -> bool:
    return any(p.examined > len(p.items) for p in parts)


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
