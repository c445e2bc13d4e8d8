"""SNMP values as plain data, and the canonical text in which answers become evidence.

One JSON array a line, ordered by OID: ``["1.3.6.1.2.1.1.5.0","OctetString","gw01"]``. An octet string that is not
printable UTF-8 is written in hexadecimal under the type ``OctetStringHex``, so nothing is lost or guessed. Answers that
differ every night by nature begin with a line that tells when they were asked for and when they came:
``{"asked":"…","answered":"…"}`` (ISO 8601, the auditor's clock).
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

Oid: TypeAlias = tuple[int, ...]

MISSING_KINDS = frozenset({"NoSuchObject", "NoSuchInstance", "EndOfMibView"})
"""Exceptions in place of a value (RFC 3416, 3): an answer that the object is not there, or not shown to us."""

_DOTTED = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10}){1,127}")


@dataclass(frozen=True, kw_only=True, slots=True)
class VarBind:
    """One object identifier with the value an agent gave for it."""

    oid: Oid
    kind: str
    """SMI type: ``Integer32``, ``OctetString``, ``OctetStringHex``, ``Counter64``, ``NoSuchObject`` …"""
    value: str
    """Decimal digits, text, hexadecimal digits, or dotted numbers; empty for the exceptions."""

    @property
    def missing(self) -> bool:
        """True when the agent says that there is no such object."""
        return self.kind in MISSING_KINDS


def parse_oid(text: str) -> Oid:
    """Dotted numbers to an OID; raises ValueError for anything else."""
    if not _DOTTED.fullmatch(text):
        raise ValueError(f"not an object identifier: {text!r}")
    return tuple(int(part) for part in text.split("."))


def show_oid(oid: Iterable[int]) -> str:
    """An OID as dotted numbers."""
    return ".".join(str(part) for part in oid)


def under(oid: Oid, root: Oid) -> bool:
    """Whether an OID lies strictly below a root."""
    return len(oid) > len(root) and oid[: len(root)] == root


def octets(raw: bytes) -> tuple[str, str]:
    """Type and value of an octet string: text when it is printable UTF-8, else hexadecimal digits."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "OctetStringHex", raw.hex()
    if all(c.isprintable() or c in "\t\r\n" for c in text):
        return "OctetString", text
    return "OctetStringHex", raw.hex()


def canonical(bindings: Sequence[VarBind], *, asked: datetime | None = None, answered: datetime | None = None) -> bytes:
    """The evidence of one command; the times are written only when given (commands that differ every night)."""
    lines = []
    if asked is not None and answered is not None:
        lines.append(_compact({"asked": asked.isoformat(), "answered": answered.isoformat()}))
    ordered = sorted(bindings, key=lambda b: b.oid)
    lines.extend(_compact([show_oid(b.oid), b.kind, b.value]) for b in ordered)
    return "".join(f"{line}\n" for line in lines).encode()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
