"""Ways in from the network: sshd, listening services, shares, SNMP communities."""

from dataclasses import dataclass, field

from auditor.facts.base import MEASURED, Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class SshdPolicy(Fact):
    """What sshd does for one kind of connection: the base settings, or those under one Match block."""

    match: str = ""
    """The Match criteria as written (``User root Address 10.0.0.0/8``); empty for the base settings."""
    permit_root_login: str
    """``yes``, ``no``, ``prohibit-password`` or ``forced-commands-only``."""
    password_authentication: bool
    keyboard_interactive: bool
    permit_empty_passwords: bool
    pubkey_authentication: bool = True
    host_based: bool = False
    max_auth_tries: int = 6
    client_alive_interval: int = 0
    client_alive_count_max: int = 3
    ciphers: tuple[str, ...] | None = None
    """None when the configuration leaves OpenSSH's compiled default; then ``version`` decides what that is."""
    macs: tuple[str, ...] | None = None
    kex_algorithms: tuple[str, ...] | None = None
    host_key_algorithms: tuple[str, ...] | None = None
    use_pam: bool = False
    effective: bool = False
    """True when read from ``sshd -T``; False when reconstructed from the files."""

    @property
    def key(self) -> str:
        """The Match criteria."""
        return self.match or "(base)"


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedAlgorithms(Fact):
    """What the SSH server offered at the handshake of this very session: the ground truth for algorithms."""

    kex: tuple[str, ...]
    host_keys: tuple[str, ...]
    ciphers: tuple[str, ...]
    macs: tuple[str, ...]
    banner: str = ""
    """Identification string of the server (RFC 4253, 4.2), at most 255 characters."""

    @property
    def key(self) -> str:
        """There is one for a server."""
        return "ssh"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listener(Fact):
    """A socket that waits for others."""

    protocol: str
    """``tcp`` or ``udp``."""
    address: str
    """``0.0.0.0``, ``::``, ``*`` for all; else the one address. Loopback ones are given too."""
    port: int
    process: str = ""
    """Name of the program where it could be read."""

    @property
    def key(self) -> str:
        """Protocol, address and port."""
        return f"{self.protocol}/{self.address}:{self.port}"

    @property
    def loopback(self) -> bool:
        """True when only the machine itself can reach it."""
        return self.address.startswith("127.") or self.address in ("::1", "localhost")


@dataclass(frozen=True, kw_only=True, slots=True)
class Share(Fact):
    """A folder offered over the network."""

    protocol: str
    """``smb`` or ``nfs``."""
    name: str
    path: str = ""
    anonymous: bool = False
    """True when it lets somebody in without a credential (``guest ok``; NFS without Kerberos to any host)."""

    @property
    def key(self) -> str:
        """Protocol and name."""
        return f"{self.protocol}/{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class SnmpCommunity(Fact):
    """A community that the SNMP agent of a system accepts (v1, v2c); the string itself is redacted."""

    label: str
    """``community#1`` …: its number in the configuration."""
    known_default: bool
    """True for ``public``, ``private`` and other makers' defaults."""
    length: int
    writable: bool = False
    source: str = ""
    """Network it is accepted from; empty for any."""
    unauthenticated_user: bool = False
    """True when it is no community but a version 3 user who is let in without authentication (``noauth``)."""

    @property
    def key(self) -> str:
        """Its label."""
        return self.label


@dataclass(frozen=True, kw_only=True, slots=True)
class SnmpAccess(Fact):
    """How this audit itself spoke SNMP with a target."""

    version: str
    """``3``, ``2c`` or ``1``."""
    level: str
    """``authPriv``, ``authNoPriv``, ``noAuthNoPriv``; ``community`` for v1 and v2c."""
    auth_protocol: str = ""
    priv_protocol: str = ""
    engine_boots: int | None = field(default=None, metadata=MEASURED)

    @property
    def key(self) -> str:
        """There is one for a target."""
        return "access"
