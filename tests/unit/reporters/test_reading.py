"""Findings, open questions and the exit code, before they take a form."""

from dataclasses import replace

import pytest

from auditor.errors import ExitCode
from auditor.model.result import Assessment, Result
from auditor.model.terms import FindingClass, Reason, State
from auditor.reporters import reading
from tests.fixtures.reports import sample


def _rows(*states: State) -> tuple[Result, ...]:
    by_state = {r.state: r for r in sample.assessment().results}
    return tuple(by_state[state] for state in states)


def test_findings_come_by_class_then_control() -> None:
    groups = reading.findings(sample.assessment())

    assert [(g.finding_class, [(c.control.id, len(c.results)) for c in g.groups]) for g in groups] == [
        (FindingClass.MAJOR, [("IN-14-1", 2), ("IN-22-1", 2)]),
        (FindingClass.MINOR, [("IN-20-2", 1), ("KC-6-4", 1)]),
        (FindingClass.OBSERVATION, [("NG-4-2-2-a-2", 1)]),
        (FindingClass.RECOMMENDATION, [("KC-6-5-a", 1)]),
    ]


def test_the_gravest_leave_out_what_is_waived() -> None:
    worst = reading.worst(sample.assessment())

    assert [(g.control.id, [r.subject.id for r in g.results]) for g in worst] == [
        ("IN-14-1", ["juki-db01", "long01"]),
        ("IN-22-1", ["juki-db01"]),
        ("IN-20-2", ["cs01"]),
    ]


def test_open_questions_come_by_reason_errors_first() -> None:
    groups = reading.open_questions(sample.assessment())

    assert [(g.state.value, g.reason, len(g.results)) for g in groups] == [
        ("error", Reason.UNREACHABLE, 2),
        ("error", Reason.CRASHED, 1),
        ("error", Reason.PERMISSION_DENIED, 1),
        ("unknown", Reason.NO_CRITERION, 1),
        ("notchecked", Reason.DECLARED_ONLY, 1),
        ("notchecked", Reason.NO_COLLECTOR, 1),
    ]


def test_owners_without_a_name_come_last() -> None:
    whole = sample.assessment()
    subjects = {
        ref: replace(info, owner="" if ref.id == "cs01" else info.owner) for ref, info in whole.subjects.items()
    }

    names = [group.owner for group in reading.owners(replace(whole, subjects=subjects))]

    assert names == ["市民課", "情報政策課", "水道課", "防災課", "𠮷野出張所", ""]


@pytest.mark.parametrize(
    ("assessment", "code"),
    [
        (sample.assessment(*_rows(State.PASS)), ExitCode.SATISFIED),
        (sample.assessment(*_rows(State.PASS, State.FAIL)), ExitCode.FINDINGS),
        (sample.assessment(*_rows(State.PASS, State.FAIL, State.ERROR)), ExitCode.OPEN),
        (sample.assessment(*_rows(State.PASS, State.UNKNOWN)), ExitCode.OPEN),
        (sample.assessment(*_rows(State.PASS, State.NOTCHECKED)), ExitCode.OPEN),
        (sample.assessment(*(r for r in sample.assessment().results if r.waiver)), ExitCode.SATISFIED),
    ],
)
def test_exit_code(assessment: Assessment, code: ExitCode) -> None:
    assert reading.exit_code(assessment) is code


def test_an_applicable_row_that_is_missing_from_the_results_is_open() -> None:
    whole = sample.assessment(*_rows(State.PASS))
    counted = replace(whole, coverage=replace(whole.coverage, applicable=2))

    assert reading.exit_code(counted) is ExitCode.OPEN


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, "0.0"), (1, 3, "33.3"), (999, 1000, "99.9"), (9999, 10000, "99.9"), (5, 5, "100.0")],
)
def test_a_share_is_never_rounded_up_to_all(part: int, whole: int, shown: str) -> None:
    assert reading.percent(part, whole) == shown
