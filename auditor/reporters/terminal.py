"""The assessment on a terminal: headline, findings, open questions, targets not reached, what comes next."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.text import Text

from auditor.model.result import Assessment, Result
from auditor.model.terms import State
from auditor.model.verdict import Item
from auditor.model.words import Language, Message
from auditor.reporters import folding, reading
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import on_one_line

ITEMS_SHOWN = 5
"""Violations shown for a row; the reports hold the rest."""
SUBJECTS_SHOWN = 10
"""Rows shown for a control, and for a reason of open questions."""

_STYLES = {
    "pass": "green",
    "fail": "bold red",
    "partial_fail": "bold red",
    "error": "bold yellow",
    "unknown": "bold yellow",
    "notchecked": "bold yellow",
    "informational": "cyan",
    "major": "bold red",
    "minor": "red",
    "observation": "magenta",
    "recommendation": "cyan",
}


def write(assessment: Assessment, out: IO[bytes], language: Language = Language.JA) -> None:
    """Write to a byte stream; in colour only when that is a terminal."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", write_through=True)
    try:
        show(assessment, Console(file=text, highlight=False, markup=False, emoji=False), language)
    finally:
        text.detach()


def show(assessment: Assessment, console: Console, language: Language, reports: Sequence[Path] = ()) -> None:
    """Print the assessment; ``reports`` are the files that were written beside it."""
    _Screen(assessment, console, Phrases(language)).show(reports)


class _Screen:
    """One printing. Every line is a rich Text, so that markup in somebody's account name stays text."""

    def __init__(self, assessment: Assessment, console: Console, phrases: Phrases) -> None:
        self._assessment = assessment
        self._console = console
        self._phrases = phrases

    def show(self, reports: Sequence[Path]) -> None:
        self._headline()
        self._findings()
        self._open_questions()
        self._targets()
        self._ending(reports)

    def _line(self, *pieces: str | tuple[str, str], indent: int = 0) -> None:
        text = Text.assemble(*(self._clean(piece) for piece in pieces))
        for line in text.divide(folding.breaks(text.plain, self._console.width - indent)):
            line.rstrip()
            line.pad_left(indent)
            self._console.print(line, soft_wrap=True)

    @staticmethod
    def _clean(piece: str | tuple[str, str]) -> str | tuple[str, str]:
        return on_one_line(piece) if isinstance(piece, str) else (on_one_line(piece[0]), piece[1])

    def _heading(self, text: str, count: int | None = None) -> None:
        self._console.print()
        number = "" if count is None else f"  {self._phrases.label('count', count=count)}"
        self._line((f"{text}{number}", "bold underline"))

    def _headline(self) -> None:
        say, run, coverage = self._phrases.label, self._assessment.run, self._assessment.coverage
        self._line((f"{run.organisation} {say('title')}", "bold"), f"  {say('draft')} · {say('position')}")
        if run.sample:
            self._line((say("sample"), "bold"))
        self._line(
            f"{say('as_of')}: {self._phrases.say(Message(code='report.day', args={'day': run.as_of.isoformat()}))}  "
            f"{say('run')}: {run.id}"
        )
        for missed in self._assessment.missed:
            self._line((f"{say('known_first')}: ", "bold yellow"), self._phrases.say(missed))
        self._console.print()
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
            (f"{self._phrases.sign(state)} {name}", _STYLES[state]),
            f"{pad}{shown}",
            f"  {note}" if note else "",
            indent=2,
        )

    def _findings(self) -> None:
        groups = reading.findings(self._assessment)
        self._heading(self._phrases.label("findings_heading"), sum(g.count for g in groups))
        for group in groups:
            name = group.finding_class.value
            self._console.print()
            self._line(
                (f"{self._phrases.label(f'sign_{name}')} {self._phrases.term(name)}", _STYLES[name]),
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
            (f"{self._phrases.sign(state)} {self._phrases.term(state)} ", _STYLES[state]),
            (info.title, "bold"),
            f" ({info.ref.id}{' · ' if info.owner else ''}{info.owner}){waived}",
            indent=4,
        )
        summary = self._phrases.say(result.summary, result.measured)
        items = [i for i in result.items if i.state is not State.INFORMATIONAL]
        said = [self._phrases.say(item.summary, item.measured) for item in items[:ITEMS_SHOWN]]
        if said == [summary] and len(items) == 1:
            self._line(summary, self._where(items[0]), indent=7)
            return
        self._line(summary, indent=7)
        for item, text in zip(items, said, strict=False):
            sign = self._phrases.sign(item.state.value)
            self._line((f"{sign} ", _STYLES[item.state.value]), text, self._where(item), indent=7)
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
            self._console.print()
            self._line(
                (
                    f"{self._phrases.sign(state)} {self._phrases.term(state)}: {self._phrases.term(reason)}",
                    _STYLES[state],
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
        if reports:
            self._heading(self._phrases.label("reports_heading"))
            for path in reports:
                # A path must come out whole, to be copied: it may run past the edge, but never breaks.
                self._console.print(Text(f"  {on_one_line(str(path))}"), soft_wrap=True)

    def _more(self, count: int, indent: int) -> None:
        if count > 0:
            self._line(self._phrases.label("more_in_reports", count=count), indent=indent)
