"""The policy of the fixture packs: controls, values, versions."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.errors import ProblemsError, UsageError
from auditor.model.periods import Period
from auditor.model.result import Words
from auditor.model.terms import FindingClass
from auditor.policy.control import Control, Policy
from auditor.policy.loader import load_policy
from tests.unit.inventory.cities import FIXTURE, POLICY
from tests.unit.policy.fakechecks import FakeChecks

AS_OF = date(2026, 11, 20)


def policy_of(
    shipped: Path = POLICY, local: Path | None = None, as_of: date = AS_OF, name: str | None = None
) -> Policy:
    return load_policy(shipped, local, as_of, name, FakeChecks())


def control(policy: Policy, name: str) -> Control:
    found = policy.control(name)
    assert found is not None
    return found


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the fixture policies that a test may change."""
    shutil.copytree(POLICY, tmp_path / "policies")
    return tmp_path / "policies"


def test_the_starter_is_chosen_where_there_is_no_local_profile() -> None:
    policy = policy_of()
    assert (policy.profile, policy.title) == ("starter", Words(ja="はじめの監査項目", en="Starter"))
    assert [c.id for c in policy.selected] == ["OLD-1", "SEA-1", "SEA-2"]
    assert policy.packs == ("old", "sea")


def test_a_control() -> None:
    sea = control(policy_of(), "SEA-1")
    assert sea.applies_to == {"tags": ("juki_net",), "kind": ("server", "terminal")}
    assert sea.info.finding_class is FindingClass.MAJOR
    assert sea.info.legal_basis.en == "act of the sea, art. 1"
    assert sea.info.document.ja == "海の基準"
    assert sea.info.maps_to == ("PI-66-1",)
    assert sea.equivalent == "guessing"
    assert sea.join == "all"
    assert control(policy_of(), "SEA-2").parts[0].derived_from == ("SEA-1",)


def test_values_and_what_is_missing() -> None:
    strength, lockout = control(policy_of(), "SEA-1").parts
    assert strength.parameters == {"min_length": 10, "service": "login"}
    assert strength.sources == {"min_length": Words(ja="国の助言", en="national advice")}
    assert strength.missing == ()
    assert lockout.parameters == {}
    assert lockout.missing == (Words(ja="失敗の回数", en="failed attempts"),)


def test_a_workspace_may_be_a_checkout_with_its_own_copy_of_what_ships(shipped: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout" / "policies"
    shutil.copytree(shipped, checkout)
    assert [c.id for c in policy_of(shipped, checkout).selected] == [c.id for c in policy_of(shipped).selected]
    catalog = checkout / "sea" / "catalog.yaml"
    catalog.write_text(catalog.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    with pytest.raises(ProblemsError):
        policy_of(shipped, checkout)


def test_the_local_profile_adds_to_what_it_extends() -> None:
    policy = policy_of(local=FIXTURE / "policies")
    strength, lockout = control(policy, "SEA-1").parts
    assert policy.profile == "local"
    assert strength.parameters["min_length"] == 10
    assert lockout.parameters == {"attempts": 3}
    source = "情報セキュリティ対策基準 第20条"
    assert lockout.sources == {"attempts": Words(ja=source, en=source)}
    assert lockout.missing == ()


@pytest.mark.parametrize(
    ("own", "expected"),
    [("length: {value: 8, source: s}", 10), ("length: {value: 12, source: s}", 12)],
)
def test_of_overlay_and_profile_the_stricter_wins(shipped: Path, own: str, expected: int) -> None:
    (shipped / "starter" / "profile.yaml").write_text(
        f"profile: starter\ntitle: t\npacks: [sea]\noverlays: [advice]\nparameters: {{{own}}}\n"
    )
    assert control(policy_of(shipped), "SEA-1").parts[0].parameters["min_length"] == expected


def test_what_extends_may_set_a_laxer_value_than_what_it_extends(shipped: Path, tmp_path: Path) -> None:
    local = tmp_path / "city" / "policies" / "local"
    local.mkdir(parents=True)
    (local / "profile.yaml").write_text(
        "profile: local\ntitle: t\nextends: starter\nparameters: {length: {value: 8, source: own rule},"
        " idle: {value: ＰＴ１０Ｍ, source: s}, words: {value: [a, 1], source: s}}\n"
    )
    parts = control(policy_of(shipped, local.parent), "SEA-1").parts
    assert parts[0].parameters == {
        "min_length": 8,
        "max_idle": Period(exact=timedelta(minutes=10)),
        "service": "login",
    }
    assert parts[1].parameters == {"words": ("a", "1")}


def test_a_legacy_control_counts_whatever_its_dates_and_never_weighs_much() -> None:
    old = control(policy_of(as_of=date(2030, 1, 1)), "OLD-1")
    assert old.info.legacy
    assert old.info.finding_class is FindingClass.OBSERVATION


def test_the_date_selects_among_versions(shipped: Path) -> None:
    text = (shipped / "sea" / "catalog.yaml").read_text()
    newer = text.replace("effective_from: 2002-08-05", "effective_from: 2027-04-01").replace(
        "推測されにくい", "破られにくい"
    )
    (shipped / "sea" / "catalog-2027.yaml").write_text(newer)
    older = text.replace("effective_from: 2002-08-05", "effective_from: 2002-08-05\n  effective_to: 2027-03-31")
    (shipped / "sea" / "catalog.yaml").write_text(older)
    before, after = policy_of(shipped), policy_of(shipped, as_of=date(2027, 4, 1))
    assert control(before, "SEA-1").info.requirement.ja == "推測されにくいこと"
    assert control(after, "SEA-1").info.requirement.ja == "破られにくいこと"
    assert control(before, "SEA-1").revision != control(after, "SEA-1").revision
    assert [c.id for c in after.controls] == ["OLD-1", "SEA-1", "SEA-2"]
    early = policy_of(shipped, as_of=date(2001, 1, 1))
    assert [c.id for c in early.controls] == ["OLD-1"]
    assert [c.id for c in early.not_in_force] == ["SEA-1", "SEA-2"]


def test_the_revision_is_of_what_is_asked_not_of_the_citys_values(shipped: Path) -> None:
    def revision() -> str:
        return control(policy_of(shipped, FIXTURE / "policies"), "SEA-1").revision

    first = revision()
    assert first == control(policy_of(), "SEA-1").revision
    assert len(first) == 16
    catalog = shipped / "sea" / "catalog.yaml"
    text = catalog.read_text()
    catalog.write_text(text.replace("Make it longer", "Mend it").replace("class: major", "class: minor"))
    assert revision() == first
    catalog.write_text(text.replace("options: {service: login}", "options: {service: sshd}"))
    assert revision() != first


def test_applying_and_counting() -> None:
    sea = control(policy_of(), "SEA-1")
    server = {"tags": frozenset({"juki_net", "x"}), "kind": frozenset({"server"}), "platform": frozenset({"windows"})}
    assert sea.applies(server)
    assert not sea.applies({**server, "kind": frozenset({"router"})})
    assert not sea.applies({"kind": frozenset({"server"})})
    assert [p.id for p in sea.parts if p.counts_for(server)] == ["lockout"]
    assert control(policy_of(), "OLD-1").applies({"counterparty_logs_on": frozenset({"true"})})


def test_a_profile_that_does_not_exist() -> None:
    with pytest.raises(UsageError) as caught:
        policy_of(name="startr")
    assert caught.value.message.code == "policy.unknown_profile_hint"
    assert caught.value.message.args["hint"] == "starter"


def test_shipped_and_local_folder_may_be_the_same(shipped: Path) -> None:
    assert len(policy_of(shipped, shipped).controls) == 3


def test_policies_are_values(shipped: Path) -> None:
    policy = policy_of(shipped)
    assert replace(policy, selected=()).controls == policy.controls
