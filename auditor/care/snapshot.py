"""A copy of the store as it is at one moment, taken while other processes may record a night."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.care.manifest import Head
from auditor.care.workshop import told, workshop
from auditor.errors import CareError, StoreError
from auditor.model.places import STORE, VAULT
from auditor.model.words import message
from auditor.seal.notes import head
from auditor.seal.statements import digest_of
from auditor.store.store import Store
from auditor.vault.vault import read_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """What a store holds, in short."""

    head: Head | None
    origin: str
    """Digest of the chain's first statement; empty before the first seal."""
    nights: int
    newest: str


_TRIES = 5
_ROOM = 256 * 1024 * 1024
"""Bytes."""

EMPTY = Snapshot(head=None, origin="", nights=0, newest="")
"""Of a workspace that has no store yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Store and vault of one moment: a sealing key that the store says counts is in the vault."""

    store: Path | None
    """The copy; None where there is no store."""
    found: Snapshot
    vault: bytes
    """The vault's file; empty where there is none."""


@contextmanager
def copied(state: Path, bench: Path) -> Iterator[Pair]:
    """Copies of store and vault as they are now; the store's is gone when the block ends.

    It is made beside the store where there is room, for SQLite works there (not on every share), else in ``bench``.
    Raises StoreError and VaultError when they cannot be read, CareError when the store is damaged: a copy of damage
    must not push out the copies from before it.
    """
    store = state / STORE
    if not store.exists():
        yield Pair(store=None, found=EMPTY, vault=_vault(state))
        return
    with ExitStack() as stack:
        if _has_room(store):
            with told(store.parent):
                bench = stack.enter_context(workshop(store.parent, "backup"))
        copy = bench / store.name
        with full_told(bench.parent):
            vault = _copy_both(state, copy)
            found = look(copy)
        yield Pair(store=copy, found=found, vault=vault)


@contextmanager
def full_told(folder: Path) -> Iterator[None]:
    """A store that does not fit is told as the disk of a folder that is full, not by the name of a working copy."""
    try:
        yield
    except StoreError as error:
        if error.message.code in ("store.backup_full", "store.full"):
            raise CareError(message("care.full", folder=str(folder))) from error
        raise


def _copy_both(state: Path, copy: Path) -> bytes:
    """Copy the store, and return the vault as it was before and after: no key was replaced between the two."""
    for _ in range(_TRIES):
        before = _vault(state)
        with Store.open(state / STORE) as live:
            live.backup(copy)
        if _vault(state) == before:
            return before
        copy.unlink()
    raise CareError(message("care.source_changing", path=f"state/{VAULT}"))


def _vault(state: Path) -> bytes:
    path = state / VAULT
    return read_file(path) if path.exists() else b""


def _has_room(store: Path) -> bool:
    """Whether a copy beside the store leaves a night more room than it needs."""
    found = os.statvfs(store.parent)
    return found.f_bavail * found.f_frsize > 3 * store.stat().st_size + _ROOM


def look(store: Path) -> Snapshot:
    """What a store holds. Raises StoreError, and CareError when it is damaged."""
    with Store.open(store) as opened:
        faults = opened.integrity()
        if faults:
            raise CareError(message("care.store_damaged", faults=tuple(faults[:5])))
        nights = opened.nights()
        newest = head(opened)
        return Snapshot(
            head=None if newest is None else Head(number=newest.number, digest=newest.digest),
            origin=origin(opened),
            nights=len(nights),
            newest=nights[0].id if nights else "",
        )


def origin(store: Store) -> str:
    """Digest of the chain's first statement; empty before the first seal."""
    with store.reading() as connection:
        row = connection.execute("SELECT statement FROM seals ORDER BY number LIMIT 1").fetchone()
    return "" if row is None else digest_of(row[0])
