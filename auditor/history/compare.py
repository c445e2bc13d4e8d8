"""What changed in one row between two runs. Pure: where the row stood then and now, changes out.

The two need not follow each other: what counts is how the row stands at either. A finding is told as solved only when
the row, judged now, shows that it is gone; what happened in between says since when it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditor.history.due import Due
from auditor.history.seen import ROW, Said, Seen
from auditor.history.standing import Fate, Finding, Standing, fate, hidden_by
from auditor.model.changes import ChangeKind
from auditor.model.terms import FindingClass, Reason, State, state_for


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A change before it is worded for people."""

    kind: ChangeKind
    item: str
    finding_class: FindingClass
    before: State | None
    now: State | None
    said: Said
    then: bool
    """Whether the reason is of the earlier run."""
    waived: bool = False
    finding: Finding | None = None
    """The finding, for a change of one; None for a change of the whole row."""
    revised: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A row at two runs; the same standing twice when it said the same all the while."""

    before: Standing
    after: Standing

    @property
    def revised(self) -> bool:
        """Whether the row is judged now under another revision of its control than it was before."""
        now = self.after.seen
        return now is not None and now.judged and self.before.revision not in (None, now.revision)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """Tells when a finding's due date has passed between two runs."""

    due: Due
    as_of: date
    """The later run's."""

    def passed(self, finding: Finding, finding_class: FindingClass) -> bool:
        """Whether it is past its due date, and no earlier run that showed it was."""
        until = self.due.of(finding, finding_class)
        return until is not None and finding.shown_until <= until < self.as_of


def told_of(pair: Pair, overdue: Overdue) -> Iterator[Told]:
    """Every change of a row, in no order."""
    then, now = pair.before.seen, pair.after.seen
    if pair.before is pair.after:
        for key, finding in pair.after.findings.items():
            if now is not None and finding.failing and overdue.passed(finding, now.finding_class):
                yield from _shown(pair, key, now, overdue)
        return
    if now is None:
        yield from _gone(pair)
        return
    ended = list(_ended(pair, now))
    yield from ended
    if not now.judged:
        yield from _open_row(then, now)
        return
    for key in now.violations:
        yield from _shown(pair, key, now, overdue)
    if now.state is State.PASS and not any(t.kind is ChangeKind.SOLVED for t in ended):
        yield from _passing_row(pair, then, now)


def _gone(pair: Pair) -> Iterator[Told]:
    """The row left the audit: each finding that was not seen mended, or the row itself when there is none."""
    then = pair.before.seen
    if then is None:
        return  # it had left before
    for key, finding in pair.before.findings.items():
        yield _of_past(ChangeKind.GONE, pair, key, finding, now=None)
    if not pair.before.findings:
        yield Told(
            kind=ChangeKind.GONE,
            item=ROW,
            finding_class=then.finding_class,
            before=then.state,
            now=None,
            said=then.said,
            then=True,
        )


def _ended(pair: Pair, now: Seen) -> Iterator[Told]:
    """Findings from before that the row does not show now: solved, gone with what they broke, or not to be seen."""
    if not now.judged:
        return
    for key, finding in pair.before.findings.items():
        if key in now.violations:
            continue
        how = fate(key, finding, now)
        if pair.revised or how is Fate.LEFT:
            yield _of_past(ChangeKind.GONE, pair, key, finding, now=None, revised=pair.revised)
        elif how is Fate.SOLVED or (key not in pair.after.findings and key in pair.after.past):
            yield _of_past(ChangeKind.SOLVED, pair, key, finding, now=State.PASS)
        elif finding.failing:
            said = hidden_by(key, finding, now) or now.said
            yield Told(
                kind=ChangeKind.UNJUDGED,
                item=key,
                finding_class=now.finding_class,
                before=State.FAIL,
                now=state_for(said.reason or Reason.PARTIAL_COVERAGE),
                said=said,
                then=False,
                waived=now.waived(key),
                finding=finding,
            )


def _of_past(
    kind: ChangeKind, pair: Pair, key: str, finding: Finding, *, now: State | None, revised: bool = False
) -> Told:
    return Told(
        kind=kind,
        item=key,
        finding_class=finding.last_row.finding_class,
        before=_state(pair.before, key),
        now=now,
        said=finding.last.said,
        then=True,
        waived=finding.last_row.waived(key),
        finding=finding,
        revised=revised,
    )


def _shown(pair: Pair, key: str, now: Seen, overdue: Overdue) -> Iterator[Told]:
    """A finding that the row shows now."""
    finding = pair.after.findings[key]
    known = None if pair.revised else pair.before.findings.get(key)
    said = now.violations[key].said
    kind: ChangeKind | None
    if known is None:
        back = not pair.revised and key in pair.before.past
        kind = ChangeKind.BACK if back else ChangeKind.NEW
    elif pair.before.seen is None:
        kind = ChangeKind.BACK
    elif overdue.passed(known, now.finding_class):
        kind = ChangeKind.OVERDUE
    else:
        kind = ChangeKind.CHANGED if _differs(known, key, now, said) else None
    if kind is not None:
        yield Told(
            kind=kind,
            item=key,
            finding_class=now.finding_class,
            before=_state(pair.before, key),
            now=State.FAIL,
            said=said,
            then=False,
            waived=now.waived(key),
            finding=finding,
            revised=pair.revised,
        )


def _differs(known: Finding, key: str, now: Seen, said: Said) -> bool:
    was = known.last_row
    return (
        not known.failing
        or (known.last.said.reason, known.last.said.summary) != (said.reason, said.summary)
        or was.finding_class is not now.finding_class
        or was.waived(key) is not now.waived(key)
    )


def _open_row(then: Seen | None, now: Seen) -> Iterator[Told]:
    """The row is an open question now."""
    if then is None:
        kind = ChangeKind.ADDED
    elif then.judged:
        kind = ChangeKind.UNJUDGED
    elif (then.state, then.said.reason) != (now.state, now.said.reason):
        kind = ChangeKind.CHANGED
    else:
        return
    yield _of_row(kind, then, now)


def _passing_row(pair: Pair, then: Seen | None, now: Seen) -> Iterator[Told]:
    if then is None:
        yield _of_row(ChangeKind.ADDED, then, now)
    elif not then.judged:
        yield _of_row(ChangeKind.JUDGED, then, now, revised=pair.revised)


def _of_row(kind: ChangeKind, then: Seen | None, now: Seen, *, revised: bool = False) -> Told:
    return Told(
        kind=kind,
        item=ROW,
        finding_class=now.finding_class,
        before=None if then is None else then.state,
        now=now.state,
        said=now.said,
        then=False,
        revised=revised,
    )


def _state(standing: Standing, key: str) -> State | None:
    """How a run shows what a key names; None when its row was not audited."""
    seen = standing.seen
    if seen is None:
        return None
    if not seen.judged:
        return seen.state
    if key in seen.violations:
        return State.FAIL
    if key in seen.undecided:
        return state_for(seen.undecided[key].reason or Reason.PARTIAL_COVERAGE)
    return State.UNKNOWN if key in standing.findings else State.PASS
