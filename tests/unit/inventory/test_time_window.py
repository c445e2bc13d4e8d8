"""Time windows, over midnight too."""

from datetime import UTC, datetime, time

import pytest

from auditor.inventory.window import TimeWindow


@pytest.mark.parametrize(
    ("start", "end", "utc", "expected"),
    [
        ((1, 0), (5, 0), (16, 0), True),  # 01:00 in Japan: the first minute counts
        ((1, 0), (5, 0), (20, 0), False),  # 05:00: the last does not
        ((1, 0), (5, 0), (15, 59), False),
        ((22, 0), (5, 0), (14, 0), True),  # 23:00
        ((22, 0), (5, 0), (19, 59), True),  # 04:59
        ((22, 0), (5, 0), (20, 0), False),  # 05:00
        ((22, 0), (0, 0), (14, 59), True),  # 23:59
        ((22, 0), (0, 0), (15, 0), False),  # 00:00
    ],
)
def test_contains(start: tuple[int, int], end: tuple[int, int], utc: tuple[int, int], expected: bool) -> None:
    window = TimeWindow(start=time(*start), end=time(*end))
    assert window.contains(datetime(2026, 11, 20, *utc, tzinfo=UTC)) is expected
