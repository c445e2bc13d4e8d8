"""Holds an audit of the sample city against what was planted there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.demo.planted import Expected, Planted
from auditor.model.result import Assessment
from auditor.model.terms import Reason, State


@dataclass(frozen=True, kw_only=True)
class SeenRow:
    """What came out for one control and subject."""

    state: State
    reason: Reason | None
    items: Mapping[str, tuple[State, Reason | None]] = field(default_factory=dict)


Seen = Mapping[tuple[str, str], SeenRow]
"""Rows by control and subject (``target:juki-ap01``)."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One planted thing, and whether the audit found all that it shows in."""

    planted: Planted
    found: bool


def seen_rows(assessment: Assessment) -> Seen:
    """The rows of an assessment."""
    return {
        (row.control, str(row.subject)): SeenRow(
            state=row.state, reason=row.reason, items={i.key: (i.state, i.reason) for i in row.items}
        )
        for row in assessment.results
    }


def compare(seen: Seen, planted: Sequence[Planted]) -> tuple[Compared, ...]:
    """Every planted thing with whether it was found."""
    return tuple(Compared(planted=one, found=all(_shows(seen, e) for e in one.expected)) for one in planted)


def _shows(seen: Seen, expected: Expected) -> bool:
    row = seen.get((expected.control, expected.subject))
    if row is None:
        return False
    if expected.item is None:
        return (row.state, row.reason) == (expected.state, expected.reason)
    return row.items.get(expected.item) == (expected.state, expected.reason)
