"""What writers measured in a night, apart from what stays.

While a night is at work each writer's pack is a row of its own, so that a kill loses nothing. When the night is over
its packs are bundled: writers with neighbouring numbers are compressed together (LZMA), as their packs differ in the
digits of clocks and counters only. Every bundle stands on its own, so that any night can be pruned.

Volatile artefacts lie beside the pack or bundle they belong to, compressed and then encrypted, so that everything else
can be read without a key.
"""

import json
import lzma
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.encoding import from_name
from auditor.store.interning import Forms
from auditor.store.protection import Protection, unwrap, wrap

OWN = 0
"""The number of the run's own pack among its writers."""

_PART = 128
"""Writers in a part: enough to compress well, few enough to read one pack in milliseconds."""
_FILTERS = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20, "lc": 3, "lp": 0, "pb": 0}
]
"""Of text and MessagePack, which are aligned to nothing (pb 0); a dictionary as large as a bundle gets."""

OWN_PART = -1
"""The part of the run's own pack."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[bytes])
_GROUPS = msgspec.msgpack.Decoder(list[list[bytes]])


def write_pack(
    connection: sqlite3.Connection,
    run: int,
    writer: int,
    data: bytes,
    volatile: Sequence[bytes] = (),
    protection: Protection | None = None,
) -> None:
    """Record a pack in the newest run, in place of an earlier one of the same writer."""
    connection.execute(
        "INSERT OR REPLACE INTO packs (run, writer, body, bodies) VALUES (?, ?, ?, ?)",
        (run, writer, *pack_columns(data, volatile, run, writer, protection)),
    )


def pack_columns(
    data: bytes, volatile: Sequence[bytes], run: int, writer: int, protection: Protection | None
) -> tuple[bytes, bytes | None]:
    """The columns ``body`` and ``bodies`` of a pack."""
    apart = wrap(protection, zlib.compress(_ENCODER.encode(volatile), 1), _about(run, writer)) if volatile else None
    return zlib.compress(data, 1), apart


def unpacked(
    body: bytes, apart: bytes | None, run: int, writer: int, protection: Protection | None = None
) -> tuple[bytes, list[bytes]]:
    """What `pack_columns` was given. Raises StoreError: no key, another key's, altered."""
    if apart is None:
        return zlib.decompress(body), []
    opened = unwrap(protection, apart, _about(run, writer))
    return zlib.decompress(body), _DECODER.decode(zlib.decompress(opened))


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
    return unbundled(row[1])[members.index(writer)] if writer in members else None


def read_volatile(
    connection: sqlite3.Connection, run: int, writer: int, protection: Protection | None = None
) -> list[bytes]:
    """The volatile artefacts that lie beside a pack; none when there are none or they were pruned.

    Raises StoreError: no key, another key's, altered.
    """
    row = connection.execute("SELECT body, bodies FROM packs WHERE run = ? AND writer = ?", (run, writer)).fetchone()
    try:
        if row is not None:
            body, apart = row
            return unpacked(body, apart, run, writer, protection)[1]
        row = connection.execute(
            "SELECT f.content, b.bodies FROM bundles b JOIN forms f ON f.id = b.members WHERE b.run = ? AND b.part = ?",
            (run, _part(writer)),
        ).fetchone()
        members: list[int] = [] if row is None else json.loads(row[0])
        if writer not in members or row[1] is None:
            return []
        return unbundled_volatile(row[1], run, _part(writer), protection)[members.index(writer)]
    except StoreError as error:
        if error.message.code != "store.artefact_altered":
            raise
        name = connection.execute("SELECT name FROM runs WHERE id = ?", (run,)).fetchone()[0]
        raise StoreError(message("store.measured_altered", run=from_name(name))) from error


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


def bundle_packs(connection: sqlite3.Connection, forms: Forms, run: int, protection: Protection | None = None) -> None:
    """Bundle all packs that stand alone: of the run that ends, and of earlier ones that broke off.

    An earlier run stays as it is where its packs cannot be read (the key is not at hand, or they are damaged): that
    must not keep the nights that follow from ending.
    """
    runs = [number for (number,) in connection.execute("SELECT DISTINCT run FROM packs ORDER BY run")]
    for number in runs:
        try:
            packs = _packs_of(connection, number, protection)
        except (StoreError, zlib.error, msgspec.DecodeError):
            if number == run:
                raise
            continue
        for part, members in packs.items():
            listed = forms.make(connection, json.dumps([writer for writer, _, _ in members]).encode())
            columns = bundled([data for _, data, _ in members], [v for _, _, v in members], number, part, protection)
            connection.execute(
                "INSERT INTO bundles (part, run, members, body, bodies) VALUES (?, ?, ?, ?, ?)",
                (part, number, listed, *columns),
            )
        connection.execute("DELETE FROM packs WHERE run = ?", (number,))


def _packs_of(
    connection: sqlite3.Connection, run: int, protection: Protection | None
) -> dict[int, list[tuple[int, bytes, list[bytes]]]]:
    """Writers with their packs and volatile artefacts, by part."""
    packs: dict[int, list[tuple[int, bytes, list[bytes]]]] = {}
    rows = connection.execute("SELECT writer, body, bodies FROM packs WHERE run = ? ORDER BY writer", (run,))
    for writer, body, apart in rows:
        packs.setdefault(_part(writer), []).append((writer, *unpacked(body, apart, run, writer, protection)))
    return packs


def bundled(
    packs: Sequence[bytes],
    volatile: Sequence[Sequence[bytes]],
    run: int,
    part: int,
    protection: Protection | None,
) -> tuple[bytes, bytes | None]:
    """The columns ``body`` and ``bodies`` of a bundle."""
    apart = wrap(protection, _compressed(_ENCODER.encode(volatile)), _about_part(run, part)) if any(volatile) else None
    return _compressed(_ENCODER.encode(packs)), apart


def unbundled_volatile(apart: bytes, run: int, part: int, protection: Protection | None = None) -> list[list[bytes]]:
    """The volatile artefacts of a bundle, by member. Raises StoreError: no key, another key's, altered."""
    return _several(unwrap(protection, apart, _about_part(run, part)))


def _about(run: int, writer: int) -> bytes:
    return b"run %d writer %d" % (run, writer)


def _about_part(run: int, part: int) -> bytes:
    return b"run %d part %d" % (run, part)


def _part(writer: int) -> int:
    return OWN_PART if writer == OWN else writer // _PART


def _compressed(data: bytes) -> bytes:
    return lzma.compress(data, check=lzma.CHECK_CRC32, filters=_FILTERS)


@lru_cache(maxsize=32)
def unbundled(body: bytes) -> list[bytes]:
    """The packs of a bundle. Those of one night are mostly read one after the other."""
    return _DECODER.decode(lzma.decompress(body, lzma.FORMAT_XZ))


@lru_cache(maxsize=8)
def _several(data: bytes) -> list[list[bytes]]:
    return _GROUPS.decode(lzma.decompress(data, lzma.FORMAT_XZ))
