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
