"""The store's tables as the seal reads them: row by row, each held against the kinds that its columns must have.

A damaged or hostile file may hold anything in any column. A row of other kinds is set apart as `Damaged` and left out,
so that everything that follows can rely on what it gets.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeAlias, cast

from auditor.store.encoding import Plain
from auditor.store.packs import OWN

_KINDS: Mapping[str, type] = {"i": int, "t": str, "b": bytes, "f": float}
_FORM_BYTES = 32
_CHUNK = 1000
"""Rows that are looked at together."""
_FEW = 16
"""The same of tables whose rows hold blobs of any size."""
_LARGE = frozenset({"bodies", "bundles", "seals"})
_LARGEST = 2**53 - 1
"""The largest number that canonical JSON has a form for."""
_NO_FORM = bytes(_FORM_BYTES)
_ALONE = -2
"""A part of ours for packs that stand alone."""
_WIDEST_GAP = 1 << 20
"""Numbers of forms that may be missing in a row before the rest is kept apart: a number out of the blue must not make
us fill gigabytes."""


class Damaged(NamedTuple):
    """A row, or a whole table, that cannot be read."""

    table: str
    row: str
    """Its number or name; empty for the table."""
    detail: str


class Reader:
    """Reads rows; what is no such row goes into ``damaged``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.damaged: list[Damaged] = []

    def rows(
        self, table: str, query: str, kinds: str, parameters: Sequence[object] | Mapping[str, object] = ()
    ) -> Iterator[tuple[Plain, ...]]:
        """Rows of these kinds: a letter a column (integer, text, bytes, float), a capital where NULL may stand.

        The first column names the row. When the table itself cannot be read, the rows end there.
        """
        allowed = [{_KINDS[kind.lower()], *((type(None),) if kind.isupper() else ())} for kind in kinds]
        for chunk in self._chunks(table, query, parameters):
            # Column by column, as that is done in C; row by row only where something does not fit.
            columns = zip(*chunk, strict=True)
            if all(one >= set(map(type, cells)) for one, cells in zip(allowed, columns, strict=True)):
                yield from chunk
                continue
            for row in chunk:
                if all(type(cell) in one for one, cell in zip(allowed, row, strict=True)):
                    yield row
                else:
                    self.damaged.append(Damaged(table, _shown(row[0]), ""))

    def _chunks(
        self, table: str, query: str, parameters: Sequence[object] | Mapping[str, object]
    ) -> Iterator[list[tuple[Plain, ...]]]:
        """The rows as SQLite gives them; after text that is no UTF-8 once more, with such text as bytes."""
        count, size = 0, _FEW if table in _LARGE else _CHUNK
        try:
            cursor = self._connection.execute(query, parameters)
            while chunk := cursor.fetchmany(size):
                count += len(chunk)
                yield chunk
            return
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # No code of SQLite's: the text of a row, which the module could not decode.
            if getattr(error, "sqlite_errorcode", None) is not None or isinstance(error, UnicodeDecodeError):
                self.damaged.append(Damaged(table, "", str(error)))
                return
        before = self._connection.text_factory
        self._connection.text_factory = _decoded
        try:
            rows = islice(self._connection.execute(query, parameters), count, None)
            while chunk := list(islice(rows, size)):
                yield chunk
        except sqlite3.DatabaseError as error:
            self.damaged.append(Damaged(table, "", str(error)))
        finally:
            self._connection.text_factory = before


def _shown(cell: object) -> str:
    return cell.hex() if isinstance(cell, bytes) else str(cell)[:80]


@contextmanager
def tolerant(connection: sqlite3.Connection) -> Iterator[Reader]:
    """A reader on a connection, to be used while its transaction lasts."""
    yield Reader(connection)


def _decoded(text: bytes) -> str | bytes:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text


class RunRow(NamedTuple):
    """A row of ``runs``."""

    id: int
    name: str
    as_of: str
    started: str
    moment: float
    finished: str | None
    state: str
    profile: str
    organisation: str
    plan_digest: str
    reassesses: int | None
    coverage: str | None
    info: str | None
    frame: bytes | None
    scope: str

    @property
    def is_finished(self) -> bool:
        """Whether it has results."""
        return self.state == "finished"

    @property
    def is_night(self) -> bool:
        """Whether its results are of series 0."""
        return self.reassesses is None and not self.scope

    @property
    def series(self) -> int:
        """Which validity rows are its results."""
        return 0 if self.is_night else self.id


def read_runs(reader: Reader) -> dict[int, RunRow]:
    """All runs by number, in their order."""
    query = f"SELECT {', '.join(RunRow._fields)} FROM runs ORDER BY id"  # noqa: S608 - names of our own
    found = {}
    for row in reader.rows("runs", query, "itttfTttttITTBt"):
        if abs(row[0]) <= _LARGEST:
            found[row[0]] = RunRow(*row)
        else:
            reader.damaged.append(Damaged("runs", str(row[0]), ""))
    return found


@dataclass
class Digests:
    """Digests of forms by number, 32 bytes each, packed."""

    packed: bytes | bytearray = field(default_factory=bytearray)
    apart: dict[int, bytes] = field(default_factory=dict)

    def close(self) -> None:
        """No more are put; from now on they are found faster."""
        self.packed = bytes(self.packed)

    def put(self, number: int, digest: bytes) -> None:
        """Keep one. Numbers must rise."""
        gap = number - 1 - len(self.packed) // _FORM_BYTES
        if self.apart or not 0 <= gap <= _WIDEST_GAP:
            self.apart[number] = digest
            return
        self.packed += bytes(gap * _FORM_BYTES)
        self.packed += digest

    def numbers(self) -> list[int]:
        """The numbers of all forms, in their order."""
        packed = range(1, len(self.packed) // _FORM_BYTES + 1)
        return sorted([*(number for number in packed if self.get(number) is not None), *self.apart])

    def get(self, number: int) -> bytes | None:
        """The digest of a form; None when there is no such form."""
        at = (number - 1) * _FORM_BYTES
        if 0 <= at < len(self.packed):
            found = self.packed[at : at + _FORM_BYTES]
            return None if found == _NO_FORM else bytes(found)
        return self.apart.get(number)


class FormRow(NamedTuple):
    """A form; its digest and content may disagree."""

    id: int
    digest: bytes
    content: bytes


def read_forms(reader: Reader) -> Iterator[FormRow]:
    """All forms by number; those whose digest is none are damaged rows."""
    for row in reader.rows("forms", "SELECT id, digest, content FROM forms ORDER BY id", "ibb"):
        if len(row[1]) == _FORM_BYTES:
            yield FormRow(*row)
        else:
            reader.damaged.append(Damaged("forms", str(row[0]), ""))


SlotRow: TypeAlias = tuple[int, str, int, int]
"""Writer, kind, name and copy of a slot; a plain tuple, as there are many."""


def read_texts(reader: Reader, table: str) -> dict[int, str]:
    """The texts of ``names`` or ``writers`` by number, in their order."""
    return dict(reader.rows(table, f"SELECT id, text FROM {table} ORDER BY id", "it"))  # noqa: S608 - one of two


def read_slots(reader: Reader) -> dict[int, SlotRow]:
    """All slots by number, in their order."""
    rows = reader.rows("slots", "SELECT id, writer, kind, name, copy FROM slots ORDER BY id", "iitii")
    return cast("dict[int, SlotRow]", {row[0]: row[1:] for row in rows})


class Members:
    """Which writers each run recorded."""

    def __init__(self) -> None:
        self._runs: dict[int, dict[int, frozenset[int]]] = {}

    def add(self, run: int, part: int, writers: frozenset[int]) -> None:
        """Writers that lie in a part of a run."""
        self._runs.setdefault(run, {})[part] = writers

    def has(self, run: int, writer: int) -> bool:
        """Whether a run recorded a writer."""
        return any(writer in writers for writers in self._runs.get(run, {}).values())

    def of(self, run: int) -> set[int]:
        """The writers of a run."""
        return {writer for writers in self._runs.get(run, {}).values() for writer in writers}

    def last_before(self, run: int, wanted: Iterable[int]) -> dict[int, int]:
        """For each writer, the newest run before a number that recorded it; those never recorded are left out."""
        left, found = set(wanted), dict[int, int]()
        for earlier in sorted((n for n in self._runs if n < run), reverse=True):
            if not left:
                break
            here = left & self.of(earlier)
            found.update(dict.fromkeys(here, earlier))
            left -= here
        return found


def read_members(reader: Reader) -> Members:
    """The writers of every run, from its bundles and from packs that stand alone."""
    found = Members()
    listed: dict[int, frozenset[int]] = {}
    query = (
        "SELECT b.id, b.run, b.part, b.members, f.content FROM bundles b JOIN forms f ON f.id = b.members "
        "WHERE b.part >= 0"
    )
    for number, run, part, form, content in reader.rows("bundles", query, "iiiib"):
        writers = listed.get(form)
        if writers is None:
            try:
                writers = listed[form] = frozenset(int(writer) for writer in json.loads(content))
            except (ValueError, TypeError, RecursionError):
                reader.damaged.append(Damaged("bundles", str(number), ""))
                continue
        found.add(run, part, writers)
    alone: dict[int, set[int]] = {}
    for run, writer in reader.rows("packs", "SELECT run, writer FROM packs WHERE writer <> ?", "ii", (OWN,)):
        alone.setdefault(run, set()).add(writer)
    for run, several in alone.items():
        found.add(run, _ALONE, frozenset(several))
    return found
