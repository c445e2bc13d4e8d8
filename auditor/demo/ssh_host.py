"""A loopback SSH server for one host of the sample city.

It speaks real SSH and really runs the script it is sent in ``/bin/sh``, in a folder that stands for the host's file
system: absolute paths in the commands are led into that folder, and no program is found but the host's own (see
`host_programs`). The auditor does not know.
"""

import io
import re
import shlex
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
)

_CHUNK = 32 * 1024
_LONGEST_SCRIPT = 1024 * 1024
_PATH = re.compile(r"(?<=[\s'])/")
"""Where an absolute path begins among the words of a command."""
_SEARCHED = re.compile(r"^PATH=\S+", re.MULTILINE)
_LAST_PROLOGUE_LINE = re.compile(r"^}$", re.MULTILINE)
_OFFERED = {
    "kex": (
        "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "diffie-hellman-group16-sha512",
    ),
    "ciphers": ("aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr", "aes128-ctr"),
    "digests": ("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"),
}
"""What an up-to-date server offers; paramiko's own defaults have CBC ciphers among them."""


def new_host_key() -> tuple[paramiko.Ed25519Key, str]:
    """A fresh Ed25519 key, and its private half in OpenSSH form."""
    private = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    text = private.decode("ascii")
    return paramiko.Ed25519Key.from_private_key(io.StringIO(text)), text


@dataclass(frozen=True, kw_only=True)
class HostFiles:
    """Where a sample host's parts lie."""

    root: Path
    """Stands for ``/`` of the host."""
    commands: Path
    """The only programs that the host has."""


class _Login(paramiko.ServerInterface):
    """Lets one user in with one key, and gives one command at a time."""

    def __init__(self, user: str, key: paramiko.PKey) -> None:
        self._user = user
        self._key = key
        self.requested = threading.Event()

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        known = username == self._user and key.asbytes() == self._key.asbytes()
        return AUTH_SUCCESSFUL if known else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED if kind == "session" else OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_exec_request(self, channel: paramiko.Channel, command: bytes) -> bool:
        self.requested.set()
        return True


@dataclass(kw_only=True)
class SshHost:
    """One SSH server on a loopback address; a context manager."""

    name: str
    files: HostFiles
    user: str
    user_key: paramiko.PKey
    host_key: paramiko.PKey
    address: str = "127.0.0.1"
    hangs: bool = False
    """After the login it never answers."""
    port: int = field(default=0, init=False)

    def __enter__(self) -> "SshHost":
        self._stopped = threading.Event()
        self._listener = socket.create_server((self.address, 0), backlog=16)
        self.port = int(self._listener.getsockname()[1])
        self._sessions: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, name=f"sshd-{self.name}", daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._listener.close()
        self._accepting.join(timeout=5)
        for session in self._sessions:
            session.join(timeout=5)

    def _accept(self) -> None:
        self._listener.settimeout(0.2)
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            session = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._sessions.append(session)
            session.start()

    def _serve(self, connection: socket.socket) -> None:
        transport = paramiko.Transport(connection)
        transport.local_version = "SSH-2.0-OpenSSH_9.2p1"
        transport.add_server_key(self.host_key)
        offered = transport.get_security_options()
        offered.kex, offered.ciphers, offered.digests = _OFFERED["kex"], _OFFERED["ciphers"], _OFFERED["digests"]
        login = _Login(self.user, self.user_key)
        try:
            transport.start_server(server=login)
            channel = transport.accept(timeout=10)
            if channel is not None and login.requested.wait(timeout=10):
                self._answer(channel)
        except (paramiko.SSHException, OSError, EOFError, subprocess.TimeoutExpired):
            return  # the auditor went away, or never spoke SSH: nothing to tell anybody
        finally:
            transport.close()

    def _answer(self, channel: paramiko.Channel) -> None:
        if self.hangs:
            self._stopped.wait()
            return
        script = _received(channel)
        finished = subprocess.run(
            ["/bin/sh", "-s"],
            input=led_into(script, self.files),
            capture_output=True,
            cwd=self.files.root,
            env={"PATH": str(self.files.commands), "HOME": "/"},
            check=False,
            timeout=60,
        )
        root = str(self.files.root).encode()
        channel.sendall(finished.stdout.replace(root, b""))
        channel.sendall_stderr(finished.stderr.replace(root, b""))
        channel.send_exit_status(finished.returncode)
        channel.shutdown_write()
        channel.close()


def _received(channel: paramiko.Channel) -> bytes:
    script = b""
    while chunk := channel.recv(_CHUNK):
        script += chunk
        if len(script) > _LONGEST_SCRIPT:
            raise OSError("script too long")
    return script


def led_into(script: bytes, files: HostFiles) -> bytes:
    """The script with the absolute paths of its commands led into the host's folder, and the host's programs alone.

    The prologue's functions stay as sent, but for the line that adds the machine's own folders to PATH. Raises
    ValueError when that line is not there: the script must not run then, for it would find the real programs.
    """
    text = script.decode("utf-8")
    ends = [match.end() for match in _LAST_PROLOGUE_LINE.finditer(text)]
    cut = ends[-1] if ends else 0
    prologue, replaced = _SEARCHED.subn(lambda _: f"PATH={shlex.quote(str(files.commands))}", text[:cut])
    if replaced != 1:
        raise ValueError("the script sets PATH in a way that the sample host does not know")
    led = _PATH.sub(lambda _: f"{files.root}/", text[cut:])
    return (prologue + led).encode("utf-8")
