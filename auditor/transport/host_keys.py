"""Pinned SSH host keys: reading them, fetching one to be confirmed by a person, pinning it.

The file has OpenSSH's format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain and hashed names, ``[host]:port`` for other
ports than 22, ``@revoked`` lines. Lines with wildcards and ``@cert-authority`` lines pin no single machine and are not
honoured.
"""

import base64
import binascii
import fcntl
import hashlib
import hmac
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import TransportError, UsageError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.replacing import replacing

SSH_PORT = 22

_LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; more is no list of hosts."""

SIGNATURES = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256")}
"""Signature algorithms of a key type, where they are named differently (RFC 8332)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HostKey:
    """A server's public key."""

    type: str
    """``ssh-ed25519``, ``ecdsa-sha2-nistp256``, ``ssh-rsa`` …"""
    blob: bytes = field(repr=False)
    """Its wire form (RFC 4253, 6.6)."""

    @property
    def fingerprint(self) -> str:
        """``SHA256:…`` as ``ssh-keygen -l`` shows it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def algorithms(self) -> tuple[str, ...]:
        """Host key algorithms with which a server can prove that it holds this key."""
        return SIGNATURES.get(self.type, (self.type,))


def address(host: str, port: int) -> str:
    """The name under which the file lists a host."""
    return host.lower() if port == SSH_PORT else f"[{host.lower()}]:{port}"


def line_for(host: str, port: int, key: HostKey) -> str:
    """The line that pins a key."""
    return f"{address(host, port)} {key.type} {base64.b64encode(key.blob).decode()}"


class KnownHosts:
    """The pinned keys of a file, as it was when read."""

    def __init__(self, text: str) -> None:
        """``text``: what the file holds; lines that cannot be understood pin nothing."""
        self._plain: dict[str, list[HostKey]] = defaultdict(list)
        self._hashed: list[tuple[bytes, bytes, HostKey]] = []
        self._revoked: set[bytes] = set()
        for line in text.splitlines():
            self._read(line)

    @classmethod
    def load(cls, path: Path) -> "KnownHosts":
        """Read the file; one that is not there yet pins nothing. Raises TransportError when it cannot be read."""
        try:
            with path.open("rb") as file:
                return cls(file.read(_LARGEST_FILE).decode("utf-8", "replace"))
        except FileNotFoundError:
            return cls("")
        except OSError as error:
            raise TransportError(
                Reason.HOST_KEY_UNKNOWN, message("ssh.known_hosts_unreadable", path=str(path))
            ) from error

    def keys(self, host: str, port: int) -> tuple[HostKey, ...]:
        """The keys pinned for a host, in the order of the file; empty for an unknown one."""
        name = address(host, port)
        found = [*self._plain.get(name, ())]
        for salt, digest, key in self._hashed:
            if hmac.compare_digest(hmac.new(salt, name.encode(), hashlib.sha1).digest(), digest):
                found.append(key)
        return tuple(key for key in found if key.blob not in self._revoked)

    def _read(self, line: str) -> None:
        words = line.split()
        if not words or words[0].startswith("#"):
            return
        marker = words.pop(0) if words[0].startswith("@") else ""
        if len(words) < 3:
            return
        try:
            key = HostKey(type=words[1], blob=base64.b64decode(words[2], validate=True))
        except (binascii.Error, ValueError):
            return
        if marker == "@revoked":
            self._revoked.add(key.blob)
        if marker:
            return
        for name in words[0].split(","):
            if name.startswith("|1|"):
                self._read_hashed(name, key)
            elif not set(name) & set("*?!"):
                self._plain[name.lower()].append(key)

    def _read_hashed(self, name: str, key: HostKey) -> None:
        parts = name.split("|")
        try:
            salt, digest = base64.b64decode(parts[2]), base64.b64decode(parts[3])
        except (IndexError, binascii.Error, ValueError):
            return
        self._hashed.append((salt, digest, key))


def pin(known_hosts: Path, host: str, port: int, key: HostKey, *, replace: bool = False) -> bool:
    """Pin a key that a person confirmed; returns False when the very same was pinned already.

    The file is replaced in one step and readable by its owner alone. Raises UsageError when another key is pinned for
    this host and ``replace`` does not say that it is meant to give way.
    """
    known_hosts.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(known_hosts.parent):
        try:
            text = known_hosts.read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            text = ""
        pinned = KnownHosts(text).keys(host, port)
        if key in pinned and (len(pinned) == 1 or not replace):
            return False
        if pinned and not replace:
            raise UsageError(message("ssh.other_key_pinned", host=address(host, port), pinned=pinned[0].fingerprint))
        kept = [left for line in text.splitlines() if (left := _without(line, host, port)) is not None]
        _write(known_hosts, "\n".join([*kept, line_for(host, port, key)]) + "\n")
    return True


def _without(line: str, host: str, port: int) -> str | None:
    """The line without this host; None when it named no other."""
    if not KnownHosts(line).keys(host, port):
        return line
    names, _, rest = line.strip().partition(" ")
    others = [name for name in names.split(",") if not KnownHosts(f"{name} {rest}").keys(host, port)]
    return f"{','.join(others)} {rest}" if others else None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, text: str) -> None:
    with replacing(path, 0o600) as file:
        file.write(text.encode("utf-8", "surrogateescape"))
