"""What several controls ask alike of one subject is told once, citing all; rows stay."""

from dataclasses import replace

from auditor.model.result import Assessment, Result
from auditor.model.terms import FindingClass, State
from auditor.reporters import reading
from auditor.reporters.merging import merged
from tests.fixtures.reports import sample


def alike(*, legacy_first: bool = False) -> tuple[Assessment, Result, Result]:
    """Two controls that ask the same, both failing on one subject."""
    whole = sample.assessment()
    first = next(r for r in whole.results if r.state is State.FAIL)
    other = replace(first, control="OTHER-1", finding_class=FindingClass.OBSERVATION)
    info = whole.controls[first.control]
    controls = {
        **whole.controls,
        first.control: replace(info, equivalent="same", legacy=legacy_first),
        "OTHER-1": replace(info, id="OTHER-1", equivalent="same", legacy=False),
    }
    return replace(whole, results=(*whole.results, other), controls=controls), first, other


def fails(assessment: Assessment) -> int:
    return sum(r.state is State.FAIL for r in assessment.results)


def test_the_graver_leads_and_the_other_is_cited() -> None:
    assessment, first, other = alike()
    found = merged(assessment)
    assert found.told_with(first) == (other,)
    assert len(found.leading) == fails(assessment) - 1
    assert other not in found.leading


def test_what_binds_leads_before_a_former_standard() -> None:
    assessment, first, other = alike(legacy_first=True)
    found = merged(assessment)
    assert found.told_with(other) == (first,)
    assert first not in found.leading


def test_rows_about_other_subjects_are_not_merged() -> None:
    assessment, first, other = alike()
    elsewhere = next(r.subject for r in assessment.results if r.subject != first.subject)
    moved = replace(other, subject=elsewhere)
    results = (*assessment.results[:-1], moved)
    found = merged(replace(assessment, results=results))
    assert found.told_with(first) == ()
    assert moved in found.leading


def test_findings_count_once_and_rows_stay() -> None:
    assessment, _, _ = alike()
    assert sum(g.count for g in reading.findings(assessment)) == fails(assessment) - 1
    assert len(reading.applicable(assessment)) == len(assessment.results)
