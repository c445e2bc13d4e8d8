"""Artefacts as facts and results cite them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in the evidence a fact was read."""

    origin: str
    """The artefact's stable name on its target: ``ssh:login_defs``, ``snmp:interfaces``, ``register:roster``,
    ``local:recordings/cam01``. The digest of a given night is found through the fact set's artefacts."""
    where: str = ""
    """The position in it: ``/etc/login.defs:12``, an OID, ``sheet!B7``; empty when the whole artefact is meant."""
    excerpt: str = ""
    """The line itself, at most 200 characters, redacted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtefactRef:
    """One artefact: what one command, request or file gave."""

    origin: str
    """Its stable name on its target; the same every night."""
    target: str
    """Identifier of the target (or ``inventory``) it came from."""
    digest: str
    """``sha256:`` and 64 hexadecimal digits, of the form that is stored (after redaction)."""
    size: int
    """Bytes of that form."""
    collected_at: datetime
    stored: bool = True
    """False when only referenced: logs and recordings stay where they are."""
    volatile: bool = False
    """True when it differs every night by nature (clocks, counters); the store then keeps it apart."""
    redactions: int = 0
    """Number of secrets replaced before storage."""
