"""Keeps the spool within bounds: the oldest notices of a route become one that says what they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from auditor.model.operation import Channel
from auditor.notify.notice import (
    Address,
    Backlog,
    FailureNews,
    Merged,
    NightNews,
    Notice,
    NoticeKind,
    SealNews,
    WeekNews,
)
from auditor.notify.spool_files import Entry

MOST_WAITING = {Channel.MAIL: 10, Channel.SYSLOG: 100, Channel.FOLDER: 100}
"""Notices that wait for one route one by one. A person reads ten mails on a morning; a log server takes any number."""
MOST_BYTES = 16 * 1024 * 1024
"""Of all notices that wait for one route."""
MOST_NAMED = 400
"""Notices that a backlog names one by one; of those before them it gives the number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merging:
    """What is to be done to one route's queue."""

    address: Address
    notice: Notice
    """The backlog."""
    replaced: tuple[str, ...]
    """Names of what stands in it now."""
    old: str = ""
    """Name of the backlog that it takes the place of."""


def already_merged(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """Names of entries that stand in a backlog: a kill came before they were deleted."""
    known = {
        (entry.address, name)
        for entry in entries.values()
        if isinstance(entry.notice.news, Backlog)
        for name in entry.notice.news.names
    }
    return tuple(name for name, entry in entries.items() if (entry.address, name) in known)


def merging(queue: Mapping[str, Entry], sizes: Mapping[str, int]) -> Merging | None:
    """What must be merged of one route's queue, oldest first; None while it is within its bounds.

    A broken seal is never merged away, nor a test.
    """
    foldable = {n: e for n, e in queue.items() if e.notice.kind not in (NoticeKind.SEAL, NoticeKind.TEST)}
    backlogs = [n for n, e in foldable.items() if isinstance(e.notice.news, Backlog)]
    single = [n for n in foldable if n not in backlogs]
    if not single:
        return None
    most = MOST_WAITING[foldable[single[0]].address.channel]
    surplus = max(0, len(queue) - most)
    size = sum(sizes.get(n, 0) for n in queue)
    while surplus < len(single) and size - sum(sizes.get(n, 0) for n in single[:surplus]) > MOST_BYTES:
        surplus += 1
    if not surplus:
        return None
    # One more than there are too many: the backlog itself takes a place.
    replaced = single[: surplus + (0 if backlogs else 1)]
    before = foldable[backlogs[0]].notice if backlogs else None
    entries = [foldable[name] for name in replaced]
    return Merging(
        address=entries[0].address,
        notice=_backlog(before, replaced, entries),
        replaced=tuple(replaced),
        old=backlogs[0] if backlogs else "",
    )


def _backlog(before: Notice | None, names: list[str], entries: list[Entry]) -> Notice:
    newest = entries[-1].notice
    old = before.news if before is not None and isinstance(before.news, Backlog) else None
    every = [*(old.merged if old else ()), *(_merged(e.notice) for e in entries)]
    every.sort(key=lambda m: m.moment)
    since = min(m.moment for m in every) if old is None else min(old.since, every[0].moment)
    first = before or entries[0].notice
    return Notice(
        about=before.about if before else f"backlog {names[0]}",
        moment=first.moment,
        made=newest.made,
        organisation=newest.organisation,
        sample=newest.sample,
        news=Backlog(
            since=since,
            merged=tuple(every[-MOST_NAMED:]),
            names=(*(old.names if old else ()), *names)[-MOST_NAMED:],
            earlier=(old.earlier if old else 0) + max(0, len(every) - MOST_NAMED),
        ),
    )


def _merged(notice: Notice) -> Merged:
    news = notice.news
    folded = Merged(kind=notice.kind, moment=notice.moment, seal=getattr(news, "seal", None))
    if isinstance(news, NightNews):
        return msgspec.structs.replace(folded, run=news.run, tallies=news.tallies, missed=len(news.missed))
    if isinstance(news, FailureNews):
        return msgspec.structs.replace(folded, duty=news.duty)
    if isinstance(news, WeekNews):
        return msgspec.structs.replace(folded, missed=len(news.missed))
    if isinstance(news, SealNews):
        return msgspec.structs.replace(folded, faults=news.count)
    return folded


def queues(entries: Mapping[str, Entry]) -> dict[Address, dict[str, Entry]]:
    """Entries by route, oldest first."""
    found: dict[Address, dict[str, Entry]] = {}
    for name, entry in entries.items():
        found.setdefault(entry.address, {})[name] = entry
    return found


def sizes_of(entries: Iterable[tuple[str, Entry]]) -> dict[str, int]:
    """Bytes of each entry."""
    return {name: len(msgspec.json.encode(entry)) for name, entry in entries}
