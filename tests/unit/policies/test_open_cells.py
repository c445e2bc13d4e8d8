"""A cell that nobody filled in makes no row disappear: controls that it decides on apply until it says no."""

import pytest
from pydantic import TypeAdapter

from auditor.model.terms import SubjectKind
from auditor.policy.words import Condition
from tests.unit.policies.control_cases import policy

OF_LINKAGES = {
    "external_server": ("OD-4", "OD-5", "OD-6", "OD-8", "OD-13", "OD-15"),
    "off_purpose": ("OD-12", "OD-18"),
    "outsourced": ("NG-A", "OD-16"),
    "provision": ("PI-70",),
}
OF_CONTRACTS = {"personal_information": ("PI-66-2", "KR-17-1", "KR-17-1-b", "KR-17-2")}
CASES = [(key, name) for found in (OF_LINKAGES, OF_CONTRACTS) for key, names in found.items() for name in names]


@pytest.mark.parametrize(("attribute", "identifier"), CASES)
def test_yes_and_unknown_apply_and_no_does_not(attribute: str, identifier: str) -> None:
    control = policy().control(identifier)
    assert control is not None
    others = {"status": frozenset({"running"}), "kinds": frozenset({"mayor_office"})}
    applies = {
        answer: control.applies({**others, attribute: frozenset({answer})}) for answer in ("yes", "unknown", "no")
    }
    assert applies == {"yes": True, "unknown": True, "no": False}


def test_a_bare_yes_is_a_yes() -> None:
    adapter = TypeAdapter(Condition)
    assert adapter.validate_python({"off_purpose": [True, "unknown"], "outsourced": False}) == {
        "off_purpose": ("yes", "unknown"),
        "outsourced": ("no",),
    }
    assert adapter.validate_python({"counterparty_logs_on": True}) == {"counterparty_logs_on": ("true",)}


@pytest.mark.parametrize("identifier", ["KR-17-1", "KR-17-1-b", "KR-17-2"])
def test_a_contract_without_kinds_is_asked_about(identifier: str) -> None:
    control = policy().control(identifier)
    assert control is not None
    nothing_filled = {"kinds": frozenset({"unknown"}), "personal_information": frozenset({"unknown"})}
    assert control.applies(nothing_filled)
    assert not control.applies({**nothing_filled, "kinds": frozenset({"other_agency"})})


def test_every_linkage_is_asked_where_it_leads() -> None:
    control = policy().control("PI-71")
    assert control is not None
    assert control.subject is SubjectKind.LINKAGE
    assert control.applies({})


@pytest.mark.parametrize(("identifier", "tag"), [("KR-7-1", "personal_information"), ("KD-5-1", "deceased")])
@pytest.mark.parametrize("platform", ["linux", "windows", "network_device", "recorder", "other"])
def test_accounts_are_asked_of_every_platform(identifier: str, tag: str, platform: str) -> None:
    control = policy().control(identifier)
    assert control is not None
    attributes = {"tags": frozenset({tag}), "platform": frozenset({platform})}
    counted = [part for part in control.parts if part.id.startswith("accounts") and part.counts_for(attributes)]
    assert [bool(part.check) for part in counted] == [platform == "linux"]
