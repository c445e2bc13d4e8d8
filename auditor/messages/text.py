"""The pair of templates that every code has."""

from typing import NamedTuple


class Text(NamedTuple):
    """One text in both languages."""

    ja: str
    en: str
