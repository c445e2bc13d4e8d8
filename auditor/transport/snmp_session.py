"""One job: reach the target, be let in, carry out the commands, and say what came of it."""

import asyncio
import hashlib
import json
from contextlib import closing
from datetime import datetime

from auditor.errors import TransportError, VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Capture, CaptureStatus, Command, Job, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import Message, message
from auditor.transport.snmp_commands import Step, steps
from auditor.transport.snmp_conversation import AUTHORIZATION_ERROR, NO_ACCESS, Conversation, Declined
from auditor.transport.snmp_library import MasterKeys, Speaker
from auditor.transport.snmp_reading import Reader
from auditor.transport.snmp_settings import Level, SnmpSettings, Version, read_settings
from auditor.transport.snmp_shared import Shared
from auditor.transport.snmp_values import canonical

ACCESS = "access"
"""Command id of the capture that tells how the target was spoken to."""

_OF_ONE_COMMAND = {
    Reason.TIMEOUT: CaptureStatus.TIMEOUT,
    Reason.TRUNCATED: CaptureStatus.TRUNCATED,
    Reason.PARSE_ERROR: CaptureStatus.TRUNCATED,
}
"""Failures that end one command; anything else ends the session."""


class Session:
    """One target, from the first datagram to the outcome."""

    def __init__(self, job: Job, shared: Shared) -> None:
        self._job = job
        self._shared = shared
        self._captures: list[Capture] = []
        self._conversation: Conversation | None = None
        self._peer = ""
        self._attempts = 0
        self._settled = True

    async def perform(self) -> JobOutcome:
        """Do the job within its deadline."""
        started = self._shared.context.clock()
        try:
            await self._within_deadline()
        except TransportError as failure:
            return self._outcome(started, failure.reason, failure.message)
        except TimeoutError:
            reason, said = self._out_of_time()
            return self._outcome(started, reason, said)
        return self._outcome(started, None, None)

    async def _within_deadline(self) -> None:
        """The deadline counts the time with the target; waiting for a place among many targets is not its fault."""
        settings = read_settings(self._job.endpoint)
        credential = self._credential(settings)
        left = self._job.deadline.total_seconds()
        loop = asyncio.get_running_loop()
        while True:
            async with self._shared.slots:
                begun = loop.time()
                async with asyncio.timeout(left):
                    if await self._visit(settings, credential):
                        return
                left -= loop.time() - begun
            begun = loop.time()
            await self._shared.turns.wait(credential.name, left)
            left -= loop.time() - begun

    async def _visit(self, settings: SnmpSettings, credential: Credential) -> bool:
        """Reach the target and read it. False when another target must try the credential first."""
        with closing(await self._shared.channel(self._job.endpoint)) as channel:
            library = self._shared.libraries[0]
            library.attach(channel)
            conversation = Conversation(
                library, channel, Speaker(settings=settings, security_name=self._job.endpoint.user)
            )
            self._conversation = conversation
            try:
                if settings.community:
                    # There is no account to lock and no refusal to hear: a wrong community is met with silence.
                    name = library.enter_community(credential.community)
                    conversation.speaker = Speaker(settings=settings, security_name=name)
                    await self._carry_out(settings)
                    return True
                return await self._visit_known(conversation, settings, credential)
            finally:
                self._attempts += conversation.attempts
                conversation.library.detach(channel)

    async def _visit_known(self, conversation: Conversation, settings: SnmpSettings, credential: Credential) -> bool:
        engine_id = await conversation.discover()
        self._peer = f"engine:{engine_id.hex()}"
        if settings.level is Level.NO_AUTH_NO_PRIV:
            await self._as_user(conversation, engine_id, settings, MasterKeys.of(credential, settings))
            return True
        # Only now, when it is known that the target answers: a line of dead targets must not keep the others waiting.
        if not self._shared.turns.enter(credential.name):
            return False
        self._settled = False
        try:
            await self._as_user(conversation, engine_id, settings, self._shared.keys(credential, settings))
        except TransportError as failure:
            self._settle(failure.reason is not Reason.AUTH_FAILED)
            raise
        finally:
            self._settle(True)
        return True

    async def _as_user(
        self, conversation: Conversation, engine_id: bytes, settings: SnmpSettings, keys: MasterKeys
    ) -> None:
        name = self._job.endpoint.user
        self._shared.enter_user(conversation, name, engine_id, settings, keys)
        try:
            await self._carry_out(settings)
        finally:
            conversation.library.leave_user(name, engine_id)

    def _settle(self, accepted: bool) -> None:
        """Tell the gate, once, whether the target refused the credential.

        Silence is no refusal: others may try. They do not wait in line behind one that keeps silent.
        """
        if not self._settled:
            self._settled = True
            self._shared.turns.leave(self._job.endpoint.credential, accepted=accepted, target=self._job.target)

    async def _carry_out(self, settings: SnmpSettings) -> None:
        """All commands in turn. One that fails by itself does not end the session; two in a row do."""
        failed = 0
        for request in self._job.requests:
            for command in request.commands:
                capture, failure = await self._capture(request.collector, command, settings)
                self._settle(True)
                self._captures.append(capture)
                failed = failed + 1 if failure else 0
                if failure is not None and failed > 1:
                    raise failure
            if all(capture.status is CaptureStatus.DENIED for capture in self._captures):
                raise TransportError(Reason.PERMISSION_DENIED, message("snmp.nothing_permitted"))
            self._captures.append(_access(request.collector, settings, self._shared.context.clock()))

    async def _capture(
        self, collector: str, command: Command, settings: SnmpSettings
    ) -> tuple[Capture, TransportError | None]:
        conversation = self._conversation
        if conversation is None:  # pragma: no cover - set before
            raise TransportError(Reason.CONNECTION_LOST, message("snmp.connection_lost"))
        reader = Reader(conversation.ask, bulk=settings.version is not Version.V1)
        asked = self._shared.context.clock()
        status, said, failure = CaptureStatus.OK, "", None
        try:
            for step, oids in tuple(steps(command)):
                await (reader.get(oids) if step is Step.GET else reader.walk(oids))
        except Declined as declined:
            denied = declined.status in (NO_ACCESS, AUTHORIZATION_ERROR)
            status = CaptureStatus.DENIED if denied else CaptureStatus.TRUNCATED
            said = f"{Reason.PERMISSION_DENIED if denied else Reason.PARSE_ERROR} error-status {declined.status}"
        except TransportError as broken:
            if not conversation.answers or conversation.channel.failed or broken.reason not in _OF_ONE_COMMAND:
                raise
            status, failure = _OF_ONE_COMMAND[broken.reason], broken
            said = " ".join((broken.reason, broken.message.code, *(str(a) for a in broken.message.args.values())))
        answered = self._shared.context.clock()
        times = {"asked": asked, "answered": answered} if command.volatile else {}
        output = canonical(reader.found, **times)
        if len(output) > command.limit:
            output = output[: output.rfind(b"\n", 0, command.limit) + 1]
            status, said = CaptureStatus.TRUNCATED, f"{Reason.TRUNCATED} limit {command.limit}"
        capture = Capture(
            collector=collector,
            command=command.id,
            status=status,
            output=output,
            errors=said.encode(),
            digest=_digest(output),
            volatile=command.volatile,
            argv=command.argv,
            taken_at=answered,
        )
        return capture, failure

    def _credential(self, settings: SnmpSettings) -> Credential:
        name = self._job.endpoint.credential
        if settings.version is Version.V3 and settings.level is Level.NO_AUTH_NO_PRIV:
            return Credential(name=name, kind=CredentialKind.SNMP_V3, version="")
        try:
            credential = self._shared.context.credential(name)
        except VaultError as error:
            raise TransportError(Reason.CREDENTIAL_MISSING, error.message) from error
        wanted = CredentialKind.SNMP_COMMUNITY if settings.community else CredentialKind.SNMP_V3
        present = credential.community if settings.community else credential.auth_key
        if settings.priv is not None:
            present = present and credential.priv_key
        if credential.kind is not wanted or not present:
            raise TransportError(Reason.CREDENTIAL_MISSING, message("snmp.credential_kind", credential=name))
        self._shared.turns.refuse_quarantined(name)
        return credential

    def _out_of_time(self) -> tuple[Reason, Message]:
        """The deadline came. Of a target that never answered that is no more than silence."""
        conversation = self._conversation
        if conversation is not None and not conversation.answers:
            silence = conversation.silence()
            return silence.reason, silence.message
        return Reason.DEADLINE, message("snmp.deadline")

    def _outcome(self, started: datetime, reason: Reason | None, detail: Message | None) -> JobOutcome:
        return JobOutcome(
            job=self._job.id,
            target=self._job.target,
            transport=self._job.transport,
            started=started,
            finished=self._shared.context.clock(),
            captures=tuple(self._captures),
            reason=reason,
            detail=detail,
            peer=self._peer,
            attempts=self._attempts,
        )


def _access(collector: str, settings: SnmpSettings, taken_at: datetime) -> Capture:
    output = (json.dumps(settings.shown(), separators=(",", ":")) + "\n").encode()
    return Capture(
        collector=collector,
        command=ACCESS,
        status=CaptureStatus.OK,
        output=output,
        digest=_digest(output),
        taken_at=taken_at,
    )


def _digest(output: bytes) -> str:
    return "sha256:" + hashlib.sha256(output).hexdigest()
