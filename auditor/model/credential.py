"""Our own secrets, as transports use them. They leave the vault only into a session's memory."""

from dataclasses import dataclass, field
from enum import StrEnum


class CredentialKind(StrEnum):
    """What a credential is made of."""

    SSH_PASSWORD = "ssh_password"  # noqa: S105 - the name of a kind
    SSH_KEY = "ssh_key"
    SSH_AGENT = "ssh_agent"
    SNMP_V3 = "snmp_v3"
    SNMP_COMMUNITY = "snmp_community"
    SMTP_PASSWORD = "smtp_password"  # noqa: S105


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """A named credential. No field with a secret is ever shown by ``repr``."""

    name: str
    kind: CredentialKind
    version: str
    """Changes whenever the credential is set anew; a quarantine holds for one version only."""
    password: str = field(default="", repr=False)
    """SSH or mail password."""
    private_key: str = field(default="", repr=False)
    """Private key in OpenSSH or PEM form."""
    passphrase: str = field(default="", repr=False)
    auth_key: str = field(default="", repr=False)
    """SNMPv3 authentication passphrase."""
    priv_key: str = field(default="", repr=False)
    """SNMPv3 privacy passphrase."""
    community: str = field(default="", repr=False)
    key_fingerprint: str = ""
    """For an agent: fingerprint (``SHA256:…``) of the one key that is offered."""
