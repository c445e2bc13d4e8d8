"""The operation log exists for every day it must exist for, whole and unaltered.

Rationale: Inagi 第20第2項 has the log kept so that operations can be analysed seven years back. A setting that says
seven years shows nothing; the files do, day by day.

For each declared source the days from the later of its go-live and ``as_of`` minus ``retention`` to the day before
``as_of`` are expected, all of them or business days. An expected day needs at least one file; a file that says itself
that there was no operation is as good as any. A file must open to its end, carry times, and carry them of its own day;
its digest must be the one first recorded.

Fails with ``log_gap`` for a day without a file, and for a file that was recorded once and is gone although it must
still be kept; with ``log_damaged`` for a file that is empty, truncated, corrupt, of another day, in another encoding
or without times; with ``log_altered`` for one whose content changed.

Stays open when no log is declared (``missing_field``), no day is due yet (``insufficient_history``), a file could not
be looked into, or the folder was read in part: then a day that was not seen may be among what was not read. Likewise
(``conflicting_evidence``) when the declaration itself is in doubt: closed days leave none due in a month and more, or
files of a month and more are older than the declared go-live, so that days before it may be due. A day that had not
passed when the folder was read is not due; where a live reading is judged on a later date (``auditor reassess``), such
days leave the source open (``insufficient_history``).

Items: a day (``2021-03-04``); a month (``2021-03``) when the whole month is due and has no file at all; a path for
what is wrong with a file (``…#altered``, ``…#gone``, and ``…#wrong_day`` for a second fault). With several sources,
each key begins with its source. Alteration is proven since the first recording only; ``measured`` says since when.

References: Inagi 第20第2項; 地方自治法第4条の2 (business days).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from auditor.checks.expected_days import expected_days
from auditor.checks.gaps import not_read
from auditor.checks.log_faults import alteration, damage, gone, repacked
from auditor.facts.base import FactSet, Need
from auditor.facts.logs import FirstDigest, LogDay, LogSource, ProvenSince, StrayLogFile
from auditor.facts.view import FactView
from auditor.model.evidence import Place
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.terms import Basis, Completeness, Reason
from auditor.model.verdict import Item, Verdict, judged, open_question, remark, undecided, violation
from auditor.model.words import Scalar, message

_MONTH = 28
"""Days from which on a declaration that explains away what is due, or what is there, is not taken at its word."""

NEEDS = (
    Need(fact=LogDay),
    Need(fact=StrayLogFile, supporting=True),
    Need(fact=LogSource),
    Need(fact=FirstDigest),
    Need(fact=ProvenSince, supporting=True),
)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How long a log must be kept."""

    retention: Period
    """``P7Y`` in Inagi's criteria."""


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all log sources of one system."""
    sources = view.facts(LogSource)
    if not sources:
        return open_question(Reason.MISSING_FIELD, message("logs.not_declared"))
    unread = next((s for s in view.sets(LogDay) if not s.complete), None)
    if unread is not None and unread.completeness is Completeness.ABSENT and not unread.facts:
        why = unread.reason or Reason.NO_EVIDENCE
        return open_question(why, unread.detail or not_read(unread, why))
    ledgers = [_ledger(view, source, parameters, several=len(sources) > 1) for source in sources]
    examined = sum(len(ledger.expected) for ledger in ledgers)
    items = [item for ledger in ledgers for item in _items(ledger, unread)]
    items += [item for ledger in ledgers for item in _declaration_items(ledger)]
    since = min((p.since for p in view.facts(ProvenSince)), default=view.as_of)
    measured: dict[str, Scalar] = {
        "days": examined,
        "files": sum(len(ledger.logs) for ledger in ledgers),
        "proven_since": since.isoformat(),
    }
    if examined == 0 and not any(item.reason for item in items):
        return open_question(Reason.INSUFFICIENT_HISTORY, message("logs.nothing_due"), measured=measured)
    arguments = {"retention": str(parameters.retention)}
    return judged(
        examined=examined,
        met=message("logs.continuous", **arguments),
        broken=message("logs.broken", **arguments),
        items=items,
        measured=measured,
    )


@dataclass(kw_only=True)
class _Ledger:
    """One source: what is due and what is there."""

    source: LogSource
    prefix: str
    kept_from: date
    """First day of the retention, whether the system ran by then or not."""
    first: date
    last: date
    seen_until: date
    """Japan's date when the folder was read; a later day in a name lies in the future."""
    unseen: bool
    """Whether a day was due between the reading and the audit's date."""
    expected: list[date] = field(default_factory=list)
    logs: dict[str, LogDay] = field(default_factory=dict)
    by_day: dict[date, list[LogDay]] = field(default_factory=lambda: defaultdict(list))
    recorded: dict[str, FirstDigest] = field(default_factory=dict)
    strays: list[StrayLogFile] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The folder, as the evidence of what is not in it."""
        for log in self.logs.values():
            return Place(origin=log.place.origin)
        return self.source.place


def _ledger(view: FactView, source: LogSource, parameters: Parameters, *, several: bool) -> _Ledger:
    moments: list[datetime] = [s.collected_at for s in view.sets(LogDay)]
    read_on = min([view.as_of, *(m.astimezone(JST).date() for m in moments)])
    yesterday = view.as_of - timedelta(days=1)
    live = any(s.basis is Basis.LIVE for s in view.sets(LogDay))  # how old other evidence may be is the engine's rule
    ledger = _Ledger(
        source=source,
        prefix=f"{source.source}/" if several else "",
        kept_from=parameters.retention.before(view.as_of),
        first=max(source.started, parameters.retention.before(view.as_of)),
        last=read_on - timedelta(days=1),
        seen_until=max([view.as_of, *(m.astimezone(JST).date() for m in moments)]),
        unseen=live and any(True for _ in expected_days(source, max(source.started, read_on), yesterday)),
    )
    ledger.expected = list(expected_days(source, ledger.first, ledger.last))
    for log in view.facts(LogDay):
        if log.source == source.source:
            ledger.logs[log.path] = log
            ledger.by_day[log.day].append(log)
    ledger.recorded = {f.path: f for f in view.facts(FirstDigest) if f.source == source.source}
    ledger.strays = [s for s in view.facts(StrayLogFile) if s.source == source.source]
    return ledger


def _items(ledger: _Ledger, unread: FactSet[LogDay] | None) -> Iterator[Item]:
    expected = frozenset(ledger.expected)
    missing = [day for day in ledger.expected if day not in ledger.by_day]
    yield from _missing_items(ledger, missing, unread)
    yield from _gone_items(ledger, frozenset(missing), unread)
    for log in sorted(ledger.logs.values(), key=lambda log: (log.day, log.path)):
        if ledger.first <= log.day <= ledger.last:
            yield from damage(log, ledger.prefix, expected=log.day in expected)
            yield from alteration(log, ledger.recorded.get(log.path), ledger.prefix)
        elif log.day > ledger.seen_until:
            said = message("logs.future", path=log.path, day=log.day.isoformat())
            yield remark(f"{ledger.prefix}{log.path}#future", said, log.place)
    if ledger.unseen:
        said = message("logs.unseen", source=ledger.source.source)
        yield undecided(
            f"{ledger.prefix}unseen", Reason.INSUFFICIENT_HISTORY, said, ledger.place, last=ledger.last.isoformat()
        )
    if ledger.strays:
        names = tuple(stray.path for stray in ledger.strays[:20])
        said = message("logs.strays", source=ledger.source.source, names=names)
        yield remark(f"{ledger.prefix}strays", said, *(s.place for s in ledger.strays[:20]), strays=len(ledger.strays))


def _declaration_items(ledger: _Ledger) -> Iterator[Item]:
    """Where what is declared of a source leaves out what ought to be judged."""
    source = ledger.source
    if not ledger.expected and (ledger.last - ledger.first).days >= _MONTH:
        said = message("logs.all_closed", source=source.source)
        yield undecided(f"{ledger.prefix}closed_days", Reason.CONFLICTING_EVIDENCE, said, source.place)
    kept_from = ledger.kept_from
    earlier = {day for day in ledger.by_day if kept_from <= day < source.started}
    if len(earlier) >= _MONTH:
        said = message("logs.before_start", source=source.source, started=source.started.isoformat())
        oldest = min(earlier).isoformat()
        yield undecided(
            f"{ledger.prefix}started",
            Reason.CONFLICTING_EVIDENCE,
            said,
            source.place,
            days=len(earlier),
            earliest=oldest,
        )


def _missing_items(ledger: _Ledger, missing: list[date], unread: FactSet[LogDay] | None) -> Iterator[Item]:
    if not missing:
        return
    if unread is not None:
        why = unread.reason or Reason.NO_EVIDENCE
        yield undecided(
            f"{ledger.prefix}unread", why, unread.detail or not_read(unread, why), ledger.place, unseen=len(missing)
        )
        return
    with_files = {(day.year, day.month) for day in ledger.by_day}
    for (year, month), days in groupby(missing, key=lambda day: (day.year, day.month)):
        whole = ledger.first <= date(year, month, 1) and _month_end(year, month) <= ledger.last
        if whole and (year, month) not in with_files:
            said = message("logs.month_missing", source=ledger.source.source, year=year, month=month)
            yield violation(f"{ledger.prefix}{year:04}-{month:02}", Reason.LOG_GAP, said, ledger.place)
        else:
            yield from (_day_missing(ledger, day) for day in days)


def _day_missing(ledger: _Ledger, day: date) -> Item:
    said = message("logs.day_missing", source=ledger.source.source, day=day.isoformat())
    return violation(f"{ledger.prefix}{day.isoformat()}", Reason.LOG_GAP, said, ledger.place)


def _gone_items(ledger: _Ledger, missing: Iterable[date], unread: FactSet[LogDay] | None) -> Iterator[Item]:
    """Files once recorded and now gone. Where the whole day is missing, this says in addition that it was there."""
    if unread is not None:
        return  # it may be among what was not read; the row is open or broken anyway
    for first, day in gone(ledger.recorded.values(), ledger.logs, (ledger.first, ledger.last)):
        key = f"{ledger.prefix}{first.path}#gone"
        arguments = {"path": first.path, "recorded": first.recorded.isoformat()}
        if day is None:
            yield undecided(key, Reason.NO_EVIDENCE, message("logs.gone_undated", **arguments), ledger.place)
        elif day not in frozenset(missing) and repacked(first, ledger.by_day.get(day, [])):
            said = message("logs.repacked", day=day.isoformat(), **arguments)
            yield undecided(key, Reason.CONFLICTING_EVIDENCE, said, ledger.place)
        else:
            said = message("logs.gone", day=day.isoformat(), **arguments)
            yield violation(key, Reason.LOG_GAP, said, ledger.place)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
