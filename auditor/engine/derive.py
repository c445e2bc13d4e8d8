"""Controls that judge other results: the worst state of what they derive from. They run last, without cycles."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from auditor.engine.joining import joined
from auditor.engine.plan import PlannedRow
from auditor.model.result import PartResult, Result
from auditor.model.subject import SubjectRef
from auditor.model.terms import OPEN_STATES, Reason, Scope, State
from auditor.model.verdict import Item
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.policy.control import Part


def in_order(rows: Iterable[PlannedRow]) -> tuple[PlannedRow, ...]:
    """Derived rows, each after what it rests on. There are no cycles: loading the policy refuses them."""
    waiting = list(rows)
    ids = {row.control.info.id for row in waiting}
    done: set[str] = set()
    ordered: list[PlannedRow] = []
    while waiting:
        ready = [r for r in waiting if not (_sources(r) & ids - done - {r.control.info.id})]
        ordered.extend(ready or waiting)
        done |= {r.control.info.id for r in ready or waiting}
        waiting = [r for r in waiting if r not in (ready or waiting)]
    return tuple(ordered)


def _sources(row: PlannedRow) -> set[str]:
    return {control for part in row.parts for control in part.derived_from}


ScopeOf = Callable[[SubjectRef, Scope], Sequence[SubjectRef]]
"""Whom a scope means, seen from a subject."""


def derive(
    row: PlannedRow,
    results: Mapping[tuple[str, SubjectRef], Result],
    scope: ScopeOf,
    judge_part: "Callable[[Part, SubjectRef], PartResult]",
) -> Result:
    """The result of a derived row from the results of its subject, or of what its scope names.

    ``judge_part`` judges those of its parts that have a check of their own.
    """
    subject = row.subject.ref
    parts = tuple(
        _derived_part(part, scope(subject, part.of), subject, results)
        if part.derived_from
        else judge_part(part, subject)
        for part in row.parts
    )
    return joined(row, parts)


def _derived_part(
    part: "Part", owners: Sequence[SubjectRef], subject: SubjectRef, results: Mapping[tuple[str, SubjectRef], Result]
) -> PartResult:
    asked = [(control, owner) for owner in owners for control in part.derived_from]
    found = [results[key] for key in asked if key in results]
    if not found:
        return PartResult(id=part.id, state=State.UNKNOWN, reason=Reason.EMPTY, summary=message("engine.derived_none"))
    items = tuple(_item(result, subject) for result in found if result.state is not State.PASS)
    worst = _worst(found)
    if worst.state is State.FAIL:
        reason, summary = Reason.REQUIREMENT_NOT_MET, message("engine.derived_broken", count=len(found))
    elif worst.state in OPEN_STATES:
        reason, summary = worst.reason or Reason.NO_EVIDENCE, worst.summary
    else:
        reason, summary = None, message("engine.derived_met", count=len(found))
    evidence = tuple({(a.target, a.origin): a for result in found for a in result.evidence}.values())
    return PartResult(
        id=part.id,
        state=worst.state,
        reason=reason,
        summary=summary,
        items=items,
        examined=len(found),
        evidence=evidence,
    )


def _item(result: Result, subject: SubjectRef) -> Item:
    key = result.control if result.subject == subject else f"{result.subject.id}/{result.control}"
    said = message("engine.derived_item", control=key, state=result.state.value)
    return Item(key=key, state=result.state, reason=result.reason, summary=said)


def _worst(results: Sequence[Result]) -> Result:
    order = (State.FAIL, State.ERROR, State.UNKNOWN, State.NOTCHECKED, State.PASS)
    return min(results, key=lambda result: order.index(result.state))
