"""Shapes of the inventory: linkages (the columns of Kawasaki's form 9) and cameras."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from auditor.inventory.city_shapes import Loose, SubjectShape
from auditor.inventory.vocabulary import LineKind, LinkageStatus
from auditor.loading.fields import Day, Duration, Identifier, Text, Title, Whole, wrong
from auditor.loading.paths import InnerPath, TimedName
from auditor.loading.shape import Many, Shape
from auditor.model.periods import Period


class LineShape(Shape):
    """A line of a linkage: an interface of a line device that must be up."""

    target: Identifier
    interface: Title
    line: Annotated[LineKind, Loose] | None = None


class LinkageShape(SubjectShape):
    """A joining of the city's computers to another's."""

    outline: Text = ""
    section: Identifier | None = None
    reason: Text = ""
    planned_start: Day | None = None
    started: Day | None = None
    items: Many[Text] = ()
    range: Text = ""
    persons: Annotated[Whole, Field(ge=0)] | None = None
    sensitive_items: Many[Text] = ()
    peer: Text = ""
    contractor: Text = ""
    line: Annotated[LineKind, Loose] | None = None
    encryption: Text = ""
    manager: Text = ""
    operator_posts: Many[Text] = ()
    operators: Annotated[Whole, Field(ge=0)] | None = None
    retention: Duration | None = None
    our_measures: Text = ""
    peer_measures: Text = ""
    attachments: Many[Text] = ()
    remarks: Text = ""
    systems: Many[Identifier] = ()
    lines: Many[LineShape] = ()
    counterparty: Text = ""
    counterparty_logs_on: bool
    """Whether the counterparty's users have accounts on our systems; asked of everybody, for much depends on it."""
    status: Annotated[LinkageStatus, Loose] = LinkageStatus.RUNNING
    ended: Day | None = None
    changed: Day | None = None
    legal_basis: Text = ""
    legal_basis_until: Day | None = None
    """Last day on which what it rests on counts, where that is a term."""
    public_need: Text = ""
    public_need_approved_by: Text = ""
    public_need_approved_on: Day | None = None
    off_purpose: bool | None = None
    """Whether information goes to somebody for another purpose than it is held for."""
    external_server: bool | None = None
    outsourced: bool | None = None
    """Whether the other end is a contractor who handles the information for the city."""
    protection_judged_on: Day | None = None
    protection_needed: bool | None = None
    protection_confirmed_on: Day | None = None
    protection_requested_on: Day | None = None


class CameraShape(SubjectShape):
    """A surveillance camera."""

    recorder: Identifier
    folder: InnerPath
    name: TimedName = "%Y%m%d-%H%M%S.mp4"
    retention: Duration | None = None
    retention_reason: Text = ""
    decided_on: Day | None = None
    decided_by: Text = ""
    manager_decision: Day | None = None
    counted_from: Literal["recording", "next_day"] = "recording"
    site: Identifier | None = None

    @field_validator("retention")
    @classmethod
    def _whole_days(cls, value: Period | None) -> Period | None:
        # The guideline counts days; a month has no fixed number of them, so it cannot be held against a setting.
        if value is not None and (value.years or value.months or value.exact.seconds or value.exact.days < 1):
            raise wrong("inventory.retention_days", value=str(value))
        return value
