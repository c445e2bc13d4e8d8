"""Bytes of stable artefacts, each once, by digest.

A later version of the same artefact is stored as the lines that differ from an earlier one: a folder's listing, of
which one line a day is new, costs that line. Artefacts are compressed and then encrypted; what a report shows of
controls and subjects lies here too and is not, so that past reports need no key.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.linediff import apply_difference, difference
from auditor.store.protection import Protection

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


def write_body(
    connection: sqlite3.Connection,
    digest: Digest,
    data: bytes,
    *,
    run: int,
    protection: Protection | None,
    earlier: Digest | None = None,
) -> None:
    """Store bytes unless they are there. ``earlier`` names what the same artefact held before.

    Bytes that were pruned are stored again, and are then this run's. Without ``protection`` they are written plain.
    """
    key = to_key(digest)
    row = connection.execute("SELECT pruned FROM bodies WHERE digest = ?", (key,)).fetchone()
    if row is not None and row[0] is None:
        return
    body, base = zlib.compress(data, 6), None
    found = None if earlier is None else _usable(connection, to_key(earlier), protection)
    if found is not None:
        against = zlib.compress(difference(found[1], data), 6)
        if len(against) * 2 < len(body):
            body, base = against, found[0]
    values = (base, shut(protection, digest, body), run, protection is not None, None, key)
    if row is None:
        connection.execute(
            "INSERT INTO bodies (base, body, run, sealed, pruned, digest) VALUES (?, ?, ?, ?, ?, ?)", values
        )
    else:
        connection.execute(
            "UPDATE bodies SET base = ?, body = ?, run = ?, sealed = ?, pruned = ? WHERE digest = ?", values
        )


def pruned_among(connection: sqlite3.Connection, digests: Iterable[Digest]) -> list[Digest]:
    """Those digests whose bytes were there and were pruned."""
    keys = [to_key(digest) for digest in digests]
    if not keys:
        return []
    marks = ", ".join("?" * len(keys))
    # By its own small index: the column lies behind bytes that nobody wants to read here.
    query = f"SELECT digest FROM bodies INDEXED BY bodies_pruned WHERE pruned IS NOT NULL AND digest IN ({marks})"  # noqa: S608
    rows = connection.execute(query, keys)
    return [from_key(key) for (key,) in rows.fetchall()]


def read_body(connection: sqlite3.Connection, digest: Digest, protection: Protection | None = None) -> bytes | None:
    """Stored bytes as they lie there, not yet held against their digest; None when there are none.

    Raises StoreError: pruned, no key, another key's, altered. Raises zlib.error, msgspec.DecodeError: damaged.
    """
    found = _stored(connection, digest, protection)
    if found is None:
        return None
    base, pieces = found
    if base is None:
        return pieces
    whole = _stored(connection, from_key(base), protection)
    # Whole bodies alone are stored against; more than one step would be no store of ours.
    if whole is None or whole[0] is not None:
        raise zlib.error("the base of an artefact is missing")
    return apply_difference(whole[1], pieces)


def _stored(
    connection: sqlite3.Connection, digest: Digest, protection: Protection | None
) -> tuple[bytes | None, bytes] | None:
    """What a body is stored against, and its bytes or the pieces that differ; None when it is not there."""
    query = "SELECT base, body, sealed, pruned FROM bodies WHERE digest = ?"
    row = connection.execute(query, (to_key(digest),)).fetchone()
    if row is None:
        return None
    base, body, sealed, pruned = row
    if pruned is not None:
        raise StoreError(message("store.artefact_pruned", digest=digest))
    return base, zlib.decompress(opened(protection, digest, body, sealed))


def shut(protection: Protection | None, digest: Digest, body: bytes) -> bytes:
    """A compressed body as it is written: encrypted where there is a key."""
    return body if protection is None else protection.encrypt(body, digest.encode("utf-8", "surrogatepass"))


def opened(protection: Protection | None, digest: Digest, body: bytes, sealed: int) -> bytes:
    """What `shut` was given; ``sealed`` is the column's value. Raises StoreError."""
    if not sealed:
        return body
    if protection is None:
        raise StoreError(message("store.no_key"))
    return protection.decrypt(body, digest.encode("utf-8", "surrogatepass"))


def _usable(connection: sqlite3.Connection, key: bytes, protection: Protection | None) -> tuple[bytes, bytes] | None:
    """The whole body that a digest stands on (itself, or what it is stored against), to store another one against.

    None when it is gone or not what it was: nothing new must rest on that.
    """
    row = connection.execute("SELECT coalesce(base, digest) FROM bodies WHERE digest = ?", (key,)).fetchone()
    if row is None:
        return None
    key = row[0]
    digest = from_key(key)
    try:
        data = read_body(connection, digest, protection)
    except (StoreError, zlib.error, msgspec.DecodeError):
        return None
    return None if data is None or digest_of(data) != digest else (key, data)
