"""Whatever targets answer, a run ends with exactly one row for every planned control and subject, and none passes
without evidence."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine.plan import make_plan
from auditor.errors import UsageError
from auditor.model.terms import OPEN_STATES, Reason, State, state_for
from auditor.store.store import Store
from auditor.workspace import Workspace, load_workspace
from tests.integration.cities import linux_target, make_city
from tests.unit.engine.answers import AS_OF, LINKAGE, NOW, run_night


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
    assessment = run_night(workspace, store, name, seed)
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
        run_night(workspace.select(["IN-14-1"], ["linkage:tax"]), store, "none", 0)
