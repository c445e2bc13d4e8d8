"""Starts the sample city's servers on loopback, and stops them again."""

import re
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import paramiko

from auditor.demo.clock import CityClock
from auditor.demo.host_tree import build_host
from auditor.demo.hosts import HOSTS
from auditor.demo.snmp_agent import SnmpAgent
from auditor.demo.snmp_values import AGENTS, values
from auditor.demo.ssh_host import SshHost, new_host_key
from auditor.demo.workspace_files import Place
from auditor.model.credential import Credential, CredentialKind

LOOPBACK = "127.0.0.1"
USER = "kansa"
SSH_CREDENTIAL, SNMP_CREDENTIAL = "ssh-kansa", "snmp-kansa"
_DOWN = "kanshi01"
_TARGET = re.compile(r"^  - (?:\{)?id: (?P<id>[a-z0-9-]+)", re.MULTILINE)
_REACH = re.compile(r"(?P<kind>ssh|snmp): \{host: (?P<host>[0-9.]+), port: (?P<port>\d+)")


@dataclass(kw_only=True)
class RunningCity:
    """The servers, and what is needed to reach them."""

    ssh: dict[str, Place] = field(default_factory=dict)
    snmp: dict[str, Place] = field(default_factory=dict)
    pinned: dict[Place, paramiko.PKey] = field(default_factory=dict)
    """The host key to pin for each SSH server; not the one that is shown where it was changed."""
    credentials: tuple[Credential, ...] = ()

    def places(self, targets: str) -> Mapping[Place, Place]:
        """Where the addresses of ``targets.yaml`` (its text) are found here."""
        found: dict[Place, Place] = {}
        starts = [*_TARGET.finditer(targets)]
        ends = [*(match.start() for match in starts[1:]), len(targets)]
        for target, end in zip(starts, ends, strict=True):
            for reach in _REACH.finditer(targets, target.start(), end):
                servers = self.ssh if reach["kind"] == "ssh" else self.snmp
                if target["id"] in servers:
                    found[(reach["host"], int(reach["port"]))] = servers[target["id"]]
        return found


@contextmanager
def running_city(folder: Path, clock: CityClock) -> Iterator[RunningCity]:
    """Build the hosts under ``folder`` and serve them until the context ends."""
    user_key, user_text = new_host_key()
    phrases = (secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    city = RunningCity(
        credentials=(
            Credential(name=SSH_CREDENTIAL, kind=CredentialKind.SSH_KEY, version="", private_key=user_text),
            Credential(
                name=SNMP_CREDENTIAL,
                kind=CredentialKind.SNMP_V3,
                version="",
                auth_key=phrases[0],
                priv_key=phrases[1],
            ),
        )
    )
    with ExitStack() as stack:
        for host in HOSTS:
            shown, _ = new_host_key()
            files = build_host(folder / host.id, host, clock(), clock.behind)
            server = SshHost(name=host.id, files=files, user=USER, user_key=user_key, host_key=shown, hangs=host.hangs)
            stack.enter_context(server)
            place = (LOOPBACK, server.port)
            city.ssh[host.id] = place
            city.pinned[place] = new_host_key()[0] if host.changed_key else shown
        for agent in AGENTS:
            asked = SnmpAgent(values=values(agent, clock), user=USER, auth_key=phrases[0], priv_key=phrases[1])
            stack.enter_context(asked)
            city.snmp[agent.id] = (LOOPBACK, asked.port)
        city.ssh[_DOWN] = stack.enter_context(_nobody_there())
        city.pinned[city.ssh[_DOWN]] = new_host_key()[0]
        yield city


@contextmanager
def _nobody_there() -> Iterator[Place]:
    """A port that is taken, so that nobody else gets it, and on which nobody listens."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        yield (LOOPBACK, int(taken.getsockname()[1]))
