"""A notice as log messages (RFC 5424): one a change, one that sums up, with structured data for machines."""

import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor import __version__
from auditor.model.changes import ChangeKind
from auditor.model.japan import JST
from auditor.model.sealing import SealNote
from auditor.model.terms import FindingClass
from auditor.notify.counting import by_kind
from auditor.notify.letter import letter
from auditor.notify.letter_night import row
from auditor.notify.notice import Backlog, FailureNews, Line, NightNews, Notice, NoticeKind, SealNews, WeekNews
from auditor.notify.spool_files import Entry
from auditor.notify.wording import Letter, Speech
from auditor.reporters.visible import on_one_line

LARGEST = 2048
"""Octets of a message: what every receiver should take (RFC 5424, 6.1)."""
SD_ID = "auditor@32473"
"""Name of our structured data. 32473 is the number for examples (RFC 5612); the program has none of its own."""
BOM = b"\xef\xbb\xbf"

_CRITICAL, _ERROR, _WARNING, _NOTICE, _INFORMATIONAL = 2, 3, 4, 5, 6
"""Severities (RFC 5424, table 2)."""

_BY_CLASS = {
    FindingClass.MAJOR: _ERROR,
    FindingClass.MINOR: _WARNING,
    FindingClass.OBSERVATION: _NOTICE,
    FindingClass.RECOMMENDATION: _NOTICE,
}
_BY_KIND = {
    NoticeKind.FAILURE: _ERROR,
    NoticeKind.SEAL: _CRITICAL,
    NoticeKind.BACKLOG: _WARNING,
    NoticeKind.TROUBLE: _WARNING,
}
_MSGIDS = {NoticeKind.SEAL: "SEAL", NoticeKind.SIGN_OF_LIFE: "ALIVE"}


@dataclass(frozen=True, kw_only=True, slots=True)
class LogMessage:
    """One message before it is put on the line."""

    severity: int
    msgid: str
    data: Mapping[str, str]
    text: str


def log_messages(name: str, entry: Entry) -> tuple[LogMessage, ...]:
    """The messages of an entry, the sum last."""
    written = letter(entry.notice, entry.address.language)
    notice = entry.notice.news
    every = {"notice": name, "organisation": entry.notice.organisation}
    single = [*_singles(entry.notice, written)]
    worst = min((m.severity for m in single), default=_INFORMATIONAL)
    total = LogMessage(
        severity=_BY_KIND.get(entry.notice.kind, worst),
        msgid=_MSGIDS.get(entry.notice.kind, entry.notice.kind.value.upper()),
        data=_sum(notice),
        text=written.subject,
    )
    return tuple(
        LogMessage(severity=m.severity, msgid=m.msgid, data={**every, **m.data}, text=on_one_line(m.text))
        for m in (*single, total)
    )


def _singles(notice: Notice, written: Letter) -> Iterator[LogMessage]:
    news = notice.news
    first = [p for block in written.blocks if block.first for p in block.paragraphs]
    if isinstance(news, NightNews):
        yield from (_message(_WARNING, "MISSED", {"run": news.run}, text) for text in first)
        speech = Speech(written.language)
        yield from (_change(line, speech, news) for line in news.lines)
    elif isinstance(news, SealNews):
        rows = [row.title for block in written.blocks for group in block.groups for row in group.rows]
        for fault, text in zip(news.faults, rows, strict=True):
            data = {"fault": fault.kind.value, "first": fault.first, "last": fault.last}
            yield _message(_CRITICAL, "FAULT", data, text)
    elif isinstance(news, Backlog):
        facts = [f"{label} {value}" for block in written.blocks for label, value in block.facts]
        yield from (
            _message(_NOTICE, "BACKLOG", {"kind": m.kind.value, "run": m.run}, text)
            for m, text in zip(news.merged, facts, strict=False)  # behind them stand those of the seal
        )
    else:
        severity = _BY_KIND.get(notice.kind, _WARNING)
        yield from (_message(severity, "DETAIL", {}, text) for text in first)


def _change(line: Line, speech: Speech, news: NightNews) -> LogMessage:
    worded = row(line, speech)
    kind = speech.tell(f"kind_{line.kind.value}")
    text = f"{kind}{speech.tell('after_label')}{speech.joined((worded.title, *worded.notes))}"
    data = {
        "run": news.run,
        "as_of": news.as_of.isoformat(),
        "kind": line.kind.value,
        "class": line.finding_class.value,
        "control": line.control,
        "title": line.title.ja,
        "subject": line.subject,
        "count": str(line.count),
        "reason": line.reason.value if line.reason else "",
        "since": line.since.isoformat() if line.since else "",
        "due": line.due.isoformat() if line.due else "",
        "waived": "yes" if line.waived else "",
    }
    solved = line.kind is ChangeKind.SOLVED or line.waived
    return _message(_INFORMATIONAL if solved else _BY_CLASS[line.finding_class], "CHANGE", data, text)


def _message(severity: int, msgid: str, data: Mapping[str, str], text: str) -> LogMessage:
    return LogMessage(severity=severity, msgid=msgid, data={k: v for k, v in data.items() if v}, text=text)


def _sum(news: object) -> dict[str, str]:
    found: dict[str, str] = {}
    if isinstance(news, NightNews):
        coverage = news.coverage
        found = {"run": news.run, "as_of": news.as_of.isoformat(), "missed": str(len(news.missed))}
        found |= {kind.value: str(count) for kind, count in by_kind(news.tallies).items()}
        found |= {"applicable": str(coverage.applicable), "judged": str(coverage.judged)}
        found |= {"failed": str(coverage.failed), "open": str(coverage.open), "waived": str(news.waived)}
    elif isinstance(news, WeekNews) and news.trend:
        last = news.trend[-1].coverage
        found = {"nights": str(len(news.trend)), "applicable": str(last.applicable), "judged": str(last.judged)}
        found |= {"failed": str(last.failed), "open": str(last.open)}
    elif isinstance(news, SealNews):
        found = {"faults": str(news.count), "runs": str(news.runs), "proven": str(news.proven)}
    elif isinstance(news, FailureNews):
        found = {"duty": news.duty.value, "due": news.due.astimezone(JST).isoformat()}
    elif isinstance(news, Backlog):
        found = {"messages": str(len(news.merged) + news.earlier), "since": news.since.astimezone(JST).isoformat()}
    return found | _head(getattr(news, "seal", None))


def _head(seal: SealNote | None) -> dict[str, str]:
    return {} if seal is None else {"seal": str(seal.number), "digest": seal.digest, "key": seal.key}


def encoded(found: LogMessage, entry: Entry, number: int, facility: int, hostname: str) -> bytes:
    """A message as RFC 5424 has it; its words are cut to `LARGEST` octets, its data never."""
    made = entry.notice.made.astimezone(JST)
    header = f"<{facility * 8 + found.severity}>1 {made.isoformat(timespec='milliseconds')} {hostname} auditor - "
    data = "".join(f' {name}="{_escaped(value)}"' for name, value in found.data.items())
    meta = f'[meta sequenceId="{number}" language="{entry.address.language.value}"]'
    origin = f'[origin software="auditor" swVersion="{__version__}"]'
    start = f"{header}{found.msgid} [{SD_ID}{data}]{meta}{origin} ".encode() + BOM
    return start + _cut(found.text, max(0, LARGEST - len(start)))


def _escaped(value: str) -> str:
    """RFC 5424, 6.3.3."""
    return re.sub(r'(["\\\]])', r"\\\1", on_one_line(value))


def _cut(text: str, most: int) -> bytes:
    whole = text.encode()
    if len(whole) <= most:
        return whole
    mark = "…".encode()
    return whole[: max(0, most - len(mark))].decode("utf-8", "ignore").encode() + mark


def hostname() -> str:
    """This machine's name as the header may have it; ``-`` when there is none."""
    return re.sub(r"[^\x21-\x7e]", "", socket.gethostname())[:255] or "-"
