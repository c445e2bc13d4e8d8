from typing import Any

import pytest

from auditor.checks import idle_lock as check
from auditor.facts.accounts import IdleTimeout
from auditor.facts.base import FactSet
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, rows, spot, whole

TEN_MINUTES = check.Parameters(max_idle=Period.parse("PT10M"))


def timeout(mechanism: str = "shell", **given: Any) -> IdleTimeout:
    sound: dict[str, Any] = {"seconds": 600, "enforced": True, "covers_idle": True}
    return IdleTimeout(place=spot(mechanism), mechanism=mechanism, **(sound | given))


def case(found: FactSet[IdleTimeout]) -> Case:
    return Case(sets=[found], parameters=TEN_MINUTES, subject=AP)


SSHD = timeout("sshd", covers_idle=False)
GOOD = case(whole(IdleTimeout, AP, timeout(), SSHD))
BAD = case(whole(IdleTimeout, AP, SSHD))


def test_one_mechanism_that_suffices_is_enough() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict)) == ((Outcome.MET, None), [])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"seconds": 0}, "idle_lock.off"),
        ({"seconds": 601}, "idle_lock.too_long"),
        ({"enforced": False}, "idle_lock.not_enforced"),
        ({"covers_idle": False}, "idle_lock.dead_only"),
    ],
)
def test_how_a_mechanism_falls_short(given: dict[str, Any], code: str) -> None:
    verdict = judge(check, case(whole(IdleTimeout, AP, timeout(**given))))
    assert rows(verdict) == [("shell", "fail", "no_idle_lock")]
    assert verdict.items[0].summary.code == code


def test_nothing_of_the_kind() -> None:
    assert rows(judge(check, case(whole(IdleTimeout, AP)))) == [("idle_lock", "fail", "no_idle_lock")]


def test_a_desktop_must_lock_its_own_screen() -> None:
    both = whole(IdleTimeout, AP, timeout(), timeout("desktop", seconds=0))
    assert rows(judge(check, case(both))) == [("desktop", "fail", "no_idle_lock")]
    assert judge(check, case(whole(IdleTimeout, AP, timeout("desktop")))).outcome is Outcome.MET


@pytest.mark.parametrize(
    "found",
    [
        nothing_of(IdleTimeout, AP, Reason.PERMISSION_DENIED),
        part_of(IdleTimeout, AP, SSHD),
        part_of(IdleTimeout, AP, timeout(seconds=3600)),
    ],
)
def test_another_mechanism_may_not_have_been_read(found: FactSet[IdleTimeout]) -> None:
    verdict = judge(check, case(found))
    assert rows(verdict) == [("idle_lock", "error", "permission_denied")]
