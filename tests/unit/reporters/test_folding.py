"""Japanese lines break where they may."""

from itertools import pairwise

import pytest

from auditor.reporters.folding import breaks, width


def _lines(text: str, columns: int) -> list[str]:
    starts = [0, *breaks(text, columns), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("操作ログがありません。", 20, ["操作ログがありませ", "ん。"]),
        ("判定は（重大）です", 8, ["判定は", "（重大）", "です"]),
        ("欠落は 63 日分です", 11, ["欠落は", "63 日分です"]),
        ("three short words", 11, ["three short", "words"]),
        ("/a/very/long/path", 6, ["/a/ver", "y/long", "/path"]),
        ("名前 name-x", 6, ["名前", "name-x"]),
        ("exact 10 c", 10, ["exact 10 c"]),
    ],
)
def test_breaks(text: str, columns: int, lines: list[str]) -> None:
    assert _lines(text, columns) == lines


@pytest.mark.parametrize("columns", [1, 2, 7, 20, 60])
def test_nothing_is_lost_and_lines_fit(columns: int) -> None:
    text = "住民記録DBサーバ（juki-db01）の minlen = 6 は、規程の 8 文字以上と異なります。" * 3

    starts = [0, *breaks(text, columns), len(text)]

    assert starts == sorted(set(starts))
    assert all(width(line) <= max(2, columns) for line in _lines(text, columns))
