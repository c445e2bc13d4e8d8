"""What every page is made of: a template, and the reports' look."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

TEMPLATES = Path(__file__).resolve().parent / "templates"
LOOK = TEMPLATES / "page.css"
"""The look of reports, which letters and the hand-over sheet share."""


def template(folder: Path, name: str) -> Template:
    """A template of the program's own; a name that it does not get is an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template(name)


def style(*sheets: Path) -> Markup:
    """Style sheets as they stand in a page."""
    return Markup("\n".join(path.read_text(encoding="utf-8") for path in sheets))  # noqa: S704 - our own files
