"""count_within: how many there are, and of how many that is open."""

from typing import Any

import pytest

from auditor.checks import count_within as check
from auditor.facts.records import Permission
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, Case, Row, judge, nothing_of, outcome, rows
from tests.unit.checks.records import record, register


def permission(key: str, /, **given: Any) -> Permission:
    return record(Permission, key, **({"kind": "entry", "person": f"S-{key}"} | given))


def asked(*entries: Permission, **given: Any) -> Case:
    sound: dict[str, Any] = {"register": "permissions", "limit": 2, "where": {"kind": ("entry",)}}
    return Case(sets=[register(Permission, *entries)], parameters=check.Parameters(**(sound | given)), subject=CITY)


TWO = (permission("1"), permission("2"))
GOOD = asked(*TWO)
BAD = asked(*TWO, permission("3"))


@pytest.mark.parametrize(
    ("entries", "given", "expected"),
    [
        (TWO, {}, []),
        ((*TWO, permission("3", kind="device")), {}, []),
        ((*TWO, permission("3")), {}, [("permissions", "fail", "over_limit")]),
        ((*TWO, permission("3", kind="")), {}, [("3/kind", "unknown", "missing_field")]),
        ((permission("1"), permission("3", kind="")), {}, []),
        ((*TWO, permission("3", person="Ｓ-1")), {"distinct": "person"}, []),
        ((*TWO, permission("3")), {"distinct": "person"}, [("permissions", "fail", "over_limit")]),
        ((*TWO, permission("3", person="")), {"distinct": "person"}, [("3/person", "unknown", "missing_field")]),
    ],
)
def test_how_many(entries: tuple[Permission, ...], given: dict[str, Any], expected: list[Row]) -> None:
    assert rows(judge(check, asked(*entries, **given))) == expected


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ("met", (Outcome.MET, None)),
        ("fail", (Outcome.BROKEN, Reason.MISSING_RECORD)),
        ("open", (Outcome.OPEN, Reason.EMPTY)),
    ],
)
def test_what_none_means(none: str, expected: tuple[Outcome, Reason | None]) -> None:
    assert outcome(judge(check, asked(none=none))) == expected


def test_a_register_that_is_not_kept() -> None:
    given = nothing_of(Permission, CITY, Reason.NO_REGISTER)
    case = Case(sets=[given], parameters=check.Parameters(register="permissions", limit=1, none="fail"), subject=CITY)
    assert outcome(judge(check, case)) == (Outcome.OPEN, Reason.NO_REGISTER)
