"""Camera recordings in a folder: what is kept of each camera, the oldest of it, and what the recorder is set to.

Nothing is opened: names and times of writing tell the age. Leftovers are given to the camera that their path names, and
to every camera of the recorder when it names none, so that none is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from auditor.facts.base import AnyParsed, Gap, Parsed
from auditor.facts.recordings import RecordingHoldings, RecordingSpan, RetentionSetting, bears_picture_suffix
from auditor.model.evidence import Place
from auditor.model.folders import folder_under, inside
from auditor.model.job import Capture, FileReference
from auditor.model.plugins import Source
from auditor.model.subject import SubjectRef
from auditor.model.target import CameraDeclaration
from auditor.model.terms import Completeness, Reason, SubjectKind
from auditor.model.words import message
from auditor.parsers.local_gaps import listing_gap
from auditor.parsers.local_holdings import Holdings
from auditor.parsers.local_leftovers import Owners
from auditor.parsers.local_names import NamePattern, day_in, shown
from auditor.parsers.local_retention_file import settings

PROVIDES = (RecordingHoldings, RecordingSpan, RetentionSetting)

_NOTHING = frozenset({"other", "unreadable"})
"""Pipes and devices hold no pictures; what could not be read is the listing's gap."""


def parse(source: Source) -> Iterable[AnyParsed]:
    """Holdings, oldest spans and retention setting of every declared camera."""
    cameras = source.target.cameras
    cabinets = {camera.camera: _own(source, camera) for camera in cameras}
    _add_leftovers(source, cabinets)
    command = "settings/retention"
    declared = source.captures.get(command)
    kept = settings(declared, source.origin(command), cameras)
    for camera in cameras:
        yield from cabinets[camera.camera].parsed()
        yield replace(kept[camera.camera], subject=SubjectRef(SubjectKind.CAMERA, camera.camera))


@dataclass(kw_only=True)
class _Cabinet:
    """What belongs to one camera, and what of it could not be seen."""

    holdings: Holdings
    origins: list[str]
    listed_at: datetime
    gaps: list[Gap]

    def parsed(self) -> Iterable[AnyParsed]:
        subject = SubjectRef(SubjectKind.CAMERA, self.holdings.camera)
        origins = tuple(self.origins)
        place = Place(origin=origins[0])
        gap = None
        if self.gaps:
            completeness = Completeness.PARTIAL if self.holdings.count else Completeness.ABSENT
            gap = Gap(completeness=completeness, reason=self.gaps[0].reason, detail=self.gaps[0].detail)
        counted = () if gap and gap.completeness is Completeness.ABSENT else (self._counted(place),)
        yield Parsed(type=RecordingHoldings, facts=counted, gap=gap, subject=subject, origins=origins)
        yield Parsed(type=RecordingSpan, facts=self.holdings.spans, gap=gap, subject=subject, origins=origins)

    def _counted(self, place: Place) -> RecordingHoldings:
        return self.holdings.fact(place, self.listed_at)

    def miss(self, gap: Gap | None) -> None:
        if gap is not None and gap not in self.gaps:
            self.gaps.append(gap)


def _own(source: Source, camera: CameraDeclaration) -> _Cabinet:
    """What lies in the camera's own folder."""
    command = f"recordings/{camera.camera}"
    capture = source.capture(command)
    origin = source.origin(command)
    cabinet = _Cabinet(
        holdings=Holdings(camera=camera.camera),
        origins=[origin],
        listed_at=capture.taken_at or source.started,
        gaps=[],
    )
    cabinet.miss(listing_gap(capture, camera.folder))
    folder = _folder(source, camera.folder)
    pattern = _pattern(camera)
    neighbours = _neighbours(source, camera)
    for file in capture.files:
        if file.kind in _NOTHING:
            continue
        if file.kind == "symlink":
            cabinet.miss(_link_gap(file, camera.folder))
            continue
        path = inside(folder, file.path)
        start = pattern.time_of(path) if pattern else None
        if start is None and any(other.time_of(path) for other in neighbours):
            continue  # another camera that records into the same folder
        named = start is not None
        if start is None and bears_picture_suffix(path):
            start = _told(path, file)  # a copy: its time of writing alone would make it young
        cabinet.holdings.add(_span(camera.camera, origin, file, start, leftover=False), named=named)
    return cabinet


def _add_leftovers(source: Source, cabinets: dict[str, _Cabinet]) -> None:
    owners = Owners(source.target.cameras)
    patterns = {camera.camera: _pattern(camera) for camera in source.target.cameras}
    folders = {camera.camera: _folder(source, camera.folder) for camera in source.target.cameras}
    listed: list[str] = []
    for folder in source.target.leftover_folders:
        command = f"leftovers/{folder}"
        origin = source.origin(command)
        capture = source.capture(command)
        for cabinet in cabinets.values():
            cabinet.origins.append(origin)
            cabinet.miss(_leftover_gap(capture, folder))
        for file in capture.files:
            if file.kind in _NOTHING or any(_lies_in(file, earlier) for earlier in listed):
                continue
            named = owners.of(file.path) & cabinets.keys()
            chosen = named or frozenset(cabinets)
            for camera in sorted(chosen):
                if file.kind == "symlink":
                    cabinets[camera].miss(_link_gap(file, folder))
                    continue
                if _lies_in(file, folders[camera]):
                    continue  # counted with the camera's own folder
                pattern = patterns[camera]
                start = (pattern.time_of(file.path) if pattern else None) or _told(file.path, file)
                span = _span(camera, origin, file, start, leftover=True)
                cabinets[camera].holdings.add(replace(span, shared=not named and len(cabinets) > 1), named=False)
        listed.append(_folder(source, folder))


def _span(camera: str, origin: str, file: FileReference, start: datetime | None, *, leftover: bool) -> RecordingSpan:
    path = shown(file.path)
    return RecordingSpan(
        place=Place(origin=origin, where=path),
        camera=camera,
        path=path,
        start=start,
        modified=file.modified,
        size=file.size,
        leftover=leftover,
    )


def _told(path: str, file: FileReference) -> datetime | None:
    """What any name in a path tells of when it was recorded.

    A name that tells no more than the day on which the file was written is no better than the time of writing.
    """
    found = day_in(path)
    if found is not None and found <= file.modified < found + timedelta(days=1):
        return file.modified if found.time() == time() else found
    return found


def _leftover_gap(capture: Capture, folder: str) -> Gap | None:
    gap = listing_gap(capture, folder)
    return None if gap is None else Gap(completeness=Completeness.PARTIAL, reason=gap.reason, detail=gap.detail)


def _link_gap(file: FileReference, folder: str) -> Gap | None:
    """A link to somewhere else may show recordings that nobody looked at."""
    if file.leads in ("inside", "nowhere"):
        return None
    said = message("local.link_outside", folder=folder)
    return Gap(completeness=Completeness.PARTIAL, reason=Reason.PARTIAL_COVERAGE, detail=said)


def _folder(source: Source, folder: str) -> str:
    endpoint = source.target.endpoints.get(source.transport)
    return folder_under(endpoint.path if endpoint else "", folder)


def _lies_in(file: FileReference, folder: str) -> bool:
    return not folder or file.path.startswith(folder + "/")


def _neighbours(source: Source, camera: CameraDeclaration) -> list[NamePattern]:
    """The names of other cameras in the very same folder."""
    others = (c for c in source.target.cameras if c is not camera)
    folder = _folder(source, camera.folder)
    found = (_pattern(other) for other in others if _folder(source, other.folder) == folder)
    return [pattern for pattern in found if pattern is not None and pattern.text != camera.name]


def _pattern(camera: CameraDeclaration) -> NamePattern | None:
    """None when the declared names tell no day: then every recording goes by its time of writing."""
    try:
        return NamePattern.compile(camera.name)
    except ValueError:
        return None
