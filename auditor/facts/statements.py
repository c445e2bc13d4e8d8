"""What lies behind people's statements: facts with the basis ``register``."""

from dataclasses import dataclass

from auditor.facts.base import Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class AttestedFile(Fact):
    """A file that attestations cite, as it was found."""

    file: str
    """Its path below the registers' folder of files."""
    state: str
    """``present``, ``missing`` or ``unreadable``."""
    found_digest: str = ""
    """``sha256:…`` of what lies there now; empty unless it is present."""

    @property
    def key(self) -> str:
        """The path."""
        return self.file


@dataclass(frozen=True, kw_only=True, slots=True)
class Attested(Fact):
    """That somebody stated something of a row, as a night found it on record."""

    id: str
    control: str
    subject: str
    """``kind:id``."""
    digest: str
    """``sha256:…`` of the whole statement."""

    @property
    def key(self) -> str:
        """Its name and its digest: an altered one is another one."""
        return f"{self.id} {self.digest}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedAttestation(Fact):
    """An attestation that was there on an earlier night and has been missing, or is another one, ever since."""

    id: str
    control: str
    subject: str
    """``kind:id``."""
    digest: str

    @property
    def key(self) -> str:
        """As `Attested.key`."""
        return f"{self.id} {self.digest}"
