"""The assessment in the pieces that the HTML templates lay out: plain strings, worded and inert.

Groups are built once; rows are worded one at a time while the page streams out, so that a large audit needs little
memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model.background import Background, FindingAge
from auditor.model.evidence import ArtefactRef
from auditor.model.result import Assessment, ControlInfo, PartResult, Result, SubjectInfo, finding_items
from auditor.model.terms import FindingClass, State
from auditor.model.verdict import Item
from auditor.reporters import FORMATS, NO_BACKGROUND, reading
from auditor.reporters.changes_view import ChangeWords
from auditor.reporters.merging import merged
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import visible

ITEMS_SHOWN = 20
"""Items of one part on the page; results.json and the table hold all."""
PASSES_SHOWN = 200
"""Satisfied rows of one control on the page."""
DIGESTS_SHOWN = 3
"""Digests shown for a row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """A piece of evidence: the first twelve digits, and the whole for who asks."""

    short: str
    full: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StateView:
    """A state as colour (the class of the element), sign and word."""

    css: str
    sign: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectView:
    """What a row is about."""

    title: str
    id: str
    kind: str
    owner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """A violation, open item or remark."""

    state: StateView
    text: str
    places: tuple[tuple[str, str], ...]
    age: str = ""
    """Since when it stands and until when it is to be mended, where the row does not say so for all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartView:
    """One part of a row; the text is empty where the row's own summary says the same."""

    title: str
    state: StateView
    text: str
    items: tuple[ItemView, ...]
    more: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AlsoView:
    """Another control that asks the same of the same subject, and what it found."""

    control: str
    title: str
    clause: str
    legacy: bool
    text: str
    items: tuple[ItemView, ...]
    """Those that the row itself does not tell."""
    more: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RowView:
    """A row in full."""

    subject: SubjectView
    state: StateView
    reason: str
    text: str
    age: str
    """Since when its findings stand and until when they are to be mended, when that is the same for all."""
    parts: tuple[PartView, ...]
    waiver: str
    attestations: tuple[str, ...]
    """What people stated of its parts."""
    digests: tuple[Digest, ...]
    digests_more: str
    also: tuple[AlsoView, ...] = ()
    """Other clauses that the same finding breaks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefView:
    """A row on one line of a table."""

    subject: SubjectView
    control: str
    control_title: str
    text: str
    digests: tuple[Digest, ...]
    digests_more: str


def elsewhere(phrases: Phrases) -> tuple[str, ...]:
    """The files beside the page that hold every row and item."""
    return (FORMATS["json"].file_name(phrases.language), FORMATS["csv"].file_name(phrases.language))


def class_view(finding_class: FindingClass, phrases: Phrases) -> StateView:
    """A class of findings."""
    name = finding_class.value
    return StateView(css=name, sign=phrases.labels[f"sign_{name}"], word=phrases.term(name))


def subject_view(info: SubjectInfo, phrases: Phrases) -> SubjectView:
    """A subject."""
    return SubjectView(
        title=visible(info.title),
        id=visible(info.ref.id),
        kind=phrases.term(info.ref.kind.value),
        owner=visible(info.owner),
    )


class Views:
    """Makes the views of one assessment in one language."""

    def __init__(self, assessment: Assessment, phrases: Phrases, background: Background = NO_BACKGROUND) -> None:
        self._assessment = assessment
        self._phrases = phrases
        self._words = ChangeWords(phrases)
        self._background = background
        self._states: dict[str, StateView] = {}
        self._merged = merged(assessment)

    def state(self, name: str) -> StateView:
        """A state by its term's name."""
        found = self._states.get(name)
        if found is None:
            found = StateView(css=name, sign=self._phrases.sign(name), word=self._phrases.term(name))
            self._states[name] = found
        return found

    def subject(self, result: Result) -> SubjectView:
        """The row's subject."""
        return subject_view(reading.subject_of(self._assessment, result.subject), self._phrases)

    def full(self, results: Sequence[Result]) -> Iterator[RowView]:
        """Rows with their parts and items."""
        for result in results:
            control = self._assessment.controls[result.control]
            digests, more = self._digests(result.evidence)
            ages = reading.ages_of(self._background, result)
            common = len(set(ages.values())) == 1
            yield RowView(
                subject=self.subject(result),
                state=self.state(self._phrases.state_name(result)),
                reason=self._phrases.term(result.reason.value) if result.reason else "",
                text=self._phrases.say(result.summary, result.measured),
                age=self._age(next(iter(ages.values()))) if common else "",
                parts=tuple(self._part(control, result, part, {} if common else ages) for part in result.parts),
                waiver=self._phrases.waiver(result.waiver) if result.waiver else "",
                attestations=tuple(self._phrases.attestation(note) for note in result.attestations),
                digests=digests,
                digests_more=more,
                also=tuple(self._also(result, other) for other in self._merged.told_with(result)),
            )

    def _also(self, result: Result, other: Result) -> AlsoView:
        control = self._assessment.controls[other.control]
        told = {self._phrases.say(i.summary, i.measured) for i in result.items}
        fresh = [i for i in finding_items(other) if self._phrases.say(i.summary, i.measured) not in told]
        more = len(fresh) - ITEMS_SHOWN
        return AlsoView(
            control=visible(other.control),
            title=self._phrases.words(control.title),
            clause=f"{self._phrases.words(control.document)} {visible(control.clause)}",
            legacy=control.legacy,
            text=self._phrases.say(other.summary, other.measured),
            items=tuple(self._item(item, {}) for item in fresh[:ITEMS_SHOWN]),
            more=self._phrases.label("more_items", count=more, files=elsewhere(self._phrases)) if more > 0 else "",
        )

    def brief(self, results: Sequence[Result]) -> Iterator[BriefView]:
        """Rows with their summary only."""
        for result in results:
            digests, more = self._digests(result.evidence)
            yield BriefView(
                subject=self.subject(result),
                control=result.control,
                control_title=self._phrases.words(self._assessment.controls[result.control].title),
                text=self._phrases.say(result.summary, result.measured),
                digests=digests,
                digests_more=more,
            )

    def remarks(self) -> Iterator[BriefView]:
        """What is worth saying though nothing is broken: remarks in rows that did not fail."""
        for result in self._assessment.results:
            if result.state is State.INFORMATIONAL:
                yield from self.brief((result,))
            elif result.state is not State.FAIL:
                for item in result.items:
                    if item.state is State.INFORMATIONAL:
                        yield self._remark(result, item)

    def _remark(self, result: Result, item: Item) -> BriefView:
        return BriefView(
            subject=self.subject(result),
            control=result.control,
            control_title=self._phrases.words(self._assessment.controls[result.control].title),
            text=self._phrases.say(item.summary, item.measured),
            digests=(),
            digests_more="",
        )

    def _part(self, control: ControlInfo, result: Result, part: PartResult, ages: Mapping[str, FindingAge]) -> PartView:
        title = control.parts.get(part.id)
        more = len(part.items) - ITEMS_SHOWN
        same = part.summary == result.summary
        return PartView(
            title=self._phrases.words(title) if title else visible(part.id),
            state=self.state(part.state.value),
            text="" if same else self._phrases.say(part.summary, part.measured),
            items=tuple(self._item(item, ages) for item in part.items[:ITEMS_SHOWN]),
            more=self._phrases.label("more_items", count=more, files=elsewhere(self._phrases)) if more > 0 else "",
        )

    def _age(self, age: FindingAge | None) -> str:
        return "" if age is None else self._words.age(age.since, age.due, self._assessment.run.as_of)

    def _item(self, item: Item, ages: Mapping[str, FindingAge]) -> ItemView:
        return ItemView(
            state=self.state(item.state.value),
            text=self._phrases.say(item.summary, item.measured),
            places=tuple((visible(reading.where(place)), visible(place.excerpt)) for place in item.places),
            age=self._age(ages.get(item.key)) if item.state is State.FAIL else "",
        )

    def _digests(self, evidence: Sequence[ArtefactRef]) -> tuple[tuple[Digest, ...], str]:
        by_digest = {artefact.digest: artefact for artefact in evidence}
        shown = tuple(
            Digest(
                short=digest.removeprefix("sha256:")[:12], full=visible(f"{artefact.target} {artefact.origin} {digest}")
            )
            for digest, artefact in list(by_digest.items())[:DIGESTS_SHOWN]
        )
        more = len(by_digest) - DIGESTS_SHOWN
        return shown, self._phrases.label("evidence_more", count=more) if more > 0 else ""
