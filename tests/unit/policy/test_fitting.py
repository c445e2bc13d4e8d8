"""Values as the types that checks ask for."""

from datetime import date, timedelta
from typing import Any, Literal

import pytest

from auditor.loading.yamlreader import Plain
from auditor.model.periods import Period
from auditor.model.terms import Basis
from auditor.policy.fitting import MisfitError, Value, accepts, fit, named, parameter_value, stricter
from auditor.policy.shapes import Direction, ParameterType


@pytest.mark.parametrize(
    ("hint", "given", "expected"),
    [
        (int, 5, 5),
        (float, 5, 5.0),
        (str, 5, "5"),
        (bool, True, True),
        (Period, "P14D", Period(exact=timedelta(days=14))),
        (timedelta, "PT10M", timedelta(minutes=10)),
        (date, "2026-04-01", date(2026, 4, 1)),
        (Basis, "offline", Basis.OFFLINE),
        (Literal["a", "b"], "b", "b"),
        (tuple[str, ...], ["a"], ("a",)),
        (frozenset[int], [1, 2], frozenset({1, 2})),
        (int | None, None, None),
        (Period | None, "P1Y", Period(years=1)),
    ],
)
def test_fits(hint: Any, given: object, expected: object) -> None:
    assert fit(hint, given) == expected


@pytest.mark.parametrize(
    ("hint", "given"),
    [(int, True), (int, "5"), (int, 5.0), (bool, 1), (str, 1.5), (Period, 14), (Period, "14 days"), (Basis, "dead"),
     (Literal["a"], "b"), (tuple[int, ...], ["a"]), (tuple[int, ...], 1), (date, "2026-13-01"), (int | None, "x"),
     (int, [1]), (dict, {})],
)  # fmt: skip
def test_does_not_fit(hint: Any, given: object) -> None:
    with pytest.raises(MisfitError):
        fit(hint, given)


@pytest.mark.parametrize(
    ("kind", "given"),
    [(ParameterType.INTEGER, True), (ParameterType.INTEGER, "5"), (ParameterType.INTEGER, None),
     (ParameterType.NUMBER, "1"), (ParameterType.DURATION, "10m"), (ParameterType.LIST, "a"),
     (ParameterType.LIST, [[1]]), (ParameterType.STRING, [])],
)  # fmt: skip
def test_wrong_parameter_values(kind: ParameterType, given: Plain) -> None:
    with pytest.raises(MisfitError):
        parameter_value(kind, given)


def test_full_width_digits_are_digits() -> None:
    assert parameter_value(ParameterType.INTEGER, "１０") == 10


@pytest.mark.parametrize(
    ("direction", "one", "other", "expected"),
    [
        (Direction.MINIMUM, 8, 10, 10),
        (Direction.MAXIMUM, 8, 10, 8),
        (Direction.MAXIMUM, Period(years=1), Period(months=11), Period(months=11)),
        (Direction.MINIMUM, 5, 5, 5),
    ],
)
def test_the_stricter(direction: Direction, one: Value, other: Value, expected: Value) -> None:
    assert stricter(direction, one, other) == expected
    assert stricter(direction, other, one) == expected


@pytest.mark.parametrize(
    ("hint", "kind", "expected"),
    [
        (int, ParameterType.INTEGER, True),
        (float, ParameterType.INTEGER, True),
        (int | None, ParameterType.INTEGER, True),
        (int, ParameterType.NUMBER, False),
        (str, ParameterType.INTEGER, False),
        (Period, ParameterType.DURATION, True),
        (tuple[str, ...], ParameterType.LIST, True),
        (bool, ParameterType.INTEGER, False),
    ],
)
def test_accepts(hint: Any, kind: ParameterType, expected: bool) -> None:
    assert accepts(hint, kind) is expected


def test_types_have_names() -> None:
    assert named(int | None) == "integer"
    assert named(Period) == "duration"
    assert named(tuple[str, ...]) == "list"
    assert named(Literal["a", "b"]) == "a, b"
