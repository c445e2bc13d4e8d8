"""Shapes of the inventory: how the audit runs by itself."""

import re
from datetime import time, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator, model_validator

from auditor.inventory.city_shapes import Loose
from auditor.loading.fields import Day, Duration, Identifier, Port, Title, Whole, duration, narrow, wrong
from auditor.loading.paths import Host, Path
from auditor.loading.problems import shown
from auditor.loading.shape import Many, Shape
from auditor.model.operation import Channel, DutyKind, Rhythm
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.model.words import Language

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FACILITIES = {"daemon": 3, "auth": 4, "authpriv": 10, "audit": 13, **{f"local{n}": 16 + n for n in range(8)}}
"""RFC 5424, table 1: those that an audit may use."""

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
"""RFC 5321's dot-string and domain; one line, ASCII."""
_URL = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]{1,255}(?:/[A-Za-z0-9._~/%?=&-]{0,500})?")


_LONGEST_BLACKOUT = timedelta(days=366)
"""Longer ones are a slip in the year, and would keep the audit still for as long."""
_LEAST_RETENTION = timedelta(days=30)
"""Deleted evidence is gone for good: ``P7D`` where ``P7Y`` was meant must be told, not done."""


def _clock(value: Any) -> time:
    """A time of day; YAML's ``1:30`` is the integer 90 to some programs that write files, so text is asked for."""
    if isinstance(value, str):
        found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", narrow(value).strip())
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return time(int(found[1]), int(found[2]))
    raise wrong("problems.clock", value=shown(value))


def _mail(value: Any) -> str:
    if isinstance(value, str) and _MAIL.fullmatch(value.strip()):
        return value.strip()
    raise wrong("problems.mail_address", value=shown(value))


def _url(value: Any) -> str:
    if isinstance(value, str) and _URL.fullmatch(value.strip()):
        return value.strip()
    raise wrong("problems.web_address", value=shown(value))


def _turn(value: Any) -> int | str:
    """A day of the month, or the name of a day of the week."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = narrow(value).strip().lower()
        if text in WEEKDAYS:
            return text
        if re.fullmatch(r"[0-9]{1,2}", text):
            return int(text)
    raise wrong("operation.turn", value=shown(value))


def _days(value: Any) -> Period:
    """A duration of whole days, at least one."""
    period = duration(value)
    if period.exact % timedelta(days=1) or period.delta < timedelta(days=1):
        raise wrong("operation.whole_days", value=shown(value))
    return period


Clock = Annotated[time, PlainValidator(_clock), WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"})]
Turn = Annotated[
    int | str,
    PlainValidator(_turn),
    WithJsonSchema({"anyOf": [{"enum": list(WEEKDAYS)}, {"type": "integer", "minimum": 1, "maximum": 31}]}),
]
Days = Annotated[Period, PlainValidator(_days), WithJsonSchema({"type": "string", "pattern": "^P"})]
MailAddress = Annotated[str, PlainValidator(_mail), WithJsonSchema({"type": "string", "format": "email"})]
WebAddress = Annotated[str, PlainValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]


_DUTY_WRONG = {
    Rhythm.DAY: "problems.duty_day",
    Rhythm.WEEK: "problems.duty_week",
    Rhythm.MONTH: "problems.duty_month",
}


class DutyShape(Shape):
    """One duty of the service."""

    do: Annotated[DutyKind, Loose]
    every: Annotated[Rhythm, Loose]
    at: Clock
    on: Turn | None = Field(default=None, validate_default=True)
    """Of a week ``monday`` …; of a month 1 to 31."""
    closed_days: bool = True

    @field_validator("on")
    @classmethod
    def _fitting(cls, value: int | str | None, info: ValidationInfo) -> int | str | None:
        every = info.data.get("every")
        fits = {
            Rhythm.DAY: value is None,
            Rhythm.WEEK: isinstance(value, str),
            Rhythm.MONTH: isinstance(value, int) and 1 <= value <= 31,
        }
        if every is not None and not fits[every]:
            raise wrong(_DUTY_WRONG[every])
        return value


class BlackoutShape(Shape):
    """Days on which no target is contacted."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    reason: Title

    @model_validator(mode="after")
    def _forward(self) -> "BlackoutShape":
        if self.last < self.first:
            raise wrong("problems.blackout_backwards")
        if self.last - self.first > _LONGEST_BLACKOUT:
            raise wrong("operation.blackout_long", days=(self.last - self.first).days + 1)
        return self


class ScheduleShape(Shape):
    """When the service does what."""

    duties: Many[DutyShape] | None = None
    """Left out: the usual ones. A list stands in their place; an empty one: none."""
    blackouts: Many[BlackoutShape] = ()
    closed_days: Many[Day] = ()
    catch_up: Duration | None = None


class MailShape(Shape):
    """The LAN's mail server."""

    host: Host
    port: Port
    security: Literal["starttls", "tls"]
    sender: MailAddress
    user: Title | None = None
    credential: Identifier | None = None
    ca_file: Path | None = None

    @model_validator(mode="after")
    def _both(self) -> "MailShape":
        if (self.user is None) != (self.credential is None):
            raise wrong("problems.mail_login")
        return self


class SyslogShape(Shape):
    """A log server."""

    host: Host
    port: Port
    security: Literal["tcp", "tls"]
    facility: Literal[
        "daemon", "auth", "authpriv", "audit",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ] = "local0"  # fmt: skip
    ca_file: Path | None = None


class FolderShape(Shape):
    """A shared folder."""

    path: Path


class RouteShape(Shape):
    """Who is told what."""

    channel: Annotated[Channel, Loose]
    to: Many[MailAddress] = ()
    sections: Many[Identifier] = ()
    classes: Many[Annotated[FindingClass, Loose]] = ()
    lang: Annotated[Language, Loose] = Language.JA

    @model_validator(mode="after")
    def _addressed(self) -> "RouteShape":
        if (self.channel is Channel.MAIL) != bool(self.to):
            raise wrong("problems.route_to")
        return self


class NotifyShape(Shape):
    """How people are told."""

    mail: MailShape | None = None
    syslog: SyslogShape | None = None
    folder: FolderShape | None = None
    routes: Many[RouteShape] = ()


class DueShape(Shape):
    """How long after it was first seen a finding must be mended."""

    major: Days | None = None
    minor: Days | None = None
    observation: Days | None = None
    recommendation: Days | None = None


class TimestampShape(Shape):
    """An RFC 3161 authority."""

    url: WebAddress
    ca_file: Path


class SealShape(Shape):
    """What seals need beside the installation's key."""

    timestamp: TimestampShape | None = None


class BackupShape(Shape):
    """Where the service puts its backups."""

    folder: Path
    keep: Annotated[Whole, Field(ge=1, le=1000)] = 14


class KeeperShape(Shape):
    """Who holds what."""

    what: Title
    post: Title


class CareShape(Shape):
    """How the installation is looked after."""

    backup: BackupShape | None = None
    evidence_retention: Days | None = None
    keepers: Many[KeeperShape] = ()

    @field_validator("evidence_retention")
    @classmethod
    def _long_enough(cls, value: Period | None) -> Period | None:
        if value is not None and value.delta < _LEAST_RETENTION:
            raise wrong("operation.retention_short", value=str(value), least=_LEAST_RETENTION.days)
        return value
