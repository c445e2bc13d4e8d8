"""What changed between two runs, on a terminal: in full, or as a short block in the night's own report."""

from auditor.model.changes import TOLD, Change, ChangeKind, Changes
from auditor.model.result import RunInfo
from auditor.reporters.changes_view import ChangeWords, ControlChanges, KindChanges, by_kind, subject_of
from auditor.reporters.screen import STYLES, Screen

BLOCK = 5
"""Changes of a kind shown in the block."""


def show_changes(screen: Screen, changes: Changes) -> None:
    """Everything that changed, by kind and control."""
    _Printing(screen, changes).full()


def show_block(screen: Screen, changes: Changes, run: RunInfo) -> None:
    """What people are told of, a few of each kind, and how many changes of other kinds there are."""
    _Printing(screen, changes).block(run)


class _Printing:
    def __init__(self, screen: Screen, changes: Changes) -> None:
        self._screen = screen
        self._changes = changes
        self._phrases = screen.phrases
        self._words = ChangeWords(screen.phrases)

    def full(self) -> None:
        say, changes = self._phrases.label, self._changes
        self._screen.line((say("comparison_heading"), "bold"))
        if changes.before is not None and changes.before_as_of is not None:
            self._run("comparison_before", changes.before, changes.before_as_of.isoformat())
        self._run("comparison_after", changes.after, changes.after_as_of.isoformat())
        self._screen.gap()
        if not changes.entries:
            self._screen.line((say("comparison_none"), "bold"))
            return
        self._screen.line((self._words.counted(changes), "bold"))
        for kind in by_kind(changes):
            self._kind(kind, kind.groups)

    def block(self, run: RunInfo) -> None:
        changes, heading = self._changes, self._words.heading(run)
        if changes.before is None or changes.before_as_of is None:
            self._screen.heading(heading)
            self._screen.line(self._phrases.label("changes_first"), indent=2)
            return
        self._screen.heading(heading, len(changes.entries))
        day = changes.before_as_of.isoformat()
        self._screen.line(self._phrases.label("changes_lead", before=day, run=changes.before), indent=2)
        for kind in by_kind(changes, TOLD):
            groups, more = kind.first(BLOCK)
            self._kind(kind, groups)
            self._screen.more(more, indent=4)
        others = [kind for kind in by_kind(changes) if kind.kind not in TOLD]
        if others:
            self._screen.gap()
            self._screen.line(
                self._phrases.label("changes_others", kinds=tuple(map(self._words.count, others))), indent=2
            )

    def _run(self, name: str, run: str, day: str) -> None:
        shown = self._phrases.label("comparison_run", day=day, run=run)
        self._screen.line(f"{self._phrases.labels[name]}{self._phrases.labels['colon']}{shown}", indent=2)

    def _kind(self, kind: KindChanges, groups: tuple[ControlChanges, ...]) -> None:
        self._screen.gap()
        self._screen.line(
            (f"{self._words.sign(kind.kind)} {self._words.kind(kind.kind)}", STYLES[kind.kind.value]),
            f"  {self._phrases.label('count', count=kind.count)}",
        )
        for group in groups:
            self._control(kind.kind, group)

    def _control(self, kind: ChangeKind, group: ControlChanges) -> None:
        name = group.finding_class.value
        title = group.id if group.control is None else self._phrases.words(group.control.title)
        legacy = group.control is not None and group.control.legacy
        self._screen.line(
            (title, "bold"),
            f"  {group.id}" if group.control else "",
            f"  {self._phrases.labels[f'sign_{name}']} {self._phrases.term(name)}" if _graded(kind, group) else "",
            f"  [{self._phrases.labels['legacy']}]" if legacy else "",
            indent=2,
        )
        for change in group.entries:
            self._change(change)

    def _change(self, change: Change) -> None:
        info = subject_of(self._changes, change)
        notes = "".join(f"  [{note}]" for note in self._words.notes(change))
        move = self._words.move(change)
        self._screen.line(
            (info.title, "bold"),
            f" ({info.ref.id}{' · ' if info.owner else ''}{info.owner}){notes}",
            f"  {move}" if move else "",
            indent=4,
        )
        for text in (self._words.text(change), self._words.time(change, self._changes.after_as_of)):
            if text:
                self._screen.line(text, indent=7)


def _graded(kind: ChangeKind, group: ControlChanges) -> bool:
    """Whether a class says something: of findings, not of rows that pass or are open."""
    return kind not in (ChangeKind.JUDGED, ChangeKind.ADDED) and any(change.since for change in group.entries)
