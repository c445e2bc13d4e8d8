"""What the sessions of one run share: the engine, the places, the keys."""

import asyncio
import ipaddress
import itertools
import socket
from collections.abc import Iterator

from auditor.errors import TransportError
from auditor.model.credential import Credential
from auditor.model.job import Endpoint
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.interface import SessionContext
from auditor.transport.snmp_channel import Address, Channel
from auditor.transport.snmp_conversation import Conversation
from auditor.transport.snmp_library import MasterKeys, SnmpLibrary
from auditor.transport.snmp_settings import PORT, SnmpSettings
from auditor.transport.snmp_turns import Turns

_UDP4 = (1, 3, 6, 1, 6, 1, 1)
_UDP6 = (1, 3, 6, 1, 2, 1, 100, 1, 2)
"""Transport domains (RFC 3417, RFC 3419); each channel adds a number of its own."""


class Shared:
    """One run. Lives in one event loop."""

    def __init__(self, context: SessionContext) -> None:
        self.context = context
        self.slots = asyncio.Semaphore(max(1, context.workers))
        self.turns = Turns(context.gate)
        self.libraries = [SnmpLibrary()]
        self._numbers = itertools.count(1)
        self._keys: dict[tuple[str, str, SnmpSettings], MasterKeys] = {}
        self._reading: Channel | None = None

    def watch_for_hostile_bytes(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let a datagram that makes the decoder stumble, in whatever way, count against its sender alone.

        The channel has already counted it as unusable; asyncio would print a traceback. Anything else that goes wrong
        in the loop is reported as ever.
        """

        def stumbled(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
            if self._reading is not None and isinstance(context.get("exception"), Exception):
                self._reading = None
                return
            loop.default_exception_handler(context)

        loop.set_exception_handler(stumbled)

    def keys(self, credential: Credential, settings: SnmpSettings) -> MasterKeys:
        """Keys of a credential, stretched once a run."""
        place = (credential.name, credential.version, settings)
        if place not in self._keys:
            self._keys[place] = MasterKeys.of(credential, settings)
        return self._keys[place]

    async def channel(self, endpoint: Endpoint) -> Channel:
        """A channel to an endpoint. Raises TransportError when there is no way there."""
        address, domain = await _resolve(endpoint)
        return await Channel.open((*domain, next(self._numbers)), address, self._enter)

    def _enter(self, channel: Channel | None) -> None:
        self._reading = channel

    def enter_user(
        self, conversation: Conversation, name: str, engine_id: bytes, settings: SnmpSettings, keys: MasterKeys
    ) -> None:
        """Enter the user in the engine.

        When a clone (or liar) with that very engine id is being spoken to with another credential at this moment, a
        spare engine takes this one; the conversation then finds out the engine id anew by itself.
        """
        for library in self._engines():
            if library is not conversation.library:
                conversation.library.detach(conversation.channel)
                conversation.library = library
                library.attach(conversation.channel)
            if library.enter_user(name, engine_id, settings, keys):
                return

    def _engines(self) -> Iterator[SnmpLibrary]:
        yield from tuple(self.libraries)
        while True:
            self.libraries.append(SnmpLibrary())
            yield self.libraries[-1]

    def close(self) -> None:
        """Stop the engines."""
        for library in self.libraries:
            library.close()


async def _resolve(endpoint: Endpoint) -> tuple[Address, tuple[int, ...]]:
    """Numeric address and transport domain of an endpoint."""
    port = endpoint.port or PORT
    try:
        numeric = ipaddress.ip_address(endpoint.host)
    except ValueError:
        return await _look_up(endpoint.host, port)
    return (endpoint.host, port), _UDP4 if numeric.version == 4 else _UDP6


async def _look_up(host: str, port: int) -> tuple[Address, tuple[int, ...]]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        raise TransportError(Reason.UNREACHABLE, message("snmp.unknown_host", host=host)) from error
    family, *_, address = found[0]
    return (str(address[0]), port), _UDP4 if family == socket.AF_INET else _UDP6
