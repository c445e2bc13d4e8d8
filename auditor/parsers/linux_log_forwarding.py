"""Where a system sends its events: rsyslog.conf(5) old and new, journal-upload.conf(5), syslog-ng basics.

A destination counts only while the daemon that serves it runs.
"""

import re
from collections.abc import Iterator

from auditor.facts.base import Gap, Parsed
from auditor.facts.host import LogForwarding
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files, read_files
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.linux_units import read_units
from auditor.parsers.text_lines import Line, integer

_HOST = r"(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<host>[A-Za-z0-9_.-]{1,255}))"
_LEGACY = re.compile(
    r"(?P<selector>\S{1,400})\s+-?(?P<at>@@?)(?:\([^)]{0,64}\))?" + _HOST + r"(?::(?P<port>[0-9]{1,5}))?(?:;\S{1,200})?"
)
_RELP = re.compile(r"(?P<selector>\S{1,400})\s+:omrelp:" + _HOST + r"(?::(?P<port>[0-9]{1,5}))?(?:;\S{1,200})?")
_ACTION = re.compile(r"(?:(?P<selector>[^\s(]{1,400})\s+)?action\s*\((?P<body>.{1,4000}?)\)\s*$", re.I | re.S)
_PAIR = re.compile(r"([A-Za-z.]{1,64})\s*=\s*\"([^\"]{0,1000})\"")
_INCLUDE = re.compile(r"(?:\$IncludeConfig\s+|include\s*\(\s*file\s*=\s*\")(?P<what>[^\s\"]{1,400})", re.I)
_KNOWN_INCLUDE = "/etc/rsyslog.d/*.conf"
_NG = re.compile(
    r"\b(?P<driver>tcp6?|udp6?|network|syslog)\s*\(\s*\"(?P<host>[^\"]{1,255})\"(?P<rest>[^;]{0,2000}?)\)\s*;"
)
_LONGEST_ACTION = 60
"""Lines that one action may stretch over."""


def log_forwarding(source: Source) -> Parsed[LogForwarding]:
    """All destinations; none configured is a complete empty set."""
    files = read_files(source.capture("forwarding_settings"), source.origin("forwarding_settings"))
    if files.fault is not None:
        return Parsed(type=LogForwarding, gap=absent(files.fault, "forwarding_unread", file="/etc"))
    units, reason = read_units(source.capture("forwarding_units"))
    running = {u.name for u in units if u.running}
    gaps: list[Gap | None] = []
    facts: dict[str, LogForwarding] = {}
    for unit, found in (
        ("rsyslog.service", _rsyslog(files, gaps)),
        ("systemd-journal-upload.service", _upload(files, gaps)),
        ("syslog-ng.service", _syslog_ng(files)),
    ):
        for fact in found:
            if unit in running or reason is not None:
                facts.setdefault(fact.key, fact)
    trouble = files.trouble()
    gap = worst(
        partial(trouble, "forwarding_unread", file=next(iter(sorted(files.faults)), "/etc")) if trouble else None,
        *gaps,
        partial(reason, "services_unread") if reason and facts else None,
    )
    return Parsed(type=LogForwarding, facts=tuple(facts.values()), gap=gap)


def _rsyslog(files: Files, gaps: list[Gap | None]) -> Iterator[LogForwarding]:
    for path in sorted(p for p in files.lines if p.startswith("/etc/rsyslog")):
        for line, text in _statements(files.of(path)):
            included = _INCLUDE.search(text)
            if included and included["what"] != _KNOWN_INCLUDE and included["what"] not in files.lines:
                gaps.append(partial(Reason.PARTIAL_COVERAGE, "forwarding_unread", file=included["what"]))
            fact = (
                _action(files, line, text) if "action" in text.lower() and "(" in text else _legacy(files, line, text)
            )
            if fact is not None:
                yield fact
            elif re.search(r"omfwd|omrelp|\s@@?[\w\[(]", text) and "module(" not in text and "$ModLoad" not in text:
                gaps.append(partial(Reason.PARSE_ERROR, "forwarding_unread", file=line.where))


def _statements(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """Lines without comments; one that opens a parenthesis goes on until it is closed."""
    first: Line | None = None
    text, taken = "", 0
    for line in lines:
        bare = re.split(r"(?:^|\s)#", line.text, maxsplit=1)[0].strip()
        if first is None:
            if not bare:
                continue
            first, text, taken = line, bare, 1
        else:
            text, taken = f"{text} {bare}", taken + 1
        if text.count("(") > text.count(")") and taken < _LONGEST_ACTION and len(text) < 4000:
            continue
        yield first, text
        first = None
    if first is not None:
        yield first, text


def _legacy(files: Files, line: Line, text: str) -> LogForwarding | None:
    plain, relp = _LEGACY.fullmatch(text), _RELP.fullmatch(text)
    found = plain or relp
    if found is None:
        return None
    protocol = "relp" if plain is None else "tcp" if plain["at"] == "@@" else "udp"
    port = integer(found["port"] or ("2514" if plain is None else "514"))
    return _fact(files, line, "rsyslog", found["six"] or found["host"], port, protocol, found["selector"])


def _action(files: Files, line: Line, text: str) -> LogForwarding | None:
    found = _ACTION.search(text)
    if found is None:
        return None
    values = {name.lower(): value for name, value in _PAIR.findall(found["body"])}
    kind = values.get("type", "").lower()
    if kind not in ("omfwd", "omrelp") or not values.get("target"):
        return None
    relp = kind == "omrelp"
    port = integer(values.get("port", "2514" if relp else "514"))
    protocol = "relp" if relp else values.get("protocol", "udp").lower()
    return _fact(files, line, "rsyslog", values["target"], port, protocol, found["selector"] or "*.*")


def _upload(files: Files, gaps: list[Gap | None]) -> Iterator[LogForwarding]:
    folder = "/etc/systemd/journal-upload.conf"
    last: Line | None = None
    for path in (folder, *files.under(folder + ".d", ".conf")):
        for line in files.of(path):
            if re.match(r"\s*URL\s*=", line.text):
                last = line
    if last is None or not last.text.partition("=")[2].strip():
        return
    found = re.fullmatch(r"(?:(https?)://)?" + _HOST + r"(?::([0-9]{1,5}))?/?", last.text.partition("=")[2].strip())
    if found is None:
        gaps.append(partial(Reason.PARSE_ERROR, "forwarding_unread", file=last.where))
        return
    port = integer(found[4] or "19532")
    fact = _fact(files, last, "journal-upload", found["six"] or found["host"], port, found[1] or "https", "*.*")
    if fact is not None:
        yield fact


def _syslog_ng(files: Files) -> Iterator[LogForwarding]:
    for path in sorted(p for p in files.lines if p.startswith("/etc/syslog-ng/")):
        for line, text in _statements(files.of(path)):
            for found in _NG.finditer(text if text.endswith(";") else text + ";"):
                if "source" in text[: found.start()]:
                    continue
                said = re.search(r"transport\s*\(\s*\"?([a-z-]{1,20})", found["rest"])
                driver = found["driver"].rstrip("6")
                protocol = said[1] if said else driver if driver in ("tcp", "udp") else "tcp"
                port_text = re.search(r"port\s*\(\s*([0-9]{1,5})", found["rest"])
                default = "601" if driver in ("network", "syslog") and protocol == "tcp" else "514"
                port = integer(port_text[1] if port_text else default)
                fact = _fact(files, line, "syslog-ng", found["host"], port, protocol, "*.*")
                if fact is not None:
                    yield fact


def _fact(
    files: Files, line: Line, mechanism: str, host: str, port: int | None, protocol: str, selector: str
) -> LogForwarding | None:
    if port is None or not 0 < port < 65536:
        return None
    return LogForwarding(
        place=line.place(files.origin),
        mechanism=mechanism,
        destination=host,
        port=port,
        protocol=protocol,
        selector=selector,
    )
