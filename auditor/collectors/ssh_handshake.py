"""What the SSH server offered at the handshake of this session; the transport notes it, no command is run."""

from auditor.facts.base import Fact
from auditor.facts.remote import OfferedAlgorithms
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset(Platform)
PROVIDES: tuple[type[Fact], ...] = (OfferedAlgorithms,)
PARSER = "ssh_handshake"


def request(_: TargetDescription, /) -> Request | None:
    """Nothing to run: the capture ``offered_algorithms`` comes with every session."""
    return Request(collector="ssh_handshake")
