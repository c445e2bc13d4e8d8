"""The registers of the fixture city, and everything that can be wrong with registers."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.facts.registers import DocumentRecord, Entitlement, Incident, RosterEntry
from auditor.inventory.loader import read_inventory
from auditor.loading.problems import ProblemLog
from auditor.messages.rendering import in_both
from auditor.model.japan import JST
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.registers.registers import Registers, load_registers
from auditor.registers.waivers import Waiver
from tests.unit.inventory.cities import NOW, city

CITY = SubjectRef(SubjectKind.ORGANISATION, "minato")


def read(root: Path) -> Registers:
    log = ProblemLog()
    registers = load_registers(root, read_inventory(root, NOW, log).names, log)
    log.raise_if_any()
    return registers


def told(root: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(ProblemsError) as caught:
        read(root)
    for problem in caught.value.problems:
        assert all(problem.message.code not in words for words in in_both(problem.message).values())
    return [(p.file, p.line, p.column, p.message.code) for p in caught.value.problems]


def test_fact_sets(tmp_path: Path) -> None:
    sets = read(city(tmp_path)).fact_sets(CITY, NOW)
    assert [(s.type, s.completeness, s.reason, len(s.facts)) for s in sets] == [
        (RosterEntry, Completeness.COMPLETE, None, 2),
        (Entitlement, Completeness.ABSENT, Reason.NO_REGISTER, 0),
        (DocumentRecord, Completeness.COMPLETE, None, 3),
        (Incident, Completeness.COMPLETE, None, 0),
    ]
    assert {(s.subject, s.basis, s.collected_at) for s in sets} == {(CITY, Basis.REGISTER, NOW)}


def test_a_roster_entry(tmp_path: Path) -> None:
    sato, tanaka = read(city(tmp_path)).fact_sets(CITY, NOW)[0].facts
    assert (sato.person, sato.accounts, sato.since, sato.left) == (
        "100234",
        ("ap01/sato", "kyotsu"),
        date(2024, 4, 1),
        None,
    )
    assert sato.place.origin == "register:roster"
    assert sato.place.where == "inventory/registers/roster.yaml:3"
    assert (tanaka.person, tanaka.left) == ("00981", date(2025, 3, 31))


def test_files_behind_documents(tmp_path: Path) -> None:
    root = city(tmp_path)
    documents = read(root).fact_sets(CITY, NOW)[2]
    first, sample, missing = documents.facts
    digest = "sha256:" + hashlib.sha256(b"access\n").hexdigest()
    assert (first.file_state, first.found_digest, first.newest_entry) == ("present", digest, None)
    assert first.declared_digest.startswith("sha256:6e5c")
    assert (sample.file_state, sample.newest_entry) == ("present", datetime(2026, 11, 19, 9, 30, tzinfo=JST))
    assert (missing.file_state, missing.found_digest) == ("missing", "")
    assert [(a.origin, a.stored) for a in documents.artefacts] == [
        ("register:documents", True),
        ("register-file:access.txt", False),
        ("register-file:sample.csv", False),
    ]
    assert documents.artefacts[1].digest == digest


def test_waivers(tmp_path: Path) -> None:
    assert read(city(tmp_path)).waivers == (
        Waiver(
            id="w1",
            control="SEA-1",
            revision="",
            subject=SubjectRef(SubjectKind.TARGET, "ap01"),
            items=("min_length",),
            reason="更新まで",
            measure="入室の記録",
            approver="情報政策課長",
            approved_on=date(2026, 4, 1),
            expires=date(2027, 3, 31),
            file="inventory/registers/waivers.yaml",
            line=3,
        ),
    )


def test_a_register_without_entries_is_not_kept_yet(tmp_path: Path) -> None:
    root = city(tmp_path)
    registers = root / "inventory" / "registers"
    (registers / "roster.yaml").write_text("register: roster\n# entries:\n")
    (registers / "incidents.yaml").write_text("# nothing yet\n")
    sets = read(root).fact_sets(CITY, NOW)
    assert [s.reason for s in (sets[0], sets[3])] == [Reason.NO_REGISTER, Reason.NO_REGISTER]
    assert sets[0].detail is not None
    assert sets[0].detail.args == {"file": "inventory/registers/roster.yaml"}


def test_the_moment_of_a_date_alone_never_shortens_a_delay(tmp_path: Path) -> None:
    root = city(tmp_path)
    (root / "inventory" / "registers" / "incidents.yaml").write_text(
        "register: incidents\nentries: [{id: i, kind: card_loss, found: 2026-06-01, changed: 2026-06-01}]\n"
    )
    (incident,) = read(root).fact_sets(CITY, NOW)[3].facts
    assert incident.found == datetime(2026, 6, 1, tzinfo=JST)
    assert incident.changed == datetime(2026, 6, 1, 23, 59, 59, tzinfo=JST)


@pytest.mark.parametrize(
    ("name", "marked", "code"),
    [
        ("roster", "[{person: a, left: ▶2026-13-01}]", "problems.no_such_day"),
        ("roster", "[{person: a, ▶lft: 2026-01-01}]", "problems.unknown_key_hint"),
        ("roster", "[{person: a}, {person: ▶a}]", "registers.duplicate"),
        ("roster", "[{person: a, accounts: [▶app01/x]}]", "inventory.unknown_name_hint"),
        ("roster", "[{person: a, accounts: [▶'x y']}]", "registers.account"),
        ("roster", "[▶{person: a, since: 2026-02-01, left: 2026-01-01}]", "registers.reversed"),
        ("entitlements", "[{id: e, person: a, target: ▶ap02}]", "inventory.unknown_name_hint"),
        ("entitlements", "[{id: e, person: a, linkage: ▶zz}]", "inventory.unknown_name"),
        ("entitlements", "[▶{id: e, person: a}]", "registers.no_subject"),
        ("documents", "[{id: d, kind: k, title: t, file: ▶../../a}]", "problems.path_escapes"),
        ("documents", "[{id: d, kind: k, title: t, file: a, declared_digest: ▶abc}]", "registers.digest"),
        ("incidents", "[{id: i, kind: k, found: ▶today}]", "problems.moment"),
        ("incidents", "▶{}", "problems.not_list"),
        ("waivers", "[▶{id: w}]", "problems.missing_key"),
        (
            "waivers",
            "[{id: w, control: C, subject: ▶host, reason: r, measure: m, approver: a, approved_on: 2026-01-01,"
            " expires: 2026-02-01}]",
            "registers.subject",
        ),
    ],
)
def test_one_wrong_entry_is_a_problem(tmp_path: Path, name: str, marked: str, code: str) -> None:
    root = city(tmp_path)
    file = f"inventory/registers/{name}.yaml"
    text = f"register: {name}\nentries: {marked}\n"
    (root / file).write_text(text.replace("▶", ""))
    found = told(root)
    assert found[0] == (file, 2, len("entries: ") + marked.index("▶") + 1, code)
    assert {f[3] for f in found} == {code}


def test_wrong_files(tmp_path: Path) -> None:
    root = city(tmp_path)
    registers = root / "inventory" / "registers"
    (registers / "rooster.yaml").write_text("register: roster\n")
    (registers / "roster.yml").write_text("register: roster\nentries: []\n")
    (registers / "incidents.yaml").write_text("register: incident\nentries: []\n")
    assert told(root) == [
        ("inventory/registers/incidents.yaml", 1, 11, "registers.wrong_name"),
        ("inventory/registers/rooster.yaml", 0, 0, "registers.unknown_hint"),
        ("inventory/registers/roster.yml", 0, 0, "registers.two_files"),
    ]


def test_a_file_behind_a_document_is_never_sought_outside(tmp_path: Path) -> None:
    root = city(tmp_path)
    (tmp_path / "secret.txt").write_text("x")
    access = root / "inventory" / "registers" / "files" / "access.txt"
    access.unlink()
    access.symlink_to(tmp_path / "secret.txt")
    assert told(root) == [("inventory/registers/documents.yaml", 10, 9, "problems.leaves_workspace")]


def test_a_pipe_behind_a_document_is_unreadable_and_does_not_hang(tmp_path: Path) -> None:
    root = city(tmp_path)
    access = root / "inventory" / "registers" / "files" / "access.txt"
    access.unlink()
    os.mkfifo(access)
    assert read(root).fact_sets(CITY, NOW)[2].facts[0].file_state == "unreadable"
