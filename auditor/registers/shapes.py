"""Shapes of the registers' entries, made from the records' columns."""

import warnings
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, create_model, model_validator

from auditor.facts.records import RECORDS, DocumentRecord, Record
from auditor.facts.records.base import FiledRecord
from auditor.facts.records.columns import columns_of
from auditor.loading.fields import Whole, wrong
from auditor.loading.paths import Encoding, TimePattern
from auditor.loading.shape import Many, Shape
from auditor.registers.fields import annotation

NAMES: tuple[str, ...] = tuple(RECORDS)
"""Every register by its name in files."""

_ORDERED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "posts": (("since", "until"),),
        "roster": (("since", "left"),),
        "entitlements": (("granted", "ended"),),
        "documents": (("in_force_from", "in_force_to"),),
        "contracts": (("starts_on", "ends_on"),),
        "permissions": (("since", "until"),),
        "room_log": (("entered", "left"),),
    }
)
"""Dates of which the second cannot be before the first, whatever happened."""


class SampleLogShape(Shape):
    """How the time stands in the lines of a sample log."""

    timestamp: TimePattern = "%Y-%m-%d %H:%M:%S"
    column: Annotated[Whole, Field(ge=0, le=1000)] = 0
    """Counted from 0 after splitting at the delimiter; 0 with an empty delimiter is the start of the line."""
    delimiter: Annotated[str, Field(max_length=1)] = ","
    encoding: Encoding = "utf-8"


class EntryShape(Shape):
    """An entry of a register: its columns, and what no column says alone. Empty text is as if it were not there."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        if isinstance(data, dict):
            values = data.values()
            if None in values or "" in values:
                known = cls.model_fields
                return {k: v for k, v in data.items() if (v is not None and v != "") or k not in known}
        return data

    @model_validator(mode="after")
    def _sound(self) -> "EntryShape":
        for first, last in _ORDERED.get(type(self).__name__, ()):
            begin, end = getattr(self, first), getattr(self, last)
            if begin and end and end < begin:
                raise wrong("registers.reversed", first=first, last=last)
        if type(self).__name__ == "entitlements":
            values = self.__dict__
            if not (values["target"] or values["linkage"] or values["data_file"]):
                raise wrong("registers.no_subject")
        return self


class FiledShape(EntryShape):
    """An entry with a file behind it."""

    @model_validator(mode="after")
    def _digest_of_a_file(self) -> "FiledShape":
        values = self.__dict__
        if values["declared_digest"] and not values["file"]:
            raise wrong("registers.digest_without_file")
        return self


@cache
def shape_of(register: str) -> type[Shape]:
    """The shape of an entry of a register."""
    return _made(register, RECORDS[register])


def _made(register: str, record: type[Record]) -> type[Shape]:
    defaults = {name: field.default for name, field in record.__dataclass_fields__.items()}
    fields: dict[str, Any] = {}
    for name, column in columns_of(record).items():
        kind = annotation(column)
        fields[name] = (kind, ... if column.required else defaults[name])
    if record is DocumentRecord:
        fields["log"] = (SampleLogShape, None)
    base = FiledShape if issubclass(record, FiledRecord) else EntryShape
    words = (record.__doc__ or "").strip()
    with warnings.catch_warnings():
        # `register` is a method of every abstract class's own class; no instance has it.
        warnings.filterwarnings("ignore", 'Field name "register" in', UserWarning)
        return create_model(register, __base__=base, __module__=__name__, __doc__=words, **fields)


@cache
def register_shape(register: str) -> type[Shape]:
    """The shape of a file of one register: ``register:`` and ``entries:``."""
    fields: dict[str, Any] = {
        "register_": (str, Field(alias="register")),
        "entries": (_entries(shape_of(register)), None),
    }
    return create_model(
        f"{register}_file",
        __base__=Shape,
        __module__=__name__,
        __doc__="A register file. Without the key ``entries`` the register is not kept yet; ``[]``: there is nothing.",
        **fields,
    )


def _entries(shape: Any) -> Any:
    return Many[shape] | None
