"""The sections of the HTML page: what stands in each, in order, over the views of single rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model.background import Background
from auditor.model.result import Assessment, ControlInfo, Result, TargetOutcome
from auditor.model.terms import OPEN_STATES, FindingClass, State
from auditor.reporters import NO_BACKGROUND, reading
from auditor.reporters.page_view import (
    PASSES_SHOWN,
    BriefView,
    RowView,
    StateView,
    Views,
    class_view,
    elsewhere,
)
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import visible

SUBJECTS_NAMED = 20
"""Subjects named in a line of the table by section."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """Findings of one control: what the clause asks, and each subject that breaks it."""

    anchor: str
    finding_class: StateView
    id: str
    title: str
    clause: str
    instrument: str
    authority: str
    legal_basis: str
    requirement: str
    why: tuple[str, ...]
    remediation: str
    legacy: bool
    legacy_note: str
    results: tuple[Result, ...]
    views: Views

    @property
    def rows(self) -> Iterator[RowView]:
        """Its subjects, worded as the page reaches them."""
        return self.views.full(self.results)


@dataclass(frozen=True, kw_only=True)
class CardClass:
    """The findings of one class."""

    finding_class: StateView
    count: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class WorstLine:
    """A grave finding in one sentence, for the first page."""

    anchor: str
    finding_class: StateView
    title: str
    clause: str
    subject: str
    text: str
    more: int
    legacy: bool


@dataclass(frozen=True, kw_only=True)
class OwnerLine:
    """What a section has to do about one control."""

    anchor: str
    finding_class: StateView
    control: str
    title: str
    subjects: tuple[str, ...]
    more: int
    count: int


@dataclass(frozen=True, kw_only=True)
class BriefSection:
    """Rows on a line each."""

    count: int
    results: tuple[Result, ...]
    views: Views

    @property
    def rows(self) -> Iterator[BriefView]:
        """Its rows, worded as the page reaches them."""
        return self.views.brief(self.results)


@dataclass(frozen=True, kw_only=True)
class OpenSection(BriefSection):
    """Open rows of one reason, and what brings an answer."""

    state: StateView
    reason: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class PassSection(BriefSection):
    """Satisfied rows of one control."""

    control: str
    title: str
    clause: str
    more: str


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """How reading one target went."""

    title: str
    id: str
    state: StateView
    reason: str
    seconds: str
    commands: int


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """A control with its numbers of rows."""

    id: str
    title: str
    clause: str
    instrument: str
    authority: str
    method: str
    passed: int
    failed: int
    open: int


class Sections:
    """The sections of one page. Anchors of findings are numbered, so that no identifier gets into an attribute."""

    def __init__(self, assessment: Assessment, phrases: Phrases, background: Background = NO_BACKGROUND) -> None:
        self._assessment = assessment
        self._phrases = phrases
        self._views = Views(assessment, phrases, background)
        self._groups = reading.findings(assessment)
        pairs = [(g.finding_class, c.control.id) for g in self._groups for c in g.groups]
        self._anchors = {pair: f"f{number}" for number, pair in enumerate(pairs, start=1)}

    @property
    def found(self) -> int:
        """Number of findings, those that ask the same counted once."""
        return sum(group.count for group in self._groups)

    def anchor(self, finding_class: FindingClass, control: str) -> str:
        """Where the findings of a class and control stand; empty where there are none."""
        return self._anchors.get((finding_class, control), "")

    def classes(self) -> tuple[CardClass, ...]:
        """The findings, gravest class first."""
        return tuple(
            CardClass(
                finding_class=class_view(group.finding_class, self._phrases),
                count=group.count,
                cards=tuple(self._card(group.finding_class, control_group) for control_group in group.groups),
            )
            for group in self._groups
        )

    def worst(self) -> tuple[WorstLine, ...]:
        """The gravest findings, a sentence each."""
        lines = []
        for group in reading.worst(self._assessment):
            first = group.results[0]
            lines.append(
                WorstLine(
                    anchor=self._anchors[first.finding_class, first.control],
                    finding_class=class_view(first.finding_class, self._phrases),
                    title=self._phrases.words(group.control.title),
                    clause=self._clause(group.control),
                    subject=self._views.subject(first).title,
                    text=self._phrases.say(first.summary, first.measured),
                    more=len(group.results) - 1,
                    legacy=group.control.legacy,
                )
            )
        return tuple(lines)

    def owners(self) -> tuple[tuple[str, tuple[OwnerLine, ...]], ...]:
        """Each section with its findings."""
        return tuple(
            (
                visible(group.owner) or self._phrases.labels["no_owner"],
                tuple(
                    self._owner_line(graded.finding_class, control_group)
                    for graded in group.classes
                    for control_group in graded.groups
                ),
            )
            for group in reading.owners(self._assessment)
        )

    def open(self) -> tuple[OpenSection, ...]:
        """The open questions by reason."""
        sections = []
        for group in reading.open_questions(self._assessment):
            reason = group.reason.value if group.reason else group.state.value
            sections.append(
                OpenSection(
                    state=self._views.state(group.state.value),
                    reason=self._phrases.term(reason),
                    advice=self._phrases.advice(f"do_{reason}"),
                    count=len(group.results),
                    results=group.results,
                    views=self._views,
                )
            )
        return tuple(sections)

    def remarks(self) -> tuple[BriefView, ...]:
        """What is worth saying though nothing is broken."""
        return tuple(self._views.remarks())

    def passes(self) -> tuple[PassSection, ...]:
        """The satisfied rows by control."""
        passed = [r for r in self._assessment.results if r.state is State.PASS]
        return tuple(
            PassSection(
                control=visible(group.control.id),
                title=self._phrases.words(group.control.title),
                clause=self._clause(group.control),
                count=len(group.results),
                more=self._phrases.label("passes_more", count=more, files=elsewhere(self._phrases))
                if (more := len(group.results) - PASSES_SHOWN) > 0
                else "",
                results=group.results[:PASSES_SHOWN],
                views=self._views,
            )
            for group in reading.by_control(self._assessment, passed)
        )

    def targets(self) -> Iterator[TargetLine]:
        """The targets, those not reached first."""
        for outcome in sorted(self._assessment.targets, key=lambda t: (t.reached, t.reason is None)):
            yield TargetLine(
                title=visible(outcome.title),
                id=visible(outcome.target),
                state=self._reading_state(outcome),
                reason=self._phrases.term(outcome.reason.value) if outcome.reason else "",
                seconds=f"{outcome.seconds:.1f}",
                commands=outcome.commands,
            )

    def controls(self) -> Iterator[ControlLine]:
        """The controls with their numbers of rows."""
        counts: dict[str, dict[State, int]] = {}
        for result in self._assessment.results:
            states = counts.setdefault(result.control, {})
            states[result.state] = states.get(result.state, 0) + 1
        for control in self._assessment.controls.values():
            states = counts.get(control.id, {})
            yield ControlLine(
                id=visible(control.id),
                title=self._phrases.words(control.title),
                clause=visible(control.clause),
                instrument=self._phrases.words(control.document),
                authority=self._authority(control),
                method=self._phrases.term(control.method.value),
                passed=states.get(State.PASS, 0),
                failed=states.get(State.FAIL, 0),
                open=sum(states.get(state, 0) for state in OPEN_STATES),
            )

    def _card(self, finding_class: FindingClass, group: reading.ControlGroup) -> Card:
        control = group.control
        return Card(
            anchor=self._anchors[finding_class, control.id],
            finding_class=class_view(finding_class, self._phrases),
            id=visible(control.id),
            title=self._phrases.words(control.title),
            clause=visible(control.clause),
            instrument=self._phrases.words(control.document),
            authority=self._authority(control),
            legal_basis=self._phrases.words(control.legal_basis),
            requirement=self._phrases.words(control.requirement),
            why=self._why(group.results),
            remediation=self._phrases.words(control.remediation),
            legacy=control.legacy,
            legacy_note=self._legacy_note(control),
            results=group.results,
            views=self._views,
        )

    def _why(self, results: tuple[Result, ...]) -> tuple[str, ...]:
        reasons = dict.fromkeys(r.reason for r in results if r.reason)
        for result in results:
            reasons |= dict.fromkeys(p.reason for p in result.parts if p.state is State.FAIL and p.reason)
        return tuple(text for reason in reasons if (text := self._phrases.advice(f"why_{reason.value}")))

    def _owner_line(self, finding_class: FindingClass, group: reading.ControlGroup) -> OwnerLine:
        return OwnerLine(
            anchor=self._anchors[finding_class, group.control.id],
            finding_class=class_view(finding_class, self._phrases),
            control=visible(group.control.id),
            title=self._phrases.words(group.control.title),
            subjects=tuple(self._views.subject(r).title for r in group.results[:SUBJECTS_NAMED]),
            more=max(0, len(group.results) - SUBJECTS_NAMED),
            count=len(group.results),
        )

    def _clause(self, control: ControlInfo) -> str:
        return f"{self._phrases.words(control.document)} {visible(control.clause)}"

    def _authority(self, control: ControlInfo) -> str:
        return self._phrases.labels["legacy"] if control.legacy else self._phrases.term(control.authority)

    def _legacy_note(self, control: ControlInfo) -> str:
        if not (control.legacy and control.maps_to):
            return ""
        named = (self._assessment.controls.get(name) for name in control.maps_to)
        shown = (
            f"{name} {self._phrases.words(live.document)} {live.clause}" if live else name
            for name, live in zip(control.maps_to, named, strict=True)
        )
        return self._phrases.label("legacy_maps_to", controls=tuple(shown))

    def _reading_state(self, outcome: TargetOutcome) -> StateView:
        if not outcome.reached:
            return StateView(
                css="error", sign=self._phrases.labels["sign_open"], word=self._phrases.labels["not_reached"]
            )
        name = "reached_partly" if outcome.reason else "reached"
        return StateView(
            css="unknown" if outcome.reason else "pass",
            sign=self._phrases.labels["sign_partial_fail" if outcome.reason else "sign_pass"],
            word=self._phrases.labels[name],
        )
