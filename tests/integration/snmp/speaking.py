"""Jobs, credentials and runs for the tests of the SNMP transport."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditor.collectors.snmp_monitoring import COMMANDS
from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Command, Endpoint, Job, JobOutcome, Request
from auditor.model.terms import TransportKind
from auditor.model.words import message
from auditor.transport import snmp
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import SessionContext
from tests.integration.servers.snmpd import SnmpUser

USER = SnmpUser()
SYSTEM = (COMMANDS[0],)
"""The shortest reading: three scalars."""


def v3(name: str = "reader", auth_key: str = USER.auth_key, priv_key: str = USER.priv_key) -> Credential:
    """A version 3 credential; by default the right one."""
    return Credential(name=name, kind=CredentialKind.SNMP_V3, version="1", auth_key=auth_key, priv_key=priv_key)


def community(text: str, name: str = "community") -> Credential:
    """A community as a credential."""
    return Credential(name=name, kind=CredentialKind.SNMP_COMMUNITY, version="1", community=text)


def job(
    target: str,
    host: str,
    port: int,
    *,
    credential: str = "reader",
    user: str = USER.name,
    commands: Sequence[Command] = COMMANDS,
    deadline: float = 20.0,
    **options: str,
) -> Job:
    """A job; version 3 with SHA-256 and AES-128 unless the options say otherwise."""
    return Job(
        id=f"{target}/snmp",
        target=target,
        transport=TransportKind.SNMP,
        endpoint=Endpoint(
            host=host,
            port=port,
            user=user,
            credential=credential,
            options={"version": "3", "auth": "sha256", "priv": "aes128", **options},
        ),
        requests=(Request(collector="snmp_monitoring", commands=tuple(commands)),),
        deadline=timedelta(seconds=deadline),
    )


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a run brought."""

    outcomes: Mapping[str, JobOutcome]
    """By target."""
    delivered: int
    gate: CredentialGate


def run(
    *jobs: Job,
    credentials: Sequence[Credential] = (v3(),),
    gate: CredentialGate | None = None,
    workers: int = 16,
    cancelled: threading.Event | None = None,
) -> Ran:
    """Run jobs to their end."""
    by_name = {c.name: c for c in credentials}
    delivered: list[JobOutcome] = []

    def credential(name: str) -> Credential:
        if name not in by_name:
            raise VaultError(message("vault.no_such_credential", name=name))
        return by_name[name]

    context = SessionContext(
        credential=credential,
        gate=gate or CredentialGate(),
        known_hosts=Path("known_hosts"),
        redaction_key=b"k" * 32,
        clock=lambda: datetime.now(UTC),
        workers=workers,
        cancelled=cancelled or threading.Event(),
    )
    snmp.run(jobs, context, delivered.append)
    return Ran(outcomes={o.target: o for o in delivered}, delivered=len(delivered), gate=context.gate)
