"""A cell as the plain value that a column's validation takes, as YAML would give it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time, timedelta

from auditor.facts.records.columns import Column, ColumnKind
from auditor.loading.problems import shown
from auditor.loading.yamlreader import Plain
from auditor.registers.vocabulary import Vocabulary
from auditor.tables.answers import listed, ticks, whole, yes
from auditor.tables.cells import Cell, CellError
from auditor.tables.japanese import Unreadable, as_text, day, moment, plain, says_nothing

Titles = Mapping[str, Mapping[str, str]]
"""Identifiers by the list of the inventory and the title (`plain`) under which people know the entry."""

_DITTO = frozenset([*"〃々″“”〝〟＂同仝", '"', "''", "〃〃", "同上", "同左", "同右", "同前", "上に同じ"])
_NUMBERS = re.compile(r"[0-9]{3,}(?:\s*[、,・;~〜/\s]\s*[0-9]{3,})+")
"""Several staff numbers where one is asked for."""
_TOGETHER = re.compile(r"[0-9]{3,}(?: ?[~〜/] ?| )[0-9]{3,}.*|.*(?:ほか|外|他) ?[0-9]+ ?[人名]")
"""Several staff numbers as one word: ``10412 10588``, ``10412～10420``, ``10412ほか3名``."""
_LISTS = frozenset({ColumnKind.CHOICES, ColumnKind.TEXTS, ColumnKind.NAMES, ColumnKind.ACCOUNTS})
_INVISIBLE = re.compile("_x000D_|[\r\ufeff\u200b-\u200d\u2060]")
_WRAP = re.compile(r"\s*\n\s*")


def plain_value(cell: Cell, column: Column, vocabulary: Vocabulary, titles: Titles) -> Plain:
    """The value; None for a cell in which nothing is filled in. Raises Unreadable."""
    if isinstance(cell, str):
        cell = _INVISIBLE.sub("", cell)
    if says_nothing(cell):
        return None
    if isinstance(cell, CellError):
        raise Unreadable("tables.error_cell", value=cell.text) if cell.text else Unreadable("tables.not_calculated")
    if isinstance(cell, str) and cell.strip() in _DITTO:
        raise Unreadable("tables.ditto", value=shown(cell))
    match column.kind:
        case ColumnKind.DAY:
            return day(cell).isoformat()
        case ColumnKind.BEGINNING | ColumnKind.ENDING:
            return moment(cell).isoformat()
        case ColumnKind.WHOLE:
            return whole(cell)
        case ColumnKind.YES:
            return yes(cell)
    if isinstance(cell, bool | date | time | timedelta) and column.kind is not ColumnKind.TEXT:
        raise Unreadable("tables.turned", value=shown(as_text(cell)))
    if column.kind in _LISTS:
        return [*_list(cell, column, vocabulary, titles)]
    return _text(cell, column, titles)


def _text(cell: Cell, column: Column, titles: Titles) -> str:
    text = as_text(cell).strip()
    match column.kind:
        case ColumnKind.IDENTIFIER:
            return _identifier(text, column, titles)
        case ColumnKind.PATH:
            return text.replace("\\", "/")
        case ColumnKind.CHOICE:
            ticked = ticks(cell)
            if ticked is not None and len(ticked) != 1:
                raise Unreadable("tables.one_tick", value=shown(text))
            return ticked[0] if ticked is not None else _one_line(text)
        case ColumnKind.TITLE:
            if _NUMBERS.fullmatch(unicodedata.normalize("NFKC", text)):
                raise Unreadable("tables.one_only", value=shown(text))
            return _narrow(_one_line(text))
    return _narrow(text)


def _list(cell: Cell, column: Column, vocabulary: Vocabulary, titles: Titles) -> tuple[str, ...]:
    if column.kind is ColumnKind.CHOICES:
        ticked = ticks(cell)
        if ticked is not None:
            return ticked
        text = _one_line(as_text(cell).strip())
        return (text,) if vocabulary.code(column.vocabulary, text) is not None else listed(cell)
    items = listed(cell)
    if column.kind is ColumnKind.NAMES:
        return tuple(_identifier(item, column, titles) for item in items)
    for item in items:
        if _TOGETHER.fullmatch(unicodedata.normalize("NFKC", item)):
            raise Unreadable("tables.together", value=shown(item))
    return tuple(_narrow(item) for item in items)


def _identifier(text: str, column: Column, titles: Titles) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    if narrow.isascii():
        return narrow
    return titles.get(column.refers, {}).get(plain(text), text)


def _one_line(text: str) -> str:
    """Lines that were only wrapped in their cell, as one; Japanese needs no blank between them."""
    return _WRAP.sub(lambda m: " " if _ascii_around(text, m.start(), m.end()) else "", text)


def _ascii_around(text: str, start: int, end: int) -> bool:
    return text[max(start - 1, 0) : start].isascii() and text[end : end + 1].isascii()


def _narrow(text: str) -> str:
    """Staff numbers and codes typed in full width, as all other files have them; other words stay as they are."""
    if text.isascii():
        return text
    narrow = unicodedata.normalize("NFKC", text)
    return narrow if narrow.isascii() else text
