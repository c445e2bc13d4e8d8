"""What opens a vault: a passphrase, or a key file whose permissions are checked. And how either becomes a key."""

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from auditor.errors import VaultError
from auditor.model.words import message

SHORTEST_PASSPHRASE = 12
"""Characters. NIST SP 800-63B-4 asks 15 of a password alone; a memory-hard derivation makes up for the rest."""

SHORTEST_KEY_FILE = 32
"""Bytes: as much as the key itself has."""

_LARGEST_KEY_FILE = 64 * 1024

KEY_BYTES = 32
SALT_BYTES = 16

_MOST_MEMORY = 1024 * 1024
_MOST_ROUNDS = 64
"""Bounds of what a file may ask of this machine: KiB of memory, passes."""


class KeyKind(StrEnum):
    """The two ways to open a vault; a vault may know both."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
    KEY_FILE = "key_file"


@dataclass(frozen=True, kw_only=True, slots=True)
class VaultKey:
    """Something that opens a vault. Never shown."""

    kind: KeyKind
    material: bytes = field(repr=False)

    @classmethod
    def from_passphrase(cls, passphrase: str) -> "VaultKey":
        """The key of a passphrase; composed the same however it was typed (NFC). Raises VaultError when it is short."""
        composed = unicodedata.normalize("NFC", passphrase)
        if len(composed) < SHORTEST_PASSPHRASE:
            raise VaultError(message("vault.passphrase_short", least=SHORTEST_PASSPHRASE))
        return cls(kind=KeyKind.PASSPHRASE, material=composed.encode("utf-8", "surrogatepass"))

    @classmethod
    def from_file(cls, path: Path) -> "VaultKey":
        """The key of a file. Raises VaultError unless it is a regular file that nobody else can read.

        It must belong to root or to who runs this program, grant nothing to group and others, be no symbolic link and
        hold at least 32 bytes.
        """
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise VaultError(message("vault.key_file_unreadable", path=str(path))) from error
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            raise VaultError(message("vault.key_file_not_regular", path=str(path)))
        with os.fdopen(handle, "rb") as file:
            if status.st_uid not in (0, os.geteuid()) or stat.S_IMODE(status.st_mode) & 0o077:
                raise VaultError(message("vault.key_file_open_to_others", path=str(path)))
            material = file.read(_LARGEST_KEY_FILE + 1)
        if not SHORTEST_KEY_FILE <= len(material.strip()) <= _LARGEST_KEY_FILE:
            raise VaultError(message("vault.key_file_size", path=str(path), least=SHORTEST_KEY_FILE))
        return cls(kind=KeyKind.KEY_FILE, material=material)


@dataclass(frozen=True, kw_only=True, slots=True)
class Derivation:
    """How a key becomes 256 bits: Argon2id with RFC 9106's second recommended choice, else scrypt."""

    name: str
    memory_kib: int
    rounds: int
    lanes: int

    def derive(self, key: VaultKey, salt: bytes) -> bytes:
        """The 32 bytes. Raises VaultError when the parameters are out of bounds or the machine cannot do it."""
        if not (8 <= self.memory_kib <= _MOST_MEMORY and 1 <= self.rounds <= _MOST_ROUNDS and 1 <= self.lanes <= 16):
            raise VaultError(message("vault.damaged"))
        material = key.kind.value.encode() + b"\0" + key.material
        try:
            if self.name == "argon2id":
                return Argon2id(
                    salt=salt, length=KEY_BYTES, iterations=self.rounds, lanes=self.lanes, memory_cost=self.memory_kib
                ).derive(material)
            if self.name == "scrypt":
                # Memory of scrypt is 128 × n × r bytes; r is 8, as in RFC 7914.
                return Scrypt(salt=salt, length=KEY_BYTES, n=self.memory_kib, r=8, p=self.rounds).derive(material)
        except (UnsupportedAlgorithm, ValueError, MemoryError):
            raise VaultError(message("vault.cannot_derive", name=self.name)) from None
        raise VaultError(message("vault.damaged"))


ARGON2ID = Derivation(name="argon2id", memory_kib=64 * 1024, rounds=3, lanes=4)
"""RFC 9106, 4: t=3, p=4, m=64 MiB."""

SCRYPT = Derivation(name="scrypt", memory_kib=64 * 1024, rounds=1, lanes=1)
"""64 MiB, where the cryptographic library has no Argon2."""


def best_derivation() -> Derivation:
    """Argon2id where this machine's library has it, else scrypt."""
    try:
        Argon2id(salt=b"\0" * SALT_BYTES, length=KEY_BYTES, iterations=1, lanes=1, memory_cost=8)
    except UnsupportedAlgorithm:
        return SCRYPT
    return ARGON2ID
