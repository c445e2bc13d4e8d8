"""Names tell days and times, and no name makes it search for long."""

import time
from datetime import UTC, date, datetime

import pytest

from auditor.parsers.local_names import NamePattern, day_in, shown


@pytest.mark.parametrize(
    ("pattern", "path", "moment"),
    [
        ("oplog-%Y%m%d.csv.gz", "oplog-20210304.csv.gz", "2021-03-04T00:00:00"),
        ("oplog-%Y%m%d.csv.gz", "2021/03/oplog-20210304.csv.gz", "2021-03-04T00:00:00"),
        ("oplog-%Y%m%d.csv.gz", "oplog-20210304.csv", None),
        ("oplog-%Y%m%d.csv.gz", "oplog-20210304.csv.gz.bak", None),
        ("oplog-%Y%m%d.csv*", "oplog-20210304.csv.gz", "2021-03-04T00:00:00"),
        ("oplog-%Y%m%d.csv.gz", "oplog-20210229.csv.gz", None),
        ("oplog-%Y%m%d.csv.gz", "oplog-20240229.csv.gz", "2024-02-29T00:00:00"),
        ("%Y/%m/%d.log", "2021/03/04.log", "2021-03-04T00:00:00"),
        ("%Y/%m/%d.log", "x/2021/03/04.log", None),
        ("%Y/%Y%m%d.log", "2021/20210304.log", "2021-03-04T00:00:00"),
        ("%Y/%Y%m%d.log", "2020/20210304.log", None),
        ("%y%j.txt", "21063.txt", "2021-03-04T00:00:00"),
        ("%y%j.txt", "21366.txt", None),
        ("%d%b%Y.log", "04Mar2021.LOG", "2021-03-04T00:00:00"),
        ("*_%Y%m%d%H%M%S_*.mp4", "ch1_20210304101112_a_b.mp4", "2021-03-04T10:11:12"),
        ("*-%Y%m%d-*.log", "srv-10000000-20210304-x.log", "2021-03-04T00:00:00"),
        ("*%Y%m%d.log", "9920210304.log", "2021-03-04T00:00:00"),
        ("%Y%m%d/%H%M%S.mp4", "20210304/235959.mp4", "2021-03-04T23:59:59"),
        ("100%%-%Y-%m-%d", "100%-2021-03-04", "2021-03-04T00:00:00"),
    ],
)
def test_the_time_that_a_name_tells(pattern: str, path: str, moment: str | None) -> None:
    expected = datetime.fromisoformat(f"{moment}+09:00") if moment else None
    assert NamePattern.compile(pattern).time_of(path) == expected


def test_seconds_since_1970_are_told_in_japan_time() -> None:
    found = NamePattern.compile("rec-%s.mp4").time_of("rec-1614819600.mp4")
    assert found == datetime(2021, 3, 4, 1, tzinfo=UTC)
    assert NamePattern.compile("rec-%s.mp4").day_of("rec-1614870000.mp4") == date(2021, 3, 5)


@pytest.mark.parametrize("pattern", ["", "oplog.csv", "%Y%m.log", "%H%M%S.mp4", "%Q%Y%m%d", "%Y%m%d%", "%Y%m%d" * 40])
def test_a_declaration_without_a_day_is_none(pattern: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        NamePattern.compile(pattern)


def test_wild_cards_do_not_search_twice() -> None:
    pattern = NamePattern.compile("*a*a*a*a*a*a*a*a*%Y%m%d*b")
    started = time.process_time()
    assert pattern.time_of("a" * 4000) is None
    assert pattern.time_of("a20210304" * 400) is None
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("export/cam05_2026-04-01.mp4", date(2026, 4, 1)),
        ("clip 20260401 2.mp4", date(2026, 4, 1)),
        ("20260401/clip.mp4", date(2026, 4, 1)),
        ("cam05_20260401093000.mp4", date(2026, 4, 1)),
        ("20260401/notes 20261301.txt", date(2026, 4, 1)),
        ("120260401.mp4", None),
        ("20260231.mp4", None),
        ("20261340-20260401.mp4", date(2026, 4, 1)),
    ],
)
def test_a_day_anywhere_in_a_name(path: str, day: date | None) -> None:
    found = day_in(path)
    assert (found.date() if found else None) == day


def test_names_are_shown_without_what_cannot_be_printed() -> None:
    assert shown("操作履歴.csv") == "操作履歴.csv"
    assert shown("\udc83J\x1b[31m\n") == "\\x83J\\x1b[31m\\n"
