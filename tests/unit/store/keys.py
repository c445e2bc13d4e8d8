"""Keys of artefacts, and looking for what must not lie readable in a file."""

import lzma
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from auditor.store.protection import Protection

KEY = Protection(bytes(range(32)))
OTHER = Protection(bytes(range(1, 33)))

_LONGEST = 1 << 20


def readable(path: Path, texts: list[bytes]) -> set[bytes]:
    """Which texts lie in a store's file or its log: as they are, or within anything compressed that begins there.

    Every byte that may begin a compressed stream is tried, so that freed pages and gaps within pages are looked at too.
    """
    found = set()
    for file in (path, path.with_name(path.name + "-wal")):
        if file.exists():
            for data in _readings(file.read_bytes()):
                found |= {text for text in texts if text in data}
    return found


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    for start in _occurrences(data, b"\x78"):
        if data[start + 1 : start + 2] in (b"\x01", b"\x5e", b"\x9c", b"\xda"):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(data[start : start + _LONGEST], _LONGEST)
    for start in _occurrences(data, b"\xfd7zXZ\0"):
        with suppress(lzma.LZMAError):
            yield lzma.LZMADecompressor().decompress(data[start : start + _LONGEST], _LONGEST)


def _occurrences(data: bytes, sought: bytes) -> Iterator[int]:
    at = data.find(sought)
    while at >= 0:
        yield at
        at = data.find(sought, at + 1)


def careless(path: Path) -> None:
    """What a SQLite that overwrites nothing leaves behind: freed pages that still hold artefacts and packs."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE gone AS SELECT body FROM bodies UNION ALL SELECT body FROM packs")
    connection.execute("INSERT INTO gone SELECT body FROM bundles")
    connection.execute("DROP TABLE gone")
    connection.close()
