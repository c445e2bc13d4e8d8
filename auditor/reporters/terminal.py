"""The assessment on a terminal: headline, findings, open questions, targets not reached, what comes next."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.text import Text

from auditor.model.background import Background
from auditor.model.result import Assessment, Result
from auditor.model.terms import State
from auditor.model.verdict import Item
from auditor.model.words import Language, Message
from auditor.reporters import NO_BACKGROUND, folding, reading
from auditor.reporters.changes_text import show_block
from auditor.reporters.changes_view import ChangeWords
from auditor.reporters.merging import merged
from auditor.reporters.phrases import Phrases
from auditor.reporters.screen import STYLES, Screen, console_on
from auditor.reporters.visible import on_one_line

ITEMS_SHOWN = 5
"""Violations shown for a row; the reports hold the rest."""
SUBJECTS_SHOWN = 10
"""Rows shown for a control, and for a reason of open questions."""


def write(
    assessment: Assessment,
    out: IO[bytes],
    language: Language = Language.JA,
    background: Background = NO_BACKGROUND,
) -> None:
    """Write to a byte stream; in colour only when that is a terminal."""
    with console_on(out) as console:
        show(assessment, console, language, background=background)


def show(
    assessment: Assessment,
    console: Console,
    language: Language,
    reports: Sequence[Path] = (),
    background: Background = NO_BACKGROUND,
) -> None:
    """Print the assessment; ``reports`` are the files that were written beside it."""
    phrases = Phrases(language)
    _Printing(assessment, Screen(console, phrases), background).show(reports)


class _Printing:
    """One printing of an assessment."""

    def __init__(self, assessment: Assessment, screen: Screen, background: Background) -> None:
        self._assessment = assessment
        self._screen = screen
        self._line = screen.line
        self._heading = screen.heading
        self._more = screen.more
        self._phrases = screen.phrases
        self._words = ChangeWords(screen.phrases)
        self._background = background
        self._merged = merged(assessment)

    def show(self, reports: Sequence[Path]) -> None:
        self._headline()
        if self._background.changes is not None:
            show_block(self._screen, self._background.changes, self._assessment.run)
        self._findings()
        self._open_questions()
        self._attested()
        self._waivers()
        self._targets()
        self._ending(reports)

    def _headline(self) -> None:
        say, run, coverage = self._phrases.label, self._assessment.run, self._assessment.coverage
        self._line((f"{run.organisation} {say('title')}", "bold"), f"  {say('draft')} · {say('position')}")
        if run.sample:
            self._line((say("sample"), "bold"))
        self._line(
            f"{say('as_of')}: {self._phrases.say(Message(code='report.day', args={'day': run.as_of.isoformat()}))}  "
            f"{say('run')}: {run.id}"
        )
        if run.scope:
            self._line((say("scope_part", scope=run.scope), "bold yellow"))
        for missed in self._assessment.missed:
            self._line((f"{say('known_first')}: ", "bold yellow"), self._phrases.say(missed))
        self._screen.gap()
        if not coverage.applicable:
            self._line((say("coverage_none"), "bold"))
            return
        share = reading.percent(coverage.judged, coverage.applicable)
        self._line((say("coverage", applicable=coverage.applicable, judged=coverage.judged, percent=share), "bold"))
        waived = coverage.failed - reading.unsatisfied(self._assessment)
        self._figure("pass", coverage.passed)
        self._figure("fail", coverage.failed, say("waived_note", count=waived) if waived else "")
        counts = reading.tally(self._assessment)
        kinds = {s.value: counts[s] for s in (State.ERROR, State.UNKNOWN, State.NOTCHECKED)}
        self._figure("unknown", coverage.open, say("open_note", **kinds) if coverage.open else "", say("open"))

    def _figure(self, state: str, count: int, note: str = "", word: str = "") -> None:
        name = word or self._phrases.term(state)
        shown = self._phrases.label("count", count=count)
        pad = " " * max(1, 16 - folding.width(name) - folding.width(shown))
        self._line(
            (f"{self._phrases.sign(state)} {name}", STYLES[state]),
            f"{pad}{shown}",
            f"  {note}" if note else "",
            indent=2,
        )

    def _findings(self) -> None:
        groups = reading.findings(self._assessment)
        self._heading(self._phrases.label("findings_heading"), sum(g.count for g in groups))
        for group in groups:
            name = group.finding_class.value
            self._screen.gap()
            self._line(
                (f"{self._phrases.label(f'sign_{name}')} {self._phrases.term(name)}", STYLES[name]),
                f"  {self._phrases.label('count', count=group.count)}",
            )
            for control_group in group.groups:
                self._control(control_group)

    def _control(self, group: reading.ControlGroup) -> None:
        control = group.control
        mark = f"  [{self._phrases.label('legacy')}]" if control.legacy else ""
        self._line((self._phrases.words(control.title), "bold"), f"  {control.id}{mark}", indent=2)
        self._line(f"{self._phrases.words(control.document)} {control.clause}", indent=4)
        for result in group.results[:SUBJECTS_SHOWN]:
            self._finding(result)
        self._more(len(group.results) - SUBJECTS_SHOWN, indent=4)
        self._line(f"→ {self._phrases.words(control.remediation)}", indent=4)

    def _finding(self, result: Result) -> None:
        state = self._phrases.state_name(result)
        info = reading.subject_of(self._assessment, result.subject)
        waived = f"  [{self._phrases.label('waiver')}]" if result.waiver else ""
        self._line(
            (f"{self._phrases.sign(state)} {self._phrases.term(state)} ", STYLES[state]),
            (info.title, "bold"),
            f" ({info.ref.id}{' · ' if info.owner else ''}{info.owner}){waived}",
            indent=4,
        )
        for other in self._merged.told_with(result):
            cited = self._assessment.controls[other.control]
            self._line(
                f"{self._phrases.label('also')}: {self._phrases.words(cited.document)} {cited.clause}  {other.control}",
                indent=7,
            )
        for note in result.attestations:
            self._line(f"{self._phrases.label('attestation')}: {self._phrases.attestation(note)}", indent=7)
        age = reading.oldest_age(self._background, result)
        if age is not None:
            self._line(self._words.age(age.since, age.due, self._assessment.run.as_of), indent=7)
        summary = self._phrases.say(result.summary, result.measured)
        items = [i for i in result.items if i.state is not State.INFORMATIONAL]
        said = [self._phrases.say(item.summary, item.measured) for item in items[:ITEMS_SHOWN]]
        if said == [summary] and len(items) == 1:
            self._line(summary, self._where(items[0]), indent=7)
            return
        self._line(summary, indent=7)
        for item, text in zip(items, said, strict=False):
            sign = self._phrases.sign(item.state.value)
            self._line((f"{sign} ", STYLES[item.state.value]), text, self._where(item), indent=7)
        self._more(len(items) - ITEMS_SHOWN, indent=7)

    @staticmethod
    def _where(item: Item) -> str:
        return f"  [{reading.where(item.places[0])}]" if item.places else ""

    def _open_questions(self) -> None:
        groups = reading.open_questions(self._assessment)
        self._heading(self._phrases.label("open_heading"), sum(len(g.results) for g in groups))
        for group in groups:
            state = group.state.value
            reason = group.reason.value if group.reason else state
            self._screen.gap()
            self._line(
                (
                    f"{self._phrases.sign(state)} {self._phrases.term(state)}: {self._phrases.term(reason)}",
                    STYLES[state],
                ),
                f"  {self._phrases.label('count', count=len(group.results))}",
            )
            for result in group.results[:SUBJECTS_SHOWN]:
                title = self._phrases.words(self._assessment.controls[result.control].title)
                info = reading.subject_of(self._assessment, result.subject)
                self._line((info.title, "bold"), f" ({info.ref.id}) — {title} {result.control}", indent=4)
                self._line(self._phrases.say(result.summary, result.measured), indent=7)
            self._more(len(group.results) - SUBJECTS_SHOWN, indent=4)
            advice = self._phrases.advice(f"do_{reason}")
            if advice:
                self._line(f"→ {advice}", indent=4)

    def _attested(self) -> None:
        rows = reading.attested(self._assessment)
        if rows:
            self._heading(self._phrases.label("attested_heading"), len(rows))
        for result in rows[:SUBJECTS_SHOWN]:
            self._row(result)
            for note in (n for n in result.attestations if n.counts):
                self._line(self._phrases.attestation(note), indent=7)
        self._more(len(rows) - SUBJECTS_SHOWN, indent=4)

    def _waivers(self) -> None:
        rows = reading.ending_waivers(self._assessment)
        if rows:
            self._heading(self._phrases.label("waivers_heading"), len(rows))
        for result in rows[:SUBJECTS_SHOWN]:
            self._row(result)
            note = result.waiver or result.lapsed
            if note is not None:
                self._line(self._phrases.waiver(note), indent=7)
        self._more(len(rows) - SUBJECTS_SHOWN, indent=4)

    def _row(self, result: Result) -> None:
        state = self._phrases.state_name(result)
        title = self._phrases.words(self._assessment.controls[result.control].title)
        info = reading.subject_of(self._assessment, result.subject)
        self._line(
            (f"{self._phrases.sign(state)} {self._phrases.term(state)} ", STYLES[state]),
            (info.title, "bold"),
            f" ({info.ref.id}) — {title} {result.control}",
            indent=4,
        )

    def _targets(self) -> None:
        missed = [t for t in self._assessment.targets if not t.reached]
        if not missed:
            return
        self._heading(self._phrases.label("targets_missed_heading"), len(missed))
        for target in missed:
            why = f" — {self._phrases.term(target.reason.value)}" if target.reason else ""
            self._line((target.title, "bold"), f" ({target.target}){why}", indent=2)

    def _ending(self, reports: Sequence[Path]) -> None:
        code = reading.exit_code(self._assessment)
        self._heading(self._phrases.label("exit_heading"))
        why = self._phrases.label(
            f"exit_{code.value}",
            findings=reading.unsatisfied(self._assessment),
            open=self._assessment.coverage.applicable - self._assessment.coverage.judged,
        )
        self._line((str(code.value), "bold"), f"  {why}", indent=2)
        seal = self._background.seal
        if seal is not None:
            self._heading(self._phrases.label("seal_heading"))
            for text in self._phrases.seal(seal):
                self._line(text, indent=2)
        if reports:
            self._heading(self._phrases.label("reports_heading"))
            for path in reports:
                # A path must come out whole, to be copied: it may run past the edge, but never breaks.
                self._screen.console.print(Text(f"  {on_one_line(str(path))}"), soft_wrap=True)
