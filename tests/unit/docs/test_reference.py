"""The reference of the files that people write: every key is described, none that is not there, and examples load."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor.engine.plan import make_plan
from auditor.errors import ProblemsError
from auditor.model.terms import TransportKind
from auditor.transport.script import plan_script
from auditor.workspace import load_workspace, write_starter
from tests.unit.docs.fences import ROOT, blocks
from tests.unit.docs.schema_keys import described_keys, keys_of_files

REFERENCES = {
    name: ROOT / "docs" / f"{name}.md"
    for name in ("inventory", "registers", "registers-fields.ja", "policies", "statements")
}
DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_every_key_of_every_file_is_described_and_no_other() -> None:
    described: dict[tuple[str, str], set[str]] = {}
    for document in REFERENCES.values():
        found = described_keys(document)
        assert not set(found) & set(described)
        described |= found
    expected = keys_of_files()
    assert set(described) == set(expected)
    assert {where: keys ^ described[where] for where, keys in expected.items() if keys != described[where]} == {}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace that holds the inventory of the reference's own examples."""
    write_starter(tmp_path, "みなと市")
    for old in (tmp_path / "inventory").glob("*.yaml"):
        old.unlink()
    for number, block in enumerate(b for b in blocks(REFERENCES["inventory"]) if b.label == "inventory"):
        (tmp_path / "inventory" / f"{number}.yaml").write_text(block.text, encoding="utf-8")
    return tmp_path


def test_the_examples_of_the_inventory_are_one_valid_inventory(workspace: Path) -> None:
    loaded = load_workspace(workspace, DAY, NOW)
    assert set(loaded.inventory.targets) == {"cs01", "rec-a"}
    assert {str(s.ref) for s in loaded.inventory.subjects} >= {"linkage:suido", "camera:cam01", "zone:bango"}


def test_the_examples_of_registers_and_profile_are_valid_with_it(workspace: Path) -> None:
    roster, documents = (b for b in blocks(REFERENCES["registers"]) if b.label == "registers")
    (workspace / "inventory" / "registers" / "roster.yaml").write_text(roster.text, encoding="utf-8")
    (workspace / "inventory" / "registers" / "documents.yaml").write_text(documents.text, encoding="utf-8")
    (profile,) = (b for b in blocks(REFERENCES["policies"]) if b.label == "profile")
    (workspace / "policies" / "local" / "profile.yaml").write_text(profile.text, encoding="utf-8")
    loaded = load_workspace(workspace, DAY, NOW)
    chosen = {control.id for control in loaded.policy.selected}
    assert "PI-66-1" in chosen
    assert "NG-4-3-2-a-1" not in chosen
    assert set(loaded.registers.kept) >= {"roster", "documents"}


def test_the_sudo_lines_of_the_account_sheet_are_lines_of_the_plan(workspace: Path) -> None:
    plan = make_plan(load_workspace(workspace, DAY, NOW), DAY)
    planned = {line for job in plan.jobs if job.transport is TransportKind.SSH for line in plan_script(job).sudo_lines}
    for name in ("account-sheet.md", "account-sheet.ja.md"):
        (block,) = (b for b in blocks(ROOT / "docs" / name) if b.label == "sudoers")
        assert set(block.text.splitlines()) <= planned


def test_a_mistake_in_an_example_would_be_seen(workspace: Path) -> None:
    path = workspace / "inventory" / "0.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("sections:", "section:"), encoding="utf-8")
    with pytest.raises(ProblemsError) as told:
        load_workspace(workspace, DAY, NOW)
    assert told.value.problems[0].file == "inventory/0.yaml"
