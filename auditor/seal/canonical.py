"""Canonical JSON (RFC 8785, JCS): one value, one sequence of bytes.

Statements go through the ``rfc8785`` library. The rows behind them, some hundred thousand a night, go through msgspec,
which gives the same bytes for what rows hold; a property test holds the two equal.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import msgspec
import rfc8785

Cell: TypeAlias = str | int | None
"""What a row may hold: text without lone surrogates, whole numbers within ±(2**53 - 1), nothing."""

Row: TypeAlias = Sequence[Cell]

_ENCODE = msgspec.json.Encoder().encode


def canonical(value: Mapping[str, object]) -> bytes:
    """A JSON object in canonical form. Raises ValueError for what RFC 8785 has no form for."""
    return rfc8785.dumps(cast("dict[str, Any]", value))


def canonical_row(row: Row) -> bytes:
    """A JSON array of cells in canonical form. Raises UnicodeEncodeError (a ValueError) for a lone surrogate."""
    return _ENCODE(row)


def canonical_cell(cell: Cell) -> bytes:
    """One cell in canonical form, to put rows together from."""
    return _ENCODE(cell)
