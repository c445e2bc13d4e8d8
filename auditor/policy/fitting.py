"""Values of the files as the types that checks ask for."""

import types
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from auditor.loading.fields import narrow, period_in
from auditor.loading.yamlreader import Plain
from auditor.model.periods import Period
from auditor.policy.shapes import Direction, ParameterType

Value: TypeAlias = "int | float | str | Period | tuple[int | float | str, ...]"
"""A parameter's value."""


class MisfitError(ValueError):
    """A value is not of the type asked for."""


def parameter_value(kind: ParameterType, given: Plain) -> Value:
    """A value as its parameter's type says; raises MisfitError."""
    if isinstance(given, bool) or given is None:
        raise MisfitError
    match kind:
        case ParameterType.INTEGER:
            if isinstance(given, str) and narrow(given).isdecimal() and not given.isascii() and len(given) < 10:
                return int(narrow(given))
            if isinstance(given, int):
                return given
        case ParameterType.NUMBER:
            if isinstance(given, int | float):
                return given
        case ParameterType.DURATION:
            return _period(given)
        case ParameterType.STRING:
            if isinstance(given, str | int):
                return str(given)
        case ParameterType.LIST:
            if isinstance(given, list) and all(isinstance(e, str | int | float) for e in given):
                return tuple(e for e in given if isinstance(e, str | int | float))
    raise MisfitError


def _period(given: Plain) -> Period:
    period = period_in(given)
    if period is None:
        raise MisfitError
    return period


def stricter(direction: Direction, one: Value, other: Value) -> Value:
    """The stricter of two values of a parameter with a direction."""
    smaller = min(one, other, key=_size)
    larger = other if smaller is one else one
    return smaller if direction is Direction.MAXIMUM else larger


def _size(value: Value) -> float:
    if isinstance(value, Period):
        return value.delta.total_seconds()
    if isinstance(value, int | float):
        return float(value)
    raise MisfitError


def accepts(hint: Any, kind: ParameterType) -> bool:
    """Whether a field of that type can take a parameter of that kind."""
    return any(_accepts(option, kind) for option in _options(hint))


def _accepts(hint: Any, kind: ParameterType) -> bool:
    match kind:
        case ParameterType.INTEGER:
            return hint in (int, float)
        case ParameterType.NUMBER:
            return hint is float
        case ParameterType.DURATION:
            return hint in (Period, timedelta)
        case ParameterType.STRING:
            return hint is str or get_origin(hint) is Literal or (isinstance(hint, type) and issubclass(hint, Enum))
        case ParameterType.LIST:
            return get_origin(hint) in (tuple, frozenset)


def fit(hint: Any, given: object) -> object:
    """A literal or parameter value as a field's type; raises MisfitError."""
    for option in _options(hint):
        try:
            return _fit(option, given)
        except MisfitError:
            continue
    raise MisfitError


def _fit(hint: Any, given: object) -> object:
    if hint is type(None):
        if given is None:
            return None
    elif hint is bool:
        if isinstance(given, bool):
            return given
    elif hint is int:
        if isinstance(given, int) and not isinstance(given, bool):
            return given
    elif hint is float:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return float(given)
    elif hint is str:
        if isinstance(given, str):
            return given
        if isinstance(given, int) and not isinstance(given, bool):
            return str(given)
    elif hint is Period or hint is timedelta:
        period = given if isinstance(given, Period) else _period(given if isinstance(given, str) else None)
        return period if hint is Period else period.delta
    elif hint is date:
        return _date(given)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint, given)
    elif get_origin(hint) is Literal:
        if given in get_args(hint):
            return given
    elif get_origin(hint) in (tuple, frozenset):
        return _several(hint, given)
    elif get_origin(hint) is Mapping:
        return _mapping(hint, given)
    raise MisfitError


def _mapping(hint: Any, given: object) -> object:
    """Names with values; a single value stands for a list of one, and YAML's true and false for yes and no."""
    if not isinstance(given, Mapping):
        raise MisfitError
    kind = get_args(hint)[1]
    return {str(name): fit(kind, _listed(value)) for name, value in given.items()}


def _listed(value: object) -> list[object]:
    values = value if isinstance(value, list | tuple) else [value]
    return [{True: "yes", False: "no"}[v] if isinstance(v, bool) else v for v in values]


def _several(hint: Any, given: object) -> object:
    if not isinstance(given, list | tuple):
        raise MisfitError
    inner = get_args(hint)[0]
    values = (fit(inner, element) for element in given)
    return tuple(values) if get_origin(hint) is tuple else frozenset(values)


def _date(given: object) -> date:
    try:
        return date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError as error:
        raise MisfitError from error


def _member(hint: type[Enum], given: object) -> Enum:
    try:
        return hint(given)
    except ValueError as error:
        raise MisfitError from error


def _options(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, types.UnionType):
        return get_args(hint)
    return (hint,)


def named(hint: Any) -> str:
    """A field's type in words of the files (``integer``, ``duration``)."""
    names = {int: "integer", float: "number", str: "string", bool: "true/false", date: "date"}
    names |= {Period: "duration", timedelta: "duration"}
    options = [o for o in _options(hint) if o is not type(None)]
    shown = []
    for option in options:
        if get_origin(option) in (tuple, frozenset):
            shown.append("list")
        elif get_origin(option) is Literal:
            shown.append(", ".join(map(str, get_args(option))))
        elif isinstance(option, type) and issubclass(option, Enum):
            shown.append(", ".join(str(member.value) for member in option))
        else:
            shown.append(names.get(option, "?"))
    return " | ".join(shown)
