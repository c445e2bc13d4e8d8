"""Accepted deviations (waivers)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditor.model.result import WAIVER_SOON
from auditor.model.subject import SubjectRef


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """Somebody accepted that a requirement is not met: why, what is done instead, until when."""

    id: str
    control: str
    revision: str
    """Revision of the control that was accepted; empty when it counts whatever is asked now."""
    subject: SubjectRef
    items: tuple[str, ...]
    """Keys of the items it covers; empty means the whole row."""
    reason: str
    measure: str
    """What is done in place of what is asked."""
    approver: str
    approved_on: date
    expires: date
    """Last day on which it counts."""
    file: str
    line: int
    """Where it is recorded; what is wrong with it is told there."""


class WaiverStanding(StrEnum):
    """How a waiver stands on a day."""

    HOLDS = "holds"
    SOON = "soon"
    """Holds, and expires within `auditor.model.result.WAIVER_SOON`."""
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REPLACED = "replaced"
    """A newer one speaks of all that it speaks of."""
    OTHER_REVISION = "other_revision"


def newest_by_item(waivers: Sequence[Waiver], as_of: date) -> dict[str, Waiver]:
    """For each item (empty: the whole row) the newest waiver that speaks of it, expired or not.

    All waivers are of one control, revision and subject. Of two approved on one day the later on record counts.
    """
    found: dict[str, Waiver] = {}
    for waiver in sorted((w for w in waivers if w.approved_on <= as_of), key=lambda w: w.approved_on):
        for item in waiver.items or ("",):
            found[item] = waiver
    return found


def standing_of(waiver: Waiver, every: Sequence[Waiver], revision: str, as_of: date) -> WaiverStanding:
    """How one waiver stands among all of its row; ``revision`` is the control's now."""
    if waiver.revision and waiver.revision != revision:
        return WaiverStanding.OTHER_REVISION
    if waiver.approved_on > as_of:
        return WaiverStanding.NOT_YET
    row = (waiver.control, waiver.subject)
    rivals = [w for w in every if (w.control, w.subject) == row and (not w.revision or w.revision == revision)]
    if waiver not in newest_by_item(rivals, as_of).values():
        return WaiverStanding.REPLACED
    if waiver.expires < as_of:
        return WaiverStanding.EXPIRED
    return WaiverStanding.SOON if waiver.expires - as_of <= WAIVER_SOON else WaiverStanding.HOLDS
