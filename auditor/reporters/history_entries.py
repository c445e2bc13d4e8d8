"""Changes, trend, courses and seals as JSON has them."""

from collections.abc import Iterable

import msgspec

from auditor.messages.rendering import in_both
from auditor.model.changes import Change, Changes
from auditor.model.course import Course, RowCourse, Stretch
from auditor.model.result import ControlInfo, SubjectInfo, Words
from auditor.model.sealing import SealNote
from auditor.model.subject import SubjectRef
from auditor.model.trend import TrendPoint
from auditor.reporters.visible import writable


class SubjectEntry(msgspec.Struct, kw_only=True, frozen=True):
    """What a row is about."""

    kind: str
    id: str


class ChangeEntry(msgspec.Struct, kw_only=True, frozen=True, rename={"finding_class": "class"}):
    """One change."""

    kind: str
    control: str
    subject: SubjectEntry
    item: str
    finding_class: str
    before: str | None
    now: str | None
    reason: str | None
    summary: dict[str, str] | None
    waived: bool
    since: str | None
    due: str | None
    revised: bool
    title: dict[str, str] | None
    subject_title: str
    owner: str


class ChangesEntry(msgspec.Struct, kw_only=True, frozen=True):
    """What changed from one run to another."""

    before: str | None
    before_as_of: str | None
    after: str
    after_as_of: str
    entries: list[ChangeEntry]


class TrendEntry(msgspec.Struct, kw_only=True, frozen=True):
    """One night in numbers."""

    run: str
    as_of: str
    coverage: dict[str, int]
    by_class: dict[str, int]
    by_pack: dict[str, int]
    waived: int


class SealEntry(msgspec.Struct, kw_only=True, frozen=True):
    """The run's seal."""

    number: int
    digest: str
    key: str
    stamped: bool


class StretchEntry(msgspec.Struct, kw_only=True, frozen=True, rename={"finding_class": "class"}):
    """Nights in a row in which nothing changed."""

    first: str
    first_as_of: str
    last: str
    last_as_of: str
    nights: int
    state: str | None
    reason: str | None
    finding_class: str | None
    summary: dict[str, str] | None
    waived: bool
    revised: bool


class CourseEntry(msgspec.Struct, kw_only=True, frozen=True):
    """How one row or finding went."""

    control: str
    subject: SubjectEntry
    item: str
    title: dict[str, str] | None
    subject_title: str
    owner: str
    stretches: list[StretchEntry]
    findings: list["CourseEntry"]


class HistoryEntry(msgspec.Struct, kw_only=True, frozen=True):
    """How what was asked for went."""

    nights: int
    rows: list[CourseEntry]


def subject_entry(ref: SubjectRef) -> SubjectEntry:
    """A subject by kind and id."""
    return SubjectEntry(kind=ref.kind.value, id=ref.id)


def changes_entry(changes: Changes) -> ChangesEntry:
    """What changed."""
    return ChangesEntry(
        before=changes.before,
        before_as_of=changes.before_as_of.isoformat() if changes.before_as_of else None,
        after=changes.after,
        after_as_of=changes.after_as_of.isoformat(),
        entries=[_change(changes, change) for change in changes.entries],
    )


def trend_entries(points: Iterable[TrendPoint]) -> list[TrendEntry]:
    """The nights in numbers."""
    return [
        TrendEntry(
            run=point.run,
            as_of=point.as_of.isoformat(),
            coverage=msgspec.to_builtins(point.coverage),
            by_class={finding_class.value: count for finding_class, count in point.by_class.items()},
            by_pack=dict(point.by_pack),
            waived=point.waived,
        )
        for point in points
    ]


def seal_entry(seal: SealNote) -> SealEntry:
    """The seal."""
    return SealEntry(number=seal.number, digest=seal.digest, key=seal.key, stamped=seal.stamped)


def history_entry(course: Course) -> HistoryEntry:
    """How what was asked for went."""
    return HistoryEntry(nights=course.nights, rows=[_course(course, row) for row in course.rows])


def encoded(encoder: msgspec.json.Encoder, value: object) -> bytes:
    """A value as JSON, also where it holds a file name that is no UTF-8, as the system hands it over."""
    try:
        return encoder.encode(value)
    except UnicodeEncodeError:
        return encoder.encode(_writable(msgspec.to_builtins(value)))


def _change(changes: Changes, change: Change) -> ChangeEntry:
    ref = change.key.ref
    control, subject = changes.controls.get(change.key.control), changes.subjects.get(ref)
    return ChangeEntry(
        kind=change.kind.value,
        control=change.key.control,
        subject=subject_entry(ref),
        item=change.key.item,
        finding_class=change.finding_class.value,
        before=change.before.value if change.before else None,
        now=change.now.value if change.now else None,
        reason=change.reason.value if change.reason else None,
        summary=in_both(change.summary) if change.summary else None,
        waived=change.waived,
        since=change.since.isoformat() if change.since else None,
        due=change.due.isoformat() if change.due else None,
        revised=change.revised,
        title=_title(control),
        subject_title=subject.title if subject else ref.id,
        owner=subject.owner if subject else "",
    )


def _course(course: Course, row: RowCourse) -> CourseEntry:
    ref = row.key.ref
    subject = course.subjects.get(ref) or SubjectInfo(ref=ref, title=ref.id)
    return CourseEntry(
        control=row.key.control,
        subject=subject_entry(ref),
        item=row.key.item,
        title=_title(course.controls.get(row.key.control)),
        subject_title=subject.title,
        owner=subject.owner,
        stretches=[_stretch(stretch) for stretch in row.stretches],
        findings=[_course(course, finding) for finding in row.findings],
    )


def _stretch(stretch: Stretch) -> StretchEntry:
    return StretchEntry(
        first=stretch.first,
        first_as_of=stretch.first_as_of.isoformat(),
        last=stretch.last,
        last_as_of=stretch.last_as_of.isoformat(),
        nights=stretch.nights,
        state=stretch.state.value if stretch.state else None,
        reason=stretch.reason.value if stretch.reason else None,
        finding_class=stretch.finding_class.value if stretch.finding_class else None,
        summary=in_both(stretch.summary) if stretch.summary else None,
        waived=stretch.waived,
        revised=stretch.revised,
    )


def _title(control: ControlInfo | None) -> dict[str, str] | None:
    return both(control.title) if control else None


def both(words: Words) -> dict[str, str]:
    """A text of the policy files in both languages."""
    return {"ja": words.ja, "en": words.en}


def _writable(value: object) -> object:
    match value:
        case str():
            return writable(value)
        case dict():
            return {writable(str(key)): _writable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_writable(inner) for inner in value]
        case _:
            return value
