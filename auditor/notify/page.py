"""A letter as one self-contained HTML page in the reports' look: no script, nothing fetched."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from auditor import reporters
from auditor.notify.wording import Letter, Speech

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_LOOK = Path(reporters.__file__).resolve().parent / "templates" / "page.css"


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
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template("notice.html")


@cache
def _style() -> Markup:
    texts = [path.read_text(encoding="utf-8") for path in (_LOOK, _TEMPLATES / "notice.css")]
    return Markup("\n".join(texts))  # noqa: S704 - our own files, nobody's input
