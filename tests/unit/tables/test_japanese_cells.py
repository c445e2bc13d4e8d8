"""Dates, numbers, yes and no, and lists as officials write them; nothing is guessed."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.tables.answers import joined, listed, ticks, whole, yes
from auditor.tables.cells import Cell, CellError
from auditor.tables.japanese import Unreadable, clock, day, moment, says_nothing
from auditor.tables.spelling import era_text, spelled_variously, spellings


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("H18.5.22", date(2006, 5, 22)),
        ("平成１８年５月２２日", date(2006, 5, 22)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R8/4/1", date(2026, 4, 1)),
        ("平18-5-22", date(2006, 5, 22)),
        ("2026/4/1", date(2026, 4, 1)),
        ("2026年4月1日", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        (20260401, date(2026, 4, 1)),
        (46113, date(2026, 4, 1)),
        (46113.5, date(2026, 4, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年１月８日", date(1989, 1, 8)),
        ("平成31年5月1日", date(2019, 5, 1)),
        ("大正12年9月1日", date(1923, 9, 1)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("㋿8年4月1日", date(2026, 4, 1)),
        ("令和八年四月十日", date(2026, 4, 10)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("令和 8年 4月 1日（水）", date(2026, 4, 1)),
        ("令和8年\n4月1日", date(2026, 4, 1)),
        ("2026-04-01 00:00:00", date(2026, 4, 1)),
        ("2026ー4ー1", date(2026, 4, 1)),
        (datetime(2026, 4, 1, 9, 5), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_days(cell: Cell, expected: date) -> None:
    assert day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("令和元年", "part_of_day"),
        ("令和8年4月", "part_of_day"),
        ("令和8年度", "part_of_day"),
        ("2026年", "part_of_day"),
        ("R8.4", "part_of_day"),
        ("令和0年4月1日", "no_such_day"),
        ("令和8年2月29日", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("平成40年4月1日", "era_over"),
        ("昭和65年1月1日", "era_over"),
        ("令和元年4月30日", "era_not_begun"),
        ("平成元年1月7日", "era_not_begun"),
        ("明治5年1月1日", "era_not_begun"),
        ("26.4.1", "day"),
        ("未定", "day"),
        ("46113", "day"),
        (123, "day"),
        (True, "day"),
        (float("nan"), "day"),
        (float("inf"), "day"),
        (time(9, 5), "day"),
        ("R8.4-1", "day"),
        ("9" * 5000, "day"),
    ],
)
def test_what_is_no_day_is_told(cell: Cell, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        day(cell)
    assert told.value.message.code == f"tables.{code}"


def test_the_year_that_an_ended_era_would_be_is_said() -> None:
    with pytest.raises(Unreadable) as told:
        day("平成40年3月31日")
    assert told.value.message.args == {"value": "平成40年3月31日", "era": "平成", "year": 2028}


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2117, 12, 31)))
def test_every_day_is_read_back_in_every_spelling(when: date) -> None:
    for text in spellings(when):
        assert day(text) == when
    assert day(spelled_variously(when, when.toordinal())) == when


@given(st.dates(min_value=date(1927, 6, 1), max_value=date(2200, 12, 31)))
def test_every_day_is_read_back_from_excels_number(when: date) -> None:
    assert day((when - date(1899, 12, 30)).days) == when


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31)).map(
        lambda m: m.replace(microsecond=0)
    )
)
def test_every_moment_is_read_back(when: datetime) -> None:
    assert moment(f"{era_text(when.date())} {when:%H:%M:%S}") == when
    assert moment(f"{when:%Y/%m/%d} {when.hour}時{when.minute}分{when.second}秒") == when
    assert moment(when.isoformat()) == when


@given(st.text(max_size=60))
def test_no_text_does_anything_but_be_read_or_told(text: str) -> None:
    for read in (day, moment, clock, whole, yes, ticks, listed):
        try:
            read(text)
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-11-02 09:05", datetime(2026, 11, 2, 9, 5)),
        ("2026/4/10 9:05", datetime(2026, 4, 10, 9, 5)),
        ("2026/4/1 19:05", datetime(2026, 4, 1, 19, 5)),
        ("2026年4月10日9:05", datetime(2026, 4, 10, 9, 5)),
        ("令和8年11月2日 9時5分", datetime(2026, 11, 2, 9, 5)),
        ("R8.11.2 午後3時半", datetime(2026, 11, 2, 15, 30)),
        ("２０２６年１１月２日　９：０５", datetime(2026, 11, 2, 9, 5)),
        ("20261102 9:05", datetime(2026, 11, 2, 9, 5)),
        ("令和8年11月2日(月)9:05", datetime(2026, 11, 2, 9, 5)),
        (46328.375, datetime(2026, 11, 2, 9, 0)),
        ("令和8年11月2日", date(2026, 11, 2)),
        (date(2026, 11, 2), date(2026, 11, 2)),
    ],
)
def test_moments(cell: Cell, expected: date) -> None:
    assert moment(cell) == expected


def test_a_moments_zone_is_kept() -> None:
    assert moment("2026-11-02T09:05+09:00") == datetime.fromisoformat("2026-11-02T09:05+09:00")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9時5分", time(9, 5)),
        ("9:05", time(9, 5)),
        ("０９：０５", time(9, 5)),
        ("午前12時", time(0)),
        ("午後12時", time(12)),
        (time(9, 5), time(9, 5)),
        (0.375, time(9)),
        (timedelta(hours=9), time(9)),
    ],
)
def test_clocks(cell: Cell, expected: time) -> None:
    assert clock(cell) == expected


@pytest.mark.parametrize("cell", ["25:00", "24:00", "9:60", "翌1:30", "朝", 2, date(2026, 1, 1)])
def test_what_is_no_clock_is_told(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        clock(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("９６，０００人", 96000),
        ("96,000", 96000),
        (96000, 96000),
        (3.0, 3),
        ("14日", 14),
        ("１２ 件", 12),
        ("0", 0),
        ("12.0", 12),
    ],
)
def test_numbers(cell: Cell, expected: int) -> None:
    assert whole(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("約100人", "about"),
        ("-3", "negative"),
        (-3, "negative"),
        (1.5, "whole"),
        ("9,60", "whole"),
        ("多数", "whole"),
        (date(2026, 1, 1), "whole"),
        (float("nan"), "whole"),
        (True, "whole"),
    ],
)
def test_what_is_no_number_is_told(cell: Cell, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        whole(cell)
    assert told.value.message.code == f"tables.{code}"


@pytest.mark.parametrize(
    "cell", ["☑", "■", "レ", "○", "◯", "〇", "有", "あり", "はい", "済", "要", " 有 ", True, 1, "☑有　□無"]
)
def test_yes(cell: Cell) -> None:
    assert yes(cell) is True


@pytest.mark.parametrize("cell", ["□", "×", "無", "なし", "いいえ", "未", "不要", False, 0, "□有　☑無"])
def test_no(cell: Cell) -> None:
    assert yes(cell) is False


@pytest.mark.parametrize(("cell", "code"), [("☒", "crossed_box"), ("△", "yes"), ("□有 □無", "yes"), ("2", "yes")])
def test_what_is_neither_is_told(cell: Cell, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        yes(cell)
    assert told.value.message.code == f"tables.{code}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("10412、10588\n10601", ("10412", "10588", "10601")),
        ("氏名・住所，電話,口座", ("氏名", "住所", "電話", "口座")),
        ("住所（旧住所、転入前住所）、氏名", ("住所（旧住所、転入前住所）", "氏名")),
        ("（閉じない、括弧", ("（閉じない", "括弧")),
        ('"氏名・住所"、電話', ("氏名・住所", "電話")),
        (10412, ("10412",)),
        ("、、", ()),
    ],
)
def test_lists(cell: Cell, expected: tuple[str, ...]) -> None:
    assert listed(cell) == expected


_ITEM = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12)


@given(st.lists(_ITEM, max_size=5))
def test_every_list_is_read_back(items: list[str]) -> None:
    assert listed(joined(items)) == tuple(items)


def test_ticked_boxes() -> None:
    assert ticks("☑市長　□副市長\n■部長") == ("市長", "部長")
    assert ticks("□市長 □副市長") == ()
    assert ticks("市長") is None


@pytest.mark.parametrize("cell", [None, "", " ", "　", "-", "―", "ー", "－", "…"])
def test_marks_for_nothing(cell: Cell) -> None:
    assert says_nothing(cell)


@pytest.mark.parametrize("cell", ["0", 0, False, "なし", CellError("#REF!")])
def test_what_says_something(cell: Cell) -> None:
    assert not says_nothing(cell)


def test_reading_takes_linear_time() -> None:
    reads: tuple[Callable[[Cell], object], ...] = (day, moment, whole, yes, listed)
    for read in reads:
        for text in ("1" * 30000, "令和" * 15000, "、" * 30000, "（" * 30000, "午後" * 15000):
            try:
                read(text)
            except Unreadable:
                continue
    assert day("令和8年4月1日") == date(2026, 4, 1)


@pytest.mark.parametrize("cell", ["1年", "1か月", "6月", "2時間"])
def test_a_span_is_no_number_of_days(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        whole(cell)
    assert whole("2025年度") == 2025


@pytest.mark.parametrize("cell", ["有☑ 無□", "有□ 無☑", "レ有 □無", "有☑"])
def test_boxes_behind_their_words_are_not_taken_for_the_next_word(cell: Cell) -> None:
    for read in (ticks, yes):
        with pytest.raises(Unreadable) as told:
            read(cell)
        assert told.value.message.code == "tables.box_behind"


@pytest.mark.parametrize("cell", [datetime(1899, 12, 31), datetime(1900, 1, 30), date(1903, 5, 18)])
def test_small_numbers_formatted_as_dates_are_none(cell: Cell) -> None:
    for read in (day, moment):
        with pytest.raises(Unreadable):
            read(cell)
