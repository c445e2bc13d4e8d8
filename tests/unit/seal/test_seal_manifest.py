"""Manifests come back as they were written, and nothing else is one."""

import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.seal.manifest import (
    Ended,
    NewForm,
    NewLog,
    NewRow,
    NewSlot,
    NewSpan,
    NewText,
    read_manifest,
    write_manifest,
)

_NUMBERS = st.integers(-1, 2**40)
_TEXTS = st.text(st.characters(codec="utf-8"))


@given(
    names=st.lists(st.tuples(_NUMBERS, _TEXTS)),
    forms=st.lists(st.tuples(_NUMBERS, st.binary(min_size=4, max_size=4))),
    begun=st.lists(st.tuples(_NUMBERS, _NUMBERS, _NUMBERS)),
    logs=st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS, st.binary(min_size=4, max_size=4))),
)
def test_rows_come_back(
    names: list[tuple[int, str]],
    forms: list[tuple[int, bytes]],
    begun: list[tuple[int, int, int]],
    logs: list[tuple[str, str, str, bytes]],
) -> None:
    found = read_manifest(write_manifest({"names": names, "forms": forms, "begun": begun, "logs": logs}))
    assert found.names == [NewText(*row) for row in names]
    assert found.forms == [NewForm(*row) for row in forms]
    assert found.begun == [NewSpan(*row) for row in begun]
    assert found.logs == [NewLog(*row) for row in logs]
    assert (found.writers, found.ended, found.bodies) == ([], [], [])


def test_every_kind_of_row_has_its_names() -> None:
    row = (5, 1, 2, 3, 4, "fail", "major", "late", 0)
    found = read_manifest(
        write_manifest({"slots": [(1, 2, "fact", 3, 0)], "rows_begun": [row], "rows_ended": [(4, 2), (3, 1)]})
    )
    assert found.slots == [NewSlot(id=1, writer=2, kind="fact", name=3, copy=0)]
    assert found.rows_begun == [
        NewRow(
            id=5, control=1, subject=2, form=3, night=4, state="fail", finding_class="major", reason="late", satisfied=0
        )
    ]
    assert found.rows_ended == [Ended(id=4, last=2), Ended(id=3, last=1)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        zlib.compress(b""),
        zlib.compress(msgspec.msgpack.encode({})),
        zlib.compress(msgspec.msgpack.encode({"names": [1, [[1]]]})),
        zlib.compress(msgspec.msgpack.encode([1])),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, zlib.error)):
        read_manifest(data)
