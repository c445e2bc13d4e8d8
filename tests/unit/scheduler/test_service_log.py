"""The service's log: rotated, the owner's alone, one line a message, and never in the way."""

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.engine.isolation import isolated
from auditor.model.words import Language, message
from auditor.scheduler.service_log import FILES, LARGEST, ServiceLog, service_log


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def log(tmp_path: Path, shown: list[str]) -> Iterator[ServiceLog]:
    with service_log(tmp_path / "state", Language.JA, shown.append) as opened:
        yield opened


def _lines(tmp_path: Path) -> list[str]:
    return (tmp_path / "state" / "log" / "service.log").read_text(encoding="utf-8").splitlines()


def test_a_line_has_the_moment_in_japan_the_weight_and_the_words(
    tmp_path: Path, shown: list[str], log: ServiceLog
) -> None:
    log.say(message("schedule.stopped"))
    log.warn(message("schedule.nothing_due"))
    first, second = _lines(tmp_path)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00 INFO 定期実行を終えました。", first)
    assert second.endswith("+09:00 WARNING 今行うべきものはありません。")
    assert shown == ["定期実行を終えました。", "今行うべきものはありません。"]


def test_folder_and_file_are_the_owners_alone(tmp_path: Path, log: ServiceLog) -> None:
    log.say(message("schedule.stopped"))
    folder = tmp_path / "state" / "log"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "service.log").stat().st_mode & 0o777 == 0o600


def test_what_a_stranger_wrote_stays_on_its_line_and_inert(tmp_path: Path, shown: list[str], log: ServiceLog) -> None:
    log.say(message("schedule.problem", place="a\nb\x1b[2J‮", what=""))
    (line,) = _lines(tmp_path)
    assert line.endswith("INFO a ⏎ b\\x1b[2J\\u202e: ")
    assert shown == ["a ⏎ b\\x1b[2J\\u202e: "]


def test_an_endless_line_is_cut(tmp_path: Path, log: ServiceLog) -> None:
    log.say(message("schedule.problem", place="x" * 100_000, what=""))
    (line,) = _lines(tmp_path)
    assert len(line) < 5000
    assert line.endswith("…")


def test_the_place_of_a_crash_is_in_the_log_and_its_words_are_not(tmp_path: Path, log: ServiceLog) -> None:
    def crash() -> None:
        raise ValueError("hunter2")

    assert not log.troubled
    isolated(crash, where="audit")
    (line,) = _lines(tmp_path)
    assert "ERROR audit crashed: ValueError at crash:" in line
    assert "hunter2" not in line


def test_five_files_of_a_mebibyte_at_most(tmp_path: Path, log: ServiceLog) -> None:
    for _ in range(FILES * LARGEST // 2000):
        log.say(message("schedule.problem", place="x" * 2500, what=""))
    files = sorted((tmp_path / "state" / "log").iterdir())
    assert [f.name for f in files] == ["service.log", *(f"service.log.{n}" for n in range(1, FILES))]
    assert all(f.stat().st_size <= LARGEST for f in files)
    assert {f.stat().st_mode & 0o777 for f in files} == {0o600}


def test_a_file_that_cannot_be_opened_costs_lines_and_nothing_else(
    tmp_path: Path, shown: list[str], log: ServiceLog
) -> None:
    folder = tmp_path / "state" / "log"
    folder.mkdir(parents=True)
    (folder / "service.log").symlink_to(tmp_path / "elsewhere")  # refused, as every link is
    log.say(message("schedule.stopped"))
    assert log.troubled
    log.say(message("schedule.stopped"))
    trouble, *rest = shown  # said once, on the terminal
    assert trouble.startswith("記録ファイル ")
    assert rest == ["定期実行を終えました。"] * 2
    (folder / "service.log").unlink()
    log.say(message("schedule.nothing_due"))
    (line,) = _lines(tmp_path)
    assert line.endswith("今行うべきものはありません。")


def test_a_disk_that_is_full_while_a_line_is_written(
    tmp_path: Path, log: ServiceLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", lambda *_: _full())
    log.say(message("schedule.stopped"))
    assert log.troubled
    monkeypatch.undo()
    log.say(message("schedule.nothing_due"))
    assert len(_lines(tmp_path)) == 1


def _full() -> int:
    with Path("/dev/full").open("ab", buffering=0) as file:
        return os.dup(file.fileno())


def test_a_state_that_is_no_folder(tmp_path: Path, shown: list[str]) -> None:
    (tmp_path / "state").touch()
    with service_log(tmp_path / "state", Language.EN, shown.append) as log:
        log.say(message("schedule.stopped"))
        assert log.troubled
    assert shown[1:] == ["The nightly service has ended."]


def test_afterwards_logging_is_as_it_was(tmp_path: Path) -> None:
    ours = logging.getLogger("auditor")
    before = (list(ours.handlers), ours.level, ours.propagate)
    with service_log(tmp_path / "state", Language.EN, lambda _: None):
        assert (list(ours.handlers), ours.level, ours.propagate) != before
    assert (list(ours.handlers), ours.level, ours.propagate) == before
