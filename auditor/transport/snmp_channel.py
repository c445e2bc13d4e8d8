"""The socket of one session: connected to one target, so that the kernel keeps everybody else's datagrams out.

pysnmp's own carrier shares one unconnected socket among all targets. A connected one each tells of ICMP errors, lets a
flood be stopped where it comes from, and takes no datagram from any address but the target's.
"""

import asyncio
from collections.abc import Callable
from typing import TypeAlias, cast

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message

Address: TypeAlias = tuple[str, int]
Received: TypeAlias = Callable[["Channel", Address, bytes], None]

DATAGRAMS_PER_REQUEST = 4
"""Datagrams taken for each one sent: the answer, its duplicates, and a report."""
SPARE_DATAGRAMS = 16
"""Taken beside those, before the target counts as flooding us."""


class Channel(asyncio.DatagramProtocol):
    """A connected UDP socket that offers what pysnmp's dispatcher asks of a transport."""

    def __init__(self, domain: tuple[int, ...], address: Address, entered: Callable[["Channel | None"], None]) -> None:
        """``entered`` is told which channel's datagram is being read, and None when it has been."""
        self.domain = domain
        self.address = address
        self.answered = 0
        """Answers that fitted a request; counted by whoever sent it."""
        self.unusable = 0
        """Datagrams that fitted no request: garbled, forged, truncated, or far too late."""
        self.heard = False
        """Whether anything at all ever came from there."""
        self._entered = entered
        self._socket: asyncio.DatagramTransport | None = None
        self._receive: Received | None = None
        self._sending = False
        self._allowance = SPARE_DATAGRAMS
        self._failure: TransportError | None = None
        self._waiting: asyncio.Future[object] | None = None

    @classmethod
    async def open(
        cls, domain: tuple[int, ...], address: Address, entered: Callable[["Channel | None"], None]
    ) -> "Channel":
        """A channel to a numeric address. Raises TransportError when the system knows no way there."""
        channel = cls(domain, address, entered)
        loop = asyncio.get_running_loop()
        try:
            await loop.create_datagram_endpoint(lambda: channel, remote_addr=address)
        except OSError as error:
            raise TransportError(Reason.UNREACHABLE, message("snmp.unreachable")) from error
        return channel

    # What asyncio asks of a protocol.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._socket = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        """Let pysnmp read a datagram, and notice whether it answered anything."""
        self.heard = True
        self._allowance -= 1
        if self._allowance < 0:
            self.fail(TransportError(Reason.PARSE_ERROR, message("snmp.flood")))
            return
        before = self.answered
        self.unusable += 1
        self._entered(self)
        if self._receive is not None:
            self._receive(self, self.address, data)
        self._entered(None)
        if self.answered > before:
            self.unusable -= 1

    def error_received(self, exc: Exception) -> None:
        """An ICMP error, or the system's own, about this one target."""
        if self.heard:
            self.fail(TransportError(Reason.CONNECTION_LOST, message("snmp.connection_lost")))
        else:
            self.fail(TransportError(Reason.UNREACHABLE, message("snmp.unreachable")))

    # What pysnmp asks of a transport.

    def register_callback(self, receive: Received) -> None:
        """Take the function that reads datagrams."""
        self._receive = receive

    def unregister_callback(self) -> None:
        """Read no more datagrams."""
        self._receive = None

    def send_message(self, outgoing: bytes, address: Address) -> None:
        """Send a request. Anything else that pysnmp would send (a report to a liar) stays here."""
        if self._sending and self._socket is not None and self._failure is None:
            self._allowance += DATAGRAMS_PER_REQUEST
            self._socket.sendto(bytes(outgoing))

    def close_transport(self) -> None:
        """Close the socket."""
        self.unregister_callback()
        if self._socket is not None:
            self._socket.close()

    # What the session asks.

    def __enter__(self) -> "Channel":
        """While entered, pysnmp may send: exactly the request that is being made."""
        self._sending = True
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing more may be sent."""
        self._sending = False

    @property
    def failed(self) -> bool:
        """Whether the session has ended for good."""
        return self._failure is not None

    def close(self) -> None:
        """Close the socket."""
        self.close_transport()

    def watch(self, waiting: asyncio.Future[object] | None) -> None:
        """Tell this future of a failure; raises the failure when there was one already."""
        if self._failure is not None:
            raise self._failure
        self._waiting = waiting

    def fail(self, failure: TransportError) -> None:
        """End the session."""
        self._failure = self._failure or failure
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(self._failure)
        self.close_transport()
