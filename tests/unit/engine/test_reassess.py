"""Judging a recorded night again: nothing differs where nothing is other, and only what is other shows where it is."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine import recorded
from auditor.engine.reassess import Rejudgement, night_to_judge, reassess
from auditor.engine.recorded import FilesOf, Ground, load_ground
from auditor.errors import AuditorError, ProblemsError, StoreError, UsageError
from auditor.model.result import Assessment, Result
from auditor.model.subject import target_ref
from auditor.model.terms import Reason, State
from auditor.policy.loader import read_policy
from auditor.store.protection import Protection
from auditor.store.prune import prune
from auditor.store.record import AnyFactSet
from auditor.store.store import Store
from auditor.workspace import Workspace, load_workspace
from tests.integration.cities import CONTROLS, City, linux_target, make_city
from tests.unit.engine.answers import AS_OF, LINKAGE, NOW, run_night

KEY = Protection(b"k" * 32)
MORNING = NOW + timedelta(hours=6)
LOGS = """{id: logs, title: logs, kind: server, platform: linux, zone: juki, tags: [juki_net],
   reach: {local: {path: logs}},
   logs: [{source: operation, folder: ., name: "%Y%m%d.csv", started: 2026-11-01, expected: all}]}"""
ZONES = "zones: [{id: juki, title: juki, kind: juki_net, reachable_from: [office]}]\n"
SMALL = "profile: small\ntitle: {ja: 小, en: small}\ncontrols: [IN-20-2]\noverlays: [juki_log_inagi]\n"
WAIVERS = """register: waivers
entries:
  - {id: W1, control: NG-4-2-2-a-2, subject: "linkage:tax", reason: r, measure: m, approver: p, approved_on: 2026-11-01,
     expires: 2026-12-01}
"""
DOCUMENTS = """register: documents
entries:
  - {id: D1, kind: password_statement, title: t, linkage: tax, party: x, file: d.txt, in_force_from: 2026-04-01}
"""


@dataclass(frozen=True, kw_only=True)
class Night:
    """A recorded night and where it was recorded."""

    city: City
    store: Store
    result: Assessment

    @property
    def id(self) -> str:
        return self.result.run.id

    def again(
        self,
        *,
        reparse: bool = False,
        as_of: date = AS_OF,
        inventory: FilesOf = FilesOf.NIGHT,
        policies: FilesOf = FilesOf.TODAY,
        profile: str | None = None,
    ) -> Assessment:
        """Judge it again, as a new run."""
        asked = Ground(
            root=self.city.root,
            night=night_to_judge(self.store, self.id),
            as_of=as_of,
            now=MORNING,
            inventory=inventory,
            policies=policies,
            profile=profile,
        )
        terms = Rejudgement(
            run_id=f"again-{len(self.store.runs())}",
            ground=asked,
            store=self.store,
            clock=lambda: MORNING,
            reparse=reparse,
        )
        return reassess(load_ground(self.store, asked), terms)


def _city(root: Path) -> City:
    targets = [*(linux_target(name, "127.0.0.1", 22, "kansa") for name in ("a", "b")), LOGS]
    city = make_city(root, targets, more=LINKAGE + ZONES)
    registers = city.root / "inventory" / "registers"
    (registers / "files").mkdir(parents=True)
    (registers / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    (registers / "documents.yaml").write_text(DOCUMENTS, encoding="utf-8")
    (registers / "files" / "d.txt").write_text("12 characters\n", encoding="utf-8")
    (city.root / "policies" / "local" / "profile-small.yaml").write_text(SMALL, encoding="utf-8")
    (city.root / "logs").mkdir()
    for n in range(1, 20):
        line = f"2026-11-{n:02} 09:00:00,login\n"
        (city.root / "logs" / f"202611{n:02}.csv").write_text(line * (n != 7), encoding="utf-8")
    return city


def _workspace(city: City) -> Workspace:
    return load_workspace(city.root, AS_OF, NOW)


def _night(tmp_path: Path, seed: int = 4, scope: str = "") -> Night:
    city = _city(tmp_path / "city")
    store = Store.open(city.root / "state" / "auditor.db", protection=KEY)
    return Night(city=city, store=store, result=run_night(_workspace(city), store, "night", seed, scope=scope))


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return _night(tmp_path)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[City, Store]:
    city = _city(tmp_path_factory.mktemp("city") / "city")
    return city, Store.open(city.root / "state" / "auditor.db", protection=KEY)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(min_value=0, max_value=2**31),
    reparse=st.booleans(),
    policies=st.sampled_from(FilesOf),
    later=st.integers(min_value=0, max_value=3),
)
def test_not_one_row_differs_whatever_targets_answered(
    place: tuple[City, Store], seed: int, reparse: bool, policies: FilesOf, later: int
) -> None:
    """The same inputs, profile, date and program: the same rows, in the same order; nights between change nothing."""
    city, store = place
    workspace = _workspace(city)
    night = Night(city=city, store=store, result=run_night(workspace, store, f"run-{len(store.runs())}", seed))
    for n in range(later):
        run_night(workspace, store, f"run-{len(store.runs())}", seed + n)
    again = night.again(reparse=reparse, policies=policies)
    _same(again, night.result)
    assert store.assessment(again.run.id) == again


def _same(again: Assessment, first: Assessment) -> None:
    for one, other in zip(again.results, first.results, strict=True):
        assert one == other
    assert again.coverage == first.coverage
    assert again.controls == first.controls
    assert again.subjects == first.subjects
    assert again.targets == first.targets


def test_what_is_recorded_says_whose_evidence_it_is(night: Night) -> None:
    again = night.again()
    assert (again.run.reassesses, again.run.as_of, again.run.profile) == ("night", AS_OF, "test")
    (summary,) = (r for r in night.store.runs() if r.id == again.run.id)
    assert (summary.reassesses, summary.scope, summary.is_night) == ("night", "", False)
    (original,) = night.store.nights()
    assert summary.plan_digest == original.plan_digest
    assert [m.code for m in again.missed] == ["reassess.headline"]
    assert again.missed[0].args == {
        "run": "night",
        "night": "2026-11-20",
        "profile": "test",
        "as_of": "2026-11-20",
    }


def test_inventory_registers_and_waivers_are_those_of_the_night(night: Night) -> None:
    root = night.city.root
    assert any(r.waiver for r in night.result.results)
    shutil.rmtree(root / "inventory")
    shutil.rmtree(root / "logs")
    _same(night.again(), night.result)


def test_todays_inventory_when_asked_for(night: Night) -> None:
    root = night.city.root
    targets = root / "inventory" / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace("id: b, title: b", "id: c, title: c").replace("[a, b]", "[a]"), encoding="utf-8")
    (root / "inventory" / "registers" / "waivers.yaml").unlink()
    again = night.again(inventory=FilesOf.TODAY)
    assert not any(r.waiver for r in again.results)
    subjects = {r.subject for r in again.results}
    assert target_ref("b") not in subjects
    rows = _rows(again, target_ref("c"))
    # Nobody asked c that night: nothing of it can be good.
    assert rows
    assert State.PASS not in {r.state for r in rows}
    assert any(part.summary.code == "reassess.not_read" for row in rows for part in row.parts)
    assert [m.code for m in again.missed] == ["reassess.headline", "reassess.todays_inventory"]
    before = {(r.control, r.state) for r in _rows(night.result, target_ref("a"))}
    assert {(r.control, r.state) for r in _rows(again, target_ref("a"))} == before


def _rows(assessment: Assessment, subject: object) -> list[Result]:
    return [r for r in assessment.results if r.subject == subject]


def test_logs_that_are_not_stored_keep_what_the_night_read_of_them(night: Night) -> None:
    (row,) = [r for r in _rows(night.result, target_ref("logs")) if r.control == "IN-20-2"]
    assert {(i.key, i.reason) for i in row.items} >= {("20261107.csv", Reason.LOG_DAMAGED)}
    live = night.city.root / "logs"
    for path in live.iterdir():
        path.write_text("2020-01-01 00:00:00,somebody else's\n", encoding="utf-8")
    again = night.again(reparse=True)
    _same(again, night.result)
    assert [(m.code, dict(m.args)) for m in again.missed][1:] == [
        ("reassess.reread", {}),
        ("reassess.kept", {"targets": ("logs",)}),
    ]


def test_a_recorded_profile_that_is_gone_today_is_told_and_the_nights_policies_still_serve(night: Night) -> None:
    profile = night.city.root / "policies" / "local" / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("profile: test", "profile: other"), encoding="utf-8")
    with pytest.raises(UsageError) as told:
        night.again()
    assert (told.value.message.code, told.value.message.args["profile"]) == ("reassess.profile_gone", "test")
    with pytest.raises(UsageError) as told:
        night.again(profile="nobody")
    assert told.value.message.code.startswith("policy.unknown_profile")
    again = night.again(policies=FilesOf.NIGHT)
    _same(again, night.result)
    assert [m.code for m in again.missed] == ["reassess.headline", "reassess.nights_policies"]
    _same(night.again(profile="other"), night.result)


def test_another_profile_judges_other_rows_by_the_same_facts(night: Night) -> None:
    again = night.again(profile="small")
    (row,) = again.results
    assert (again.run.profile, row.control, row.subject) == ("small", "IN-20-2", target_ref("logs"))
    assert row in night.result.results
    with_starter = night.again(profile="starter")
    opened = {r.control for r in with_starter.results if r.reason is Reason.NO_CRITERION}
    assert opened  # the starter sets no limits that a city must decide itself
    assert not opened & {r.control for r in night.result.results if r.reason is Reason.NO_CRITERION}


def test_a_wider_profile_than_the_nights_says_what_nobody_read(tmp_path: Path) -> None:
    city = _city(tmp_path / "city")
    profile = city.root / "policies" / "local" / "profile.yaml"
    narrow = profile.read_text(encoding="utf-8").replace(CONTROLS, "controls: [IN-22-1, IN-20-2]")
    wide = profile.read_text(encoding="utf-8")
    profile.write_text(narrow, encoding="utf-8")
    store = Store.open(city.root / "state" / "auditor.db")
    night = Night(city=city, store=store, result=run_night(_workspace(city), store, "night", 4))
    profile.write_text(wide, encoding="utf-8")
    again = night.again()
    assert len(again.results) > len(night.result.results)
    before = {(r.control, r.subject): r for r in night.result.results}
    for row in again.results:
        if (row.control, row.subject) in before:
            assert row == before[row.control, row.subject]
        else:
            assert row.state is not State.PASS or row.evidence
    said = {part.summary.code for row in again.results for part in row.parts}
    assert "reassess.not_read" in said


def test_expiry_is_judged_on_the_date_asked_for(night: Night) -> None:
    later = night.again(as_of=date(2026, 12, 7))
    assert later.run.as_of == date(2026, 12, 7)
    assert any(r.waiver for r in night.result.results)
    assert not any(r.waiver for r in later.results)
    (row,) = [r for r in _rows(later, target_ref("logs")) if r.control == "IN-20-2"]
    gaps = {i.key for i in row.items if i.reason is Reason.LOG_GAP}
    assert not gaps  # the days after the reading were not looked at: neither missing nor there
    assert ("unseen", Reason.INSUFFICIENT_HISTORY) in {(i.key, i.reason) for i in row.items}
    earlier = night.again(as_of=date(2026, 11, 10))
    (row,) = [r for r in _rows(earlier, target_ref("logs")) if r.control == "IN-20-2"]
    assert {i.key for i in row.items if i.state is State.FAIL} == {"20261107.csv"}


def test_an_audit_of_a_part_is_judged_again_as_that_part(tmp_path: Path) -> None:
    city = _city(tmp_path / "city")
    store = Store.open(city.root / "state" / "auditor.db")
    part = _workspace(city).select(["IN-22-1", "IN-2*"], ["target:a"])
    result = run_night(part, store, "part", 4, scope="--control IN-22-1 --control 'IN-2*' --subject target:a")
    night = Night(city=city, store=store, result=result)
    again = night.again()
    _same(again, result)
    assert again.run.scope == result.run.scope
    assert store.nights() == ()


@pytest.mark.parametrize("scope", ["--zone office", "--control", "--control 'a", "x --control"])
def test_a_scope_of_another_version_is_told(tmp_path: Path, scope: str) -> None:
    night = _night(tmp_path, scope=scope)
    with pytest.raises(UsageError) as told:
        night.again()
    assert told.value.message.code == "reassess.scope"


class _OldStore(Store):
    """Records as 0.1.0 did: the files, but not their names."""

    def record_sets(
        self,
        run_id: str,
        name: str,
        artefacts: Mapping[str, bytes],
        sets: Sequence[AnyFactSet],
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Record without the listing."""
        super().record_sets(run_id, name, artefacts, sets)


def test_a_night_of_the_first_version_can_be_judged_with_todays_inventory(tmp_path: Path) -> None:
    city = _city(tmp_path / "city")
    store = _OldStore.open(city.root / "state" / "auditor.db")
    night = Night(city=city, store=store, result=run_night(_workspace(city), store, "old", 4))
    with pytest.raises(UsageError) as told:
        night.again()
    assert (told.value.message.code, told.value.message.args["run"]) == ("reassess.no_inventory", "old")
    with pytest.raises(UsageError) as told:
        night.again(inventory=FilesOf.TODAY, policies=FilesOf.NIGHT)
    assert told.value.message.code == "reassess.no_policies"
    again = night.again(inventory=FilesOf.TODAY)
    states = [(r.control, r.subject, r.state, r.reason) for r in again.results]
    assert states == [(r.control, r.subject, r.state, r.reason) for r in night.result.results]


def test_only_a_night_that_ended_is_judged_again(night: Night) -> None:
    again = night.again()
    night.store.begin_run("broken", AS_OF, NOW, "test", "x", "sha256:0")
    for run, code in (
        ("nowhere", "cli.no_such_run"),
        ("broken", "reassess.unfinished"),
        (again.run.id, "reassess.not_a_night"),
    ):
        with pytest.raises(UsageError) as told:
            night_to_judge(night.store, run)
        assert told.value.message.code == code
        assert told.value.message.args["run"] == run


def test_nothing_is_recorded_when_it_cannot_be_judged(night: Night) -> None:
    before = night.store.runs()
    with pytest.raises(AuditorError):
        night.again(profile="nobody")
    assert night.store.runs() == before


def test_without_the_key_the_nights_files_cannot_be_read_but_its_facts_can(night: Night) -> None:
    night.store.close()
    with Store.open(night.city.root / "state" / "auditor.db") as store:
        keyless = replace(night, store=store)
        with pytest.raises(StoreError) as told:
            keyless.again()
        assert told.value.message.code == "store.no_key"
        states = [r.state for r in keyless.again(inventory=FilesOf.TODAY).results]
        assert states == [r.state for r in night.result.results]
        with pytest.raises(StoreError) as told:
            keyless.again(inventory=FilesOf.TODAY, reparse=True)
        assert told.value.message.code == "store.no_key"


def test_what_is_deleted_by_its_retention_is_told_with_what_can_still_be_done(night: Night) -> None:
    for path in night.city.root.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# a year later\n", encoding="utf-8")
    later = AS_OF + timedelta(days=365)
    run_night(_workspace(night.city), night.store, "later", 5, as_of=later)
    with night.store.writing() as connection:
        assert prune(connection, later, KEY).digests
    for policies, inventory, code in (
        (FilesOf.TODAY, FilesOf.NIGHT, "reassess.inventory_pruned"),
        (FilesOf.NIGHT, FilesOf.TODAY, "reassess.policies_pruned"),
    ):
        with pytest.raises(UsageError) as told:
            night.again(policies=policies, inventory=inventory)
        assert (told.value.message.code, told.value.message.args["run"]) == (code, "night")
    with pytest.raises(UsageError) as told:
        night.again(inventory=FilesOf.TODAY, reparse=True)
    assert told.value.message.code == "reassess.artefacts_pruned"
    again = night.again(inventory=FilesOf.TODAY)
    assert [r.state for r in again.results] == [r.state for r in night.result.results]


def test_what_todays_program_refuses_of_that_night_is_told_as_the_nights_file(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Ground(root=night.city.root, night=night_to_judge(night.store, "night"), as_of=AS_OF, now=MORNING)
    files = dict(night.store.files_of("night", "inventory"))
    files["inventory/city.yaml"] += "楽園: 1\n".encode()
    (night.city.root / "policies" / "local" / "more.yaml").write_text("x: 1\n", encoding="utf-8")
    monkeypatch.setattr(
        Store, "files_of", lambda _self, _run, name: files if name == "inventory" else MappingProxyType({})
    )
    with pytest.raises(ProblemsError) as told:
        load_ground(night.store, asked)
    assert [(p.file, p.line) for p in told.value.problems] == [
        ("night:inventory/city.yaml", 5),
        ("policies/local/more.yaml", 0),
    ]


@pytest.mark.parametrize("path", ["../../evil.yaml", "/etc/evil.yaml", "auditor:../x", "inventory/a\nb.yaml", ""])
def test_a_recorded_name_never_leads_out_of_the_folder(
    night: Night, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Ground(root=night.city.root, night=night_to_judge(night.store, "night"), as_of=AS_OF, now=MORNING)
    monkeypatch.setattr(Store, "files_of", lambda *_: {path: b"x: 1\n"})
    with pytest.raises(StoreError) as told:
        load_ground(night.store, asked)
    assert told.value.message.code == "reassess.bad_path"


def test_the_nights_files_lie_in_a_folder_of_the_owners_alone_and_leave_nothing(
    night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    modes: list[tuple[str, int]] = []

    def watched(*given: Any, **named: Any) -> Any:
        modes.extend((path.name[:14], path.stat().st_mode & 0o777) for path in place.iterdir())
        return read_policy(*given, **named)

    monkeypatch.setattr(recorded, "read_policy", watched)
    night.again()
    assert modes == [("auditor-night-", 0o700)]
    assert list(place.iterdir()) == []
    place.rmdir()
    place.touch()
    with pytest.raises(UsageError) as told:
        night.again()
    assert told.value.message.code == "reassess.no_room"


def test_the_moment_of_judging_is_not_the_moment_of_reading(night: Night) -> None:
    again = night.again()
    assert isinstance(again.run.started, datetime)
    assert (again.run.started, night.result.run.started) == (MORNING, NOW)
    declared = [a.collected_at for r in again.results for a in r.evidence]
    assert set(declared) == {a.collected_at for r in night.result.results for a in r.evidence}
