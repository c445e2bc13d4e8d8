"""What an assessment says, before it takes a form: findings, open questions, what the exit code will be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.errors import ExitCode
from auditor.model.background import Background, FindingAge
from auditor.model.changes import FindingKey
from auditor.model.evidence import Place
from auditor.model.result import (
    WAIVER_SOON,
    Assessment,
    AttestationNote,
    ControlInfo,
    Result,
    SubjectInfo,
    finding_items,
)
from auditor.model.subject import SubjectRef
from auditor.model.terms import OPEN_STATES, FindingClass, Reason, State
from auditor.reporters.merging import merged

_NOT_APPLIED = (State.NOTAPPLICABLE, State.NOTSELECTED)
_OPEN_ORDER = (State.ERROR, State.UNKNOWN, State.NOTCHECKED)


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlGroup:
    """Rows of one control that belong together."""

    control: ControlInfo
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassGroup:
    """Findings of one class, by control in the order of the controls."""

    finding_class: FindingClass
    groups: tuple[ControlGroup, ...]

    @property
    def count(self) -> int:
        """Number of rows."""
        return sum(len(g.results) for g in self.groups)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenGroup:
    """Open rows of one reason."""

    state: State
    reason: Reason | None
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerGroup:
    """What one section has to work on; the owner is empty where the inventory names none."""

    owner: str
    classes: tuple[ClassGroup, ...]


def applicable(assessment: Assessment) -> tuple[Result, ...]:
    """Every applicable row, in the assessment's order."""
    return tuple(r for r in assessment.results if r.state not in _NOT_APPLIED)


def subject_of(assessment: Assessment, ref: SubjectRef) -> SubjectInfo:
    """What is known of a subject; its identifier alone when the assessment says nothing."""
    return assessment.subjects.get(ref) or SubjectInfo(ref=ref, title=ref.id)


def age_of(background: Background, result: Result, item: str = "") -> FindingAge | None:
    """Since when a finding of a row stands; None when nobody knows."""
    return background.ages.get(FindingKey(control=result.control, subject=str(result.subject), item=item))


def ages_of(background: Background, result: Result) -> Mapping[str, FindingAge]:
    """The ages of a failing row's findings, by the item's key; empty for the row itself."""
    if result.state is not State.FAIL or not background.ages:
        return {}
    keys = dict.fromkeys(["", *(item.key for item in finding_items(result))])
    return {key: age for key in keys if (age := age_of(background, result, key)) is not None}


def oldest_age(background: Background, result: Result) -> FindingAge | None:
    """Since when a failing row has some finding, and when the first of its due dates is."""
    ages = ages_of(background, result).values()
    if not ages:
        return None
    return FindingAge(since=min(a.since for a in ages), due=min((a.due for a in ages if a.due), default=None))


def where(place: Place) -> str:
    """A place as one text: the artefact's origin, then the position in it."""
    return f"{place.origin} {place.where}".rstrip()


def by_control(assessment: Assessment, results: Iterable[Result]) -> tuple[ControlGroup, ...]:
    """Rows gathered by control, in order of first appearance."""
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.control, []).append(result)
    return tuple(
        ControlGroup(control=assessment.controls[control], results=tuple(rows)) for control, rows in found.items()
    )


def findings(assessment: Assessment) -> tuple[ClassGroup, ...]:
    """The fails, gravest class first; classes without any are left out. What asks the same is told once."""
    return _by_class(assessment, list(merged(assessment).leading))


def owners(assessment: Assessment) -> tuple[OwnerGroup, ...]:
    """The fails by the section that answers for them, in order of name; those without a section come last."""
    found: dict[str, list[Result]] = {}
    for result in merged(assessment).leading:
        found.setdefault(subject_of(assessment, result.subject).owner, []).append(result)
    return tuple(
        OwnerGroup(owner=owner, classes=_by_class(assessment, found[owner]))
        for owner in sorted(found, key=lambda name: (not name, name))
    )


def worst(assessment: Assessment, count: int = 3) -> tuple[ControlGroup, ...]:
    """The gravest findings that nobody has accepted: by class, then by how many subjects they touch.

    Of a class, what is only derived from other findings comes last: the reader wants to know what is behind it.
    """
    graded = [
        (rank, all(_is_derived(r) for r in rows), -len(rows), ControlGroup(control=group.control, results=rows))
        for rank, graded_class in enumerate(findings(assessment))
        for group in graded_class.groups
        if (rows := tuple(r for r in group.results if not r.satisfied))
    ]
    graded.sort(key=lambda entry: entry[:3])
    return tuple(group for *_, group in graded[:count])


def _is_derived(result: Result) -> bool:
    return result.summary.code == "engine.derived_broken"


def open_questions(assessment: Assessment) -> tuple[OpenGroup, ...]:
    """The rows nobody could judge, by reason: errors first, then the more frequent reason."""
    found: dict[tuple[State, Reason | None], list[Result]] = {}
    for result in assessment.results:
        if result.state in OPEN_STATES:
            found.setdefault((result.state, result.reason), []).append(result)
    ordered = sorted(found, key=lambda key: (_OPEN_ORDER.index(key[0]), -len(found[key]), key[1] or ""))
    return tuple(OpenGroup(state=key[0], reason=key[1], results=tuple(found[key])) for key in ordered)


def attestation_of(result: Result) -> AttestationNote | None:
    """The attestation that decides a part of a row; else the first there is."""
    return next((n for n in result.attestations if n.counts), next(iter(result.attestations), None))


def attested(assessment: Assessment) -> tuple[Result, ...]:
    """The rows of which an attestation decides some part."""
    return tuple(r for r in assessment.results if any(n.counts for n in r.attestations))


def ending_waivers(assessment: Assessment) -> tuple[Result, ...]:
    """Failing rows whose waiver expires within `WAIVER_SOON`, or has expired; the earliest first."""
    found = [
        (note.expires, number, result)
        for number, result in enumerate(assessment.results)
        for note in (result.waiver, result.lapsed)
        if note is not None and note.expires - assessment.run.as_of <= WAIVER_SOON
    ]
    return tuple({number: result for _, number, result in sorted(found, key=lambda f: f[:2])}.values())


def tally(assessment: Assessment) -> Mapping[State, int]:
    """Number of rows in each state."""
    counts = dict.fromkeys(State, 0)
    for result in assessment.results:
        counts[result.state] += 1
    return counts


def unsatisfied(assessment: Assessment) -> int:
    """Number of fails that no valid waiver covers whole."""
    return sum(1 for r in assessment.results if r.state is State.FAIL and not r.satisfied)


def exit_code(assessment: Assessment) -> ExitCode:
    """What the audit exits with (design section 3): 3 when an applicable row was not judged outranks 1 for findings."""
    if assessment.coverage.judged < assessment.coverage.applicable or any(
        r.state in OPEN_STATES for r in assessment.results
    ):
        return ExitCode.OPEN
    return ExitCode.FINDINGS if unsatisfied(assessment) else ExitCode.SATISFIED


def percent(part: int, whole: int) -> str:
    """A share with one decimal, cut rather than rounded so that 100.0 means all; ``0.0`` of nothing."""
    return f"{part * 1000 // whole / 10:.1f}" if whole else "0.0"


def _by_class(assessment: Assessment, results: list[Result]) -> tuple[ClassGroup, ...]:
    graded = ((c, [r for r in results if r.finding_class is c]) for c in FindingClass)
    return tuple(ClassGroup(finding_class=c, groups=by_control(assessment, rows)) for c, rows in graded if rows)
