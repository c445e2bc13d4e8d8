"""One SSH connection up to the verified host key: paramiko, bounded in time and memory, and watched.

paramiko's own timers, threads and host key policies are not used: the deadline is ours, and a connection is ended by
shutting its socket, which wakes everything that waits on it.
"""

import contextlib
import errno
import logging
import select
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import paramiko
from paramiko.packet import Packetizer
from paramiko.ssh_exception import IncompatiblePeer

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.host_keys import HostKey
from auditor.transport.ssh_time import SLICE, Deadline

CONNECT_LIMIT = 15.0
"""Seconds for a TCP connection: SYN is sent again after 1, 3 and 7 seconds (RFC 6298); who is silent then is down."""

HANDSHAKE_LIMIT = 20.0
"""Seconds from the connection to the verified host key, and again for the answer to the log-in: a hung server must not
keep the few places that its address has for handshakes until the whole deadline."""

_LARGEST_PACKET = 1024 * 1024
"""Bytes. RFC 4253, 6.1 asks for 35,000; paramiko would read whatever length a server claims."""

_BEFORE_VERSION = 16 * 1024
"""Bytes of other lines before the version line (RFC 4253, 4.2)."""

BEFORE_LOGIN = 256 * 1024
"""Bytes that a server may send before the log-in is through, banners included."""

_DROPPED = ("Exceeded MaxStartups", "Not allowed at this time")
"""What sshd says instead of its version when it drops a connection (sshd.c; the second since OpenSSH 9.8)."""

logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)
"""paramiko logs tracebacks and names at level ERROR; whatever matters of them becomes a reason here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What the server said of itself at the handshake (RFC 4253, 4.2 and 7.1), in its own order."""

    banner: str
    kex: tuple[str, ...]
    host_keys: tuple[str, ...]
    ciphers: tuple[str, ...]
    macs: tuple[str, ...]


class ThrottledError(Exception):
    """The server dropped the connection before it said anything: too many at a time. Worth another try later."""


class _BoundedPacketizer(Packetizer):
    """Counts what comes in, and stops at what no honest server sends."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self.received = 0
        self.allowance = BEFORE_LOGIN
        self.before_version = b""
        self.flooded = False

    def start_handshake(self, timeout: float) -> None:
        """No timer thread: the deadline shuts the socket."""

    def read_all(self, n: int, check_rekey: bool = False) -> bytes:
        if n > _LARGEST_PACKET:
            raise paramiko.SSHException("packet too large")
        self._count(n)
        data: bytes = super().read_all(n, check_rekey)
        return data

    def _read_timeout(self, timeout: float) -> bytes:
        data: bytes = super()._read_timeout(timeout)  # type: ignore[misc]  # the stubs leave it out
        self._count(len(data))
        self.before_version += data
        if len(self.before_version) > _BEFORE_VERSION:
            self.flooded = True
            raise paramiko.SSHException("too much before the version line")
        return data

    def _count(self, size: int) -> None:
        self.received += size
        if self.received > self.allowance:
            self.flooded = True
            raise paramiko.SSHException("too much")


class WatchedTransport(paramiko.Transport):
    """paramiko's transport, telling what the server offered and how it said goodbye."""

    _active_check_timeout = 5.0

    def __init__(self, sock: socket.socket, algorithms: Sequence[str] | None) -> None:
        super().__init__(sock, packetizer_class=_BoundedPacketizer)
        self.link = sock
        self.offer: Offer | None = None
        self.accepted = algorithms
        """Host key algorithms that we accept; None for all."""
        self.disconnected = False
        """True when the server ended the connection with a message of its own."""
        self.banner_timeout = 24 * 3600
        if algorithms is not None:
            self._preferred_keys = tuple(algorithms)

    @property
    def bounded(self) -> _BoundedPacketizer:
        """The packetizer, as what it is."""
        assert isinstance(self.packetizer, _BoundedPacketizer)  # noqa: S101 - made so in the constructor
        return self.packetizer

    def _parse_kex_init(self, m: paramiko.Message) -> None:
        if self.offer is None:
            # The same bytes again; paramiko empties the message that it reads.
            lists: dict[str, list[str]] = self._really_parse_kex_init(  # type: ignore[attr-defined]
                paramiko.Message(m.asbytes()), ignore_first_byte=False
            )
            self.offer = Offer(
                banner=self.remote_version[:255],
                kex=_distinct(lists["kex_algo_list"]),
                host_keys=_distinct(lists["server_key_algo_list"]),
                ciphers=_distinct(lists["server_encrypt_algo_list"] + lists["client_encrypt_algo_list"]),
                macs=_distinct(lists["server_mac_algo_list"] + lists["client_mac_algo_list"]),
            )
        super()._parse_kex_init(m)  # type: ignore[misc]

    def _parse_disconnect(self, m: paramiko.Message) -> None:
        self.disconnected = True

    def get_exception(self) -> Exception | None:
        """What ended the connection; whatever a hostile server made paramiko trip over is an SSHException."""
        error: Any = super().get_exception()
        if error is None or isinstance(error, (paramiko.SSHException, EOFError, OSError)):
            return error
        wrapped = paramiko.SSHException(f"malformed: {type(error).__name__}")
        wrapped.__cause__ = error
        return wrapped

    def end(self) -> None:
        """End the connection: its thread first, which a socket that was shut wakes, and only then the socket itself.

        Were the socket closed under the thread, the thread could go on with its number, which by then is another's.
        """
        with contextlib.suppress(OSError):  # gone already
            self.link.shutdown(socket.SHUT_RDWR)
        if self.is_alive():
            self.join(10.0)
        self.close()
        self.link.close()


def connect(host: str, port: int, algorithms: Sequence[str] | None, deadline: Deadline) -> WatchedTransport:
    """A TCP connection, nothing said yet. ``algorithms``: host key algorithms that we accept, None for all.

    Raises TransportError, and ThrottledError when the connection is reset at once. The caller ends the transport.
    """
    return WatchedTransport(_connected(host, port, deadline), algorithms)


def exchange_keys(transport: WatchedTransport, deadline: Deadline) -> HostKey:
    """The handshake; gives the key that the server proved to hold, which is for the caller to verify.

    Raises TransportError, and ThrottledError when the server drops connections.
    """
    done = threading.Event()
    transport.start_client(event=done)
    deadline.wait(done, "handshake", HANDSHAKE_LIMIT)
    if transport.is_active() and transport.initial_kex_done:
        key = transport.get_remote_server_key()
        return HostKey(type=key.get_name(), blob=key.asbytes())
    transport.join(1.0)
    raise _handshake_failure(transport, transport.get_exception())


def _connected(host: str, port: int, deadline: Deadline) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TransportError(Reason.UNREACHABLE, message("ssh.no_such_host", host=host)) from error
    failure: TransportError | None = None
    for family, kind, protocol, _, where in found:
        deadline.check("connect")
        sock = socket.socket(family, kind, protocol)
        try:
            _connect(sock, where, host, port, deadline)
        except TransportError as error:
            sock.close()
            failure = failure or error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure or TransportError(Reason.UNREACHABLE, message("ssh.no_such_host", host=host))


def _connect(sock: socket.socket, where: Any, host: str, port: int, deadline: Deadline) -> None:
    sock.setblocking(False)
    code = sock.connect_ex(where)
    limit = min(CONNECT_LIMIT, deadline.remaining)
    waited = 0.0
    while code in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        poll = select.poll()
        poll.register(sock, select.POLLOUT)
        step = min(SLICE, max(0.001, limit - waited))
        if poll.poll(step * 1000):
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            break
        waited += step
        if waited >= limit:
            raise TransportError(Reason.TIMEOUT, message("ssh.timeout_connect"))
        deadline.check("connect")
    if code == errno.ECONNRESET:
        raise ThrottledError
    if code == errno.ETIMEDOUT:
        raise TransportError(Reason.TIMEOUT, message("ssh.timeout_connect"))
    if code:
        raise TransportError(
            Reason.UNREACHABLE, message("ssh.not_connected", host=host, port=port, cause=errno.errorcode.get(code, "?"))
        )
    with contextlib.suppress(OSError):  # gone again already; the handshake will notice
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _handshake_failure(transport: WatchedTransport, error: Exception | None) -> Exception:
    """Why no keys were exchanged: dropped, no SSH at all, no algorithm in common, or simply gone."""
    bounded = transport.bounded
    said = bounded.before_version.decode("ascii", "replace")
    if bounded.flooded:
        return TransportError(Reason.PROTOCOL_MISMATCH, message("ssh.flood_before_login"))
    if any(words in said for words in _DROPPED):
        return ThrottledError()
    if isinstance(error, IncompatiblePeer):
        return _incompatible(transport)
    if not transport.remote_version:
        if not said:
            return ThrottledError()
        return TransportError(Reason.PROTOCOL_MISMATCH, message("ssh.no_ssh"))
    if transport.disconnected or error is None or isinstance(error, (EOFError, OSError)):
        return TransportError(Reason.CONNECTION_LOST, message("ssh.lost_handshake"))
    return TransportError(Reason.PROTOCOL_MISMATCH, message("ssh.malformed"))


def _incompatible(transport: WatchedTransport) -> TransportError:
    """Paramiko 5 knows no SHA-1; an old server is told from one that merely disagrees by what it offers."""
    offer = transport.offer
    if offer is not None:
        for kind, names in (("kex", offer.kex), ("host_keys", offer.host_keys)):
            if names and all(_rests_on_sha1(n) for n in names if not n.startswith(("ext-info-", "kex-strict-"))):
                return TransportError(Reason.PROTOCOL_MISMATCH, message(f"ssh.needs_sha1_{kind}"))
        accepted, keys = set(transport.accepted or ()), set(offer.host_keys)
        if set(transport.preferred_kex) & set(offer.kex) and accepted and keys and not accepted & keys:
            return TransportError(Reason.HOST_KEY_MISMATCH, message("ssh.host_key_type_gone"))
    return TransportError(Reason.PROTOCOL_MISMATCH, message("ssh.no_common_algorithm"))


def _rests_on_sha1(algorithm: str) -> bool:
    return algorithm.endswith("-sha1") or algorithm in ("ssh-rsa", "ssh-dss")


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
