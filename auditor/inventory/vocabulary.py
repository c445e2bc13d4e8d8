"""Closed vocabularies of the inventory, and the attributes that controls may ask for."""

from collections.abc import Mapping
from enum import StrEnum

from auditor.model.terms import Basis, Platform, SubjectKind


class ZoneKind(StrEnum):
    """What a network zone is for."""

    JUKI_NET = "juki_net"
    MY_NUMBER = "my_number"
    LGWAN = "lgwan"
    INTERNET = "internet"
    OFFICE = "office"
    CAMERA = "camera"
    OTHER = "other"


class TargetKind(StrEnum):
    """What a target does."""

    SERVER = "server"
    TERMINAL = "terminal"
    FILE_SERVER = "file_server"
    BACKUP_SERVER = "backup_server"
    FIREWALL = "firewall"
    ROUTER = "router"
    SWITCH = "switch"
    RECORDER = "recorder"
    OTHER = "other"


class LineKind(StrEnum):
    """What carries a linkage."""

    DEDICATED = "dedicated"
    IP_VPN = "ip_vpn"
    LGWAN = "lgwan"
    JUKI_NET = "juki_net"
    INTERNET_VPN = "internet_vpn"
    INTERNET = "internet"
    OTHER = "other"


class LinkageStatus(StrEnum):
    """Where a linkage stands."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


class SnmpAuth(StrEnum):
    """SNMPv3 authentication (RFC 3414, RFC 7860)."""

    NONE = "none"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA224 = "sha224"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"


class SnmpPriv(StrEnum):
    """SNMPv3 privacy (RFC 3414, RFC 3826; 3DES, AES-192 and AES-256 as agents implement them).

    A ``c`` at the end means the key extension that Cisco devices use.
    """

    NONE = "none"
    DES = "des"
    TRIPLE_DES = "3des"
    AES128 = "aes128"
    AES192 = "aes192"
    AES256 = "aes256"
    AES192C = "aes192c"
    AES256C = "aes256c"


class Answer(StrEnum):
    """What is known of a subject that a cell of the inventory or of a register tells."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """The cell is empty. Catalogs accept it beside what they ask for, so that no row disappears for want of a cell."""


NO_KIND = Answer.UNKNOWN.value
"""What ``kinds`` holds of a contract, file, site or camera whose kind nobody has entered."""

_ANSWERS = frozenset(a.value for a in Answer)

SITE_KINDS = frozenset({"server_room", "data_store", "office", "outdoor"})
"""Kinds of sites: the shipped words of the list ``site_kind``. Those that a city adds are asked for by ``kinds``."""

ATTRIBUTES: Mapping[str, frozenset[str] | None] = {
    "id": None,
    "kind": frozenset(k.value for k in TargetKind) | frozenset(k.value for k in SubjectKind) | SITE_KINDS,
    "kinds": None,
    "platform": frozenset(p.value for p in Platform),
    "tags": None,
    "zone": None,
    "zone_kind": frozenset(z.value for z in ZoneKind),
    "site": None,
    "owner": None,
    "basis": frozenset(b.value for b in Basis),
    "status": frozenset(s.value for s in LinkageStatus),
    "line": frozenset(line.value for line in LineKind),
    "counterparty_logs_on": frozenset({"true", "false"}),
    "external_server": _ANSWERS,
    "off_purpose": _ANSWERS,
    "outsourced": _ANSWERS,
    "provision": _ANSWERS,
    "personal_information": _ANSWERS,
}
"""Attributes of subjects that ``applies_to`` and ``when`` of a catalog may name, with their accepted values; None for
free words. A subject lacks those that mean nothing for its kind."""
