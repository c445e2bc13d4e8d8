"""The registers of the fixture city, and everything that can be wrong with registers."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path
from typing import cast

import pytest

from auditor.errors import ProblemsError
from auditor.facts.base import F, FactSet
from auditor.facts.records import RECORDS, Card, DocumentRecord, Incident, RosterEntry, Training
from auditor.inventory.loader import read_inventory
from auditor.loading.problems import ProblemLog
from auditor.messages.rendering import in_both
from auditor.model.japan import JST
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.registers.registers import Registers, load_registers
from tests.unit.inventory.cities import NOW, city

CITY = SubjectRef(SubjectKind.ORGANISATION, "minato")


def read(root: Path) -> Registers:
    log = ProblemLog()
    registers = load_registers(root, read_inventory(root, NOW, log).names, log)
    log.raise_if_any()
    return registers


def of(root: Path, fact: type[F]) -> FactSet[F]:
    """The set of one type."""
    (found,) = (s for s in read(root).fact_sets(CITY, NOW) if s.type is fact)
    return cast("FactSet[F]", found)


def told(root: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(ProblemsError) as caught:
        read(root)
    for problem in caught.value.problems:
        assert all(problem.message.code not in words for words in in_both(problem.message).values())
    return [(p.file, p.line, p.column, p.message.code) for p in caught.value.problems]


def test_fact_sets(tmp_path: Path) -> None:
    sets = read(city(tmp_path)).fact_sets(CITY, NOW)
    assert [s.type for s in sets] == list(RECORDS.values())
    kept = {s.type: len(s.facts) for s in sets if s.completeness is Completeness.COMPLETE and s.reason is None}
    assert kept == {RosterEntry: 2, DocumentRecord: 3, Incident: 0}
    others = [s for s in sets if s.type not in kept]
    assert {(s.completeness, s.reason, s.facts) for s in others} == {(Completeness.ABSENT, Reason.NO_REGISTER, ())}
    assert {(s.subject, s.basis, s.collected_at) for s in sets} == {(CITY, Basis.REGISTER, NOW)}


def test_a_roster_entry(tmp_path: Path) -> None:
    sato, tanaka = of(city(tmp_path), RosterEntry).facts
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
    documents = of(root, DocumentRecord)
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


def test_a_register_without_entries_is_not_kept_yet(tmp_path: Path) -> None:
    root = city(tmp_path)
    registers = root / "inventory" / "registers"
    (registers / "roster.yaml").write_text("register: roster\n# entries:\n")
    (registers / "incidents.yaml").write_text("# nothing yet\n")
    roster = of(root, RosterEntry)
    assert [s.reason for s in (roster, of(root, Incident))] == [Reason.NO_REGISTER, Reason.NO_REGISTER]
    assert roster.detail is not None
    assert roster.detail.args == {"ja": "名簿", "en": "Roster", "register": "roster"}


def test_the_moment_of_a_date_alone_never_shortens_a_delay(tmp_path: Path) -> None:
    root = city(tmp_path)
    (root / "inventory" / "registers" / "incidents.yaml").write_text(
        "register: incidents\nentries: [{id: i, kind: card_loss, found: 2026-06-01, changed: 2026-06-01}]\n"
    )
    (incident,) = of(root, Incident).facts
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
        ("documents", "[{id: d, kind: access_qualification, title: t, file: ▶../../a}]", "problems.path_escapes"),
        (
            "documents",
            "[{id: d, kind: access_qualification, title: t, file: a, declared_digest: ▶abc}]",
            "registers.digest",
        ),
        ("incidents", "[{id: i, kind: card_loss, found: ▶today}]", "problems.moment"),
        ("incidents", "▶{}", "problems.not_list"),
        ("cards", "[{id: c, locked: ▶maybe}]", "registers.yes_or_no"),
        ("cards", "[{id: c, kind: ▶operater_card}]", "registers.unknown_word_hint"),
        ("media", "[{id: m, kind: ▶石板}]", "registers.unknown_word"),
        ("files", "[{id: f, title: t, targets: [ap01, ▶ap02]}]", "inventory.unknown_name_hint"),
        ("removals", "[{id: r, register: ▶entitlement, record: x}]", "registers.unknown_word_hint"),
        ("complaints", "[▶{id: c}]", "problems.missing_key"),
        ("room_log", "[▶{id: r, site: room1, entered: 2026-01-02, left: 2026-01-01}]", "registers.reversed"),
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
    (registers / "a.yaml").write_text("entries: []\n")
    (registers / "b.yaml").write_text("registers: {rooster: []}\n")
    (registers / "c.yaml").write_text("registers: []\n")
    (registers / "d.yaml").write_text("registers: {roster: {}}\n")
    (registers / "e.yaml").write_text("register: roster\nentires: []\n")
    (registers / "incidents.yaml").write_text("register: incident\nentries: []\n")
    assert told(root) == [
        ("inventory/registers/a.yaml", 1, 1, "problems.missing_key"),
        ("inventory/registers/b.yaml", 1, 13, "registers.unknown_hint"),
        ("inventory/registers/c.yaml", 1, 12, "problems.not_mapping"),
        ("inventory/registers/d.yaml", 1, 21, "problems.not_list"),
        ("inventory/registers/e.yaml", 2, 1, "problems.unknown_key_hint"),
        ("inventory/registers/incidents.yaml", 1, 11, "registers.unknown_hint"),
    ]


def test_several_files_hold_a_register_and_one_file_several(tmp_path: Path) -> None:
    root = city(tmp_path)
    more = root / "inventory" / "registers" / "juki" / "people.yml"
    more.parent.mkdir()
    more.write_text("registers:\n  roster:\n  - {person: x1}\n  training: []\n  cards:\n", encoding="utf-8")
    roster = of(root, RosterEntry)
    assert [p.person for p in roster.facts] == ["x1", "100234", "00981"]
    assert [p.place.origin for p in roster.facts] == ["register:roster:juki/people.yml", *["register:roster"] * 2]
    assert [a.origin for a in roster.artefacts] == ["register:roster:juki/people.yml", "register:roster"]
    assert (of(root, Training).completeness, of(root, Card).reason) == (Completeness.COMPLETE, Reason.NO_REGISTER)
    more.write_text("registers:\n  roster:\n  - {person: '00981'}\n", encoding="utf-8")
    assert told(root) == [("inventory/registers/roster.yaml", 4, 12, "registers.duplicate_elsewhere")]


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
    assert of(root, DocumentRecord).facts[0].file_state == "unreadable"
