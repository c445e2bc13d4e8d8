"""Shapes of the policy files: parameters, catalogs, profiles, overlays."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from auditor.loading.fields import Day, Identifier, Text, Title, wrong
from auditor.loading.shape import Many, Shape
from auditor.model.terms import FindingClass, Method, SubjectKind
from auditor.policy.words import Condition, EitherWords, WordsShape

Loose = Field(strict=False)


class Authority(StrEnum):
    """What binds a control (standards/README: precedence in this order)."""

    LAW = "law"
    ORDINANCE = "ordinance"
    RULE = "rule"
    GUIDELINE = "guideline"
    TECHNICAL_ADVICE = "technical_advice"
    LEGACY = "legacy"


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
    local_status: Literal["in_force", "repealed", "unconfirmed"] = "unconfirmed"
    legal_basis: WordsShape | None = None
    """For controls that name none of their own."""
    file: Text = ""
    note: EitherWords | None = None


class PartShape(Shape):
    """One question of a control, put by one check, or to the results of other controls."""

    id: Identifier
    title: WordsShape
    check: Identifier | None = None
    derived_from: Many[Identifier] = ()
    when: Condition = Field(default_factory=dict)
    parameters: dict[str, Identifier] = Field(default_factory=dict)
    options: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_source(self) -> "PartShape":
        if (self.check is None) == (not self.derived_from):
            raise wrong("policy.check_or_derived")
        if self.derived_from and (self.parameters or self.options):
            raise wrong("policy.derived_plain")
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


class OverlayShape(Shape):
    """``policies/overlays/*.yaml``: ready values of one rule."""

    overlay: Identifier
    title: EitherWords
    parameters: dict[str, ValueShape]
    note: EitherWords | None = None
