"""Real small disks: a backup or a restore is whole, or refused in words with nothing left; never anything between."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from auditor.care.backup import Target, back_up, source_of
from auditor.care.reading import verify
from auditor.care.restore import restore
from auditor.errors import CareError, StoreError
from auditor.store.store import Store
from tests.unit.care.installations import NOW, Installation, install

T = TypeVar("T")

_DISK = 16 * 1024 * 1024
_STEP = 16 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, in memory."""
    if os.geteuid() != 0:
        pytest.fail("mounting a small disk needs root: run the long campaigns as root")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["/usr/bin/umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(0, 1, 2, reports=True)
    (made.root / "reports" / "noise").write_bytes(os.urandom(300_000))
    return made


def leave_free(disk: Path, size: int) -> Path:
    """Fill the disk up to so many free bytes; returns the file that fills it."""
    ballast = disk / "ballast"
    status = os.statvfs(disk)
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, status.f_bavail * status.f_frsize - size))
    return ballast


def attempt(work: Callable[[], T]) -> tuple[T | None, str]:
    """What came of it, or the code of why nothing did."""
    try:
        return work(), ""
    except (CareError, StoreError) as error:
        return None, error.message.code


@pytest.mark.campaign
@pytest.mark.parametrize("copied_there", [False, True])
def test_backups_to_a_disk_that_is_full_at_any_write(
    city: Installation, disk: Path, monkeypatch: pytest.MonkeyPatch, copied_there: bool
) -> None:
    if copied_there:
        monkeypatch.setattr("auditor.care.snapshot._ROOM", 1 << 62)
    whole = full = 0
    for free in range(0, 1_200_000, _STEP):
        ballast = leave_free(disk, free)
        made, why = attempt(lambda: back_up(source_of(city.load()), Target(folder=disk, made=NOW)))
        if made is None:
            full += 1
            assert why == "care.full", free
            assert list(disk.iterdir()) == [ballast]
        else:
            whole += 1
            assert verify(made.path) == made.manifest
            made.path.unlink()
        ballast.unlink()
        assert not list(city.state.glob(".*"))
    assert whole > 5
    assert full > 5


@pytest.mark.campaign
def test_restoring_to_a_disk_that_is_full_at_any_write(
    city: Installation, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = back_up(source_of(city.load()), Target(folder=city.backups, made=NOW)).path
    monkeypatch.setattr("auditor.care.restore._ROOM", -_DISK)  # so that it is the writing that fails
    whole = full = 0
    for free in range(0, 1_500_000, _STEP):
        ballast = leave_free(disk, free)
        made, why = attempt(lambda: restore(archive, disk / "new"))
        if made is None:
            full += 1
            assert why in ("care.full", "care.blown_up"), free
            assert list(disk.iterdir()) == [ballast]
        else:
            whole += 1
            with Store.open(disk / "new" / "state" / "auditor.db") as store:
                assert len(store.nights()) == 3
            subprocess.run(["/usr/bin/rm", "-rf", str(disk / "new")], check=True)
        ballast.unlink()
    assert whole > 5
    assert full > 5
