"""States of the systemd units that the inventory names."""

import re

from auditor.collectors import linux_commands
from auditor.facts.base import Fact
from auditor.facts.host import ServiceState
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (ServiceState,)
PARSER = "linux_services"

_UNIT = re.compile(r"[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]{0,200}")


def request(target: TargetDescription, /) -> Request | None:
    """One question for all units; None when none is declared."""
    names = [full_name(unit) for unit in target.units if _UNIT.fullmatch(unit)]
    if not names:
        return None
    return Request(collector="linux_services", commands=(linux_commands.units("services", *names),))


def full_name(unit: str) -> str:
    """The unit with its suffix: ``postgresql`` is ``postgresql.service``."""
    known = (".service", ".socket", ".timer", ".target", ".mount", ".path")
    return unit if unit.endswith(known) else unit + ".service"
