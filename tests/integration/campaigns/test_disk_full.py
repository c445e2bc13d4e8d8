"""A disk that is full at whatever write: plain words, nothing half-written, and the next night runs."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.seal.verify import verify
from auditor.store.store import Store
from tests.integration.campaigns.recorder_city import recorder_city
from tests.integration.cities import City

_DISK = 24 * 1024 * 1024
_STEP = 24 * 1024
_MOST = 2 * 1024 * 1024
"""Free bytes up to which nights are tried."""


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


def leave_free(disk: Path, size: int) -> Path:
    """Fill the disk up to so many free bytes; returns the file that fills it."""
    ballast = disk / "ballast"
    status = os.statvfs(disk)
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, status.f_bavail * status.f_frsize - size))
    return ballast


@pytest.mark.campaign
def test_a_night_on_a_disk_that_is_full_at_any_write(disk: Path) -> None:
    city: City = recorder_city(disk)
    assert city.auditor("audit").returncode in (0, 1, 3)
    refused = went_well = 0
    for free in range(0, _MOST, _STEP):
        ballast = leave_free(disk, free)
        night = city.auditor("audit")
        ballast.unlink()
        said = night.stdout + night.stderr
        assert night.returncode in (0, 1, 2, 3), (free, said)
        assert "Traceback" not in said
        refused += night.returncode == 2
        went_well += night.returncode in (0, 1, 3)
        if night.returncode == 2:
            assert "full" in night.stderr or "space" in night.stderr.lower(), (free, night.stderr)
        with Store.open(city.root / "state" / "auditor.db") as store:
            assert store.integrity() == ()
            assert verify(store, reports=city.root / "reports").faults == (), free
    assert refused > 5
    assert went_well > 5
