"""Controls that registers decide: they really do, and each is shown by a fixture that passes and one that fails."""

import pytest

from auditor.facts.records import READABLE, FiledRecord
from auditor.model.terms import Method
from auditor.policy.control import Control, Part
from tests.unit.policies.control_cases import ROOT, policy, read_fixture, reads_registers_only

CONTROLS = {control.id: control for control in policy().controls}
WITH_REGISTERS = sorted(
    control.id for control in CONTROLS.values() if any(reads_registers_only(part) for part in control.parts)
)
REGISTERED = sorted(control.id for control in CONTROLS.values() if control.info.method is Method.REGISTERED)


@pytest.mark.parametrize("pack", sorted({control.info.pack for control in CONTROLS.values()}))
def test_what_registers_decide_awaits_no_collector(pack: str) -> None:
    asked = [CONTROLS[name] for name in REGISTERED if CONTROLS[name].info.pack == pack]
    assert [c.id for c in asked if any(part.awaits is not None for part in c.parts)] == []
    assert [c.id for c in asked if not any(part.check or part.derived_from for part in c.parts)] == []


@pytest.mark.parametrize("pack", sorted({control.info.pack for control in CONTROLS.values()}))
def test_every_control_with_a_register_has_a_fixture_that_passes_and_one_that_fails(pack: str) -> None:
    lacking = {name: _lacking(CONTROLS[name]) for name in WITH_REGISTERS if CONTROLS[name].info.pack == pack}
    assert {name: told for name, told in lacking.items() if told} == {}


def _lacking(control: Control) -> str:
    path = ROOT / control.info.pack / f"{control.id}.yaml"
    if not path.is_file():
        return "no fixture"
    states: set[str] = set()
    for case in read_fixture(path).cases:
        parts = case.expect.get("parts")
        states |= {str(e.get("state")) for e in (parts.values() if parts is not None else (case.expect,))}
    wanted = ("pass", "fail") if any(_can_fail(part) for part in control.parts) else ("pass",)
    return ", ".join(f"no {state}" for state in wanted if state not in states)


def _can_fail(part: Part) -> bool:
    """False for a part that only asks for cells to be filled in: where they are empty nothing is known."""
    if not reads_registers_only(part):
        return False
    given = part.parameters
    if part.check != "record_on_file" or issubclass(READABLE[str(given["register"])], FiledRecord):
        return True
    decisive = ("values", "since", "until", "within", "words")
    return given.get("none", "fail") == "fail" or any(given.get(name) for name in decisive)
