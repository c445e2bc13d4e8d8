"""A city of real SSH servers on loopback addresses, and a workspace that audits it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from auditor.engine.plan import make_plan
from auditor.model.terms import TransportKind
from auditor.transport.script import PlannedScript, plan_script
from auditor.workspace import load_workspace
from benchmarks.measuring import ROOT
from tests.integration.servers.sshd import KeyPair, Sshd, make_key, sshd

MOST_ADDRESSES = 16
"""One sshd listens on at most as many (MAX_LISTEN_SOCKS in sshd.c)."""

CREDENTIAL = "ssh-key"

_CITY = """\
organisation: {id: city, title: 計測市, sections: [{id: joho, title: 情報課}]}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
"""

_PROFILE = """\
profile: benchmark
title: {ja: 計測, en: Benchmark}
packs: [ng, in, kc]
overlays: [sample_city]
"""


def addresses(count: int) -> list[str]:
    """Loopback addresses, as many as wanted."""
    return [f"127.{10 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}" for number in range(count)]


@dataclass(frozen=True, kw_only=True)
class Host:
    """One address of a server."""

    name: str
    host: str
    port: int


@dataclass(frozen=True, kw_only=True)
class Servers:
    """Running servers with one key for all."""

    hosts: tuple[Host, ...]
    running: tuple[Sshd, ...]
    key: KeyPair

    @property
    def user(self) -> str:
        """The account."""
        return self.running[0].user


@contextlib.contextmanager
def servers(folder: Path, count: int) -> Iterator[Servers]:
    """As many addresses as wanted, sixteen a process; the processes end with the context.

    Sixteen addresses share a process here and its MaxStartups, so that is raised to what sixteen machines of their
    own would bear together (10:30:100 each).
    """
    key = make_key()
    wanted = addresses(count)
    with contextlib.ExitStack() as stack:
        running = [
            stack.enter_context(
                sshd(
                    folder / f"sshd-{first // MOST_ADDRESSES}",
                    addresses=wanted[first : first + MOST_ADDRESSES],
                    settings=("MaxStartups 160:30:1600",),
                    client_key=key,
                )
            )
            for first in range(0, count, MOST_ADDRESSES)
        ]
        found = [place for server in running for place in server.addresses]
        hosts = tuple(Host(name=f"t{n:04}", host=host, port=port) for n, (host, port) in enumerate(found))
        yield Servers(hosts=hosts, running=tuple(running), key=key)


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A workspace on disk whose targets are the city's."""

    root: Path

    def audit(self, controls: Sequence[str]) -> list[str]:
        """The command line of a whole audit."""
        chosen = [word for control in controls for word in ("--control", control)]
        return [sys.executable, "-m", "auditor", "audit", "--workspace", str(self.root), "--lang", "en", *chosen]

    def forget(self) -> None:
        """Empty store, no reports: the next audit is the first night."""
        for path in (self.root / "state").glob("auditor.db*"):
            path.unlink()
        shutil.rmtree(self.root / "reports", ignore_errors=True)

    def scripts(self, controls: Sequence[str]) -> dict[str, PlannedScript]:
        """The very scripts that an audit would send, by target."""
        now = datetime.now(UTC)
        loaded = load_workspace(self.root, now.date(), now)
        if controls:
            loaded = loaded.select(controls)
        jobs = make_plan(loaded, now.date()).jobs
        return {job.target: plan_script(job) for job in jobs if job.transport is TransportKind.SSH}


def workspace(
    root: Path, city: Servers, *, workers: int = 16, deadline: str = "PT60S", pinned: Sequence[Host] = ()
) -> Workspace:
    """Make it: inventory, pinned host keys, an encrypted vault with the key that the servers accept.

    Ten targets make a linkage. ``pinned`` are hosts among the city's that no server of it stands behind.
    """
    for folder in ("inventory", "policies/local", "state"):
        (root / folder).mkdir(parents=True, mode=0o700)
    hosts = city.hosts
    targets = "".join(
        f"- {{id: {h.name}, title: {h.name}, kind: server, platform: linux, zone: office, owner: joho,"
        f" tags: [juki_net], services: [{{protocol: tcp, port: {h.port}, purpose: 管理}}],"
        f" units: [ssh.service, cron.service],"
        f" log_destinations: [10.0.0.5],"
        f" reach: {{ssh: {{host: {h.host}, port: {h.port}, user: {city.user}, credential: {CREDENTIAL}}}}}}}\n"
        for h in hosts
    )
    linkages = "".join(
        f"- {{id: l{n:03}, title: 連携{n}, status: running, owner: joho, started: 2024-04-01,"
        f" counterparty_logs_on: true, systems: {json.dumps([h.name for h in hosts[n * 10 : n * 10 + 10]])}}}\n"
        for n in range(-(-len(hosts) // 10))
    )
    settings = f"settings: {{workers: {workers}, deadline: {deadline}}}\n"
    _write(root / "inventory/city.yaml", _CITY + settings)
    _write(root / "inventory/targets.yaml", "targets:\n" + targets + "linkages:\n" + linkages)
    _write(root / "policies/local/profile.yaml", _PROFILE)
    lines = "".join(server.known_hosts() for server in city.running)
    lines += "".join(f"[{h.host}]:{h.port} {city.running[0].host_key.public}\n" for h in pinned)
    _write(root / "state/known_hosts", lines)
    _write(root / "state/vault.key", "k" * 48)
    _write(root / "key", city.key.private)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "auditor",
            "vault",
            "set",
            CREDENTIAL,
            "--from-file",
            "key",
            "--stdin",
            "--workspace",
            ".",
        ],
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return Workspace(root=root)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
