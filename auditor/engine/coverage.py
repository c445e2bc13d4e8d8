"""The headline numbers and the exit code of an assessment."""

from collections.abc import Iterable, Sequence

from auditor.errors import ExitCode
from auditor.model.result import Coverage, Result
from auditor.model.terms import OPEN_STATES, State


def coverage(results: Sequence[Result], notapplicable: int, notselected: int) -> Coverage:
    """Counts over the applicable rows, with what was left out beside them."""
    states = [r.state for r in results]
    passed, failed = states.count(State.PASS), states.count(State.FAIL)
    return Coverage(
        subjects=len({r.subject for r in results}),
        controls=len({r.control for r in results}),
        rows=len(results) + notapplicable + notselected,
        applicable=len(results),
        judged=passed + failed,
        passed=passed,
        failed=failed,
        open=sum(s in OPEN_STATES for s in states),
        notapplicable=notapplicable,
        notselected=notselected,
    )


def exit_code(results: Iterable[Result]) -> ExitCode:
    """OPEN outranks FINDINGS; a waived fail counts as satisfied here."""
    worst = ExitCode.SATISFIED
    for result in results:
        if result.state in OPEN_STATES:
            return ExitCode.OPEN
        if result.state is State.FAIL and not result.satisfied:
            worst = ExitCode.FINDINGS
    return worst
