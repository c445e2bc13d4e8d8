"""A person's own Ed25519 key (RFC 8032): read from their file, used once, and held against what they signed."""

import base64
import os
import stat
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
    load_ssh_private_key,
    load_ssh_public_key,
)

from auditor.errors import UsageError
from auditor.model.words import message
from auditor.seal.keys import PublicKey, SealingKey

LONGEST = 64 * 1024
"""Bytes of a key's file that are read."""
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"


def read_public_key(path: Path) -> PublicKey:
    """A public key from a line as OpenSSH writes it, or from PEM. Raises UsageError for anything else."""
    data = _content(path)
    try:
        found = load_ssh_public_key(data.strip()) if data.lstrip().startswith(b"ssh-") else load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(message("statements.no_public_key", file=str(path))) from error
    if not isinstance(found, Ed25519PublicKey):
        raise UsageError(message("statements.not_ed25519", file=str(path)))
    return PublicKey(found.public_bytes(Encoding.Raw, PublicFormat.Raw))


def read_private_key(path: Path, ask: Callable[[], str] | None) -> SealingKey:
    """A private key from a file that nobody else can read; ``ask`` asks for its passphrase.

    Raises UsageError: no such file, open to others, no Ed25519 key, no or a wrong passphrase.
    """
    data = _content(path)
    if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
        raise UsageError(message("statements.key_open_to_others", file=str(path)))
    found = _loaded(data, None, path)
    if found is None:
        if ask is None:
            raise UsageError(message("cli.no_terminal"))
        found = _loaded(data, ask().encode(), path)
    if found is None:
        raise UsageError(message("statements.wrong_passphrase", file=str(path)))
    if not isinstance(found, Ed25519PrivateKey):
        raise UsageError(message("statements.not_ed25519", file=str(path)))
    return SealingKey(found.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST + 1)
    except OSError as error:
        raise UsageError(message("cli.file_error", file=str(path))) from error
    if len(data) > LONGEST:
        raise UsageError(message("statements.not_ed25519", file=str(path)))
    return data


def _loaded(data: bytes, passphrase: bytes | None, path: Path) -> object | None:
    """The key; None when it wants a passphrase, or another one."""
    load = load_ssh_private_key if data.lstrip().startswith(_OPENSSH) else load_pem_private_key
    try:
        return load(data, passphrase)
    except TypeError:  # encrypted, and no passphrase given
        return None
    except (ValueError, UnsupportedAlgorithm) as error:
        if passphrase is not None:
            return None
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            return None
        raise UsageError(message("statements.not_ed25519", file=str(path))) from error


def sign(key: SealingKey, data: bytes) -> str:
    """The signature in base64."""
    return base64.b64encode(key.sign(data)).decode()


def signed(key: str, signature: str, data: bytes) -> bool:
    """Whether a signature (base64) is the key's (32 bytes in base64) over the data."""
    try:
        return PublicKey.from_text(key).signed(base64.b64decode(signature, validate=True), data)
    except ValueError:
        return False
