"""Report folders: changed files are faults, missing and added ones are to be known, and the seal they bear counts."""

import json
import shutil
from pathlib import Path

import pytest

from auditor.errors import SealError
from auditor.model.sealing import FaultKind
from auditor.model.words import message
from auditor.seal.statements import ReportsStatement, digest_of, read_statement
from auditor.store.store import Store
from tests.unit.seal.sealed_city import (
    KEY,
    OTHER,
    record_city,
    record_night,
    sealer,
    tamper,
    told,
    verified,
    whole_night,
)

ALTERED, REMOVED = FaultKind.ALTERED, FaultKind.REMOVED
N0, N1, N2 = (f"night-{n}" for n in range(3))


def reported(store: Store, reports: Path, run: str) -> Path:
    """Write a report folder and seal it."""
    folder = reports / run
    (folder / "fonts").mkdir(parents=True)
    (folder / "report.html").write_text(f"<p>{run}</p>", encoding="utf-8")
    (folder / "fonts" / "noto.woff2").write_bytes(b"font")
    sealer().seal_reports(store, run, folder)
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Three nights with their reports; the store is ``auditor.db``."""
    with Store.open(tmp_path / "auditor.db") as store:
        for night in range(3):
            whole_night(store, night, sealer())
            reported(store, tmp_path / "reports", f"night-{night}")
    return tmp_path


def test_a_folder_bears_its_runs_seal(city: Path) -> None:
    found = json.loads((city / "reports" / N1 / "seal.json").read_text(encoding="utf-8"))
    with Store.open(city / "auditor.db") as store, store.reading() as connection:
        data, signature = connection.execute("SELECT statement, signature FROM seals WHERE number = 4").fetchone()
        reports = connection.execute("SELECT statement FROM seals WHERE number = 5").fetchone()[0]
    assert found["statement"].encode() == data
    assert found["keys"] == [KEY.public.text]
    assert json.loads(data)["run"]["id"] == N1
    KEY.public.verify(signature, data)
    statement = read_statement(reports)
    assert isinstance(statement, ReportsStatement)
    assert statement.run == N1
    assert [(file.name, file.size) for file in statement.files] == [
        ("fonts/noto.woff2", 4),
        ("report.html", 14),
        ("seal.json", (city / "reports" / N1 / "seal.json").stat().st_size),
    ]
    assert statement.files[0].digest == digest_of(b"font")
    assert (city / "reports" / N1 / "seal.json").stat().st_mode & 0o777 == 0o644


def test_nothing_is_found_where_nothing_was_done(city: Path) -> None:
    found = verified(city / "auditor.db", reports=city / "reports")
    assert (found.faults, found.remarks) == ((), ())
    assert found.statements == 7
    assert found.proven == (N0, N1, N2)


@pytest.mark.parametrize("name", ["report.html", "fonts/noto.woff2"])
def test_a_changed_file_is_named(city: Path, name: str) -> None:
    path = city / "reports" / N1 / name
    path.write_bytes(path.read_bytes() + b"\n")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert told(found) == [(ALTERED, "report_file", {"run": N1, "file": name}, N1, N1)]
    assert found.proven == (N0, N2)
    assert verified(city / "auditor.db").faults == ()
    assert verified(city / "auditor.db", reports=city / "reports", run=N2).faults == ()


def test_a_link_in_place_of_a_file_is_a_change(city: Path) -> None:
    path = city / "reports" / N1 / "report.html"
    shutil.copy(path, city / "same.html")
    path.unlink()
    path.symlink_to(city / "same.html")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert told(found) == [(ALTERED, "report_file", {"run": N1, "file": "report.html"}, N1, N1)]


def test_what_is_missing_or_added_is_to_be_known(city: Path) -> None:
    (city / "reports" / N0 / "report.html").unlink()
    (city / "reports" / N1 / "memo.txt").write_text("x", encoding="utf-8")
    shutil.rmtree(city / "reports" / N2)
    found = verified(city / "auditor.db", reports=city / "reports")
    assert found.holds
    assert found.remarks == (
        message("seal.report_files_missing", run=N0, files=("report.html",)),
        message("seal.report_files_added", run=N1, files=("memo.txt",)),
        message("seal.report_folder_missing", run=N2),
    )
    shutil.rmtree(city / "reports")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert [remark.code for remark in found.remarks] == ["seal.report_folder_missing"] * 3


def test_reports_written_again_are_sealed_again(city: Path) -> None:
    shutil.rmtree(city / "reports" / N1)
    with Store.open(city / "auditor.db") as store:
        folder = reported(store, city / "reports", N1)
        (folder / "report.html").write_text("<p>night 1</p>", encoding="utf-8")
        sealer().seal_reports(store, N1, folder)
    found = verified(city / "auditor.db", reports=city / "reports")
    assert (found.faults, found.remarks) == ((), ())


def test_a_chain_that_was_cut_off_is_told_by_the_folders(city: Path) -> None:
    tamper(city / "auditor.db", "DELETE FROM seals WHERE number >= 6")
    found = verified(city / "auditor.db", reports=city / "reports")
    args = {"run": N2, "number": 6, "last_number": 5}
    assert told(found) == [(REMOVED, "folder_seal_missing", args, "", "")]
    tamper(city / "auditor.db", "DELETE FROM seals")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert [(code, args["number"]) for _, code, args, *_ in told(found)] == [
        ("folder_seal_missing", 2),
        ("folder_seal_missing", 4),
        ("folder_seal_missing", 6),
    ]


def test_a_chain_that_was_made_anew_is_told_by_the_folders(city: Path) -> None:
    """The first night was recorded again as it was, by the same key; those after it were not."""
    (city / "auditor.db").unlink()
    with Store.open(city / "auditor.db") as store:
        whole_night(store, 0, sealer())
        reported(store, city / "again", "night-0")
        whole_night(store, 7, sealer(), names=("root",))
    found = verified(city / "auditor.db", reports=city / "reports")
    said = [(code, args["run"], args["number"]) for _, code, args, *_ in told(found) if code.startswith("folder")]
    assert said == [("folder_seal_missing", N2, 6), ("folder_seal_other", N1, 4)]
    assert "night-7" not in found.proven


def test_a_statement_about_reports_names_its_run_in_its_column_too(city: Path) -> None:
    tamper(city / "auditor.db", "UPDATE seals SET run = 1 WHERE number = 5")
    found = verified(city / "auditor.db")
    assert told(found) == [(ALTERED, "column_altered", {"number": 5, "column": "run"}, N1, N1)]


def test_an_altered_seal_in_a_folder_is_told(city: Path) -> None:
    path = city / "reports" / N1 / "seal.json"
    path.write_text(path.read_text(encoding="utf-8").replace("starter", "stopper"), encoding="utf-8")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert told(found) == [(ALTERED, "report_file", {"run": N1, "file": "seal.json"}, N1, N1)]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"statement":"x","signature":"","keys":[]}']
)
def test_a_folder_with_something_else_for_a_seal_is_told(city: Path, content: bytes) -> None:
    folder = city / "reports" / "elsewhere"
    folder.mkdir()
    (folder / "seal.json").write_bytes(content)
    found = verified(city / "auditor.db", reports=city / "reports")
    assert told(found) == [(ALTERED, "folder_seal", {"run": "elsewhere"}, "", "")]


def test_a_folder_of_another_installation_is_told(city: Path) -> None:
    other = city / "other.db"
    with Store.open(other) as store:
        whole_night(store, 9, sealer(OTHER))
        sealer(OTHER).seal_reports(store, "night-9", make(city / "reports" / "night-9"))
    found = verified(city / "auditor.db", reports=city / "reports")
    assert told(found) == [(ALTERED, "folder_seal", {"run": "night-9"}, "", "")]


def make(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_a_folder_without_a_seal_is_nobodys_concern(city: Path) -> None:
    make(city / "reports" / "drafts")
    (city / "reports" / "note.txt").write_text("x", encoding="utf-8")
    found = verified(city / "auditor.db", reports=city / "reports")
    assert (found.faults, found.remarks) == ((), ())


def test_a_run_that_is_not_sealed_gets_no_sealed_reports(tmp_path: Path) -> None:
    record_city(tmp_path / "auditor.db")
    with Store.open(tmp_path / "auditor.db") as store:
        record_night(store, 5)
        with pytest.raises(SealError) as caught:
            sealer().seal_reports(store, "night-5", make(tmp_path / "reports" / "night-5"))
    assert caught.value.message == message("seal.run_unsealed", run="night-5")
    assert list((tmp_path / "reports" / "night-5").iterdir()) == []
