"""Runs the SSH transport against servers and gathers what came."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Command, Job, JobOutcome
from auditor.model.words import message
from auditor.transport import ssh
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import SessionContext
from tests.integration.servers.sshd import KeyPair
from tests.unit.transport.jobs import command, job

UNAME = command("kernel", "uname", "-s")


def key_credential(pair: KeyPair, name: str = "key", version: str = "1") -> Credential:
    return Credential(name=name, kind=CredentialKind.SSH_KEY, version=version, private_key=pair.private)


def password_credential(password: str = "wrong horse", name: str = "password") -> Credential:  # noqa: S107 - a test's
    return Credential(name=name, kind=CredentialKind.SSH_PASSWORD, version="1", password=password)


@dataclass(kw_only=True)
class Run:
    """One run of the transport."""

    folder: Path
    credentials: Sequence[Credential] = ()
    known_hosts: str = ""
    gate: CredentialGate = field(default_factory=CredentialGate)
    workers: int = 16
    handshakes_per_host: int = 16
    cancelled: threading.Event = field(default_factory=threading.Event)
    seconds: float = 0.0
    """How long the last run took."""

    def context(self) -> SessionContext:
        file = self.folder / "known_hosts"
        file.write_text(self.known_hosts)
        by_name = {c.name: c for c in self.credentials}

        def credential(name: str) -> Credential:
            if name not in by_name:
                raise VaultError(message("vault.no_credential", name=name))
            return by_name[name]

        return SessionContext(
            credential=credential,
            gate=self.gate,
            known_hosts=file,
            redaction_key=b"k" * 32,
            clock=lambda: datetime.now(UTC),
            workers=self.workers,
            handshakes_per_host=self.handshakes_per_host,
            cancelled=self.cancelled,
        )

    def __call__(
        self, *jobs: Job, jitter: Callable[[], float] = lambda: 0.0, deliver: Callable[[JobOutcome], None] | None = None
    ) -> dict[str, JobOutcome]:
        """Run the jobs; outcomes by target. No thread of the transport is left when it returns."""
        outcomes: dict[str, JobOutcome] = {}
        before = set(threading.enumerate())

        def take(outcome: JobOutcome) -> None:
            assert outcome.target not in outcomes
            outcomes[outcome.target] = outcome
            if deliver is not None:
                deliver(outcome)

        began = time.monotonic()
        ssh.run(jobs, self.context(), take, jitter=jitter)
        self.seconds = time.monotonic() - began
        left = {t for t in set(threading.enumerate()) - before if t.name.startswith("ssh") or _ours(t)}
        assert left == set()
        assert set(outcomes) == {j.target for j in jobs}
        return outcomes


def _ours(thread: threading.Thread) -> bool:
    from auditor.transport.ssh_connection import WatchedTransport

    return isinstance(thread, WatchedTransport)


def asking(
    server: "tuple[str, int]",
    *commands: Command,
    target: str = "t1",
    user: str = "auditor",
    credential: str = "key",
    deadline: float = 20.0,
    options: dict[str, str] | None = None,
) -> Job:
    """A job for a server; ``uname`` when no command is named."""
    return job(
        commands or (UNAME,),
        target=target,
        host=server[0],
        port=server[1],
        user=user,
        credential=credential,
        deadline=deadline,
        options=options,
    )
