"""The vault's file: a header in the clear, and one sealed whole that the header is bound to.

A random data key seals everything, names included (AES-256-GCM; the whole header is its associated data). Each slot of
the header holds that key, wrapped under a passphrase or a key file, so both open the same vault. Whatever is changed in
the file, it does not open any more.
"""

import base64
import json
import os
from dataclasses import asdict, dataclass
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from auditor.errors import VaultError
from auditor.model.words import message
from auditor.vault.keys import KEY_BYTES, SALT_BYTES, Derivation, KeyKind, VaultKey, best_derivation

FORMAT = "auditor-vault/1"
LARGEST_FILE = 8 * 1024 * 1024

_NONCE_BYTES = 12

_Base64 = Annotated[str, msgspec.Meta(max_length=LARGEST_FILE)]


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The data key, wrapped under one passphrase or key file."""

    kind: KeyKind
    derivation: str
    memory_kib: int
    rounds: int
    lanes: int
    salt: _Base64
    nonce: _Base64
    wrapped: _Base64


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    cipher: str
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(min_length=1, max_length=8)]
    nonce: _Base64
    sealed: _Base64


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """An opened file: its contents and what is needed to seal them again."""

    contents: bytes
    data_key: bytes
    slots: tuple[Slot, ...]

    def __repr__(self) -> str:
        return "Opened()"


def new_data_key() -> bytes:
    """A fresh key for the contents."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def wrap(data_key: bytes, key: VaultKey, derivation: Derivation | None = None) -> Slot:
    """A slot that gives the data key to whoever has ``key``."""
    derivation = derivation or best_derivation()
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(_NONCE_BYTES)
    cover = AESGCM(derivation.derive(key, salt))
    return Slot(
        kind=key.kind,
        derivation=derivation.name,
        memory_kib=derivation.memory_kib,
        rounds=derivation.rounds,
        lanes=derivation.lanes,
        salt=_text(salt),
        nonce=_text(nonce),
        wrapped=_text(cover.encrypt(nonce, data_key, _slot_data(key.kind, derivation, salt))),
    )


def seal(contents: bytes, data_key: bytes, slots: tuple[Slot, ...]) -> bytes:
    """The file's bytes; a fresh nonce every time."""
    nonce = os.urandom(_NONCE_BYTES)
    file = _File(format=FORMAT, cipher="AES-256-GCM", slots=slots, nonce=_text(nonce), sealed="")
    sealed = AESGCM(data_key).encrypt(nonce, contents, _header(file))
    return (
        msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(file, sealed=_text(sealed))), indent=1) + b"\n"
    )


def unseal(text: bytes, key: VaultKey) -> Opened:
    """Open a file. Raises VaultError: damaged, no slot for this kind of key, or the key does not fit."""
    file = _parsed(text)
    fitting = [slot for slot in file.slots if slot.kind is key.kind]
    if not fitting:
        raise VaultError(message(f"vault.no_{key.kind.value}_slot"))
    data_key = next((found for slot in fitting if (found := _unwrap(slot, key)) is not None), None)
    if data_key is None:
        raise VaultError(message(f"vault.wrong_{key.kind.value}"))
    try:
        contents = AESGCM(data_key).decrypt(_bytes(file.nonce), _bytes(file.sealed), _header(file))
    except (InvalidTag, ValueError):
        raise VaultError(message("vault.damaged")) from None
    return Opened(contents=contents, data_key=data_key, slots=file.slots)


def kinds(text: bytes) -> frozenset[KeyKind]:
    """What the file can be opened with. Raises VaultError when it is no vault."""
    return frozenset(slot.kind for slot in _parsed(text).slots)


def _parsed(text: bytes) -> _File:
    try:
        file = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise VaultError(message("vault.damaged")) from None
    if file.format != FORMAT or file.cipher != "AES-256-GCM":
        raise VaultError(message("vault.other_version", format=file.format[:40]))
    return file


def _unwrap(slot: Slot, key: VaultKey) -> bytes | None:
    derivation = Derivation(name=slot.derivation, memory_kib=slot.memory_kib, rounds=slot.rounds, lanes=slot.lanes)
    salt = _bytes(slot.salt)
    cover = AESGCM(derivation.derive(key, salt))
    try:
        return cover.decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), _slot_data(slot.kind, derivation, salt))
    except (InvalidTag, ValueError):
        return None


def _slot_data(kind: KeyKind, derivation: Derivation, salt: bytes) -> bytes:
    return json.dumps([FORMAT, "slot", kind.value, asdict(derivation), _text(salt)], sort_keys=True).encode()


def _header(file: _File) -> bytes:
    """Everything of the file but the sealed part, in one fixed form."""
    return msgspec.json.encode(msgspec.structs.replace(file, sealed=""), order="sorted")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise VaultError(message("vault.damaged")) from None
