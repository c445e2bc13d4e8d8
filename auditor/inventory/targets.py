"""Targets of the files as collectors, transports and the plan know them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from auditor.inventory.inventory import InventoryTarget
from auditor.inventory.linkage_shapes import CameraShape
from auditor.inventory.target_shapes import FolderShape, LogShape, ReachShape, SnmpShape, SshShape, TargetShape
from auditor.inventory.vocabulary import SnmpAuth, SnmpPriv, TargetKind
from auditor.inventory.window import TimeWindow
from auditor.model.job import Endpoint
from auditor.model.subject import SubjectRef
from auditor.model.target import BackupDeclaration, CameraDeclaration, LogDeclaration, TargetDescription
from auditor.model.terms import SubjectKind, TransportKind


def target_subject(shape: TargetShape) -> SubjectRef:
    """The subject of a target: of kind recorder for a recorder, else target."""
    kind = SubjectKind.RECORDER if shape.kind is TargetKind.RECORDER else SubjectKind.TARGET
    return SubjectRef(kind, shape.id)


def build_target(
    shape: TargetShape, *, owner: str, cameras: Iterable[CameraShape], root: Path, deadline: timedelta
) -> InventoryTarget:
    """A target; ``deadline`` is that of the settings, ``root`` what a relative folder is relative to."""
    window = shape.window
    return InventoryTarget(
        description=TargetDescription(
            id=shape.id,
            subject=target_subject(shape),
            title=shape.title,
            platform=shape.platform,
            basis=shape.basis,
            endpoints=_endpoints(shape.reach, shape, root),
            logs=tuple(_log(log) for log in shape.logs),
            backups=tuple(
                BackupDeclaration(name=b.name, kind=b.kind, folder=b.folder, pattern=b.pattern) for b in shape.backups
            ),
            cameras=tuple(CameraDeclaration(camera=c.id, folder=c.folder, name=c.name) for c in cameras),
            leftover_folders=tuple(shape.recordings.leftover_folders),
            units=tuple(shape.units),
        ),
        owner=owner,
        zone=shape.zone,
        site=shape.site or "",
        window=TimeWindow(start=window.from_, end=window.to) if window else None,
        deadline=shape.deadline or deadline,
    )


def _log(shape: LogShape) -> LogDeclaration:
    return LogDeclaration(
        source=shape.source,
        folder=shape.folder,
        name=shape.name,
        started=shape.started,
        expected=shape.expected,
        timestamp=shape.timestamp,
        timestamp_column=shape.timestamp_column,
        delimiter=shape.delimiter,
        encoding=shape.encoding,
        header_lines=shape.header_lines,
        zero_record=shape.zero_record,
        closed_days=tuple(sorted(shape.closed_days)),
    )


def _endpoints(reach: ReachShape, shape: TargetShape, root: Path) -> Mapping[TransportKind, Endpoint]:
    found: dict[TransportKind, Endpoint] = {}
    if reach.ssh:
        found[TransportKind.SSH] = _ssh(reach.ssh, root)
    if reach.snmp:
        found[TransportKind.SNMP] = _snmp(reach.snmp)
    if reach.local:
        given = {"retention_file": shape.recordings.retention_file, "clock": reach.local.clock}
        options = {name: value for name, value in given.items() if value}
        found[TransportKind.LOCAL] = Endpoint(path=_folder(reach.local, root), options=options)
    if reach.recorded:
        found[TransportKind.RECORDED] = Endpoint(path=_folder(reach.recorded, root))
    return found


def _ssh(shape: SshShape, root: Path) -> Endpoint:
    options = {"sudo": "true" if shape.sudo else "false"}
    if shape.key_file:
        options["key_file"] = str(root / shape.key_file)
    return Endpoint(host=shape.host, port=shape.port, user=shape.user, credential=shape.credential, options=options)


def _snmp(shape: SnmpShape) -> Endpoint:
    options: dict[str, str] = {"version": shape.version}
    if shape.auth is not None and shape.priv is not None:
        options |= {"level": _level(shape.auth, shape.priv), "context": shape.context}
        if shape.auth is not SnmpAuth.NONE:
            options["auth"] = shape.auth.value
        if shape.priv is not SnmpPriv.NONE:
            options["priv"] = shape.priv.value
    return Endpoint(
        host=shape.host,
        port=shape.port,
        user=shape.user or "",
        credential=shape.credential or "",
        options=options,
    )


def _level(auth: SnmpAuth, priv: SnmpPriv) -> str:
    """The security level (RFC 3411, 3.4.3)."""
    if auth is SnmpAuth.NONE:
        return "noAuthNoPriv"
    return "authNoPriv" if priv is SnmpPriv.NONE else "authPriv"


def _folder(shape: FolderShape, root: Path) -> str:
    return str(root / shape.path)
