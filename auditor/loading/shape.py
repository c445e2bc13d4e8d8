"""Base of the models of our files, and pydantic's errors as problems with their place."""

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from auditor.loading.fields import TOLD
from auditor.loading.marks import Step
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.secrets import looks_secret
from auditor.loading.yamlreader import Document
from auditor.model.words import Message, message


class Shape(BaseModel):
    """The shape of a mapping in a file. A key that has no value is as if it were not there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            known = _keys(cls)
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data


S = TypeVar("S", bound=Shape)
T = TypeVar("T")

Many: TypeAlias = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in a file, a tuple in a model."""


def validated(shape: type[S], document: Document, log: ProblemLog) -> S | None:
    """The document as the shape, or None with every problem in the log."""
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        for fault in faults(error, shape):
            root = document.place.root
            mark = root.key_at(fault.path) if fault.key else root.at(fault.path)
            log.tell(document.place.file, mark, fault.said)
        return None


class Fault(NamedTuple):
    """One thing that is wrong with a mapping: where in it, and what is to be said."""

    path: tuple[Step, ...]
    key: bool
    """True when the key is wrong rather than its value."""
    said: Message


def faults(error: ValidationError, shape: type[Shape]) -> Iterator[Fault]:
    """What pydantic found, in our words."""
    for detail in error.errors(include_url=False):
        yield _fault(detail, shape)


def _fault(detail: ErrorDetails, shape: type[Shape]) -> Fault:
    path: tuple[Step, ...] = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    if kind == "extra_forbidden":
        key = str(path[-1])
        if looks_secret(key):
            said = message("problems.secret_key", key=shown(key))
        else:
            known = sorted(_keys(_shape_at(shape, path[:-1])))
            said = with_hint("problems.unknown_key", key, known, key=shown(key), known=tuple(known))
        return Fault(path, True, said)
    if kind == "missing":
        return Fault(path[:-1], False, message("problems.missing_key", key=str(path[-1])))
    return Fault(path, bool(detail["loc"]) and detail["loc"][-1] == "[key]", _said(detail))


_TYPES = {
    "string_type": "problems.not_text",
    "int_type": "problems.not_integer",
    "int_parsing": "problems.not_integer",
    "int_from_float": "problems.not_integer",
    "float_type": "problems.not_number",
    "bool_type": "problems.not_boolean",
    "list_type": "problems.not_list",
    "tuple_type": "problems.not_list",
    "dict_type": "problems.not_mapping",
    "model_type": "problems.not_mapping",
    "model_attributes_type": "problems.not_mapping",
    "too_short": "problems.too_few",
}


def _said(detail: ErrorDetails) -> Message:
    kind = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx") or {}
    value = detail["input"]
    if kind == TOLD:
        return Message(code=context["code"], args=context["args"])
    if kind in ("enum", "literal_error"):
        allowed = tuple(str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
        return with_hint("problems.not_one_of", shown(value), allowed, value=shown(value), allowed=allowed)
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        limit = next(iter(context.values()))
        name = "problems.too_small" if kind.startswith("greater") else "problems.too_large_number"
        return message(name, value=shown(value), limit=limit)
    if kind == "string_too_long":
        return message("problems.too_long", limit=context["max_length"])
    if kind in _TYPES:
        return message(_TYPES[kind])
    return message("problems.wrong_value", value=shown(value))


def _keys(shape: type[BaseModel] | None) -> set[str]:
    if shape is None:
        return set()
    return {field.alias or name for name, field in shape.model_fields.items()}


def _shape_at(shape: type[Shape], path: Sequence[Step]) -> type[BaseModel] | None:
    """The model that holds at a path."""
    here: Any = shape
    for step in path:
        here = _bare(here)
        if isinstance(here, type) and issubclass(here, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = fields.get(str(step))
        elif get_origin(here) is tuple:
            here = get_args(here)[0]
        elif get_origin(here) is dict:
            here = get_args(here)[1]
        else:
            return None
    here = _bare(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """An annotation without Annotated and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation
