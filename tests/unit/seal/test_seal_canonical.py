"""Canonical JSON: the fast way for rows gives what the library gives; statements are as RFC 8785 shows them."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from auditor.seal.canonical import canonical, canonical_cell, canonical_row

_TEXTS = st.text(st.characters(codec="utf-8"))
_CELLS = st.one_of(_TEXTS, st.integers(-(2**53) + 1, 2**53 - 1), st.none())


@given(st.lists(_CELLS))
def test_rows_are_what_the_library_writes(row: list[str | int | None]) -> None:
    assert canonical_row(row) == rfc8785.dumps(row)


@given(_CELLS)
def test_cells_are_what_the_library_writes(cell: str | int | None) -> None:
    assert canonical_cell(cell) == rfc8785.dumps(cell)


def test_every_control_character_is_what_the_library_writes() -> None:
    for number in range(0x100):
        assert canonical_row([chr(number)]) == rfc8785.dumps([chr(number)])


def test_names_are_sorted_by_their_utf_16_units() -> None:
    # RFC 8785, 3.2.3
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert canonical(names) == '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}'.encode()


def test_numbers_and_texts_are_as_the_rfc_shows_them() -> None:
    # RFC 8785, 3.2.2
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(value) == expected.encode()


def test_what_has_no_form_is_refused() -> None:
    refused = {"not representable": float("nan"), "safe integer": 2**53, "non-UTF-8": "\ud800"}
    for why, value in refused.items():
        with pytest.raises(ValueError, match=why):
            canonical({"a": value})
    with pytest.raises(ValueError, match="surrogates"):
        canonical_row(["\udc80"])
