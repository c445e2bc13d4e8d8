"""Artefacts at rest: AES-256-GCM (NIST SP 800-38D) under the installation's artefact key.

What is encrypted begins with one byte that says so and four that say with which key, so that a wrong key is told from
an altered artefact. What is written without a key begins with another byte and is as it was.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from auditor.errors import StoreError
from auditor.model.words import message

PLAIN = b"\0"
"""First byte of what was written without a key."""
ENCRYPTED = b"\1"
"""First byte of what is encrypted; the first four bytes of the key's identity, the nonce and the ciphertext follow."""

_MARK = 4
_NONCE = 12
"""Bytes, drawn at random: 2**32 entries under one key stay within SP 800-38D, 8.3. A night writes some thousands."""
_HEAD = 1 + _MARK + _NONCE


@dataclass(frozen=True, slots=True)
class Protection:
    """Encrypts and decrypts under one key of 32 bytes."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != 32:
            raise ValueError("the key of artefacts has 32 bytes")

    @property
    def identity(self) -> str:
        """What may be said of the key: SHA-256 of a label and the key, in hexadecimal."""
        return hashlib.sha256(b"auditor.store.protection\0" + self.key).hexdigest()

    def encrypt(self, data: bytes, about: bytes) -> bytes:
        """The data under the key. ``about`` says what it is; it can be decrypted as nothing else."""
        nonce = secrets.token_bytes(_NONCE)
        return ENCRYPTED + self._mark + nonce + AESGCM(self.key).encrypt(nonce, data, about)

    def decrypt(self, data: bytes, about: bytes) -> bytes:
        """What `encrypt` was given. Raises StoreError: another key's, or not what was written as ``about``."""
        if data[: 1 + _MARK] != ENCRYPTED + self._mark and data[:1] == ENCRYPTED and len(data) > _HEAD:
            raise StoreError(message("store.wrong_key"))
        try:
            if data[:1] != ENCRYPTED:
                raise InvalidTag
            return AESGCM(self.key).decrypt(data[1 + _MARK : _HEAD], data[_HEAD:], about)
        except (InvalidTag, ValueError):
            raise StoreError(message("store.artefact_altered", digest=about.decode(errors="replace"))) from None

    def owns(self, data: bytes) -> bool:
        """Whether it was encrypted under this key; `decrypt` may still find it altered."""
        return data[: 1 + _MARK] == ENCRYPTED + self._mark

    @property
    def _mark(self) -> bytes:
        return bytes.fromhex(self.identity[: 2 * _MARK])


def wrap(protection: Protection | None, data: bytes, about: bytes) -> bytes:
    """The data as it is written: encrypted, or as it is where there is no key."""
    return PLAIN + data if protection is None else protection.encrypt(data, about)


def unwrap(protection: Protection | None, data: bytes, about: bytes) -> bytes:
    """What `wrap` was given. Raises StoreError: no key, another key's, altered."""
    if data[:1] == PLAIN:
        return data[1:]
    if protection is None:
        raise StoreError(message("store.no_key"))
    return protection.decrypt(data, about)
