"""How rows and single findings went over the nights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from auditor.model.changes import FindingKey
from auditor.model.result import ControlInfo, SubjectInfo
from auditor.model.subject import SubjectRef
from auditor.model.terms import FindingClass, Reason, State
from auditor.model.words import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Nights in a row in which a row or finding was the same."""

    first: str
    """The first run."""
    first_as_of: date
    last: str
    last_as_of: date
    nights: int
    state: State | None
    """PASS of a finding whose row was judged without it; None for a row that was not audited."""
    reason: Reason | None = None
    finding_class: FindingClass | None = None
    summary: Message | None = None
    """As the first of these nights said it, with what it measured."""
    waived: bool = False
    revised: bool = False
    """Whether the control asked something else than in the stretch before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowCourse:
    """How one row, or one finding of it, went."""

    key: FindingKey
    """The item is empty for the row itself."""
    stretches: tuple[Stretch, ...]
    """Oldest first, without a gap."""
    findings: tuple["RowCourse", ...] = ()
    """Of a row that was asked for by control and subject: each finding that it ever had, by key."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """How what was asked for went."""

    nights: int
    """How many nights were looked at."""
    rows: tuple[RowCourse, ...]
    """By control, then subject; empty when no night holds what was asked for."""
    controls: Mapping[str, ControlInfo]
    subjects: Mapping[SubjectRef, SubjectInfo]
