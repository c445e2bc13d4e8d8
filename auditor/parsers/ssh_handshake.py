"""The server's algorithm lists of the key exchange (RFC 4253, 7.1), as the SSH transport writes them down in JSON."""

import json
from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Fact, Parsed
from auditor.facts.remote import OfferedAlgorithms
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_gaps import absent
from auditor.parsers.text_lines import capture_reason

PROVIDES: tuple[type[Fact], ...] = (OfferedAlgorithms,)
_COMMAND = "offered_algorithms"
_MOST = 200
"""Names in one list; servers offer a few dozen at most."""


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """One fact, or why there is none."""
    capture = source.capture(_COMMAND)
    reason = capture_reason(capture)
    fact = None if reason else _fact(capture.output, source.origin(_COMMAND))
    if fact is None:
        gap = absent(reason or Reason.PARSE_ERROR, "handshake_unread")
        return (Parsed(type=OfferedAlgorithms, gap=gap),)
    return (Parsed(type=OfferedAlgorithms, facts=(fact,)),)


def _fact(raw: bytes, origin: str) -> OfferedAlgorithms | None:
    try:
        said = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    lists = [_names(said.get(key)) for key in ("kex", "host_keys", "ciphers", "macs")]
    kex, host_keys, ciphers, macs = lists
    banner = said.get("banner", "")
    if not (kex and host_keys and ciphers and macs is not None) or not isinstance(banner, str):
        return None
    return OfferedAlgorithms(
        place=Place(origin=origin, where="SSH_MSG_KEXINIT", excerpt=banner[:200]),
        kex=kex,
        host_keys=host_keys,
        ciphers=ciphers,
        macs=macs,
        banner=banner[:255],
    )


def _names(value: object) -> tuple[str, ...] | None:
    """Algorithm names (RFC 4251, 6: at most 64 printable ASCII characters); None when it is not a list of them."""
    if not isinstance(value, list) or len(value) > _MOST:
        return None
    if not all(isinstance(v, str) and 0 < len(v) <= 64 and v.isascii() and v.isprintable() for v in value):
        return None
    return tuple(value)
