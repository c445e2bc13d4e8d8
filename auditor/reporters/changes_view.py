"""What changed, in the groups and words in which people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from auditor.model.changes import Change, ChangeKind, Changes
from auditor.model.result import ControlInfo, RunInfo, SubjectInfo
from auditor.model.terms import FindingClass, State
from auditor.reporters.phrases import Phrases

_ENDED = (ChangeKind.SOLVED, ChangeKind.GONE)
"""Kinds whose words are of what was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlChanges:
    """Changes of one kind and class under one control."""

    id: str
    control: ControlInfo | None
    finding_class: FindingClass
    entries: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KindChanges:
    """Changes of one kind."""

    kind: ChangeKind
    groups: tuple[ControlChanges, ...]

    @property
    def count(self) -> int:
        """Number of changes."""
        return sum(len(group.entries) for group in self.groups)

    def first(self, limit: int) -> tuple[tuple[ControlChanges, ...], int]:
        """The groups with as many changes as there is room for, and the number left out."""
        shown: list[ControlChanges] = []
        room = limit
        for group in self.groups:
            if room <= 0:
                break
            entries = group.entries[:room]
            room -= len(entries)
            shown.append(
                ControlChanges(id=group.id, control=group.control, finding_class=group.finding_class, entries=entries)
            )
        return tuple(shown), max(0, self.count - limit)


def by_kind(changes: Changes, kinds: Iterable[ChangeKind] = ChangeKind) -> tuple[KindChanges, ...]:
    """The changes of some kinds, gathered in the order they have; kinds without any are left out."""
    found = []
    for kind in kinds:
        entries = changes.of(kind)
        if entries:
            keyed = groupby(entries, key=lambda e: (e.finding_class, e.key.control))
            groups = tuple(
                ControlChanges(
                    id=control,
                    control=changes.controls.get(control),
                    finding_class=finding_class,
                    entries=tuple(group),
                )
                for (finding_class, control), group in keyed
            )
            found.append(KindChanges(kind=kind, groups=groups))
    return tuple(found)


def subject_of(changes: Changes, change: Change) -> SubjectInfo:
    """What is known of a change's subject."""
    return changes.subjects.get(change.key.ref) or SubjectInfo(ref=change.key.ref, title=change.key.ref.id)


class ChangeWords:
    """Words for changes in one language."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def heading(self, run: RunInfo) -> str:
        """What the changes are against: the night before, or the run that was judged again."""
        return self._phrases.labels["changes_again"] if run.reassesses else self._phrases.labels["changes_heading"]

    def kind(self, kind: ChangeKind) -> str:
        """What a kind is called."""
        return self._phrases.labels[f"change_{kind.value}"]

    def sign(self, kind: ChangeKind) -> str:
        """The sign that goes with it."""
        return self._phrases.labels[f"change_sign_{kind.value}"]

    def counted(self, changes: Changes, kinds: Iterable[ChangeKind] = ChangeKind) -> str:
        """Kinds with their numbers, in one line; empty when there is no change of them."""
        return self._phrases.labels["comma"].join(map(self.count, by_kind(changes, kinds)))

    def count(self, found: KindChanges) -> str:
        """A kind with its number."""
        return self._phrases.label("change_counted", kind=self.kind(found.kind), count=found.count)

    def text(self, change: Change) -> str:
        """What was seen; of what is solved or gone, what had been seen.

        Of something that cannot be seen, or has no words, the item's name goes before.
        """
        said = "" if change.summary is None else self._phrases.say(change.summary)
        if said and change.kind in _ENDED:
            return self._phrases.label("change_was", said=said)
        if change.key.item and (change.summary is None or change.summary.code == "history.not_seen"):
            name = self._phrases.term(change.key.item)
            return f"{name}{self._phrases.labels['colon']}{said}" if said else name
        return said

    def move(self, change: Change) -> str:
        """From which state to which, where the kind does not say so itself."""
        if change.kind in (ChangeKind.NEW, ChangeKind.BACK, ChangeKind.SOLVED, ChangeKind.OVERDUE):
            return ""
        return self._phrases.label("change_move", before=self._state(change.before), now=self._state(change.now))

    def time(self, change: Change, as_of: date) -> str:
        """Since when it stands, and until when it is to be mended; empty for a change of a row."""
        return self.age(change.since, None if change.kind in _ENDED else change.due, as_of)

    def age(self, since: date | None, due: date | None, as_of: date) -> str:
        """Since when a finding stands, and until when it is to be mended."""
        if since is None:
            return ""
        words = self._phrases.label("since_value", since=since.isoformat())
        if due is not None:
            say, until = self._phrases.label, due.isoformat()
            words += self._phrases.labels["stop"]
            words += say("due_passed", due=until) if due < as_of else say("due_value", due=until)
        return words

    def notes(self, change: Change) -> tuple[str, ...]:
        """Marks: a waiver, a changed requirement."""
        labels = self._phrases.labels
        return tuple(
            words for words, given in ((labels["waiver"], change.waived), (labels["revised"], change.revised)) if given
        )

    def _state(self, state: State | None) -> str:
        return self._phrases.term(state.value) if state else self._phrases.labels["not_audited"]
