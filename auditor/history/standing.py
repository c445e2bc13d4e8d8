"""How the findings of one row go from night to night. Pure: rows in, findings out.

A finding begins when a night shows it and ends only when a later night judges its row again without it, on evidence
that would have shown it. While its row is an open question, has left the audit, or was read in part only, it goes on:
nobody saw it mended. A row judged under another revision of its control begins anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from auditor.history.seen import NOWHERE, ROW, Said, Seen, Violation
from auditor.model.terms import Reason, State
from auditor.model.words import message


class Fate(Enum):
    """What a judged row says of a finding that it does not show."""

    SOLVED = "solved"
    LEFT = "left"
    """The part that showed it is not judged for this subject any more."""
    UNSEEN = "unseen"
    """It may be there all the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A finding that was seen and not yet seen mended."""

    began: int
    """Number of the night that showed it first."""
    failing: bool
    """Whether the newest night shows it."""
    last: Violation
    """As it was shown last."""
    last_row: Seen
    """Its row then."""
    last_span: int
    """The row of the store's table ``results`` that says so."""
    shown_until: date
    """The latest of the audit's dates on which it was shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Glimpse:
    """A row as a run of nights shows it, unchanged."""

    seen: Seen | None
    """None while it was not audited."""
    night: int
    """Number of the first night."""
    until: int
    """Number of the last one."""
    latest: date
    """The latest of the audit's dates in the run of nights."""
    span: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a row stands after some nights."""

    seen: Seen | None = None
    """The row at the newest night; None when it was not audited then."""
    revision: str | None = None
    """Of the control, when the row was last judged; None when it never was."""
    findings: Mapping[str, Finding] = field(default_factory=dict)
    past: frozenset[str] = frozenset()
    """Keys of findings that were there before under this revision, and ended."""

    def after(self, glimpse: Glimpse) -> "Standing":
        """Where the row stands one run of nights later."""
        seen = glimpse.seen
        if seen is None or not seen.judged:
            return Standing(seen=seen, revision=self.revision, findings=_paused(self.findings), past=self.past)
        findings, past = self.findings, self.past
        if self.revision not in (None, seen.revision):
            findings, past = {}, frozenset()
        ongoing: dict[str, Finding] = {}
        ended: list[str] = []
        for key, finding in findings.items():
            if key in seen.violations:
                continue
            if fate(key, finding, seen) is Fate.UNSEEN:
                ongoing[key] = replace(finding, failing=False)
            else:
                ended.append(key)
        for key, violation in seen.violations.items():
            known = findings.get(key)
            ongoing[key] = Finding(
                began=glimpse.night if known is None else known.began,
                failing=True,
                last=violation,
                last_row=seen,
                last_span=glimpse.span,
                shown_until=glimpse.latest if known is None else max(known.shown_until, glimpse.latest),
            )
        return Standing(seen=seen, revision=seen.revision, findings=ongoing, past=past.union(ended) if ended else past)


def _paused(findings: Mapping[str, Finding]) -> Mapping[str, Finding]:
    return {key: replace(finding, failing=False) for key, finding in findings.items()}


def fate(key: str, finding: Finding, seen: Seen) -> Fate:
    """What a judged row that does not show a finding says of it."""
    shown_by = finding.last.parts
    still = [seen.parts[part] for part in shown_by if part in seen.parts]
    if shown_by and seen.parts and not still:
        return Fate.LEFT
    if seen.state is State.PASS:
        return Fate.SOLVED
    return Fate.SOLVED if hidden_by(key, finding, seen) is None else Fate.UNSEEN


def hidden_by(key: str, finding: Finding, seen: Seen) -> Said | None:
    """Why a failing row that does not show a finding may hide it; None when it would have shown it.

    An open item hides the finding when it is the finding's own, or when it stands in the same part and did not yet
    when the finding was last shown: what was unknown then did not keep it from being seen.
    """
    if key in seen.undecided:
        return seen.undecided[key]
    if not finding.last.parts:
        return _unseen(Reason.PARTIAL_COVERAGE)
    newly = seen.unknown - finding.last_row.unknown
    for name in sorted(finding.last.parts & seen.parts.keys()):
        part = seen.parts[name]
        if part.state is State.PASS:
            continue
        if part.state is not State.FAIL:
            return _unseen(part.reason or Reason.PARTIAL_COVERAGE)
        if part.incomplete is not None:
            return _unseen(part.incomplete)
        if not part.named or key == ROW:
            return _unseen(Reason.PARTIAL_COVERAGE)
        for open_part, open_key in sorted(newly):
            if open_part == name:
                own = seen.undecided.get(open_key)
                return _unseen((own.reason if own else None) or Reason.PARTIAL_COVERAGE)
    return None


def _unseen(reason: Reason) -> Said:
    return Said(reason, message("history.not_seen", reason=reason.value), NOWHERE)
