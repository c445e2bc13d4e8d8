"""A store's artefacts under one key: the key it goes by, and the encryption of what was written without one.

A store of 0.1.0 is encrypted when it is first opened with a key: step by step, each a transaction of a few megabytes
that also notes how far it came, so that it goes on there after a kill. In the end the file is rewritten (VACUUM): freed
pages may still hold what was plain.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.bodies import from_key, shut
from auditor.store.database import StoreFile
from auditor.store.encoding import from_pack, to_pack
from auditor.store.memory import recall, remember
from auditor.store.packs import OWN, OWN_PART, bundled, pack_columns, unbundled, unbundled_volatile, unpacked
from auditor.store.protection import ENCRYPTED, Protection
from auditor.store.record import Night
from auditor.store.volatile import told_of

_NAME = "store.artefact_key"
_BYTES = 4 << 20
"""Most bytes that one transaction encrypts."""

_BODIES, _PACKS, _BUNDLES, _SCRUB, _DONE = "bodies", "packs", "bundles", "scrub", "done"


@dataclass(frozen=True, slots=True)
class _Progress:
    """Which key the store goes by, and how far its artefacts are encrypted."""

    identity: str
    stage: str
    after: str = ""
    """The last entry that is encrypted: digest of a body in hexadecimal, number of a pack or bundle."""


def key_of(connection: sqlite3.Connection) -> str | None:
    """`Protection.identity` of the key that the store's artefacts are encrypted under; None while they are plain."""
    found = _progress(connection)
    return None if found is None else found.identity


def unfinished(connection: sqlite3.Connection) -> bool:
    """Whether artefacts of before, or their traces in freed pages, may still lie in the file readable."""
    found = _progress(connection)
    return found is not None and found.stage != _DONE


def forget_key(connection: sqlite3.Connection) -> None:
    """Let the next key that the store is opened with be its key."""
    connection.execute("DELETE FROM memory WHERE name = ?", (_NAME,))


def protect(file: StoreFile, protection: Protection) -> None:
    """Make this key the store's, and encrypt under it whatever is plain. Raises StoreError for another key."""
    with file.reading() as connection:
        found = _progress(connection)
    if found is None:
        with file.writing() as connection:
            found = _progress(connection)
            if found is None:
                stage = _BODIES if _holds_artefacts(connection) else _DONE
                found = _note(connection, _Progress(protection.identity, stage))
    if found.identity != protection.identity:
        raise StoreError(message("store.wrong_key"))
    while found.stage in _STEPS:
        with file.writing() as connection:
            found = _progress(connection) or found
            if found.stage in _STEPS:
                found = _note(connection, _STEPS[found.stage](connection, protection, found.after))
    if found.stage == _SCRUB:
        # No room, or another process reads: everything is encrypted already, and the next opening tries again.
        with suppress(StoreError):
            file.rewrite()
            with file.writing() as connection:
                _note(connection, _Progress(protection.identity, _DONE))


def _progress(connection: sqlite3.Connection) -> _Progress | None:
    found = recall(connection, _NAME)
    return None if found is None else _Progress(*found.split(" "))


def _note(connection: sqlite3.Connection, progress: _Progress) -> _Progress:
    remember(connection, _NAME, f"{progress.identity} {progress.stage} {progress.after}")
    return progress


def _holds_artefacts(connection: sqlite3.Connection) -> bool:
    # Pages that were freed count too: a run that was recorded and replaced has left its traces there.
    query = "SELECT 1 FROM bodies UNION ALL SELECT 1 FROM packs UNION ALL SELECT 1 FROM bundles LIMIT 1"
    return connection.execute(query).fetchone() is not None


def _encrypt_bodies(connection: sqlite3.Connection, protection: Protection, after: str) -> _Progress:
    """Stored bytes as they are: compressed, and some of them differences from others."""
    rows = connection.execute(
        "SELECT digest, body FROM bodies WHERE digest > ? AND NOT sealed AND pruned IS NULL "
        "AND digest NOT IN (SELECT frame FROM runs WHERE frame IS NOT NULL) ORDER BY digest",
        (bytes.fromhex(after),),
    )
    changed = [(shut(protection, from_key(key), body), key) for key, body in _batch(rows)]
    connection.executemany("UPDATE bodies SET body = ?, sealed = 1 WHERE digest = ?", changed)
    return _Progress(protection.identity, _BODIES, changed[-1][1].hex()) if changed else _next(protection, _PACKS)


def _encrypt_packs(connection: sqlite3.Connection, protection: Protection, after: str) -> _Progress:
    rows = connection.execute(
        "SELECT id, body, bodies, run, writer FROM packs WHERE id > ? AND writer <> ? ORDER BY id", (int(after), OWN)
    )
    last = ""
    for number, body, apart, run, writer in list(_batch(rows)):
        last = str(number)
        if apart is not None and apart[:1] == ENCRYPTED:
            continue
        night, volatile = _divided(*unpacked(body, apart, run, writer))
        columns = pack_columns(night, volatile, run, writer, protection)
        connection.execute("UPDATE packs SET body = ?, bodies = ? WHERE id = ?", (*columns, number))
    return _Progress(protection.identity, _PACKS, last) if last else _next(protection, _BUNDLES)


def _encrypt_bundles(connection: sqlite3.Connection, protection: Protection, after: str) -> _Progress:
    rows = connection.execute(
        "SELECT id, body, bodies, run, part FROM bundles WHERE id > ? AND part <> ? ORDER BY id", (int(after), OWN_PART)
    )
    last = ""
    for number, body, apart, run, part in list(_batch(rows)):
        last = str(number)
        if apart is not None and apart[:1] == ENCRYPTED:
            continue
        packs = unbundled(body)
        bodies = [[] for _ in packs] if apart is None else unbundled_volatile(apart, run, part)
        divided = [_divided(*pack) for pack in zip(packs, bodies, strict=True)]
        if any(volatile for _, volatile in divided):
            columns = bundled([night for night, _ in divided], [v for _, v in divided], run, part, protection)
            connection.execute("UPDATE bundles SET body = ?, bodies = ? WHERE id = ?", (*columns, number))
    return _Progress(protection.identity, _BUNDLES, last) if last else _Progress(protection.identity, _SCRUB)


_STEPS: dict[str, Callable[[sqlite3.Connection, Protection, str], _Progress]] = {
    _BODIES: _encrypt_bodies,
    _PACKS: _encrypt_packs,
    _BUNDLES: _encrypt_bundles,
}


def _next(protection: Protection, stage: str) -> _Progress:
    return _Progress(protection.identity, stage, "0")


def _batch(rows: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """Rows until their second column has come to so many bytes; at least one."""
    taken = 0
    for row in rows:
        yield row
        taken += len(row[1])
        if taken >= _BYTES:
            return


def _divided(data: bytes, volatile: list[bytes]) -> tuple[bytes, list[bytes]]:
    """A pack and its volatile artefacts apart, as 0.1.0 did not keep them."""
    night = from_pack(data, Night)
    if not night.bodies:
        return data, volatile
    night.volatile, bodies, night.bodies = told_of(night.bodies), night.bodies, []
    return to_pack(night), bodies
