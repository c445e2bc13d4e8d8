"""Days that spans cover, and the gaps between them. The last day of a span belongs to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Days that nothing covers."""

    first: date | None
    """The day after the span before it; None when there is none before."""
    last: date | None
    """The day before the span after it; None when there is none after, up to the day looked at."""

    def touched_by(self, since: date | None, until: date | None) -> bool:
        """Whether a span whose ends may be unknown could lie in it."""
        begins_in_time = since is None or self.last is None or since <= self.last
        return begins_in_time and (until is None or self.first is None or until >= self.first)


def covered(spans: Iterable[tuple[date | None, date | None]]) -> tuple[Span, ...]:
    """Spans joined where they overlap or follow each other day on day; no last day means that it goes on."""
    known = sorted((s, u or date.max) for s, u in spans if s is not None and (u is None or u >= s))
    joined: list[Span] = []
    for since, until in known:
        if joined and (joined[-1][1] == date.max or since <= joined[-1][1] + timedelta(days=1)):
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return tuple(joined)


def gaps(spans: Sequence[Span], start: date, end: date) -> Iterator[Gap]:
    """The gaps that touch the days from ``start`` to ``end``, each with its own first and last day."""
    before: date | None = None
    for since, until in spans:
        if since > end:
            break
        first = before + timedelta(days=1) if before is not None else None
        last = since - timedelta(days=1)
        if last >= start and (first is None or first <= end):
            yield Gap(first=first, last=last)
        before = until
    if before is None:
        yield Gap(first=None, last=None)
    elif before < end:
        yield Gap(first=before + timedelta(days=1), last=None)
