"""A log server over TCP (RFC 6587) or TLS (RFC 5425), with octet counting.

Syslog has no receipts. So the messages of one notice go over a connection of their own, which is then closed from this
side: only a server that has read it to the end closes its side in good order. Anything else counts as not sent.
"""

import socket
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self

from auditor.model.operation import Security, SyslogServer
from auditor.notify.line import Line, Patience, tls_context
from auditor.notify.spool_files import Entry
from auditor.notify.syslog_messages import encoded, hostname, log_messages
from auditor.notify.taken import Taken

_IGNORED = 64 * 1024
"""Bytes that a server may say, though it should say none."""


class SyslogChannel:
    """A log server. Entering connects once, so that a server that is down is known before anything is tried."""

    def __init__(self, server: SyslogServer, patience: Patience | None = None) -> None:
        self._server = server
        self._patience = patience or Patience()
        self._context: ssl.SSLContext | None = None
        self._line: Line | None = None

    def __enter__(self) -> Self:
        if self._server.security is Security.TLS:
            self._context = tls_context(self._server.ca_file)
        self._line = self._connected()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._line.close()

    def send(self, name: str, entry: Entry) -> Taken:
        """Send an entry's messages."""
        host = hostname()
        frames = []
        for number, found in enumerate(log_messages(name, entry), start=1):
            message = encoded(found, entry, number, self._server.facility, host)
            frames.append(b"%d %s" % (len(message), message))
        line, self._line = self._line or self._connected(), None
        try:
            with line.watched():
                line.sock.sendall(b"".join(frames))
                _finish(line.sock)
        finally:
            line.close()
        return Taken()

    def probe(self) -> None:
        """Close the connection in good order without a message: shows that `send` would be able to."""
        line, self._line = self._line or self._connected(), None
        try:
            with line.watched():
                _finish(line.sock)
        finally:
            line.close()

    def _connected(self) -> Line:
        line = Line(self._server.host, self._server.port, self._patience)
        try:
            if self._context is not None:
                with line.watched():
                    line.protect(self._context)
        except BaseException:
            line.close()
            raise
        return line


def _finish(sock: socket.socket) -> None:
    """Say that nothing more comes, and wait until the server has hung up too. Raises OSError when it breaks off."""
    if isinstance(sock, ssl.SSLSocket):
        # A server may hang up without TLS's own goodbye (RFC 5425, 4.4 asks it of whoever closes first: us).
        with suppress(ssl.SSLEOFError, ssl.SSLZeroReturnError):
            sock = sock.unwrap()
    with suppress(OSError):  # it may be gone already; what counts is how
        socket.socket.shutdown(sock, socket.SHUT_WR)
    left = _IGNORED
    while left > 0 and (said := socket.socket.recv(sock, 4096)):
        left -= len(said)
