"""What the engine asks of a transport, and what a transport may ask of the run."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from auditor.model.credential import Credential
from auditor.model.job import Job, JobOutcome
from auditor.transport.gate import CredentialGate


@dataclass(frozen=True, kw_only=True)
class SessionContext:
    """The run as a transport sees it."""

    credential: Callable[[str], Credential]
    """The credential of that name; raises VaultError when there is none. Thread-safe."""
    gate: CredentialGate
    known_hosts: Path
    """File of pinned host keys in OpenSSH's format; read only."""
    redaction_key: bytes = field(repr=False)
    """Key of the tags that replace targets' secrets; kept by the installation, 32 bytes."""
    clock: Callable[[], datetime]
    """Now, timezone-aware."""
    workers: int = 16
    """Sessions at a time over all hosts."""
    handshakes_per_host: int = 6
    """Connections to one address whose handshake is under way at a time (sshd drops more than MaxStartups)."""
    cancelled: threading.Event = field(default_factory=threading.Event)
    """Set when the run is to stop: start no session, end running ones at once with ``interrupted``."""


Deliver = Callable[[JobOutcome], None]
"""Takes each job's outcome as soon as it is there; thread-safe; every job is delivered exactly once."""


class Transport(Protocol):
    """A module in ``auditor/transport`` named like its kind."""

    def run(self, jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        """Run all jobs, each within its own deadline; returns when every one has been delivered.

        Raises nothing that a target can cause.
        """
        ...
