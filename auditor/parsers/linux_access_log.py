"""Records of log-ins: journald, auth.log or secure, wtmp. Which exist, how far back, which days have an entry.

The set is complete when every record there is was read, or when what was read shows an entry on each of the last
35 days. Compressed older files are not opened; RHEL's older ``secure-…`` files need a right that sudo cannot name.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.facts.host import AccessLog, LogForwarding
from auditor.model.evidence import Place
from auditor.model.japan import JST
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import complaints, read_files
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.linux_log_forwarding import log_forwarding
from auditor.parsers.linux_log_times import WINDOW, Covered, covered, journal_times, last_times, line_time, zone
from auditor.parsers.text_lines import answer_lines, capture_reason

PROVIDES: tuple[type[Fact], ...] = (AccessLog, LogForwarding)

_MOST_ENTRIES = 5000
_MOST_LINES = 20000
"""What the collector asks for at most; as many mean that there are more."""
_STORAGES = ("volatile", "persistent", "auto", "none")
"""Values of ``Storage`` as journald knows them; others, and what stands outside its section, it passes over."""
_FOUND = re.compile(r"(?P<path>/var/log/(?P<base>auth\.log|secure)[^:/]{0,64}):(?P<time>.{15,40})")


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """The records, and where events are sent."""
    facts: list[AccessLog] = []
    gaps = [_journal(source, facts), _files(source, facts), _logins(source, facts)]
    gap = worst(*gaps)
    if not facts:
        gap = absent(gap.reason if gap else Reason.NO_EVIDENCE, "access_log_unread", source="/var/log")
    elif gap is not None and _every_day(facts, source.started):
        gap = None
    return (Parsed(type=AccessLog, facts=tuple(facts), gap=gap), log_forwarding(source))


def _every_day(facts: list[AccessLog], now: datetime) -> bool:
    """Whether what was read shows an entry on every day of the window but today."""
    today = now.astimezone(JST).date()
    seen = {day for fact in facts for day in fact.days}
    wanted = {today - timedelta(days=n) for n in range(1, WINDOW.days + 1)}
    return wanted <= seen


def _fact(source: Source, command: str, name: str, found: Covered, *, persistent: bool) -> AccessLog:
    oldest: date | None = found.oldest.astimezone(JST).date() if found.oldest else None
    return AccessLog(
        place=Place(origin=source.origin(command), where=name),
        source=name,
        persistent=persistent,
        oldest=oldest,
        newest=found.newest,
        days=found.days,
    )


def _journal(source: Source, facts: list[AccessLog]) -> Gap | None:
    command = "journal_root" if source.capture("journal_root").status is CaptureStatus.OK else "journal"
    capture = source.capture(command)
    if capture.status is CaptureStatus.MISSING:
        return None
    persistent, storage_gap = _persistent(source)
    reason = capture_reason(capture)
    if reason is None and capture.exit_code != 0:
        reason = Reason.PARSE_ERROR
    times = list(journal_times(capture.output))
    good = [moment for moment in times if moment is not None]
    if reason is None and len(good) < len(times):
        reason = Reason.PARSE_ERROR
    if good or reason is None:
        found = covered(good, source.started)
        facts.append(_fact(source, command, "journald", found, persistent=persistent))
        cut = len(times) >= _MOST_ENTRIES or reason is Reason.TRUNCATED
        if cut and not (found.oldest and found.oldest < source.started - WINDOW):
            return partial(Reason.TRUNCATED, "access_log_unread", source="journald")
    if reason not in (None, Reason.TRUNCATED):
        return partial(reason or Reason.PARSE_ERROR, "access_log_unread", source="journald")
    return storage_gap


def _persistent(source: Source) -> tuple[bool, Gap | None]:
    """journald.conf(5): ``auto`` keeps the journal over boots where /var/log/journal exists."""
    files = read_files(source.capture("journal_settings"), source.origin("journal_settings"))
    storage = "auto"
    for path in sorted(files.lines, key=lambda p: (".d/" in p, p.rpartition("/")[2])):
        section = ""
        for line in files.of(path):
            name, _, value = line.text.strip().partition("=")
            section = name if name.startswith("[") else section
            if name.strip() == "Storage" and section == "[Journal]" and value.strip() in _STORAGES:
                storage = value.strip()
    folder = source.capture("journal_folder")
    exists = folder.status is CaptureStatus.OK and folder.exit_code == 0
    trouble = files.trouble()
    if trouble is not None:
        return False, partial(trouble, "file_unread", file="/etc/systemd/journald.conf")
    return storage == "persistent" or (storage == "auto" and exists), None


def _files(source: Source, facts: list[AccessLog]) -> Gap | None:
    listed, newest, listing_reason = _listing(source.capture("log_listing"))
    if listing_reason is not None:
        return partial(listing_reason, "access_log_unread", source="/var/log")
    if not listed:
        return None
    times, counts, denied, reason = _times(source)
    gaps: list[Gap | None] = []
    for base in ("auth.log", "secure"):
        mine = [name for name in listed if name.startswith(base)]
        if not mine:
            continue
        name = f"/var/log/{base}"
        found = covered((t for path, t in times if path.startswith(name)), source.started)
        cut = counts.get(name, 0) >= _MOST_LINES
        if cut:  # what was read is the beginning; the file itself tells when the last line was written
            found = Covered(oldest=found.oldest, newest=newest.get(base, found.newest), days=found.days)
        unread = [n for n in mine if f"/var/log/{n}" not in counts and listed[n] > 0]
        if found.newest is not None or not unread:
            facts.append(_fact(source, "log_files", name, found, persistent=True))
        if cut:
            gaps.append(partial(Reason.TRUNCATED, "access_log_unread", source=name))
        if base in unread:
            gaps.append(partial(Reason.PERMISSION_DENIED if denied else Reason.PARSE_ERROR, "log_denied", source=name))
        elif unread and not (found.oldest and found.oldest < source.started - WINDOW):
            gaps.append(partial(Reason.PARTIAL_COVERAGE, "log_older", source=name, files=tuple(sorted(unread))))
    return worst(partial(reason, "access_log_unread", source="/var/log") if reason else None, *gaps)


def _listing(capture: Capture) -> tuple[dict[str, int], dict[str, datetime], Reason | None]:
    """Sizes by name, times of last change by name; a reason when the folder could not be listed."""
    reason = capture_reason(capture)
    if reason is not None or capture.exit_code != 0:
        return {}, {}, reason or Reason.PARSE_ERROR
    sizes: dict[str, int] = {}
    changed: dict[str, datetime] = {}
    if capture.output and not capture.output.endswith(b"\0"):
        return {}, {}, Reason.PARSE_ERROR
    for raw in capture.output.split(b"\0")[:-1]:
        found = re.fullmatch(rb"([0-9]{1,10})(?:\.[0-9]{1,12})? ([0-9]{1,15}) ([\x21-\x7e]{1,100})", raw)
        if found is None:
            return {}, {}, Reason.PARSE_ERROR
        name = found[3].decode("ascii")
        sizes[name] = int(found[2])
        changed[name] = datetime.fromtimestamp(int(found[1]), JST)
    return sizes, changed, None


def _times(source: Source) -> tuple[list[tuple[str, datetime]], dict[str, int], bool, Reason | None]:
    """Times by file, from the reading with more privilege where both have one; lines by file; denied; reason."""
    offset = zone(source.capture("time_zone"))
    by_command: dict[str, dict[str, list[datetime]]] = {}
    reason: Reason | None = None
    denied = False
    for command in ("log_files", "log_files_root"):
        capture = source.capture(command)
        _, faults, understood = complaints(capture.errors)
        denied |= capture.status is CaptureStatus.DENIED or bool(faults)
        lines, trouble = answer_lines(capture, "grep")
        if capture.status in (CaptureStatus.DENIED, CaptureStatus.MISSING, CaptureStatus.NOT_RUN):
            trouble = None  # said file by file, or by what is missing from the listing
        elif not understood or capture.exit_code not in (0, 1, 2):
            trouble = trouble or Reason.PARSE_ERROR
        found = by_command.setdefault(command, {})
        for line in lines:
            parts = _FOUND.fullmatch(line.text)
            moment = line_time(parts["time"], offset, capture.taken_at or source.started) if parts else None
            if parts is None or moment is None:
                trouble = trouble or Reason.PARSE_ERROR
                continue
            found.setdefault(parts["path"], []).append(moment)
        reason = reason or trouble
    merged = {**by_command["log_files"], **by_command["log_files_root"]}
    times = [(path, moment) for path, moments in merged.items() for moment in moments]
    return times, {path: len(moments) for path, moments in merged.items()}, denied, reason


def _logins(source: Source, facts: list[AccessLog]) -> Gap | None:
    """wtmp; it only adds to the others, so that what it lacks is no gap where another record exists."""
    capture = source.capture("log_wtmp")
    offset = zone(source.capture("time_zone"))
    if capture.status is not CaptureStatus.OK or offset is None:
        return None
    times, understood = last_times(capture, offset)
    if not times and not understood:
        return partial(Reason.PARSE_ERROR, "access_log_unread", source="/var/log/wtmp")
    if times:
        found = covered(times, source.started)
        facts.append(_fact(source, "log_wtmp", "/var/log/wtmp", found, persistent=True))
    return None
