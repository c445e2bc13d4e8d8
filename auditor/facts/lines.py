"""What line devices carry. No collector of this version provides these facts; network devices come in a later step."""

from dataclasses import dataclass

from auditor.facts.base import Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class Tunnel(Fact):
    """A tunnel of a line device: an IPsec, L2TP or similar connection to a peer."""

    name: str
    peer: str = ""
    """Address or name of the other end as configured."""
    up: bool | None = None
    """None when the device does not say."""

    @property
    def key(self) -> str:
        """The tunnel's name on its device."""
        return self.name
