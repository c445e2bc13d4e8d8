"""Shapes of the policy files: parameters, catalogs, profiles, overlays."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from auditor.loading.fields import Day, Identifier, Text, Title, wrong
from auditor.loading.shape import Many, Shape
from auditor.model.terms import FindingClass, Method, Scope, SubjectKind
from auditor.policy.words import Condition, EitherWords, WordsShape

Loose = Field(strict=False)


LocalStatus = Literal["in_force", "repealed", "unconfirmed"]
"""How an instrument stands in the city itself."""


class Authority(StrEnum):
    """What binds a control or a value (standards/README: precedence in this order)."""

    LAW = "law"
    ORDINANCE = "ordinance"
    RULE = "rule"
    GUIDELINE = "guideline"
    TECHNICAL_ADVICE = "technical_advice"
    LEGACY = "legacy"

    @property
    def binds(self) -> bool:
        """Whether it obliges the city; advice and what is no longer law do not."""
        return self in (Authority.LAW, Authority.ORDINANCE, Authority.RULE, Authority.GUIDELINE)


class ParameterType(StrEnum):
    """What a parameter's value is."""

    INTEGER = "integer"
    NUMBER = "number"
    DURATION = "duration"
    STRING = "string"
    LIST = "list"


class Direction(StrEnum):
    """Which of two values is the stricter: the smaller of a maximum, the larger of a minimum."""

    MAXIMUM = "maximum"
    MINIMUM = "minimum"


class ParameterShape(Shape):
    """A parameter: what it means, and where known values of it come from. Its example judges nothing."""

    id: Identifier
    type: Annotated[ParameterType, Loose]
    direction: Annotated[Direction, Loose] | None = None
    title: WordsShape
    example: Any = None
    source: EitherWords | None = None
    unit: EitherWords | None = None
    note: EitherWords | None = None


class ParametersFileShape(Shape):
    """``policies/parameters.yaml``."""

    parameters: Many[ParameterShape]


class DocumentShape(Shape):
    """The instrument that a pack's clauses stand in."""

    title: WordsShape
    authority: Annotated[Authority, Loose]
    legacy: bool = False
    effective_from: Day | None = None
    effective_to: Day | None = None
    local_status: LocalStatus = "unconfirmed"
    legal_basis: WordsShape | None = None
    """For controls that name none of their own."""
    file: Text = ""
    note: EitherWords | None = None


class PartShape(Shape):
    """One question of a control: put by one check, to the results of other controls, or to a person.

    ``awaits`` names evidence that no collector brings yet, ``inspect`` what a person has to look at; an attestation
    answers either.
    """

    id: Identifier
    title: WordsShape
    check: Identifier | None = None
    derived_from: Many[Identifier] = ()
    of: Annotated[Scope, Loose] = Scope.SUBJECT
    """Whose results a derived part judges."""
    awaits: WordsShape | None = None
    inspect: WordsShape | None = None
    attestable: bool = False
    """Whether an attestation may answer what a check leaves open."""
    when: Condition = Field(default_factory=dict)
    parameters: dict[str, Identifier] = Field(default_factory=dict)
    options: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_source(self) -> "PartShape":
        asked = [self.check, self.derived_from or None, self.awaits, self.inspect]
        if sum(way is not None for way in asked) != 1:
            raise wrong("policy.check_or_derived")
        if self.check is None and (self.parameters or self.options):
            raise wrong("policy.derived_plain")
        if self.of is not Scope.SUBJECT and not self.derived_from:
            raise wrong("policy.of_derived")
        return self


class ControlShape(Shape):
    """One requirement."""

    id: Identifier
    clause: Title
    title: WordsShape
    requirement: WordsShape
    remediation: WordsShape
    subject: Annotated[SubjectKind, Loose]
    applies_to: Condition = Field(default_factory=dict)
    method: Annotated[Method, Loose]
    class_: Annotated[FindingClass, Loose] = Field(alias="class")
    authority: Annotated[Authority, Loose] | None = None
    legacy: bool | None = None
    legal_basis: WordsShape | None = None
    maps_to: Many[Identifier] = ()
    superseded_by: Many[Identifier] = ()
    effective_from: Day | None = None
    effective_to: Day | None = None
    local_status: LocalStatus | None = None
    """The document's, unless said."""
    tier: Literal["core", "related"] = "core"
    equivalent: Identifier | None = None
    join: Literal["all", "any"] = "all"
    parts: Annotated[Many[PartShape], Field(min_length=1)]


class CatalogShape(Shape):
    """``policies/<pack>/catalog.yaml``."""

    pack: Identifier
    document: DocumentShape
    controls: Many[ControlShape]


class ValueShape(Shape):
    """A value and the rule that it comes from."""

    value: Any
    source: EitherWords
    authority: Annotated[Authority, Loose] = Authority.RULE
    """What binds the city to it; its own rule unless said."""


class TailoringShape(Shape):
    """What a profile changes of a control, instead of copying it."""

    source: EitherWords
    """The city's rule or decision behind it."""
    class_: Annotated[FindingClass, Loose] | None = Field(default=None, alias="class")
    local_status: LocalStatus | None = None
    applies_to: Condition | None = None
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """For each part, fields of its check with other literals."""


class ProfileShape(Shape):
    """``profile.yaml``: which controls, with which values."""

    profile: Identifier
    title: EitherWords
    extends: Identifier | None = None
    """Another profile, whose controls and values are taken over; values set here replace its own."""
    packs: Many[Identifier] = ()
    controls: Many[Title] = ()
    """Identifiers, or patterns with ``*``."""
    exclude: Many[Title] = ()
    parameters: dict[str, ValueShape] = Field(default_factory=dict)
    overlays: Many[Identifier] = ()
    tailor: dict[str, TailoringShape] = Field(default_factory=dict)
    """For a control, what is otherwise in this city."""


class OverlayShape(Shape):
    """``policies/overlays/*.yaml``: ready values of one rule."""

    overlay: Identifier
    title: EitherWords
    parameters: dict[str, ValueShape]
    note: EitherWords | None = None
