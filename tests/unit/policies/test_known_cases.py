"""Every control of the packs has a case in which all its parts are met, and one in which it is broken."""

from datetime import date

import pytest

from auditor import resources
from auditor.engine import registry
from auditor.model.verdict import Outcome
from auditor.policy.control import Control
from auditor.policy.loader import load_policy
from tests.unit.checks.builders import judge
from tests.unit.policies.known_cases import NEVER_FAILS, known_cases

CONTROLS = {c.id: c for c in load_policy(resources.policies(), None, date(2026, 11, 20), "starter").controls}
JUDGING = {name: control for name, control in CONTROLS.items() if not control.derived}
CHECKS = sorted({part.check for control in JUDGING.values() for part in control.parts if part.check})
GOOD, BAD = known_cases()


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_meets_its_good_case(name: str) -> None:
    assert judge(registry.check(name), GOOD[name]).outcome is Outcome.MET


@pytest.mark.parametrize("name", sorted(set(CHECKS) - NEVER_FAILS))
def test_a_check_breaks_on_its_bad_case(name: str) -> None:
    verdict = judge(registry.check(name), BAD[name])
    assert verdict.outcome is Outcome.BROKEN
    assert verdict.items, "a finding names what breaks the requirement"


@pytest.mark.parametrize("control", JUDGING.values(), ids=JUDGING.keys())
def test_every_control_can_pass_and_can_fail(control: Control) -> None:
    checks = {part.check for part in control.parts if part.check}
    assert checks <= GOOD.keys()
    # What is awaited or to be inspected is decided by an attestation, either way.
    assert checks & BAD.keys() or any(part.awaits or part.inspect for part in control.parts)


def test_a_derived_control_rests_on_controls_that_judge() -> None:
    derived = {name: control for name, control in CONTROLS.items() if control.derived}
    assert "PI-66-1" in derived
    assert {source for c in derived.values() for part in c.parts for source in part.derived_from} <= set(CONTROLS)
