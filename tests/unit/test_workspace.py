"""Workspaces: loading everything together, narrowing, and the starter."""

from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ProblemsError, UsageError
from auditor.facts.records import DocumentRecord, Entitlement, Incident, RosterEntry
from auditor.messages.rendering import in_both
from auditor.model.subject import SubjectRef
from auditor.workspace import Workspace, load_workspace, write_starter
from tests.unit.inventory.cities import NOW, POLICY, city
from tests.unit.policy.fakechecks import FakeChecks

AS_OF = date(2026, 11, 20)


def load(root: Path) -> Workspace:
    return load_workspace(root, AS_OF, NOW, checks=FakeChecks(), shipped=POLICY)


def told(root: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(ProblemsError) as caught:
        load(root)
    return [(p.file, p.line, p.column, p.message.code) for p in caught.value.problems]


def code_of(error: UsageError) -> str:
    assert all(error.message.code not in words for words in in_both(error.message).values())
    return error.message.code


def test_the_fixture_city(tmp_path: Path) -> None:
    workspace = load(city(tmp_path))
    assert workspace.policy.profile == "local"
    assert [w.id for w in workspace.waivers] == ["w1"]
    assert workspace.state_dir == tmp_path / "city" / "state"
    assert workspace.reports_dir == tmp_path / "city" / "reports"
    # OLD-1 on one linkage, SEA-1 and SEA-2 on three targets each: all are selected
    assert workspace.not_selected_rows == 0


def test_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert code_of(caught.value) == "inventory.no_workspace"


def test_problems_of_all_three_come_together(tmp_path: Path) -> None:
    root = city(tmp_path)
    for file, old, new in [
        ("inventory/city.yaml", "workers: 8", "workers: 800"),
        ("inventory/registers/incidents.yaml", "entries: []", "entries: [1]"),
        ("policies/local/profile.yaml", "attempts:", "attempt:"),
    ]:
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert told(root) == [
        ("inventory/city.yaml", 19, 12, "problems.too_large_number"),
        ("inventory/registers/incidents.yaml", 2, 11, "problems.not_mapping"),
        ("policies/local/profile.yaml", 5, 3, "policy.unknown_parameter_hint"),
    ]


def test_waivers_must_speak_of_something(tmp_path: Path) -> None:
    root = city(tmp_path)
    path = root / "inventory" / "registers" / "waivers.yaml"
    text = path.read_text(encoding="utf-8").replace("SEA-1", "SEA-9").replace("target:ap01", "target:ap02")
    path.write_text(text, encoding="utf-8")
    assert told(root) == [
        ("inventory/registers/waivers.yaml", 3, 21, "policy.unknown_control_hint"),
        ("inventory/registers/waivers.yaml", 3, 37, "inventory.unknown_subject_hint"),
    ]


@pytest.mark.parametrize(
    ("controls", "subjects", "expected", "left_out"),
    [
        (["SEA-*"], [], ["SEA-1", "SEA-2"], 1),
        (["SEA-1", "OLD-1"], [], ["OLD-1", "SEA-1"], 3),
        (["SEA-1"], ["ap01"], ["SEA-1"], 6),
        ([], ["target:*"], ["OLD-1", "SEA-1", "SEA-2"], 1),
    ],
)
def test_narrowing(
    tmp_path: Path, controls: list[str], subjects: list[str], expected: list[str], left_out: int
) -> None:
    narrowed = load(city(tmp_path)).select(controls, subjects)
    assert [c.id for c in narrowed.policy.selected] == expected
    assert narrowed.not_selected_rows == left_out
    assert narrowed.selects(SubjectRef.parse("target:ap01"))


@pytest.mark.parametrize(
    ("controls", "subjects", "code"),
    [
        (["SEA-9"], [], "policy.unknown_control_hint"),
        (["NO-SUCH-CONTROL"], [], "policy.unknown_control"),
        (["Z*"], [], "policy.unknown_control"),
        ([], ["ap02"], "inventory.unknown_subject_hint"),
        (["OLD-1"], ["ap01"], "policy.empty_selection"),
        (["SEA-1"], ["rt01"], "policy.empty_selection"),
    ],
)
def test_a_selection_of_nothing_is_refused(tmp_path: Path, controls: list[str], subjects: list[str], code: str) -> None:
    workspace = load(city(tmp_path))
    with pytest.raises(UsageError) as caught:
        workspace.select(controls, subjects)
    assert code_of(caught.value) == code


def test_a_fresh_workspace_is_valid(tmp_path: Path) -> None:
    written = write_starter(tmp_path / "new", 'みなと"市\n')
    workspace = load_workspace(tmp_path / "new", AS_OF, NOW)
    assert workspace.inventory.organisation.title == 'みなと"市'
    assert workspace.policy.profile == "local"
    assert workspace.select().policy.selected == workspace.policy.selected
    assert all(s.facts == () and not s.complete for s in workspace.registers.fact_sets(
        workspace.inventory.organisation.ref, NOW))  # fmt: skip
    for path in written:
        assert path.is_file()
        if path.suffix == ".yaml":
            first = path.read_text(encoding="utf-8").splitlines()[0]
            schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
            assert schema.resolve() in {p.resolve() for p in written}


def test_the_commented_examples_of_the_starter_are_valid(tmp_path: Path) -> None:
    write_starter(tmp_path, "みなと市")
    for name in ("roster", "entitlements", "documents", "incidents", "waivers"):
        path = tmp_path / "inventory" / "registers" / f"{name}.yaml"
        head, example = path.read_text(encoding="utf-8").split("# entries:\n")
        entries = "".join(f"{line[2:]}\n" for line in example.splitlines())
        path.write_text(f"{head}entries:\n{entries}", encoding="utf-8")
    cameras = tmp_path / "inventory" / "cameras.yaml"
    cameras.write_text("".join(
        f"{line[2:]}\n" for line in cameras.read_text(encoding="utf-8").splitlines() if line.startswith("# ")
        and (line.startswith("# cameras:") or line.startswith("#   "))
    ), encoding="utf-8")  # fmt: skip
    targets = tmp_path / "inventory" / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    for mark in ("  # - id:", "  #   ", "    #   snmp:", "    # window:"):
        text = text.replace(f"\n{mark}", f"\n{mark.replace('# ', '', 1)}")
    targets.write_text(text, encoding="utf-8")
    workspace = load_workspace(tmp_path, AS_OF, NOW)
    assert sorted(workspace.inventory.targets) == ["cs01", "rec-a", "server01"]
    assert len(workspace.inventory.targets["server01"].endpoints) == 2
    city = workspace.inventory.organisation.ref
    kept = {s.type: len(s.facts) for s in workspace.registers.fact_sets(city, NOW) if s.complete}
    assert kept == {RosterEntry: 1, Entitlement: 1, DocumentRecord: 1, Incident: 1}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "targets.yaml").write_text("mine\n")
    with pytest.raises(UsageError) as caught:
        write_starter(tmp_path, "x")
    assert code_of(caught.value) == "inventory.starter_exists"
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["targets.yaml"]
    with pytest.raises(UsageError):
        write_starter(tmp_path / "inventory" / "targets.yaml", "x")


def test_other_files_in_the_folder_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "note.txt").write_text("x")
    write_starter(tmp_path, "x")
    with pytest.raises(UsageError):
        write_starter(tmp_path, "x")
    assert load_workspace(tmp_path, AS_OF, NOW).inventory.organisation.title == "x"
