"""Parts to a row: all is worst first; any is best first, and open while an open part could still be the one."""

import itertools

import pytest

from auditor.engine.joining import join
from auditor.model.result import PartResult
from auditor.model.terms import Reason, State
from auditor.model.words import message

REASONS = {
    State.FAIL: Reason.REQUIREMENT_NOT_MET,
    State.ERROR: Reason.TIMEOUT,
    State.UNKNOWN: Reason.EMPTY,
    State.NOTCHECKED: Reason.NO_COLLECTOR,
    State.PASS: None,
}
ORDER = list(REASONS)


def _part(state: State) -> PartResult:
    return PartResult(id=state.value, state=state, reason=REASONS[state], summary=message("engine.parts_met"))


@pytest.mark.parametrize(("one", "other"), list(itertools.product(ORDER, ORDER)))
def test_all_takes_the_worst(one: State, other: State) -> None:
    state, reason, _ = join([_part(one), _part(other)], "all")
    worst = min(one, other, key=ORDER.index)
    assert (state, reason) == (worst, REASONS[worst])


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((State.PASS, State.FAIL), State.PASS),
        ((State.FAIL, State.UNKNOWN), State.UNKNOWN),
        ((State.FAIL, State.NOTCHECKED), State.NOTCHECKED),
        ((State.ERROR, State.UNKNOWN, State.FAIL), State.ERROR),
        ((State.FAIL, State.FAIL), State.FAIL),
    ],
)
def test_any_passes_with_one_and_fails_only_when_all_fail(states: tuple[State, ...], expected: State) -> None:
    assert join([_part(s) for s in states], "any")[0] is expected
