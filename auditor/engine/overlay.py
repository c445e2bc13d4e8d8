"""Waivers over results. A waiver never changes a state; it only says who accepted the deviation, until when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from auditor.model.result import Result, WaiverNote, finding_items
from auditor.model.terms import State

if TYPE_CHECKING:
    from auditor.registers.waivers import Waiver


def with_waivers(results: Iterable[Result], waivers: Sequence["Waiver"], as_of: date) -> tuple[Result, ...]:
    """Every fail with the waiver that holds for it on the audit's date, if one does."""
    return tuple(_waived(result, waivers, as_of) if result.state is State.FAIL else result for result in results)


def _waived(result: Result, waivers: Sequence["Waiver"], as_of: date) -> Result:
    for waiver in waivers:
        if (
            waiver.control != result.control
            or waiver.subject != result.subject
            or (waiver.revision and waiver.revision != result.revision)  # a changed requirement ends it
            or not waiver.approved_on <= as_of <= waiver.expires
        ):
            continue
        violated = {item.key for item in finding_items(result)}
        covered = violated & set(waiver.items) if waiver.items else violated
        if waiver.items and not covered:
            continue
        note = WaiverNote(
            id=waiver.id,
            reason=waiver.reason,
            measure=waiver.measure,
            approver=waiver.approver,
            approved_on=waiver.approved_on,
            expires=waiver.expires,
            items=tuple(sorted(covered)) if waiver.items else (),
        )
        whole = not waiver.items or (bool(violated) and covered == violated)
        # A fail that some part raised without naming an item is covered only by a waiver of the whole row.
        itemless = any(p.state is State.FAIL and not any(i.state is State.FAIL for i in p.items) for p in result.parts)
        return replace(result, waiver=note, satisfied=whole and not (waiver.items and itemless))
    return result
