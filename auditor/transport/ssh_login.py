"""One log-in with one method and one key or password: never a second attempt, never another method."""

import io
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from paramiko.ssh_exception import PartialAuthentication

from auditor.errors import TransportError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Endpoint
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.ssh_connection import HANDSHAKE_LIMIT, WatchedTransport
from auditor.transport.ssh_time import Deadline


class Answer(Enum):
    """What a server said to a log-in."""

    ACCEPTED = auto()
    REFUSED = auto()
    METHOD_NOT_OFFERED = auto()
    """The server does not know this method for this account; the key was not judged."""
    MORE_WANTED = auto()
    """The key is right, and the server asks for a second proof."""
    NONE = auto()
    """The connection ended before the answer."""


Attempt = Callable[[WatchedTransport, str, threading.Event], object]
"""Sends the one request; the event is set when the answer is there."""


class Keys:
    """Private keys, read and decrypted once a run. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str, str], paramiko.PKey] = {}

    @contextmanager
    def attempt(self, credential: Credential, endpoint: Endpoint) -> Iterator[Attempt]:
        """How to log in with a credential. Raises TransportError (credential_missing) when it cannot be used."""
        file = endpoint.options.get("key_file", "")
        if file or credential.kind is CredentialKind.SSH_KEY:
            key = self._key(credential, file)
            yield lambda transport, user, done: transport.auth_publickey(user, key, event=done)
        elif credential.kind is CredentialKind.SSH_PASSWORD:
            password = credential.password
            yield lambda transport, user, done: transport.auth_password(user, password, event=done, fallback=False)
        elif credential.kind is CredentialKind.SSH_AGENT:
            with _agent_key(credential) as agent_key:
                yield lambda transport, user, done: transport.auth_publickey(user, agent_key, event=done)
        else:
            raise _unusable(credential, "ssh.not_for_ssh")

    def _key(self, credential: Credential, file: str) -> paramiko.PKey:
        known_as = (credential.name, credential.version, file)
        with self._lock:
            if known_as not in self._known:
                text = _read_key_file(credential, Path(file)) if file else credential.private_key
                self._known[known_as] = parse_key(text, credential)
            return self._known[known_as]


def log_in(transport: WatchedTransport, attempt: Attempt, user: str, deadline: Deadline) -> Answer:
    """Make the one attempt. Raises TransportError when time is up first."""
    done = threading.Event()
    try:
        attempt(transport, user, done)
    except (paramiko.SSHException, EOFError, OSError):
        return Answer.NONE
    deadline.wait(done, "login", HANDSHAKE_LIMIT)
    if transport.is_authenticated():
        return Answer.ACCEPTED
    error = transport.get_exception()
    if transport.disconnected:
        return Answer.REFUSED  # "Too many authentication failures": sshd with MaxAuthTries 1 says it at the first
    if not transport.is_active():
        return Answer.NONE
    if isinstance(error, PartialAuthentication):
        return Answer.MORE_WANTED
    if isinstance(error, paramiko.BadAuthenticationType):
        return Answer.METHOD_NOT_OFFERED
    return Answer.REFUSED


def parse_key(text: str, credential: Credential) -> paramiko.PKey:
    """A private key in OpenSSH or PEM form. Raises TransportError that says nothing of its contents."""
    try:
        for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
            try:
                return kind.from_private_key(io.StringIO(text), credential.passphrase or None)
            except paramiko.PasswordRequiredException:
                raise
            except paramiko.SSHException:
                continue
    except (paramiko.SSHException, ValueError, TypeError, IndexError, UnsupportedAlgorithm):
        raise _unusable(credential, "ssh.key_unusable") from None  # the cause may quote the key
    raise _unusable(credential, "ssh.key_unusable")


def _read_key_file(credential: Credential, path: Path) -> str:
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise _unusable(credential, "ssh.key_file_open_to_others")
            return file.read(64 * 1024).decode("ascii", "replace")
    except OSError as error:
        raise _unusable(credential, "ssh.key_file_unreadable") from error


@contextmanager
def _agent_key(credential: Credential) -> Iterator[paramiko.PKey]:
    """The one key of the agent that the credential names; an agent a session, since its socket knows no threads."""
    try:
        agent = paramiko.Agent()
    except (paramiko.SSHException, OSError) as error:
        raise _unusable(credential, "ssh.no_agent") from error
    try:
        for key in agent.get_keys():
            if key.fingerprint == credential.key_fingerprint:
                yield key
                return
        raise _unusable(credential, "ssh.not_in_agent")
    finally:
        agent.close()


def _unusable(credential: Credential, code: str) -> TransportError:
    return TransportError(Reason.CREDENTIAL_MISSING, message(code, credential=credential.name))
