"""Every clause of the list has a control in the pack of its document, decided as the list says."""

from datetime import date

import pytest

from auditor import resources
from auditor.model.terms import FindingClass
from auditor.policy.clauses import ListedDocument, load_clauses
from auditor.policy.control import Control
from auditor.policy.loader import load_policy

DOCUMENTS = load_clauses(resources.policies())


@pytest.fixture(scope="module")
def controls() -> dict[str, list[Control]]:
    policy = load_policy(resources.policies(), None, date(2026, 11, 20), "sample")
    found: dict[str, list[Control]] = {}
    for control in (*policy.controls, *policy.not_in_force):
        found.setdefault(control.info.pack, []).append(control)
    return found


def test_the_list_is_whole() -> None:
    clauses = [c for d in DOCUMENTS for c in d.clauses]
    assert len(DOCUMENTS) == 9
    assert len({c.id for c in clauses}) == len(clauses) == 253
    assert sum(c.tier == "related" for c in clauses) == 59


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.id)
def test_each_clause_has_a_control_and_each_control_a_clause(
    document: ListedDocument, controls: dict[str, list[Control]]
) -> None:
    assert sorted({c.id for c in controls[document.pack]}) == sorted(c.id for c in document.clauses)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.id)
def test_each_control_is_decided_as_the_clause_list_says(
    document: ListedDocument, controls: dict[str, list[Control]]
) -> None:
    by_id = {c.id: c for c in controls[document.pack]}
    said = {c.id: (c.method, c.subject, c.tier) for c in document.clauses}
    assert {name: (c.info.method, c.info.subject, c.tier) for name, c in by_id.items()} == said


def test_controls_say_everything_in_both_languages(controls: dict[str, list[Control]]) -> None:
    for control in (c for found in controls.values() for c in found):
        info = control.info
        for words in (info.title, info.requirement, info.remediation, info.legal_basis, *info.parts.values()):
            assert words.ja.strip(), control.id
            assert words.en.strip(), control.id
            assert words.ja != words.en, control.id


def test_legacy_packs_are_never_above_an_observation_and_name_what_lives_on(
    controls: dict[str, list[Control]],
) -> None:
    grave = (FindingClass.MAJOR, FindingClass.MINOR)
    for control in (c for found in controls.values() for c in found):
        if control.info.legacy:
            assert control.info.finding_class not in grave, control.id
            assert control.info.maps_to, control.id
    assert {pack for pack, found in controls.items() if all(c.info.legacy for c in found)} == {"ng", "od", "cb"}


def test_what_asks_the_same_is_asked_of_the_same_kind_of_subject(controls: dict[str, list[Control]]) -> None:
    by_name: dict[str, list[Control]] = {}
    for control in (c for found in controls.values() for c in found):
        if control.info.equivalent:
            by_name.setdefault(control.info.equivalent, []).append(control)
    shared = {name: found for name, found in by_name.items() if len(found) > 1}
    assert len(shared) >= 8
    kinds = {name: {c.info.subject for c in found} for name, found in shared.items()}
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}
