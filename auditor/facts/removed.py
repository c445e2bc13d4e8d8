"""What earlier nights saw in a register and the latest did not."""

from dataclasses import dataclass

from auditor.facts.base import Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedRecord(Fact):
    """An entry of a register that was there on an earlier night, and has been missing ever since."""

    register: str
    """Name of the register (``entitlements``)."""
    record: str
    """What told the entry apart."""

    @property
    def key(self) -> str:
        """Register and entry."""
        return f"{self.register}/{self.record}"
