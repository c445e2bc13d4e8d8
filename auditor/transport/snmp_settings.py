"""How the inventory says a target is to be spoken to over SNMP: `Endpoint.options` as values.

Nothing is guessed and nothing falls back: without a named protocol libraries mean MD5 and DES, and an agent that
refuses version 3 is not asked again in version 2c.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeVar

from auditor.errors import TransportError
from auditor.model.job import Endpoint
from auditor.model.terms import Reason
from auditor.model.words import message

PORT = 161
"""The agent's port (RFC 3417, 3)."""


class Version(StrEnum):
    """Versions of the protocol."""

    V1 = "1"
    V2C = "2c"
    V3 = "3"


class Level(IntEnum):
    """Security levels with their numbers (RFC 3411, 3.4.3)."""

    NO_AUTH_NO_PRIV = 1
    AUTH_NO_PRIV = 2
    AUTH_PRIV = 3

    @property
    def title(self) -> str:
        """The level as RFC 3411 spells it."""
        return _LEVEL_TITLES[self]


_LEVEL_TITLES = {
    Level.NO_AUTH_NO_PRIV: "noAuthNoPriv",
    Level.AUTH_NO_PRIV: "authNoPriv",
    Level.AUTH_PRIV: "authPriv",
}


class Auth(StrEnum):
    """Authentication protocols (RFC 3414, RFC 7860)."""

    MD5 = "md5"
    SHA1 = "sha1"
    SHA224 = "sha224"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"


class Priv(StrEnum):
    """Privacy protocols (RFC 3414, RFC 3826, draft-reeder-snmpv3-usm-3desede, draft-blumenthal-aes-usm)."""

    DES = "des"
    TRIPLE_DES = "3des"
    AES128 = "aes128"
    AES192 = "aes192"
    AES256 = "aes256"
    AES192C = "aes192c"
    """AES-192 with the key extension of the 3DES draft, as Cisco devices do it."""
    AES256C = "aes256c"
    """AES-256 with the key extension of the 3DES draft, as Cisco devices do it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SnmpSettings:
    """One target's way of speaking SNMP."""

    version: Version
    level: Level
    auth: Auth | None = None
    priv: Priv | None = None
    context: str = ""

    @property
    def community(self) -> bool:
        """True for the versions that know only a community string."""
        return self.version is not Version.V3

    def shown(self) -> dict[str, str]:
        """What was spoken, as the evidence says it. No secret."""
        return {
            "version": self.version.value,
            "level": "community" if self.community else self.level.title,
            "auth": self.auth.value if self.auth else "",
            "priv": self.priv.value if self.priv else "",
        }


_Choice = TypeVar("_Choice", bound=StrEnum)


def read_settings(endpoint: Endpoint) -> SnmpSettings:
    """Settings of an endpoint.

    Raises:
        TransportError: an option is missing or unknown; nothing may then be sent.
    """
    options = endpoint.options
    version = _choice(options, "version", Version, Version.V3)
    context = options.get("context", "")
    if version is not Version.V3:
        return SnmpSettings(version=version, level=Level.NO_AUTH_NO_PRIV)
    level = _level(options)
    auth = _choice(options, "auth", Auth, None) if level >= Level.AUTH_NO_PRIV else None
    priv = _choice(options, "priv", Priv, None) if level is Level.AUTH_PRIV else None
    if not endpoint.user:
        raise _wrong("user", "")
    return SnmpSettings(version=version, level=level, auth=auth, priv=priv, context=context)


def _level(options: Mapping[str, str]) -> Level:
    given = options.get("level") or Level.AUTH_PRIV.title
    for level in Level:
        if level.title.lower() == given.lower():
            return level
    raise _wrong("level", given)


def _choice(options: Mapping[str, str], name: str, choices: type[_Choice], default: _Choice | None) -> _Choice:
    given = options.get(name, "")
    if not given and default is not None:
        return default
    try:
        return choices(given.lower())
    except ValueError as error:
        raise _wrong(name, given) from error


def _wrong(name: str, given: str) -> TransportError:
    if given:
        return TransportError(Reason.PROTOCOL_MISMATCH, message("snmp.option_unknown", option=name, value=given))
    return TransportError(Reason.MISSING_FIELD, message("snmp.option_missing", option=name))
