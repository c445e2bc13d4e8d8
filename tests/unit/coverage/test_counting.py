"""Clauses, controls and judgements of the starter workspace, counted."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor import resources
from auditor.coverage.counting import applies_here, count_documents, total
from auditor.coverage.growing import candidates
from auditor.coverage.pages import INDEX, pages
from auditor.engine import registry
from auditor.model.words import Language
from auditor.policy.clauses import load_clauses
from auditor.workspace import Workspace, load_workspace, write_starter

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DOCUMENTS = load_clauses(resources.policies())


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("city")
    write_starter(folder, "見本市")
    return load_workspace(folder, date(2026, 11, 20), NOW)


def test_every_clause_has_a_control_and_the_starter_selects_a_dozen(starter: Workspace) -> None:
    counts = count_documents(DOCUMENTS, starter, ())
    every = total(counts)
    assert (every.clauses, every.with_control, every.selected, every.judged) == (253, 253, 12, 0)
    assert every.automated + every.hybrid + every.registered == 253
    assert [d.without_control for d in counts] == [()] * 9


def test_judged_counts_only_what_is_selected_and_applies(starter: Workspace) -> None:
    nothing = total(count_documents(DOCUMENTS, starter, {"IN-3"}))
    assert nothing.judged == 0
    applicable = next(c.id for c in starter.policy.selected if _applies(c.id, starter))
    assert total(count_documents(DOCUMENTS, starter, {applicable})).judged == 1


def _applies(control: str, workspace: Workspace) -> bool:
    found = workspace.policy.control(control)
    assert found is not None
    return applies_here(found, workspace)


def test_a_clause_without_a_control_is_named(starter: Workspace) -> None:
    first = DOCUMENTS[0]
    more = replace(first.clauses[0], id="NG-99")
    counts = count_documents([replace(first, clauses=(*first.clauses, more))], starter, ())
    assert counts[0].without_control == ("NG-99",)
    assert counts[0].count.with_control == len(first.clauses)


def test_what_to_add_next_is_not_selected_and_applies_and_comes_nearest_first(starter: Workspace) -> None:
    found = candidates(starter, registry.check, NOW)
    selected = {c.id for c in starter.policy.selected}
    assert found
    assert not selected & {c.control.id for c in found}
    assert all(_applies(c.control.id, starter) for c in found)
    assert [c.wants for c in found] == sorted(c.wants for c in found)
    posts = next(c for c in found if c.control.id == "IN-3")
    assert "役職・責任者" in [r.ja for r in posts.registers]
    assert posts.parameters


def test_the_pages_name_every_control(starter: Workspace) -> None:
    policy = starter.policy
    controls = sorted((*policy.controls, *policy.not_in_force), key=lambda c: c.info.pack)
    for language in Language:
        found = pages(controls, policy.parameters, language)
        assert set(found) == {INDEX, "cb", "in", "kc", "kd", "ko", "kr", "ng", "od", "pi"}
        text = "\n".join(found.values())
        assert all(f"## {c.id} " in text for c in controls)


def test_the_pages_in_docs_are_current() -> None:
    from auditor.policy.loader import load_policy

    policy = load_policy(resources.policies(), None, date(2026, 11, 20))
    controls = sorted((*policy.controls, *policy.not_in_force), key=lambda c: c.info.pack)
    folder = Path(__file__).parents[3] / "docs" / "controls"
    for language, suffix in ((Language.JA, ".ja.md"), (Language.EN, ".md")):
        for name, text in pages(controls, policy.parameters, language).items():
            written = (folder / f"{name}{suffix}").read_text(encoding="utf-8")
            assert written == text, f"{name}{suffix}: auditor explain --pages docs/controls"
