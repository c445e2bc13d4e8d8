"""Controls and profile as the engine uses them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.loading.files import SourceFile
from auditor.model.result import ControlInfo, Words
from auditor.model.terms import Scope, SubjectKind
from auditor.policy.words import fulfilled

Attributes = Mapping[str, frozenset[str]]
"""Of a subject."""
Condition = Mapping[str, tuple[str, ...]]
"""Attribute to accepted values; all keys must hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One question of a control, with the values that the profile gives it."""

    id: str
    title: Words
    check: str
    """File name of the check in ``auditor/checks``, or name of an entry point; empty for a derived part."""
    when: Condition = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    """Values for the check's ``Parameters``, of its fields' types; fields left to their defaults are not there."""
    bound: Mapping[str, str] = field(default_factory=dict)
    """For each field that the catalog binds, the identifier of the parameter that its value comes from."""
    sources: Mapping[str, Words] = field(default_factory=dict)
    """For each field set from a profile or overlay, the rule that the value comes from."""
    beside: Mapping[str, tuple[tuple[object, Words], ...]] = field(default_factory=dict)
    """For a field whose value goes before others that rules set: those values, each with its rule."""
    missing: tuple[Words, ...] = ()
    """Titles of parameters that no profile or overlay sets and that the check cannot do without: then the part is
    ``unknown/no_criterion``."""
    derived_from: tuple[str, ...] = ()
    """Controls whose results this part derives from; then it has no check."""
    of: Scope = Scope.SUBJECT
    """Whose results those are."""
    awaits: Words | None = None
    """Evidence that no collector brings yet; then it has no check, and is ``notchecked/no_collector``."""
    inspect: Words | None = None
    """What a person has to look at; then it has no check, and is ``notchecked/manual_required``."""
    attestable: bool = False
    """Whether an attestation may answer it where it is left open."""

    def counts_for(self, attributes: Attributes) -> bool:
        """Whether the part is asked of a subject with these attributes."""
        return fulfilled(self.when, attributes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """One requirement as the profile asks it."""

    info: ControlInfo
    revision: str
    """16 hexadecimal digits; changes with the requirement, its parts or what they ask, not with the city's values."""
    applies_to: Condition
    join: str
    """``all`` or ``any``."""
    parts: tuple[Part, ...]
    effective_from: date | None
    effective_to: date | None
    superseded_by: tuple[str, ...]
    equivalent: str
    tier: str
    local_status: str = "unconfirmed"
    """How the instrument stands in the city: ``in_force``, ``repealed``, ``unconfirmed``."""
    tailored: Words | None = None
    """The city's rule or decision, where the profile changed what the catalog says."""

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.info.id

    @property
    def subject(self) -> SubjectKind:
        """The kind of subject that its rows are about."""
        return self.info.subject

    @property
    def derived(self) -> bool:
        """Whether it judges other results instead of facts."""
        return any(part.derived_from for part in self.parts)

    def applies(self, attributes: Attributes) -> bool:
        """Whether a subject (of its kind) with these attributes is judged; else its row is notapplicable."""
        return fulfilled(self.applies_to, attributes)

    def in_force(self, as_of: date) -> bool:
        """Whether it counts on that day. A legacy control counts whatever its dates, once a profile selects it."""
        if self.info.legacy:
            return True
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What is asked."""

    profile: str
    title: Words
    packs: tuple[str, ...]
    """Packs that selected controls come from."""
    controls: tuple[Control, ...]
    """Every control in force on the audit's date, in the order of packs and catalogs."""
    selected: tuple[Control, ...]
    """Those that the profile selects."""
    parameters: Mapping[str, Words] = field(default_factory=dict)
    """Titles of all parameters by identifier."""
    not_in_force: tuple[Control, ...]
    """Controls that do not count on that date; they make no rows, but can be named."""
    files: tuple[SourceFile, ...]

    def control(self, identifier: str) -> Control | None:
        """The control of that name that is in force."""
        return next((c for c in self.controls if c.id == identifier), None)
