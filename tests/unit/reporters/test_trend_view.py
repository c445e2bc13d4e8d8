"""The picture of the nights: scales, names that do not cover each other, lines that stay in their fields."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.terms import FindingClass
from auditor.model.words import Language
from auditor.reporters.phrases import Phrases
from auditor.reporters.trend_view import LEFT, RIGHT, TrendView, scale, trend_view
from tests.fixtures.reports import past


def _view(nights: int, language: Language = Language.EN) -> TrendView:
    return trend_view(past.trend(nights), Phrases(language))


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (6, (0, 2, 4, 6)),
        (11, (0, 5, 10, 15)),
        (44, (0, 10, 20, 30, 40, 50)),
        (51, (0, 20, 40, 60)),
        (120_000, (0, 50_000, 100_000, 150_000)),
    ],
)
def test_the_scale_is_round_and_holds_the_most(most: int, ticks: tuple[int, ...]) -> None:
    assert scale(most) == ticks


@given(st.integers(0, 10**9))
def test_any_scale_holds_the_most_with_few_lines(most: int) -> None:
    ticks = scale(most)

    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6


def test_each_class_has_its_line_and_its_name() -> None:
    findings, share = _view(365).fields

    assert [(line.css, line.name) for line in findings.lines] == [
        ("major", "major nonconformity 13"),
        ("minor", "minor nonconformity 21"),
        ("observation", "observation 15"),
        ("recommendation", "recommendation 2"),
    ]
    assert [(line.css, line.name) for line in share.lines] == [("share", "Judged 95.9 %")]
    assert [words for _, words in findings.ticks] == ["0", "10", "20", "30", "40", "50"]
    assert [words for _, words in share.ticks] == ["0", "50", "100"]


def test_lines_and_markers_stay_in_their_fields_and_names_apart() -> None:
    for field in _view(365).fields:
        for line in field.lines:
            corners = [
                tuple(map(float, corner.split())) for corner in line.path.removeprefix("M").replace("L", ",").split(",")
            ]
            assert corners[0][0] == LEFT
            assert corners[-1][0] == RIGHT
            assert all(field.top <= y <= field.bottom for _, y in (*corners, *line.marks))
            assert len(line.marks) <= 10
        heights = sorted(line.label for line in field.lines)
        assert all(after - before >= 23.9 for before, after in pairwise(heights))


def test_a_level_line_is_two_points() -> None:
    night = past.trend(1)[0]
    view = trend_view([night] * 30, Phrases(Language.EN))

    assert [line.path.count("L") for field in view.fields for line in field.lines] == [1] * 5


def test_classes_that_never_had_a_finding_have_no_line() -> None:
    points = [replace(p, by_class={FindingClass.MINOR: n}) for n, p in enumerate(past.trend(2))]

    assert [line.css for line in trend_view(points, Phrases(Language.EN)).fields[0].lines] == ["minor"]


def test_nothing_at_all_is_still_drawn() -> None:
    points = [replace(p, by_class={}, coverage=replace(p.coverage, applicable=0, judged=0)) for p in past.trend(2)]

    view = trend_view(points, Phrases(Language.EN))

    assert [line.name for field in view.fields for line in field.lines] == ["major nonconformity 0", "Judged 0.0 %"]


def test_few_nights_are_all_in_the_table_and_many_by_month() -> None:
    few, many = _view(14), _view(365)

    assert (len(few.rows), few.sampled) == (14, False)
    assert [day for day, _ in many.rows][:3] == ["2025-11-21", "2025-12-01", "2026-01-01"]
    assert many.rows[-1] == ("2026-11-20", ("585/610", "95.9", "13", "21", "15", "2", "4", "25"))
    assert (len(many.rows), many.sampled) == (14, True)


def test_dates_below() -> None:
    assert [(place, anchor, day) for place, anchor, day in _view(3).days] == [
        (LEFT, "start", "2026-11-18"),
        (RIGHT, "end", "2026-11-20"),
    ]
    assert [day for _, _, day in _view(365, Language.JA).days] == [
        "令和7年11月21日",
        "令和8年5月22日",
        "令和8年11月20日",
    ]
