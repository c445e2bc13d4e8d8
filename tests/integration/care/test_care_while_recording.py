"""Backups by real processes while another real process records nights; killed and ended ones leave no half file."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditor.care.reading import verify
from auditor.care.restore import restore
from auditor.seal.notes import head
from auditor.store.store import Store
from tests.unit.care.installations import Installation, install

TREE = Path(__file__).parents[3]


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(0, 1, reports=True)
    return made


def auditor(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments, "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@contextmanager
def recording(city: Installation, first: int) -> Iterator["subprocess.Popen[str]"]:
    """Nights are being recorded as long as the block lasts; its output says which are finished."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.integration.care.recording", str(city.root), str(first)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=TREE,
    ) as process:
        try:
            yield process
        finally:
            process.communicate(timeout=120)
    assert process.returncode == 0


def test_backups_made_while_nights_are_recorded_hold_whole_nights(city: Installation, tmp_path: Path) -> None:
    archives: list[Path] = []
    with recording(city, 2) as recorder:
        assert recorder.stdout is not None
        for _ in range(3):
            recorder.stdout.readline()
            done = auditor("backup", str(city.backups), "--workspace", str(city.root))
            assert done.returncode == 0, done.stderr
            archives.append(Path(done.stdout.splitlines()[0].removeprefix("Backup made: ").rpartition(" (")[0]))
    with Store.open(city.store) as live:
        whole = {night.id: live.assessment(night.id) for night in live.nights()}
    held = []
    for number, archive in enumerate(archives):
        folder = tmp_path / f"restored-{number}"
        manifest = restore(archive, folder).manifest
        with Store.open(folder / "state" / "auditor.db") as store:
            nights = store.nights()
            assert {n.id: store.assessment(n.id) for n in nights} == {n.id: whole[n.id] for n in nights}
            assert store.integrity() == ()
            newest = head(store)
        assert newest is not None
        assert manifest.head is not None
        assert (newest.number, newest.digest) == (manifest.head.number, manifest.head.digest)
        reported = {path.parent.name for path in folder.glob("reports/*/results.json")}
        assert {n.id for n in nights[1:]} <= reported  # the newest night's may still have been in the making
        held.append(len(nights))
    assert held == sorted(held)
    assert held[0] >= 3
    assert len(whole) >= held[-1]


def test_nights_go_on_in_a_restored_workspace_by_a_process_of_its_own(city: Installation, tmp_path: Path) -> None:
    done = auditor("backup", str(city.backups), "--workspace", str(city.root))
    assert done.returncode == 0, done.stderr
    (archive,) = city.backups.iterdir()
    again = Installation(root=tmp_path / "again", backups=city.backups)
    done = auditor("restore", str(archive), str(again.root))
    assert done.returncode == 0, done.stderr
    assert "What to do next" in done.stdout
    again.key_file.touch(mode=0o600)
    again.key_file.write_bytes(city.key_file.read_bytes())
    with recording(again, 2) as recorder:
        assert recorder.stdout is not None
        assert recorder.stdout.readline() == "2\n"
    done = auditor("verify", "--workspace", str(again.root))
    assert done.returncode == 0, done.stdout + done.stderr
    with Store.open(again.store) as store, Store.open(city.store) as before:
        for night in before.nights():
            assert store.assessment(night.id) == before.assessment(night.id)
        assert len(store.nights()) > len(before.nights())


def _slow(city: Installation) -> None:
    """Something that takes a while to write: noise cannot be compressed."""
    (city.root / "reports" / "noise").write_bytes(os.urandom(20_000_000))


def _until_at_work(folder: Path, process: "subprocess.Popen[str]", least: int) -> None:
    """Wait until the unfinished archive has so many bytes."""
    pause = threading.Event()
    for _ in range(3000):
        sizes = [path.stat().st_size for path in folder.glob(".*.part/archive")]
        if sizes and sizes[0] >= least:
            return
        assert process.poll() is None, "it ended before it could be stopped"
        pause.wait(0.002)
    raise AssertionError("no archive was begun")


@pytest.mark.parametrize(
    ("number", "code", "least"),
    [
        (signal.SIGKILL, -9, 0),
        (signal.SIGKILL, -9, 15_000_000),
        (signal.SIGTERM, 130, 5_000_000),
        (signal.SIGINT, 130, 0),
    ],
)
def test_a_backup_that_is_ended_leaves_no_half_file(
    city: Installation, number: signal.Signals, code: int, least: int
) -> None:
    good = auditor("backup", str(city.backups), "--workspace", str(city.root))
    assert good.returncode == 0
    _slow(city)
    command = [sys.executable, "-m", "auditor", "backup", str(city.backups), "--workspace", str(city.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        _until_at_work(city.backups, running, least)
        running.send_signal(number)
        running.communicate(timeout=60)
    assert running.returncode == code
    named = [path for path in city.backups.iterdir() if not path.name.startswith(".")]
    assert len(named) == 1
    assert verify(named[0]).nights == 2
    hidden = [path for path in city.backups.iterdir() if path.name.startswith(".")]
    assert len(hidden) == (1 if number is signal.SIGKILL else 0)
    (city.root / "reports" / "noise").unlink()
    assert auditor("backup", str(city.backups), "--workspace", str(city.root)).returncode == 0
    assert not [path for path in city.backups.iterdir() if path.name.startswith(".")]
    assert not list(city.state.glob(".*"))


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_backups_killed_at_random_moments_never_leave_a_half_file(city: Installation, seed: int) -> None:
    _slow(city)
    moments = random.Random(seed)  # noqa: S311 - not for secrets
    command = [sys.executable, "-m", "auditor", "backup", str(city.backups), "--workspace", str(city.root)]
    pause = threading.Event()
    for _ in range(25):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            pause.wait(moments.uniform(0.2, 1.5))
            running.kill()
            running.communicate(timeout=60)
        for path in city.backups.glob("*.auditor-backup"):
            assert verify(path).nights == 2
            path.unlink()
        with Store.open(city.store) as store:
            assert store.integrity() == ()
    (city.root / "reports" / "noise").unlink()
    assert auditor("backup", str(city.backups), "--workspace", str(city.root)).returncode == 0
    assert len(list(city.backups.iterdir())) == 1
    assert not list(city.state.glob(".*"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_restore_that_is_ended_leaves_no_half_workspace(
    city: Installation, tmp_path: Path, number: signal.Signals
) -> None:
    _slow(city)
    assert auditor("backup", str(city.backups), "--workspace", str(city.root)).returncode == 0
    (archive,) = city.backups.iterdir()
    place = tmp_path / "place"
    place.mkdir()
    command = [sys.executable, "-m", "auditor", "restore", str(archive), str(place / "new")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        pause = threading.Event()
        for _ in range(5000):
            if list(place.glob(".*.part/workspace/*")) or running.poll() is not None:
                break
            pause.wait(0.002)
        running.send_signal(number)
        running.communicate(timeout=60)
    assert not (place / "new").exists()
    if number is signal.SIGTERM:
        assert list(place.iterdir()) == []
    assert auditor("restore", str(archive), str(place / "new")).returncode == 0
    assert [path.name for path in place.iterdir()] == ["new"]
