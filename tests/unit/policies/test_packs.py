"""The shipped packs, parameters, overlays and profiles fit together and say what they must."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor import resources
from auditor.model.result import Words
from auditor.model.terms import FindingClass, Method, SubjectKind
from auditor.policy.control import Policy
from auditor.policy.loader import load_policy

POLICIES = resources.policies()
AS_OF = date(2026, 11, 20)

NG = (
    "NG-4-2-2-a-2",
    "NG-4-2-2-b-1",
    "NG-4-2-2-b-2c",
    "NG-4-2-2-b-2e-a",
    "NG-4-3-1-a",
    "NG-4-3-2-a-1",
    "NG-4-3-2-b-1",
)
IN = ("IN-14-1", "IN-20-2", "IN-22-1")
KC = ("KC-6-4", "KC-6-5-a")

METHODS = dict.fromkeys((*NG, *IN, *KC), Method.HYBRID) | dict.fromkeys(
    ("NG-4-3-1-a", "NG-4-3-2-a-1", "IN-14-1", "IN-20-2", "KC-6-5-a"), Method.AUTOMATED
)
"""As the clause list has them."""

UNSET_IN_STARTER = {
    "document_validity",
    "log_freshness",
    "access_log_window",
    "revocation_working_days",
    "lockout_max_attempts",
    "idle_lock",
    "recording_grace",
    "recorder_clock_skew",
}
"""What only a city's own rule can set, and no part can do without."""


def policy(profile: str = "starter", local: Path | None = None) -> Policy:
    return load_policy(POLICIES, local, AS_OF, profile)


def read(path: str) -> Any:
    return yaml.safe_load((POLICIES / path).read_text(encoding="utf-8"))


def titles(names: set[str]) -> set[str]:
    return {p["title"]["ja"] for p in read("parameters.yaml")["parameters"] if p["id"] in names}


def test_the_starter_selects_a_dozen_controls() -> None:
    assert {c.id for c in policy().selected} == {*NG, *IN, *KC}


@pytest.mark.parametrize(("pack", "controls"), [("ng", NG), ("in", IN), ("kc", KC)])
def test_each_pack_has_a_profile_of_its_own(pack: str, controls: tuple[str, ...]) -> None:
    assert {c.id for c in policy(pack).selected} >= set(controls)
    assert {c.info.pack for c in policy(pack).selected} == {pack}


def test_methods_and_subjects_are_those_of_the_clause_list() -> None:
    found = {c.id: c.info for c in policy().selected}
    assert {i: info.method for i, info in found.items()} == METHODS
    assert {found[i].subject for i in NG} == {SubjectKind.LINKAGE}
    assert {found[i].subject for i in IN} == {SubjectKind.TARGET}
    assert {found[i].subject for i in KC} == {SubjectKind.CAMERA}


def test_the_legacy_pack_is_for_reference_only() -> None:
    for control in policy().selected:
        info = control.info
        assert info.legacy is (info.pack == "ng")
        assert info.maps_to, f"{info.id} names no live provision"
        if info.legacy:
            assert info.finding_class is FindingClass.OBSERVATION
            assert set(info.maps_to) <= {"PI-66-1", "PI-70"}


def test_the_date_selects_among_live_controls_and_not_among_legacy_ones() -> None:
    def selected(on: date) -> set[str]:
        return {c.id for c in load_policy(POLICIES, None, on, "starter").selected}

    assert selected(date(2000, 1, 1)) == set(NG)
    assert selected(date(2002, 8, 5)) == {*NG, *IN}
    assert selected(date(2023, 4, 1)) == {*NG, *IN, *KC}


def all_words(found: Policy) -> list[Words]:
    words: list[Words] = [found.title]
    for control in found.controls:
        info = control.info
        words += [info.title, info.requirement, info.remediation, info.legal_basis, info.document]
        words += [part.title for part in control.parts]
    return words


def test_every_text_is_there_in_both_languages() -> None:
    for words in all_words(policy()):
        assert words.ja
        assert words.en
        assert words.en.isascii()
        assert not words.ja.isascii()


@pytest.mark.parametrize("forbidden", ["問題ありません", "問題なし", "問題は発見され", "条例違反"])
def test_nothing_sounds_like_an_assurance(forbidden: str) -> None:
    assert all(forbidden not in words.ja for words in all_words(policy()))


def test_no_requirement_copies_the_clause_for_another() -> None:
    requirements = [c.info.requirement.ja for c in policy().controls]
    assert len(requirements) == len(set(requirements))


def test_the_starter_sets_only_what_has_a_national_source_or_stands_in_the_clause() -> None:
    missing = {words.ja for control in policy().selected for part in control.parts for words in part.missing}
    assert missing == titles(UNSET_IN_STARTER)
    sources = {words.ja for control in policy().selected for part in control.parts for words in part.sources.values()}
    assert all("CRYPTREC" in s or "国の" in s or "総務省" in s or "第20第2項" in s for s in sources)


def test_the_unset_values_are_named_in_the_starter() -> None:
    text = (POLICIES / "starter" / "profile.yaml").read_text(encoding="utf-8")
    for name in UNSET_IN_STARTER:
        assert f"#   {name} " in text


def test_the_sample_city_leaves_nothing_unset(tmp_path: Path) -> None:
    profile = tmp_path / "policies" / "local" / "profile.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text("profile: local\ntitle: みなと市\nextends: starter\noverlays: [sample_city]\n", encoding="utf-8")
    found = policy("local", tmp_path / "policies")
    assert [(c.id, part.id) for c in found.selected for part in c.parts if part.missing] == []
    own = [s.ja for c in found.selected for part in c.parts for s in part.sources.values() if "みなと市" in s.ja]
    assert own
    assert all(s.endswith("（架空）") for s in own)


def test_every_parameter_is_asked_for_and_described() -> None:
    parameters = {p["id"]: p for p in read("parameters.yaml")["parameters"]}
    asked = {
        name
        for pack in ("ng", "in", "kc")
        for control in read(f"{pack}/catalog.yaml")["controls"]
        for part in control["parts"]
        for name in part.get("parameters", {}).values()
    }
    assert asked == parameters.keys()
    for parameter in parameters.values():
        assert "example" in parameter
        assert set(parameter["title"]) == set(parameter["source"]) == {"ja", "en"}
        assert parameter["type"] == "list" or parameter["direction"] in ("maximum", "minimum")


OVERLAYS = sorted(path.stem for path in (POLICIES / "overlays").glob("*.yaml"))


@pytest.mark.parametrize("name", OVERLAYS)
def test_an_overlay_bears_its_files_name_and_cites_a_source(name: str) -> None:
    overlay = read(f"overlays/{name}.yaml")
    assert overlay["overlay"] == name
    assert overlay["parameters"]
    for value in overlay["parameters"].values():
        assert set(value["source"]) == {"ja", "en"}


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("juki_log_inagi", "log_retention", "P7Y"),
        ("juki_log_mimata", "log_retention", "P7Y"),
        ("juki_log_inawashiro", "log_retention", "P5Y"),
        ("password_national", "password_min_length", 10),
        ("password_inabe", "password_min_length", 8),
        ("password_inabe", "password_min_classes", 3),
        ("password_inabe", "password_max_age", "P1Y"),
        ("password_inabe", "lockout_max_attempts", 3),
        ("camera_ichikawa", "recording_retention_ceiling", "P7D"),
        ("camera_kyotanabe", "recording_retention_ceiling", "P7D"),
        ("camera_komae", "recording_retention_ceiling", "P14D"),
        ("camera_yokohama", "recording_retention_ceiling", "P1M"),
        ("camera_sapporo", "recording_retention_ceiling", "P1M"),
    ],
)
def test_the_known_numbers_of_municipal_rules(name: str, parameter: str, value: object) -> None:
    assert read(f"overlays/{name}.yaml")["parameters"][parameter]["value"] == value


def test_weak_ssh_algorithms_are_not_in_the_derived_lists() -> None:
    lists = read("overlays/cryptrec_ssh.yaml")["parameters"]
    names = [name for value in lists.values() for name in value["value"]]
    assert len(names) == len(set(names))
    weak = ("cbc", "sha1", "umac", "arcfour", "3des", "md5", "group1-", "ssh-rsa", "ssh-dss")
    assert [name for name in names if any(word in name for word in weak)] == []
