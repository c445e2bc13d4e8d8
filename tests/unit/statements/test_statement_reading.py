"""The files of statements are read like every other file of the inventory: everything wrong at once, with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.loading.problems import ProblemLog
from auditor.statements.files import path_of
from auditor.statements.reading import Statements, load_statements
from auditor.statements.records import Attestation, Confirmation
from auditor.statements.standing import objection
from tests.unit.statements.stated import CITY, ENTERED, KEY, attestation, confirmation, signer


def _write(root: Path, name: str, *entries: dict[str, Any]) -> None:
    path = root / path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    path.write_text(f"register: {name}\nentries:\n{lines}", encoding="utf-8")


def _read(root: Path) -> tuple[Statements, list[tuple[str, int, str]]]:
    log = ProblemLog()
    found = load_statements(root, log)
    return found, [(p.file, p.line, p.message.code) for p in log.found]


def _entry(one: Attestation | Confirmation) -> dict[str, Any]:
    found = {key: value for key, value in one.form().items() if value != ""}
    return found | ({"signature": one.signature} if isinstance(one, Confirmation) and one.signature else {})


def test_what_was_written_is_read_again_and_its_signature_holds(tmp_path: Path) -> None:
    one = attestation(revision="0" * 16)
    made = confirmation(one, KEY)
    _write(tmp_path, "attestations", _entry(one))
    _write(tmp_path, "confirmations", _entry(made))
    found, problems = _read(tmp_path)
    assert (problems, found.attestations, found.confirmations) == ([], (one,), (made,))
    assert found.attestations[0].own_digest == one.own_digest
    assert objection(found.confirmations[0], found.attestations[0], [signer()]) is None
    assert found.found["lock.pdf"].state == "missing"


def test_its_files_are_facts_with_their_artefacts(tmp_path: Path) -> None:
    assert _read(tmp_path)[0].fact_sets(CITY, ENTERED) == ()
    _write(tmp_path, "attestations", _entry(attestation(revision="0" * 16)))
    folder = tmp_path / "inventory" / "registers" / "files"
    folder.mkdir()
    (folder / "lock.pdf").write_bytes(b"x")
    stated, facts = _read(tmp_path)[0].fact_sets(CITY, ENTERED)
    assert [(f.id, f.control, f.subject) for f in stated.facts] == [("a-1", "C-1", "target:host")]
    assert [(f.file, f.state, f.found_digest[:10]) for f in facts.facts] == [("lock.pdf", "present", "sha256:2d7")]
    assert [(a.origin, a.stored) for a in facts.artefacts] == [
        ("register:attestations", True),
        ("register-file:lock.pdf", False),
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    _write(tmp_path, "attestations", _entry(attestation(revision="0" * 16)))
    folder = tmp_path / "inventory" / "registers" / "files"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (folder / "lock.pdf").symlink_to(tmp_path / "secret")
    assert _read(tmp_path)[0].found["lock.pdf"].state == "unreadable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"revision": "x"}, "problems.wrong_value"),
        ({"subject": "host"}, "statements.subject"),
        ({"finding": "maybe"}, "statements.finding"),
        ({"digest": "abc"}, "statements.digest"),
        ({"file": "../../etc/passwd"}, "problems.path_escapes"),
        ({"valid_until": "2026-10-31"}, "statements.reversed"),
        ({"valid_until": "2027-11-02"}, "statements.too_long"),
        ({"account": {"uid": -1, "name": "x"}}, "problems.too_small"),
        ({"by": ""}, "problems.empty_text"),
        ({"colour": "red"}, "problems.unknown_key"),
    ],
)
def test_what_is_wrong_with_an_attestation(tmp_path: Path, changes: dict[str, Any], code: str) -> None:
    _write(tmp_path, "attestations", _entry(attestation(revision="0" * 16)) | changes)
    found, problems = _read(tmp_path)
    assert (found.attestations, [code for _, _, code in problems]) == ((), [code])
    assert problems[0][:2] == ("inventory/registers/attestations.yaml", 3)


@pytest.mark.parametrize("changes", [{"key": "AAAA"}, {"signature": "AAAA"}, {"key": "日本"}])
def test_what_is_wrong_with_a_signature(tmp_path: Path, changes: dict[str, Any]) -> None:
    one = attestation()
    _write(tmp_path, "confirmations", _entry(confirmation(one, KEY)) | changes)
    (problem,) = _read(tmp_path)[1]
    assert problem[2] == f"statements.{next(iter(changes))}"


def test_two_of_one_name_and_two_files(tmp_path: Path) -> None:
    one = _entry(attestation(revision="0" * 16))
    _write(tmp_path, "attestations", one, one)
    other = tmp_path / "inventory" / "registers" / "attestations.yml"
    other.write_text("register: attestations\n", encoding="utf-8")
    assert [(p[1], p[2]) for p in _read(tmp_path)[1]] == [(0, "statements.two_files"), (4, "statements.duplicate")]


def test_a_file_of_another_name(tmp_path: Path) -> None:
    (tmp_path / "inventory" / "registers").mkdir(parents=True)
    (tmp_path / path_of("signers")).write_text("register: waivers\nentries: []\n", encoding="utf-8")
    assert [p[2] for p in _read(tmp_path)[1]] == ["statements.wrong_name"]
