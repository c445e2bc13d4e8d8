import importlib
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from auditor.model.job import Endpoint, Job, Privilege
from auditor.model.plugins import Collector, Parser
from auditor.model.subject import target_ref
from auditor.model.target import BackupDeclaration, TargetDescription
from auditor.model.terms import Platform, TransportKind
from auditor.transport.redaction import known_rules
from auditor.transport.script import plan_script

NAMES = [
    *sorted(p.stem for p in Path("auditor/collectors").glob("linux_*.py") if p.stem != "linux_commands"),
    "ssh_handshake",
]
FULL = TargetDescription(
    id="ap",
    subject=target_ref("ap"),
    title="AP",
    platform=Platform.LINUX,
    units=("postgresql", "ssh.socket"),
    backups=(BackupDeclaration(name="db", kind="full", folder="/backup/full/", pattern="*.dump"),),
)


def collector(name: str) -> Collector:
    return cast(Collector, importlib.import_module(f"auditor.collectors.{name}"))


@pytest.mark.parametrize("name", NAMES)
def test_collector_and_parser_agree(name: str) -> None:
    found = collector(name)
    parser = cast(Parser, importlib.import_module(f"auditor.parsers.{found.PARSER}"))
    request = found.request(FULL)
    assert parser.PROVIDES == found.PROVIDES
    assert found.TRANSPORT is TransportKind.SSH
    assert request is not None
    assert request.collector == name
    assert all(c.redaction is None or c.redaction in known_rules() for c in request.commands)


def job(sudo: str) -> Job:
    requests = [collector(name).request(FULL) for name in NAMES]
    return Job(
        id="ap/ssh",
        target="ap",
        transport=TransportKind.SSH,
        endpoint=Endpoint(user="auditor", options={"sudo": sudo}),
        requests=tuple(r for r in requests if r is not None),
        deadline=timedelta(seconds=60),
    )


def test_every_command_is_on_the_read_only_list_and_runs_once() -> None:
    script = plan_script(job("true"))
    assert len({(s.argv, s.privilege) for s in script.steps}) == len(script.steps)
    by_id: dict[str, set[tuple[str, ...]]] = {}
    for step in script.steps:
        for wanted in step.wanted:
            by_id.setdefault(wanted.command.id, set()).add(wanted.command.argv)
    assert all(len(forms) == 1 for forms in by_id.values())


def test_no_hash_file_is_named() -> None:
    words = [w for r in job("true").requests for c in r.commands for w in c.argv]
    assert not [w for w in words if "shadow" in w or "opasswd" in w]


def test_sudo_names_whole_commands_only() -> None:
    commands = [c for r in job("true").requests for c in r.commands if c.privilege is Privilege.SUDO]
    assert len(commands) > 10
    assert not [c.id for c in commands if any(a.startswith("glob:") for a in c.argv)]


def test_nothing_is_asked_of_a_target_that_declares_nothing() -> None:
    bare = TargetDescription(id="ap", subject=target_ref("ap"), title="AP", platform=Platform.LINUX)
    assert collector("linux_services").request(bare) is None
    assert collector("linux_backups").request(bare) is None


def test_a_folder_or_unit_that_is_none_is_not_asked_for() -> None:
    odd = TargetDescription(
        id="ap",
        subject=target_ref("ap"),
        title="AP",
        platform=Platform.LINUX,
        units=("-H evil",),
        backups=(BackupDeclaration(name="db", kind="full", folder="-delete"),),
    )
    assert collector("linux_services").request(odd) is None
    assert collector("linux_backups").request(odd) is None
