"""Backups: that there are some, that the last one is young, and that it is still where it was put."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from auditor.care.backup import last_backup
from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene
from auditor.care.rotation import archives
from auditor.model.operation import DutyKind, Operation, Rhythm

_RHYTHM = {Rhythm.DAY: timedelta(days=1), Rhythm.WEEK: timedelta(days=7), Rhythm.MONTH: timedelta(days=31)}
UNSCHEDULED = timedelta(days=35)
"""Age at which a backup made by hand is old."""


def look_at_backups(scene: Scene) -> Iterator[Finding]:
    """The newest archive, in the folder that the inventory names or where one was last put."""
    workspace = scene.workspace
    operation = workspace.inventory.operation if workspace else None
    last = last_backup(scene.store) if scene.store else None
    if operation is not None and operation.backups is not None and workspace is not None:
        folder = operation.backups.folder
        if not folder.is_dir():
            yield act("backup_folder_gone", folder=str(folder))
            return
        found = archives(folder, workspace.inventory.organisation.ref.id)
        if found:
            age = scene.now - found[0].made
            old = age > 2 * expected(operation)
            tell, code = (act, "backup_old") if old else (fine, "backup_newest")
            made = found[0].made.isoformat()
            yield tell(code, file=found[0].path.name, folder=str(folder), count=len(found), made=made)
            return
        yield act("backup_none", folder=str(folder))
        return
    if last is None:
        yield act("backup_never")
        return
    age = scene.now - last.made
    if age > UNSCHEDULED:
        yield act("backup_by_hand_old", file=last.path, made=last.made.isoformat())
    else:
        yield fine("backup_by_hand", file=last.path, made=last.made.isoformat())
    if not Path(last.path).exists():
        yield note("backup_elsewhere", file=last.path)


def expected(operation: Operation) -> timedelta:
    """How often a backup is to be made."""
    duties = [d for d in operation.schedule.duties if d.kind is DutyKind.BACKUP]
    return min((_RHYTHM[d.rhythm] for d in duties), default=UNSCHEDULED / 2)
