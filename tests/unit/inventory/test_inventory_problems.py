"""What is wrong in an inventory: each kind once, with its place and its words."""

from pathlib import Path

import pytest

from auditor.messages.rendering import in_both
from auditor.model.words import Message
from tests.unit.inventory.cities import HEAD, SSH, TARGET, told, workspace

CASES: list[tuple[str, str, dict[str, object]]] = [
    ("▶targts: []", "problems.unknown_key_hint", {"hint": "targets"}),
    ("targets: [$TARGET, $SSH, ▶password: x}]", "problems.secret_key", {"key": "password"}),
    ("targets: [$TARGET, $SSH, ▶zzz: x}]", "problems.unknown_key", {"key": "zzz"}),
    (
        "targets: [▶{id: a, kind: server, platform: linux, zone: office, basis: planned}]",
        "problems.missing_key",
        {"key": "title"},
    ),
    ("targets: [$TARGET, basis: ▶liv, $SSH}]", "problems.not_one_of_hint", {"value": "liv", "hint": "live"}),
    (
        "targets: [$TARGET, basis: planned, services: [{protocol: tcp, port: ▶70000}]}]",
        "problems.too_large_number",
        {"value": "70000", "limit": 65535},
    ),
    ("targets: [$TARGET, basis: planned, services: [{protocol: tcp, port: ▶ssh}]}]", "problems.not_integer", {}),
    ("targets: [$TARGET, basis: planned, services: ▶tcp}]", "problems.not_list", {}),
    ("targets: [$TARGET, basis: planned, tags: [▶1.10]}]", "problems.not_text", {}),
    ("targets: [▶a]", "problems.not_mapping", {}),
    ("settings: {workers: ▶0}", "problems.too_small", {"value": "0", "limit": 1}),
    ("settings: {workers: ▶1.5}", "problems.not_integer", {}),
    ("settings: {deadline: ▶P1M}", "problems.deadline", {"value": "P1M"}),
    ("targets: [$TARGET, reach: {ssh: {host: h, user: u, credential: c, sudo: ▶yes}}}]", "problems.not_boolean", {}),
    ("targets: [$TARGET, basis: planned, window: ▶{from: '01:00', to: '1:00'}}]", "inventory.empty_window", {}),
    (
        "targets: [$TARGET, basis: planned, window: {from: ▶'25:00', to: '1:00'}}]",
        "inventory.time_of_day",
        {"value": "25:00"},
    ),
    (
        "targets: [$TARGET, reach: {snmp: ▶{host: h, user: u, credential: c}}}]",
        "inventory.snmp3_incomplete",
        {"keys": ("auth", "priv")},
    ),
    (
        "targets: [$TARGET, reach: {snmp: ▶{host: h, user: u, auth: none, priv: aes128}}}]",
        "inventory.snmp3_priv_alone",
        {},
    ),
    (
        "targets: [$TARGET, reach: {snmp: ▶{host: h, user: u, auth: sha256, priv: aes128}}}]",
        "inventory.snmp3_credential",
        {},
    ),
    ("targets: [$TARGET, reach: {snmp: ▶{host: h, version: 2c}}}]", "inventory.snmp_community", {"version": "2c"}),
    (
        "targets: [$TARGET, reach: {snmp: ▶{host: h, version: 1, credential: c, user: u}}}]",
        "inventory.snmp_surplus",
        {"version": "1", "keys": ("user",)},
    ),
    (
        "targets: [$TARGET, reach: {snmp: {host: h, version: ▶4, credential: c}}}]",
        "problems.not_one_of",
        {"value": "4", "allowed": ("3", "2c", "1")},
    ),
    (
        "targets: [$TARGET, reach: {snmp: {host: h, auth: ▶sha265, priv: aes128, user: u, credential: c}}}]",
        "problems.not_one_of_hint",
        {"value": "sha265", "hint": "sha256"},
    ),
    ("targets: [$TARGET, basis: planned, ▶title: B}]", "problems.duplicate_key", {"key": "title", "first": 4}),
    (
        "targets: [$TARGET, $SSH}, {id: ▶a, title: A, kind: server, platform: linux, zone: office, $SSH}]",
        "inventory.duplicate_id",
        {"id": "a", "first": "inventory/a.yaml:4", "list": "targets"},
    ),
    ("targets: [$TARGET, $SSH, site: ▶roof}]", "inventory.unknown_name", {"name": "roof", "list": "sites"}),
    (
        "targets: [$TARGET, $SSH, owner: ▶johoo}]",
        "inventory.unknown_name_hint",
        {"name": "johoo", "hint": "joho", "list": "sections"},
    ),
    (
        "linkages: [{id: l, title: L, counterparty_logs_on: false, systems: [▶x]}]",
        "inventory.unknown_name",
        {"name": "x", "list": "targets"},
    ),
    (
        "linkages: [{id: l, title: L, counterparty_logs_on: false, lines: [{target: ▶x, interface: e}]}]",
        "inventory.unknown_name",
        {"name": "x", "list": "targets"},
    ),
    (
        "cameras: [{id: c, title: C, folder: c, recorder: ▶x}]",
        "inventory.unknown_name",
        {"name": "x", "list": "targets"},
    ),
    (
        "targets: [$TARGET, $SSH}]\ncameras: [{id: c, title: C, folder: c, recorder: ▶a}]",
        "inventory.not_a_recorder",
        {"id": "a"},
    ),
    (
        "targets: [$TARGET, $SSH, units: [x, y, ▶x]}]",
        "inventory.twice_in_list",
        {"key": "units", "value": "x", "first": 4},
    ),
    ("▶auditor: {zone: juki}", "problems.duplicate_key", {"key": "auditor", "first": 2}),
    (
        "targets: [{id: ▶a, title: A, kind: server, platform: linux, zone: office}]",
        "inventory.reach_missing",
        {"id": "a"},
    ),
    (
        "targets: [{id: a, title: A, kind: server, platform: linux, zone: ▶juki, $SSH}]",
        "inventory.zone_unreachable",
        {"id": "a", "zone": "juki", "auditor_zone": "office"},
    ),
    (
        "cameras: [{id: c, title: C, folder: c, recorder: a, retention: ▶P1M}]\n"
        "targets: [{id: a, title: A, kind: recorder, platform: linux, zone: office, $SSH}]",
        "inventory.retention_days",
        {"value": "P1M"},
    ),
    ("linkages: [▶{id: l, title: L}]", "problems.missing_key", {"key": "counterparty_logs_on"}),
]
"""What is added to the head, with ``▶`` before the place that must be named; the message's code, some arguments."""


@pytest.mark.parametrize(("marked", "code", "args"), CASES, ids=[f"{c[1]}-{n}" for n, c in enumerate(CASES)])
def test_one_problem(tmp_path: Path, marked: str, code: str, args: dict[str, object]) -> None:
    marked = marked.replace("$TARGET", TARGET).replace("$SSH", SSH)
    before = marked[: marked.index("▶")].split("\n")
    found = told(workspace(tmp_path, {"a.yaml": HEAD + marked.replace("▶", "") + "\n"}))
    line, column = HEAD.count("\n") + len(before), len(before[-1]) + 1
    assert [f[:4] for f in found] == [("inventory/a.yaml", line, column, code)]
    given = found[0][4]
    assert {key: given[key] for key in args} == args
    spoken = in_both(Message(code=code, args=given))  # type: ignore[arg-type]
    assert all(code not in words for words in spoken.values())
    assert spoken["ja"] != spoken["en"]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    root = workspace(
        tmp_path,
        {
            "a.yaml": HEAD + "targets: [{id: a}]\n",
            "b.yaml": "organisation: {id: other, title: T}\nsites: [{id: s, title: S, kind: 1.5}]\n",
            "sub/c.yml": "targets: [{id: a, title: A, kind: sever, platform: linux, zone: ofice, basis: planned}]\n",
        },
    )
    assert [(f, line, code) for f, line, _, code, _ in told(root)] == [
        ("inventory/a.yaml", 4, "problems.missing_key"),
        ("inventory/a.yaml", 4, "problems.missing_key"),
        ("inventory/a.yaml", 4, "problems.missing_key"),
        ("inventory/a.yaml", 4, "problems.missing_key"),
        ("inventory/a.yaml", 4, "inventory.reach_missing"),
        ("inventory/b.yaml", 1, "inventory.only_once"),
        ("inventory/b.yaml", 2, "problems.not_text"),
        ("inventory/sub/c.yml", 1, "inventory.duplicate_id"),
        ("inventory/sub/c.yml", 1, "problems.not_one_of_hint"),
        ("inventory/sub/c.yml", 1, "inventory.unknown_name_hint"),
    ]


def test_a_broken_file_does_not_make_names_unknown(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, {"a.yaml": HEAD + f"targets: [{TARGET}, {SSH}, site: room}}]\n", "b.yaml": "sites: [1, 2\n"}
    )
    assert [f[:4] for f in told(root)] == [("inventory/b.yaml", 1, 8, "problems.yaml_bracket")]


def test_a_live_target_needs_to_know_where_the_auditor_stands(tmp_path: Path) -> None:
    head = HEAD.replace("auditor: {zone: office}\n", "\n")
    root = workspace(tmp_path, {"a.yaml": head + f"targets: [{TARGET}, {SSH}}}]\n"})
    assert [f[:4] for f in told(root)] == [("inventory/a.yaml", 4, 16, "inventory.auditor_missing")]


def test_no_organisation(tmp_path: Path) -> None:
    assert told(workspace(tmp_path, {"a.yaml": "sites: []\n"})) == [
        ("inventory", 0, 0, "inventory.no_organisation", {})
    ]


def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("sites: []\n")
    root = workspace(tmp_path / "ws", {"a.yaml": HEAD})
    (root / "inventory" / "b.yaml").symlink_to(outside)
    (root / "inventory" / "loop.yaml").symlink_to(root / "inventory" / "loop.yaml")
    (root / "inventory" / "sub").symlink_to(tmp_path)
    (root / "inventory" / "folder.yaml").mkdir()
    assert [f[:4] for f in told(root)] == [
        ("inventory/b.yaml", 0, 0, "problems.leaves_workspace"),
        ("inventory/loop.yaml", 0, 0, "problems.unreadable"),
        ("inventory/sub", 0, 0, "problems.linked_folder"),
    ]


def test_a_secret_is_not_repeated(tmp_path: Path) -> None:
    ssh = "reach: {ssh: {host: h, user: u, password: s3cret-value, credential: c}}"
    found = told(workspace(tmp_path, {"a.yaml": HEAD + f"targets: [{TARGET}, {ssh}}}]\n"}))
    assert found == [("inventory/a.yaml", 4, 106, "problems.secret_key", {"key": "password"})]
