"""A city's profile changes what a control says without copying it, and says by which rule."""

from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.messages.rendering import render
from auditor.model.result import Words
from auditor.model.terms import FindingClass
from auditor.model.words import Language
from tests.unit.policy.test_policy import control, policy_of

AS_OF = date(2026, 11, 20)


def local(folder: Path, tailor: str) -> Path:
    target = folder / "city" / "policies" / "local"
    target.mkdir(parents=True)
    (target / "profile.yaml").write_text(f"profile: local\ntitle: t\nextends: starter\ntailor:\n{tailor}")
    return target.parent


def test_class_standing_applicability_and_options_change_with_the_rule_behind_them(tmp_path: Path) -> None:
    folder = local(
        tmp_path,
        "  SEA-1:\n    source: 海の規程 第1条\n    class: observation\n    local_status: in_force\n"
        "    applies_to: {kind: server}\n    options: {strength: {service: sshd, min_length: 4}}\n",
    )
    shipped, changed = (control(policy_of(local=p), "SEA-1") for p in (None, folder))
    assert shipped.tailored is None
    assert changed.tailored == Words(ja="海の規程 第1条", en="海の規程 第1条")
    assert changed.info.finding_class is FindingClass.OBSERVATION
    assert changed.local_status == "in_force"
    assert changed.applies_to == {"kind": ("server",)}
    assert changed.parts[0].parameters["service"] == "sshd"
    assert changed.parts[0].parameters["min_length"] == 4
    assert "min_length" not in changed.parts[0].sources


def test_a_changed_question_is_a_new_revision_and_a_changed_class_is_not(tmp_path: Path) -> None:
    asked = local(tmp_path / "a", "  SEA-1: {source: s, options: {strength: {service: sshd}}}\n")
    graded = local(tmp_path / "b", "  SEA-1: {source: s, class: minor}\n")
    shipped = control(policy_of(), "SEA-1").revision
    assert control(policy_of(local=asked), "SEA-1").revision != shipped
    assert control(policy_of(local=graded), "SEA-1").revision == shipped


@pytest.mark.parametrize(
    ("tailor", "said"),
    [
        ("  SEA-9: {source: s, class: minor}\n", "SEA-9"),
        ("  SEA-1: {source: s, options: {nopart: {service: sshd}}}\n", "nopart"),
        ("  SEA-1: {source: s, options: {strength: {nofield: 1}}}\n", "nofield"),
        ("  SEA-1: {source: s, options: {strength: {service: other}}}\n", "other"),
        ("  SEA-2: {source: s, options: {derived: {a: 1}}}\n", ""),
        ("  SEA-1: {class: minor}\n", "source"),
    ],
)
def test_a_slip_is_told_before_anything_runs(tmp_path: Path, tailor: str, said: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        policy_of(local=local(tmp_path, tailor))
    assert len(caught.value.problems) == 1
    assert said in render(caught.value.problems[0].message, Language.EN)
