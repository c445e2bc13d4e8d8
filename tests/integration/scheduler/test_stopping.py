"""Signals: the first asks to end, the second ends the program itself, and afterwards all is as it was."""

import signal
import subprocess
import sys

import pytest

_WAITS = """
import sys, threading
from auditor.scheduler.stopping import stopping
with stopping() as stop:
    print("ready", flush=True)
    stop.wait()
    print("asked to end", flush=True)
    if "stubborn" in sys.argv:
        threading.Event().wait()
print("ended", flush=True)
"""


def _start(*arguments: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", _WAITS, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_to_end(number: signal.Signals) -> None:
    with _start() as process:
        process.send_signal(number)
        out, errors = process.communicate(timeout=30)
    assert (out, errors, process.returncode) == ("asked to end\nended\n", "", 0)


@pytest.mark.parametrize(("second", "code"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, -signal.SIGTERM)])
def test_the_second_signal_ends_the_program_itself(second: signal.Signals, code: int) -> None:
    with _start("stubborn") as process:
        process.send_signal(signal.SIGTERM)
        assert process.stdout is not None
        assert process.stdout.readline() == "asked to end\n"
        process.send_signal(second)
        out, _ = process.communicate(timeout=30)
    assert (out, process.returncode) == ("", code)
