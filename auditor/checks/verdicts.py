"""From what was found in a register to a verdict: the best of several records, or that there is none."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from auditor.checks.fields import register_words
from auditor.checks.gaps import absence, not_read
from auditor.checks.selecting import Selection
from auditor.facts.base import FactSet
from auditor.facts.records import Record
from auditor.model.terms import OPEN_STATES, Reason, State
from auditor.model.verdict import Item, Verdict, judged, undecided
from auditor.model.words import Message, message

Nothing = Literal["fail", "met", "open", "no_criterion"]
"""What it means that a whole register holds no record of the kind."""

Candidate = tuple[Record, tuple[Item, ...]]
"""A record with everything that keeps it from counting."""


def grade(items: Iterable[Item]) -> int:
    """0 for what counts, 1 for what may, 2 for what does not."""
    states = {item.state for item in items}
    if State.FAIL in states:
        return 2
    return 1 if states & OPEN_STATES else 0


def best(candidates: Sequence[Candidate]) -> Candidate:
    """The first of those that count most."""
    return min(candidates, key=lambda candidate: grade(candidate[1]))


def unless_unread(items: Sequence[Item], selection: Selection) -> tuple[Item, ...]:
    """What is wrong with the best record found; not decided where a better one may stand in what was not read."""
    partly = next((found for found in selection.sets if not found.complete), None)
    if partly is None or grade(items) < 2:
        return tuple(items)
    why = partly.reason or Reason.NO_EVIDENCE
    said = partly.detail or not_read(partly, why)
    return tuple(undecided(i.key, why, said, *i.places) if i.state is State.FAIL else i for i in items)


def missing(selection: Selection, key: str = "", said: Message | None = None) -> Item:
    """That there is no record: a violation if the register was read whole and no record may be meant."""
    if selection.doubtful:
        return selection.doubts()[0]
    words = said or message("decision.missing", **register_words(selection.record))
    return absence(key or selection.record.REGISTER, selection.sets, Reason.MISSING_RECORD, words)


def none_there(selection: Selection, none: Nothing) -> Verdict:
    """The verdict where no record is asked about."""
    words = register_words(selection.record)
    nothing = message("decision.none_on_record", **words)
    doubts = selection.doubts()
    if doubts:
        return judged(examined=0, met=nothing, broken=nothing, items=doubts)
    if none == "fail":
        item = missing(selection)
        return judged(examined=0, met=item.summary, broken=item.summary, items=[item])
    if none == "met":
        return judged(examined=0, met=nothing, broken=nothing, none_on_record=nothing)
    if none == "no_criterion":
        key, said = selection.record.REGISTER, message("decision.no_criterion", **words)
        item = without_criterion(key, selection.sets, said)
        return judged(examined=0, met=nothing, broken=nothing, items=[item])
    item = undecided(selection.record.REGISTER, Reason.EMPTY, message("decision.nothing_there", **words))
    return judged(examined=0, met=nothing, broken=nothing, items=[item])


def without_criterion(key: str, searched: Iterable[FactSet[Any]], said: Message) -> Item:
    """That what others are held against is not on record; in a set that was not read whole it may be."""
    item = absence(key, searched, Reason.MISSING_RECORD, said)
    return undecided(key, Reason.NO_CRITERION, said, *item.places) if item.state is State.FAIL else item


def over_all(selection: Selection, items: Sequence[Item], examined: int, met: Message, broken: Message) -> Verdict:
    """The verdict where every record must comply: what is wrong with any, and what may be under the duty unseen."""
    return judged(examined=examined, met=met, broken=broken, items=[*items, *selection.doubts()])
