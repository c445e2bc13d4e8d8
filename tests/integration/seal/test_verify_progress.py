"""On a terminal one sees that the verification goes on; in a pipe nothing of it."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.integration.seal.workspaces import make_workspace


def on_a_terminal(arguments: list[str]) -> tuple[bytes, bytes]:
    """The program with its standard error on a terminal: what it wrote there, and its output."""
    terminal, stderr = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "auditor", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as child:
        os.close(stderr)
        shown = b""
        try:
            while piece := os.read(terminal, 4096):
                shown += piece
        except OSError:
            pass  # the program has closed its end
        assert child.stdout is not None
        out = child.stdout.read()
    os.close(terminal)
    return shown, out


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    city = make_workspace(tmp_path / "city", nights=1)
    command = ["verify", "--workspace", str(city), "--lang", "en"]
    shown, out = on_a_terminal(command)
    assert b"Checking" in shown
    assert b"Checking" not in out
    assert b"Runs proven to be as they were sealed: 1 of 1." in out
    silent, _ = on_a_terminal([*command, "--format", "json"])
    assert silent == b""
    piped = subprocess.run([sys.executable, "-m", "auditor", *command], capture_output=True, check=True)
    assert piped.stderr == b""
    assert piped.stdout == out
