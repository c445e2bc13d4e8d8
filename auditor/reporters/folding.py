"""Lines for a terminal, broken as Japanese is: between characters, but not before 。 or after （, nor within 12 件."""

from unicodedata import east_asian_width

_NOT_FIRST = frozenset("。、，．・：；？！）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％)]},.;:!?%")
_NOT_LAST = frozenset("（「『【〔〈《([{")
"""Characters that begin or end no line (JIS X 4051, 行頭禁則 and 行末禁則, the usual ones)."""


def wide(character: str) -> bool:
    """True for a character of two columns (Unicode TR 11)."""
    return east_asian_width(character) in ("W", "F")


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(1 + wide(character) for character in text)


def breaks(text: str, columns: int) -> list[int]:
    """Where the lines after the first begin. A run without a place to break is cut at the edge."""
    found: list[int] = []
    start, best, used = 0, 0, 0
    for i, character in enumerate(text):
        if i > start and _may_break(text, i):
            best = i
        used += 1 + wide(character)
        if used > max(2, columns) and character != " " and i > start:
            start = best if best > start else i
            found.append(start)
            used = width(text[start : i + 1])
    return found


def _may_break(text: str, i: int) -> bool:
    before, after = text[i - 1], text[i]
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        return not (i > 1 and text[i - 2].isdigit() and wide(after))
    return wide(before) or wide(after)
