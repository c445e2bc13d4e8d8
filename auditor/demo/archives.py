"""The sample city's files: seven years of daily operation logs, and what a recorder keeps. Made anew in seconds."""

import gzip
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from auditor.model.japan import JST

_OPERATIONS = ("本人確認情報照会", "転入通知", "転出通知", "カード運用状況照会", "異動情報送信")
_TERMINALS = ("jt01", "jt02", "jt03")
_STAFF = ("10231", "10377", "10402", "10588")
_HEADER = "日時,端末,操作者,操作,整理番号,結果\r\n"


@dataclass(frozen=True, kw_only=True)
class PlantedLogFaults:
    """Days whose logs are not as they should be; None where none is planted."""

    missing: date | None = None
    truncated: date | None = None
    wrong_day: date | None = None


def write_operation_logs(
    folder: Path,
    *,
    started: date,
    until: date,
    is_business_day: Callable[[date], bool],
    seed: int,
    faulty: bool = True,
) -> PlantedLogFaults:
    """Write one gzip CSV (CP932) for every business day from ``started`` to ``until``.

    The same seed writes the same entries. Three faults are planted, unless ``faulty`` says otherwise; returns where.
    """
    random = Random(seed)  # noqa: S311 - makes sample data, no secret
    days = [day for day in _days(started, until) if is_business_day(day)]
    faults = PlantedLogFaults()
    if faulty:
        faults = PlantedLogFaults(missing=days[len(days) // 3], truncated=days[len(days) // 2], wrong_day=days[-40])
    for day in days:
        if day == faults.missing:
            continue
        shown = day - timedelta(days=7) if day == faults.wrong_day else day
        content = gzip.compress(_day_of_operations(shown, random).encode("cp932"), compresslevel=1, mtime=0)
        if day == faults.truncated:
            content = content[: len(content) * 2 // 3]
        path = folder / f"{day:%Y}" / f"sousa-{day:%Y%m%d}.csv.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        _date_back(path, datetime.combine(day, time(18, 5), JST))
    return faults


def _day_of_operations(day: date, random: Random) -> str:
    if random.random() < 0.01:
        return _HEADER + f"{day:%Y-%m-%d} 17:15:00,cs01,,操作なし,,\r\n"
    moments = sorted(random.randrange(8 * 3600 + 1800, 17 * 3600) for _ in range(random.randrange(20, 45)))
    lines = [
        f"{day:%Y-%m-%d} {s // 3600:02}:{s % 3600 // 60:02}:{s % 60:02},{random.choice(_TERMINALS)},"
        f"{random.choice(_STAFF)},{random.choice(_OPERATIONS)},{random.randrange(10**7):07},正常\r\n"
        for s in moments
    ]
    return _HEADER + "".join(lines)


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def write_recordings(folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Write the recorder's folders: two cameras that end where they must, and one that keeps 45 days.

    An export folder holds clips of last spring from the bicycle park, which nobody erased; returns their names under
    ``folder``. Every file is small; only names, times and sizes matter here.
    """
    for camera, days, hours in (("cam01", 14, (0, 6, 12, 18)), ("cam02", 45, (18,)), ("cam03", 7, (6, 18))):
        for age in range(days):
            day = (now.astimezone(JST) - timedelta(days=age)).date()
            for hour in hours:
                start = datetime.combine(day, time(hour), JST)
                if start + timedelta(hours=1) > now or start < now - timedelta(days=days):
                    continue
                _recording(folder / camera / f"{start:%Y%m%d}" / f"{start:%H%M%S}.mp4", start + timedelta(hours=1))
    spring = datetime(now.year, 4, 21, 17, 30, tzinfo=JST)
    if spring > now - timedelta(days=60):
        spring = spring.replace(year=spring.year - 1)
    clips = [spring + timedelta(minutes=20 * number) for number in (1, 2)]
    names = tuple(f"export/cam03_{clip:%Y%m%d-%H%M%S}.mp4" for clip in clips)
    for name, clip in zip(names, clips, strict=True):
        _recording(folder / name, clip)
    settings = folder / "settings" / "retention.csv"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_bytes("camera,days,mode\r\ncam01,14,days\r\ncam02,45,days\r\ncam03,7,days\r\n".encode("cp932"))
    return names


def _recording(path: Path, written: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A box header as every MP4 file begins with (ISO/IEC 14496-12, 4.3), and no picture of anybody.
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 1000)
    _date_back(path, written)


def _date_back(path: Path, moment: datetime) -> None:
    stamp = moment.timestamp()
    os.utime(path, (stamp, stamp))
