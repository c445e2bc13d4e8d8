"""A connection to a mail or log server: bounded in time, protected, its errors in our words."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.model.words import Message, message
from auditor.notify.discreet import short
from auditor.notify.failures import ChannelDown, ConnectionLost


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds."""

    connect: float = 10.0
    answer: float = 30.0
    """For one answer."""
    whole: float = 60.0
    """For everything about one message, however lively the server drips."""


class Line:
    """An open connection. `watched` bounds what is done with it; errors become ChannelDown."""

    def __init__(self, host: str, port: int, patience: Patience) -> None:
        self.host, self.port = host, port
        self._patience = patience
        self._late = False
        with self._in_words(ChannelDown):
            self.sock: socket.socket = socket.create_connection((host, port), timeout=patience.connect)
        self.sock.settimeout(patience.answer)

    def protect(self, context: ssl.SSLContext) -> None:
        """Start TLS; the server's certificate and name are checked before anything is said."""
        plain = self.sock
        try:
            self.sock = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()
        except ssl.SSLCertVerificationError as error:
            detail = short(error.verify_message or str(error))
            raise ChannelDown(self.say("certificate", detail=detail)) from error
        except TimeoutError:
            raise
        except (ssl.SSLError, OSError, ValueError) as error:
            if self._late:
                raise
            raise ChannelDown(self.say("tls_failed", detail=short(_reason(error)))) from error

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Bound a block by the patience's whole time, and say its errors in our words."""
        self._late = False
        timer = threading.Timer(self._patience.whole, self._cut)
        timer.daemon = True
        timer.start()
        try:
            with self._in_words(ConnectionLost):
                yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self.sock.close()

    def say(self, name: str, **args: str | int) -> Message:
        """A message about this server."""
        return message(f"sending.{name}", host=self.host, port=self.port, **args)

    def _cut(self) -> None:
        self._late = True
        with suppress(OSError):
            # The base class's: TLS's own would take the session from under the thread that reads.
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    @contextmanager
    def _in_words(self, kind: type[ChannelDown]) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise kind(self.say("timeout")) from error
        except socket.gaierror as error:
            raise kind(message("sending.no_address", host=self.host)) from error
        except (OSError, EOFError) as error:
            if self._late:
                raise kind(self.say("timeout")) from error
            if kind is ConnectionLost:
                raise kind(self.say("closed")) from error
            raise kind(self.say("unreachable", detail=short(_reason(error)))) from error
        except UnicodeError as error:  # a name that cannot be looked up
            raise kind(message("sending.no_address", host=self.host)) from error


def _reason(error: Exception) -> str:
    found = getattr(error, "reason", None) or getattr(error, "strerror", None)
    return str(found or error or type(error).__name__)


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or later; certificate and name are checked, against ``ca_file`` or else the system's authorities.

    Raises ChannelDown when the file cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ValueError) as error:
        raise ChannelDown(message("sending.ca_file", path=str(ca_file))) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
