"""Shapes of the inventory: targets and how they are reached."""

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from auditor.inventory.city_shapes import Loose, SubjectShape
from auditor.inventory.vocabulary import SnmpAuth, SnmpPriv, TargetKind
from auditor.loading.fields import Day, Deadline, Identifier, Port, Text, Title, Whole, narrow, wrong
from auditor.loading.paths import DailyName, Encoding, Host, InnerPath, Path, TimePattern, User
from auditor.loading.problems import shown
from auditor.loading.shape import Many, Shape
from auditor.model.terms import Basis, Platform


class SshShape(Shape):
    """An account for SSH."""

    host: Host
    port: Port = 22
    user: User
    credential: Identifier
    sudo: bool = False
    """Whether ``sudo -n`` may be tried for the commands of the account sheet."""
    key_file: Path | None = None
    """Private key on the auditor's machine; its passphrase, if it has one, is in the credential."""


def _version(value: Any) -> Any:
    text = str(value).lower().removeprefix("v") if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text or value


class SnmpShape(Shape):
    """An account, or a community, for SNMP. The community string itself lies in the vault."""

    host: Host
    port: Port = 161
    version: Annotated[
        Literal["3", "2c", "1"], BeforeValidator(_version), WithJsonSchema({"enum": ["3", "2c", "1", 3, 1]})
    ] = "3"
    user: User | None = None
    credential: Identifier | None = None
    auth: Annotated[SnmpAuth, Loose] | None = None
    priv: Annotated[SnmpPriv, Loose] | None = None
    context: Text = ""

    @model_validator(mode="after")
    def _whole(self) -> "SnmpShape":
        if self.version == "3":
            lacking = [k for k in ("user", "auth", "priv") if getattr(self, k) is None]
            if lacking:
                raise wrong("inventory.snmp3_incomplete", keys=tuple(lacking))
            if self.auth is SnmpAuth.NONE and self.priv is not SnmpPriv.NONE:
                raise wrong("inventory.snmp3_priv_alone")
            if self.credential is None and self.auth is not SnmpAuth.NONE:
                raise wrong("inventory.snmp3_credential")
        else:
            if self.credential is None:
                raise wrong("inventory.snmp_community", version=self.version)
            surplus = [k for k in ("user", "auth", "priv") if getattr(self, k) is not None]
            if surplus:
                raise wrong("inventory.snmp_surplus", version=self.version, keys=tuple(surplus))
        return self


class FolderShape(Shape):
    """A folder on the auditor's own machine."""

    path: Path


class LocalShape(FolderShape):
    """A folder that is read directly."""

    clock: Literal["local"] | None = None
    """``local`` when the target is the auditor's own machine, so that its clock is ours; not for a mounted folder."""


class ReachShape(Shape):
    """How a target is reached: one key a transport."""

    ssh: SshShape | None = None
    snmp: SnmpShape | None = None
    local: LocalShape | None = None
    recorded: FolderShape | None = None


def _time_of_day(value: Any) -> time:
    if isinstance(value, str):
        found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", narrow(value).strip())
        if found:
            hour, minute = int(found[1]), int(found[2])
            if (hour < 24 and minute < 60) or (hour, minute) == (24, 0):
                return time(hour % 24, minute)
    raise wrong("inventory.time_of_day", value=shown(value))


TimeOfDay = Annotated[
    time, PlainValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"})
]


class WindowShape(Shape):
    """When a target may be read, Japan time; it may run over midnight."""

    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay

    @model_validator(mode="after")
    def _some_time(self) -> "WindowShape":
        if self.from_ == self.to:
            raise wrong("inventory.empty_window")
        return self


class ServiceShape(Shape):
    """A service that the target may offer."""

    protocol: Literal["tcp", "udp"]
    port: Port
    purpose: Text = ""


class SharedAccountShape(Shape):
    """An account that several persons use, with the reason."""

    account: User
    reason: Title
    custodian: Title


class LogShape(Shape):
    """An operation log that the target keeps."""

    source: Identifier
    folder: Path
    name: DailyName
    started: Day
    expected: Literal["all", "business"] = "all"
    timestamp: TimePattern = "%Y-%m-%d %H:%M:%S"
    timestamp_column: Annotated[Whole, Field(ge=0, le=1000)] = 0
    delimiter: str = Field(default=",", max_length=1)
    encoding: Encoding = "utf-8"
    header_lines: Annotated[Whole, Field(ge=0, le=1000)] = 0
    zero_record: Text = ""
    closed_days: Many[Day] = ()


class BackupShape(Shape):
    """Where the target shows how its back-ups went."""

    name: Identifier
    kind: Literal["full", "incremental"]
    folder: Path
    pattern: InnerPath = "*"


class RecordingsShape(Shape):
    """Further places of a recorder."""

    leftover_folders: Many[InnerPath] = ()
    retention_file: InnerPath | None = None


class TargetShape(SubjectShape):
    """Something that can be read."""

    kind: Annotated[TargetKind, Loose]
    platform: Annotated[Platform, Loose]
    zone: Identifier
    site: Identifier | None = None
    basis: Annotated[Basis, Loose] = Basis.LIVE
    reach: ReachShape = ReachShape()
    window: WindowShape | None = None
    deadline: Deadline | None = None
    services: Many[ServiceShape] = ()
    units: Many[Title] = ()
    log_destinations: Many[Host] = ()
    shared_accounts: Many[SharedAccountShape] = ()
    logs: Many[LogShape] = ()
    backups: Many[BackupShape] = ()
    recordings: RecordingsShape = RecordingsShape()
