"""Where rsyslog sends its events: rsyslog.conf(5), the old forms and the new, in the order in which it reads them.

Drop-ins count where an include takes them in. A rule under a filter or in a rule set of its own is told with the
selector ``(filter)``: what comes through it is not known here. After a rule that discards everything, nothing is sent.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from auditor.facts.base import Gap
from auditor.facts.host import LogForwarding
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_gaps import partial
from auditor.parsers.text_lines import Line, integer

MAIN = "/etc/rsyslog.conf"
_DROP_INS = "/etc/rsyslog.d/*.conf"
HOST = r"(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<host>[A-Za-z0-9_.-]{1,255}))"
_LEGACY = re.compile(
    r"(?P<selector>\S{1,400})\s+-?(?P<at>@@?)(?:\([^)]{0,64}\))?" + HOST + r"(?::(?P<port>[0-9]{1,5}))?(?:;\S{1,200})?"
)
_RELP = re.compile(r"(?P<selector>\S{1,400})\s+:omrelp:" + HOST + r"(?::(?P<port>[0-9]{1,5}))?(?:;\S{1,200})?")
_ACTION = re.compile(r"(?:(?P<selector>[^\s(]{1,400})\s+)?action\s*\((?P<body>.{1,4000}?)\)[\s}]*$", re.I | re.S)
_PAIR = re.compile(r"([A-Za-z.]{1,64})\s*=\s*\"([^\"]{0,1000})\"")
_INCLUDE = re.compile(r"(?:\$IncludeConfig\s+|include\s*\(.{0,200}?\bfile\s*=\s*\")(?P<what>[^\s\"]{1,400})", re.I)
_OFF = re.compile(r"config\.enabled\s*=\s*\"(?:off|no|false)\"", re.I)
_DISCARD = re.compile(r"(?:(?P<selector>\S{1,400})\s+)?(?:stop|~)")
_RULE = re.compile(r"(?P<selector>[a-z0-9*,.;!=]{3,400})\s+\S.*", re.I)
_QUOTED = re.compile(r"\"[^\"]{0,4000}\"|'[^']{0,4000}'")
_EVERYTHING = re.compile(r"\*\.(?:\*|debug|info|notice)", re.I)
_LONGEST_ACTION = 60
"""Lines that one action may stretch over."""
_DEEPEST = 8
"""Includes within includes."""
FILTERED = "(filter)"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    line: Line
    text: str
    filtered: bool
    """True under ``if``, or within braces."""


def rsyslog(files: Files, gaps: list[Gap | None]) -> Iterator[LogForwarding]:
    """All destinations that something is sent to."""
    selector = ""
    for rule in _rules(files, gaps):
        text = rule.text
        discard = _DISCARD.fullmatch(text)
        if discard:
            of = selector if discard["selector"] == "&" else discard["selector"] or "*.*"
            if not rule.filtered and _EVERYTHING.fullmatch(of):
                return
            continue
        known = _RULE.fullmatch(text)
        selector = known["selector"] if known else selector
        fact = _action(files, rule, selector) if "action" in text.lower() and "(" in text else None
        fact = fact or _legacy(files, rule, selector)
        if fact is not None:
            yield fact
        elif re.search(r"omfwd|omrelp|\s@@?[\w\[(]", text) and "module(" not in text and "$ModLoad" not in text:
            gaps.append(partial(Reason.PARSE_ERROR, "forwarding_unread", file=rule.line.where))


def _rules(files: Files, gaps: list[Gap | None]) -> Iterator[_Rule]:
    paths = (MAIN,) if MAIN not in files.missing else files.under("/etc/rsyslog.d", ".conf")
    for path in paths:
        yield from _file(files, gaps, path, 0)


def _file(files: Files, gaps: list[Gap | None], path: str, nested: int) -> Iterator[_Rule]:
    depth = 0
    for line, text in statements(files.of(path)):
        bare = "" if text.startswith("$") else _QUOTED.sub("", text)
        filtered = depth > 0 or re.match(r"(?:if|else|ruleset|[}\s]+else)\b", bare, re.I) is not None or "{" in bare
        depth = max(depth + bare.count("{") - bare.count("}"), 0)
        if _OFF.search(text):
            continue
        included = _INCLUDE.search(text)
        if included is None:
            yield _Rule(line=line, text=text, filtered=filtered)
            continue
        found = _included(files, included["what"])
        if found is None or nested >= _DEEPEST:
            gaps.append(partial(Reason.PARTIAL_COVERAGE, "forwarding_unread", file=included["what"]))
            continue
        for one in found:
            for rule in _file(files, gaps, one, nested + 1):
                yield _Rule(line=rule.line, text=rule.text, filtered=rule.filtered or filtered)


def _included(files: Files, what: str) -> Sequence[str] | None:
    """Files that an include takes in; None when they were not read."""
    pattern = what + "*.conf" if what.endswith("/") else what
    if pattern == _DROP_INS or (pattern.startswith("/etc/rsyslog.d/") and pattern.endswith(".conf")):
        return [p for p in files.under("/etc/rsyslog.d", ".conf") if fnmatchcase(p, pattern)]
    return [what] if what in files.lines else None


def statements(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """Lines without comments; one that opens a parenthesis goes on until it is closed."""
    first: Line | None = None
    text, taken = "", 0
    commented = False
    for line in lines:
        bare = line.text.strip()
        if first is None and (commented or bare.startswith("/*")):
            _, closed, bare = bare.partition("*/")
            commented = not closed
            if commented:
                continue
        bare = re.split(r"(?:^|\s)#", bare, maxsplit=1)[0].strip()
        if first is None:
            if not bare:
                continue
            first, text, taken = line, bare, 1
        else:
            text, taken = f"{text} {bare}", taken + 1
        if text.count("(") > text.count(")") and taken < _LONGEST_ACTION and len(text) < 4000:
            continue
        yield first, text.strip()
        first = None
    if first is not None:
        yield first, text.strip()


def _legacy(files: Files, rule: _Rule, before: str) -> LogForwarding | None:
    plain, relp = _LEGACY.fullmatch(rule.text), _RELP.fullmatch(rule.text)
    found = plain or relp
    if found is None:
        return None
    protocol = "relp" if plain is None else "tcp" if plain["at"] == "@@" else "udp"
    port = integer(found["port"] or ("2514" if plain is None else "514"))
    selector = _selector(rule, found["selector"], before)
    return forwarded(files, rule.line, "rsyslog", found["six"] or found["host"], port, protocol, selector)


def _action(files: Files, rule: _Rule, before: str) -> LogForwarding | None:
    found = _ACTION.search(rule.text)
    if found is None:
        return None
    values = {name.lower(): value for name, value in _PAIR.findall(found["body"])}
    kind = values.get("type", "").lower()
    if kind not in ("omfwd", "omrelp") or not values.get("target"):
        return None
    relp = kind == "omrelp"
    port = integer(values.get("port", "2514" if relp else "514"))
    protocol = "relp" if relp else values.get("protocol", "udp").lower()
    selector = _selector(rule, found["selector"] or "*.*", before)
    return forwarded(files, rule.line, "rsyslog", values["target"], port, protocol, selector)


def _selector(rule: _Rule, written: str, before: str) -> str:
    """What the rule takes; ``&`` takes what the rule before it took."""
    return FILTERED if rule.filtered else before if written == "&" else written


def forwarded(
    files: Files, line: Line, mechanism: str, host: str, port: int | None, protocol: str, selector: str
) -> LogForwarding | None:
    """The fact; None for a port that is none."""
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
