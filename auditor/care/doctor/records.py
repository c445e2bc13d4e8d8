"""The store and its seals: whole, of our version, ending where they should. The full check is `auditor verify`."""

from collections.abc import Iterator
from contextlib import suppress

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene
from auditor.model.places import SEAL_KEY, STORE
from auditor.scheduler.lock import AUDIT_LOCK, holder
from auditor.seal.folder import NAME
from auditor.seal.keys import PublicKey
from auditor.seal.notes import head, note_of
from auditor.seal.rotation import current_key
from auditor.store.store import Store

LARGEST_LOG = 256 * 1024 * 1024
"""Bytes of SQLite's log beside the store that nobody has open; it is written back when the last process closes it."""


def look_at_integrity(scene: Scene) -> Iterator[Finding]:
    """The file as SQLite sees it, its tables, and the rows that no seal covers."""
    if scene.store is None:
        return
    faults = scene.store.integrity()
    if faults:
        yield act("store_damaged", faults=tuple(faults[:5]), count=len(faults))
    else:
        yield fine("store_whole")
    if scene.store.has_plain_traces():
        yield note("store_plain")
    log = scene.state / f"{STORE}-wal"
    with suppress(FileNotFoundError):
        size = log.stat().st_size
        if size > LARGEST_LOG and holder(scene.state / AUDIT_LOCK) is None:
            yield note("store_log", size=size)


def look_at_seals(scene: Scene) -> Iterator[Finding]:
    """The chain has a head, the newest night is sealed, and the public key beside it is the one that sealed."""
    if scene.store is None:
        return
    nights = scene.store.nights(1)
    newest = head(scene.store)
    if newest is None:
        if nights:
            yield act("seal_none", run=nights[0].id)
        return
    if nights and note_of(scene.store, nights[0].id) is None:
        yield act("seal_night", run=nights[0].id)
    else:
        yield fine("seal_head", number=newest.number, digest=newest.digest)
    path = scene.state / SEAL_KEY
    if not path.exists():
        yield note("seal_key_none", path=str(path))
        return
    published = PublicKey.from_pem(path.read_bytes()[:10_000]).fingerprint
    used = _key_in_use(scene.store) or newest.key
    if published != used:
        yield act("seal_key_other", path=str(path), published=published, used=used)


def _key_in_use(store: Store) -> str | None:
    """The key that the next seal is to be made with: another than the newest seal's, once it was rotated."""
    with store.reading() as connection:
        key = current_key(connection)
    return None if key is None else key.fingerprint


def look_for_lost_records(scene: Scene) -> Iterator[Finding]:
    """Nothing is sealed here, yet traces of sealed runs lie about: a store that was deleted, emptied or not mounted."""
    path = scene.state / STORE
    if scene.store is None and path.exists():
        return  # it could not be opened, which is said
    if scene.store is not None and head(scene.store) is not None:
        return
    reports = sorted(scene.root.glob(f"reports/*/{NAME}"))
    traces = [*reports[-1:], *(p for p in (scene.state / SEAL_KEY,) if p.exists())]
    if traces:
        yield act("records_gone", path=str(path), trace=str(traces[0]))
