"""The installation's Ed25519 key (RFC 8032): signs the seals, and lets anybody check them."""

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from auditor.errors import SealError
from auditor.model.words import message

KEY_BYTES = 32
_SSH_KIND = b"ssh-ed25519"
_LONGEST_PEM = 4096
"""Bytes. A public Ed25519 key takes 113."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: 32 bytes, as RFC 8032 (5.1.5) encodes it."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError("an Ed25519 public key has 32 bytes")

    @classmethod
    def from_pem(cls, data: bytes) -> "PublicKey":
        """Read a PEM file (SubjectPublicKeyInfo, RFC 8410). Raises SealError when it holds no such key."""
        try:
            if len(data) > _LONGEST_PEM:
                raise ValueError("too long")
            key = load_pem_public_key(data)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise SealError(message("seal.no_public_key")) from error
        if not isinstance(key, Ed25519PublicKey):
            raise SealError(message("seal.no_public_key"))
        return cls(key.public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def from_text(cls, text: str) -> "PublicKey":
        """Read what `text` gives. Raises ValueError."""
        return cls(base64.b64decode(text, validate=True))

    @property
    def text(self) -> str:
        """The 32 bytes in base64 (RFC 4648), as statements name a key."""
        return base64.b64encode(self.raw).decode()

    @property
    def fingerprint(self) -> str:
        """``SHA256:`` and base64 without padding, as ``ssh-keygen -l`` prints it of the same key (RFC 8709 form)."""
        blob = b"".join(len(part).to_bytes(4, "big") + part for part in (_SSH_KIND, self.raw))
        return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")

    def pem(self) -> bytes:
        """The key as a PEM file, which OpenSSL reads."""
        return Ed25519PublicKey.from_public_bytes(self.raw).public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raise SealError unless the signature is this key's over the data."""
        if not self.signed(signature, data):
            raise SealError(message("seal.bad_signature", key=self.fingerprint))

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether the signature is this key's over the data."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A private key: 32 bytes, from the vault."""

    private: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.private) != KEY_BYTES:
            raise ValueError("an Ed25519 private key has 32 bytes")

    @property
    def public(self) -> PublicKey:
        """The public key that belongs to it."""
        key = Ed25519PrivateKey.from_private_bytes(self.private).public_key()
        return PublicKey(key.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, data: bytes) -> bytes:
        """The signature over the data, 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.private).sign(data)
