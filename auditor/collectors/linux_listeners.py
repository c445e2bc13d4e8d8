"""Sockets that wait for others."""

from auditor.facts.base import Fact
from auditor.facts.remote import Listener
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (Listener,)
PARSER = "linux_listeners"


def request(_: TargetDescription, /) -> Request | None:
    """``ss`` for everybody; once more with sudo for the programs' names; netstat where there is no ``ss``."""
    return Request(
        collector="linux_listeners",
        commands=(
            Command(id="listeners", argv=("ss", "-H", "-tuln")),
            Command(id="listeners_programs", argv=("ss", "-H", "-tulnp"), privilege=Privilege.SUDO),
            Command(id="listeners_netstat", argv=("netstat", "-tuln")),
        ),
    )
