"""KC-6-4: the recorder's setting against what was decided, and the decision itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from auditor.checks import retention_setting as check
from auditor.facts.base import Fact, FactSet
from auditor.facts.recordings import DeclaredCamera, RecordingHoldings, RetentionSetting
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, State, SubjectKind
from auditor.model.verdict import Outcome, Verdict

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
PLACE = Place(origin="inventory/cameras.yaml", where="3")
DECLARED = DeclaredCamera(
    place=PLACE,
    camera="cam01",
    retention_days=14,
    reason="事故の申出に要する日数",
    decided_on="2026-04-01",
    decided_by="防災課長",
)
SETTING = RetentionSetting(place=PLACE, camera="cam01", days=14)
OVERWRITING = RetentionSetting(place=PLACE, camera="cam01", days=None, mode="overwrite")


def held(days: float, *, newest: float = 0) -> RecordingHoldings:
    return RecordingHoldings(
        place=PLACE,
        camera="cam01",
        count=9,
        total_bytes=9,
        oldest=NOW - timedelta(days=days),
        newest=NOW - timedelta(days=newest),
        listed_at=NOW,
    )


def facts(kind: type[Fact], found: Iterable[Fact], reason: Reason | None = None) -> FactSet[Any]:
    given = tuple(found)
    partial = Completeness.PARTIAL if given else Completeness.ABSENT
    return FactSet(
        type=kind,
        subject=CAMERA,
        facts=given,
        completeness=Completeness.COMPLETE if reason is None else partial,
        reason=reason,
        basis=Basis.LIVE,
        collected_at=NOW,
    )


def judged(
    declared: DeclaredCamera = DECLARED,
    setting: RetentionSetting | None = SETTING,
    *,
    setting_reason: Reason | None = None,
    holdings: RecordingHoldings | None = None,
    holdings_reason: Reason | None = None,
    ceiling: str | None = None,
) -> Verdict:
    sets = [
        facts(DeclaredCamera, [declared]),
        facts(RetentionSetting, [setting] if setting else [], setting_reason),
        facts(RecordingHoldings, [holdings] if holdings else [], holdings_reason),
    ]
    view = view_of(CAMERA, date(2026, 11, 20), check.NEEDS, sets)
    return check.judge(view, check.Parameters(ceiling=Period.parse(ceiling) if ceiling else None))


def rows(verdict: Verdict) -> list[tuple[str, State, Reason | None, str]]:
    return [(i.key, i.state, i.reason, i.summary.code.partition(".")[2]) for i in verdict.items]


@pytest.mark.parametrize("days", [1, 14])
def test_set_to_no_more_than_decided(days: int) -> None:
    verdict = judged(setting=replace(SETTING, days=days))
    assert (verdict.outcome, verdict.items, verdict.examined) == (Outcome.MET, (), 2)


def test_set_to_more() -> None:
    verdict = judged(setting=replace(SETTING, days=15))
    assert rows(verdict) == [("setting", State.FAIL, Reason.OVER_RETENTION, "set_longer")]
    assert verdict.items[0].summary.args == {"set": 15, "days": 14}


@pytest.mark.parametrize(("ceiling", "met"), [("P14D", True), ("P13D", False), ("P1M", True)])
def test_the_citys_ceiling(ceiling: str, met: bool) -> None:
    verdict = judged(ceiling=ceiling)
    assert verdict.examined == 3
    expected = [] if met else [("ceiling", State.FAIL, Reason.REQUIREMENT_NOT_MET, "above_ceiling")]
    assert rows(verdict) == expected


@pytest.mark.parametrize(
    ("changes", "state", "reason", "code"),
    [
        ({"reason": "", "decided_on": "", "decided_by": ""}, State.FAIL, Reason.MISSING_RECORD, "no_reason"),
        ({"reason": " "}, State.FAIL, Reason.MISSING_RECORD, "no_reason"),
        ({"decided_on": ""}, State.UNKNOWN, Reason.MISSING_FIELD, "reason_undated"),
        ({"decided_on": "令和8年"}, State.UNKNOWN, Reason.MISSING_FIELD, "reason_undated"),
        ({"decided_on": "2026-11-21"}, State.FAIL, Reason.MISSING_RECORD, "reason_later"),
        ({"decided_by": ""}, State.UNKNOWN, Reason.MISSING_FIELD, "reason_unsigned"),
        ({"reason": "", "manager_decision": "?"}, State.UNKNOWN, Reason.MISSING_FIELD, "manager_undated"),
        ({"reason": "", "manager_decision": "2027-01-01"}, State.UNKNOWN, Reason.MISSING_FIELD, "manager_undated"),
    ],
)
def test_why_the_period_is_what_it_is(changes: dict[str, str], state: State, reason: Reason, code: str) -> None:
    declared = replace(DECLARED, **changes)  # type: ignore[arg-type]
    assert rows(judged(declared)) == [("reason", state, reason, code)]


def test_the_managers_dated_decision_is_enough() -> None:
    declared = replace(DECLARED, reason="", decided_on="", decided_by="", manager_decision="2026-04-01")
    assert judged(declared).outcome is Outcome.MET


def test_without_a_declared_period_there_is_no_criterion() -> None:
    verdict = judged(replace(DECLARED, retention_days=None))
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.NO_CRITERION)


@pytest.mark.parametrize("reason", [Reason.NO_EVIDENCE, Reason.WRONG_ENCODING, Reason.UNREACHABLE, None])
def test_a_setting_that_is_not_known(reason: Reason | None) -> None:
    verdict = judged(setting=None, setting_reason=reason)
    assert verdict.outcome is Outcome.OPEN
    assert verdict.reason is (reason or Reason.NO_EVIDENCE)


def test_a_missing_reason_breaks_also_where_the_setting_is_not_known() -> None:
    verdict = judged(replace(DECLARED, reason=""), setting=None, setting_reason=Reason.NO_EVIDENCE)
    assert (verdict.outcome, verdict.reason) == (Outcome.BROKEN, Reason.MISSING_RECORD)


@pytest.mark.parametrize(
    ("age", "newest", "outcome"),
    [
        (13.5, 0, Outcome.MET),
        (14.9, 0, Outcome.MET),
        (15, 0, Outcome.BROKEN),
        (10, -6, Outcome.BROKEN),  # the recorder's clock is ahead: its own span counts
    ],
)
def test_the_measured_time_until_overwritten(age: float, newest: float, outcome: Outcome) -> None:
    verdict = judged(setting=OVERWRITING, holdings=held(age, newest=newest))
    assert verdict.outcome is outcome
    if outcome is Outcome.BROKEN:
        assert rows(verdict) == [("setting", State.FAIL, Reason.OVER_RETENTION, "overwritten_late")]


def test_a_recorder_that_runs_too_short_to_tell() -> None:
    declared = replace(DECLARED, decided_on="2026-11-10")
    verdict = judged(declared, OVERWRITING, holdings=held(9))
    assert rows(verdict) == [("setting", State.UNKNOWN, Reason.INSUFFICIENT_HISTORY, "overwriting_unproven")]


@pytest.mark.parametrize(
    ("holdings", "reason", "expected"),
    [
        (None, Reason.PERMISSION_DENIED, Reason.PERMISSION_DENIED),
        (held(3), Reason.PERMISSION_DENIED, Reason.PERMISSION_DENIED),
        (None, None, Reason.INSUFFICIENT_HISTORY),
    ],
)
def test_overwriting_needs_the_recordings(
    holdings: RecordingHoldings | None, reason: Reason | None, expected: Reason
) -> None:
    verdict = judged(setting=OVERWRITING, holdings=holdings, holdings_reason=reason)
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, expected)


def test_a_recording_too_old_counts_though_others_were_not_read() -> None:
    verdict = judged(setting=OVERWRITING, holdings=held(30), holdings_reason=Reason.PERMISSION_DENIED)
    assert verdict.outcome is Outcome.BROKEN


def test_the_day_after_gives_one_day_more() -> None:
    declared = replace(DECLARED, counted_from="next_day")
    assert judged(declared, OVERWRITING, holdings=held(15.9)).outcome is Outcome.MET
    assert judged(declared, OVERWRITING, holdings=held(16)).outcome is Outcome.BROKEN
