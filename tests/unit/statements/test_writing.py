"""Appending to a register of statements: what stood there stays as it was, to the byte."""

import os
from pathlib import Path

import pytest

from auditor.errors import ProblemsError, UsageError
from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import read_yaml
from auditor.statements.files import FOLDER, path_of
from auditor.statements.writing import append, ids_on_record, writing

ENTRY = {"id": "w-9", "reason": '日本 "x" \\ : # {} [a]', "items": ["a", "b"], "n": 1}


def _file(root: Path, text: str | None) -> Path:
    path = root / path_of("waivers")
    path.parent.mkdir(parents=True)
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return path


def _entries(path: Path) -> object:
    log = ProblemLog()
    found = read_yaml(path.read_bytes(), "x", log)
    assert found is not None
    assert isinstance(found.data, dict)
    return found.data["entries"]


@pytest.mark.parametrize(
    "text",
    [
        "register: waivers\nentries:\n- {id: a}\n",
        "register: waivers\nentries:\n  # 手で\n  - id: a\n    reason: |\n      二\n      行\n  # おわり\n",
        "# 頭\nregister: waivers\n\nentries:\n    - id: a   # 末尾に改行なし",
        "register: waivers\r\nentries:\r\n- id: a\r\n",
    ],
)
def test_written_by_hand_it_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = _file(tmp_path, None)
    path.write_bytes(text.encode())
    before = _entries(path)
    for _ in range(2):
        with writing(tmp_path):
            append(tmp_path, "waivers", [ENTRY])
    assert path.read_bytes().startswith(text.encode())
    assert isinstance(before, list)
    assert _entries(path) == [*before, ENTRY, ENTRY]


@pytest.mark.parametrize(
    "text",
    [None, "", "# まだありません\n", "register: waivers\n", "register: waivers\nentries: []  # なし\n# 下\n",
     "register: waivers\nentries:\n", "register: waivers\nentries: null\n"],
)  # fmt: skip
def test_an_empty_one_begins(tmp_path: Path, text: str | None) -> None:
    path = _file(tmp_path, text)
    with writing(tmp_path):
        append(tmp_path, "waivers", [ENTRY, {"id": "w-10"}])
        assert ids_on_record(tmp_path, "waivers") == ("w-9", "w-10")
    assert _entries(path) == [ENTRY, {"id": "w-10"}]
    for comment in ("# まだありません", "# なし", "# 下"):
        assert (comment in (text or "")) is (comment in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["entries:\n- {id: a}\nregister: waivers\n", "entries: [{id: a}]\n", "- a\n"])
def test_where_its_end_has_no_place_it_is_said_and_nothing_written(tmp_path: Path, text: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(UsageError) as raised, writing(tmp_path):
        append(tmp_path, "waivers", [ENTRY])
    assert raised.value.message.code == "statements.no_place"
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, "entries: [\n")
    with pytest.raises(ProblemsError), writing(tmp_path):
        append(tmp_path, "waivers", [ENTRY])
    assert path.read_text(encoding="utf-8") == "entries: [\n"


def test_no_link_is_followed(tmp_path: Path) -> None:
    path = _file(tmp_path, None)
    outside = tmp_path / "outside.yaml"
    outside.write_text("register: waivers\nentries: []\n", encoding="utf-8")
    os.symlink(outside, path)
    with pytest.raises(UsageError) as raised, writing(tmp_path):
        append(tmp_path, "waivers", [ENTRY])
    assert raised.value.message.code == "statements.cannot_write"


def test_the_mode_of_a_file_stays_and_a_new_one_is_open_to_the_group(tmp_path: Path) -> None:
    path = _file(tmp_path, "register: waivers\nentries: []\n")
    path.chmod(0o664)
    with writing(tmp_path):
        append(tmp_path, "waivers", [ENTRY])
        append(tmp_path, "signers", [{"person": "x"}])
    assert path.stat().st_mode & 0o777 == 0o664
    assert (tmp_path / path_of("signers")).stat().st_mode & 0o777 == 0o660
    assert sorted(p.name for p in (tmp_path / FOLDER).iterdir()) == [".statements.lock", "signers.yaml", "waivers.yaml"]
