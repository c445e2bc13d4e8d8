"""SSH servers that misbehave, each on its own loopback port: what a real one does only when it is ill.

A behaviour is a function that gets one accepted socket; each connection runs in its own thread and ends with the
server. Nothing here sleeps: what hangs, hangs on a socket or an event that the end of the server sets.
"""

import contextlib
import io
import logging
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
)

from tests.integration.servers.sshd import KeyPair, make_key

logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)

Behaviour = Callable[[socket.socket, "Emulated"], None]


@dataclass(kw_only=True)
class Emulated:
    """A running server and what happened to it."""

    host: str
    port: int
    host_key: KeyPair
    over: threading.Event = field(default_factory=threading.Event)
    connections: int = 0
    attempts: list[tuple[str, str]] = field(default_factory=list)
    """User and method of each authentication attempt."""
    commands: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def known_hosts(self) -> str:
        """The line that pins this server."""
        return f"[{self.host}]:{self.port} {self.host_key.public}\n"


@contextlib.contextmanager
def emulated(behaviour: Behaviour, host: str = "127.0.0.1", host_key: KeyPair | None = None) -> Iterator[Emulated]:
    """Serve until the end of the block; then every connection is closed and every thread ends."""
    listener = socket.create_server((host, 0), backlog=64)
    listener.settimeout(0.1)
    server = Emulated(host=host, port=listener.getsockname()[1], host_key=host_key or make_key())
    threads: list[threading.Thread] = []
    sockets: list[socket.socket] = []

    def accept() -> None:
        while not server.over.is_set():
            try:
                sock, _ = listener.accept()
            except OSError:
                continue
            sock.settimeout(30)
            server.connections += 1
            sockets.append(sock)
            threads.append(threading.Thread(target=serve, args=(sock,), daemon=True))
            threads[-1].start()

    def serve(sock: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError, paramiko.SSHException):
            behaviour(sock, server)
        sock.close()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield server
    finally:
        server.over.set()
        acceptor.join(5)
        listener.close()
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in threads:
            thread.join(5)


def says(text: bytes) -> Behaviour:
    """Sends something, then that this was all, and waits for the other side to close."""

    def behave(sock: socket.socket, _: Emulated) -> None:
        sock.sendall(text)
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):
            pass

    return behave


def closes(sock: socket.socket, _: Emulated) -> None:
    """Closes at once, as sshd does beyond MaxStartups."""


def resets(sock: socket.socket, _: Emulated) -> None:
    """Resets the connection at once."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def silent(_: socket.socket, server: Emulated) -> None:
    """Accepts and says nothing."""
    server.over.wait(60)


def floods(text: bytes) -> Behaviour:
    """Sends the same again and again."""

    def behave(sock: socket.socket, server: Emulated) -> None:
        while not server.over.is_set():
            sock.sendall(text)

    return behave


def silent_after_version(sock: socket.socket, server: Emulated) -> None:
    """Says its version, then nothing more: hangs in the key exchange."""
    sock.sendall(b"SSH-2.0-Hanging\r\n")
    server.over.wait(60)


def fails_first(count: int, then: Behaviour) -> Behaviour:
    """Drops so many connections before it serves."""

    def behave(sock: socket.socket, server: Emulated) -> None:
        with server.lock:
            number = server.connections
        if number > count:
            then(sock, server)

    return behave


@dataclass(kw_only=True)
class Script:
    """What an emulated server that speaks SSH does at each stage."""

    login: Callable[["Emulated", paramiko.Transport], int] = lambda _, __: AUTH_SUCCESSFUL
    methods: str = "publickey,password"
    exec: Callable[[paramiko.Channel, "Emulated"], None] | None = None
    """None refuses the command."""
    algorithms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    banner: str = ""
    refuse_channels: bool = False


def speaks(script: Script) -> Behaviour:
    """A server that speaks SSH as far as ``script`` says."""

    def behave(sock: socket.socket, server: Emulated) -> None:
        transport = paramiko.Transport(sock)
        for name, values in script.algorithms.items():
            setattr(transport, f"_preferred_{name}", values)
        transport.add_server_key(_host_key(server.host_key))
        with contextlib.suppress(paramiko.SSHException, EOFError):
            serving = _Server(script, server, transport)
            transport.start_server(event=threading.Event(), server=serving)
            while transport.is_active() and not server.over.is_set():
                channel = transport.accept(0.05)
                if channel is not None:
                    _serve_channel(channel, serving.asked[channel.get_id()], script, server)
        transport.close()
        transport.join(5)

    return behave


def _serve_channel(channel: paramiko.Channel, asked: threading.Event, script: Script, server: Emulated) -> None:
    while not asked.wait(0.05):
        if channel.closed or server.over.is_set():
            return
    if script.exec is not None:
        with contextlib.suppress(OSError, EOFError, paramiko.SSHException):
            script.exec(channel, server)
        channel.close()


def _host_key(pair: KeyPair) -> paramiko.PKey:
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with contextlib.suppress(paramiko.SSHException):
            return kind.from_private_key(io.StringIO(pair.private))
    raise AssertionError("no such key")


class _Server(paramiko.ServerInterface):
    def __init__(self, script: Script, server: Emulated, transport: paramiko.Transport) -> None:
        self._script, self._server, self._transport = script, server, transport
        self.asked: defaultdict[int, threading.Event] = defaultdict(threading.Event)
        """Set when a channel has been asked to run something."""

    def get_allowed_auths(self, username: str) -> str:
        return self._script.methods

    def get_banner(self) -> tuple[str, str]:
        return self._script.banner, "en"

    def check_auth_password(self, username: str, password: str) -> int:
        return self._attempt(username, "password")

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return self._attempt(username, "publickey")

    def check_auth_none(self, username: str) -> int:
        self._attempt(username, "none")
        return AUTH_FAILED

    def check_auth_interactive(self, username: str, submethods: str) -> int:
        self._attempt(username, "keyboard-interactive")
        return AUTH_FAILED

    def _attempt(self, username: str, method: str) -> int:
        with self._server.lock:
            self._server.attempts.append((username, method))
        return self._script.login(self._server, self._transport)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        if self._script.refuse_channels:
            return OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED
        return OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel: paramiko.Channel, command: bytes) -> bool:
        with self._server.lock:
            self._server.commands.append(command.decode())
        self.asked[channel.get_id()].set()
        return self._script.exec is not None
