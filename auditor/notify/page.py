"""A letter as one self-contained HTML page in the reports' look: no script, nothing fetched."""

from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from auditor.notify.wording import Letter, Speech
from auditor.reporters.paper import LOOK, style, template

_TEMPLATES = Path(__file__).resolve().parent / "templates"


def page(letter: Letter) -> bytes:
    """The page."""
    speech = Speech(letter.language)
    html = _template().render(
        lang=letter.language.value,
        style=_style(),
        letter=letter,
        tell=speech.tell,
        joined=speech.joined,
    )
    return html.encode()


@cache
def _template() -> Template:
    return template(_TEMPLATES, "notice.html")


@cache
def _style() -> Markup:
    return style(LOOK, _TEMPLATES / "notice.css")
