"""What the page says beside the night itself: what changed, how it went, since when findings stand, the seal."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from auditor.model.background import Background
from auditor.model.changes import TOLD, Change, ChangeKind, Changes
from auditor.model.result import RunInfo
from auditor.model.terms import FindingClass
from auditor.reporters.changes_view import ChangeWords, ControlChanges, KindChanges, by_kind, subject_of
from auditor.reporters.page_view import StateView, SubjectView, class_view, subject_view
from auditor.reporters.phrases import Phrases
from auditor.reporters.trend_view import TrendView, trend_view
from auditor.reporters.visible import visible

CHANGES_SHOWN = 60
"""Changes of one kind on the page; results.json holds all."""

Anchor = Callable[[FindingClass, str], str]
"""Where the findings of a class and control stand on the page; empty where there are none."""


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change."""

    finding_class: StateView | None
    """None for a change of a row that is no finding."""
    subject: SubjectView
    text: str
    move: str
    time: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """Changes of one kind under one control."""

    anchor: str
    id: str
    title: str
    clause: str
    legacy: bool
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeSection:
    """Changes of one kind."""

    css: str
    sign: str
    name: str
    count: int
    groups: tuple[ChangeGroup, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class ChangesPart:
    """What changed since the night before."""

    first: bool
    """Whether there is no night before."""
    heading: str
    lead: str
    count: int
    counted: str
    """The kinds that people are told of with their numbers, in one line."""
    kinds: tuple[ChangeSection, ...]
    others: str


class Past:
    """The parts of one page that its background gives; empty where there is none."""

    def __init__(self, background: Background, phrases: Phrases, anchor: Anchor, run: RunInfo) -> None:
        self._phrases = phrases
        self._words = ChangeWords(phrases)
        self._anchor = anchor
        self._background = background
        self._heading = self._words.heading(run)

    @cached_property
    def changes(self) -> ChangesPart | None:
        """What changed."""
        found = self._background.changes
        if found is None:
            return None
        if found.before is None or found.before_as_of is None:
            lead = self._phrases.labels["changes_first"]
            return ChangesPart(first=True, heading=self._heading, lead=lead, count=0, counted="", kinds=(), others="")
        others = tuple(self._words.count(kind) for kind in by_kind(found) if kind.kind not in TOLD)
        return ChangesPart(
            first=False,
            heading=self._heading,
            lead=self._phrases.label("changes_lead", before=found.before_as_of.isoformat(), run=found.before),
            count=len(found.entries),
            counted=self._words.counted(found, TOLD),
            kinds=tuple(self._section(found, kind) for kind in by_kind(found, TOLD)),
            others=self._phrases.label("changes_others", kinds=others) if others else "",
        )

    @cached_property
    def trend(self) -> TrendView | None:
        """The picture; there is none of a single night."""
        points = self._background.trend
        return trend_view(points, self._phrases) if len(points) > 1 else None

    @property
    def trend_lead(self) -> str:
        """What the picture shows."""
        points = self._background.trend
        return self._phrases.label(
            "trend_lead",
            first=points[0].as_of.isoformat(),
            last=points[-1].as_of.isoformat(),
            count=len(points),
        )

    @property
    def seal(self) -> tuple[str, ...]:
        """The seal in words."""
        return self._phrases.seal(self._background.seal) if self._background.seal else ()

    @property
    def dated(self) -> bool:
        """Whether findings have due dates."""
        return any(age.due for age in self._background.ages.values())

    def _section(self, changes: Changes, kind: KindChanges) -> ChangeSection:
        groups, more = kind.first(CHANGES_SHOWN)
        return ChangeSection(
            css=kind.kind.value,
            sign=self._words.sign(kind.kind),
            name=self._words.kind(kind.kind),
            count=kind.count,
            groups=tuple(self._group(changes, kind.kind, group) for group in groups),
            more=self._phrases.label("changes_more", count=more) if more else "",
        )

    def _group(self, changes: Changes, kind: ChangeKind, group: ControlChanges) -> ChangeGroup:
        control = group.control
        return ChangeGroup(
            anchor=self._anchor(group.finding_class, group.id),
            id=visible(group.id),
            title=self._phrases.words(control.title) if control else visible(group.id),
            clause=f"{self._phrases.words(control.document)} {visible(control.clause)}" if control else "",
            legacy=control is not None and control.legacy,
            lines=tuple(self._line(changes, change) for change in group.entries),
        )

    def _line(self, changes: Changes, change: Change) -> ChangeLine:
        return ChangeLine(
            finding_class=class_view(change.finding_class, self._phrases) if change.since else None,
            subject=subject_view(subject_of(changes, change), self._phrases),
            text=self._words.text(change),
            move=self._words.move(change),
            time=self._words.time(change, changes.after_as_of),
            notes=self._words.notes(change),
        )
