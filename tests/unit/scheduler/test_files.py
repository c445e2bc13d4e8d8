"""What the files say while people edit them."""

import os
from datetime import time
from pathlib import Path

import pytest

from auditor.model.operation import DutyKind
from auditor.scheduler.files import Watch, known

CITY = """\
organisation: {id: minato, title: みなと市}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
"""
PLAN = 'schedule:\n  duties: [{do: audit, every: day, at: "02:15"}]\n'
TOLD = "notify:\n  folder: {path: share}\n  routes: [{channel: folder}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "inventory" / "registers").mkdir(parents=True)
    (tmp_path / "inventory" / "city.yaml").write_text(CITY, encoding="utf-8")
    (tmp_path / "inventory" / "operation.yaml").write_text(PLAN + TOLD, encoding="utf-8")
    return tmp_path


def _write(root: Path, name: str, text: str) -> None:
    (root / "inventory" / name).write_text(text, encoding="utf-8")


def test_what_the_files_say(root: Path) -> None:
    found = known(root)
    assert (found.organisation, found.wrong) == ("みなと市", ())
    assert found.schedule is not None
    assert [(d.kind, d.at) for d in found.schedule.duties] == [(DutyKind.AUDIT, time(2, 15))]
    assert found.operation.notification.folder == root / "share"


def test_a_mistake_elsewhere_leaves_schedule_and_people_known(root: Path) -> None:
    _write(root, "targets.yaml", "targets: [{id: a, kind: sever}]\n")
    found = known(root)
    assert found.schedule is not None
    assert found.schedule.duties[0].at == time(2, 15)
    assert found.operation.notification.folder == root / "share"
    assert (found.wrong[0].file, found.wrong[0].line) == ("inventory/targets.yaml", 1)


def test_a_schedule_that_cannot_be_read_is_unknown_and_people_are_those_of_before(root: Path) -> None:
    before = known(root)
    _write(root, "operation.yaml", PLAN.replace("day", "dya") + TOLD)
    found = known(root, before)
    assert found.schedule is None
    assert found.operation.notification.folder == root / "share"
    assert found.organisation == "みなと市"
    assert found.wrong


def test_a_file_that_is_half_written(root: Path) -> None:
    before = known(root)
    _write(root, "operation.yaml", PLAN[:30])
    assert known(root, before).schedule is None


def test_two_files_that_both_have_a_schedule_count_for_nothing(root: Path) -> None:
    _write(root, "more.yaml", PLAN)
    found = known(root)
    assert found.schedule is None
    assert found.wrong


def test_a_workspace_whose_share_is_gone_is_no_city_without_a_schedule(root: Path) -> None:
    before = known(root)
    for path in (root / "inventory").glob("*.yaml"):
        path.unlink()
    found = known(root, before)
    assert found.schedule is None
    assert found.organisation == "みなと市"
    assert found.operation == before.operation
    assert known(root).organisation == root.name


def test_files_that_say_nothing_have_the_usual_schedule(root: Path) -> None:
    _write(root, "operation.yaml", "")
    found = known(root)
    assert found.schedule is not None
    assert DutyKind.AUDIT in {d.kind for d in found.schedule.duties}


def test_the_watch_sees_what_is_written_added_and_removed_once(root: Path) -> None:
    watch = Watch(root)
    assert not watch.changed()
    path = root / "inventory" / "operation.yaml"
    path.write_text(PLAN, encoding="utf-8")
    assert (watch.changed(), watch.changed()) == (True, False)
    (root / "inventory" / "sub").mkdir()
    _write(root, "sub/more.yaml", "")
    assert (watch.changed(), watch.changed()) == (True, False)
    path.unlink()
    assert (watch.changed(), watch.changed()) == (True, False)


def test_the_watch_leaves_out_registers_and_hidden_files_and_bears_what_it_cannot_read(root: Path) -> None:
    watch = Watch(root)
    _write(root, "registers/roster.yaml", "register: roster\nentries: []\n")
    _write(root, ".hidden.yaml", "")
    assert not watch.changed()
    (root / "inventory" / "gone.yaml").symlink_to(root / "nowhere")
    assert (watch.changed(), watch.changed()) == (True, False)
    os.rename(root / "inventory", root / "elsewhere")
    assert watch.changed()
