"""How findings went over the nights, on a terminal: rows as lists of stretches, and the nights in numbers."""

from collections.abc import Sequence

from auditor.model.course import Course, RowCourse, Stretch
from auditor.model.result import SubjectInfo
from auditor.model.terms import FindingClass, State
from auditor.model.trend import TrendPoint
from auditor.reporters import reading
from auditor.reporters.screen import STYLES, Piece, Screen


def show_course(screen: Screen, course: Course) -> None:
    """How rows or findings went, newest stretch first; rows that passed throughout are only counted."""
    screen.line((screen.phrases.label("course_lead", count=course.nights), "bold"))
    steady = [row for row in course.rows if _steady(row)] if len(course.rows) > 1 else []
    last = ""
    for row in course.rows:
        if row in steady:
            continue
        if row.key.control != last:
            last = row.key.control
            _control(screen, course, row)
        _subject(screen, course, row)
        if row.key.item:
            screen.line((screen.phrases.label("course_finding", item=row.key.item), "bold"), indent=4)
        _stretches(screen, row)
        for finding in row.findings:
            name = finding.key.item
            words = screen.phrases.label("course_finding", item=name) if name else screen.phrases.label("course_whole")
            screen.gap()
            screen.line((words, "bold"), indent=4)
            _stretches(screen, finding)
    if steady:
        screen.gap()
        screen.line(screen.phrases.label("course_steady", count=len(steady)))


def show_trend(screen: Screen, points: Sequence[TrendPoint]) -> None:
    """A line a night."""
    phrases = screen.phrases
    packs = sorted({pack for point in points for pack in point.by_pack})
    header = [
        phrases.label("trend_day"),
        phrases.label("trend_night"),
        f"{phrases.label('trend_judged')}/{phrases.label('trend_applicable')}",
        phrases.label("trend_rate"),
        *(phrases.labels[f"sign_{c.value}"] for c in FindingClass),
        phrases.label("trend_waived"),
        phrases.label("trend_open"),
        *packs,
    ]
    rows = [header, *(_night(screen, point, packs) for point in points)]
    screen.columns(rows, right=frozenset(range(2, len(header))))
    screen.gap()
    legend = (f"{phrases.labels[f'sign_{c.value}']} {phrases.term(c.value)}" for c in FindingClass)
    screen.line(phrases.label("trend_legend", classes="  ".join(legend)))


def _night(screen: Screen, point: TrendPoint, packs: Sequence[str]) -> list[str]:
    coverage = point.coverage
    return [
        screen.phrases.label("day", day=point.as_of.isoformat()),
        point.run,
        f"{coverage.judged:,}/{coverage.applicable:,}",
        screen.phrases.label("percent", percent=reading.percent(coverage.judged, coverage.applicable)),
        *(f"{point.by_class.get(c, 0):,}" for c in FindingClass),
        f"{point.waived:,}",
        f"{coverage.open:,}",
        *(f"{point.by_pack.get(pack, 0):,}" for pack in packs),
    ]


def _control(screen: Screen, course: Course, row: RowCourse) -> None:
    control = course.controls.get(row.key.control)
    screen.gap()
    if control is None:
        screen.line((row.key.control, "bold"))
        return
    mark = f"  [{screen.phrases.labels['legacy']}]" if control.legacy else ""
    screen.line((screen.phrases.words(control.title), "bold"), f"  {control.id}{mark}")


def _subject(screen: Screen, course: Course, row: RowCourse) -> None:
    ref = row.key.ref
    info = course.subjects.get(ref) or SubjectInfo(ref=ref, title=ref.id)
    screen.line((info.title, "bold"), f" ({ref.id}{' · ' if info.owner else ''}{info.owner})", indent=2)


def _stretches(screen: Screen, row: RowCourse) -> None:
    for stretch in reversed(row.stretches):
        screen.line(*_stretch(screen, stretch, finding=bool(row.key.item)), indent=4)
        if stretch.summary is not None and stretch.state is not None:
            screen.line(screen.phrases.say(stretch.summary), indent=7)


def _stretch(screen: Screen, stretch: Stretch, *, finding: bool) -> list[Piece]:
    phrases = screen.phrases
    first, last = stretch.first_as_of.isoformat(), stretch.last_as_of.isoformat()
    if stretch.nights > 1:
        when = phrases.label("course_nights", first=first, last=last, count=stretch.nights)
    else:
        when = phrases.label("course_night", first=first)
    state = "notselected" if stretch.state is None else stretch.state.value
    style = STYLES.get(state, "")
    shown = f"{phrases.sign(state)} {phrases.course_state(stretch, finding=finding)}"
    pieces: list[Piece] = [f"{when}  ", (shown, style)]
    if stretch.reason is not None and stretch.state is not None:
        pieces.append(f" — {phrases.term(stretch.reason.value)}")
    if stretch.finding_class is not None:
        name = stretch.finding_class.value
        pieces.append(f"  {phrases.labels[f'sign_{name}']} {phrases.term(name)}")
    for note, given in ((phrases.labels["waiver"], stretch.waived), (phrases.labels["revised"], stretch.revised)):
        pieces.append(f"  [{note}]" if given else "")
    return pieces


def _steady(row: RowCourse) -> bool:
    return not row.key.item and {stretch.state for stretch in row.stretches} == {State.PASS}
