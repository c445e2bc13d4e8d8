"""``auditor registers`` and ``auditor inventory export|import`` as a person runs them."""

from pathlib import Path

import msgspec
import pytest

from auditor.cli.main import run
from auditor.cli.speaking import Speaker
from auditor.facts.records import RECORDS
from auditor.model.words import Language
from auditor.tables.opening import read_book
from tests.unit.registers.workspaces import workspace
from tests.unit.tables.books import book

JA = Speaker(Language.JA)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, language: Language = Language.JA) -> tuple[int, str, str]:
    code = run(arguments, Speaker(language))
    out, err = capsys.readouterr()
    return code, out, err


def roster(folder: Path, *people: str) -> str:
    path = folder / "名簿.xlsx"
    path.write_bytes(book({"名簿": [["職員番号", "着任日"], *([p, "R6.4.1"] for p in people)]}))
    return str(path)


def test_template_fill_in_import_list_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, blank = str(workspace(tmp_path / "ws")), str(tmp_path / "t.xlsx")
    code, out, err = said(capsys, "registers", "template", "-o", blank, "--workspace", root)
    assert (code, err) == (0, "")
    assert out == f"{blank} を作りました（{len(RECORDS)}台帳）。記入したら auditor registers import で読み込みます。\n"
    sheets = read_book(Path(blank).read_bytes(), "t.xlsx").sheets
    assert len(sheets) == len(RECORDS) + 1
    assert list(sheets[1].rows[6][:3]) == ["記入例", "職員番号", "所属する団体（市は空欄）"]

    code, out, err = said(capsys, "registers", "import", blank, "--workspace", root)
    assert code == 2
    assert "記入された行がありません" in err

    file = roster(tmp_path, "10412", "10588")
    code, out, err = said(capsys, "registers", "import", file, "--workspace", root)
    assert code == 2
    assert out == "名簿（roster）: 新しい 2件、変わる 0件、消える 0件、同じ 0件\n  新しい: 10412、10588\n"
    assert err == "何も書いていません。書くときは --yes を付けてください。\n"
    code, out, _ = said(capsys, "registers", "import", file, "--dry-run", "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "試しただけで、何も書いていません。")
    code, out, _ = said(capsys, "registers", "import", file, "--yes", "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "inventory/registers/roster.yaml を書きました（2件）。")
    code, out, _ = said(capsys, "registers", "import", file, "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "今の内容と同じです。何も書きませんでした。")

    code, out, _ = said(capsys, "registers", "list", "--workspace", root)
    assert out.splitlines()[0] == "名簿（roster）: 2件、最新 令和6年4月1日、inventory/registers/roster.yaml"
    code, out, _ = said(capsys, "registers", "list", "--format", "json", "--workspace", root)
    lines = {line["register"]: line for line in msgspec.json.decode(out)}
    assert lines["roster"] == {
        "register": "roster", "title": "名簿", "kept": True, "entries": 2,
        "files": ["inventory/registers/roster.yaml"], "newest": "2024-04-01",
    }  # fmt: skip
    assert lines["training"]["kept"] is False
    code, out, _ = said(capsys, "registers", "check", "--workspace", root, language=Language.EN)
    assert (code, out) == (0, "Read 1 registers with 2 entries; no mistake in their form was found.\n")

    folder = tmp_path / "out"
    code, out, _ = said(capsys, "registers", "export", "-o", str(folder), "--mixed-dates", "--workspace", root)
    assert (code, out) == (0, f"{folder}/roster.xlsx に書き出しました（1台帳、2件）。\n")
    code, _, err = said(capsys, "registers", "export", "-o", str(folder), "--workspace", root)
    assert (code, err) == (2, f"{folder}/roster.xlsx があります。置き換えるときは --overwrite を付けてください。\n")
    code, out, _ = said(capsys, "registers", "import", str(folder / "roster.xlsx"), "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "今の内容と同じです。何も書きませんでした。")


def test_what_would_vanish_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(workspace(tmp_path / "ws"))
    said(capsys, "registers", "import", roster(tmp_path, "1", "2"), "--yes", "--workspace", root)
    file = roster(tmp_path, "2")
    code, out, err = said(capsys, "registers", "import", file, "--yes", "--workspace", root)
    assert code == 2
    assert out.splitlines()[-1] == "  消える: 1"
    assert err.startswith("今ある記録が消えるため、読み込みませんでした。")
    code, out, _ = said(capsys, "registers", "import", file, "--replace", "--yes", "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "inventory/registers/roster.yaml を書きました（1件）。")
    code, _, err = said(capsys, "registers", "import", file, "--replace", "--add", "--workspace", root)
    assert (code, err) == (2, "--replace と --add は同時に使えません。\n")


def test_mistakes_name_sheet_and_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(workspace(tmp_path / "ws"))
    file = tmp_path / "a.xlsx"
    file.write_bytes(book({"名簿": [["職員番号", "着任日"], ["1", "令和元年"], ["2", "平成40年1月1日"]]}))
    code, out, err = said(capsys, "registers", "import", str(file), "--workspace", root)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "a.xlsx 名簿!B2: 「令和元年」には月又は日がありません。年月日を書いてください。",
        "a.xlsx 名簿!B3: 「平成40年1月1日」の平成は終わっています。"
        "西暦2028年のことであれば、そのように書いてください。",
        "ファイルに直すところが2件あります。直してから、もう一度実行してください。",
    ]


def test_csv_with_a_register_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(workspace(tmp_path / "ws"))
    file = tmp_path / "export.csv"
    file.write_bytes("職員コード,採用日\n10412,H18.5.22\n".encode("cp932"))
    code, out, _ = said(capsys, "registers", "import", str(file), "--as", "名簿", "--yes", "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "inventory/registers/roster.yaml を書きました（1件）。")
    code, _, err = said(capsys, "registers", "import", str(file), "--as", "なぞ", "--workspace", root)
    assert (code, err.splitlines()[0][:12]) == (2, "「なぞ」という台帳はあり")


def test_a_workbook_in_the_registers_folder_counts_each_night(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace(tmp_path / "ws")
    roster(root / "inventory/registers", "10412")
    _, out, _ = said(capsys, "registers", "list", "--workspace", str(root))
    assert out.splitlines()[0] == "名簿（roster）: 1件、最新 令和6年4月1日、inventory/registers/名簿.xlsx"


def test_no_workspace_and_nothing_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("registers", "list"),
        ("registers", "import", "x.xlsx"),
        ("inventory", "export", "-o", "y.xlsx"),
    ):
        code, _, err = said(capsys, *arguments, "--workspace", str(tmp_path / "none"))
        assert (code, err.count("\n")) == (2, 1)
    root = str(workspace(tmp_path / "ws"))
    code, _, err = said(capsys, "registers", "export", "-o", str(tmp_path / "a.xlsx"), "--workspace", root)
    assert (code, err) == (2, "書き出す台帳がありません。\n")


def test_the_inventory_out_and_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, file = str(workspace(tmp_path / "ws")), str(tmp_path / "i.xlsx")
    target = tmp_path / "ws/inventory/city.yaml"
    target.write_text(target.read_text(encoding="utf-8").replace("platform: linux", "platform: linux, basis: planned"))
    code, out, _ = said(capsys, "inventory", "export", "-o", file, "--workspace", root)
    assert (code, out) == (0, f"{file} に書き出しました（5件）。\n")
    target.write_text(target.read_text(encoding="utf-8").replace("住民記録AP", "住記AP"), encoding="utf-8")
    code, out, _ = said(capsys, "inventory", "import", file, "--dry-run", "--workspace", root)
    assert "対象（targets）: 新しい 0件、変わる 1件、消える 0件、同じ 0件\n  変わる: juki-ap01\n" in out
    assert "住記AP" in target.read_text(encoding="utf-8")
    code, out, _ = said(capsys, "inventory", "import", file, "--yes", "--workspace", root)
    assert (code, out.splitlines()[-1]) == (0, "inventory/city.yaml を書きました。")
    assert "住民記録AP" in target.read_text(encoding="utf-8")
