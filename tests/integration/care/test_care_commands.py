"""The four commands as a person types them: words, exit codes, and JSON for machines."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.care.reading import verify
from auditor.cli.main import run
from auditor.cli.speaking import Speaker
from auditor.model.words import Language
from tests.unit.care.installations import Installation, install


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(-1, 0, reports=True)
    return made


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Auditor = Callable[..., Done]


@pytest.fixture
def auditor(city: Installation, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Auditor:
    """The program, typed in the workspace's folder."""
    monkeypatch.chdir(city.root)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def typed(*arguments: str, lang: str = "en") -> Done:
        capfd.readouterr()
        code = run([*arguments, "--lang", lang], Speaker(Language(lang)))
        sys.stdout.flush()
        said = capfd.readouterr()
        return Done(code, said.out, said.err)

    return typed


def test_backup_needs_a_folder_and_then_says_what_it_did(auditor: Auditor, city: Installation) -> None:
    done = auditor("backup")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("No folder is set for backups.")
    city.declare(f"care: {{backup: {{folder: {city.backups}, keep: 2}}}}\n")
    done = auditor("backup", lang="ja")
    assert done.returncode == 0, done.stderr
    assert "ディスクから読み返し、すべてのファイルの要約値が一致することを確かめました。" in done.stdout
    assert "保管庫の鍵ファイルとパスフレーズは、このバックアップに入っていません。" in done.stdout
    for _ in range(2):
        done = auditor("backup", "--format", "json", "--without-reports")
    found = json.loads(done.stdout)
    assert found["schema"] == "auditor-backup-made/1"
    assert (len(found["deleted"]), found["kept"], found["reports"], found["nights"]) == (1, 2, False, 2)
    assert verify(Path(found["file"])).about.city == "minato"


def test_another_folder_than_the_usual_one_loses_nothing(auditor: Auditor, city: Installation, tmp_path: Path) -> None:
    city.declare(f"care: {{backup: {{folder: {city.backups}, keep: 1}}}}\n")
    stick = tmp_path / "stick"
    stick.mkdir()
    for _ in range(2):
        assert auditor("backup", str(stick)).returncode == 0
    assert len(list(stick.iterdir())) == 2


def test_the_key_file_is_tried_and_never_packed(auditor: Auditor, city: Installation, tmp_path: Path) -> None:
    done = auditor("backup", str(city.backups), "--key-file", str(city.key_file))
    assert "The vault in the backup opens with the key file" in done.stdout
    other = tmp_path / "other.key"
    other.touch(mode=0o600)
    other.write_text("another" * 10, encoding="ascii")
    done = auditor("backup", str(city.backups), "--key-file", str(other))
    assert done.returncode == 2
    assert "does not open the vault" in done.stderr
    assert len(list(city.backups.iterdir())) == 2


def test_mistakes_in_the_inventory_do_not_stand_in_the_way_of_a_backup(auditor: Auditor, city: Installation) -> None:
    (city.root / "inventory" / "city.yaml").write_text("organisation: [", encoding="utf-8")
    assert auditor("backup").returncode == 2
    done = auditor("backup", str(city.backups))
    assert done.returncode == 0
    assert done.stderr.startswith("Note: ")
    (path,) = city.backups.iterdir()
    assert "inventory/city.yaml" in {m.path for m in verify(path).members}
    done = auditor("backup", str(city.backups), "--workspace", str(city.backups))
    assert done.returncode == 2


def test_restore_says_what_to_do_next_or_why_not(auditor: Auditor, city: Installation, tmp_path: Path) -> None:
    assert auditor("backup", str(city.backups)).returncode == 0
    (archive,) = city.backups.iterdir()
    done = auditor("restore", str(archive), str(tmp_path / "new"), lang="ja")
    assert done.returncode == 0, done.stderr
    for line in ("次にすること", "auditor verify", "auditor doctor", "state/vault.key"):
        assert line in done.stdout
    done = auditor("restore", str(archive), str(tmp_path / "new"), lang="ja")
    assert done.returncode == 2
    assert "既に何か入っています" in done.stderr
    done = auditor("restore", str(archive), str(tmp_path / "other"), "--format", "json")
    assert json.loads(done.stdout)["nights"] == 2
    archive.write_bytes(archive.read_bytes()[:-50])
    done = auditor("restore", str(archive), str(tmp_path / "third"))
    assert done.returncode == 2
    assert "is cut short" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "third").exists()


def test_doctor_tells_by_its_exit_whether_something_is_to_be_done(auditor: Auditor, city: Installation) -> None:
    done = auditor("doctor", lang="ja")
    assert done.returncode == 1
    assert "× 要対応 [バックアップ] バックアップを取ったことがありません。" in done.stdout
    assert auditor("backup", str(city.backups)).returncode == 0
    done = auditor("doctor")
    assert done.returncode == 0, done.stdout
    assert "To do: 0" in done.stdout
    city.key_file.chmod(0o644)
    done = auditor("doctor", "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["schema"] == "auditor-doctor/1"
    (key,) = (check for check in found["checks"] if check["name"] == "key")
    assert (key["mark"], key["findings"][0]["code"]) == ("act", "doctor.open_to_others")
    assert key["findings"][0]["todo"]["ja"].startswith("chmod 600")


def test_doctor_works_where_there_is_nothing(auditor: Auditor, city: Installation, tmp_path: Path) -> None:
    done = auditor("doctor", "--workspace", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_handover_writes_the_form_that_the_files_name_asks_for(
    auditor: Auditor, city: Installation, tmp_path: Path
) -> None:
    page = tmp_path / "sheet.html"
    done = auditor("handover", "--output", str(page), lang="ja")
    assert done.returncode == 0, done.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert page.stat().st_mode & 0o007 == 0
    done = auditor("handover", "--format", "json")
    assert json.loads(done.stdout)["schema"] == "auditor-handover/1"
    done = auditor("handover")
    assert done.stdout.startswith("みなと市  Hand-over sheet of the audit system\n")
    done = auditor("handover", "--output", str(tmp_path / "none" / "sheet.html"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_handover_opens_the_vault_where_it_can_and_refuses_a_wrong_key_file(
    auditor: Auditor, city: Installation, tmp_path: Path
) -> None:
    city.key_file.rename(tmp_path / "kept-apart.key")
    done = auditor("handover", lang="ja")
    assert done.returncode == 0
    assert "保管庫を開かずに作った" in done.stdout
    done = auditor("handover", "--key-file", str(tmp_path / "kept-apart.key"), lang="ja")
    assert "保管庫を開かずに作った" not in done.stdout
    other = tmp_path / "other.key"
    other.touch(mode=0o600)
    other.write_text("another" * 10, encoding="ascii")
    assert auditor("handover", "--key-file", str(other)).returncode == 2
