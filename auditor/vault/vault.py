"""The vault: named credentials and the installation's own key, in one encrypted file."""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.words import message
from auditor.replacing import replacing
from auditor.vault import envelope
from auditor.vault.envelope import Slot
from auditor.vault.keys import KeyKind, VaultKey

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_LONGEST_SECRET = 64 * 1024
_LONGEST_SHORT_SECRET = 1024
"""Characters: of a private key, of anything else."""

_NEEDED = {
    CredentialKind.SSH_PASSWORD: ("password",),
    CredentialKind.SSH_KEY: ("private_key",),
    CredentialKind.SSH_AGENT: ("key_fingerprint",),
    CredentialKind.SNMP_V3: (),
    CredentialKind.SNMP_COMMUNITY: ("community",),
    CredentialKind.SMTP_PASSWORD: ("password",),
}
"""Fields that a kind cannot do without. SNMPv3 may be asked without authentication; the inventory says so."""


class _Entry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    kind: CredentialKind
    version: str
    password: str = ""
    private_key: str = ""
    passphrase: str = ""
    auth_key: str = ""
    priv_key: str = ""
    community: str = ""
    key_fingerprint: str = ""
    set_at: datetime | None = None
    """Unknown for one that version 0.1 set."""

    def __repr__(self) -> str:
        return f"_Entry({self.kind})"


_CREDENTIAL_FIELDS = tuple(f for f in _Entry.__struct_fields__ if f != "set_at")


class _Contents(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    redaction_key: bytes
    credentials: dict[str, _Entry] = {}
    artefact_key: bytes = b""
    sealing_key: bytes = b""
    """Both 32 bytes; empty in a vault of version 0.1, which gets them when they are first asked for."""
    next_sealing_key: bytes = b""
    """While the key is being rotated: the one that the store may or may not know of yet."""

    def __repr__(self) -> str:
        return "_Contents()"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """What may be shown of a credential."""

    name: str
    kind: CredentialKind
    version: str
    key_fingerprint: str = ""
    set_at: datetime | None = None
    """When it was last set; None when that is not known."""


@dataclass(kw_only=True)
class Vault:
    """An opened vault. Every change is on disk, whole or not at all, when the call returns."""

    path: Path
    _contents: _Contents = field(repr=False)
    _data_key: bytes = field(repr=False)
    _slots: tuple[Slot, ...] = field(repr=False)
    _on_disk: bytes = field(repr=False)

    @classmethod
    def create(cls, path: Path, *keys: VaultKey) -> "Vault":
        """A new, empty vault that each of the keys opens; its folder becomes the owner's alone (0700).

        Raises VaultError when there is one already.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        if path.exists() or path.is_symlink():
            raise VaultError(message("vault.exists", path=str(path)))
        data_key = envelope.new_data_key()
        vault = cls(
            path=path,
            _contents=_new_contents(),
            _data_key=data_key,
            _slots=_slots(data_key, keys),
            _on_disk=b"",
        )
        vault._save()
        return vault

    @classmethod
    def open(cls, path: Path, key: VaultKey) -> "Vault":
        """Open it. Raises VaultError: not there, damaged, or the key does not fit. Takes some 0.2 s by design."""
        text = read_file(path)
        opened = envelope.unseal(text, key)
        try:
            contents = msgspec.json.decode(opened.contents, type=_Contents)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise VaultError(message("vault.damaged")) from None
        return cls(path=path, _contents=contents, _data_key=opened.data_key, _slots=opened.slots, _on_disk=text)

    @property
    def redaction_key(self) -> bytes:
        """32 bytes, made with the vault and kept for good: key of the tags that replace targets' secrets."""
        return self._contents.redaction_key

    @property
    def artefact_key(self) -> bytes:
        """32 bytes, kept for good: key of the artefacts at rest. Made, and saved, when there is none yet."""
        if not self._contents.artefact_key:
            self._save(msgspec.structs.replace(self._contents, artefact_key=secrets.token_bytes(32)))
        return self._contents.artefact_key

    @property
    def sealing_key(self) -> bytes:
        """32 bytes: the private Ed25519 key (RFC 8032) that signs seals. Made, and saved, when there is none yet."""
        return self._contents.sealing_key or self.replace_sealing_key(secrets.token_bytes(32))

    def replace_sealing_key(self, private: bytes) -> bytes:
        """Put another private Ed25519 key (32 bytes) in place of the one that signs seals; returns it."""
        if len(private) != 32:
            raise ValueError("an Ed25519 private key has 32 bytes")
        self._save(msgspec.structs.replace(self._contents, sealing_key=private, next_sealing_key=b""))
        return private

    @property
    def next_sealing_key(self) -> bytes:
        """The private key that is to take its place; empty when no rotation is under way."""
        return self._contents.next_sealing_key

    def announce_sealing_key(self, private: bytes) -> None:
        """Keep another private Ed25519 key (32 bytes) beside the one that signs, until it takes its place."""
        if len(private) != 32:
            raise ValueError("an Ed25519 private key has 32 bytes")
        self._save(msgspec.structs.replace(self._contents, next_sealing_key=private))

    @property
    def opened_by(self) -> frozenset[KeyKind]:
        """The kinds of key that open it."""
        return frozenset(slot.kind for slot in self._slots)

    def credential(self, name: str) -> Credential:
        """The credential of that name. Raises VaultError when there is none."""
        entry = self._contents.credentials.get(name)
        if entry is None:
            raise VaultError(message("vault.no_credential", name=name))
        return Credential(name=name, **{f: getattr(entry, f) for f in _CREDENTIAL_FIELDS})

    def __contains__(self, name: str) -> bool:
        return name in self._contents.credentials

    def entries(self) -> tuple[Listed, ...]:
        """What may be shown of all credentials, by name."""
        return tuple(
            Listed(name=name, kind=e.kind, version=e.version, key_fingerprint=e.key_fingerprint, set_at=e.set_at)
            for name, e in sorted(self._contents.credentials.items())
        )

    def set(self, credential: Credential, when: datetime | None = None) -> str:
        """Store a credential, new or anew; its ``version`` is ignored. Returns the fresh version.

        Raises VaultError when a field that its kind needs is empty, or one is too long.
        """
        _check(credential)
        version = secrets.token_hex(8)
        stored = replace(credential, version=version)
        entry = _Entry(**{f: getattr(stored, f) for f in _CREDENTIAL_FIELDS}, set_at=when)
        self._save(self._with({**self._contents.credentials, credential.name: entry}))
        return version

    def remove(self, name: str) -> None:
        """Forget a credential. Raises VaultError when there is none."""
        if name not in self:
            raise VaultError(message("vault.no_credential", name=name))
        self._save(self._with({n: e for n, e in self._contents.credentials.items() if n != name}))

    def rekey(self, *keys: VaultKey) -> None:
        """Seal everything under a new data key that only these keys open; those of before open it no longer."""
        data_key = envelope.new_data_key()
        self._save(data_key=data_key, slots=_slots(data_key, keys))

    def add_key(self, key: VaultKey) -> None:
        """Let another key open it too; one of the same kind is replaced. Use `rekey` after a key was lost."""
        kept = tuple(slot for slot in self._slots if slot.kind is not key.kind)
        self._save(slots=(*kept, envelope.wrap(self._data_key, key)))

    def _with(self, credentials: dict[str, _Entry]) -> _Contents:
        return msgspec.structs.replace(self._contents, credentials=credentials)

    def _save(
        self,
        contents: _Contents | None = None,
        *,
        data_key: bytes | None = None,
        slots: tuple[Slot, ...] | None = None,
    ) -> None:
        """Write the file, then take the change over; refuse when somebody else changed the file meanwhile."""
        contents = contents or self._contents
        data_key, slots = data_key or self._data_key, slots or self._slots
        text = envelope.seal(msgspec.json.encode(contents), data_key, slots)
        if len(text) > envelope.LARGEST_FILE:
            raise VaultError(message("vault.full"))
        try:
            with _locked(self.path.parent):
                current = read_file(self.path) if self.path.exists() else b""
                if current != self._on_disk:
                    raise VaultError(message("vault.changed_meanwhile", path=str(self.path)))
                _replace(self.path, text)
        except OSError as error:
            raise VaultError(message("vault.cannot_write", path=str(self.path))) from error
        self._contents, self._data_key, self._slots, self._on_disk = contents, data_key, slots, text


def read_file(path: Path) -> bytes:
    """The vault's file as it lies there. Raises VaultError when it cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(envelope.LARGEST_FILE + 1)
    except FileNotFoundError:
        raise VaultError(message("vault.not_there", path=str(path))) from None
    except OSError as error:
        raise VaultError(message("vault.unreadable", path=str(path))) from error
    if len(text) > envelope.LARGEST_FILE:
        raise VaultError(message("vault.damaged"))
    return text


def _new_contents() -> _Contents:
    return _Contents(
        redaction_key=secrets.token_bytes(32),
        artefact_key=secrets.token_bytes(32),
        sealing_key=secrets.token_bytes(32),
    )


def _slots(data_key: bytes, keys: tuple[VaultKey, ...]) -> tuple[Slot, ...]:
    if not keys:
        raise VaultError(message("vault.no_key"))
    return tuple(envelope.wrap(data_key, key) for key in keys)


def _check(credential: Credential) -> None:
    if not _NAME.fullmatch(credential.name):
        raise VaultError(message("vault.bad_name"))
    for name in _NEEDED[credential.kind]:
        if not getattr(credential, name):
            raise VaultError(message("vault.field_missing", name=credential.name, field=name))
    for name in ("password", "private_key", "passphrase", "auth_key", "priv_key", "community", "key_fingerprint"):
        limit = _LONGEST_SECRET if name == "private_key" else _LONGEST_SHORT_SECRET
        if len(getattr(credential, name)) > limit:
            raise VaultError(message("vault.field_too_long", name=credential.name, field=name))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, text: bytes) -> None:
    with replacing(path, 0o600) as file:
        file.write(text)
