"""Times of every form that is documented, and nothing that is none."""

from datetime import date, datetime, timedelta

import pytest

from auditor.parsers.local_times import Timestamp


@pytest.mark.parametrize(
    ("form", "text", "moment"),
    [
        ("%Y-%m-%d %H:%M:%S", "2021-03-04 10:11:12,x", "2021-03-04T10:11:12"),
        ("%Y-%m-%d %H:%M:%S", "２０２１-０３-０４ １０:１１:１２", "2021-03-04T10:11:12"),
        ("%Y-%m-%d %H:%M:%S", "2021-02-30 10:11:12", None),
        ("%Y-%m-%d %H:%M:%S", "2021-03-04 25:11:12", None),
        ("%Y-%m-%d %H:%M:%S", "x2021-03-04 10:11:12", None),
        ("%Y/%m/%d %H:%M", "2021/3/4 9:05", "2021-03-04T09:05:00"),
        ("%d/%b/%Y:%H:%M:%S %z", "04/Mar/2021:23:30:00 +0000", "2021-03-05T08:30:00"),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "2021-03-04T01:02:03.500Z", "2021-03-04T10:02:03.500000"),
        ("%Y%m%d%H%M%S", "20210304101112", "2021-03-04T10:11:12"),
        ("%F %T", "2021-03-04 10:11:12", "2021-03-04T10:11:12"),
        ("%y%j", "21063", "2021-03-04T00:00:00"),
        ("%Y年%m月%d日 %p%I時%M分", "2021年3月4日 午後3時05分", "2021-03-04T15:05:00"),
        ("%a %b %e %H:%M:%S %Y", "Thu Mar  4 10:11:12 2021", "2021-03-04T10:11:12"),
        ("%Y-%m-%d %H:%M:%S", "2021-03-04 23:59:60", "2021-03-04T23:59:59"),
    ],
)
def test_the_time_at_the_head_of_a_text(form: str, text: str, moment: str | None) -> None:
    expected = datetime.fromisoformat(f"{moment}+09:00") if moment else None
    assert Timestamp.compile(form).read(text) == expected


@pytest.mark.parametrize("form", ["", "%H:%M:%S", "%Y-%m", "%b %d %H:%M:%S", "%Q", "%Y-%m-%d %c"])
def test_a_form_without_a_day_is_none(form: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        Timestamp.compile(form)


@pytest.mark.parametrize(
    ("form", "prefix"),
    [
        ("%Y-%m-%d %H:%M:%S", b"2021-03-04"),
        ("[%d/%b/%Y:%H:%M:%S]", b"[04/Mar/2021"),
        ("%H:%M %Y-%m-%d", b""),
        ("%Y-%m-%d %H:%M:%S %z", b""),
        ("%Y年%m月%d日", b""),
        ("%y%m%d", b"210304"),
    ],
)
def test_the_bytes_a_day_begins_with(form: str, prefix: bytes) -> None:
    timestamp = Timestamp.compile(form)
    assert timestamp.prefix(date(2021, 3, 4)) == prefix
    assert timestamp.date_width == len(prefix)


def test_zones_move_the_day() -> None:
    found = Timestamp.compile("%Y-%m-%d %H:%M%z").read("2021-03-04 20:00-05:00")
    assert found is not None
    assert found.date() == date(2021, 3, 5)
    assert found.utcoffset() == timedelta(hours=9)
