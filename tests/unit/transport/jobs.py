"""Jobs for the tests of the SSH transport."""

from collections.abc import Sequence
from datetime import timedelta

from auditor.model.job import Command, Endpoint, Job, Privilege, Request
from auditor.model.terms import TransportKind


def command(identifier: str, *argv: str, limit: int = 64 * 1024, seconds: float = 10, sudo: bool = False) -> Command:
    return Command(
        id=identifier,
        argv=argv,
        limit=limit,
        timeout=timedelta(seconds=seconds),
        privilege=Privilege.SUDO if sudo else Privilege.NONE,
    )


def job(
    commands: Sequence[Command] = (),
    *,
    target: str = "t1",
    host: str = "127.0.0.1",
    port: int = 22,
    user: str = "auditor",
    credential: str = "key",
    deadline: float = 20.0,
    options: dict[str, str] | None = None,
    collector: str = "c",
) -> Job:
    return Job(
        id=f"{target}/ssh",
        target=target,
        transport=TransportKind.SSH,
        endpoint=Endpoint(host=host, port=port, user=user, credential=credential, options=options or {}),
        requests=(Request(collector=collector, commands=tuple(commands)),),
        deadline=timedelta(seconds=deadline),
    )
