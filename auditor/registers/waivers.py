"""Accepted deviations (waivers)."""

from dataclasses import dataclass
from datetime import date

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
