"""What it means that something is not among the facts, and how checks name what they saw on several systems."""

from collections.abc import Iterable
from typing import Any

from auditor.facts.base import FactSet
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Item, undecided, violation
from auditor.model.words import Message, message


def named(owner: SubjectRef, subject: SubjectRef, key: str) -> str:
    """An item's key: ``tanaka`` on the row's own target, ``juki-ap01/tanaka`` on a system of a linkage.

    The owner is named even when a linkage has one system only, so that keys stay when a second one joins.
    """
    return key if owner == subject else f"{owner.id}/{key}"


def absence(key: str, searched: Iterable[FactSet[Any]], reason: Reason, said: Message, *places: Place) -> Item:
    """What to say of a thing that is not there: a violation, if every set it could be in was read whole.

    In a set that was read in part, or not at all, it may be among what was not read; that decides nothing. ``places``
    show what called for it; without any, the item shows where it was looked for.
    """
    sets = tuple(searched)
    seen = places or tuple(Place(origin=found.artefacts[0].origin) for found in sets if found.artefacts)[:1]
    for found in sets:
        if not found.complete:
            why = found.reason or Reason.NO_EVIDENCE
            return undecided(key, why, found.detail or not_read(found, why), *places)
    if not sets:
        return undecided(key, Reason.NO_EVIDENCE, message("gaps.no_source", key=key))
    return violation(key, reason, said, *seen)


def not_read(found: FactSet[Any], why: Reason) -> Message:
    """That a set could not be read whole."""
    return message("gaps.not_read", owner=found.subject.id, fact=found.type.__name__, reason=why.value)


def unread_reason(found: FactSet[Any]) -> Reason:
    """Why a value in a set is missing: what kept the set from being whole, else missing rights."""
    return found.reason or Reason.PERMISSION_DENIED


def nothing_in(found: FactSet[Any], subject: SubjectRef) -> Item:
    """That a set which must have facts was read and has none: nothing to judge by, so nothing is decided."""
    said = message("gaps.nothing_in", owner=found.subject.id, fact=found.type.__name__)
    return undecided(named(found.subject, subject, found.type.__name__), Reason.EMPTY, said)
