"""Bytes of stable artefacts, each once, by digest.

A later version of the same artefact is stored as the lines that differ from an earlier one: a folder's listing, of
which one line a day is new, costs that line.
"""

import hashlib
import sqlite3
import zlib
from typing import TypeAlias

from auditor.store.linediff import apply_difference, difference

_PREFIX = "sha256:"

Digest: TypeAlias = str
"""``sha256:`` and 64 hexadecimal digits."""


def digest_of(data: bytes) -> Digest:
    """The digest of bytes, as artefacts bear it."""
    return _PREFIX + hashlib.sha256(data).hexdigest()


def to_key(digest: Digest) -> bytes:
    """A digest as SQLite holds it: 32 bytes; anything else as its own text."""
    if digest.startswith(_PREFIX) and len(digest) == len(_PREFIX) + 64:
        try:
            return bytes.fromhex(digest[len(_PREFIX) :])
        except ValueError:
            pass
    return b":" + digest.encode("utf-8", "surrogatepass")


def from_key(key: bytes) -> Digest:
    """What `to_key` wrote."""
    return key[1:].decode("utf-8", "surrogatepass") if key[:1] == b":" and len(key) != 32 else _PREFIX + key.hex()


def write_body(connection: sqlite3.Connection, digest: Digest, data: bytes, earlier: Digest | None = None) -> None:
    """Store bytes unless they are there. ``earlier`` names what the same artefact held before."""
    key = to_key(digest)
    if connection.execute("SELECT 1 FROM bodies WHERE digest = ?", (key,)).fetchone():
        return
    body, base = zlib.compress(data, 6), None
    found = None if earlier is None else _base(connection, to_key(earlier))
    if found is not None:
        against = zlib.compress(difference(found[1], data), 6)
        if len(against) * 2 < len(body):
            body, base = against, found[0]
    connection.execute("INSERT INTO bodies (digest, base, body) VALUES (?, ?, ?)", (key, base, body))


def read_body(connection: sqlite3.Connection, digest: Digest) -> bytes | None:
    """Stored bytes as they lie there, not yet held against their digest; None when there are none."""
    row = connection.execute("SELECT base, body FROM bodies WHERE digest = ?", (to_key(digest),)).fetchone()
    if row is None:
        return None
    base, body = row
    data = zlib.decompress(body)
    if base is None:
        return data
    found = _base(connection, base)
    if found is None:
        raise zlib.error("the base of an artefact is missing")
    return apply_difference(found[1], data)


def _base(connection: sqlite3.Connection, key: bytes) -> tuple[bytes, bytes] | None:
    """The whole body that a digest stands on: itself, or what it was stored against."""
    row = connection.execute("SELECT base, body FROM bodies WHERE digest = ?", (key,)).fetchone()
    if row is None:
        return None
    base, body = row
    return (key, zlib.decompress(body)) if base is None else _base(connection, base)
