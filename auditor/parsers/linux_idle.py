"""Idle time-outs of shell, logind and sshd, and the protection of boot loader and rescue shell.

``ClientAliveInterval`` ends only connections whose other side is dead: it does not cover a user who went away.
``ChannelTimeout`` for sessions (OpenSSH 9.2) does.
"""

import re
from collections.abc import Iterable

from auditor.facts.accounts import BootProtection, IdleTimeout
from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_boot import boot_protection
from auditor.parsers.linux_files import Files, read_files
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.linux_shell_timeout import shell_timeout
from auditor.parsers.linux_sshd import clock_time, effective_settings
from auditor.parsers.linux_sshd_config import keyword_values, read_sshd_config, sshd_files
from auditor.parsers.text_lines import Line, integer

PROVIDES: tuple[type[Fact], ...] = (IdleTimeout, BootProtection)

_LOGIND = "/etc/systemd/logind.conf"
_SPAN = re.compile(r"([0-9]{1,9})\s*([a-z]*)\s*")
_UNITS = {
    **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600),
    **dict.fromkeys(("d", "day", "days"), 86400),
}
"""systemd.time(7)."""
_SESSIONS = frozenset({"*", "session", "session*", "session:*", "session:shell"})


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """Idle time-outs, and protection at boot."""
    return (_idle(source), boot_protection(source))


def _idle(source: Source) -> Parsed[IdleTimeout]:
    profiles = read_files(source.capture("idle_profiles"), source.origin("idle_profiles"))
    logind = read_files(source.capture("idle_logind"), source.origin("idle_logind"))
    facts: list[IdleTimeout] = []
    gaps = [_trouble(profiles), _trouble(logind)]
    if profiles.fault is None:
        gaps.append(_shell(profiles, facts))
    if logind.fault is None:
        gaps.append(_session(logind, facts))
    gaps.append(_ssh(source, facts))
    gap = worst(*gaps)
    if gap is not None and not facts:
        gap = absent(gap.reason, "idle_unread", file=str(gap.detail.args.get("file", "")))
    return Parsed(type=IdleTimeout, facts=tuple(facts), gap=gap)


def _trouble(files: Files) -> Gap | None:
    trouble = files.trouble()
    return partial(trouble, "idle_unread", file=next(iter(sorted(files.faults)), "/etc")) if trouble else None


def _shell(files: Files, facts: list[IdleTimeout]) -> Gap | None:
    found = shell_timeout(files)
    if found.unclear is not None:
        return partial(Reason.PARSE_ERROR, "idle_unread", file=found.unclear.where)
    drop_in = found.line is not None and found.line.path.startswith("/etc/profile.d/")
    profile = files.of("/etc/profile")
    if (
        drop_in
        and profile
        and not any("/etc/profile.d" in n.text for n in profile if not n.text.lstrip().startswith("#"))
    ):
        return partial(Reason.PARTIAL_COVERAGE, "idle_unread", file="/etc/profile")
    if "/etc/profile" not in files.lines and found.line is None:
        return partial(Reason.NO_EVIDENCE, "idle_unread", file="/etc/profile")
    place = found.line.place(files.origin) if found.line else Place(origin=files.origin, where="/etc/profile")
    enforced = found.readonly and not found.conditional and found.seconds > 0
    facts.append(
        IdleTimeout(place=place, mechanism="shell", seconds=found.seconds, enforced=enforced, covers_idle=True)
    )
    return None


def _session(files: Files, facts: list[IdleTimeout]) -> Gap | None:
    """StopIdleSessionSec (logind.conf(5)); drop-ins over the main file, sorted by their names alone."""
    drop_ins = sorted((p for p in files.lines if p != _LOGIND), key=lambda p: (p.rpartition("/")[2], p))
    seconds, where = 0, Place(origin=files.origin, where=_LOGIND)
    for path in (_LOGIND, *drop_ins):
        section = ""
        for line in files.of(path):
            name, _, value = line.text.strip().partition("=")
            section = name if name.startswith("[") else section
            if name.strip() == "StopIdleSessionSec" and section == "[Login]":
                span = _span(value.strip().lower())
                if span is None:
                    return partial(Reason.PARSE_ERROR, "idle_unread", file=line.where)
                seconds, where = span, line.place(files.origin)
    facts.append(IdleTimeout(place=where, mechanism="logind", seconds=seconds, enforced=seconds > 0, covers_idle=True))
    return None


def _span(text: str) -> int | None:
    """Seconds of a time span; 0 for ``infinity`` and nothing."""
    if text in ("", "infinity"):
        return 0
    parts = _SPAN.findall(text)
    if not text.isascii() or _SPAN.sub("", text) or any(unit not in _UNITS for _, unit in parts):
        return None
    return sum(int(number) * _UNITS[unit] for number, unit in parts)


def _ssh(source: Source, facts: list[IdleTimeout]) -> Gap | None:
    config = read_sshd_config(sshd_files(source))
    values = effective_settings(source)
    if values is None and config.fault is not None:
        return partial(config.fault, "sshd_unread", file=config.missing)
    settings = keyword_values(config.base) if values is None else values
    interval = clock_time(settings.get("clientaliveinterval", "0").lower())
    count = integer(settings.get("clientalivecountmax", "3"))
    if interval is None or count is None:
        return partial(Reason.PARSE_ERROR, "sshd_value", file="/etc/ssh/sshd_config")
    facts.append(
        IdleTimeout(
            place=_where(
                source, config.base["clientaliveinterval"].line if "clientaliveinterval" in config.base else None
            ),
            mechanism="sshd",
            seconds=interval * max(count, 0),
            enforced=interval * count > 0,
            covers_idle=False,
        )
    )
    channel = _channel(settings.get("channeltimeout", "none"))
    if channel:
        written = config.base.get("channeltimeout")
        facts.append(
            IdleTimeout(
                place=_where(source, written.line if written else None),
                mechanism="sshd_channel",
                seconds=channel,
                enforced=True,
                covers_idle=True,
            )
        )
    return None


def _where(source: Source, line: Line | None) -> Place:
    if line is not None:
        return line.place(source.origin("sshd_config"))
    return Place(origin=source.origin("sshd_effective"), where="sshd -T")


def _channel(value: str) -> int:
    """Seconds after which an idle session channel is closed; 0 when none is."""
    for pair in value.split():
        kind, _, span = pair.partition("=")
        if kind.strip('"') in _SESSIONS:
            return clock_time(span.lower()) or 0
    return 0
