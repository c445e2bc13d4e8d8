"""The newest entry of a sample log: plain, gzip, damaged, in other encodings."""

import gzip
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest

from auditor.registers import samplelog
from auditor.registers.samplelog import SampleFormat, newest_entry

compress = partial(gzip.compress, mtime=0)  # no time of packing: the same bytes, and test names, in every worker

JST = timezone(timedelta(hours=9))
FORM = SampleFormat(timestamp="%Y-%m-%d %H:%M:%S", column=0, delimiter=",", encoding="utf-8")
GOOD = "時刻,利用者\n2026-11-19 09:30:00,a\n2026-11-18 10:00:00,b\n"
NEWEST = datetime(2026, 11, 19, 9, 30, tzinfo=JST)


def newest(folder: Path, content: bytes, form: SampleFormat = FORM) -> datetime | None:
    (folder / "log").write_bytes(content)
    return newest_entry(folder, "log", form)


@pytest.mark.parametrize(
    ("content", "form", "expected"),
    [
        (GOOD.encode(), FORM, NEWEST),
        (compress(GOOD.encode()), FORM, NEWEST),
        (GOOD.replace("\n", "\r\n").encode(), FORM, NEWEST),
        (
            GOOD.encode("cp932"),
            SampleFormat(timestamp=FORM.timestamp, column=0, delimiter=",", encoding="cp932"),
            NEWEST,
        ),
        (
            GOOD.encode("utf-16"),
            SampleFormat(timestamp=FORM.timestamp, column=0, delimiter=",", encoding="utf-16"),
            NEWEST,
        ),
        (
            b"sshd 2026/11/19 09:30 ok\n",
            SampleFormat(timestamp="%Y/%m/%d %H:%M", column=5, delimiter="", encoding="ascii"),
            NEWEST,
        ),
        (
            b'x,"2026-11-19T00:30:00+0000",y\n',
            SampleFormat(timestamp="%Y-%m-%dT%H:%M:%S%z", column=1, delimiter=",", encoding="ascii"),
            NEWEST,
        ),
        (GOOD.encode() + b"2026-11-20 10:00:00,half", FORM, NEWEST),
        (b"", FORM, None),
        (b"nothing here\n\x00\n", FORM, None),
        ("2026-11-19 09:30:00,あ\n".encode("cp932"), FORM, None),
        (compress(GOOD.encode())[:-12], FORM, None),
        (b"\x1f\x8bnot gzip at all", FORM, None),
        (b"2026-11-19 09:30:00,a\n" + b"x" * 100_000, FORM, None),
    ],
)
def test_newest(tmp_path: Path, content: bytes, form: SampleFormat, expected: datetime | None) -> None:
    assert newest(tmp_path, content, form) == expected


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samplelog, "MAX_BYTES", 1000)
    assert newest(tmp_path, compress(b"2026-11-19 09:30:00,a\n" * 1000)) is None


def test_no_file(tmp_path: Path) -> None:
    assert newest_entry(tmp_path, "log", FORM) is None
