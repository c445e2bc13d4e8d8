"""A small city that is audited in a second: one recorder's folder on this machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.integration.cities import City, make_city


def recorder_city(folder: Path, *, now: datetime | None = None) -> City:
    """The workspace ``folder/city`` and the recordings of one camera beside it, the newest an hour old."""
    moment = (now or datetime.now(UTC)) - timedelta(hours=1)
    clip = folder / "recordings" / "cam01" / f"{moment:%Y%m%d}" / f"{moment:%H%M%S}.mp4"
    clip.parent.mkdir(parents=True)
    clip.write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
    reach = f"{{local: {{path: {folder / 'recordings'}, clock: local}}}}"
    camera = (
        '{id: cam01, title: 玄関, recorder: rec, folder: cam01, name: "%Y%m%d/%H%M%S.mp4", retention: P14D, '
        "retention_reason: 通報, decided_on: 2026-04-01, decided_by: 防災課長, counted_from: recording}"
    )
    return make_city(
        folder / "city",
        [f"{{id: rec, title: 録画装置, kind: recorder, platform: recorder, zone: office, reach: {reach}}}"],
        more=f"cameras:\n  - {camera}\n",
    )
