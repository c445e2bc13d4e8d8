"""Facts to rows and back: what stays apart from what a night measured.

The stable form is a JSON object of all fields that stay, the place last, so that what was seen never depends on the
defaults of a later version. A field that an older form lacks takes its default. Measured fields go into columns beside
it.
"""

import importlib
import pkgutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

import auditor.facts
from auditor.errors import StoreError
from auditor.facts.base import Fact, measured_fields
from auditor.model.evidence import Place
from auditor.model.words import message
from auditor.store.columns import Column, from_column, to_column
from auditor.store.encoding import from_json, to_json

Columns = Mapping[str, Column]
"""By measured field, the values of all facts of a set, in the order of their stable forms."""

_WHERE = "place.where"
_EXCERPT = "place.excerpt"


@dataclass(frozen=True, kw_only=True)
class FactCodec:
    """How the facts of one type are written."""

    fact: type[Fact]
    stable: tuple[str, ...]
    """Names of the fields that stay, in declared order, without the place."""
    measured: Mapping[str, Any]
    """Names of the measured fields and the types of their columns."""
    form: type[msgspec.Struct]

    def content(self, fact: Fact, volatile: Collection[str]) -> bytes:
        """The stable form. ``volatile`` names the origins whose positions and excerpts change every night."""
        found: dict[str, object] = {name: getattr(fact, name) for name in self.stable}
        place = fact.place
        kept = {"origin": place.origin}
        if place.origin not in volatile:
            if place.where:
                kept["where"] = place.where
            if place.excerpt:
                kept["excerpt"] = place.excerpt
        found["place"] = kept
        return to_json(found)

    def columns(self, facts: Sequence[Fact], volatile: Collection[str]) -> dict[str, Column]:
        """The measured values, positions and excerpts in volatile artefacts among them."""
        found = {name: to_column([getattr(fact, name) for fact in facts]) for name in self.measured}
        if any(fact.place.origin in volatile for fact in facts):
            apart = [fact.place if fact.place.origin in volatile else None for fact in facts]
            found[_WHERE] = [place and place.where for place in apart]
            found[_EXCERPT] = [place and place.excerpt for place in apart]
        return found

    def rebuild(self, contents: Iterable[bytes], columns: Columns) -> list[Fact]:
        """The facts again. Raises msgspec.DecodeError when the bytes are no facts of this type."""
        forms: list[Any] = [from_json(content, self.form) for content in contents]
        by_name = {
            name: msgspec.convert(from_column(columns[name]), kind)
            for name, kind in self.measured.items()
            if name in columns
        }
        wheres, excerpts = (from_column(columns.get(name, [])) for name in (_WHERE, _EXCERPT))
        facts = []
        for number, form in enumerate(forms):
            values = {name: getattr(form, name) for name in self.stable}
            place: Place = form.place
            if wheres and wheres[number] is not None:
                place = replace(place, where=wheres[number], excerpt=excerpts[number])
            for name, column in by_name.items():
                values[name] = column[number]
            facts.append(self.fact(place=place, **values))
        return facts


def codec(fact_type: type[Fact]) -> FactCodec:
    """How facts of a type are written."""
    found = _CODECS.get(fact_type)
    if found is None:
        found = _CODECS[fact_type] = _codec(fact_type)
    return found


_CODECS: dict[type[Fact], FactCodec] = {}


def _codec(fact_type: type[Fact]) -> FactCodec:
    apart = measured_fields(fact_type)
    hints = get_type_hints(fact_type)
    stable = [f for f in fields(fact_type) if f.name != "place" and f.name not in apart]
    layout: list[Any] = [("place", Place)]
    for field in stable:
        default = _default(field)
        layout.append((field.name, hints[field.name], *(() if default is MISSING else (default,))))
    return FactCodec(
        fact=fact_type,
        stable=tuple(field.name for field in stable),
        measured={name: GenericAlias(list, (hints[name],)) for name in sorted(apart)},
        form=msgspec.defstruct(f"{fact_type.__name__}Form", layout, kw_only=True),
    )


def fact_type(name: str) -> type[Fact]:
    """The fact type of a class name: a built-in one, or one that a plug-in has defined by now."""
    found = _built_in().get(name)
    if found is None:
        found = next((t for t in _descendants(Fact) if t.__name__ == name), None)
    if found is None:
        raise StoreError(message("store.unknown_fact", fact=name))
    return found


@cache
def _built_in() -> Mapping[str, type[Fact]]:
    for module in pkgutil.iter_modules(auditor.facts.__path__):
        importlib.import_module(f"auditor.facts.{module.name}")
    return {t.__name__: t for t in _descendants(Fact) if t.__module__.startswith("auditor.facts.")}


def _descendants(kind: type[Fact]) -> list[type[Fact]]:
    return [t for direct in kind.__subclasses__() for t in (direct, *_descendants(direct))]


def _default(field: Any) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING
