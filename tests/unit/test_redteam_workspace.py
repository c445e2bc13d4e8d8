"""Slips of the pen that would quietly leave something out of the audit."""

from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.messages.rendering import in_both
from auditor.workspace import load_workspace, write_starter
from tests.unit.inventory.cities import NOW

AS_OF = date(2026, 11, 20)
CITY = """
organisation: {{id: c, title: C}}
zones: [{{id: z, title: z, kind: juki_net}}]
targets:
- {{id: cs01, title: CS, kind: server, platform: linux, zone: z, basis: offline, tags: [{tag}]}}
"""


def city(root: Path, tag: str) -> Path:
    write_starter(root, "C")
    for file in (root / "inventory").glob("*.yaml"):
        file.unlink()
    (root / "inventory" / "city.yaml").write_text(CITY.format(tag=tag), encoding="utf-8")
    return root


@pytest.mark.parametrize("tag", ["juki-net", "Juki_net", "jukinet", "ＪＵＫＩ＿ＮＥＴ", "juki net"])
def test_a_tag_spelt_unlike_the_one_asked_for_is_a_mistake(tmp_path: Path, tag: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        load_workspace(city(tmp_path, tag), AS_OF, NOW)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.message.code) == ("inventory/city.yaml", 5, "inventory.tag_spelt")
    assert problem.message.args == {"name": tag, "hint": "juki_net"}
    assert all(tag in words and "juki_net" in words for words in in_both(problem.message).values())


@pytest.mark.parametrize("tag", ["juki_net", "old", "juki_net_backup"])
def test_other_words_are_free(tmp_path: Path, tag: str) -> None:
    workspace = load_workspace(city(tmp_path, tag), AS_OF, NOW)
    (cs01,) = (s for s in workspace.inventory.subjects if s.ref.id == "cs01")
    applies = {c.id for c in workspace.policy.selected if c.subject is cs01.ref.kind and c.applies(cs01.attributes)}
    assert applies == ({"IN-14-1", "IN-20-2", "IN-22-1"} if tag == "juki_net" else set())
