"""Whose signatures count: the key in use, its rotation, and what is done when it is lost.

The vault and the store are two files, and a rotation changes both. The new private key is first put beside the old one
in the vault; then the store's statement hands over to it; then it takes the old one's place in the vault. Wherever the
power goes, the store says which of the two keys counts, and the vault holds it: `signing_key` puts the vault in order
again before anything is signed.
"""

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from auditor.errors import SealError, UsageError
from auditor.model.japan import JST
from auditor.model.words import message
from auditor.seal.keys import KEY_BYTES, PublicKey, SealingKey
from auditor.seal.prune import abandon_artefacts
from auditor.seal.sealer import Sealer
from auditor.seal.statements import KeyStatement, StatementKind, loss, read_statement, rotation
from auditor.store.encrypting import key_of
from auditor.store.protection import Protection

if TYPE_CHECKING:
    from auditor.store.store import Store


class KeyHolder(Protocol):
    """What keeps the private key: the vault."""

    @property
    def sealing_key(self) -> bytes:
        """The private key that signs."""

    @property
    def artefact_key(self) -> bytes:
        """The key of the artefacts at rest."""

    @property
    def next_sealing_key(self) -> bytes:
        """The one that is to take its place; empty when no rotation is under way."""

    def announce_sealing_key(self, private: bytes) -> None:
        """Keep another one beside it."""

    def replace_sealing_key(self, private: bytes) -> bytes:
        """Put another one in its place; none is beside it then."""


def current_key(connection: sqlite3.Connection) -> PublicKey | None:
    """The key whose signatures count now, as the newest statement about keys says; None when nothing is sealed.

    Raises SealError when that statement cannot be read. Whether it holds is for `auditor.seal.verify` to say.
    """
    row = connection.execute(
        "SELECT statement FROM seals WHERE kind = ? ORDER BY number DESC LIMIT 1", (StatementKind.KEY.value,)
    ).fetchone()
    if row is None:
        return None
    try:
        found = read_statement(row[0])
        if isinstance(found, KeyStatement):
            return PublicKey.from_text(found.public_key)
    except (msgspec.DecodeError, ValueError) as error:
        raise SealError(message("rotation.unreadable")) from error
    raise SealError(message("rotation.unreadable"))


def signing_key(store: "Store", holder: KeyHolder) -> SealingKey:
    """The key to seal with. A rotation that was cut off is brought to its end, or taken back, first.

    Raises SealError when the vault holds another key than the one whose signatures count: it comes from a backup that
    is older than the last rotation, or the key was lost and nobody has said so yet.
    """
    with store.reading() as connection:
        current = current_key(connection)
    waiting = holder.next_sealing_key
    if waiting and current == SealingKey(waiting).public:
        holder.replace_sealing_key(waiting)
    key = SealingKey(holder.sealing_key)
    if current is not None and current != key.public:
        found = key.public.fingerprint
        raise SealError(message("rotation.other_key", expected=current.fingerprint, found=found))
    return key


def rotate(
    store: "Store",
    holder: KeyHolder,
    clock: Callable[[], datetime],
    *,
    reason: str = "",
    by: str = "",
    token: Callable[[int], bytes] = secrets.token_bytes,
) -> PublicKey:
    """Hand over to a new key, with a statement that the old one signs and the new one endorses. Returns the new one.

    The caller holds the lock of assessments: nothing must be sealed meanwhile. Raises SealError as `signing_key` does,
    UsageError when nothing is sealed yet.
    """
    old = signing_key(store, holder)
    _require_sealed(store)
    new = SealingKey(token(KEY_BYTES))
    holder.announce_sealing_key(new.private)
    with store.writing() as connection:
        content = rotation(new.public, old.public, reason=reason, by=by)
        Sealer(old, clock).append(connection, StatementKind.KEY, content, endorsement=new)
    holder.replace_sealing_key(new.private)
    return new.public


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """What came of declaring a key lost."""

    key: PublicKey
    """The one that takes over."""
    artefacts: int
    """Stable artefacts that nobody can open any more, as their key was lost, too."""


def declare_lost(store: "Store", holder: KeyHolder, clock: Callable[[], datetime], *, reason: str, by: str) -> Loss:
    """Say that the key in use is gone, and go on with the vault's.

    The vault is a new one, or an old one from a backup; its key signs the statement alone. Where it holds another key
    of artefacts, those that are encrypted are given up in the same step. The store is opened without a key, and the
    caller holds the lock of assessments. Raises UsageError when nothing is sealed yet, and when the vault does hold the
    key in use.
    """
    current = _require_sealed(store)
    if current in _held(holder):
        raise UsageError(message("rotation.not_lost", key=current.fingerprint))
    new = SealingKey(holder.sealing_key)
    identity = Protection(holder.artefact_key).identity
    sealer = Sealer(new, clock)
    with store.writing() as connection:
        content = loss(new.public, current.fingerprint, reason=reason, by=by)
        sealer.append(connection, StatementKind.KEY, content)
        artefacts = 0
        if key_of(connection) not in (None, identity):
            artefacts = abandon_artefacts(connection, sealer, clock().astimezone(JST).date())
    return Loss(key=new.public, artefacts=artefacts)


def _require_sealed(store: "Store") -> PublicKey:
    with store.reading() as connection:
        current = current_key(connection)
    if current is None:
        raise UsageError(message("rotation.nothing_sealed"))
    return current


def _held(holder: KeyHolder) -> tuple[PublicKey, ...]:
    """The public keys to all private ones that the vault holds."""
    waiting = holder.next_sealing_key
    return tuple(SealingKey(private).public for private in (holder.sealing_key, waiting) if private)
