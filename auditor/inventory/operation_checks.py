"""What can only be seen over all that is said of running by itself: parts that ask for each other."""

from auditor.inventory.crosschecks import check_different
from auditor.inventory.operation_shapes import CareShape, DueShape
from auditor.inventory.reading import InventoryFiles, RawEntry
from auditor.loading.problems import ProblemLog, shown
from auditor.model.operation import Channel, DutyKind
from auditor.model.terms import FindingClass
from auditor.model.words import message

_OWN_FOLDERS = ("inventory", "policies", "reports", "state", ".schemas")
"""Folders of a workspace: nothing of others' may be put there, and a backup must not hold itself."""
_FOLDERS = (("notify", ("folder", "path")), ("care", ("backup", "folder")))


def check_operation(files: InventoryFiles, log: ProblemLog) -> None:
    """Tell of everything about running by itself that does not fit together, however many files it stands in."""
    for schedule in files.single("schedule"):
        check_different(schedule, "duties", ("do",), log)
        _check_duties(schedule, files, log)
    for notify in files.single("notify"):
        _check_channels(notify, log)
        _check_credential(notify, files, log)
    for key, path in _FOLDERS:
        for entry in files.single(key):
            _check_folder(entry, path, log)
    _check_retention(files, log)


def _check_duties(schedule: RawEntry, files: InventoryFiles, log: ProblemLog) -> None:
    """A duty that cannot do anything would look as if it had been done."""
    duties = {value: at for at, value in schedule.values("duties", "*", "do") if isinstance(value, str)}
    if duties and DutyKind.AUDIT not in duties and duties.keys() <= set(DutyKind):  # else it is a slip of the pen
        log.tell(
            schedule.place.file, schedule.place.root.key_at((*schedule.path, "duties")), message("operation.no_audit")
        )
    if not files.complete:
        return  # what a duty asks for may stand in the file that could not be read
    for duty, key, path, code in (
        (DutyKind.BACKUP, "care", ("backup",), "operation.backup_nowhere"),
        (DutyKind.PRUNE, "care", ("evidence_retention",), "operation.prune_nothing"),
        (DutyKind.SIGN_OF_LIFE, "notify", ("routes", "*"), "operation.sign_to_nobody"),
    ):
        if duty in duties and not any(True for entry in files.single(key) for _ in entry.values(*path)):
            log.at(schedule.place, duties[duty], code)


def _check_channels(notify: RawEntry, log: ProblemLog) -> None:
    """Every route has its channel, and every channel a route: else nobody is told, and nobody notices."""
    routed = {value: at for at, value in reversed(list(notify.values("routes", "*", "channel")))}
    for channel in Channel:
        if channel in routed and notify.raw.get(channel) is None:
            for at, value in notify.values("routes", "*", "channel"):
                if value == channel:
                    log.at(notify.place, at, "problems.route_channel", channel=channel.value)
        if channel not in routed and notify.raw.get(channel) is not None:
            mark = notify.place.root.key_at((*notify.path, channel.value))
            log.tell(notify.place.file, mark, message("operation.no_route", channel=channel.value))
    for at, route in notify.values("routes", "*"):
        if isinstance(route, dict):
            for key in ("to", "sections", "classes"):
                check_different(RawEntry(notify.place, at, route), key, (), log)


def _check_credential(notify: RawEntry, files: InventoryFiles, log: ProblemLog) -> None:
    """One secret for two things would be sent to the wrong one of them."""
    targets = {
        value: target.name
        for target in files.entries("targets")
        for kind in ("ssh", "snmp")
        for _, value in target.values("reach", kind, "credential")
        if isinstance(value, str)
    }
    for at, value in notify.values("mail", "credential"):
        if isinstance(value, str) and value in targets:
            log.at(notify.place, at, "operation.credential_shared", name=shown(value), target=targets[value])


def _check_folder(entry: RawEntry, path: tuple[str, ...], log: ProblemLog) -> None:
    for at, value in entry.values(*path):
        steps = [s for s in value.split("/") if s not in ("", ".")] if isinstance(value, str) else ["…"]
        relative = isinstance(value, str) and not value.startswith("/")
        if relative and (not steps or steps[0] in _OWN_FOLDERS):
            log.at(entry.place, at, "operation.own_folder", folder=shown(value))


def _check_retention(files: InventoryFiles, log: ProblemLog) -> None:
    """Evidence must not be gone before what it shows is to be mended."""
    due = next((f.shape.due for f in files.files if f.shape and f.shape.due), DueShape())
    care = next((f.shape.care for f in files.files if f.shape and f.shape.care), CareShape())
    periods = [p for c in FindingClass if (p := getattr(due, c.value)) is not None]
    longest = max(periods, key=lambda p: p.delta, default=None)
    if care.evidence_retention is None or longest is None or care.evidence_retention.delta >= longest.delta:
        return
    for entry in files.single("care"):
        for at, value in entry.values("evidence_retention"):
            log.at(entry.place, at, "operation.retention_below_due", value=shown(value), due=str(longest))
