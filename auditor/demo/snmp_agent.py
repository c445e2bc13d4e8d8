"""A loopback SNMPv3 agent for one host of the sample city: authPriv, read-only, answered by pysnmp's own engine."""

import asyncio
import threading
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config, engine
from pysnmp.entity.rfc3413 import cmdrsp, context
from pysnmp.proto.api import v2c

Oid = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Live:
    """A value that is made when it is asked for: a clock, a counter."""

    read: Callable[[], Any]


class _Table:
    """The agent's variables, in the order of their object identifiers; pysnmp asks it as it asks its own tables."""

    def __init__(self, values: Mapping[Oid, Any]) -> None:
        self._values = dict(values)
        self._order = sorted(self._values)

    def read_variables(self, *bindings: Any, **_: Any) -> list[tuple[Any, Any]]:
        return [(oid, self._value(tuple(oid))) for oid, _ in bindings]

    def read_next_variables(self, *bindings: Any, **_: Any) -> list[tuple[Any, Any]]:
        found = []
        for oid, _ in bindings:
            place = bisect_right(self._order, tuple(oid))
            if place < len(self._order):
                following = self._order[place]
                found.append((v2c.ObjectIdentifier(following), self._value(following)))
            else:
                found.append((oid, v2c.EndOfMibView()))
        return found

    def _value(self, oid: Oid) -> Any:
        value = self._values.get(oid, v2c.NoSuchObject())
        return value.read() if isinstance(value, Live) else value


@dataclass(kw_only=True)
class SnmpAgent:
    """One SNMPv3 agent; a context manager. It has one user, who may read everything and write nothing."""

    values: Mapping[Oid, Any]
    user: str
    auth_key: str = field(repr=False)
    priv_key: str = field(repr=False)
    address: str = "127.0.0.1"
    port: int = field(default=0, init=False)

    def __enter__(self) -> "SnmpAgent":
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True, name="snmpd")
        self._thread.start()
        if not self._started.wait(timeout=20):
            raise OSError("the sample SNMP agent did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        agent = engine.SnmpEngine()
        transport = udp.UdpAsyncioTransport(loop=self._loop).open_server_mode((self.address, 0))
        config.add_transport(agent, udp.DOMAIN_NAME, transport)
        config.add_v3_user(
            agent,
            self.user,
            config.USM_AUTH_HMAC192_SHA256,
            self.auth_key,
            config.USM_PRIV_CFB128_AES,
            self.priv_key,
        )
        config.add_vacm_user(agent, 3, self.user, "authPriv", readSubTree=(1, 3, 6))
        contexts = context.SnmpContext(agent)
        contexts.unregister_context_name(b"")
        contexts.register_context_name(b"", _Table(self.values))
        cmdrsp.GetCommandResponder(agent, contexts)
        cmdrsp.NextCommandResponder(agent, contexts)
        cmdrsp.BulkCommandResponder(agent, contexts)
        self._loop.call_soon(self._find_port, transport)
        self._loop.run_forever()
        agent.close_dispatcher()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _find_port(self, transport: Any) -> None:
        """The port is known once the endpoint is open; ask again until it is."""
        inner = getattr(transport, "transport", None)
        if inner is None:
            self._loop.call_later(0.01, self._find_port, transport)
            return
        self.port = int(inner.get_extra_info("sockname")[1])
        self._started.set()
