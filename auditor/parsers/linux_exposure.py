"""Shares and SNMP communities of a Linux system; only what a running service offers is a fact."""

from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.facts.remote import Share, SnmpCommunity
from auditor.model.job import CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import listed_files, read_files
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.linux_shares import nfs_shares, samba_shares
from auditor.parsers.linux_snmpd import communities
from auditor.parsers.linux_units import read_units
from auditor.parsers.text_lines import Line, answer_lines, answer_reason

PROVIDES: tuple[type[Fact], ...] = (Share, SnmpCommunity)


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """Shares, and communities."""
    units, reason = read_units(source.capture("exposure_units"))
    running = None if reason is not None else frozenset(u.name for u in units if u.running)
    return (_shares(source, running), _communities(source, running))


def _runs(running: frozenset[str] | None, *names: str) -> bool:
    """Whether one of the services runs; True when that is not known."""
    return running is None or bool(running & set(names))


def _shares(source: Source, running: frozenset[str] | None) -> Parsed[Share]:
    facts: list[Share] = []
    gaps: list[Gap | None] = []
    if _runs(running, "smbd.service", "smb.service"):
        gaps.append(_samba(source, facts))
    if _runs(running, "nfs-server.service"):
        files = read_files(source.capture("exports"), source.origin("exports"))
        trouble = files.trouble()
        found, unclear = nfs_shares(files)
        facts += found
        if trouble is not None or unclear:
            what = unclear or next(iter(sorted(files.faults)), "/etc/exports")
            gaps.append(partial(trouble or Reason.PARSE_ERROR, "shares_unread", file=what))
    if facts and running is None:
        gaps.append(partial(Reason.NO_EVIDENCE, "services_unread"))
    gap = worst(*gaps)
    if gap is not None and not facts:
        gap = absent(gap.reason, "shares_unread", file=str(gap.detail.args.get("file", "systemctl")))
    unique = {fact.key: fact for fact in facts}
    return Parsed(type=Share, facts=tuple(unique.values()), gap=gap)


def _samba(source: Source, facts: list[Share]) -> Gap | None:
    """Testparm's view, which follows includes; else the file, if it has none."""
    capture = source.capture("samba")
    lines, reason = answer_lines(capture, "testparm -s")
    reason = answer_reason(capture, lines, reason)
    origin = source.origin("samba")
    included = False
    if reason is not None:
        files = read_files(source.capture("samba_file"), source.origin("samba_file"))
        path = "/etc/samba/smb.conf"
        if path in files.missing and capture.status is CaptureStatus.MISSING:
            return None  # neither Samba's program nor its file is there
        trouble = files.trouble()
        lines, origin = files.of(path), files.origin
        if trouble is not None or not lines:
            return partial(trouble or reason, "shares_unread", file=path)
        included = any(_draws_in(line) for line in lines)
    else:
        # What testparm cannot follow, since it differs from client to client.
        included = any("%" in line.text for line in lines if _draws_in(line))
    found, unclear = samba_shares(lines, origin)
    facts += found
    if unclear:
        return partial(Reason.PARSE_ERROR, "shares_unread", file=unclear)
    if included:
        return partial(Reason.PARTIAL_COVERAGE, "shares_unread", file="/etc/samba/smb.conf")
    return _usershares(source)


def _draws_in(line: Line) -> bool:
    """Whether a line takes in settings from elsewhere: another file, or Samba's registry."""
    name = "".join(line.text.partition("=")[0].lower().split())
    return name in ("include", "configfile", "configbackend", "registryshares")


def _usershares(source: Source) -> Gap | None:
    """Shares that users made themselves are seen, but not read."""
    capture = source.capture("samba_usershares")
    if capture.status is CaptureStatus.MISSING:
        return None
    if capture.status is not CaptureStatus.OK or capture.exit_code != 0:
        denied = capture.status is CaptureStatus.DENIED
        why = Reason.PERMISSION_DENIED if denied else Reason.PARSE_ERROR
        return partial(why, "shares_unread", file="/var/lib/samba/usershares")
    names = listed_files(capture)
    if names or capture.output:
        return partial(Reason.PARTIAL_COVERAGE, "shares_unread", file="/var/lib/samba/usershares")
    return None


def _communities(source: Source, running: frozenset[str] | None) -> Parsed[SnmpCommunity]:
    """What snmpd.conf accepts. Without agent, or with one that neither runs nor listens, there is none."""
    listens = _listens(source)
    there = _installed(source)
    silent = listens is False and running is not None and "snmpd.service" not in running
    if silent or (there is False and listens is False):
        return Parsed(type=SnmpCommunity)
    capture = source.capture("snmpd_conf")
    lines, reason = answer_lines(capture, "/etc/snmp/snmpd.conf")
    reason = answer_reason(capture, lines, reason)
    if reason is not None:
        return Parsed(type=SnmpCommunity, gap=absent(reason, "snmpd_unread", file="/etc/snmp/snmpd.conf"))
    parts, parts_gap = _drop_ins(source, lines)
    found, unclear = communities((*lines, *parts), source.origin("snmpd_conf"))
    gap = worst(partial(Reason.PARSE_ERROR, "snmpd_unread", file=unclear) if unclear else None, parts_gap)
    return Parsed(type=SnmpCommunity, facts=found, gap=gap)


def _drop_ins(source: Source, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Gap | None]:
    """Files that snmpd.conf includes: Debian's folder is read, others are not."""
    wanted = [
        line
        for line in lines
        if line.text.split()[:1] and line.text.split()[0].lower() in ("includedir", "includefile", "[snmp]")
    ]
    others = [line for line in wanted if line.text.split()[1:] not in (["/etc/snmp/snmpd.conf.d"], [])]
    if others:
        return (), partial(Reason.PARTIAL_COVERAGE, "snmpd_unread", file=others[0].where)
    if not wanted:
        return (), None
    listing = source.capture("snmpd_parts")
    if listing.status is CaptureStatus.MISSING or (listing.exit_code == 0 and not listed_files(listing)):
        return (), None
    capture = source.capture("snmpd_drop_ins")
    parts, reason = answer_lines(capture, "/etc/snmp/snmpd.conf.d")
    reason = answer_reason(capture, parts, reason)
    return parts, partial(reason, "snmpd_unread", file="/etc/snmp/snmpd.conf.d") if reason else None


def _listens(source: Source) -> bool | None:
    """Whether something waits on udp/161; None when that is not known."""
    capture = source.capture("udp_sockets")
    lines, reason = answer_lines(capture, "ss")
    if reason is not None or capture.exit_code != 0:
        return None
    rows = [line.text.split() for line in lines]
    if any(len(row) < 4 or row[0] != "UNCONN" for row in rows):
        return None
    return any(row[3].endswith(":161") for row in rows)


def _installed(source: Source) -> bool | None:
    """Whether there is an agent or its configuration; None when that is not known."""
    capture = source.capture("snmpd_files")
    if capture.status is CaptureStatus.MISSING and b"No such file" in capture.errors:
        return False
    if capture.status is CaptureStatus.OK and capture.output.startswith(b"/"):
        return True
    return None
