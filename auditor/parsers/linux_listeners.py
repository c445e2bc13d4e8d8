"""Listening sockets from ss(8), or netstat(8) where ss is missing.

Process names come from ``ss -p`` with sudo; they differ from night to night where helpers come and go, so only the
first name of a socket is kept.
"""

import re
from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Fact, Parsed
from auditor.facts.remote import Listener
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_gaps import absent, partial
from auditor.parsers.text_lines import Line, answer_lines, answer_reason, integer

PROVIDES: tuple[type[Fact], ...] = (Listener,)

_SOURCES = {"listeners_programs": "ss", "listeners": "ss", "listeners_netstat": "netstat"}
"""Commands in the order of preference, and the program each runs."""
_PROGRAM = re.compile(r'users:\(\("([^"]{1,64})"')
_ALL = {"*": "*", "0.0.0.0": "0.0.0.0", "[::]": "::", "::": "::"}  # noqa: S104 - read, not bound
_NETSTAT_HEADS = ("Active Internet connections", "Proto Recv-Q")


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """All listeners; a machine without any is not believed, since we came in through one."""
    command = next((c for c in _SOURCES if _answered(source.capture(c))), "")
    if not command:
        capture = source.capture("listeners")
        reason = answer_reason(capture, (), answer_lines(capture, "ss")[1])
        return (Parsed(type=Listener, gap=absent(reason or Reason.EMPTY, "listeners_unread")),)
    capture, name = source.capture(command), _SOURCES[command]
    lines, reason = answer_lines(capture, name)
    reason = answer_reason(capture, lines, reason)
    facts: dict[str, Listener] = {}
    for line in lines:
        if line.text.startswith(_NETSTAT_HEADS):
            continue
        found = _listener(line, source.origin(command), ss=name == "ss")
        if found is None:
            reason = reason or Reason.PARSE_ERROR
            continue
        facts.setdefault(found.key, found)
    if not facts:
        return (Parsed(type=Listener, gap=absent(reason or Reason.EMPTY, "listeners_unread")),)
    gap = partial(reason, "listeners_unread") if reason else None
    return (Parsed(type=Listener, facts=tuple(facts.values()), gap=gap, origins=(source.origin(command),)),)


def _answered(capture: Capture) -> bool:
    return capture.status in (CaptureStatus.OK, CaptureStatus.TRUNCATED) and bool(capture.output)


def _listener(line: Line, origin: str, *, ss: bool) -> Listener | None:
    words = line.text.split()
    if ss:
        if len(words) < 6 or words[0] not in ("tcp", "udp") or words[1] not in ("LISTEN", "UNCONN"):
            return None
        protocol, local = words[0], words[4]
    else:
        if len(words) < 5 or not re.fullmatch(r"(tcp|udp)6?", words[0]):
            return None
        if words[0].startswith("tcp") and words[5:6] != ["LISTEN"]:
            return None
        protocol, local = words[0][:3], words[3]
    address, _, port_text = local.rpartition(":")
    port = integer(port_text)
    if not address or port is None or not 0 < port < 65536:
        return None
    program = _PROGRAM.search(line.text) if ss else None
    return Listener(
        place=line.place(origin),
        protocol=protocol,
        address=_address(address),
        port=port,
        process=program[1] if program else "",
    )


def _address(text: str) -> str:
    """One address without brackets and interface; an IPv4 address in IPv6 clothes as IPv4."""
    bare = _ALL.get(text)
    if bare is not None:
        return bare
    address = text.strip("[]").partition("%")[0].strip("[]")
    lowered = address.lower()
    if lowered.startswith("::ffff:") and "." in lowered:
        return address[7:]
    return _ALL.get(address, address)
