"""The inventory out to a workbook and in again: nothing lost, mistakes told by sheet and cell, all files or none."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor import resources
from auditor.errors import ProblemsError
from auditor.inventory.file_shape import InventoryFileShape
from auditor.inventory.flat_cells import cell_of, rest_values, value_of
from auditor.inventory.flat_columns import REST, TABLES
from auditor.inventory.flat_import import InventoryImport, prepare_inventory
from auditor.inventory.flat_tables import entries_of, planned_sheets
from auditor.inventory.linkage_shapes import CameraShape, LinkageShape
from auditor.inventory.loader import read_inventory
from auditor.inventory.reading import read_files
from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import Plain
from auditor.model.words import Language
from auditor.registers.keeping import write_together
from auditor.tables.cells import Cell
from auditor.tables.japanese import Unreadable
from auditor.tables.writing import workbook
from tests.unit.registers.workspaces import told
from tests.unit.tables.books import book

CITY = """\
# 市
organisation: {id: minato, title: みなと市, sections: [{id: shimin, title: 市民課}]}
auditor: {zone: chonai}
zones: [{id: chonai, title: 庁内LAN, kind: office}]
"""
TARGETS = """\
targets:
- id: ap01
  title: AP
  kind: server
  platform: linux
  zone: chonai
  reach:
    ssh: {host: 10.0.0.1, port: 22, user: kansa, credential: ssh, sudo: true}
    snmp: {host: 10.0.0.1, version: 3, user: kansa, credential: c, auth: sha256, priv: aes128}
  window: {from: "01:00", to: "05:00"}
  deadline: PT90S
  services: [{protocol: tcp, port: 22, purpose: 運用 管理}, {protocol: udp, port: 161}]
  shared_accounts: [{account: root, reason: 障害時, custodian: 課長}]
  logs: [{source: operation, folder: oplog, name: "oplog-%Y%m%d.csv.gz", started: 2019-11-20}]
  tags: [juki_net]
linkages:
- {id: suido, title: 水道, counterparty_logs_on: false, started: 2007-04-01, retention: P5Y,
   items: [氏名・住所, 電話], persons: 41200, systems: [ap01]}
"""


def workspace(folder: Path) -> Path:
    (folder / "inventory").mkdir(parents=True)
    (folder / "inventory/city.yaml").write_text(CITY, encoding="utf-8")
    (folder / "inventory/things.yaml").write_text(TARGETS, encoding="utf-8")
    return folder


def exported(root: Path, language: Language = Language.JA) -> bytes:
    log = ProblemLog()
    files = read_files(root, log)
    assert log.found == []
    return workbook(planned_sheets(files, language))


def imported(root: Path, content: bytes) -> InventoryImport:
    file = root / "対象.xlsx"
    file.write_bytes(content)
    return prepare_inventory(root, file)


@pytest.mark.parametrize("language", Language)
def test_what_goes_out_comes_in_the_same(language: Language, tmp_path: Path) -> None:
    found = imported(workspace(tmp_path), exported(tmp_path, language))
    assert [(c.section, c.is_nothing, c.unchanged) for c in found.changes] == [
        ("sections", True, 1),
        ("zones", True, 1),
        ("sites", True, 0),
        ("targets", True, 1),
        ("linkages", True, 1),
        ("cameras", True, 0),
    ]
    assert found.contents == {}


def test_the_sample_city_comes_in_the_same(tmp_path: Path) -> None:
    shutil.copytree(resources.sample_inventory(), tmp_path / "inventory")
    found = imported(tmp_path, exported(tmp_path))
    assert all(change.is_nothing for change in found.changes)
    assert sum(change.unchanged for change in found.changes) > 40


def test_written_files_say_the_same_as_those_they_replace(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    log = ProblemLog()
    before = {section: entries_of(read_files(root, log), section) for section in TABLES}
    targets = before["targets"]
    content = exported(root)
    (root / "inventory/things.yaml").write_text(TARGETS.replace("title: AP", "title: BP"), encoding="utf-8")
    found = imported(root, content)
    assert [c.changed for c in found.changes if not c.is_nothing] == [("ap01",)]
    assert list(found.contents) == ["inventory/things.yaml"]
    write_together(root, found.contents)
    files = read_files(root, log)
    assert entries_of(files, "targets") == targets
    assert entries_of(files, "linkages") == before["linkages"]
    read_inventory(root, datetime(2026, 11, 20, tzinfo=UTC), log)
    assert log.found == []


def test_sections_go_into_the_organisation_and_comments_are_named(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    found = imported(root, book({"課": [["識別子", "名称"], ["shimin", "市民課"], ["zeimu", "税務課"]]}))
    assert [(c.section, c.new) for c in found.changes] == [("sections", ("zeimu",))]
    assert found.comments_lost == ("inventory/city.yaml",)
    write_together(root, found.contents)
    log = ProblemLog()
    files = read_files(root, log)
    assert [e["id"] for e in entries_of(files, "sections")] == ["shimin", "zeimu"]
    assert [e["id"] for e in entries_of(files, "zones")] == ["chonai"]
    assert log.found == []


def test_mistakes_are_told_by_sheet_and_cell_and_nothing_is_written(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = {path: path.read_bytes() for path in (root / "inventory").iterdir()}
    content = book(
        {
            "対象": [
                ["対象の一覧"],
                ["識別子", "名称", "種類", "機種", "区域", "SSH ポート", "サービス", "なぞ"],
                ["ap01", "AP", "サーバ", "Linux", "chonai", None, "tcp 22 運用 管理"],
                ["ap02", "AP", "冷蔵庫", "Linux", "nai", "二十二", "tcp 99999 運用"],
            ],
            "結合": [["識別子", "業務の名称", "開始日"], ["suido", "水道", "令和元年"]],
        }
    )
    with pytest.raises(ProblemsError) as error:
        imported(root, content)
    assert told(list(error.value.problems)) == [
        "対象.xlsx 対象!H2 tables.unknown_column",
        "対象.xlsx 対象!F4 tables.whole",
        "対象.xlsx 結合!C2 tables.part_of_day",
    ]
    content = book(
        {
            "対象": [
                ["識別子", "名称", "種類", "機種", "区域", "サービス", "読み取り方"],
                ["ap01", "AP", "サーバ", "Linux", "chonai", "tcp 22 運用 管理", "予定"],
                ["ap02", "AP", "冷蔵庫", "Linux", "nai", "tcp 99999 運用", "予定"],
                ["ap01", "AP", "サーバ", "Linux", "chonai", None, "予定"],
            ],
            "結合": [["識別子", "業務の名称"], ["suido", "水道"]],
        }
    )
    with pytest.raises(ProblemsError) as error:
        imported(root, content)
    assert told(list(error.value.problems)) == [
        "対象.xlsx 対象!C3 problems.not_one_of",
        "対象.xlsx 対象!E3 inventory.unknown_name_hint",
        "対象.xlsx 対象!F3 problems.too_large_number",
        "対象.xlsx 対象!A4 inventory.duplicate_id",
        "対象.xlsx 結合!A2 problems.missing_key",
    ]
    assert {path: path.read_bytes() for path in (root / "inventory").iterdir()} == before


def test_a_workbook_without_any_list(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        imported(workspace(tmp_path), book({"なぞ": [["a"]]}))
    assert told(list(error.value.problems)) == ["対象.xlsx tables.no_inventory"]


def column(section: str, name: str) -> int:
    return [c.name for c in TABLES[section]].index(name)


@pytest.mark.parametrize(
    ("section", "name", "value", "cell"),
    [
        ("targets", "deadline", "PT90S", "90秒"),
        ("linkages", "retention", "P5Y", "5年"),
        ("linkages", "retention", "P1Y6M", "P1Y6M"),
        ("linkages", "started", "2007-04-01", date(2007, 4, 1)),
        ("linkages", "counterparty_logs_on", False, "□"),
        ("linkages", "items", ["氏名・住所", "電話"], '"氏名・住所"、電話'),
        ("linkages", "line", "ip_vpn", "IP-VPN"),
        ("linkages", "lines", [{"target": "w", "interface": "eth 1", "line": "lgwan"}], 'w "eth 1" lgwan'),
        ("targets", "services", [{"protocol": "tcp", "port": 22}], "tcp 22"),
        ("targets", "window.from", "01:00", "01:00"),
        ("targets", "reach.snmp.version", 3, None),
        ("targets", "services", [{"port": 22}], None),
        ("targets", "services", [{"protocol": "tcp", "port": 22, "more": 1}], None),
        ("linkages", "started", "someday", None),
        ("linkages", "persons", "41200", None),
        ("linkages", "remarks", " ", None),
    ],
)
def test_a_cell_holds_only_what_is_read_back(section: str, name: str, value: Plain, cell: Cell) -> None:
    what = TABLES[section][column(section, name)]
    assert cell_of(value, what) == cell
    if cell is not None:
        assert value_of(cell, what) == value


@pytest.mark.parametrize(
    ("text", "code"), [("14日間", "P14D"), ("６か月", "P6M"), ("2時間", "PT2H"), ("P14D", "P14D"), ("長め", "長め")]
)
def test_durations(text: str, code: str) -> None:
    assert value_of(text, TABLES["cameras"][column("cameras", "retention")]) == code


def test_the_rest_is_json() -> None:
    assert rest_values('logs: [{"source": "x"}]\n\nrecordings.a: 1') == {"logs": [{"source": "x"}], "recordings.a": 1}
    for wrong in ("logs", "logs: x", "logs: " + "[" * 100_000):
        with pytest.raises(Unreadable):
            rest_values(wrong)


def test_every_field_of_linkages_and_cameras_has_its_column() -> None:
    for section, shape in (("linkages", LinkageShape), ("cameras", CameraShape)):
        assert {c.name for c in TABLES[section]} - {REST.name} == set(shape.model_fields)
    assert set(TABLES) - {"sections"} <= set(InventoryFileShape.model_fields)
