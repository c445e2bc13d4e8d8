"""Recordings whose retention has passed are gone.

Rationale: Kawasaki's guideline 6(5) has pictures erased surely and at once when their retention has passed. A setting
shows the intent; what is still there shows the deed. So every file counts, playable or not, exports, snapshots and
trash included.

The age of a recording runs from the older of the time in its name and the time it was written, both on the recorder's
clock and corrected by that clock's measured skew, to the moment the folder was listed. The declared retention counts
from the recording or from the day after it (``counted_from``), and ``grace`` is added.

Fails with ``over_retention`` for each recording past that, and with ``clock_skew`` when the recorder's clock is more
than ``max_skew`` off, because then all names lie.

Stays open when no retention is declared (``no_criterion``), the clock was not measured (``no_evidence``), nothing is
kept of the camera's own recordings (``empty``: a stopped camera and a wrong folder look the same, also where an
export is left), a time lies in the future (``conflicting_evidence``), an old file is not known to be a recording, or
no name is as declared (``partial_coverage``: the time of writing alone makes every copy young).

A leftover that cannot be tied to a camera breaks the row of every camera of its recorder: it is of one of them, and
nothing shows of which it is not.

Items: ``clock``, and the paths of the oldest recordings, at most 100; ``measured`` says how many more there may be.

References: Kawasaki camera guideline 6(5) and commentary 6(5).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditor.checks.gaps import not_read
from auditor.checks.recording_age import Limit, best_clock, is_picture, true_time
from auditor.facts.base import FactSet, Need
from auditor.facts.host import ClockSkew
from auditor.facts.recordings import DeclaredCamera, RecordingHoldings, RecordingSpan
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, judged, open_question, remark, undecided, violation
from auditor.model.words import Argument, Scalar, message

NEEDS = (
    Need(fact=RecordingHoldings),
    Need(fact=RecordingSpan),
    Need(fact=DeclaredCamera),
    Need(fact=ClockSkew, scope=Scope.RECORDER),
)

_NAMED = 100
"""Recordings that are named one by one."""

_AHEAD = timedelta(days=1)
"""How far after the listing a corrected time may lie before it is in the future: nobody's clock drifts that far."""


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How late an erasure may be, and how wrong the clock."""

    grace: Period
    max_skew: Period


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on what is kept of one camera."""
    limit = next((Limit.of(camera) for camera in view.facts(DeclaredCamera)), None)
    if limit is None:
        return open_question(Reason.NO_CRITERION, message("recordings.no_retention"))
    holdings = view.facts(RecordingHoldings)
    if not holdings:
        return _nothing_read(view.sets(RecordingHoldings))
    listed_at = max(h.listed_at for h in holdings)
    count = sum(h.count for h in holdings)
    clocks = view.facts(ClockSkew, Scope.RECORDER)
    clock = best_clock(clocks)
    items = [_clock_item(c, parameters.max_skew) for c in clocks] if clocks else [_no_clock(view)]
    found = [item for item in items if item is not None][:1]
    if clock is not None:
        frame = _Frame(limit=limit, grace=parameters.grace, clock=clock, listed_at=listed_at)
        found += _kept_items(frame, view.facts(RecordingSpan), holdings)
    found += _unproven_items(holdings)
    contradicting = sum(h.contradicting for h in holdings)
    if contradicting:
        said = message("recordings.names_contradict")
        found.append(remark("names", said, holdings[0].place, contradicting=contradicting))
    arguments: dict[str, Argument] = {"days": limit.days, "grace": str(parameters.grace)}
    return judged(
        examined=count,
        met=message("recordings.erased", **arguments),
        broken=message("recordings.broken", **arguments),
        items=found,
        measured=_measured(holdings, found, clock),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Frame:
    """What every recording is held against."""

    limit: Limit
    grace: Period
    clock: ClockSkew
    listed_at: datetime

    def began(self, span: RecordingSpan) -> datetime:
        return true_time(span.began, self.clock)

    def over(self, span: RecordingSpan) -> bool:
        return self.listed_at > self.limit.ends(self.began(span)) + self.grace.delta


def _unproven_items(holdings: tuple[RecordingHoldings, ...]) -> Iterator[Item]:
    """What keeps even a folder without anything old from showing that what was recorded is gone."""
    own = sum(h.count - h.leftovers for h in holdings)
    place = holdings[0].place
    if own <= 0:
        yield undecided("holdings", Reason.EMPTY, message("recordings.empty"), place)
    elif sum(1 if h.named is None else h.named for h in holdings) == 0:
        yield undecided("holdings", Reason.PARTIAL_COVERAGE, message("recordings.none_named"), place)


def _nothing_read(sets: tuple[FactSet[RecordingHoldings], ...]) -> Verdict:
    for unread in sets:
        if not unread.complete:
            why = unread.reason or Reason.NO_EVIDENCE
            return open_question(why, unread.detail or not_read(unread, why))
    return open_question(Reason.EMPTY, message("recordings.empty"))


def _no_clock(view: FactView) -> Item:
    """Without the recorder's clock no age is known, however old a name looks."""
    unread = next((s for s in view.sets(ClockSkew, Scope.RECORDER) if not s.complete), None)
    why = (unread.reason if unread else None) or Reason.NO_EVIDENCE
    return undecided("clock", why, message("recordings.no_clock"))


def _clock_item(clock: ClockSkew, limit: Period) -> Item | None:
    allowed = limit.delta.total_seconds()
    off = abs(clock.seconds)
    arguments = {"limit": str(limit)}
    numbers: dict[str, Scalar] = {"skew": round(clock.seconds, 1), "uncertainty": round(clock.uncertainty, 1)}
    if off - clock.uncertainty > allowed:
        code = "recordings.clock_ahead" if clock.seconds > 0 else "recordings.clock_behind"
        return violation("clock", Reason.CLOCK_SKEW, message(code, **arguments), clock.place, **numbers)
    if off + clock.uncertainty > allowed:
        said = message("recordings.clock_inexact", **arguments)
        return undecided("clock", Reason.NO_EVIDENCE, said, clock.place, **numbers)
    return None


def _kept_items(
    frame: _Frame, spans: tuple[RecordingSpan, ...], holdings: tuple[RecordingHoldings, ...]
) -> Iterator[Item]:
    """An item for each recording that is kept too long, the oldest first."""
    for span in sorted(spans, key=lambda s: (s.began, s.path))[:_NAMED]:
        if frame.over(span):
            yield _over_item(frame, span)
    for held in holdings:
        if held.newest is not None and true_time(held.newest, frame.clock) > frame.listed_at + _AHEAD:
            said = message("recordings.future")
            newest = held.newest.isoformat()
            yield undecided("future", Reason.CONFLICTING_EVIDENCE, said, held.place, newest=newest)


def _over_item(frame: _Frame, span: RecordingSpan) -> Item:
    began = frame.began(span)
    numbers: dict[str, Scalar] = {
        "began": began.isoformat(),
        "due": frame.limit.ends(began).isoformat(),
        "age": int((frame.listed_at - began).total_seconds()),
    }
    arguments: dict[str, Argument] = {"path": span.path, "days": frame.limit.days}
    if not is_picture(span):
        said = message("recordings.unknown_kind", **arguments)
        return undecided(span.path, Reason.PARTIAL_COVERAGE, said, span.place, **numbers)
    code = "over_shared" if span.shared else "over_leftover" if span.leftover else "over"
    return violation(
        span.path, Reason.OVER_RETENTION, message(f"recordings.{code}", **arguments), span.place, **numbers
    )


def _measured(holdings: tuple[RecordingHoldings, ...], items: list[Item], clock: ClockSkew | None) -> dict[str, Scalar]:
    oldest = min((h.oldest for h in holdings if h.oldest is not None), default=None)
    newest = max((h.newest for h in holdings if h.newest is not None), default=None)
    over = sum(item.reason is Reason.OVER_RETENTION for item in items)
    return {
        "recordings": sum(h.count for h in holdings),
        "leftovers": sum(h.leftovers for h in holdings),
        "oldest": oldest.isoformat() if oldest else None,
        "newest": newest.isoformat() if newest else None,
        "over": over,
        "more": over == _NAMED and sum(h.count for h in holdings) > _NAMED,
        "clock_skew": round(clock.seconds, 1) if clock else None,
    }
