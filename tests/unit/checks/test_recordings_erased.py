"""KC-6-5-a: exact rows for what must be gone, the clock it is judged by, and each way of not knowing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from auditor.checks import recordings_erased as check
from auditor.facts.base import Fact, FactSet
from auditor.facts.host import ClockSkew
from auditor.facts.recordings import DeclaredCamera, RecordingHoldings, RecordingSpan
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, State, SubjectKind
from auditor.model.verdict import Outcome, Verdict

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")
PLACE = Place(origin="local:recordings/cam01")
DECLARED = DeclaredCamera(place=PLACE, camera="cam01", retention_days=14, reason="x", decided_on="2026-04-01")
LIMIT = timedelta(days=15)
"""14 days and 24 hours of grace."""
SECOND = timedelta(seconds=1)


def span(age: timedelta, path: str = "", **changes: Any) -> RecordingSpan:
    began = NOW - age
    made = RecordingSpan(
        place=PLACE, camera="cam01", path=path or f"{began:%Y%m%d-%H%M%S}.mp4", start=began, modified=began, size=10
    )
    return replace(made, **changes)


def holdings(spans: Iterable[RecordingSpan], **changes: Any) -> RecordingHoldings:
    found = list(spans)
    made = RecordingHoldings(
        place=PLACE,
        camera="cam01",
        count=len(found),
        total_bytes=sum(s.size for s in found),
        oldest=min((s.began for s in found), default=None),
        newest=max((s.began for s in found), default=None),
        listed_at=NOW,
    )
    return replace(made, **changes)


def skew(seconds: float, uncertainty: float = 0.1) -> ClockSkew:
    return ClockSkew(place=PLACE, seconds=seconds, uncertainty=uncertainty, source="snmp")


def facts(kind: type[Fact], subject: SubjectRef, found: Iterable[Fact], reason: Reason | None = None) -> FactSet[Any]:
    given = tuple(found)
    partial = Completeness.PARTIAL if given else Completeness.ABSENT
    return FactSet(
        type=kind,
        subject=subject,
        facts=given,
        completeness=Completeness.COMPLETE if reason is None else partial,
        reason=reason,
        basis=Basis.LIVE,
        collected_at=NOW,
    )


def judged(
    spans: Iterable[RecordingSpan],
    *,
    declared: DeclaredCamera | None = DECLARED,
    held: RecordingHoldings | None = None,
    clock: ClockSkew | None = None,
    clock_reason: Reason | None = None,
    reason: Reason | None = None,
) -> Verdict:
    found = list(spans)
    clocks = [] if clock_reason else [clock or skew(0)]
    sets = [
        facts(RecordingSpan, CAMERA, found, reason),
        facts(RecordingHoldings, CAMERA, [held or holdings(found)], reason),
        facts(DeclaredCamera, CAMERA, [declared] if declared else []),
        facts(ClockSkew, RECORDER, clocks, clock_reason),
    ]
    view = view_of(CAMERA, date(2026, 11, 20), check.NEEDS, sets)
    parameters = check.Parameters(grace=Period.parse("PT24H"), max_skew=Period.parse("PT60S"))
    return check.judge(view, parameters)


def rows(verdict: Verdict) -> list[tuple[str, State, Reason | None, str]]:
    return [(i.key, i.state, i.reason, i.summary.code.partition(".")[2]) for i in verdict.items]


def test_all_gone_in_time() -> None:
    spans = [span(timedelta(days=d), f"{d}.mp4") for d in range(1, 15)]
    verdict = judged(spans)
    assert (verdict.outcome, verdict.items, verdict.examined) == (Outcome.MET, (), 14)
    assert verdict.summary.args == {"days": 14, "grace": "P1D"}
    assert verdict.measured == {
        "recordings": 14,
        "leftovers": 0,
        "oldest": "2026-11-06T03:00:00+00:00",
        "newest": "2026-11-19T03:00:00+00:00",
        "over": 0,
        "more": False,
        "clock_skew": 0.0,
    }


@pytest.mark.parametrize(
    ("age", "outcome"), [(LIMIT - SECOND, Outcome.MET), (LIMIT, Outcome.MET), (LIMIT + SECOND, Outcome.BROKEN)]
)
def test_to_the_second(age: timedelta, outcome: Outcome) -> None:
    assert judged([span(age)]).outcome is outcome


def test_the_day_after_counts_from_midnight_in_japan() -> None:
    """NOW is noon in Japan, so the next midnight after a recording at noon is twelve hours later."""
    declared = replace(DECLARED, counted_from="next_day")
    half = timedelta(hours=12)
    assert judged([span(LIMIT + half)], declared=declared).outcome is Outcome.MET
    # begun the second before midnight: its next day begins a second later, not a day
    assert judged([span(LIMIT + half + SECOND)], declared=declared).outcome is Outcome.BROKEN


def test_what_is_kept_too_long() -> None:
    spans = [span(timedelta(days=45), "a.mp4"), span(timedelta(days=16), "b.mp4"), span(timedelta(days=1), "c.mp4")]
    verdict = judged(spans)
    assert (verdict.outcome, verdict.reason, verdict.examined) == (Outcome.BROKEN, Reason.OVER_RETENTION, 3)
    assert rows(verdict) == [
        ("a.mp4", State.FAIL, Reason.OVER_RETENTION, "over"),
        ("b.mp4", State.FAIL, Reason.OVER_RETENTION, "over"),
    ]
    assert verdict.items[0].measured == {
        "began": "2026-10-06T03:00:00+00:00",
        "due": "2026-10-20T03:00:00+00:00",
        "age": 45 * 86400,
    }
    assert verdict.items[0].summary.args == {"path": "a.mp4", "days": 14}


def test_leftovers_count_playable_or_not() -> None:
    old = timedelta(days=200)
    spans = [
        span(old, "export/a.mp4", leftover=True),
        span(old, "export/b.zip", leftover=True, shared=True),
        span(old, "c.jpg", start=None),
        span(old, "d.mp4.part", start=None, size=0),
    ]
    assert [(key, code) for key, _, _, code in rows(judged(spans))] == [
        ("c.jpg", "over"),
        ("d.mp4.part", "over"),
        ("export/a.mp4", "over_leftover"),
        ("export/b.zip", "over_shared"),
    ]


def test_an_old_file_of_unknown_kind_is_open() -> None:
    verdict = judged([span(timedelta(days=400), "index.db", start=None), span(timedelta(days=1))])
    assert rows(verdict) == [("index.db", State.UNKNOWN, Reason.PARTIAL_COVERAGE, "unknown_kind")]
    assert verdict.outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("seconds", "uncertainty", "outcome", "code"),
    [
        (60, 0, Outcome.MET, None),
        (-60, 0, Outcome.MET, None),
        (60.5, 0.1, Outcome.BROKEN, "clock_ahead"),
        (-1560, 1, Outcome.BROKEN, "clock_behind"),
        (59, 2, Outcome.OPEN, "clock_inexact"),
        (61, 2, Outcome.OPEN, "clock_inexact"),
    ],
)
def test_the_clock_itself(seconds: float, uncertainty: float, outcome: Outcome, code: str | None) -> None:
    verdict = judged([span(timedelta(days=1))], clock=skew(seconds, uncertainty))
    assert verdict.outcome is outcome
    assert [(key, c) for key, _, _, c in rows(verdict)] == ([("clock", code)] if code else [])
    if outcome is Outcome.BROKEN:
        assert verdict.reason is Reason.CLOCK_SKEW
        assert verdict.items[0].measured == {"skew": seconds, "uncertainty": uncertainty}


def test_names_are_corrected_by_the_skew() -> None:
    """A clock that is an hour ahead gives names an hour too late: the recording is an hour older than it looks."""
    hour = timedelta(hours=1)
    ahead = judged([span(LIMIT - hour + SECOND, "a.mp4")], clock=skew(3600))
    assert [key for key, *_ in rows(ahead)] == ["clock", "a.mp4"]
    behind = judged([span(LIMIT + hour, "a.mp4")], clock=skew(-3600))
    assert [key for key, *_ in rows(behind)] == ["clock"]


def test_without_the_clock_nothing_is_judged() -> None:
    verdict = judged([span(timedelta(days=45))], clock_reason=Reason.TIMEOUT)
    assert rows(verdict) == [("clock", State.ERROR, Reason.TIMEOUT, "no_clock")]
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.TIMEOUT)


def test_a_name_that_lies_does_not_help() -> None:
    old, new = NOW - timedelta(days=45), NOW - timedelta(days=1)
    for start, modified in ((old, new), (new, old)):
        one = span(timedelta(0), "a.mp4", start=start, modified=modified)
        verdict = judged([one], held=holdings([one], contradicting=1))
        assert [key for key, *_ in rows(verdict)] == ["a.mp4", "names"]
        assert verdict.items[1].state is State.INFORMATIONAL


def test_times_to_come_are_open() -> None:
    one = span(-timedelta(days=2), "a.mp4")
    verdict = judged([one])
    assert rows(verdict) == [("future", State.UNKNOWN, Reason.CONFLICTING_EVIDENCE, "future")]


def test_a_clock_years_ahead_with_names_to_match_is_corrected() -> None:
    years = 3 * 365 * 86400
    good = judged([span(-timedelta(seconds=years) + timedelta(days=3))], clock=skew(years))
    assert [key for key, *_ in rows(good)] == ["clock"]


def test_at_most_a_hundred_are_named() -> None:
    spans = [span(timedelta(days=40, minutes=n), f"{n:03}.mp4") for n in range(100)]
    verdict = judged(spans, held=holdings(spans, count=5000))
    assert len(verdict.items) == 100
    assert (verdict.measured["over"], verdict.measured["more"], verdict.examined) == (100, True, 5000)


def test_nothing_kept_is_open() -> None:
    verdict = judged([])
    assert rows(verdict) == [("holdings", State.UNKNOWN, Reason.EMPTY, "empty")]
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.EMPTY)


@pytest.mark.parametrize("declared", [None, replace(DECLARED, retention_days=None)])
def test_without_a_declared_period_there_is_no_criterion(declared: DeclaredCamera | None) -> None:
    verdict = judged([span(timedelta(days=1))], declared=declared)
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.NO_CRITERION)


def test_a_folder_read_in_part_still_shows_what_is_old() -> None:
    verdict = judged([span(timedelta(days=45), "a.mp4")], reason=Reason.PERMISSION_DENIED)
    assert verdict.outcome is Outcome.BROKEN


@pytest.mark.parametrize("reason", [Reason.UNREACHABLE, Reason.TIMEOUT, Reason.NO_EVIDENCE])
def test_a_folder_that_was_not_read(reason: Reason) -> None:
    sets = [
        facts(RecordingSpan, CAMERA, [], reason),
        facts(RecordingHoldings, CAMERA, [], reason),
        facts(DeclaredCamera, CAMERA, [DECLARED]),
        facts(ClockSkew, RECORDER, [skew(0)]),
    ]
    view = view_of(CAMERA, date(2026, 11, 20), check.NEEDS, sets)
    verdict = check.judge(view, check.Parameters(grace=Period.parse("PT24H"), max_skew=Period.parse("PT60S")))
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, reason)
