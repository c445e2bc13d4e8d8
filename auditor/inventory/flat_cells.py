"""Values of the inventory's files as cells, and back."""

import json
import re

from auditor.inventory.flat_columns import FlatColumn, FlatForm
from auditor.loading.problems import shown
from auditor.loading.yamlreader import Plain
from auditor.tables.answers import joined, listed, whole, yes
from auditor.tables.cells import Cell, CellError
from auditor.tables.japanese import Unreadable, as_text, clock, day, plain, says_nothing

_UNITS = {"年": "P{}Y", "か月": "P{}M", "日": "P{}D", "時間": "PT{}H", "分": "PT{}M", "秒": "PT{}S"}
_ISO = {pattern: unit for unit, pattern in _UNITS.items()}
_COUNTED = re.compile(r"([0-9]{1,6})(年間?|か月|ヶ月|カ月|箇月|日間?|時間|分|秒)")
_PERIOD = re.compile(r"(PT?)([0-9]{1,6})([YMDHS])")
_WORD = re.compile(r'"((?:[^"]|"")*)"|(\S+)')


def cell_of(value: Plain, column: FlatColumn) -> Cell:
    """The cell that `value_of` reads back as just this value; None where there is none."""
    found = _cell(value, column)
    try:
        back = value_of(found, column)
    except Unreadable:
        return None
    return found if back == value and type(back) is type(value) else None


def _cell(value: Plain, column: FlatColumn) -> Cell:
    match column.form:
        case FlatForm.WORD if isinstance(value, str):
            return (column.words or {}).get(value, value)
        case FlatForm.DAY if isinstance(value, str):
            try:
                return day(value)
            except Unreadable:
                return None
        case FlatForm.YES if isinstance(value, bool):
            return "☑" if value else "□"
        case FlatForm.WHOLE if isinstance(value, int) and not isinstance(value, bool):
            return value
        case FlatForm.LIST if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return joined([str(v) for v in value])
        case FlatForm.RECORDS if isinstance(value, list):
            return _records(value, column)
        case FlatForm.DURATION if isinstance(value, str):
            found = _PERIOD.fullmatch(value)
            unit = _ISO.get(f"{found[1]}{{}}{found[3]}") if found else None
            return f"{found[2]}{unit}" if found and unit else value
        case FlatForm.TEXT | FlatForm.CLOCK if isinstance(value, str):
            return value
    return None


def _records(value: list[Plain], column: FlatColumn) -> str | None:
    lines: list[str] = []
    for entry in value:
        if not isinstance(entry, dict) or not set(entry) <= set(column.fields):
            return None
        parts = [str(entry[name]) for name in column.fields if entry.get(name) is not None]
        if list(entry) and [n for n in column.fields if n in entry] != list(column.fields[: len(parts)]):
            return None
        lines.append(" ".join(f'"{p.replace(chr(34), chr(34) * 2)}"' if _quoted(p) else p for p in parts))
    return "\n".join(lines) or None


def _quoted(part: str) -> bool:
    return not part or part.startswith('"') or any(c.isspace() for c in part)


def value_of(cell: Cell, column: FlatColumn) -> Plain:
    """What a cell says; None for nothing. Raises Unreadable."""
    if isinstance(cell, CellError):
        raise Unreadable("tables.error_cell", value=cell.text)
    if says_nothing(cell):
        return None
    match column.form:
        case FlatForm.DAY:
            return day(cell).isoformat()
        case FlatForm.WHOLE:
            return whole(cell)
        case FlatForm.YES:
            return yes(cell)
        case FlatForm.LIST:
            return [*listed(cell)]
        case FlatForm.CLOCK:
            return clock(cell).isoformat("minutes")
        case FlatForm.DURATION:
            return _duration(as_text(cell))
        case FlatForm.WORD:
            text = plain(cell)
            return next((code for code, ja in (column.words or {}).items() if text in (code, plain(ja))), text)
        case FlatForm.RECORDS:
            return [_record(line, column) for line in as_text(cell).splitlines() if line.strip()]
    return as_text(cell).strip()


def _duration(text: str) -> str:
    """``14日`` as ``P14D``; what is none is left to the field's own check."""
    flat = plain(text)
    found = _COUNTED.fullmatch(flat)
    if found is None:
        return flat
    unit = found[2].removesuffix("間") if found[2] != "時間" else found[2]
    return _UNITS["か月" if unit.endswith("月") else unit].format(found[1])


def _record(line: str, column: FlatColumn) -> Plain:
    parts = [m[1].replace('""', '"') if m[1] is not None else m[2] for m in _WORD.finditer(line)]
    if len(parts) > len(column.fields):
        # Blanks within the last value need no quotes: there is nothing after it.
        parts[len(column.fields) - 1 :] = [" ".join(parts[len(column.fields) - 1 :])]
    return {n: int(p) if n == "port" and p.isdecimal() else p for n, p in zip(column.fields, parts, strict=False)}


def rest_text(values: dict[str, Plain]) -> str:
    """Keys without a column, one ``key: JSON`` a line."""
    return "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())


def rest_values(cell: Cell) -> dict[str, Plain]:
    """The keys of such a cell. Raises Unreadable."""
    found: dict[str, Plain] = {}
    for line in as_text(cell).splitlines():
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        try:
            if not colon:
                raise ValueError(line)
            found[key.strip()] = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise Unreadable("tables.rest", value=shown(line)) from error
    return found
