"""Question and answer with one target: patience, repetition, resynchronisation, and what silence means."""

import asyncio
from collections.abc import Sequence

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.snmp_channel import Channel
from auditor.transport.snmp_library import Reply, SnmpLibrary, Speaker, Verb
from auditor.transport.snmp_settings import Level
from auditor.transport.snmp_values import Oid, VarBind

PATIENCE = (1.0, 2.0, 3.0)
"""Seconds to wait for an answer before asking again, and at last before giving up."""
RESYNCHRONISATIONS = 6
"""Times that a target may say that its clock or identity is another; the first request of a session needs one."""

# RFC 3414, 5 (usmStats) and RFC 3412, 5 (snmpMPDStats), RFC 3413, 4.1.2 (snmpTargetObjects).
UNSUPPORTED_LEVEL: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 1, 0)
NOT_IN_TIME_WINDOW: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0)
UNKNOWN_USER: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 3, 0)
UNKNOWN_ENGINE: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0)
WRONG_DIGEST: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 5, 0)
DECRYPTION_ERROR: Oid = (1, 3, 6, 1, 6, 3, 15, 1, 1, 6, 0)
UNKNOWN_CONTEXT: Oid = (1, 3, 6, 1, 6, 3, 12, 1, 5, 0)

_REFUSALS = {
    UNSUPPORTED_LEVEL: (Reason.PROTOCOL_MISMATCH, "snmp.level_refused"),
    UNKNOWN_USER: (Reason.AUTH_FAILED, "snmp.unknown_user"),
    WRONG_DIGEST: (Reason.AUTH_FAILED, "snmp.wrong_digest"),
    DECRYPTION_ERROR: (Reason.AUTH_FAILED, "snmp.wrong_privacy_key"),
    UNKNOWN_CONTEXT: (Reason.PROTOCOL_MISMATCH, "snmp.unknown_context"),
}

# error-status (RFC 3416, 3).
TOO_BIG = 1
NO_SUCH_NAME = 2
GENERAL_ERROR = 5
NO_ACCESS = 6
AUTHORIZATION_ERROR = 16


class Conversation:
    """One target, one user, one question at a time."""

    def __init__(self, library: SnmpLibrary, channel: Channel, speaker: Speaker) -> None:
        self.library = library
        self.channel = channel
        self.speaker = speaker
        self.answers = 0
        """Responses (not reports) so far: the credential was accepted and the content understood."""
        self.discovered = False
        """Whether the target told its engine id: it is up and speaks version 3."""
        self.attempts = 0

    async def discover(self) -> bytes:
        """The target's engine id (RFC 3414, 4). Sends no user name and nothing made from a key."""
        for _ in range(RESYNCHRONISATIONS):
            await self._exchange(Verb.GET, (), 0)
            found = self.library.engine_id(self.channel)
            if found:
                self.discovered = True
                return found
        raise TransportError(Reason.PROTOCOL_MISMATCH, message("snmp.no_engine_id"))

    async def ask(self, verb: Verb, oids: Sequence[Oid], repetitions: int = 0) -> tuple[VarBind, ...]:
        """One request and its answer.

        Raises:
            TransportError: refused, silent, or not to be understood.
            Declined: the target answered with an error-status.
        """
        for _ in range(RESYNCHRONISATIONS + 1):
            reply = await self._exchange(verb, oids, repetitions)
            if reply.report is None:
                self.answers += 1
                if reply.status:
                    raise Declined(reply.status)
                return reply.bindings
            if reply.report not in (NOT_IN_TIME_WINDOW, UNKNOWN_ENGINE):
                reason, code = _REFUSALS.get(reply.report, (Reason.PROTOCOL_MISMATCH, "snmp.unknown_report"))
                raise TransportError(reason, message(code))
        raise TransportError(Reason.PROTOCOL_MISMATCH, message("snmp.no_agreement"))

    async def _exchange(self, verb: Verb, oids: Sequence[Oid], repetitions: int) -> Reply:
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[object] = loop.create_future()
        handles: list[int] = []

        def answer(reply: Reply) -> None:
            if not waiting.done():
                waiting.set_result(reply)

        self.channel.watch(waiting)
        try:
            for seconds in PATIENCE:
                self.attempts += 1
                # Earlier ones stay valid: a slow agent's late answer is an answer.
                handles.append(self.library.send(self.channel, self.speaker, verb, oids, repetitions, answer))
                await asyncio.wait((waiting,), timeout=seconds)
                if waiting.done():
                    found = waiting.result()
                    assert isinstance(found, Reply)  # noqa: S101 - nothing else is ever set
                    return found
            raise self.silence()
        finally:
            self.channel.watch(None)
            waiting.cancel()
            for handle in handles:
                self.library.release(handle, self.speaker.settings)

    def silence(self) -> TransportError:
        """What it means that no answer came: said as exactly as can be known, and no more."""
        settings = self.speaker.settings
        if self.channel.unusable:
            return TransportError(Reason.PARSE_ERROR, message("snmp.unusable_answers"))
        if self.answers:
            return TransportError(Reason.TIMEOUT, message("snmp.fell_silent"))
        if settings.community:
            return TransportError(Reason.TIMEOUT, message("snmp.no_answer_community"))
        if self.discovered:
            # net-snmp, for one, drops what it cannot decrypt, and requests for a context it does not know.
            code = "snmp.silent_to_encrypted" if settings.level is Level.AUTH_PRIV else "snmp.silent_to_user"
            return TransportError(Reason.TIMEOUT, message(code))
        return TransportError(Reason.TIMEOUT, message("snmp.no_answer"))


class Declined(Exception):
    """The target answered with an error-status (RFC 3416, 3)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
