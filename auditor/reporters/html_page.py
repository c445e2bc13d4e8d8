"""One self-contained HTML page: no script, nothing fetched, fit to be printed on A4."""

from functools import cache
from typing import IO

from jinja2 import Template
from markupsafe import Markup

from auditor.model.background import Background
from auditor.model.result import Assessment
from auditor.model.terms import State
from auditor.model.words import Language
from auditor.reporters import NO_BACKGROUND, reading
from auditor.reporters.page_parts import Sections
from auditor.reporters.page_past import Past
from auditor.reporters.page_statements import Stated
from auditor.reporters.paper import LOOK, TEMPLATES, style, template
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import visible

_CHUNK = 200
"""Pieces of the page gathered before they are written."""
_BAR = 1000.0
"""Width of the coverage bar in its own units."""
_LEAST = 8.0
"""Width below which a share that exists would vanish."""


def write(
    assessment: Assessment,
    out: IO[bytes],
    language: Language = Language.JA,
    background: Background = NO_BACKGROUND,
) -> None:
    """Write the page as it is made; memory stays flat however many rows there are."""
    run, coverage = assessment.run, assessment.coverage
    phrases = Phrases(language)
    counts = reading.tally(assessment)
    sections = Sections(assessment, phrases, background)
    stream = _page().stream(
        lang=language.value,
        style=_style(),
        L=phrases.labels,
        t=phrases.label,
        term=phrases.term,
        organisation=visible(run.organisation),
        run=run,
        profile=phrases.profile(run),
        as_of=run.as_of.isoformat(),
        started=run.started.isoformat(),
        finished=run.finished.isoformat(),
        coverage=coverage,
        percent=reading.percent(coverage.judged, coverage.applicable),
        waived=coverage.failed - reading.unsatisfied(assessment),
        error=counts[State.ERROR],
        unknown=counts[State.UNKNOWN],
        notchecked=counts[State.NOTCHECKED],
        bar=bar(coverage.passed, coverage.failed, coverage.open),
        missed=[phrases.say(message) for message in assessment.missed],
        unreached=tuple(t.title for t in assessment.targets if not t.reached),
        sections=sections,
        past=Past(background, phrases, sections.anchor, run),
        stated=Stated(assessment, phrases),
        states=tuple(state.value for state in State),
        sign=phrases.sign,
    )
    stream.enable_buffering(_CHUNK)
    for chunk in stream:
        out.write(chunk.encode())


def bar(passed: int, failed: int, undecided: int) -> tuple[tuple[str, float, float], ...]:
    """Segments of the coverage bar: name, start and width. A share that exists stays visible however small."""
    counts = (("pass", passed), ("fail", failed), ("open", undecided))
    total = passed + failed + undecided
    if not total:
        return ()
    widths = [(name, max(_LEAST, _BAR * count / total)) for name, count in counts if count]
    scale = _BAR / sum(width for _, width in widths)
    segments, start = [], 0.0
    for name, width in widths:
        segments.append((name, round(start, 1), round(width * scale, 1)))
        start += width * scale
    return tuple(segments)


@cache
def _page() -> Template:
    return template(TEMPLATES, "page.html")


@cache
def _style() -> Markup:
    return style(LOOK)
