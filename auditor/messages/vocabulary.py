"""Labels of the registers' words, as the shipped vocabularies have them, for messages that name such a word.

A word of a city's own vocabulary that nobody has taught here is shown by its code.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from auditor import resources
from auditor.messages.text import Text

_own: dict[str, Text] = {}


def teach(labels: Mapping[str, Text]) -> None:
    """Add labels by code: a city's own words."""
    _own.update(labels)


def label(code: str) -> Text | None:
    """The label of a word in both languages; None for no word. Of a code in several lists the first counts."""
    return _own.get(code) or _shipped().get(code)


@cache
def _shipped() -> Mapping[str, Text]:
    import yaml  # imported late: most commands name no such word

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Text] = {}
    for path in sorted((resources.policies() / "vocabulary").glob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
        for words in document["vocabulary"].values():
            for code, word in (words or {}).items():
                found.setdefault(str(code), Text(ja=str(word["ja"]), en=str(word["en"])))
    return found
