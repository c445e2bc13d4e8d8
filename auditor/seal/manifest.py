"""Manifests: which rows of the tables a run began and ended, so that a fault can be named exactly.

A statement proves by roots; when a root does not match, the manifests since the first run say row by row what was
there. They hold numbers, texts and the first bytes of digests: enough to name a row, while the roots prove it.
Rows stand column by column, whole numbers as differences from the one before, and all of it is compressed.
"""

import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import itemgetter, sub
from typing import Any, NamedTuple, TypeAlias

import msgspec

HINT = 4
"""First bytes of a digest that a manifest keeps of forms and leaves."""
NAME = 8
"""First bytes of an artefact's digest that it keeps: enough to find the artefact."""


class NewText(NamedTuple):
    """A text in ``names`` or ``writers``."""

    id: int
    text: str


class NewSlot(NamedTuple):
    """A slot: its number and columns."""

    id: int
    writer: int
    kind: str
    name: int
    copy: int


class NewForm(NamedTuple):
    """A form, and the first bytes of its digest."""

    id: int
    hint: bytes


class NewSpan(NamedTuple):
    """An entry that began."""

    id: int
    slot: int
    form: int


class NewRow(NamedTuple):
    """A row of results that began."""

    id: int
    control: int
    subject: int
    form: int
    night: int
    state: str
    finding_class: str
    reason: str
    satisfied: int


class Ended(NamedTuple):
    """An entry or row that ended, and the run in which it last stood."""

    id: int
    last: int


class NewBody(NamedTuple):
    """An artefact: the first bytes of its digest, and of its leaf's hash."""

    name: bytes
    hint: bytes


class NewBundle(NamedTuple):
    """A bundle: its part, and the first bytes of its leaf's hash."""

    part: int
    hint: bytes


class NewLog(NamedTuple):
    """A log file, and the first bytes of its leaf's hash."""

    subject: str
    source: str
    path: str
    hint: bytes


class Manifest(msgspec.Struct, kw_only=True):
    """The rows of one run, and the texts and forms that became known since the run before."""

    names: Sequence[NewText] = ()
    writers: Sequence[NewText] = ()
    slots: Sequence[NewSlot] = ()
    forms: Sequence[NewForm] = ()
    begun: Sequence[NewSpan] = ()
    ended: Sequence[Ended] = ()
    rows_begun: Sequence[NewRow] = ()
    rows_ended: Sequence[Ended] = ()
    bodies: Sequence[NewBody] = ()
    bundles: Sequence[NewBundle] = ()
    logs: Sequence[NewLog] = ()


_ROWS: Mapping[str, type[NamedTuple]] = {
    "names": NewText,
    "writers": NewText,
    "slots": NewSlot,
    "forms": NewForm,
    "begun": NewSpan,
    "ended": Ended,
    "rows_begun": NewRow,
    "rows_ended": Ended,
    "bodies": NewBody,
    "bundles": NewBundle,
    "logs": NewLog,
}

Rows: TypeAlias = dict[str, Sequence[tuple[int | str | bytes, ...]]]
"""Rows to be written, by the name of the manifest's field; plain tuples, as there are many."""

_Column: TypeAlias = list[int] | list[str] | bytes
_Columns: TypeAlias = tuple[int, list[_Column]]
"""The number of rows, and each column: differences, texts, or bytes of one length put together."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[int, list[list[int | str] | bytes]]])


def write_manifest(rows: Rows) -> bytes:
    """A manifest's bytes. Fields that are left out have no rows."""
    found = {name: _columns(rows.get(name, ())) for name in _ROWS}
    return zlib.compress(_ENCODER.encode(found), 6)


def read_manifest(data: bytes) -> Manifest:
    """What `write_manifest` wrote. Raises msgspec.DecodeError or zlib.error for anything else."""
    found = _DECODER.decode(zlib.decompress(data))
    try:
        return Manifest(**{name: _rows(kind, *found[name]) for name, kind in _ROWS.items()})
    except (ValueError, TypeError, LookupError) as error:
        raise msgspec.DecodeError("the columns of a manifest do not fit") from error


def _columns(rows: Sequence[tuple[Any, ...]]) -> _Columns:
    width = len(rows[0]) if rows else 0
    return len(rows), [_column(list(map(itemgetter(at), rows))) for at in range(width)]


def _column(cells: list[Any]) -> _Column:
    if isinstance(cells[0], int):
        return [cells[0], *map(sub, cells[1:], cells)]
    return b"".join(cells) if isinstance(cells[0], bytes) else cells


def _rows(kind: type[NamedTuple], count: int, columns: Sequence[Sequence[Any]]) -> list[Any]:
    if not count:
        return []
    cells = [_cells(column, count) for column in columns]
    return [kind(*row) for row in zip(*cells, strict=True)]


def _cells(column: Any, count: int) -> Sequence[Any]:
    if isinstance(column, bytes):
        width = len(column) // count
        return [column[at : at + width] for at in range(0, width * count, width)]
    return list(accumulate(column)) if isinstance(column[0], int) else column
