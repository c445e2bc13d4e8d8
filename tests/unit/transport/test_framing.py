import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.transport.framing import LARGEST_ERRORS, Frame, FrameReader

NONCE = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def frame(number: int, output: bytes, code: str = "0", errors: bytes = b"", nonce: str = NONCE) -> bytes:
    n = nonce.encode()
    return (
        n
        + b" b %d\n" % number
        + output
        + n
        + b" e %d %s\n" % (number, code.encode())
        + errors
        + n
        + b" x %d\n" % number
    )


LAST = NONCE.encode() + b" z\n"


def read(stream: bytes, limits: tuple[int, ...] = (1000, 1000), sizes: int = 0) -> FrameReader:
    reader = FrameReader(NONCE, limits)
    for at in range(0, len(stream), sizes or max(1, len(stream))):
        reader.feed(stream[at : at + (sizes or len(stream))], NOW)
    return reader


def shown(found: Frame) -> tuple[int, str, bytes, bytes, bool]:
    return found.number, found.code, bytes(found.output), found.errors, found.overflow


def test_frames_are_read_with_code_output_and_errors() -> None:
    reader = read(frame(0, b"one\n") + frame(1, b"", "2", b"not there") + LAST)
    assert [shown(f) for f in reader.frames.values()] == [
        (0, "0", b"one\n", b"", False),
        (1, "2", b"", b"not there", False),
    ]
    assert reader.finished
    assert reader.begun


@pytest.mark.parametrize("size", [1, 2, 7, 33, 34, 35, 64, 1000])
def test_however_the_stream_is_cut_into_pieces(size: int) -> None:
    stream = b"Welcome!\n" + frame(0, b"no newline at the end") + frame(1, b"\0\xff\n\n", "127", b"e\n") + LAST
    reader = read(stream, sizes=size)
    assert [shown(f) for f in reader.frames.values()] == [
        (0, "0", b"no newline at the end", b"", False),
        (1, "127", b"\0\xff\n\n", b"e\n", False),
    ]
    assert reader.finished


@given(st.binary(max_size=300), st.binary(max_size=100), st.integers(1, 60))
def test_any_bytes_survive(output: bytes, errors: bytes, size: int) -> None:
    reader = read(frame(0, output, "1", errors) + LAST, sizes=size)
    assert shown(reader.frames[0]) == (0, "1", output, errors, False)


@given(st.binary(max_size=500), st.integers(1, 50))
def test_no_garbage_raises_or_makes_a_frame(garbage: bytes, size: int) -> None:
    reader = read(garbage, sizes=size)
    assert reader.frames == {}
    assert not reader.finished


@given(st.lists(st.sampled_from([b"b 0", b"e 0 0", b"x 0", b"z", b"b 1", b"e 1 9999", b"x", b"", b"b 7"]), max_size=12))
def test_marks_out_of_turn_never_raise_and_only_whole_frames_count(marks: list[bytes]) -> None:
    reader = read(b"".join(NONCE.encode() + b" " + m + b"\nxx" for m in marks))
    text = b"|".join(marks)
    for number in reader.frames:
        assert b"b %d|e %d 0|x %d" % (number, number, number) in text


def test_frames_of_another_nonce_are_part_of_the_answer() -> None:
    fake = frame(0, b"fake", nonce=OTHER) + OTHER.encode() + b" z\n"
    reader = read(frame(0, fake) + LAST)
    assert bytes(reader.frames[0].output) == fake


def test_a_beginning_of_the_nonce_is_part_of_the_answer() -> None:
    teasing = NONCE.encode()[:31] + b"x" + NONCE.encode()
    reader = read(frame(0, teasing) + LAST, sizes=5)
    assert bytes(reader.frames[0].output) == teasing


def test_half_an_answer_is_none() -> None:
    stream = frame(0, b"whole") + NONCE.encode() + b" b 1\nhalf"
    reader = read(stream)
    assert list(reader.frames) == [0]
    assert reader.begun
    assert not reader.finished


def test_an_answer_whose_errors_are_cut_off_is_none() -> None:
    reader = read(frame(0, b"x", "1", b"errors")[:-10])
    assert reader.frames == {}


def test_an_answer_is_kept_up_to_its_limit_and_the_rest_counted_only() -> None:
    reader = read(frame(0, b"x" * 1001) + frame(1, b"y" * 1000) + LAST, sizes=100)
    assert (len(reader.frames[0].output), reader.frames[0].overflow) == (1000, True)
    assert (len(reader.frames[1].output), reader.frames[1].overflow) == (1000, False)


def test_an_endless_answer_takes_no_memory() -> None:
    reader = FrameReader(NONCE, (10,))
    reader.feed(NONCE.encode() + b" b 0\n", NOW)
    for _ in range(1000):
        reader.feed(b"x" * 10_000, NOW)
    assert len(reader._rest) < 100
    assert reader.frames == {}


def test_errors_are_bounded() -> None:
    reader = read(frame(0, b"", "1", b"e" * 10_000) + LAST)
    assert reader.frames[0].errors == b"e" * LARGEST_ERRORS


def test_a_frame_remembers_when_it_began() -> None:
    reader = FrameReader(NONCE, (10,))
    whole = frame(0, b"12")
    reader.feed(whole[:40], NOW)
    reader.feed(whole[40:], NOW + timedelta(seconds=5))
    assert reader.frames[0].taken_at == NOW


def test_a_number_that_was_not_asked_for_is_no_frame() -> None:
    reader = read(frame(2, b"x") + LAST)
    assert reader.frames == {}
    assert reader.finished


def test_nothing_after_the_end_counts() -> None:
    reader = read(frame(0, b"x") + LAST + frame(1, b"late"))
    assert list(reader.frames) == [0]


def test_random_marks_in_random_bytes_never_confuse() -> None:
    source = random.Random(7)  # noqa: S311 - reproducible test data
    for _ in range(200):
        output = b"".join(
            source.choice([b"\n", b" e 0 0\n", b" b 1\n", b" z\n", NONCE.encode()[:20], b"\0"]) for _ in range(20)
        )
        reader = read(frame(0, output) + LAST, sizes=source.randint(1, 50))
        assert bytes(reader.frames[0].output) == output
