"""Waivers over results. A waiver never changes a state; it only says who accepted the deviation, until when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from auditor.model.result import Result, WaiverNote, finding_items
from auditor.model.subject import SubjectRef
from auditor.model.terms import State
from auditor.statements.waivers import Waiver, newest_by_item


def with_waivers(results: Iterable[Result], waivers: Sequence[Waiver], as_of: date) -> tuple[Result, ...]:
    """Every fail with the waivers that hold for it on the audit's date, if any do, or with the one that expired."""
    by_row: dict[tuple[str, SubjectRef], list[Waiver]] = defaultdict(list)
    for waiver in waivers:
        by_row[waiver.control, waiver.subject].append(waiver)
    return tuple(
        _waived(result, by_row.get((result.control, result.subject), ()), as_of)
        if result.state is State.FAIL
        else result
        for result in results
    )


def _waived(result: Result, waivers: Sequence[Waiver], as_of: date) -> Result:
    """A changed requirement ends a waiver; a newer one for the same item replaces it, also when it ended earlier."""
    speaking = [w for w in waivers if not w.revision or w.revision == result.revision]
    newest = newest_by_item(speaking, as_of)
    if not newest:
        return result
    violated = {item.key for item in finding_items(result)}
    holding = {item: w for item, w in newest.items() if as_of <= w.expires and (not item or item in violated)}
    ended = [w for item, w in newest.items() if w.expires < as_of and (not item or item in violated - {*holding})]
    # A fail that some part raised without naming an item is covered only by a waiver of the whole row.
    itemless = any(p.state is State.FAIL and not any(i.state is State.FAIL for i in p.items) for p in result.parts)
    covered = {*holding} - {""}
    whole = "" in holding or (bool(violated) and covered == violated and not itemless)
    lapsed = max(ended, key=lambda w: (w.expires, w.id), default=None) if not whole else None
    return replace(
        result,
        waiver=_note(holding, covered) if holding else None,
        satisfied=whole,
        lapsed=None if lapsed is None else _one(lapsed, lapsed.items),
    )


def _note(holding: dict[str, Waiver], covered: set[str]) -> WaiverNote:
    """What holds, in one note. Where several waivers cover one row together, it ends with the first of them."""
    whole = holding.get("")
    if whole is not None:
        return _one(whole, ())
    items = tuple(sorted(covered))
    several = sorted({w.id: w for w in holding.values()}.values(), key=lambda w: (w.expires, w.id))
    if len(several) == 1:
        return _one(several[0], items)
    return WaiverNote(
        id=" ".join(w.id for w in several),
        reason=" / ".join(dict.fromkeys(w.reason for w in several)),
        measure=" / ".join(dict.fromkeys(w.measure for w in several)),
        approver=" / ".join(dict.fromkeys(w.approver for w in several)),
        approved_on=max(w.approved_on for w in several),
        expires=several[0].expires,
        items=items,
    )


def _one(waiver: Waiver, items: tuple[str, ...]) -> WaiverNote:
    return WaiverNote(
        id=waiver.id,
        reason=waiver.reason,
        measure=waiver.measure,
        approver=waiver.approver,
        approved_on=waiver.approved_on,
        expires=waiver.expires,
        items=items,
    )
