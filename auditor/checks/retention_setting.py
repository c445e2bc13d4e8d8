"""A camera's pictures are kept no longer than decided, and the decision has its reason.

Rationale: Kawasaki's guideline 6(4) keeps the period to the least necessary; where that cannot be kept, the manager in
charge sets it by the purpose of the camera. Where a recorder overwrites, the period is the time until overwritten.

Passes when the recorder's setting, or for overwriting the measured time until overwritten, is at most the declared
retention; the declaration has a dated reason and who decided, or the manager's dated decision; and the period is at
most ``ceiling`` where the city's rule sets one.

Time until overwritten is measured by the oldest recording, in whole days. That nothing older is there counts only
when the camera has run for longer: the decision on its period must be older than the period itself, else there is too
little history to tell (``insufficient_history``).

Fails with ``over_retention`` when more is kept than declared, ``requirement_not_met`` above the ceiling, and
``missing_record`` when nothing says why the period is what it is. Stays open when no period is declared
(``no_criterion``), a decision lacks its date or who decided (``missing_field``), or the setting could not be read.

Items: ``setting``, ``reason``, ``ceiling``.

References: Kawasaki camera guideline 6(4) and commentary 6(4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.checks.gaps import not_read
from auditor.facts.base import Need
from auditor.facts.recordings import DeclaredCamera, RecordingHoldings, RetentionSetting
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Item, Verdict, judged, open_question, undecided, violation
from auditor.model.words import Scalar, message

NEEDS = (
    Need(fact=DeclaredCamera),
    Need(fact=RetentionSetting),
    # Needed where a recorder overwrites, and judged here then: a setting of days needs no look at the recordings.
    Need(fact=RecordingHoldings, supporting=True),
)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The city's own limit."""

    ceiling: Period | None = None
    """Longest period that the city's rule allows; None when it sets none."""


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on one camera's period."""
    declared = next(iter(view.facts(DeclaredCamera)), None)
    if declared is None or declared.retention_days is None:
        return open_question(Reason.NO_CRITERION, message("recordings.no_retention"))
    days = declared.retention_days
    items = [
        *_setting_items(view, declared, days),
        *_reason_items(declared, view.as_of),
        *_ceiling_items(declared, days, parameters.ceiling),
    ]
    return judged(
        examined=2 if parameters.ceiling is None else 3,
        met=message("recordings.period_kept", days=days),
        broken=message("recordings.period_broken", days=days),
        items=items,
    )


def _setting_items(view: FactView, declared: DeclaredCamera, days: int) -> Iterator[Item]:
    for unread in view.sets(RetentionSetting):
        if not unread.complete:
            why = unread.reason or Reason.NO_EVIDENCE
            yield undecided("setting", why, unread.detail or not_read(unread, why))
    found = view.facts(RetentionSetting)
    if not found and all(s.complete for s in view.sets(RetentionSetting)):
        yield undecided("setting", Reason.NO_EVIDENCE, message("recordings.no_setting"))
    for setting in found:
        if setting.mode == "overwrite":
            yield from _overwriting_items(view, declared, days)
        elif setting.days is None:
            yield undecided("setting", Reason.NO_EVIDENCE, message("recordings.no_setting"), setting.place)
        elif setting.days > days:
            said = message("recordings.set_longer", set=setting.days, days=days)
            yield violation("setting", Reason.OVER_RETENTION, said, setting.place)


def _overwriting_items(view: FactView, declared: DeclaredCamera, days: int) -> Iterator[Item]:
    held = [h for h in view.facts(RecordingHoldings) if h.oldest is not None]
    kept = max((_kept_for(h) for h in held), default=timedelta())
    if declared.counted_from == "next_day":
        kept -= timedelta(days=1)
    numbers: dict[str, Scalar] = {"kept": kept.days}
    if kept.days > days:
        said = message("recordings.overwritten_late", days=days)
        yield violation("setting", Reason.OVER_RETENTION, said, held[0].place, **numbers)
        return
    for unread in view.sets(RecordingHoldings):
        if not unread.complete:
            why = unread.reason or Reason.NO_EVIDENCE
            yield undecided("setting", why, unread.detail or not_read(unread, why))
            return
    if not held or all(h.named == 0 for h in held):
        yield undecided("setting", Reason.INSUFFICIENT_HISTORY, message("recordings.nothing_to_measure"))
        return
    decided = _day(declared.decided_on) or _day(declared.manager_decision)
    if decided is None or decided + timedelta(days=days + 1) >= view.as_of:
        said = message("recordings.overwriting_unproven", days=days)
        yield undecided("setting", Reason.INSUFFICIENT_HISTORY, said, held[0].place, **numbers)


def _kept_for(held: RecordingHoldings) -> timedelta:
    """From the oldest recording to the listing, or to the newest one, so that a clock that is ahead does not help."""
    if held.oldest is None:
        return timedelta()
    return max(held.listed_at - held.oldest, (held.newest or held.oldest) - held.oldest)


def _reason_items(declared: DeclaredCamera, as_of: date) -> Iterator[Item]:
    manager = _day(declared.manager_decision)
    if manager is not None and manager <= as_of:
        return
    place = declared.place
    if not declared.reason.strip() and not declared.manager_decision:
        yield violation("reason", Reason.MISSING_RECORD, message("recordings.no_reason"), place)
        return
    if not declared.reason.strip() or (declared.manager_decision and manager is None):
        yield undecided("reason", Reason.MISSING_FIELD, message("recordings.manager_undated"), place)
        return
    decided = _day(declared.decided_on)
    if decided is None:
        yield undecided("reason", Reason.MISSING_FIELD, message("recordings.reason_undated"), place)
    elif decided > as_of:
        said = message("recordings.reason_later", decided=decided.isoformat())
        yield violation("reason", Reason.MISSING_RECORD, said, place)
    elif not declared.decided_by.strip():
        yield undecided("reason", Reason.MISSING_FIELD, message("recordings.reason_unsigned"), place)


def _ceiling_items(declared: DeclaredCamera, days: int, ceiling: Period | None) -> Iterator[Item]:
    if ceiling is not None and days > ceiling.delta / timedelta(days=1):  # days may be more than a timedelta holds
        said = message("recordings.above_ceiling", days=days, ceiling=str(ceiling))
        yield violation("ceiling", Reason.REQUIREMENT_NOT_MET, said, declared.place)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
