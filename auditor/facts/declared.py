"""What the inventory declares of a system or linkage: facts with the basis ``register``."""

from dataclasses import dataclass

from auditor.facts.base import Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredService(Fact):
    """A service that a target may offer to the network."""

    protocol: str
    port: int
    purpose: str = ""

    @property
    def key(self) -> str:
        """Protocol and port."""
        return f"{self.protocol}/{self.port}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredUnit(Fact):
    """A service of the operating system that the linked system needs to run (a unit's name)."""

    name: str

    @property
    def key(self) -> str:
        """The unit's name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredLine(Fact):
    """A line of a linkage: an interface of a target that must be up."""

    target: str
    interface: str
    line: str = ""
    """Kind of line: ``dedicated``, ``ip_vpn``, ``lgwan``, ``internet_vpn``, ``internet``."""

    @property
    def key(self) -> str:
        """Target and interface."""
        return f"{self.target}/{self.interface}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredLogDestination(Fact):
    """A host that events of a target are declared to go to."""

    destination: str

    @property
    def key(self) -> str:
        """The destination."""
        return self.destination


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredSharedAccount(Fact):
    """An account that more than one person may use, with the reason and who answers for it."""

    account: str
    reason: str
    custodian: str

    @property
    def key(self) -> str:
        """The account."""
        return self.account


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredLinkage(Fact):
    """A linkage's terms that checks rest on."""

    linkage: str
    counterparty: str
    counterparty_logs_on: bool
    """True when the counterparty's users have accounts on our system."""

    @property
    def key(self) -> str:
        """The linkage."""
        return self.linkage
