"""Shapes of the files that hold statements."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from auditor.loading.fields import Beginning, Day, Identifier, Text, Title, wrong
from auditor.loading.paths import InnerPath
from auditor.loading.problems import shown
from auditor.loading.shape import Many, Shape
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.statements.records import Finding

E = TypeVar("E", bound=Shape)

LONGEST = Period(years=1)
"""How long an attestation may count after the day on which somebody looked."""


def last_day(on: date) -> date:
    """The last day until which an attestation of a day may count."""
    return LONGEST.after(on)


class StatementsShape(Shape, Generic[E]):
    """A file of statements. Without the key ``entries`` there are none yet."""

    register_: str = Field(alias="register")
    entries: Many[E] | None = None


def _digest(value: Any) -> str:
    text = value.strip().lower().removeprefix("sha256:") if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise wrong("statements.digest")
    return f"sha256:{text}"


Digest = Annotated[str, PlainValidator(_digest), WithJsonSchema({"type": "string"})]


def _subject(value: Any) -> SubjectRef:
    try:
        found = SubjectRef.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise wrong("statements.subject", value=shown(value)) from error
    if not found.id:
        raise wrong("statements.subject", value=shown(value))
    return found


Subject = Annotated[SubjectRef, PlainValidator(_subject), WithJsonSchema({"type": "string", "pattern": "^[a-z]+:.+$"})]
Revision = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


def _finding(value: Any) -> Finding:
    try:
        return Finding(value)
    except ValueError as error:
        raise wrong("statements.finding", value=shown(value)) from error


FindingField = Annotated[
    Finding, PlainValidator(_finding), WithJsonSchema({"type": "string", "enum": [f.value for f in Finding]})
]


def _base64(length: int, code: str) -> PlainValidator:
    def read(value: Any) -> str:
        try:
            raw = base64.b64decode(value if isinstance(value, str) else "", validate=True)
        except (binascii.Error, ValueError) as error:
            raise wrong(code) from error
        if len(raw) != length:
            raise wrong(code)
        return base64.b64encode(raw).decode()

    return PlainValidator(read)


Key = Annotated[str, _base64(32, "statements.key"), WithJsonSchema({"type": "string"})]
Signature = Annotated[str, _base64(64, "statements.signature"), WithJsonSchema({"type": "string"})]


class AccountShape(Shape):
    """An account of the operating system."""

    uid: Annotated[int, Field(ge=0, le=2**32 - 1)]
    name: Title


class AttestationShape(Shape):
    """That somebody looked at something."""

    id: Identifier
    control: Identifier
    revision: Revision
    subject: Subject
    part: Identifier | None = None
    by: Title
    looked_at: Title
    file: InnerPath
    digest: Digest
    finding: FindingField
    on: Day
    valid_until: Day
    account: AccountShape
    entered: Beginning

    @model_validator(mode="after")
    def _in_order(self) -> "AttestationShape":
        if self.valid_until < self.on:
            raise wrong("statements.reversed", first="on", last="valid_until")
        if self.valid_until > last_day(self.on):
            raise wrong("statements.too_long", latest=last_day(self.on).isoformat())
        return self


class ConfirmationShape(Shape):
    """That a second person looked at the file behind an attestation."""

    id: Identifier
    attestation: Identifier
    attestation_digest: Digest
    file_digest: Digest
    by: Title
    on: Day
    account: AccountShape
    entered: Beginning
    key: Key | None = None
    signature: Signature | None = None


class SignerShape(Shape):
    """A person's public key."""

    person: Title
    key: Key
    account: AccountShape
    entered: Beginning
    ended: Day | None = None
    remarks: Text = ""


class WaiverShape(Shape):
    """An accepted deviation."""

    id: Identifier
    control: Identifier
    revision: Revision | None = None
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
            raise wrong("statements.reversed", first="approved_on", last="expires")
        return self


AttestationsFileShape = StatementsShape[AttestationShape]
ConfirmationsFileShape = StatementsShape[ConfirmationShape]
SignersFileShape = StatementsShape[SignerShape]
WaiversFileShape = StatementsShape[WaiverShape]

SHAPES: Mapping[str, type[StatementsShape[Any]]] = {
    "attestations": AttestationsFileShape,
    "confirmations": ConfirmationsFileShape,
    "waivers": WaiversFileShape,
    "signers": SignersFileShape,
}


def moment(value: datetime) -> str:
    """A moment as the files hold it: to the second, with its zone."""
    return value.replace(microsecond=0).isoformat()
