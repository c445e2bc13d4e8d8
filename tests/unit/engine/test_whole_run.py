"""Whatever targets answer, a run ends with exactly one row for every planned control and subject, and none passes
without evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine.assessment import Frame, run_assessment
from auditor.engine.collect import failed
from auditor.engine.plan import make_plan
from auditor.errors import UsageError
from auditor.model.credential import Credential
from auditor.model.job import Capture, CaptureStatus, Job, JobOutcome
from auditor.model.result import Assessment
from auditor.model.terms import OPEN_STATES, Reason, State, state_for
from auditor.model.words import message
from auditor.store.store import Store
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import Deliver, SessionContext
from auditor.workspace import Workspace, load_workspace
from tests.integration.cities import linux_target, make_city

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
OURS = (Reason.INTERRUPTED, Reason.CRASHED)
ANSWERS = (b"", b"\x00\xff\xfe", b"root:x:0:0:root:/root:/bin/bash\n", b"yes\n" * 50, "設定\n".encode("cp932"))
LINKAGE = """
linkages:
  - {id: tax, title: tax, systems: [a, b], counterparty: x, counterparty_logs_on: true}
"""


def _no_credential(name: str) -> Credential:
    raise AssertionError(name)


def _capture(collector: str, command: str, chance: Random) -> Capture:
    import hashlib

    output = chance.choice(ANSWERS)
    return Capture(
        collector=collector,
        command=command,
        status=chance.choice(list(CaptureStatus)),
        exit_code=chance.choice([0, 1, 2, None]),
        output=output,
        digest="sha256:" + hashlib.sha256(output).hexdigest(),
        argv=("x",),
        taken_at=NOW,
    )


def _answer(job: Job, chance: Random) -> JobOutcome:
    """Anything a target might make of a job: nothing, half of it, garbage."""
    if chance.random() < 0.3:
        reason = chance.choice([r for r in Reason if state_for(r) is State.ERROR and r not in OURS])
        return failed(job, reason, message("engine.job_failed", target=job.target), NOW, NOW)
    captures = tuple(
        _capture(request.collector, command.id, chance)
        for request in job.requests
        for command in request.commands
        if chance.random() < 0.8
    )
    return JobOutcome(
        job=job.id, target=job.target, transport=job.transport, started=NOW, finished=NOW, captures=captures
    )


def _run(workspace: Workspace, store: Store, name: str, seed: int) -> Assessment:
    def run(jobs: Sequence[Job], context: SessionContext, deliver: Deliver) -> None:
        chance = Random(seed)  # noqa: S311 - plays a target, no secret
        for job in jobs:
            deliver(_answer(job, chance))

    context = SessionContext(
        credential=_no_credential,
        gate=CredentialGate(),
        known_hosts=Path("known_hosts"),
        redaction_key=b"k" * 32,
        clock=lambda: NOW,
    )
    frame = Frame(
        run_id=name,
        as_of=AS_OF,
        context=context,
        store=store,
        notify=lambda _done, _total, _target: None,
        credential_versions={},
        find_transport=lambda _: cast("Any", SimpleNamespace(run=run)),
    )
    return run_assessment(workspace, make_plan(workspace, AS_OF), frame)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Workspace and store, shown shortly when an example fails."""

    workspace: Workspace
    store: Store

    def __repr__(self) -> str:
        return "Place"


@pytest.fixture(scope="module")
def place(workspace: Workspace, store: Store) -> Place:
    return Place(workspace=workspace, store=store)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    targets = [linux_target(name, "127.0.0.1", 22, "kansa") for name in ("a", "b")]
    city = make_city(tmp_path_factory.mktemp("city") / "city", targets, more=LINKAGE)
    return load_workspace(city.root, AS_OF, NOW)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("state") / "auditor.db")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0, max_value=2**31))
def test_rows_are_complete_whatever_targets_answer(place: Place, seed: int) -> None:
    workspace, store = place.workspace, place.store
    name = f"run-{len(store.runs())}"
    assessment = _run(workspace, store, name, seed)
    planned = [(r.control.info.id, r.subject.ref) for r in make_plan(workspace, AS_OF).rows]
    assert [(r.control, r.subject) for r in assessment.results] == planned
    assert assessment.coverage.applicable == len(planned)
    for result in assessment.results:
        assert result.reason is not Reason.CRASHED, (result.control, [p.summary for p in result.parts])
        assert (result.reason is None) == (result.state is State.PASS)
        if result.state is State.PASS:
            assert result.evidence
        if result.reason is not None:
            assert state_for(result.reason) is result.state
        assert result.state in OPEN_STATES | {State.PASS, State.FAIL}
    assert store.assessment(name) == assessment


def test_an_empty_selection_is_an_error(workspace: Workspace, store: Store) -> None:
    with pytest.raises(UsageError, match="empty_selection"):
        _run(workspace.select(["IN-14-1"], ["linkage:tax"]), store, "none", 0)
