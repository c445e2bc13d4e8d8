"""Parts that misbehave: whatever they do, each row is there and none passes by it."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from auditor.engine import registry
from auditor.engine.assess import assess
from auditor.engine.parse import fact_sets
from auditor.facts.recordings import RecordingHoldings, RecordingSpan, RetentionSetting
from auditor.model.job import Capture, CaptureStatus, JobOutcome
from auditor.model.subject import SubjectRef
from auditor.model.target import CameraDeclaration, TargetDescription
from auditor.model.terms import Basis, Completeness, Platform, Reason, State, SubjectKind, TransportKind
from auditor.model.verdict import Item, Outcome, Verdict
from auditor.model.words import message
from tests.unit.engine.world import DOOR, NOW, check_of, circumstances, door, fact_set, part, row

LOCKED = fact_set([door("a", locked=True)])
SAID = message("engine.parts_met")


@pytest.mark.parametrize(
    "returned",
    [
        None,
        True,
        "pass",
        Verdict(outcome=Outcome.BROKEN, reason=None, summary=SAID),
        Verdict(outcome=cast("Any", "met"), reason=None, summary=SAID, items=cast("Any", (None,))),
    ],
)
def test_a_check_that_returns_no_sound_verdict(returned: Any) -> None:
    odd = replace(circumstances(LOCKED), find_check=lambda _: check_of(lambda *_: returned, DOOR))
    result = assess(row(part("odd")), odd)
    assert (result.state, result.reason) == (State.ERROR, Reason.CRASHED)


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(outcome=Outcome.OPEN, reason=None, summary=SAID, examined=1),
        Verdict(
            outcome=Outcome.MET,
            reason=None,
            summary=SAID,
            items=(Item(key="a", state=State.UNKNOWN, reason=None, summary=SAID),),
        ),
        Verdict(
            outcome=Outcome.MET,
            reason=None,
            summary=SAID,
            items=(Item(key="a", state=State.FAIL, reason=Reason.LATE, summary=SAID),),
        ),
    ],
)
def test_a_verdict_at_odds_with_itself_is_no_pass(verdict: Verdict) -> None:
    odd = replace(circumstances(LOCKED), find_check=lambda _: check_of(lambda *_: verdict, DOOR))
    assert assess(row(part("odd")), odd).state is not State.PASS


def test_a_crashing_parser_is_the_crash_of_every_camera_it_would_have_spoken_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def parse(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(registry, "parser", lambda _: SimpleNamespace(parse=parse))
    described = TargetDescription(
        id="rec-a",
        subject=SubjectRef(SubjectKind.RECORDER, "rec-a"),
        title="録画機",
        platform=Platform.RECORDER,
        cameras=(CameraDeclaration(camera="cam01", folder="cam01"), CameraDeclaration(camera="cam02", folder="cam02")),
    )
    outcome = JobOutcome(
        job="rec-a/local",
        target="rec-a",
        transport=TransportKind.LOCAL,
        started=NOW,
        finished=NOW + timedelta(seconds=1),
        captures=(Capture(collector="local_recordings", command="recordings/cam01", status=CaptureStatus.OK),),
    )
    sets = fact_sets(outcome, described, ("local_recordings",), basis=Basis.LIVE)
    found = {(s.subject.id, s.type) for s in sets if s.completeness is Completeness.ABSENT}
    asked = (RecordingHoldings, RecordingSpan, RetentionSetting)
    assert found == {(owner, fact) for owner in ("rec-a", "cam01", "cam02") for fact in asked}
    assert {s.reason for s in sets} == {Reason.CRASHED}
