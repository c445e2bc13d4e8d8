"""The one place that touches pysnmp: an SNMP engine for all targets, spoken to one PDU at a time.

pysnmp's high-level calls are not used. They keep a table row for every target and credential, so that two targets with
one user name and different keys overwrite each other's; and they write at a stroke what the session wants to decide
itself (retries, resynchronisation, when to give up). Here a user is entered under the *target's* engine id, with keys
localised to it (RFC 3414, 2.6), and leaves the table with the session.

Imported only when there is an SNMP job: pysnmp and its tables take a quarter of a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pysnmp.carrier.asyncio.dispatch import AsyncioDispatcher
from pysnmp.entity import config
from pysnmp.entity.engine import SnmpEngine
from pysnmp.error import PySnmpError
from pysnmp.proto.api import v1, v2c

from auditor.errors import TransportError
from auditor.model.credential import Credential
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.snmp_channel import Channel
from auditor.transport.snmp_settings import Auth, Level, Priv, SnmpSettings, Version
from auditor.transport.snmp_values import Oid, VarBind, octets, show_oid

MESSAGE_SIZE = 1472
"""Largest answer in bytes that we ask for: what fits one Ethernet frame, because fragments are often dropped."""

_NO_TIMEOUT = 1e9
"""In timer ticks: the session has its own, finer clock and releases what it sent."""

_AUTH = {
    Auth.MD5: config.USM_AUTH_HMAC96_MD5,
    Auth.SHA1: config.USM_AUTH_HMAC96_SHA,
    Auth.SHA224: config.USM_AUTH_HMAC128_SHA224,
    Auth.SHA256: config.USM_AUTH_HMAC192_SHA256,
    Auth.SHA384: config.USM_AUTH_HMAC256_SHA384,
    Auth.SHA512: config.USM_AUTH_HMAC384_SHA512,
    None: config.USM_AUTH_NONE,
}
_PRIV = {
    Priv.DES: config.USM_PRIV_CBC56_DES,
    Priv.TRIPLE_DES: config.USM_PRIV_CBC168_3DES,
    Priv.AES128: config.USM_PRIV_CFB128_AES,
    Priv.AES192: config.USM_PRIV_CFB192_AES_BLUMENTHAL,
    Priv.AES256: config.USM_PRIV_CFB256_AES_BLUMENTHAL,
    Priv.AES192C: config.USM_PRIV_CFB192_AES,
    Priv.AES256C: config.USM_PRIV_CFB256_AES,
    None: config.USM_PRIV_NONE,
}
_MODEL = {Version.V1: 0, Version.V2C: 1, Version.V3: 3}
"""Message processing models (RFC 3411, 5); the security model is one more for the community versions."""
_INTEGERS = frozenset({"Integer", "Integer32", "Counter32", "Counter64", "Gauge32", "Unsigned32", "TimeTicks"})
_SMI_NAMES = {"Integer": "Integer32", "Gauge": "Gauge32", "Counter": "Counter32"}
"""SMIv1 spellings of SMIv2 types."""


class Verb(Enum):
    """Everything this program ever sends: requests that read."""

    GET = "get"
    GETNEXT = "getnext"
    GETBULK = "getbulk"


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """As whom a target is spoken to."""

    settings: SnmpSettings
    security_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a target answered to one PDU."""

    report: Oid | None = None
    """The counter a report names (RFC 3414, 5): unknown user, wrong digest …; None for a response."""
    status: int = 0
    """error-status (RFC 3416, 3)."""
    bindings: tuple[VarBind, ...] = ()


class SnmpLibrary:
    """One pysnmp engine. Not thread-safe: it belongs to one event loop."""

    def __init__(self) -> None:
        self._engine: Any = SnmpEngine(maxMessageSize=MESSAGE_SIZE)
        self._dispatcher: Any = AsyncioDispatcher()
        self._engine.register_transport_dispatcher(self._dispatcher)
        self._users: dict[tuple[bytes, str], tuple[object, int]] = {}
        self._communities: dict[str, str] = {}

    def attach(self, channel: Channel) -> None:
        """Let the engine speak through a channel."""
        self._dispatcher.register_transport(channel.domain, channel)

    def detach(self, channel: Channel) -> None:
        """Take a channel away again; it stays open."""
        self._dispatcher.unregister_transport(channel.domain)

    def close(self) -> None:
        """Stop the engine's timer."""
        self._engine.close_dispatcher()

    def engine_id(self, channel: Channel) -> bytes:
        """What the peer said its engine id is; empty when it has not said, or said no valid one (RFC 3411, 5)."""
        model = self._engine.message_processing_subsystems[_MODEL[Version.V3]]
        found, _, _ = model.get_peer_engine_info(channel.domain, channel.address)
        raw = bytes(found or b"")
        return raw if 5 <= len(raw) <= 32 else b""

    def enter_user(self, name: str, engine_id: bytes, settings: SnmpSettings, keys: "MasterKeys") -> bool:
        """Enter a user of the engine with that id. False when another credential holds this very place.

        Cloned devices, and liars, share engine ids; their sessions then need another engine.
        """
        place = (engine_id, name)
        known = self._users.get(place)
        if known is not None:
            if known[0] != keys:
                return False
            self._users[place] = (keys, known[1] + 1)
            return True
        config.add_v3_user(
            self._engine,
            name,
            _AUTH[settings.auth],
            keys.auth,
            _PRIV[settings.priv],
            keys.priv,
            securityEngineId=v2c.OctetString(engine_id),
            authKeyType=config.USM_KEY_TYPE_MASTER,
            privKeyType=config.USM_KEY_TYPE_MASTER,
        )
        self._users[place] = (keys, 1)
        return True

    def leave_user(self, name: str, engine_id: bytes) -> None:
        """Forget a user once its last session has ended: the table stays short, and holds no key longer than needed."""
        place = (engine_id, name)
        keys, sessions = self._users.pop(place)
        if sessions > 1:
            self._users[place] = (keys, sessions - 1)
            return
        config.delete_v3_user(self._engine, name, v2c.OctetString(engine_id))

    def enter_community(self, community: str) -> str:
        """Enter a community; gives the security name that stands for it."""
        if community not in self._communities:
            name = f"community-{len(self._communities) + 1}"
            config.add_v1_system(self._engine, name, community)
            self._communities[community] = name
        return self._communities[community]

    def send(
        self,
        channel: Channel,
        speaker: Speaker,
        verb: Verb,
        oids: Sequence[Oid],
        repetitions: int,
        answer: Callable[[Reply], None],
    ) -> int:
        """Send one request; ``answer`` is called once, unless the handle that is returned was released before.

        Raises:
            TransportError: the message could not be made for this peer (its engine id changed, say).
        """
        settings = speaker.settings
        model = _MODEL[settings.version]
        asked = _pdu(settings.version, verb, oids, repetitions)

        def read(*given: Any) -> None:
            # The order is fixed by RFC 3412, 4.2.2.2: …, PDU, status information, handle, context.
            pdu, status = given[8], given[9]
            reply = _reply(pdu, status, asked)
            if reply is not None:
                channel.answered += 1
                answer(reply)

        try:
            with channel:
                return int(
                    self._engine.message_dispatcher.send_pdu(
                        self._engine,
                        channel.domain,
                        channel.address,
                        model,
                        model if settings.version is Version.V3 else model + 1,
                        v2c.OctetString(speaker.security_name),
                        int(settings.level) if settings.version is Version.V3 else int(Level.NO_AUTH_NO_PRIV),
                        None,
                        v2c.OctetString(settings.context),
                        min(model, 1),
                        asked,
                        True,
                        _NO_TIMEOUT,
                        read,
                        None,
                    )
                )
        except PySnmpError as error:
            raise TransportError(Reason.PROTOCOL_MISMATCH, message("snmp.identity_changed")) from error

    def release(self, handle: int, settings: SnmpSettings) -> None:
        """Forget a request that nobody waits for any more."""
        self._engine.message_dispatcher.release_state_information(self._engine, handle, _MODEL[settings.version])


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MasterKeys:
    """Keys made from passphrases (RFC 3414, 2.6), before they are localised. Compared by identity, never shown."""

    auth: Any
    priv: Any

    @classmethod
    def of(cls, credential: Credential, settings: SnmpSettings) -> "MasterKeys":
        """Stretch a credential's passphrases: a million octets of hashing each, so done once for all targets."""
        auth, priv = None, None
        if settings.auth is not None:
            auth = config.AUTH_SERVICES[_AUTH[settings.auth]].hash_passphrase(v2c.OctetString(credential.auth_key))
        if settings.priv is not None:
            service = config.PRIV_SERVICES[_PRIV[settings.priv]]
            priv = service.hash_passphrase(_AUTH[settings.auth], v2c.OctetString(credential.priv_key))
        return cls(auth, priv)


def _pdu(version: Version, verb: Verb, oids: Sequence[Oid], repetitions: int) -> Any:
    protocol: Any = v1 if version is Version.V1 else v2c
    if verb is Verb.GETBULK:
        pdu = protocol.GetBulkRequestPDU()
        protocol.apiBulkPDU.set_defaults(pdu)
        protocol.apiBulkPDU.set_non_repeaters(pdu, 0)
        protocol.apiBulkPDU.set_max_repetitions(pdu, repetitions)
    else:
        pdu = protocol.GetRequestPDU() if verb is Verb.GET else protocol.GetNextRequestPDU()
        protocol.apiPDU.set_defaults(pdu)
    protocol.apiPDU.set_varbinds(pdu, [(oid, protocol.null) for oid in oids])
    return pdu


def _reply(pdu: Any, status: Any, asked: Any) -> Reply | None:
    """None for what is no answer to the question: another's request id."""
    if status is not None:
        return Reply(report=tuple(status["oid"]) if "oid" in status else ())
    if v2c.apiPDU.get_request_id(pdu) != v2c.apiPDU.get_request_id(asked):
        return None
    bindings = tuple(_binding(oid, value) for oid, value in v2c.apiPDU.get_varbinds(pdu))
    return Reply(status=int(v2c.apiPDU.get_error_status(pdu)), bindings=bindings)


def _binding(oid: Any, value: Any) -> VarBind:
    kind = type(value).__name__
    kind = _SMI_NAMES.get(kind, kind)
    text = ""
    if kind in _INTEGERS:
        text = str(int(value))
    elif kind == "OctetString":
        kind, text = octets(bytes(value))
    elif kind == "IpAddress":
        text = show_oid(bytes(value))
    elif kind == "ObjectIdentifier":
        text = show_oid(tuple(value))
    elif kind == "Opaque":
        text = bytes(value).hex()
    return VarBind(oid=tuple(int(part) for part in oid), kind=kind, value=text)
