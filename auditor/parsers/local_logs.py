"""Operation logs in a folder: one fact a file and day.

Each file is read once, on a few threads (decompression and digests let others run): its digest as it lies there,
whether it opens to its end, and whether its lines are of the day that its name tells. Files whose name tells no day are
given as strays.
"""

import errno
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from auditor.facts.base import AnyParsed, Gap, Parsed
from auditor.facts.logs import LogDay, LogFault, StrayLogFile
from auditor.model.evidence import Place
from auditor.model.folders import folder_under, inside
from auditor.model.job import FileReference
from auditor.model.plugins import Source
from auditor.model.target import LogDeclaration
from auditor.model.terms import Completeness, Reason
from auditor.model.words import message
from auditor.parsers.local_gaps import listing_gap
from auditor.parsers.local_log_scan import Scanned, scan
from auditor.parsers.local_names import NamePattern, shown
from auditor.parsers.local_times import Timestamp

PROVIDES = (LogDay, StrayLogFile)

WORKERS = 2
"""Files read at a time."""

_STRAYS = 1000
"""Stray files that are named at most."""


def parse(source: Source) -> Iterable[AnyParsed]:
    """The log days and strays of every declared source."""
    days: list[LogDay] = []
    strays: list[StrayLogFile] = []
    gaps: list[Gap] = []
    for declared in source.target.logs:
        found = _read(source, declared)
        days += found.days
        strays += found.strays
        gaps += found.gaps
    gap = None
    if gaps:
        worst = gaps[0]
        completeness = Completeness.PARTIAL if days or strays else worst.completeness
        gap = Gap(completeness=completeness, reason=worst.reason, detail=worst.detail)
    return (
        Parsed(type=LogDay, facts=tuple(days), gap=gap),
        Parsed(type=StrayLogFile, facts=tuple(strays[:_STRAYS]), gap=gap),
    )


@dataclass(frozen=True, kw_only=True)
class _Found:
    days: tuple[LogDay, ...] = ()
    strays: tuple[StrayLogFile, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What every file of one source is read with."""

    source: Source
    declared: LogDeclaration
    origin: str
    folder: str
    pattern: NamePattern
    timestamp: Timestamp

    def day_of(self, file: FileReference) -> date | None:
        return self.pattern.day_of(inside(self.folder, file.path))

    def path(self, file: FileReference) -> str:
        return shown(inside(self.folder, file.path))

    def fact(self, file: FileReference, day: date, scanned: Scanned | None, *faults: LogFault) -> LogDay:
        """The fact of a file that was read, or of one that could not be (no digest then)."""
        path = self.path(file)
        place = Place(origin=self.origin, where=path)
        if scanned is None:
            return LogDay(
                place=place, source=self.declared.source, path=path, day=day, size=file.size, digest="", faults=faults
            )
        return LogDay(
            place=place,
            source=self.declared.source,
            path=path,
            day=day,
            size=scanned.size,
            digest=scanned.digest,
            entries=scanned.entries,
            first=scanned.first,
            last=scanned.last,
            zero_record=scanned.zero_record,
            faults=scanned.faults,
            other_days=scanned.other_days,
        )


def _read(source: Source, declared: LogDeclaration) -> _Found:
    command = f"logs/{declared.source}"
    capture = source.capture(command)
    gap = listing_gap(capture, declared.folder)
    if gap is not None and gap.completeness is Completeness.ABSENT:
        return _Found(gaps=(gap,))
    endpoint = source.target.endpoints.get(source.transport)
    try:
        reading = _Reading(
            source=source,
            declared=declared,
            origin=source.origin(command),
            folder=folder_under(endpoint.path if endpoint else "", declared.folder),
            pattern=NamePattern.compile(declared.name),
            timestamp=Timestamp.compile(declared.timestamp),
        )
        "".encode(declared.encoding)
    except (ValueError, LookupError):
        said = message("local.bad_declaration", source=declared.source)
        return _Found(gaps=(Gap(completeness=Completeness.ABSENT, reason=Reason.NO_CRITERION, detail=said),))
    gaps = [gap] if gap is not None else []
    dated: list[tuple[FileReference, date]] = []
    strays: list[StrayLogFile] = []
    for file in capture.files:
        day = reading.day_of(file)
        if file.kind == "unreadable":
            continue  # the listing's gap says so
        if day is not None:
            dated.append((file, day))
        elif len(strays) < _STRAYS:
            place = Place(origin=reading.origin, where=reading.path(file))
            strays.append(StrayLogFile(place=place, source=declared.source, path=reading.path(file)))
    days: list[LogDay] = []
    for outcome in _all_read(reading, dated):
        if isinstance(outcome, LogDay):
            days.append(outcome)
        elif outcome not in gaps:
            gaps.append(outcome)
    return _Found(days=tuple(days), strays=tuple(strays), gaps=tuple(gaps))


def _all_read(reading: _Reading, dated: list[tuple[FileReference, date]]) -> Iterator[LogDay | Gap]:
    with ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="local-logs") as pool:
        yield from pool.map(lambda one: _read_one(reading, *one), dated)


def _read_one(reading: _Reading, file: FileReference, day: date) -> LogDay | Gap:
    if file.kind != "file":
        return reading.fact(file, day, None, LogFault.NOT_A_FILE)
    try:
        scanned = scan(
            reading.source.read_file(file),
            name=file.path,
            day=day,
            declared=reading.declared,
            timestamp=reading.timestamp,
        )
    except FileNotFoundError:
        return _gap(reading, Reason.PARTIAL_COVERAGE, "local.vanished")
    except TimeoutError:
        return _gap(reading, Reason.TIMEOUT, "local.read_hung")
    except OSError as error:
        # EIO is what a broken medium says (read(2)); anything else is a matter of rights or of the mount.
        fault = LogFault.CORRUPT if error.errno == errno.EIO else LogFault.UNREADABLE
        return reading.fact(file, day, None, fault)
    return reading.fact(file, day, scanned)


def _gap(reading: _Reading, reason: Reason, code: str) -> Gap:
    said = message(code, folder=reading.declared.folder)
    return Gap(completeness=Completeness.PARTIAL, reason=reason, detail=said)
