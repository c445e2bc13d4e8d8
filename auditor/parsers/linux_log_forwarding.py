"""Where a system sends its events: rsyslog (`linux_rsyslog`), journal-upload.conf(5), syslog-ng basics.

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
from auditor.parsers.linux_rsyslog import HOST, forwarded, rsyslog, statements
from auditor.parsers.linux_units import read_units
from auditor.parsers.text_lines import Line, integer

_NG = re.compile(
    r"\b(?P<driver>tcp6?|udp6?|network|syslog)\s*\(\s*\"(?P<host>[^\"]{1,255})\"(?P<rest>[^;]{0,2000}?)\)\s*;"
)


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
        ("rsyslog.service", rsyslog(files, gaps)),
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


def _upload(files: Files, gaps: list[Gap | None]) -> Iterator[LogForwarding]:
    folder = "/etc/systemd/journal-upload.conf"
    last: Line | None = None
    for path in (folder, *files.under(folder + ".d", ".conf")):
        for line in files.of(path):
            if re.match(r"\s*URL\s*=", line.text):
                last = line
    if last is None or not last.text.partition("=")[2].strip():
        return
    found = re.fullmatch(r"(?:(https?)://)?" + HOST + r"(?::([0-9]{1,5}))?/?", last.text.partition("=")[2].strip())
    if found is None:
        gaps.append(partial(Reason.PARSE_ERROR, "forwarding_unread", file=last.where))
        return
    port = integer(found[4] or "19532")
    fact = forwarded(files, last, "journal-upload", found["six"] or found["host"], port, found[1] or "https", "*.*")
    if fact is not None:
        yield fact


def _syslog_ng(files: Files) -> Iterator[LogForwarding]:
    for path in sorted(p for p in files.lines if p.startswith("/etc/syslog-ng/")):
        for line, text in statements(files.of(path)):
            for found in _NG.finditer(text if text.endswith(";") else text + ";"):
                if "source" in text[: found.start()]:
                    continue
                said = re.search(r"transport\s*\(\s*\"?([a-z-]{1,20})", found["rest"])
                driver = found["driver"].rstrip("6")
                protocol = said[1] if said else driver if driver in ("tcp", "udp") else "tcp"
                port_text = re.search(r"port\s*\(\s*([0-9]{1,5})", found["rest"])
                default = "601" if driver in ("network", "syslog") and protocol == "tcp" else "514"
                port = integer(port_text[1] if port_text else default)
                fact = forwarded(files, line, "syslog-ng", found["host"], port, protocol, "*.*")
                if fact is not None:
                    yield fact
