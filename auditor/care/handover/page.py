"""The sheet as one HTML page for A4 paper, in the look of the reports."""

from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from auditor.care.handover.plain import cell_text
from auditor.care.handover.sheet import Sheet, said
from auditor.model.words import Argument, Language
from auditor.reporters.paper import LOOK, style, template
from auditor.reporters.phrases import Phrases

_OWN = Path(__file__).resolve().parent / "templates"


def as_page(sheet: Sheet, language: Language) -> str:
    """The page: no script, nothing fetched."""
    phrases = Phrases(language)

    def label(name: str, **args: Argument) -> str:
        return phrases.say(said(name, **args))

    return _page().render(
        lang=language.value,
        style=_style(),
        sheet=sheet,
        t=label,
        say=phrases.say,
        words=lambda cell: cell_text(cell, phrases),
    )


@cache
def _page() -> Template:
    return template(_OWN, "handover.html")


@cache
def _style() -> Markup:
    return style(LOOK, _OWN / "handover.css")
