"""What is exported is imported as it was, for every register; an import is whole or does nothing."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import resources
from auditor.errors import ProblemsError, UsageError
from auditor.facts.records import RECORDS, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import Plain, read_yaml
from auditor.model.evidence import Place
from auditor.model.japan import JST
from auditor.model.words import Language
from auditor.registers.entries import entries_from
from auditor.registers.importing import Mode, prepare
from auditor.registers.keeping import SourceNote, register_yaml, write_together
from auditor.registers.kept import kept_registers, tables_by_file
from auditor.registers.lines import read_lines
from auditor.registers.tabular import rows_of
from auditor.registers.template import RegisterTable, write_workbook
from tests.unit.registers.workspaces import told, words, workspace
from tests.unit.tables.books import book

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VOCABULARY = words()


def full_value(column: Column, number: int) -> object:
    """Something in every column, awkward where the column allows it."""
    known = [word.code for word in VOCABULARY.words(column.vocabulary)]
    match column.kind:
        case ColumnKind.IDENTIFIER:
            return f"x-{number}"
        case ColumnKind.TITLE:
            return "0012"
        case ColumnKind.TEXT:
            return "=一行目、\n二行目・「引用」"
        case ColumnKind.DAY:
            return date(2019, 4, 30) + timedelta(days=number)
        case ColumnKind.BEGINNING | ColumnKind.ENDING:
            return datetime(2026, 6, 3, 10, 20, 59, tzinfo=JST)
        case ColumnKind.WHOLE:
            return 96000 + number
        case ColumnKind.YES:
            return number % 2 == 0
        case ColumnKind.CHOICE:
            return known[-1] if known else "word"
        case ColumnKind.CHOICES:
            return tuple(known) or ("word", "other")
        case ColumnKind.TEXTS:
            return ("氏名・住所", '"引用"', "（括弧、つき）", "0012")
        case ColumnKind.NAMES:
            return ("a-1", "b.2")
        case ColumnKind.ACCOUNTS:
            return ("juki-ap01/sz1", "root")
        case ColumnKind.PATH:
            return "folder/文書.pdf"
        case ColumnKind.DIGEST:
            return "sha256:" + "a1" * 32


def record_of(register: str, values: Mapping[str, object]) -> Record:
    return RECORDS[register](place=Place(origin="", where="", excerpt=""), **values)


def back(
    path: Path, register: str, records: tuple[Record, ...], language: Language, *, various: bool
) -> list[dict[str, object]]:
    table = RegisterTable(register=register, entries=records)
    write_workbook(path, [table], language, vocabulary=VOCABULARY, various=various)
    log = ProblemLog()
    found = rows_of(path.read_bytes(), path.name, VOCABULARY, log)
    assert found is not None
    entries = list(entries_from(register, found.registers[register], vocabulary=VOCABULARY, log=log))
    assert told(log.found) == []
    return [{name: getattr(entry.shape, name) for name in columns_of(RECORDS[register])} for entry in entries]


def values_of(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in columns_of(type(record))}


@pytest.mark.parametrize("register", RECORDS)
def test_a_full_and_a_bare_entry_of_every_register_come_back(register: str, tmp_path: Path) -> None:
    columns = columns_of(RECORDS[register])
    named = {"register": "roster"} if register == "removals" else {}
    everything = {name: full_value(column, n) for n, (name, column) in enumerate(columns.items())}
    full = record_of(register, everything | named)
    bare = {name: full_value(c, 7) for name, c in columns.items() if c.required or name in ("id", "target")} | named
    records = (full, record_of(register, {**bare, RECORDS[register].KEY: "bare-1"}))
    for language in Language:
        for various in (False, True):
            found = back(tmp_path / "a.xlsx", register, records, language, various=various)
            assert found == [values_of(record) for record in records]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20), max_size=4),
    st.dates(min_value=date(1873, 1, 1), max_value=date(2117, 12, 31)),
    st.booleans(),
)
def test_lists_and_days_come_back(
    tmp_path_factory: pytest.TempPathFactory, items: list[str], when: date, various: bool
) -> None:
    plain = tuple(item for item in items if not item.isascii() and item == "".join(item.split()))
    record = record_of("files", {"id": "f", "title": "件名", "items": plain, "held_since": when})
    path = tmp_path_factory.mktemp("back") / "a.xlsx"
    (found,) = back(path, "files", (record,), Language.JA, various=various)
    narrow = {name: value for name, value in found.items() if name != "items"}
    assert narrow == {name: value for name, value in values_of(record).items() if name != "items"}
    assert len(found["items"]) == len(plain)  # type: ignore[arg-type]


def test_the_sample_citys_registers_are_the_same_out_of_workbooks(tmp_path: Path) -> None:
    """As a city would keep them: workbooks in the registers' folder, dates in mixed spellings."""
    yaml, excel = tmp_path / "yaml", tmp_path / "excel"
    for root in (yaml, excel):
        shutil.copytree(resources.sample_inventory(), root / "inventory")
    kept_in_yaml = kept_registers(yaml)
    for path, tables in tables_by_file(kept_in_yaml, tuple(RECORDS)).items():
        (excel / path).unlink()
        book_path = (excel / path).with_suffix(".xlsx")
        write_workbook(book_path, tables, Language.JA, vocabulary=VOCABULARY, various=True)
    kept_in_excel = kept_registers(excel)
    for name in RECORDS:
        found, expected = ({f.key: values_of(f) for f in k.records(name)} for k in (kept_in_excel, kept_in_yaml))
        assert found == expected
    assert set(kept_in_excel.kept) == set(kept_in_yaml.kept)


def test_twenty_thousand_mistakes_are_told_in_their_time(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    file = tmp_path / "a.csv"
    lines = (f"e{n},1,nai" for n in range(20_000))
    file.write_text("番号,職員番号,機器\n" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        prepare(root, [file], register="entitlements")
    assert len(error.value.problems) == 20_000
    assert told([error.value.problems[-1]]) == ["a.csv!C20001 inventory.unknown_name"]


def roster(*people: tuple[str, str]) -> bytes:
    return book({"名簿": [["職員番号", "着任日"], *map(list, people)]})


def kept(root: Path) -> list[tuple[str, str]]:
    return [(str(fact.key), str(getattr(fact, "since", ""))) for fact in kept_registers(root).records("roster")]


def test_an_import_writes_a_line_an_entry(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    file = tmp_path / "名簿.xlsx"
    file.write_bytes(roster(("10412", "R6.4.1"), ("10588", "令和７年４月１日")))
    found = prepare(root, [file])
    (change,) = found.changes
    assert (change.new, change.changed, change.gone, change.unchanged, change.created) == (
        ("10412", "10588"),
        (),
        (),
        0,
        True,
    )
    found.write(NOW)
    written = (root / "inventory/registers/roster.yaml").read_text(encoding="utf-8")
    assert written.splitlines() == [
        "# auditor: registers import, 2026-11-20 21:00 JST",
        f"# auditor: from 名簿.xlsx {found.sources[0].digest}",
        "register: roster",
        "entries:",
        '  - {"person": "10412", "since": "2024-04-01"}',
        '  - {"person": "10588", "since": "2025-04-01"}',
    ]
    assert kept(root) == [("10412", "2024-04-01"), ("10588", "2025-04-01")]
    assert prepare(root, [file]).changes[0].is_nothing


def test_entries_that_would_vanish(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    file = tmp_path / "a.xlsx"
    file.write_bytes(roster(("1", "R6.4.1"), ("2", "R6.4.1"), ("3", "R6.4.1")))
    prepare(root, [file]).write(NOW)
    file.write_bytes(roster(("2", "R7.4.1"), ("4", "R6.4.1")))
    (usual,) = prepare(root, [file]).changes
    assert (usual.new, usual.changed, usual.gone, usual.unchanged) == (("4",), ("2",), ("1", "3"), 0)
    added = prepare(root, [file], mode=Mode.ADD)
    assert added.changes[0].gone == ()
    added.write(NOW)
    assert sorted(kept(root)) == [("1", "2024-04-01"), ("2", "2025-04-01"), ("3", "2024-04-01"), ("4", "2024-04-01")]
    prepare(root, [file], mode=Mode.REPLACE).write(NOW)
    assert kept(root) == [("2", "2025-04-01"), ("4", "2024-04-01")]


def test_what_the_sheet_has_no_column_for_stays(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    kept_file = root / "inventory/registers/roster.yaml"
    kept_file.write_text(
        "# 手で書いた\nregister: roster\nentries:\n- {person: '1', since: 2020-04-01, section: zeimu}\n",
        encoding="utf-8",
    )
    file = tmp_path / "a.xlsx"
    file.write_bytes(roster(("1", "R6.4.1")))
    found = prepare(root, [file])
    assert found.changes[0].comments
    assert [dict(entry) for entry in found.changes[0].entries] == [
        {"person": "1", "section": "zeimu", "since": "2024-04-01"}
    ]


def test_one_mistake_and_nothing_is_imported(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(roster(("1", "R6.4.1")))
    bad.write_bytes(
        book(
            {
                "研修": [
                    ["番号", "研修名", "実施日", "結合"],
                    ["t-1", "研修", "R8.13.1", None],
                    ["t-2", "研修", None, "nai"],
                ],
                "名簿": [["職員番号", "離任日", "着任日"], ["1", None, None], ["2", "R6.4.1", "R7.4.1"]],
            }
        )
    )
    with pytest.raises(ProblemsError) as error:
        prepare(root, [good, bad])
    assert told(list(error.value.problems)) == ["bad.xlsx 研修!C2 tables.no_such_day"]
    bad.write_bytes(
        book(
            {
                "研修": [["番号", "研修名", "結合"], ["t-2", "研修", "nai"]],
                "名簿": [["職員番号", "離任日", "着任日"], ["1", None, None], ["2", "R6.4.1", "R7.4.1"]],
            }
        )
    )
    with pytest.raises(ProblemsError) as error:
        prepare(root, [good, bad])
    assert told(list(error.value.problems)) == [
        "bad.xlsx 名簿!A2 registers.duplicate_elsewhere",
        "bad.xlsx 名簿!A3 registers.reversed",
        "bad.xlsx 研修!C2 inventory.unknown_name",
    ]
    assert not list((root / "inventory/registers").iterdir())


def test_files_that_are_not_imported(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    inside = root / "inventory/registers/a.xlsx"
    inside.write_bytes(roster(("1", "R6.4.1")))
    with pytest.raises(UsageError) as error:
        prepare(root, [inside])
    assert error.value.message.code == "registers_cli.is_kept"
    with pytest.raises(UsageError) as error:
        prepare(root, [tmp_path / "none.xlsx"])
    assert error.value.message.code == "registers_cli.unreadable"
    (root / "inventory/registers/roster.yaml").write_text(
        "registers:\n  roster: []\n  training: []\n", encoding="utf-8"
    )
    outside = tmp_path / "b.xlsx"
    outside.write_bytes(roster(("2", "R6.4.1")))
    with pytest.raises(UsageError) as error:
        prepare(root, [outside])
    assert error.value.message.code == "registers_cli.shared_file"


def test_a_contract_that_others_name_does_not_vanish_unseen(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ws")
    file = tmp_path / "a.xlsx"
    head, articles = ["契約番号", "件名"], [["番号", "契約", "事項"], ["a-1", "k-1", "秘密保持"]]
    file.write_bytes(book({"契約": [head, ["k-1", "業務"], ["k-2", "業務"]], "契約・覚書の条項": articles}))
    item = VOCABULARY.words("article_item")
    articles[1][2] = item[0].label.ja if item else "秘密保持"
    file.write_bytes(book({"契約": [head, ["k-1", "業務"], ["k-2", "業務"]], "契約・覚書の条項": articles}))
    prepare(root, [file]).write(NOW)
    file.write_bytes(book({"契約": [head, ["k-2", "業務"]]}))
    with pytest.raises(ProblemsError) as error:
        prepare(root, [file], mode=Mode.REPLACE)
    assert [p.message.code for p in error.value.problems] == ["inventory.unknown_name_hint"]
    assert error.value.problems[0].file == "inventory/registers/articles.yaml"


def test_all_files_or_none(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "inventory/registers/zz.yaml").mkdir()
    with pytest.raises(UsageError) as error:
        write_together(root, {"inventory/registers/aa.yaml": b"a", "inventory/registers/zz.yaml/x/../../zz.yaml": b"b"})
    assert error.value.message.code == "registers_cli.not_written"


_VALUES = st.dictionaries(
    st.text(min_size=1, max_size=8), st.text(max_size=20) | st.booleans() | st.integers(0, 10**9), max_size=4
)


@given(st.lists(_VALUES, max_size=4))
def test_the_lines_are_yaml_and_read_the_same(entries: list[dict[str, Plain]]) -> None:
    from auditor.loading.files import SourceFile

    content = register_yaml("roster", entries, [SourceNote(name="a\nb.xlsx", digest="sha256:0")], NOW)
    log = ProblemLog()
    document = read_yaml(content, "roster.yaml", log)
    assert log.found == []
    assert document is not None
    assert document.data == {"register": "roster", "entries": entries}
    lines = read_lines(SourceFile(path="roster.yaml", content=content, digest=""))
    assert lines is not None
    assert [row.values for row in lines["roster"]] == entries


def test_export_by_source_file(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    folder = root / "inventory/registers"
    (folder / "a.yaml").write_text("registers:\n  roster:\n  - {person: '1'}\n  training: []\n", encoding="utf-8")
    (folder / "b.yaml").write_text("register: roster\nentries:\n- {person: '2'}\n", encoding="utf-8")
    (folder / "c.xlsx").write_bytes(roster(("3", "R6.4.1")))
    tables = tables_by_file(kept_registers(root), tuple(RECORDS))
    assert {
        path: {table.register: [fact.key for fact in table.entries] for table in of_file}
        for path, of_file in tables.items()
    } == {
        "inventory/registers/a.yaml": {"roster": ["1"], "training": []},
        "inventory/registers/b.yaml": {"roster": ["2"]},
        "inventory/registers/c.xlsx": {"roster": ["3"]},
    }
