"""Where output cannot go: a full disk, a closed pipe, no standard output at all."""

import subprocess
import sys
from pathlib import Path

import pytest

AUDITOR = f"{sys.executable} -m auditor"


def shell(line: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["/bin/bash", "-c", line], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("arguments", ["--help", "doctor --workspace {folder}"])
def test_output_to_a_full_disk_is_told_in_words(tmp_path: Path, arguments: str) -> None:
    done = shell(f"{AUDITOR} --lang en {arguments.format(folder=tmp_path)} >/dev/full")
    assert done.returncode == 2
    assert (
        done.stderr
        == "The output could not be written to its end. See that the disk it goes to has space, and try again.\n"
    )


def test_without_standard_output_a_command_does_its_work(tmp_path: Path) -> None:
    done = shell(f"{AUDITOR} --lang en doctor --workspace {tmp_path} >&-")
    assert (done.returncode, done.stderr) == (1, "")


def test_a_reader_that_has_enough_is_no_error() -> None:
    done = shell(f"{AUDITOR} --help | head -1")
    assert done.stderr == ""


def test_an_option_that_is_missing_is_named_as_it_is_typed(tmp_path: Path) -> None:
    done = shell(f"{AUDITOR} seal lost --lang en --workspace {tmp_path}")
    assert done.returncode == 2
    assert done.stderr.startswith("--reason is missing.")
