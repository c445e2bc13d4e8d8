"""Text in columns on a screen, where a Japanese character takes two."""

import unicodedata


def columns(text: str) -> int:
    """How many columns a text takes (Unicode Standard Annex 11: wide and full-width characters take two)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, width: int) -> str:
    """The text with blanks up to so many columns."""
    return text + " " * max(0, width - columns(text))
