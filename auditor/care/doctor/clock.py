"""The clock: what is recorded must not lie in the future, and the disk's time must be ours."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene

PATIENCE = timedelta(minutes=2)
"""Clocks of servers on one network differ by less."""
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist before."""


def look_at_clock(scene: Scene) -> Iterator[Finding]:
    """Our clock, against what is on record."""
    now = scene.now
    if now < BUILT:
        yield act("clock_wrong", now=now.isoformat())
        return
    newest = _newest(scene)
    if newest is not None and newest - now > PATIENCE:
        yield act("clock_behind", now=now.isoformat(), newest=newest.isoformat())
    else:
        yield fine("clock", now=now.isoformat())


def look_at_disk_time(scene: Scene) -> Iterator[Finding]:
    """The time that the file system gives, which on a network share is another machine's."""
    given = _time_of(scene.state if scene.state.is_dir() else scene.root)
    if given is None:
        return
    ahead = given - scene.now
    if abs(ahead) > PATIENCE:
        yield act("disk_time", now=scene.now.isoformat(), disk=given.isoformat())
    else:
        yield fine("disk_time_same")


def look_at_time_zones(scene: Scene) -> Iterator[Finding]:
    """The schedule is in Japan time."""
    try:
        ZoneInfo("Asia/Tokyo")
    except ZoneInfoNotFoundError:
        yield note("time_zones_none")
    else:
        yield fine("time_zones")


def _newest(scene: Scene) -> datetime | None:
    """The newest moment on record."""
    if scene.store is None:
        return None
    runs = scene.store.runs()[:50]
    moments = [r.finished or r.started for r in runs] + [d.recorded for d in scene.store.duties(scene.now)]
    return max(moments, default=None)


def _time_of(folder: Path) -> datetime | None:
    """What time the file system stamps on a file; one without a name, of which nothing is left."""
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError:
        return None  # a file system that cannot, or a folder that is not ours
    try:
        os.write(handle, b"?")
        return datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC)
    except OSError:
        return None
    finally:
        os.close(handle)
