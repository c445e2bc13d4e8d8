"""Real OpenSSH servers on free loopback ports, for tests, the demonstration's own tests and benchmarks.

Runs as the current user; as root it makes the folder that sshd wants. No passwords: the account is the current user's,
the key is made for the occasion.
"""

import base64
import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

_PROGRAMS = ("/usr/sbin/sshd", "/usr/local/sbin/sshd")


@dataclass(frozen=True, kw_only=True)
class KeyPair:
    """A key made for one test run."""

    private: str
    """OpenSSH form, unencrypted."""
    public: str
    """``ssh-ed25519 AAAA…``."""

    @property
    def blob(self) -> bytes:
        """Wire form of the public key."""
        return base64.b64decode(self.public.split()[1])


def make_key(kind: str = "ed25519") -> KeyPair:
    """A new key: ``ed25519``, ``ecdsa`` or ``rsa``."""
    key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    match kind:
        case "ed25519":
            key = ed25519.Ed25519PrivateKey.generate()
        case "ecdsa":
            key = ec.generate_private_key(ec.SECP256R1())
        case _:
            key = rsa.generate_private_key(65537, 2048)
    return KeyPair(
        private=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        ).decode(),
        public=key.public_key()
        .public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
        .decode(),
    )


@dataclass(frozen=True, kw_only=True)
class Sshd:
    """A running server."""

    addresses: tuple[tuple[str, int], ...]
    user: str
    client_key: KeyPair
    host_key: KeyPair
    log: Path
    process: "subprocess.Popen[bytes]"

    @property
    def host(self) -> str:
        """The first address."""
        return self.addresses[0][0]

    @property
    def port(self) -> int:
        """Port of the first address."""
        return self.addresses[0][1]

    def known_hosts(self) -> str:
        """Lines that pin this server at all its addresses."""
        return "".join(f"[{host}]:{port} {self.host_key.public}\n" for host, port in self.addresses)


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind((host, 0))
        port: int = sock.getsockname()[1]
        return port


@contextlib.contextmanager
def sshd(
    folder: Path,
    *,
    addresses: Sequence[str] = ("127.0.0.1",),
    settings: Sequence[str] = (),
    client_key: KeyPair | None = None,
    host_key: KeyPair | None = None,
) -> Iterator[Sshd]:
    """Start a server (at most 16 addresses), wait until it listens, stop it at the end with all its sessions.

    ``settings`` are further lines of sshd_config and win over the defaults here. Fails when OpenSSH's server is not
    installed.
    """
    program = next((p for p in _PROGRAMS if os.access(p, os.X_OK)), None) or shutil.which("sshd")
    assert program, "OpenSSH's server is missing: install the package openssh-server"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    client_key, host_key = client_key or make_key(), host_key or make_key()
    user = getpass.getuser()
    (folder / "home").mkdir(exist_ok=True)
    _write(folder / "host_key", host_key.private, 0o600)
    _write(folder / "authorized_keys", client_key.public + "\n", 0o600)
    log = folder / "sshd.log"
    for _ in range(5):
        listens = tuple((address, free_port(address)) for address in addresses)
        _write(folder / "sshd_config", _config(folder, listens, user, settings), 0o600)
        process = subprocess.Popen(
            [program, "-D", "-f", str(folder / "sshd_config"), "-E", str(log)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if _listening(process, log, len(listens)):
            break
        _stop(process)
    else:
        raise AssertionError(f"sshd does not start:\n{log.read_text() if log.exists() else ''}")
    try:
        yield Sshd(addresses=listens, user=user, client_key=client_key, host_key=host_key, log=log, process=process)
    finally:
        _stop(process)


def _config(folder: Path, listens: Sequence[tuple[str, int]], user: str, settings: Sequence[str]) -> str:
    return "\n".join(
        [
            *settings,  # sshd takes the first value it finds
            *(f"ListenAddress {host}:{port}" for host, port in listens),
            f"HostKey {folder}/host_key",
            f"AuthorizedKeysFile {folder}/authorized_keys",
            f"AllowUsers {user}",
            f"PidFile {folder}/sshd.pid",
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "StrictModes no",
            # The user's own dot-files (version managers, greetings) have no part in a test: bash reads ~/.bashrc.
            f"SetEnv HOME={folder}/home",
            "UsePAM no",
            "UseDNS no",
            "PrintMotd no",
            # Of this one setting sshd takes the last value.
            *([] if any(line.startswith("MaxStartups") for line in settings) else ["MaxStartups 100:30:200"]),
            "LogLevel VERBOSE",
            "",
        ]
    )


def _write(path: Path, text: str, mode: int) -> None:
    path.write_text(text)
    path.chmod(mode)


def _listening(process: "subprocess.Popen[bytes]", log: Path, wanted: int) -> bool:
    """Whether the server came to listen on all addresses; it says so in its log."""
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        if log.exists() and log.read_text(errors="replace").count("Server listening on") >= wanted:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
