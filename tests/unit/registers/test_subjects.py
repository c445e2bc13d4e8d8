"""Subjects that registers bring into being, what may be asked of them, and whose facts are theirs."""

from datetime import date
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.facts.records import LinkageRecord
from auditor.inventory.inventory import Inventory
from auditor.loading.problems import ProblemLog
from auditor.model.subject import SubjectRef
from auditor.model.terms import Scope
from auditor.registers.together import read_declared
from tests.unit.inventory.cities import HEAD, NOW, POLICY, TARGET, workspace

AS_OF = date(2026, 11, 20)
INVENTORY = f"""{HEAD}
sites: [{{id: room, title: 部屋, kind: server_room}}]
targets:
- {TARGET}, basis: offline, site: vault}}
- {{id: rec, title: R, kind: recorder, platform: recorder, zone: office, basis: offline}}
linkages:
- id: l1
  title: 結合
  section: joho
  counterparty_logs_on: false
  planned_start: 2026-05-01
  sensitive_items: [病歴]
  line: ip_vpn
  retention: P5Y
  ended: 2026-10-01
  off_purpose: true
  legal_basis: 条例第1条
  tags: [online]
contracts: [{{id: k1, title: 契約, owner: joho, tags: [juki_net]}}]
cameras: [{{id: c1, title: カメラ, recorder: rec, folder: c1}}]
"""
REGISTERS = """
registers:
  sites: [{id: vault, title: 金庫, kind: データ・情報の保管室}, {id: room, title: 別名, kind: office}]
  contracts:
  - {id: k1, title: 別名, kinds: [a], targets: [a, rec], cameras: [c2], starts_on: 2026-04-01, ends_on: 2027-03-31}
  - {id: k2, title: 旧契約, section: joho, ends_on: 2026-03-31}
  files: [{id: f1, title: ファイル, kinds: [b], targets: [a], held_since: 2027-01-01}]
  cameras: [{id: c1, site: room, kind: fixed}, {id: c2, title: 新, site: vault, section: joho}]
"""


def read(folder: Path, registers: str = REGISTERS) -> Inventory:
    root = workspace(folder, {"city.yaml": INVENTORY, "registers/all.yaml": registers})
    log = ProblemLog()
    found = read_declared(root, AS_OF, NOW, log, shipped=POLICY).inventory
    log.raise_if_any()
    assert found is not None
    return found


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    return read(tmp_path)


def attributes(inventory: Inventory, name: str) -> dict[str, set[str]]:
    return {key: set(values) for key, values in inventory.subject(SubjectRef.parse(name)).attributes.items() if values}


def test_registers_bring_subjects_into_being_in_the_usual_order(inventory: Inventory) -> None:
    assert [str(s.ref) for s in inventory.subjects] == [
        "organisation:minato",
        "zone:juki",
        "zone:office",
        "site:room",
        "site:vault",
        "linkage:l1",
        "contract:k1",
        "contract:k2",
        "file:f1",
        "target:a",
        "recorder:rec",
        "camera:c1",
        "camera:c2",
    ]
    assert inventory.by_ref[SubjectRef.parse("contract:k1")].title == "契約"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "contract:k1",
            {
                "kinds": {"a"},
                "tags": {"juki_net"},
                "owner": {"joho"},
                "status": {"running"},
                "personal_information": {"unknown"},
            },
        ),
        (
            "contract:k2",
            {"kinds": {"unknown"}, "owner": {"joho"}, "status": {"ended"}, "personal_information": {"unknown"}},
        ),
        ("file:f1", {"kinds": {"b"}, "status": {"planned"}}),
        ("site:vault", {"kind": {"site", "データ・情報の保管室"}, "kinds": {"データ・情報の保管室"}}),
        ("site:room", {"kind": {"site", "server_room", "office"}, "kinds": {"server_room", "office"}}),
        ("camera:c2", {"kinds": {"unknown"}, "site": {"vault"}, "owner": {"joho"}, "status": {"running"}}),
    ],
)
def test_attributes(inventory: Inventory, name: str, expected: dict[str, set[str]]) -> None:
    kind, _, identifier = name.partition(":")
    assert attributes(inventory, name) == {"id": {identifier}, "kind": {kind}} | expected


def test_a_camera_of_both_keeps_what_its_recorder_says(inventory: Inventory) -> None:
    found = attributes(inventory, "camera:c1")
    assert (found["kinds"], found["zone"], found["site"]) == ({"fixed"}, {"office"}, {"room"})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("", "unknown"),
        ("personal_information: true", "yes"),
        ("personal_information: false", "no"),
        ("personal_information: false, kinds: [processing]", "yes"),
        ("kinds: [processed_information]", "yes"),
        ("kinds: [camera]", "unknown"),
        ("data_files: [f1]", "yes"),
    ],
)
def test_whether_a_contract_is_about_personal_information(tmp_path: Path, cells: str, expected: str) -> None:
    entry = f"{{id: k9, title: 契約{', ' if cells else ''}{cells}}}"
    found = read(tmp_path, REGISTERS.replace("- {id: k2", f"- {entry}\n  - {{id: k2"))
    assert attributes(found, "contract:k9")["personal_information"] == {expected}


def test_subjects_of_the_inventory_that_no_register_knows(tmp_path: Path) -> None:
    found = read(tmp_path, "registers: {sites: [{id: vault, title: 金庫}]}\n")
    assert attributes(found, "contract:k1")["kinds"] == {"unknown"}
    assert attributes(found, "contract:k1")["personal_information"] == {"unknown"}
    assert attributes(found, "site:vault")["kinds"] == {"unknown"}
    assert attributes(found, "site:room")["kinds"] == {"server_room"}
    assert (attributes(found, "camera:c1")["kinds"], attributes(found, "camera:c1")["status"]) == (
        {"unknown"},
        {"running"},
    )


def test_a_camera_that_was_taken_down_is_not_running(tmp_path: Path) -> None:
    found = read(tmp_path, REGISTERS.replace("{id: c1, site: room", "{id: c1, removed_on: 2026-11-01, site: room"))
    assert attributes(found, "camera:c1")["status"] == {"ended"}


@pytest.mark.parametrize(
    ("more", "outsourced", "provision"),
    [
        ("", "unknown", "unknown"),
        ("contracts: [{id: k9, title: 契約, kinds: [linkage], linkages: [l1]}]", "yes", "unknown"),
        ("contracts: [{id: k9, title: 契約, kinds: [juki_net], linkages: [l1]}]", "unknown", "unknown"),
        ("contracts: [{id: k9, title: 契約, kinds: [linkage]}]", "unknown", "unknown"),
        ("provisions: [{id: p1, kinds: [purpose_provision], linkage: l1}]", "unknown", "yes"),
        ("provisions: [{id: p1, kinds: [off_purpose_provision], linkage: l1}]", "unknown", "yes"),
        ("provisions: [{id: p1, kinds: [off_purpose_use], linkage: l1}]", "unknown", "unknown"),
        ("provisions: [{id: p1, kinds: [purpose_provision]}]", "unknown", "unknown"),
    ],
)
def test_what_registers_say_of_a_linkage(tmp_path: Path, more: str, outsourced: str, provision: str) -> None:
    registers = f"registers:\n  sites: [{{id: vault, title: 金庫}}]\n{f'  {more}' if more else ''}\n"
    root = workspace(
        tmp_path, {"city.yaml": INVENTORY.replace("  off_purpose: true\n", ""), "registers/all.yaml": registers}
    )
    log = ProblemLog()
    found = read_declared(root, AS_OF, NOW, log, shipped=POLICY).inventory
    log.raise_if_any()
    assert found is not None
    linkage = attributes(found, "linkage:l1")
    assert (linkage["outsourced"], linkage["provision"], linkage["off_purpose"]) == (
        {outsourced},
        {provision},
        {"unknown"},
    )


def test_linkages_that_run_on_a_target(tmp_path: Path) -> None:
    told = INVENTORY.replace("  tags: [online]\n", "  tags: [online]\n  systems: [a]\n")
    for status, expected in (("running", ["linkage:l1"]), ("planned", ["linkage:l1"]), ("ended", [])):
        folder = tmp_path / status
        folder.mkdir()
        city = told.replace("  tags: [online]\n", f"  tags: [online]\n  status: {status}\n")
        root = workspace(folder, {"city.yaml": city, "registers/all.yaml": REGISTERS})
        log = ProblemLog()
        found = read_declared(root, AS_OF, NOW, log, shipped=POLICY).inventory
        log.raise_if_any()
        assert found is not None
        assert [str(r) for r in found.scope(SubjectRef.parse("target:a"), Scope.LINKAGES)] == expected


@pytest.mark.parametrize(
    ("name", "scope", "expected"),
    [
        ("target:a", Scope.SITE, ["site:vault"]),
        ("recorder:rec", Scope.SITE, []),
        ("camera:c1", Scope.SITE, ["site:room"]),
        ("camera:c2", Scope.SITE, ["site:vault"]),
        ("camera:c1", Scope.RECORDER, ["recorder:rec"]),
        ("camera:c2", Scope.RECORDER, []),
        ("contract:k1", Scope.HOLDINGS, ["target:a", "recorder:rec", "camera:c2"]),
        ("contract:k2", Scope.HOLDINGS, []),
        ("file:f1", Scope.HOLDINGS, ["target:a"]),
        ("target:a", Scope.HOLDINGS, []),
    ],
)
def test_whose_facts_are_read(inventory: Inventory, name: str, scope: Scope, expected: list[str]) -> None:
    assert [str(ref) for ref in inventory.scope(SubjectRef.parse(name), scope)] == expected


def test_a_site_that_no_register_and_no_file_declares_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(tmp_path, "registers: {sites: []}\n")
    assert [p.message.args["name"] for p in caught.value.problems] == ["vault"]


def test_linkages_as_a_register(inventory: Inventory) -> None:
    (found,) = (s for s in inventory.declared(inventory.organisation.ref) if s.type is LinkageRecord)
    (linkage,) = found.facts
    assert (found.complete, [a.origin for a in found.artefacts]) == (True, ["inventory:inventory/city.yaml"])
    assert (linkage.id, linkage.section, linkage.status) == ("l1", "joho", "running")
    assert (linkage.planned_start, linkage.started, linkage.begins) == (date(2026, 5, 1), None, date(2026, 5, 1))
    assert (linkage.sensitive_items, linkage.sensitive, linkage.off_purpose) == (("病歴",), True, True)
    assert (linkage.external_server, linkage.line, linkage.retention) == (None, "ip_vpn", "P5Y")
    assert (linkage.ended, linkage.legal_basis) == (date(2026, 10, 1), "条例第1条")
    assert linkage.place.where == "inventory/city.yaml:10"
