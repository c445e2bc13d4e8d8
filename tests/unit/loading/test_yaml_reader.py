"""The YAML reader: values, places, and everything it refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import MAX_BYTES, Plain, read_yaml, resolve


def problems(content: bytes) -> list[tuple[int, int, str]]:
    log = ProblemLog()
    read_yaml(content, "f.yaml", log)
    return [(p.line, p.column, p.message.code) for p in log.found]


def data(text: str) -> Plain:
    log = ProblemLog()
    document = read_yaml(text.encode(), "f.yaml", log)
    assert log.found == []
    assert document is not None
    return document.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("12:30:45", "12:30:45"),
        ("1.5", 1.5),
        ("1e5", "1e5"),
        ("true", True),
        ("no", "no"),
        ("on", "on"),
        ("~", None),
        ("2026-04-01", "2026-04-01"),
        ("１２", "１２"),
        ("9" * 5000, "9" * 5000),
        (".inf", ".inf"),
    ],
)
def test_plain_scalars(text: str, value: Plain) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_quoted_scalars_are_text_and_keys_always_are() -> None:
    assert data("1: '2'\nyes: \"true\"\nnull: |\n  x\n") == {"1": "2", "yes": "true", "null": "x\n"}


def test_places_of_values_and_keys() -> None:
    log = ProblemLog()
    text = "a:\n  - x\n  - {b: １２, c: [1, 2]}\n"
    document = read_yaml(text.encode(), "f.yaml", log)
    assert document is not None
    root = document.place.root

    def at(*path: str | int) -> tuple[int, int]:
        mark = root.at(path)
        return mark.line, mark.column

    assert at("a", 1, "b") == (3, 9)
    assert at("a", 1, "c", 1) == (3, 20)
    assert at("a", 1, "missing") == (3, 5)
    key = root.key_at(("a", 1, "c"))
    assert (key.line, key.column) == (3, 13)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: 2\na: 3\n", [(3, 1, "problems.duplicate_key")]),
        (b"a: &x [1]\nb: *x\n", [(2, 4, "problems.alias")]),
        (b"a: &x [*x]\n", [(1, 8, "problems.alias")]),
        (b"a: 1\n---\nb: 2\n", [(2, 1, "problems.several_documents")]),
        (b"a: !!python/object:os.system {}\n", [(1, 4, "problems.tag")]),
        (b"? [a, b]\n: 1\n", [(1, 3, "problems.key_not_text")]),
        (b"? {a: b}\n: 1\n", [(1, 3, "problems.key_not_text")]),
        (b"a: [1, 2\n", [(1, 4, "problems.yaml_bracket")]),
        (b"a: {b: 1\n", [(1, 4, "problems.yaml_brace")]),
        (b"a:\n\t- b\n", [(2, 1, "problems.yaml_tab")]),
        (b"a: b: c\n", [(1, 5, "problems.yaml_colon")]),
        (b"a: 'x\n", [(1, 4, "problems.yaml_quote")]),
        (b"a:\n  b: 1\n c: 2\n", [(3, 2, "problems.yaml_indent")]),
        (b"a: @x\n", [(1, 4, "problems.yaml_character")]),
        (b'a: "\\q"\n', [(1, 5, "problems.yaml_escape")]),
        (b"%FOO\n", [(1, 5, "problems.yaml_syntax")]),
        (b"a: 1\nb: \xff\n", [(2, 4, "problems.not_utf8")]),
        ("あ: い\n".encode("cp932"), [(1, 1, "problems.not_utf8")]),
        ("あ: い\n".encode("utf-16"), [(1, 1, "problems.not_utf8")]),
        (b"a: x\x00y\n", [(1, 5, "problems.control_character")]),
        (b"a: [" + b"[" * 5000, [(1, 43, "problems.too_deep")]),
        (b"- " * 100_000, [(1, 81, "problems.too_deep")]),
        (b"a" * (MAX_BYTES + 1), [(0, 0, "problems.too_large")]),
    ],
)
def test_what_is_refused(content: bytes, expected: list[tuple[int, int, str]]) -> None:
    assert problems(content) == expected


def test_the_first_of_two_equal_keys_counts_and_the_second_is_told() -> None:
    log = ProblemLog()
    document = read_yaml(b"a: {x: 1}\na: {y: [2]}\nb: 3\n", "f.yaml", log)
    assert document is not None
    assert document.data == {"a": {"x": 1}, "b": 3}
    assert log.found[0].message.args == {"key": "a", "first": 1}


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    assert data("\ufeffa: 1\r\nb:\r\n  - x\r\n") == {"a": 1, "b": ["x"]}


def test_a_file_of_comments_says_nothing() -> None:
    assert data("# only this\n") is None
    assert data("") is None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="a:-[]{}&*!|>'\"%@#\n \t?,\\0é全", max_size=80).map(str.encode))
def test_nothing_raises(content: bytes) -> None:
    log = ProblemLog()
    document = read_yaml(content, "f.yaml", log)
    assert document is not None or log.found
