"""The command ``auditor schedule``: where it refuses, and what it prints."""

from pathlib import Path

import pytest

from auditor.cli.main import run
from auditor.cli.speaking import Speaker
from auditor.model.words import Language
from auditor.starter import write_starter
from tests.unit.scheduler.test_systemd import documents, sections, words

ENGLISH = Speaker(Language.EN)


def test_units_for_a_fresh_workspace_without_a_vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "みなと市 100%"
    write_starter(root, "みなと市")
    assert run(["schedule", "--print-systemd", "--workspace", str(root)], ENGLISH) == 0
    found = documents(capsys.readouterr().out)
    assert list(found) == ["auditor.service", "auditor-once.service", "auditor-once.timer"]
    service = sections(found["auditor.service"])["Service"]
    assert words(service["ReadWritePaths"][0]) == [str(root / "state"), str(root / "reports")]
    assert str(root) in words(service["ExecStart"][0][1:])
    assert not (root / "state").exists()  # printing changes nothing


def test_the_units_write_where_backups_and_messages_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_starter(tmp_path, "みなと市")
    city = tmp_path / "inventory" / "organisation.yaml"
    city.write_text(city.read_text(encoding="utf-8").replace("deadline: PT60S", "deadline: PT10M"), encoding="utf-8")
    (tmp_path / "inventory" / "operation.yaml").write_text(
        "care: {backup: {folder: /mnt/backup}}\nnotify: {folder: {path: /mnt/share}, routes: [{channel: folder}]}\n",
        encoding="utf-8",
    )
    code = run(["schedule", "--print-systemd", "--key-file", "my.key", "--workspace", str(tmp_path)], ENGLISH)
    assert code == 0
    service = sections(documents(capsys.readouterr().out)["auditor.service"])["Service"]
    assert words(service["ReadWritePaths"][0])[2:] == ["/mnt/backup", "/mnt/share"]
    assert service["TimeoutStopSec"] == ["630"]
    assert words(service["ExecStart"][0][1:])[-1] == str(Path.cwd() / "my.key")


def test_a_folder_that_is_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--once", "--print-systemd"):
        assert run(["schedule", option, "--workspace", str(tmp_path / "nowhere")], ENGLISH) == 2
        assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_credentials_that_are_needed_are_asked_for_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_starter(tmp_path, "みなと市")
    assert run(["schedule", "--once", "--workspace", str(tmp_path)], ENGLISH) == 2
    assert "auditor vault set ssh-auditor" in capsys.readouterr().err
    assert not (tmp_path / "state" / "vault.json").exists()
