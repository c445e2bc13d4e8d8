"""Shapes of the registers."""

import re
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from auditor.loading.fields import Beginning, Day, Ending, Identifier, Text, Title, Whole, wrong
from auditor.loading.paths import Encoding, InnerPath, TimePattern, User
from auditor.loading.problems import shown
from auditor.loading.shape import Many, Shape
from auditor.model.subject import SubjectRef

E = TypeVar("E", bound=Shape)


class RegisterShape(Shape, Generic[E]):
    """A register file. Without the key ``entries`` the register is not kept yet; ``[]`` says that there is nothing."""

    register_: str = Field(alias="register")
    entries: Many[E] | None = None


def _account(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not re.fullmatch(r"(?:[A-Za-z0-9._-]{1,64}/)?[^/\s]{1,64}", value):
        raise wrong("registers.account", value=shown(value))
    return value


Account = Annotated[str, PlainValidator(_account), WithJsonSchema({"type": ["string", "integer"]})]


class RosterShape(Shape):
    """A person, as a staff number or post; no names."""

    person: Title
    organisation: Text = ""
    section: Text = ""
    accounts: Many[Account] = ()
    since: Day | None = None
    left: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "RosterShape":
        if self.since and self.left and self.left < self.since:
            raise wrong("registers.reversed", first="since", last="left")
        return self


class EntitlementShape(Shape):
    """That a person may use a system or work within a linkage."""

    id: Identifier
    person: Title
    target: Identifier | None = None
    linkage: Identifier | None = None
    document: Identifier | None = None
    granted: Day | None = None
    ended: Day | None = None
    disabled: Day | None = None

    @model_validator(mode="after")
    def _about_something(self) -> "EntitlementShape":
        if self.target is None and self.linkage is None:
            raise wrong("registers.no_subject")
        if self.granted and self.ended and self.ended < self.granted:
            raise wrong("registers.reversed", first="granted", last="ended")
        return self


class SampleLogShape(Shape):
    """How the time stands in the lines of a sample log."""

    timestamp: TimePattern = "%Y-%m-%d %H:%M:%S"
    column: Annotated[Whole, Field(ge=0, le=1000)] = 0
    """Counted from 0 after splitting at the delimiter; 0 with an empty delimiter is the start of the line."""
    delimiter: Annotated[str, Field(max_length=1)] = ","
    encoding: Encoding = "utf-8"


def _digest(value: Any) -> str:
    text = value.strip().lower().removeprefix("sha256:") if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise wrong("registers.digest")
    return f"sha256:{text}"


Digest = Annotated[str, PlainValidator(_digest), WithJsonSchema({"type": "string"})]


class DocumentShape(Shape):
    """A document on record."""

    id: Identifier
    kind: Identifier
    title: Title
    linkage: Identifier | None = None
    party: Text = ""
    covers: Many[Identifier] = ()
    named: Text = ""
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    approved_on: Day | None = None
    approved_by: Text = ""
    reviewed_on: Day | None = None
    file: InnerPath | None = None
    declared_digest: Digest | None = None
    seen_by: Text = ""
    seen_on: Day | None = None
    min_length: Annotated[Whole, Field(ge=0, le=1000)] | None = None
    sampled_on: Day | None = None
    log: SampleLogShape | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "DocumentShape":
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            raise wrong("registers.reversed", first="in_force_from", last="in_force_to")
        if self.declared_digest and not self.file:
            raise wrong("registers.digest_without_file")
        return self


class IncidentShape(Shape):
    """An incident on record."""

    id: Identifier
    kind: Identifier
    linkage: Identifier | None = None
    target: Identifier | None = None
    account: User | None = None
    found: Beginning | None = None
    changed: Ending | None = None
    closed: Day | None = None


def _subject(value: Any) -> SubjectRef:
    try:
        found = SubjectRef.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise wrong("registers.subject", value=shown(value)) from error
    if not found.id:
        raise wrong("registers.subject", value=shown(value))
    return found


Subject = Annotated[SubjectRef, PlainValidator(_subject), WithJsonSchema({"type": "string", "pattern": "^[a-z]+:.+$"})]


class WaiverShape(Shape):
    """An accepted deviation."""

    id: Identifier
    control: Identifier
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None
    subject: Subject
    items: Many[Title] = ()
    reason: Title
    measure: Title
    approver: Title
    approved_on: Day
    expires: Day

    @model_validator(mode="after")
    def _in_order(self) -> "WaiverShape":
        if self.expires < self.approved_on:
            raise wrong("registers.reversed", first="approved_on", last="expires")
        return self


RosterFileShape = RegisterShape[RosterShape]
EntitlementsFileShape = RegisterShape[EntitlementShape]
DocumentsFileShape = RegisterShape[DocumentShape]
IncidentsFileShape = RegisterShape[IncidentShape]
WaiversFileShape = RegisterShape[WaiverShape]
RegisterName = Literal["roster", "entitlements", "documents", "incidents", "waivers"]
