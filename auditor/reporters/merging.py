"""Findings of controls that ask the same of the same subject, told as one that cites all (design section 6).

Rows stay as they are; only what people work on is merged. The control that leads is one that binds before one that is
a former standard, then the graver, then the first in the order of the packs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.model.result import Assessment, Result
from auditor.model.subject import SubjectRef
from auditor.model.terms import FindingClass, State

_GRAVITY = {finding_class: rank for rank, finding_class in enumerate(FindingClass)}

Row = tuple[str, SubjectRef]
"""A row by its control and subject."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """The failing rows that lead, and those told with them."""

    leading: tuple[Result, ...]
    """In the order of the assessment."""
    cited: Mapping[Row, tuple[Result, ...]]
    """By a leading row, the rows of other controls that are told with it."""

    def told_with(self, result: Result) -> tuple[Result, ...]:
        """The rows told with a leading one."""
        return self.cited.get((result.control, result.subject), ())


def merged(assessment: Assessment) -> Merged:
    """The fails of an assessment, with those merged that ask the same."""
    fails = [r for r in assessment.results if r.state is State.FAIL]
    groups: dict[tuple[str, SubjectRef], list[Result]] = {}
    for result in fails:
        name = assessment.controls[result.control].equivalent
        if name:
            groups.setdefault((name, result.subject), []).append(result)
    cited: dict[Row, tuple[Result, ...]] = {}
    told: set[Row] = set()
    for group in groups.values():
        first, *others = _ordered(assessment, group)
        if others:
            cited[(first.control, first.subject)] = tuple(others)
            told.update((r.control, r.subject) for r in others)
    return Merged(leading=tuple(r for r in fails if (r.control, r.subject) not in told), cited=cited)


def _ordered(assessment: Assessment, group: Iterable[Result]) -> list[Result]:
    return sorted(group, key=lambda r: (assessment.controls[r.control].legacy, _GRAVITY[r.finding_class]))
