"""sshd's settings: what ``sshd -T`` says, and the files that Match blocks stand in."""

from auditor.collectors import linux_commands
from auditor.facts.base import Fact
from auditor.facts.remote import SshdPolicy
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (SshdPolicy,)
PARSER = "linux_sshd"


def request(_: TargetDescription, /) -> Request | None:
    """The effective settings with sudo; the files with and without."""
    return Request(collector="linux_sshd", commands=(linux_commands.sshd_effective(), *linux_commands.sshd_config()))
