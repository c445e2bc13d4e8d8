"""Asks a server for its host key, for a person to confirm: nothing is logged in to, nothing is trusted yet."""

import threading

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.host_keys import HostKey, line_for
from auditor.transport.ssh_connection import ThrottledError, connect, exchange_keys
from auditor.transport.ssh_time import Deadline


def fetch_host_key(
    host: str, port: int, timeout: float, cancelled: threading.Event | None = None
) -> tuple[HostKey, str]:
    """The key that a server proves to hold, and the known_hosts line that would pin it.

    Of several keys it is the one that we like best (Ed25519, then ECDSA, then RSA); sessions ask for the pinned type
    alone. ``timeout`` in seconds. Raises TransportError; a server that drops connections is ``throttled``.
    """
    deadline = Deadline(timeout, cancelled or threading.Event())
    try:
        transport = connect(host, port, None, deadline)
        try:
            key = exchange_keys(transport, deadline)
        finally:
            transport.end()
    except ThrottledError as error:
        raise TransportError(Reason.THROTTLED, message("ssh.dropped")) from error
    return key, line_for(host, port, key)
