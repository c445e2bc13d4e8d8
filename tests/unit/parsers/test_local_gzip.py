"""Whatever is called gzip is opened to its end or said not to be, within bounds."""

import gzip
import os
from collections.abc import Iterator

import pytest

from auditor.facts.logs import LogFault
from auditor.parsers.local_gzip import Bounds, Content

TEXT = b"2021-03-04 10:11:12,s0001\n" * 5000
NOISE = os.urandom(70_000)
TINY = Bounds(content=400_000, ratio=50, ratio_from=100_000, piece=4096)


def chunks(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def unpacked(
    data: bytes, *, size: int = 1 << 20, named: bool = True, bounds: Bounds | None = None
) -> tuple[bytes, object]:
    content = Content(bounds=bounds or Bounds(), named_gzip=named)
    pieces = list(content.pieces(chunks(data, size)))
    return b"".join(pieces), content.fault


@pytest.mark.parametrize("size", [1, 7, 65536])
@pytest.mark.parametrize("plain", [b"x", NOISE])
def test_members_follow_one_another(size: int, plain: bytes) -> None:
    packed = gzip.compress(plain) + gzip.compress(b"") + gzip.compress(b"tail")
    assert unpacked(packed, size=max(size, len(packed) // 500)) == (plain + b"tail", None)


def test_padding_is_no_fault_and_junk_is() -> None:
    packed = gzip.compress(TEXT)
    assert unpacked(packed + b"\0" * 512) == (TEXT, None)
    assert unpacked(packed + b"\0\0junk") == (TEXT, LogFault.CORRUPT)
    assert unpacked(packed + b"\x1f") == (TEXT, LogFault.CORRUPT)


@pytest.mark.parametrize("lost", [1, 8, 9, 40])
def test_a_cut_file_is_truncated(lost: int) -> None:
    given, fault = unpacked(gzip.compress(NOISE)[:-lost])
    assert NOISE.startswith(given)
    assert fault is LogFault.TRUNCATED


def test_a_cut_second_member_is_truncated() -> None:
    assert unpacked(gzip.compress(TEXT) + gzip.compress(TEXT)[:12])[1] is LogFault.TRUNCATED


@pytest.mark.parametrize("place", [-2, -6, 30_000])
def test_a_flipped_bit_is_corrupt(place: int) -> None:
    packed = bytearray(gzip.compress(NOISE))
    packed[place] ^= 1
    assert unpacked(bytes(packed))[1] is LogFault.CORRUPT


def test_plain_text_is_read_as_it_is_and_a_wrong_name_told() -> None:
    assert unpacked(TEXT, named=False) == (TEXT, None)
    assert unpacked(TEXT, named=True) == (TEXT, LogFault.CORRUPT)
    assert unpacked(gzip.compress(TEXT), named=False) == (TEXT, None)
    assert unpacked(b"", named=True) == (b"", None)


def test_a_bomb_is_stopped_at_the_ratio_and_at_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    given, fault = unpacked(bomb, bounds=TINY)
    assert fault is LogFault.TOO_LARGE
    assert len(given) <= 500_000
    given, fault = unpacked(gzip.compress(os.urandom(500_000)), bounds=TINY)
    assert fault is LogFault.TOO_LARGE
    assert len(given) <= TINY.content
    assert unpacked(os.urandom(500_000).replace(b"\x1f", b"x"), named=False, bounds=TINY)[1] is LogFault.TOO_LARGE


def test_pieces_stay_small() -> None:
    content = Content(bounds=TINY, named_gzip=True)
    assert max(len(p) for p in content.pieces([gzip.compress(TEXT)])) == TINY.piece
