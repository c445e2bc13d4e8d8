"""Columns of measured values.

Numbers are written as decimal text, a line each: the same digits mostly stand in the night's volatile artefacts, where
the compressor finds them again, and short decimals take fewer bytes than binary ones.
"""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from auditor.store.encoding import Plain

Column: TypeAlias = list[Plain] | str
"""Values as a list; or text, ``i`` or ``f`` and then a line for each whole or floating number, empty for None."""

_INTEGERS = "i"
_FLOATS = "f"


def to_column(values: Sequence[object]) -> Column:
    """Write a column. Floats come back equal: their shortest text that does (Python's ``repr``)."""
    kinds = {type(value) for value in values} - {type(None)}
    if kinds == {int}:
        return _INTEGERS + _lines(values)
    if kinds == {float}:
        return _FLOATS + _lines(values)
    return list(values)


def from_column(column: Column) -> list[Plain]:
    """Read a column. Raises msgspec.DecodeError when it is none."""
    if isinstance(column, list):
        return column
    read = {_INTEGERS: int, _FLOATS: float}.get(column[:1])
    if read is None:
        raise msgspec.DecodeError("no such column")
    try:
        return [read(line) if line else None for line in column[1:].split("\n")]
    except ValueError as error:
        raise msgspec.DecodeError("a column holds no numbers") from error


def _lines(values: Sequence[object]) -> str:
    return "\n".join("" if value is None else repr(value) for value in values)
