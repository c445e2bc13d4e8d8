"""Whole nights after an entry was deleted: nothing that needs the register passes, then or when judged again."""

from pathlib import Path

import pytest

from auditor.engine.reassess import Rejudgement, night_to_judge, reassess
from auditor.engine.recorded import FilesOf, Ground, load_ground
from auditor.facts.removed import RemovedRecord
from auditor.model.result import Assessment, PartResult
from auditor.model.terms import Reason, State
from auditor.store.store import Store
from auditor.workspace import load_workspace
from tests.integration.cities import City, linux_target, make_city
from tests.unit.engine.answers import AS_OF, LINKAGE, NOW, run_night

ENTRIES = (
    "- {id: e1, person: p1, target: a}\n- {id: e2, person: p2, target: a, granted: 2026-01-05, ended: 2026-02-01}\n"
)
FIRST = ENTRIES.splitlines(keepends=True)[0]
REMOVAL = """\
register: removals
entries:
- {id: r, register: 利用資格, record: e2, removed_on: 2026-11-01, approved_by: 課長}
"""


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = make_city(
        tmp_path / "city", [linux_target("a", "127.0.0.1", 22, "kansa")], more=LINKAGE.replace(", b]", "]")
    )
    write(made, ENTRIES)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "state" / "auditor.db")


def write(city: City, entries: str, removals: str = "") -> None:
    registers = city.root / "inventory" / "registers"
    registers.mkdir(parents=True, exist_ok=True)
    (registers / "roster.yaml").write_text(
        "register: roster\nentries: [{person: p1}, {person: p2}]\n", encoding="utf-8"
    )
    (registers / "entitlements.yaml").write_text(f"register: entitlements\nentries:\n{entries}", encoding="utf-8")
    (registers / "removals.yaml").write_text(removals or "register: removals\n", encoding="utf-8")


def night(city: City, store: Store, name: str) -> Assessment:
    return run_night(load_workspace(city.root, AS_OF, NOW), store, name, 1)


def again(city: City, store: Store, name: str, inventory: FilesOf = FilesOf.NIGHT) -> Assessment:
    ground = Ground(root=city.root, night=night_to_judge(store, name), as_of=AS_OF, now=NOW, inventory=inventory)
    run = f"again-{len(store.runs())}"
    terms = Rejudgement(run_id=run, ground=ground, store=store, clock=lambda: NOW)
    return reassess(load_ground(store, ground), terms)


def resting(assessment: Assessment) -> list[PartResult]:
    """The parts that rest on the register of entitlements."""
    parts = (part for result in assessment.results for part in result.parts)
    return [part for part in parts if any(a.origin == "register:entitlements" for a in part.evidence)]


def barred(assessment: Assessment) -> bool:
    """Whether every part that rests on the register is barred from passing, and some say why."""
    reasons = {reason for part in resting(assessment) for reason in (part.reason, part.incomplete)}
    whole = all(part.state is not State.PASS for part in resting(assessment))
    return whole and Reason.RECORD_REMOVED in reasons


def test_a_deleted_entry_bars_passes_until_its_removal_is_on_record(city: City, store: Store) -> None:
    first = night(city, store, "n1")
    assert resting(first)
    assert not barred(first)
    write(city, FIRST)
    assert barred(night(city, store, "n2"))
    assert barred(night(city, store, "n3"))
    found = store.latest_facts(RemovedRecord, load_workspace(city.root, AS_OF, NOW).inventory.organisation.ref, None)
    assert found is not None
    assert [f.key for f in found.facts] == ["entitlements/e2"]
    write(city, FIRST, REMOVAL)
    assert not barred(night(city, store, "n4"))
    write(city, ENTRIES)
    assert not barred(night(city, store, "n5"))


def test_judging_again_sees_the_same(city: City, store: Store) -> None:
    night(city, store, "n1")
    write(city, FIRST)
    judged = night(city, store, "n2")
    write(city, ENTRIES)
    assert not barred(again(city, store, "n1"))
    repeated = again(city, store, "n2")
    assert barred(repeated)
    assert [(r.control, r.subject, r.state, r.reason) for r in repeated.results] == [
        (r.control, r.subject, r.state, r.reason) for r in judged.results
    ]
    assert not barred(again(city, store, "n2", FilesOf.TODAY))
    write(city, FIRST)
    assert barred(again(city, store, "n1", FilesOf.TODAY))
