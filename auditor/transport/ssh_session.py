"""One session with one target: connect, verify, log in once, run the script, read its frames, close."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256

import paramiko

from auditor.errors import TransportError, VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Capture, CaptureStatus, JobOutcome
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.framing import FrameReader
from auditor.transport.host_keys import HostKey, KnownHosts
from auditor.transport.interface import SessionContext
from auditor.transport.script_answers import captures
from auditor.transport.ssh_connection import (
    BEFORE_LOGIN,
    HANDSHAKE_LIMIT,
    Offer,
    ThrottledError,
    WatchedTransport,
    connect,
    exchange_keys,
)
from auditor.transport.ssh_login import Answer, Attempt, Keys, log_in
from auditor.transport.ssh_queue import Task, TaskQueue
from auditor.transport.ssh_time import SLICE, Deadline, Guard

SHELL = "/bin/sh -s"
"""The one command of a session. Every log-in shell understands it, csh and fish too; the script comes on its input."""

HANDSHAKE_COLLECTOR = "ssh_handshake"
OFFERED_ALGORITHMS = "offered_algorithms"

_MOST_OUTPUT = 64 * 1024 * 1024
"""Bytes that a session reads at most, whatever the commands' limits add up to."""

_SLACK = 1024 * 1024
"""Bytes for what a log-in shell prints before the script begins."""

_LONGEST_WAIT = 120.0
"""Seconds that a session waits for the canary's answer: LoginGraceTime of sshd."""

_ANSWERS = {
    Answer.METHOD_NOT_OFFERED: "ssh.method_not_offered",
    Answer.MORE_WANTED: "ssh.more_wanted",
    Answer.REFUSED: "ssh.refused",
}


@dataclass(kw_only=True)
class _Seen:
    """What a session has learnt so far, kept whatever happens next."""

    reader: FrameReader
    peer: str = ""
    offer: Offer | None = None


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """What all sessions of a run share."""

    context: SessionContext
    known_hosts: KnownHosts
    queue: TaskQueue
    guard: Guard
    nonce: Callable[[], str]
    """A new random nonce of 128 bits, in hexadecimal."""
    keys: Keys = field(default_factory=Keys)

    def outcome(self, task: Task) -> JobOutcome:
        """Read one target. Raises ThrottledError when it should be tried again later."""
        context = self.context
        nonce = self.nonce()
        seen = _Seen(reader=FrameReader(nonce, tuple(step.limit for step in task.script.steps)))
        task.started = task.started or context.clock()
        task.deadline = task.deadline or Deadline(task.job.deadline.total_seconds(), context.cancelled)
        reason, detail = None, None
        try:
            self._read(task, task.deadline, task.script.for_session(nonce), seen)
        except TransportError as error:
            reason, detail = error.reason, error.message
        spoken = seen.reader.begun or seen.reader.finished
        answers = captures(task.script, seen.reader.frames, context.redaction_key) if spoken else ()
        return JobOutcome(
            job=task.job.id,
            target=task.job.target,
            transport=task.job.transport,
            started=task.started,
            finished=context.clock(),
            captures=(*_offer_capture(seen.offer), *answers),
            reason=reason,
            detail=detail,
            peer=seen.peer,
            attempts=task.attempts,
        )

    def _read(self, task: Task, deadline: Deadline, script: bytes, seen: _Seen) -> None:
        endpoint = task.job.endpoint
        deadline.check("connect")
        pinned = self.known_hosts.keys(endpoint.host, endpoint.port)
        if not pinned:
            raise TransportError(Reason.HOST_KEY_UNKNOWN, message("ssh.host_key_unknown", target=task.job.target))
        if not task.script.steps:  # the handshake itself is all that was asked for
            with self._verified(task, deadline, pinned, seen):
                return
        credential = self._credential(endpoint.credential)
        with (
            self.keys.attempt(credential, endpoint) as attempt,
            self._verified(task, deadline, pinned, seen) as transport,
        ):
            self._log_in(task, transport, credential, attempt, deadline)
            self.queue.handshake_over(task)
            _run_script(transport, script, task, deadline, seen.reader, self.context)

    def _credential(self, name: str) -> Credential:
        self._check_quarantine(name)
        try:
            return self.context.credential(name)
        except VaultError as error:
            raise TransportError(Reason.CREDENTIAL_MISSING, error.message) from error

    def _check_quarantine(self, name: str) -> None:
        refused_by = self.context.gate.refusal(name)
        if refused_by:
            raise TransportError(Reason.QUARANTINED, message("ssh.quarantined", credential=name, target=refused_by))

    @contextmanager
    def _verified(
        self, task: Task, deadline: Deadline, pinned: tuple[HostKey, ...], seen: _Seen
    ) -> Iterator[WatchedTransport]:
        """A connection to the very machine that was pinned; ended in any case."""
        endpoint = task.job.endpoint
        task.attempts += 1
        algorithms = tuple(dict.fromkeys(a for key in pinned for a in key.algorithms))
        transport = connect(endpoint.host, endpoint.port, algorithms, deadline)
        try:
            with self.guard.watching(transport.link, deadline):
                try:
                    key = exchange_keys(transport, deadline)
                finally:
                    seen.offer = transport.offer
                seen.peer = key.fingerprint
                if key not in pinned:
                    raise TransportError(
                        Reason.HOST_KEY_MISMATCH,
                        message("ssh.host_key_mismatch", pinned=pinned[0].fingerprint, shown=key.fingerprint),
                    )
                yield transport
        finally:
            transport.end()

    def _log_in(
        self, task: Task, transport: WatchedTransport, credential: Credential, attempt: Attempt, deadline: Deadline
    ) -> None:
        gate, name = self.context.gate, credential.name
        self._await_canary(name, transport, deadline)
        accepted: bool | None = None
        try:
            answer = log_in(transport, attempt, task.job.endpoint.user, deadline)
            accepted = _verdict(answer, credential)
        finally:
            gate.leave(name, accepted=accepted, target=task.job.target)
            self.queue.wake()
        if answer is Answer.NONE:
            deadline.check("login")
            if transport.bounded.flooded:
                raise TransportError(Reason.PROTOCOL_MISMATCH, message("ssh.flood_before_login"))
            raise TransportError(Reason.CONNECTION_LOST, message("ssh.lost_login"))
        if answer is not Answer.ACCEPTED:
            raise TransportError(
                Reason.AUTH_FAILED, message(_ANSWERS[answer], credential=name, user=task.job.endpoint.user)
            )

    def _await_canary(self, name: str, transport: WatchedTransport, deadline: Deadline) -> None:
        """Return when the credential may be tried. Time spent waiting for another target is not this one's."""
        since = time.monotonic()
        while True:
            before = time.monotonic()
            if self.context.gate.enter(name, SLICE):
                return
            self._check_quarantine(name)
            deadline.extend(time.monotonic() - before)
            deadline.check("login")
            if not transport.is_active() or time.monotonic() - since > _LONGEST_WAIT:
                raise ThrottledError


def _verdict(answer: Answer, credential: Credential) -> bool | None:
    """What an answer says of the credential: proven, refused, or nothing.

    A server that does not offer the method has judged no key. A password it has been told all the same, so that counts
    as a refusal.
    """
    match answer:
        case Answer.ACCEPTED | Answer.MORE_WANTED:
            return True
        case Answer.REFUSED:
            return False
        case Answer.METHOD_NOT_OFFERED:
            return False if credential.kind is CredentialKind.SSH_PASSWORD else None
        case Answer.NONE:
            return None


def _run_script(
    transport: WatchedTransport,
    script: bytes,
    task: Task,
    deadline: Deadline,
    reader: FrameReader,
    context: SessionContext,
) -> None:
    """Feed the script to the target's shell and read what comes, until its last mark."""
    most = min(_MOST_OUTPUT, task.script.most_bytes + _SLACK)
    transport.bounded.allowance = transport.bounded.received + most + most // 8 + BEFORE_LOGIN
    read = 0
    try:
        channel = transport.open_session(timeout=min(HANDSHAKE_LIMIT, max(SLICE, deadline.remaining)))
        channel.set_combine_stderr(True)
        channel.exec_command(SHELL)
        channel.settimeout(max(SLICE, deadline.remaining))
        channel.sendall(script)
        channel.shutdown_write()
        while not reader.finished:
            piece = channel.recv(256 * 1024)
            if not piece:
                break
            read += len(piece)
            reader.feed(piece, context.clock())
            if read > most:
                raise TransportError(Reason.TRUNCATED, message("ssh.too_much", limit=most))
            deadline.check("commands")
    except (paramiko.SSHException, EOFError, OSError):
        pass  # how far it came decides, below
    except TransportError as error:
        if error.reason is Reason.DEADLINE and read and not reader.begun:
            raise _no_shell() from error
        raise
    if reader.finished:
        return
    if read and not reader.begun and not deadline.remaining:
        raise _no_shell()
    deadline.check("commands")
    if transport.bounded.flooded:
        raise TransportError(Reason.TRUNCATED, message("ssh.too_much", limit=most))
    if transport.is_active() and not reader.begun:
        raise _no_shell()
    raise TransportError(Reason.CONNECTION_LOST, message("ssh.lost_commands"))


def _no_shell() -> TransportError:
    return TransportError(Reason.NO_SHELL, message("ssh.no_shell"))


def _offer_capture(offer: Offer | None) -> Iterator[Capture]:
    """What the server offered, as an artefact: the same bytes every night unless the server changes."""
    if offer is None:
        return
    text = json.dumps(asdict(offer), ensure_ascii=True, sort_keys=True, indent=1).encode() + b"\n"
    yield Capture(
        collector=HANDSHAKE_COLLECTOR,
        command=OFFERED_ALGORITHMS,
        status=CaptureStatus.OK,
        exit_code=0,
        output=text,
        digest="sha256:" + sha256(text).hexdigest(),
        argv=("ssh", "handshake"),
    )
