"""Killed at any moment, nothing that was told is lost, and nothing is half-written."""

import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import VaultError
from auditor.model.credential import Credential
from auditor.model.operation import Channel, Notification, Route
from auditor.model.terms import FindingClass
from auditor.model.words import message
from auditor.notify import Spool, deliver
from tests.fixtures import notices

KILLED = Path(__file__).with_name("killed_teller.py")
ROOT = Path(__file__).parents[3]


def _nothing(name: str) -> Credential:
    raise VaultError(message("vault.no_credential", name=name))


def _kill_often(tmp_path: Path, times: int) -> None:
    spool, share = tmp_path / "spool", tmp_path / "share"
    share.mkdir()
    chance = random.Random(20261120)  # noqa: S311 - no secret
    told = 0
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, str(KILLED), str(spool), str(share), str(told)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.0, 0.08))
        process.kill()
        numbers = [int(n) for n in (line + process.stdout.read()).split()]
        process.wait(10)
        process.stdout.close()
        told = numbers[-1] + 1
    contents = Spool(folder=spool).contents()
    assert contents.damaged == ()
    routes = (Route(channel=Channel.FOLDER), Route(channel=Channel.FOLDER, classes=frozenset({FindingClass.MAJOR})))
    notification = Notification(folder=share, routes=routes)
    deliver(Spool(folder=spool), notification, _nothing, lambda: notices.NOW)
    assert Spool(folder=spool).pending() == ()
    names = {path.name for path in share.iterdir()}
    for mark in ("", "-major"):
        # What waited for so long that it was merged is named in the backlog.
        merged = "".join(path.read_text(encoding="utf-8-sig") for path in share.glob(f"*-backlog-??????{mark}.txt"))
        for number in range(told):
            stem = f"{notices.jst(1, 1) + timedelta(minutes=number):%Y%m%d-%H%M%S}-night{mark}"
            whole = {f"{stem}.html", f"{stem}.txt"} <= names
            assert whole or f"実施番号 run{number}）" in merged, (number, mark)
    assert not [name for name in names if name.endswith(".part")]
    assert not [path for path in share.iterdir() if path.suffix == ".html" and not path.read_text().endswith("</html>")]


def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    _kill_often(tmp_path, 8)


@pytest.mark.campaign
def test_hundreds_of_kills_lose_nothing(tmp_path: Path) -> None:
    _kill_often(tmp_path, 300)
