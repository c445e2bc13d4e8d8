"""Results, and the assessment that holds them, as reporters and the store see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from auditor.model.evidence import ArtefactRef
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, FindingClass, Method, Reason, State, SubjectKind
from auditor.model.verdict import Item
from auditor.model.words import Message, Scalar


@dataclass(frozen=True, kw_only=True, slots=True)
class PartResult:
    """How one part of a control came out for one subject."""

    id: str
    state: State
    reason: Reason | None
    summary: Message
    items: tuple[Item, ...] = ()
    examined: int = 0
    measured: Mapping[str, Scalar] = field(default_factory=dict)
    evidence: tuple[ArtefactRef, ...] = ()
    basis: Basis | None = None
    incomplete: Reason | None = None
    """Of a fail: why not all that it needs could be read. What is then not among its items may be there all the same,
    so that nothing counts as mended because it is missing here."""


WAIVER_SOON = timedelta(days=30)
"""A waiver that expires within this time is told beforehand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WaiverNote:
    """An accepted deviation that covers a fail, or some of its items. Changes no state."""

    id: str
    reason: str
    measure: str
    approver: str
    approved_on: date
    expires: date
    items: tuple[str, ...] = ()
    """Keys of the covered items; empty means the whole row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AttestationNote:
    """What a person stated of one part of a row, and whether it decides. The engine decides, not the statement."""

    id: str
    part: str
    by: str
    """Post or staff number of who looked."""
    on: date
    """Day on which they looked."""
    looked_at: str
    file: str
    """The file behind it, below ``inventory/registers/files``."""
    finding: str
    """``met`` or ``not_met``."""
    valid_until: date
    confirmed_by: str = ""
    """Of the confirmation that counts; empty without one."""
    confirmed_on: date | None = None
    confirmed_how: str | None = None
    """``key``: signed with the second person's own key; ``account``: entered from another account of the operating
    system."""
    counts: bool = False
    """Whether the part passes or fails by it."""
    why: Message | None = None
    """Why it does not count; None when it does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One control on one subject: a row."""

    control: str
    revision: str
    """Digest of the control's requirement, so that a changed requirement ends waivers and starts a new history."""
    subject: SubjectRef
    state: State
    reason: Reason | None
    finding_class: FindingClass
    """The class a fail of this row has."""
    summary: Message
    parts: tuple[PartResult, ...] = ()
    partial: bool = False
    """True for a fail in which some of what was examined holds (一部不適合)."""
    waiver: WaiverNote | None = None
    satisfied: bool = False
    """True when the row needs no work: a pass, or a fail that a valid waiver covers whole."""
    attestations: tuple[AttestationNote, ...] = ()
    """What people stated of parts that evidence left open, those that do not count included."""
    lapsed: WaiverNote | None = None
    """Of a fail: the newest waiver that covered some of it and has expired."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Items of all parts, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def measured(self) -> dict[str, Scalar]:
        """Measured values of all parts; kept apart from what identifies the result."""
        return {key: value for part in self.parts for key, value in part.measured.items()}

    @property
    def evidence(self) -> tuple[ArtefactRef, ...]:
        """The artefacts it rests on, each once, in order."""
        return tuple({(a.target, a.origin): a for part in self.parts for a in part.evidence}.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A text in both languages, as it stands in the policy files."""

    ja: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlInfo:
    """What a report says of a control."""

    id: str
    pack: str
    clause: str
    """Number of the clause in its own document (第14(1))."""
    title: Words
    requirement: Words
    remediation: Words
    subject: SubjectKind
    method: Method
    authority: str
    """law, ordinance, rule, guideline, technical_advice or legacy."""
    legal_basis: Words
    document: Words
    """Title of the instrument the clause stands in."""
    finding_class: FindingClass
    legacy: bool
    """True when the pack no longer binds; its findings are 旧基準（参考適用）, never above an observation."""
    maps_to: tuple[str, ...] = ()
    """The live provisions it lives on in (PI-66-1)."""
    parts: Mapping[str, Words] = field(default_factory=dict)
    """What each part asks, by the part's id."""
    equivalent: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectInfo:
    """What a report says of a subject."""

    ref: SubjectRef
    title: str
    owner: str = ""
    """The section that answers for it; empty when the inventory names none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The headline numbers (design section 3)."""

    subjects: int
    controls: int
    rows: int
    applicable: int
    judged: int
    passed: int
    failed: int
    open: int
    notapplicable: int
    notselected: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetOutcome:
    """How reading one target went, for the report's list of targets."""

    target: str
    title: str
    reached: bool
    reason: Reason | None
    seconds: float
    commands: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RunInfo:
    """One assessment's frame."""

    id: str
    as_of: date
    started: datetime
    finished: datetime
    profile: str
    organisation: str
    auditor_version: str
    sample: bool = False
    """True for the demonstration's made-up city."""
    scope: str = ""
    """What was asked for when not everything was (controls and subjects as typed); such a run is no night."""
    profile_title: Words | None = None
    """The profile's own name for people; None where a run was recorded without it."""
    reassesses: str = ""
    """The run whose evidence this one judged again; empty for one that asked its targets itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """Everything a reporter needs, and nothing it would have to ask the engine for."""

    run: RunInfo
    coverage: Coverage
    results: tuple[Result, ...]
    """Every applicable row, in the order of controls, then subjects."""
    controls: Mapping[str, ControlInfo]
    subjects: Mapping[SubjectRef, SubjectInfo]
    targets: tuple[TargetOutcome, ...] = ()
    missed: tuple[Message, ...] = ()
    """What the reader must know first: interrupted runs, targets left out by a time window."""


def finding_items(result: Result) -> tuple[Item, ...]:
    """The violations of a row."""
    return tuple(item for item in result.items if item.state is State.FAIL)
