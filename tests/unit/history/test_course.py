"""How rows and findings went: exact stretches, and what is said of what left the audit long ago."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.history import course, trend
from auditor.model.course import RowCourse, Stretch
from auditor.model.subject import target_ref
from auditor.model.terms import FindingClass, Reason, State
from auditor.store.store import Store
from tests.unit.history.made_nights import (
    FIRST,
    Night,
    bad,
    fails,
    key,
    opens,
    part,
    passes,
    record,
    record_all,
    row,
    said,
    unsure,
)

PASS, FAIL, ERROR, UNKNOWN = State.PASS, State.FAIL, State.ERROR, State.UNKNOWN


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "auditor.db") as opened:
        yield opened


def brief(found: RowCourse) -> list[tuple[str, int, State | None]]:
    """First run, number of nights, state."""
    return [(stretch.first, stretch.nights, stretch.state) for stretch in found.stretches]


def test_a_stretch_says_all_there_is_to_say(store: Store) -> None:
    nights: list[Night] = [
        {"A": passes()},
        {"A": fails("x", waiver=())},
        {"A": fails("x", waiver=())},
        {"A": opens()},
        {"B": passes()},
        {"A": passes(revision="r2")},
    ]
    record_all(store, nights)

    (found,) = course(store, control="A", subject="ap01").rows

    text = said("row", control="A")
    frame = {"state": PASS, "reason": None, "finding_class": None, "summary": text, "waived": False, "revised": False}

    def stretch(first: int, last: int, **more: object) -> Stretch:
        return Stretch(
            first=f"run-{first}",
            first_as_of=FIRST + timedelta(days=first),
            last=f"run-{last}",
            last_as_of=FIRST + timedelta(days=last),
            nights=last - first + 1,
            **{**frame, **more},  # type: ignore[arg-type]
        )

    assert found.key == key("A")
    assert found.stretches == (
        stretch(0, 0),
        stretch(1, 2, state=FAIL, reason=Reason.LATE, finding_class=FindingClass.MAJOR, waived=True),
        stretch(3, 3, state=ERROR, reason=Reason.UNREACHABLE),
        stretch(4, 4, state=None, summary=None),
        stretch(5, 5, revised=True),
    )
    (finding,) = found.findings
    assert finding.key == key("A", "x")
    assert brief(finding) == [
        ("run-0", 1, PASS),
        ("run-1", 2, FAIL),
        ("run-3", 1, ERROR),
        ("run-4", 1, None),
        ("run-5", 1, PASS),
    ]


def test_nights_that_differ_in_another_finding_are_one_stretch(store: Store) -> None:
    record_all(store, [{"A": fails("x")}, {"A": fails("a", "x")}, {"A": fails("x")}])

    (found,) = course(store, control="A", subject="ap01").rows

    assert brief(found) == [("run-0", 3, FAIL)]
    assert [(f.key.item, brief(f)) for f in found.findings] == [
        ("a", [("run-0", 1, PASS), ("run-1", 1, FAIL), ("run-2", 1, PASS)]),
        ("x", [("run-0", 3, FAIL)]),
    ]


def test_what_could_not_be_seen_is_not_called_gone(store: Store) -> None:
    partly = fails("y", incomplete=Reason.TIMEOUT)
    record_all(store, [{"A": fails("x", "y")}, {"A": partly}, {"A": fails("y", unsure("x"))}, {"A": fails("y")}])

    (found,) = course(store, item="x").rows

    assert brief(found) == [("run-0", 1, FAIL), ("run-1", 1, ERROR), ("run-2", 1, UNKNOWN), ("run-3", 1, PASS)]
    assert [stretch.reason for stretch in found.stretches] == [Reason.LATE, Reason.TIMEOUT, Reason.MISSING_FIELD, None]


def test_the_sentence_is_of_the_first_night(store: Store) -> None:
    for number in range(3):
        clock = bad("clock", Reason.CLOCK_SKEW, said("clock"), seconds=number + 5)
        record(store, number, {"A": row(part(clock))})

    (found,) = course(store, control="A", subject="ap01", item="clock").rows

    assert [(s.nights, s.summary and s.summary.args) for s in found.stretches] == [(3, {"seconds": 5})]


def test_what_left_long_ago_is_described_as_it_was(store: Store) -> None:
    record(store, 0, {("A-1", "old"): fails("x"), ("B-1", "new"): passes()})
    for number in range(1, 4):
        record(store, number, {("B-1", "new"): passes()})

    found = course(store, subject="old")

    assert [brief(r) for r in found.rows] == [[("run-0", 1, FAIL), ("run-1", 3, None)]]
    assert found.controls["A-1"].title.en == "Control A-1"
    assert found.subjects[target_ref("old")].title == "サーバ old"


def test_the_pack_of_a_control_that_left_is_known(store: Store) -> None:
    record(store, 0, {"A-1": fails("x"), "B-1": fails("y")})
    record(store, 1, {"B-1": fails("y", waiver=())})

    first, second = trend(store)

    assert first.by_pack == {"a": 1, "b": 1}
    assert (second.by_pack, second.waived, second.by_class[FindingClass.MAJOR]) == ({}, 1, 0)


def test_dates_bound_the_nights(store: Store) -> None:
    record_all(store, [{"A": passes()}, {"A": passes()}, {"A": fails("x")}, {"A": fails("x")}])

    found = course(store, control="A", first=FIRST + timedelta(days=1), last=FIRST + timedelta(days=2))

    assert found.nights == 2
    assert [brief(r) for r in found.rows] == [[("run-1", 1, PASS), ("run-2", 1, FAIL)]]


def test_rows_of_other_runs_are_no_course(store: Store) -> None:
    record(store, 0, {"A": passes()})
    record(store, 1, {"A": fails("x")}, name="part", scope="--control A")
    record(store, 2, {"A": fails("x")}, name="again", reassesses="run-0")

    assert [brief(r) for r in course(store, control="A").rows] == [[("run-0", 1, PASS)]]
    assert course(store, item="x").rows == ()


def test_a_trend_up_to_a_run_that_is_not_there(store: Store) -> None:
    record(store, 0, {"A": passes()})

    with pytest.raises(StoreError):
        trend(store, "nowhere")
    assert trend(store, nights=0) == ()
