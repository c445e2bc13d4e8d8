"""Counts a camera's recordings as they go by and keeps only the oldest of them."""

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auditor.facts.recordings import RecordingHoldings, RecordingSpan
from auditor.model.evidence import Place

OLDEST = 100
"""Spans that are kept of a camera, the oldest ones; all others are counted."""

CONTRADICTION = timedelta(days=1)
"""How far a name and the time of writing may lie apart. A recording is written when it ends, hours after it began."""


@dataclass(kw_only=True)
class Holdings:
    """What is kept of one camera. Memory stays the same however many recordings there are."""

    camera: str
    count: int = 0
    total: int = 0
    untimed: int = 0
    leftovers: int = 0
    named: int = 0
    contradicting: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    _kept: list[tuple[float, str, int, RecordingSpan]] = field(default_factory=list)
    """Age, path, and a running number, so that spans themselves are never compared."""

    def add(self, span: RecordingSpan, *, named: bool) -> None:
        """Count one recording, ``named`` as declared or not. Its age is that of the older of name and writing."""
        began = span.began
        self.count += 1
        self.total += span.size
        self.untimed += span.start is None
        self.leftovers += span.leftover
        self.named += named
        self.contradicting += span.start is not None and abs(span.modified - span.start) > CONTRADICTION
        self.oldest = began if self.oldest is None else min(self.oldest, began)
        self.newest = began if self.newest is None else max(self.newest, began)
        entry = (-(began - _FIRST).total_seconds(), span.path, self.count, span)
        if len(self._kept) < OLDEST:
            heapq.heappush(self._kept, entry)
        elif entry[:2] > self._kept[0][:2]:
            heapq.heapreplace(self._kept, entry)

    @property
    def spans(self) -> tuple[RecordingSpan, ...]:
        """The oldest recordings, oldest first."""
        return tuple(entry[3] for entry in sorted(self._kept, key=lambda entry: (-entry[0], entry[1])))

    def fact(self, place: Place, listed_at: datetime) -> RecordingHoldings:
        """The counts."""
        return RecordingHoldings(
            place=place,
            camera=self.camera,
            count=self.count,
            total_bytes=self.total,
            oldest=self.oldest,
            newest=self.newest,
            untimed=self.untimed,
            leftovers=self.leftovers,
            named=self.named,
            contradicting=self.contradicting,
            listed_at=listed_at,
        )


_FIRST = datetime.fromisoformat("0001-01-03T00:00:00+00:00")
