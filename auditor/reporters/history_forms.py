"""What `auditor diff` and `auditor history` print for machines and spreadsheets."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import msgspec

from auditor.model.changes import Changes
from auditor.model.course import Course, RowCourse, Stretch
from auditor.model.result import SubjectInfo
from auditor.model.terms import FindingClass
from auditor.model.trend import TrendPoint
from auditor.model.words import Language
from auditor.reporters.changes_view import ChangeWords, subject_of
from auditor.reporters.history_entries import changes_entry, encoded, history_entry, trend_entries
from auditor.reporters.phrases import Phrases
from auditor.reporters.spreadsheet import write_table

DIFF = "auditor-diff/1"
HISTORY = "auditor-history/1"
TREND = "auditor-trend/1"

_NAMED = ("control", "control_title", "subject_kind", "subject", "subject_title", "owner", "item")


def diff_json(changes: Changes, out: IO[bytes]) -> None:
    """What changed, both languages."""
    _write(out, DIFF, changes_entry(changes))


def history_json(course: Course, out: IO[bytes]) -> None:
    """How what was asked for went, both languages."""
    _write(out, HISTORY, history_entry(course))


def trend_json(points: Iterable[TrendPoint], out: IO[bytes]) -> None:
    """The nights in numbers."""
    _write(out, TREND, {"nights": trend_entries(points)})


def _write(out: IO[bytes], schema: str, value: object) -> None:
    whole = {"schema": schema, **msgspec.to_builtins(value)}
    out.write(encoded(msgspec.json.Encoder(), whole) + b"\n")


def diff_csv(changes: Changes, out: IO[bytes], language: Language) -> None:
    """A line a change."""
    phrases = Phrases(language)
    words = ChangeWords(phrases)
    names = ("change_kind", "class", *_NAMED, "change_before", "change_now", "reason", "seen", "since", "due", "waiver")

    def lines() -> Iterator[Sequence[str]]:
        for change in changes.entries:
            control = changes.controls.get(change.key.control)
            yield (
                words.kind(change.kind),
                phrases.term(change.finding_class.value),
                change.key.control,
                phrases.words(control.title) if control else "",
                *_subject(subject_of(changes, change), phrases),
                change.key.item,
                phrases.term(change.before.value) if change.before else "",
                phrases.term(change.now.value) if change.now else "",
                phrases.term(change.reason.value) if change.reason else "",
                phrases.say(change.summary) if change.summary else "",
                change.since.isoformat() if change.since else "",
                change.due.isoformat() if change.due else "",
                phrases.labels["waiver"] if change.waived else "",
            )

    _table(out, phrases, names, lines())


def history_csv(course: Course, out: IO[bytes], language: Language) -> None:
    """A line a stretch of nights; findings below their rows."""
    phrases = Phrases(language)
    names = (
        *_NAMED, "state", "reason", "course_class", "course_from", "course_to", "course_count", "course_first_run",
        "course_last_run", "seen", "waiver",
    )  # fmt: skip

    def lines() -> Iterator[Sequence[str]]:
        for row in course.rows:
            for found in (row, *row.findings):
                for stretch in found.stretches:
                    yield (*_row(course, found, phrases), *_stretch(found, stretch, phrases))

    _table(out, phrases, names, lines())


def trend_csv(points: Iterable[TrendPoint], out: IO[bytes], language: Language) -> None:
    """A line a night."""
    phrases = Phrases(language)
    nights = list(points)
    packs = sorted({pack for point in nights for pack in point.by_pack})
    coverage = ("applicable", "judged", "passed", "failed", "open")
    header = [phrases.labels["trend_night"], phrases.labels["trend_day"]]
    header += [phrases.labels[f"trend_{name}"] for name in coverage]
    header += [*map(phrases.term, FindingClass), phrases.labels["trend_waived"], *packs]

    def lines() -> Iterator[Sequence[str]]:
        for point in nights:
            numbers = [getattr(point.coverage, name) for name in coverage]
            numbers += [point.by_class.get(c, 0) for c in FindingClass]
            numbers += [point.waived, *(point.by_pack.get(pack, 0) for pack in packs)]
            yield (point.run, point.as_of.isoformat(), *map(str, numbers))

    write_table(out, header, lines(), phrases.labels["truncated_cell"])


def _table(out: IO[bytes], phrases: Phrases, names: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    write_table(out, [phrases.labels[name] for name in names], lines, phrases.labels["truncated_cell"])


def _row(course: Course, row: RowCourse, phrases: Phrases) -> tuple[str, ...]:
    control = course.controls.get(row.key.control)
    subject = course.subjects.get(row.key.ref) or SubjectInfo(ref=row.key.ref, title=row.key.ref.id)
    title = phrases.words(control.title) if control else ""
    return (row.key.control, title, *_subject(subject, phrases), row.key.item)


def _subject(info: SubjectInfo, phrases: Phrases) -> tuple[str, str, str, str]:
    return phrases.term(info.ref.kind.value), info.ref.id, info.title, info.owner


def _stretch(row: RowCourse, stretch: Stretch, phrases: Phrases) -> tuple[str, ...]:
    return (
        phrases.course_state(stretch, finding=bool(row.key.item)),
        phrases.term(stretch.reason.value) if stretch.reason else "",
        phrases.term(stretch.finding_class.value) if stretch.finding_class else "",
        stretch.first_as_of.isoformat(),
        stretch.last_as_of.isoformat(),
        str(stretch.nights),
        stretch.first,
        stretch.last,
        phrases.say(stretch.summary) if stretch.summary else "",
        phrases.labels["waiver"] if stretch.waived else "",
    )
