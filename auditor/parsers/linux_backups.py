"""The newest file of each declared back-up: when it was finished, how large it is, whether it looks whole.

An empty file or one that still bears a working name (``.part``, ``.tmp`` …) is a run that did not succeed. A file says
nothing about what is in it: that it can be restored is shown by restoring.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.facts.host import BackupRun
from auditor.model.evidence import Place
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.target import BackupDeclaration
from auditor.model.terms import Reason
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.text_lines import capture_reason, integer, line_fault

PROVIDES: tuple[type[Fact], ...] = (BackupRun,)
_WORKING_NAMES = (".part", ".partial", ".tmp", ".temp", ".incomplete", ".writing", ".swp", "~")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800
"""1 January 2100: a later time is no time of a back-up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    modified: float
    size: int
    name: str

    @property
    def whole(self) -> bool:
        return self.size > 0 and not self.name.lower().endswith(_WORKING_NAMES)


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """One fact a declared back-up; a folder without a matching file gives a run that never finished."""
    facts: list[BackupRun] = []
    gaps: list[Gap | None] = []
    for number, backup in enumerate(source.target.backups, start=1):
        command, capture = _better(source, number)
        files, reason = _files(capture)
        if reason is not None:
            gaps.append(partial(reason, "backup_unread", backup=backup.name, folder=backup.folder))
        if files or reason is None:
            facts.append(_run(backup, files, source.origin(command)))
    gap = worst(*gaps)
    if gap is not None and not facts:
        gap = absent(gap.reason, "backup_unread", **gap.detail.args)
    if not source.target.backups:
        gap = absent(Reason.NO_EVIDENCE, "backups_undeclared")
    return (Parsed(type=BackupRun, facts=tuple(facts), gap=gap),)


def _better(source: Source, number: int) -> tuple[str, Capture]:
    """The listing with more privilege where it worked."""
    root, plain = f"backup_{number}_root", f"backup_{number}"
    if source.capture(root).status in (CaptureStatus.OK, CaptureStatus.TRUNCATED):
        return root, source.capture(root)
    return plain, source.capture(plain)


def _files(capture: Capture) -> tuple[tuple[_File, ...], Reason | None]:
    reason = capture_reason(capture)
    if reason is None and capture.exit_code != 0:
        reason = Reason.NO_EVIDENCE if b"No such file" in capture.errors else Reason.PARSE_ERROR
    if capture.output and not capture.output.endswith(b"\0"):
        reason = reason or Reason.PARSE_ERROR
    found = []
    for raw in capture.output.split(b"\0")[:-1]:
        one = _file(raw)
        if one is None:
            reason = reason or Reason.PARSE_ERROR
        else:
            found.append(one)
    return tuple(found), reason


def _file(raw: bytes) -> _File | None:
    if line_fault(raw) is Reason.PARSE_ERROR:
        return None
    time, _, rest = raw.partition(b" ")
    size_text, _, name = rest.partition(b" ")
    seconds, _, fraction = time.partition(b".")
    whole, size = integer(seconds.decode("ascii", "replace")), integer(size_text.decode("ascii", "replace"))
    parts = fraction.isdigit() or not fraction
    if whole is None or not 0 <= whole < _LATEST or size is None or size < 0 or not name or not parts:
        return None
    shown = name.decode("utf-8", "backslashreplace")
    return _File(modified=whole + float(b"0." + (fraction[:6] or b"0")), size=size, name=shown)


def _run(backup: BackupDeclaration, files: tuple[_File, ...], origin: str) -> BackupRun:
    where = f"{backup.folder.rstrip('/')}/{backup.pattern}"
    place = Place(origin=origin, where=where)
    finished = [f for f in files if f.whole]
    newest = max(files, key=lambda f: f.modified, default=None)
    if newest is None:
        return BackupRun(place=place, name=backup.name, kind=backup.kind, succeeded=False)
    last = max(finished, key=lambda f: f.modified, default=None)
    return BackupRun(
        place=place,
        name=backup.name,
        kind=backup.kind,
        finished=_EPOCH + timedelta(seconds=last.modified) if last else None,
        succeeded=newest.whole,
        size=newest.size,
    )
