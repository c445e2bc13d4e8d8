"""The sample city's night, judged again when all its servers are gone and its files with them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from auditor import resources
from auditor.demo.start import Demonstration, demonstration
from auditor.engine.assessment import Frame, run_assessment
from auditor.engine.plan import make_plan
from auditor.engine.reassess import Rejudgement, night_to_judge, reassess
from auditor.engine.recorded import FilesOf, Ground, load_ground
from auditor.model.result import Assessment
from auditor.model.terms import State
from auditor.scheduler.session import open_store, session_context, take_secrets
from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault
from auditor.workspace import load_workspace


@dataclass(frozen=True, kw_only=True)
class City:
    """What is left when the night is over: the store, and an empty folder."""

    root: Path
    store: Store
    night: Assessment

    def again(
        self,
        *,
        reparse: bool = False,
        policies: FilesOf = FilesOf.TODAY,
        profile: str | None = None,
        as_of: date | None = None,
    ) -> Assessment:
        now = self.night.run.finished + timedelta(hours=1)
        run = night_to_judge(self.store, self.night.run.id)
        ground = Ground(
            root=self.root, night=run, as_of=as_of or run.as_of, now=now, policies=policies, profile=profile
        )
        terms = Rejudgement(
            run_id=f"again-{len(self.store.runs())}",
            ground=ground,
            store=self.store,
            clock=lambda: now,
            reparse=reparse,
        )
        return reassess(load_ground(self.store, ground), terms)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("sample") / "city"
    with demonstration(folder, resources.sample_inventory(), 1, lambda _: None) as demo:
        night = _night(demo)
    for name in ("inventory", "files", "hosts"):
        shutil.rmtree(folder / name)
    with open_store(folder / "state", _vault(folder)) as store:
        yield City(root=folder, store=store, night=night)


def _vault(folder: Path) -> Vault:
    return Vault.open(folder / "state" / "vault.json", VaultKey.from_file(folder / "state" / "vault.key"))


def _night(demo: Demonstration) -> Assessment:
    workspace = load_workspace(demo.workspace, demo.day, demo.clock())
    plan, vault = make_plan(workspace, demo.day), _vault(demo.workspace)
    secret = take_secrets(vault, plan.jobs)
    with open_store(workspace.state_dir, vault) as store:
        frame = Frame(
            run_id="night",
            as_of=demo.day,
            context=session_context(workspace, store, secret, demo.clock, Event()),
            store=store,
            notify=lambda _done, _total, _target: None,
            credential_versions=secret.versions,
            sample=True,
        )
        return run_assessment(workspace, plan, frame)


@pytest.mark.parametrize("reparse", [False, True], ids=["facts", "artefacts"])
@pytest.mark.parametrize("policies", list(FilesOf))
def test_not_one_row_differs(city: City, reparse: bool, policies: FilesOf) -> None:
    again = city.again(reparse=reparse, policies=policies)
    for one, other in zip(again.results, city.night.results, strict=True):
        assert one == other
    assert again.coverage == city.night.coverage
    assert again.targets == city.night.targets
    assert (again.run.sample, again.run.reassesses) == (True, "night")


def test_logs_and_recordings_are_not_read_anew_and_it_is_said(city: City) -> None:
    said = {m.code: m.args for m in city.again(reparse=True).missed}
    assert said["reassess.kept"] == {"targets": ("cs01", "jgw01")}


def test_the_night_had_something_to_say(city: City) -> None:
    states = [r.state for r in city.night.results]
    assert states.count(State.PASS) > 20
    assert states.count(State.FAIL) > 10


def test_under_the_starter_profile_a_year_later(city: City) -> None:
    again = city.again(profile="starter", as_of=city.night.run.as_of + timedelta(days=365))
    before = {(r.control, r.subject): r for r in city.night.results}
    assert {(r.control, r.subject) for r in again.results} <= set(before)
    for row in again.results:
        # A year on documents expire and days were not seen; nothing becomes better by waiting.
        was = before[row.control, row.subject]
        assert row.state is not State.PASS or was.state is State.PASS
