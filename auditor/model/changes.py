"""What changed between two nights, finding by finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditor.model.result import ControlInfo, SubjectInfo
from auditor.model.subject import SubjectRef
from auditor.model.terms import FindingClass, Reason, State
from auditor.model.words import Message


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class FindingKey:
    """What makes a finding the same one over nights."""

    control: str
    subject: str
    """``kind:id``."""
    item: str = ""
    """Key of the item; empty for the row itself, when a fail has no items or the change is the row's."""

    @property
    def ref(self) -> SubjectRef:
        """The subject."""
        return SubjectRef.parse(self.subject)


class ChangeKind(StrEnum):
    """How a finding, or a whole row, changed. In the order in which people want to read."""

    NEW = "new"
    """Fails and never failed before."""
    BACK = "back"
    """Fails, did not at the night before, and did on an earlier one."""
    OVERDUE = "overdue"
    """Fails still, and its due date passed between the two nights."""
    UNJUDGED = "unjudged"
    """A row that was judged and is an open question now. Its findings are neither solved nor gone."""
    GONE = "gone"
    """A row that is not audited any more: its subject or control left inventory or profile."""
    SOLVED = "solved"
    """Failed, and the row was judged again without it."""
    JUDGED = "judged"
    """A row that was an open question, and passes now."""
    ADDED = "added"
    """A row that is audited for the first time and passes or is an open question."""
    CHANGED = "changed"
    """The same finding or open question, said otherwise: another reason, class or sentence, a waiver come or gone; or a
    finding that could not be judged and is seen again."""


TOLD = (ChangeKind.NEW, ChangeKind.BACK, ChangeKind.OVERDUE, ChangeKind.UNJUDGED, ChangeKind.GONE, ChangeKind.SOLVED)
"""The kinds that people are told of after a night; a diff shows all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change."""

    kind: ChangeKind
    key: FindingKey
    finding_class: FindingClass
    before: State | None
    """Of what the key names: PASS too when its row failed without it. None for a row that was not audited then."""
    now: State | None
    """None for a row that is not audited any more."""
    reason: Reason | None = None
    """Of the item or row now; of what it was for SOLVED and GONE."""
    summary: Message | None = None
    """What is said of the item or row, at the night that the reason is of. Its arguments hold that night's measured
    values too, so that it can be said without the result."""
    waived: bool = False
    since: date | None = None
    """The audit's date on which the finding's present (or last) appearance began."""
    due: date | None = None
    """Until when it is to be mended; None when no due date is set for its class."""
    revised: bool = False
    """True when the control asks something else than when the finding was last judged: its history began anew (NEW), or
    what it broke is not asked any more (GONE)."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed from one run to another."""

    before: str | None
    """The earlier run; None on a first night, when everything that fails is new."""
    before_as_of: date | None
    after: str
    after_as_of: date
    entries: tuple[Change, ...]
    """By kind in the order of `ChangeKind`, then class, control, subject, item."""
    controls: Mapping[str, ControlInfo]
    """Of every control that the entries name."""
    subjects: Mapping[SubjectRef, SubjectInfo]
    """Of every subject that the entries name."""

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(c for c in self.entries if c.kind in kinds)
