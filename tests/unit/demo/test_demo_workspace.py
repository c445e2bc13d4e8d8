"""The demonstration's workspace on other days than the sample's, and what it may delete."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from auditor import resources
from auditor.demo.running_city import RunningCity
from auditor.demo.workspace_files import SAMPLE_DATE, CopyTerms, clear_folder, move_dates, write_workspace
from auditor.errors import UsageError
from auditor.facts.records import DocumentRecord, Record
from auditor.model.evidence import Place
from auditor.workspace import Workspace, load_workspace

SAMPLE = resources.sample_inventory()


def everywhere() -> dict[tuple[str, int], tuple[str, int]]:
    """Some place for every address of the sample inventory."""
    city = RunningCity()
    hosts = ("juki-ap01", "juki-db01", "file01", "bk01", "cs01", "jgw01", "kanshi01", "log01", "ntp01")
    city.ssh = {name: ("127.0.0.1", 2200 + n) for n, name in enumerate(hosts)}
    city.snmp = {name: ("127.0.0.1", 1600 + n) for n, name in enumerate(("juki-ap01", "cs01", "jsw01", "rec-a"))}
    return dict(city.places((SAMPLE / "targets.yaml").read_text(encoding="utf-8")))


def copied(folder: Path, today: date) -> Workspace:
    write_workspace(SAMPLE, folder, CopyTerms(today=today, places=everywhere(), files=folder / "files"))
    return load_workspace(folder, today, datetime(today.year, today.month, today.day, 3, tzinfo=UTC))


def documents(workspace: Workspace) -> dict[str, DocumentRecord]:
    sets = workspace.registers.fact_sets(workspace.inventory.organisation.ref, datetime(2026, 11, 20, tzinfo=UTC))
    return {f.id: f for s in sets for f in s.facts if isinstance(f, DocumentRecord)}


def _values(records: Iterable[Record]) -> list[Record]:
    """Records whatever file they stand in."""
    nowhere = Place(origin="")
    return sorted((replace(record, place=nowhere) for record in records), key=lambda record: record.key)


def test_the_sample_inventory_as_it_stands_is_valid(tmp_path: Path) -> None:
    places = {place: place for place in everywhere()}
    files = Path("/srv/auditor")
    write_workspace(SAMPLE, tmp_path, CopyTerms(today=SAMPLE_DATE, places=places, files=files))
    for path in SAMPLE.rglob("*"):
        if path.is_file():
            copy = tmp_path / "inventory" / path.relative_to(SAMPLE)
            if not copy.exists():
                assert (path.parent.name, path.suffix) in (("registers", ".yaml"), ("excel", ".xlsx"))
                continue
            assert copy.read_bytes() == path.read_bytes(), path.name
    read_at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    workspace = load_workspace(tmp_path, SAMPLE_DATE, read_at)
    original = load_workspace(SAMPLE.parent, SAMPLE_DATE, read_at, profile="starter").registers
    assert set(workspace.registers.kept) == set(original.kept)
    for name in original.kept:
        assert _values(workspace.registers.records(name)) == _values(original.records(name)), name
    assert len(workspace.policy.selected) == 253


def test_the_workbooks_that_ship_hold_what_the_yaml_says(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "inventory")
    registers = tmp_path / "inventory" / "registers"
    waivers = (registers / "waivers.yaml").read_bytes()
    for path in registers.glob("*.yaml"):
        path.unlink()
    (registers / "waivers.yaml").write_bytes(waivers)
    for path in (SAMPLE / "excel").iterdir():
        shutil.copy(path, registers)
    read_at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    found = load_workspace(tmp_path, SAMPLE_DATE, read_at, profile="starter").registers
    original = load_workspace(SAMPLE.parent, SAMPLE_DATE, read_at, profile="starter").registers
    assert set(found.kept) == set(original.kept)
    for name in original.kept:
        assert _values(found.records(name)) == _values(original.records(name)), f"{name}: make sample"


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2027, 2, 28), date(2031, 4, 30)])
def test_documents_keep_their_age_and_their_files_fit_on_any_day(tmp_path: Path, today: date) -> None:
    found = documents(copied(tmp_path, today))
    assert found["kz-kanshi"].approved_on == today - (SAMPLE_DATE - date(2026, 4, 8))
    assert found["su-massho"].approved_on == today - (SAMPLE_DATE - date(2025, 6, 12))
    changed = {d.id for d in found.values() if d.found_digest != d.declared_digest}
    assert changed == {"ka-kanshi"}
    sample = found["kz-kiroku"]
    assert sample.newest_entry is not None
    assert sample.newest_entry.date() == sample.sampled_on


def test_history_stays_and_the_near_past_moves() -> None:
    day = SAMPLE_DATE + timedelta(days=10)
    text = "started: 2007-04-01, decided_on: 2026-04-01, found: 2026-07-24T09:30, name: a-2026-04-01-2"
    assert move_dates(text, day) == (
        "started: 2007-04-01, decided_on: 2026-04-11, found: 2026-08-03T09:30, name: a-2026-04-01-2"
    )
    assert move_dates("2026-02-30", day) == "2026-02-30"


def test_every_address_is_replaced(tmp_path: Path) -> None:
    workspace = copied(tmp_path, SAMPLE_DATE)
    targets = (workspace.root / "inventory" / "targets.yaml").read_text(encoding="utf-8")
    assert "host: 10." not in targets
    assert "/srv/auditor" not in targets
    assert targets.count("host: 127.0.0.1") == len(everywhere())


def test_an_address_without_server_is_refused(tmp_path: Path) -> None:
    terms = CopyTerms(today=SAMPLE_DATE, places={}, files=tmp_path)
    with pytest.raises(UsageError) as caught:
        write_workspace(SAMPLE, tmp_path, terms)
    assert caught.value.message.code == "demo.no_server"


def test_a_folder_that_no_demonstration_made_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "inventory" / "own.yaml"
    own.parent.mkdir()
    own.write_text("mine", encoding="ascii")
    with pytest.raises(UsageError) as caught:
        clear_folder(tmp_path)
    assert caught.value.message.code == "demo.not_ours"
    assert own.read_text(encoding="ascii") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["inventory"]


def test_a_folder_of_an_earlier_one_is_emptied_of_what_it_made(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    folder = tmp_path / "demo"
    clear_folder(folder)
    (folder / "inventory").mkdir()
    (folder / "notes.txt").write_text("mine", encoding="ascii")
    (folder / "reports").symlink_to(elsewhere)
    clear_folder(folder)
    assert sorted(p.name for p in folder.iterdir()) == [".auditor-demo", "notes.txt"]
    assert (elsewhere / "kept").exists()


def test_the_sample_files_have_the_digests_on_record() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (SAMPLE / "registers").glob("*.yaml"))
    for path in sorted((SAMPLE / "registers" / "files").iterdir()):
        if path.stem.endswith("-riseki"):  # behind the attestations, which the demonstration makes anew
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert (digest in text) == (path.name != "ka-kanshi.txt"), path.name
