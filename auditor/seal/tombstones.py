"""Tombstones: what a pruning deleted or stored anew, told so that the seals over it still hold.

A run's seal is over the blobs as they lay there. What a blob was must therefore be told before it goes; with that the
run's root can still be made, and what remains can be held against what the tombstone says.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from auditor.seal.statements import PrunedArtefact, PrunedBundle, SealedBlob, digest_of
from auditor.store.bodies import from_key, to_key
from auditor.store.encoding import from_name
from auditor.store.prune import Pruned


@dataclass(frozen=True, slots=True)
class _Blob:
    """A row of ``bodies`` before the pruning."""

    run: str
    base: bytes | None
    encrypted: bool
    hash: bytes


def pruned_content(
    connection: sqlite3.Connection, before: str, delete: Callable[[], Pruned]
) -> tuple[dict[str, object], Pruned]:
    """Delete, and give the content of the statement that tells of it, with what was deleted.

    ``before`` is the day (ISO 8601) that rows of pruned bodies bear. Everything runs in the caller's transaction.
    """
    names = {number: from_name(name) for number, name in connection.execute("SELECT id, name FROM runs")}
    blobs = dict(_blobs(connection, names))
    bundles = {
        (run, part): digest_of(bodies)
        for run, part, bodies in connection.execute("SELECT run, part, bodies FROM bundles WHERE bodies IS NOT NULL")
    }
    pruned = delete()
    anew = {digest: _now(connection, digest) for digest in pruned.rewritten}
    content: dict[str, object] = {
        "before": before,
        "artefacts": tuple(
            PrunedArtefact(digest, blobs[to_key(digest)].run, _sealed(blobs[to_key(digest)]), anew.get(digest))
            for digest in sorted({*pruned.digests, *pruned.rewritten})
        ),
        "bundles": tuple(PrunedBundle(names.get(run, ""), part, bundles[run, part]) for run, part in pruned.bundles),
    }
    return content, pruned


def _blobs(connection: sqlite3.Connection, names: Mapping[int, str]) -> Iterator[tuple[bytes, _Blob]]:
    rows = connection.execute("SELECT digest, run, base, sealed, body FROM bodies WHERE pruned IS NULL")
    for digest, run, base, encrypted, body in rows:
        yield digest, _Blob(names.get(run, ""), base, bool(encrypted), sha256(body).digest())


def _now(connection: sqlite3.Connection, digest: str) -> SealedBlob:
    query = "SELECT base, sealed, body FROM bodies WHERE digest = ?"
    base, encrypted, body = connection.execute(query, (to_key(digest),)).fetchone()
    return _sealed(_Blob("", base, bool(encrypted), sha256(body).digest()))


def _sealed(blob: _Blob) -> SealedBlob:
    base = None if blob.base is None else from_key(blob.base)
    return SealedBlob(f"sha256:{blob.hash.hex()}", base, blob.encrypted)
