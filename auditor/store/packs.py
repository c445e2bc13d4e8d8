"""What writers measured in a night, apart from what stays.

While a night is at work each writer's pack is a row of its own, so that a kill loses nothing. When the night is over
its packs are bundled: writers with neighbouring numbers are compressed together (LZMA), as their packs differ in the
digits of clocks and counters only. Every bundle stands on its own, so that any night can be pruned.
"""

import json
import lzma
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from auditor.store.encoding import from_name
from auditor.store.interning import Forms

OWN = 0
"""The number of the run's own pack among its writers."""

_PART = 128
"""Writers in a part: enough to compress well, few enough to read one pack in milliseconds."""
_FILTERS = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20, "lc": 3, "lp": 0, "pb": 0}
]
"""Of text and MessagePack, which are aligned to nothing (pb 0); a dictionary as large as a bundle gets."""

_OWN_PART = -1

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[bytes])


def write_pack(connection: sqlite3.Connection, run: int, writer: int, data: bytes) -> None:
    """Record a pack in the newest run, in place of an earlier one of the same writer."""
    connection.execute(
        "INSERT OR REPLACE INTO packs (run, writer, body) VALUES (?, ?, ?)", (run, writer, zlib.compress(data, 1))
    )


def read_pack(connection: sqlite3.Connection, run: int, writer: int) -> bytes | None:
    """The pack of a run and writer; None when that writer was not recorded in that run."""
    row = connection.execute("SELECT body FROM packs WHERE run = ? AND writer = ?", (run, writer)).fetchone()
    if row is not None:
        return zlib.decompress(row[0])
    row = connection.execute(
        "SELECT f.content, b.body FROM bundles b JOIN forms f ON f.id = b.members WHERE b.run = ? AND b.part = ?",
        (run, _part(writer)),
    ).fetchone()
    members: list[int] = [] if row is None else json.loads(row[0])
    return _unbundled(row[1])[members.index(writer)] if writer in members else None


def runs_of(connection: sqlite3.Connection, writer: int, before: int | None = None) -> Iterator[int]:
    """The runs in which a writer was recorded, newest first, from those before a number."""
    rows = connection.execute(
        "SELECT r.id, p.writer, f.content FROM runs r LEFT JOIN packs p ON p.run = r.id AND p.writer = :writer "
        "LEFT JOIN bundles b ON b.run = r.id AND b.part = :part LEFT JOIN forms f ON f.id = b.members "
        "WHERE (:before IS NULL OR r.id < :before) ORDER BY r.id DESC",
        {"writer": writer, "part": _part(writer), "before": before},
    )
    for run, single, members in rows:
        if single is not None or (members is not None and writer in json.loads(members)):
            yield run


def writers_of(connection: sqlite3.Connection, run: int) -> list[tuple[int, str]]:
    """Numbers and names of all that was recorded in a run, by name; the run's own pack left out."""
    rows = connection.execute(
        "SELECT id, text FROM writers WHERE id <> :own AND id IN (SELECT writer FROM packs WHERE run = :run UNION ALL "
        "SELECT m.value FROM bundles b JOIN forms f ON f.id = b.members, json_each(CAST(f.content AS TEXT)) m "
        "WHERE b.run = :run)",
        {"own": OWN, "run": run},
    )
    return sorted(((number, from_name(text)) for number, text in rows), key=lambda row: row[1])


def bundle_packs(connection: sqlite3.Connection, forms: Forms) -> None:
    """Bundle all packs that stand alone: of the run that ends, and of earlier ones that broke off."""
    runs = [run for (run,) in connection.execute("SELECT DISTINCT run FROM packs ORDER BY run")]
    for run in runs:
        packs: dict[int, list[tuple[int, bytes]]] = {}
        for writer, body in connection.execute("SELECT writer, body FROM packs WHERE run = ? ORDER BY writer", (run,)):
            packs.setdefault(_part(writer), []).append((writer, body))
        for part, members in packs.items():
            _bundle(connection, forms, run, part, members)
        connection.execute("DELETE FROM packs WHERE run = ?", (run,))


def _part(writer: int) -> int:
    return _OWN_PART if writer == OWN else writer // _PART


def _bundle(
    connection: sqlite3.Connection, forms: Forms, run: int, part: int, members: Sequence[tuple[int, bytes]]
) -> None:
    data = _ENCODER.encode([zlib.decompress(body) for _, body in members])
    listed = forms.make(connection, json.dumps([writer for writer, _ in members]).encode())
    body = lzma.compress(data, check=lzma.CHECK_CRC32, filters=_FILTERS)
    connection.execute("INSERT INTO bundles (part, run, members, body) VALUES (?, ?, ?, ?)", (part, run, listed, body))


@lru_cache(maxsize=32)
def _unbundled(body: bytes) -> list[bytes]:
    """The packs of a bundle. Those of one night are mostly read one after the other."""
    return _DECODER.decode(lzma.decompress(body, lzma.FORMAT_XZ))
