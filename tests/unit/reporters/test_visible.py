"""Text from strangers never acts."""

import pytest

from auditor.reporters.visible import on_one_line, visible, writable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 髙橋 𠮷野", "plain 髙橋 𠮷野"),
        ("葛\U000e0100城市", "葛\U000e0100城市"),  # the variation selector of a name stays
        ("\x1b[31mred", r"\x1b[31mred"),
        ("gnp\u202eexe", r"gnp\u202eexe"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("nul\x00bell\x07", r"nul\x00bell\x07"),
        ("c1\x9b31m", r"c1\x9b31m"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("bad\udc80byte", r"bad\udc80byte"),
        ("lone\rreturn", r"lone\x0dreturn"),
        ("line\n\ttab", "line\n\ttab"),
        ("crlf\r\n\x07", "crlf\n\\x07"),
        ("", ""),
    ],
)
def test_what_acts_becomes_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_terminal_line_stays_one_line() -> None:
    assert on_one_line("first\nsecond\tthird\x1b]0;title\x07") == r"first ⏎ second third\x1b]0;title\x07"


def test_writable_keeps_all_but_half_characters() -> None:
    assert writable("\x1b\u202e名\udcff") == "\x1b\u202e名\\udcff"
