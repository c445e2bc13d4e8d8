"""A waiver never changes a state; it covers what it names, until it expires or the requirement changes."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from auditor.engine.assess import assess
from auditor.engine.coverage import coverage, exit_code
from auditor.engine.overlay import with_waivers
from auditor.errors import ExitCode
from auditor.model.result import Result
from auditor.model.terms import State
from tests.unit.engine.world import AS_OF, HOST, circumstances, door, fact_set, part, row


def _failed() -> Result:
    return assess(row(part("doors")), circumstances(fact_set([door("a", locked=False), door("b", locked=False)])))


def _waiver(**changes: Any) -> Any:
    values: dict[str, Any] = {
        "id": "W-1",
        "control": "C-1",
        "revision": "",
        "subject": HOST,
        "items": (),
        "reason": "更新待ち",
        "measure": "施錠",
        "approver": "情報政策課長",
        "approved_on": date(2026, 4, 1),
        "expires": date(2027, 3, 31),
    }
    return SimpleNamespace(**(values | changes))


def test_a_waiver_of_the_row_satisfies_it_and_leaves_it_a_fail() -> None:
    (result,) = with_waivers([_failed()], [_waiver()], AS_OF)
    assert (result.state, result.satisfied) == (State.FAIL, True)
    assert result.waiver is not None
    assert result.waiver.id == "W-1"
    assert exit_code([result]) is ExitCode.SATISFIED


@pytest.mark.parametrize(("items", "satisfied"), [(("a",), False), (("a", "b"), True), (("a", "b", "c"), True)])
def test_a_waiver_of_items_covers_only_them(items: tuple[str, ...], satisfied: bool) -> None:
    (result,) = with_waivers([_failed()], [_waiver(items=items)], AS_OF)
    assert result.satisfied is satisfied
    assert result.waiver is not None
    assert result.waiver.items == tuple(i for i in items if i in ("a", "b"))


@pytest.mark.parametrize(
    "change",
    [
        {"expires": date(2026, 11, 19)},
        {"approved_on": date(2026, 11, 21)},
        {"revision": "r0"},
        {"control": "C-2"},
        {"subject": replace(HOST, id="other")},
        {"items": ("zz",)},
    ],
)
def test_a_waiver_that_does_not_hold_is_not_shown(change: dict[str, Any]) -> None:
    (result,) = with_waivers([_failed()], [_waiver(**change)], AS_OF)
    assert (result.waiver, result.satisfied) == (None, False)
    assert exit_code([result]) is ExitCode.FINDINGS


def test_an_open_row_outranks_a_finding() -> None:
    unknown = assess(row(part("doors"), control="C-2"), circumstances(fact_set([])))
    assert exit_code([_failed(), unknown]) is ExitCode.OPEN


def test_coverage_counts_what_was_left_out() -> None:
    unknown = assess(row(part("doors"), control="C-2"), circumstances(fact_set([])))
    counts = coverage([_failed(), unknown], notapplicable=7, notselected=3)
    assert (counts.rows, counts.applicable, counts.judged) == (12, 2, 1)
    assert (counts.passed, counts.failed, counts.open) == (0, 1, 1)
    assert (counts.subjects, counts.controls) == (1, 2)


def test_a_newer_waiver_of_the_same_replaces_the_older_one_also_when_it_ended() -> None:
    older = _waiver()
    ended = _waiver(id="W-2", approved_on=date(2026, 5, 1), expires=date(2026, 11, 19), reason="別の理由")
    (result,) = with_waivers([_failed()], [ended, older], AS_OF)
    assert (result.waiver, result.satisfied) == (None, False)
    assert result.lapsed is not None
    assert (result.lapsed.id, result.lapsed.reason) == ("W-2", "別の理由")


def test_of_two_approved_on_one_day_the_later_on_record_counts() -> None:
    (result,) = with_waivers([_failed()], [_waiver(), _waiver(id="W-2")], AS_OF)
    assert result.waiver is not None
    assert result.waiver.id == "W-2"


def test_waivers_of_several_items_hold_together_and_end_with_the_first() -> None:
    waivers = [
        _waiver(items=("a",), expires=date(2027, 1, 31)),
        _waiver(id="W-2", items=("b",), expires=date(2026, 12, 31), approver="総務課長"),
    ]
    (result,) = with_waivers([_failed()], waivers, AS_OF)
    assert result.waiver is not None
    assert (result.waiver.id, result.waiver.items, result.waiver.expires) == (
        "W-2 W-1",
        ("a", "b"),
        date(2026, 12, 31),
    )
    assert (result.satisfied, result.waiver.approver) == (True, "総務課長 / 情報政策課長")


def test_a_waiver_that_expired_is_shown_as_long_as_what_it_covered_fails() -> None:
    ended = _waiver(items=("a",), expires=date(2026, 11, 19))
    holding = _waiver(id="W-2", items=("b",))
    gone = _waiver(id="W-3", items=("zz",), expires=date(2026, 11, 1))
    (result,) = with_waivers([_failed()], [ended, holding, gone], AS_OF)
    assert result.waiver is not None
    assert result.lapsed is not None
    assert (result.waiver.id, result.lapsed.id, result.satisfied) == ("W-2", "W-1", False)


def test_a_pass_has_no_waiver() -> None:
    passed = assess(row(part("doors")), circumstances(fact_set([door("a", locked=True)])))
    assert with_waivers([passed], [_waiver(), _waiver(expires=date(2026, 11, 1))], AS_OF) == (passed,)
