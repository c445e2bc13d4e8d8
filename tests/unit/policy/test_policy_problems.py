"""What is wrong in policy files: each kind once, with its place and its words."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.messages.rendering import in_both
from auditor.model.words import Message
from auditor.policy.loader import load_policy
from tests.unit.inventory.cities import POLICY
from tests.unit.policy.fakechecks import FakeChecks

CASES: list[tuple[str, str, str, str, dict[str, object]]] = [
    ("sea/catalog.yaml", "check: strength", "check: ▶strenth", "policy.unknown_check_hint", {"hint": "strength"}),
    ("sea/catalog.yaml", "check: strength", "check: ▶broken", "policy.broken_check", {"name": "broken"}),
    ("sea/catalog.yaml", "{min_length: length", "{▶min_lenth: length",
     "policy.unknown_field_hint", {"hint": "min_length"}),
    ("sea/catalog.yaml", "min_length: length", "min_length: ▶lenght",
     "policy.unknown_parameter_hint", {"hint": "length"}),
    ("sea/catalog.yaml", "min_length: length", "min_length: ▶idle",
     "policy.field_type", {"wanted": "integer", "type": "duration"}),
    ("sea/catalog.yaml", "service: login", "service: ▶ftp",
     "policy.option_type", {"wanted": "login, sshd", "value": "ftp"}),
    ("sea/catalog.yaml", "{service: login}", "{service: login, ▶max_idle: PT5M}", "policy.field_twice", {}),
    ("sea/catalog.yaml", "check: lockout\n    parameters: {attempts: attempts, words: words}", "check: ▶lockout",
     "policy.field_unset", {"field": "attempts"}),
    ("sea/catalog.yaml", "id: SEA-2", "id: ▶SEA-1",
     "policy.duplicate", {"id": "SEA-1", "first": "auditor:policies/sea/catalog.yaml:8"}),
    ("sea/catalog.yaml", "id: lockout", "id: ▶strength", "policy.duplicate_part", {"id": "strength"}),
    ("sea/catalog.yaml", "derived_from: [SEA-1]", "derived_from: [▶SEA-9]",
     "policy.unknown_control_hint", {"hint": "SEA-2"}),
    ("sea/catalog.yaml", "derived_from: [SEA-1]", "derived_from: [▶SEA-2]",
     "policy.derived_cycle", {"name": "SEA-2"}),
    ("sea/catalog.yaml", "derived_from: [SEA-1]", "derived_from: [SEA-1], check: lockout",
     "policy.check_or_derived", {}),
    ("sea/catalog.yaml", "platform: linux", "platform: linus", "problems.not_one_of_hint", {"hint": "linux"}),
    ("sea/catalog.yaml", "tags: [juki_net]", "tag: [juki_net]", "policy.attribute_hint", {"hint": "tags"}),
    ("sea/catalog.yaml", "tags: [juki_net]", "tags: []", "policy.attribute_values", {"key": "tags"}),
    ("sea/catalog.yaml", "pack: sea", "pack: ▶see", "policy.pack_folder", {"pack": "see", "folder": "sea"}),
    ("sea/catalog.yaml", "class: major", "class: ▶mayor", "problems.not_one_of_hint", {"hint": "major"}),
    ("sea/catalog.yaml", "  effective_from: 2002-08-05", "  effective_from: 2002-08-05\n  effective_to: 2001-01-01",
     "policy.dates_reversed", {}),
    ("sea/catalog.yaml", "en: It is hard to guess", "eng: It is hard to guess",
     "problems.missing_key", {"key": "en"}),
    ("parameters.yaml", "id: share, type: number", "id: share, type: ▶numbre",
     "problems.not_one_of_hint", {"hint": "number"}),
    ("parameters.yaml", "example: 10", "example: ▶ten",
     "policy.parameter_type", {"name": "length", "type": "integer"}),
    ("parameters.yaml", "type: list,", "type: list, direction: ▶maximum,",
     "policy.no_direction", {"type": "list"}),
    ("parameters.yaml", "id: mode", "id: ▶words",
     "policy.duplicate", {"id": "words", "first": "auditor:policies/parameters.yaml:6"}),
    ("starter/profile.yaml", "[sea]", "[▶seas]", "policy.unknown_pack_hint", {"hint": "sea"}),
    ("starter/profile.yaml", "OLD-*", "▶ODL-1", "policy.unknown_control_hint", {"hint": "OLD-1"}),
    ("starter/profile.yaml", "[advice]", "[▶advise]", "policy.unknown_overlay_hint", {"hint": "advice"}),
    ("starter/profile.yaml", "profile: starter", "profile: starter\nextends: ▶starter",
     "policy.profile_cycle", {}),
    ("starter/profile.yaml", "profile: starter", "profile: starter\nextends: ▶basis",
     "policy.unknown_profile", {}),
    ("overlays/advice.yaml", "length: {value: 10", "▶lenght: {value: 10",
     "policy.unknown_parameter_hint", {"hint": "length"}),
    ("overlays/advice.yaml", "value: 10", "value: ▶P10D",
     "policy.parameter_type", {"type": "integer", "value": "P10D"}),
    ("overlays/advice.yaml", "source: {ja: 国の助言, en: national advice}", "source: ▶[a]", "policy.words", {}),
]  # fmt: skip
"""File, what is replaced, by what (``▶`` before the place that must be named), code, some arguments."""


def problems(shipped: Path) -> list[tuple[str, int, int, str, dict[str, object]]]:
    with pytest.raises(ProblemsError) as caught:
        load_policy(shipped, None, date(2026, 11, 20), None, FakeChecks())
    return [(p.file, p.line, p.column, p.message.code, dict(p.message.args)) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "old", "marked", "code", "args"), CASES, ids=[f"{c[3]}-{n}" for n, c in enumerate(CASES)]
)
def test_one_problem(tmp_path: Path, file: str, old: str, marked: str, code: str, args: dict[str, object]) -> None:
    shutil.copytree(POLICY, tmp_path / "policies")
    path = tmp_path / "policies" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, marked, 1)
    path.write_text(text.replace("▶", ""), encoding="utf-8")
    found = problems(tmp_path / "policies")
    said = next(f for f in found if f[3] == code)
    assert said[0] == f"auditor:policies/{file}"
    if "▶" in text:
        before = text[: text.index("▶")].split("\n")
        assert (said[1], said[2]) == (len(before), len(before[-1]) + 1)
    assert {key: said[4][key] for key in args} == args
    spoken = in_both(Message(code=code, args=said[4]))  # type: ignore[arg-type]
    assert all(code not in words for words in spoken.values())


def test_a_file_that_nobody_reads(tmp_path: Path) -> None:
    shutil.copytree(POLICY, tmp_path / "policies")
    (tmp_path / "policies" / "starter" / "profil.yaml").write_text("profile: x\n")
    assert [f[:4] for f in problems(tmp_path / "policies")] == [
        ("auditor:policies/starter/profil.yaml", 0, 0, "policy.unknown_file_hint")
    ]


def test_a_profile_that_selects_nothing_in_force(tmp_path: Path) -> None:
    shutil.copytree(POLICY, tmp_path / "policies")
    (tmp_path / "policies" / "starter" / "profile.yaml").write_text("profile: starter\ntitle: t\n")
    assert [f[:4] for f in problems(tmp_path / "policies")] == [
        ("auditor:policies/starter/profile.yaml", 1, 10, "policy.nothing_selected")
    ]


def test_a_broken_file_does_not_make_names_unknown(tmp_path: Path) -> None:
    shutil.copytree(POLICY, tmp_path / "policies")
    (tmp_path / "policies" / "parameters.yaml").write_text("parameters: [\n")
    assert [f[:4] for f in problems(tmp_path / "policies")] == [
        ("auditor:policies/parameters.yaml", 2, 1, "problems.yaml_flow")
    ]
