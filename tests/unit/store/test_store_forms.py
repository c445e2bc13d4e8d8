"""Values to bytes and back: every fact type, and whatever untrusted input may hold."""

import types
import zlib
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import StoreError
from auditor.facts.accounts import Account
from auditor.facts.base import Fact
from auditor.model.evidence import Place
from auditor.store import facttypes
from auditor.store.columns import from_column, to_column
from auditor.store.encoding import from_json, from_name, from_pack, to_json, to_name, to_pack
from auditor.store.facttypes import codec
from auditor.store.linediff import apply_difference, difference

TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
"""Any characters, lone surrogates and NUL included."""
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))])
SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers() | st.integers(-1000, 1000),
    float: st.floats(allow_nan=False),
    date: st.dates(),
    datetime: st.datetimes(min_value=datetime(1970, 1, 2), timezones=ZONES),  # noqa: DTZ001 - naive bound, aware values
    type(None): st.none(),
}
FACT_TYPES = sorted(facttypes._built_in().values(), key=lambda kind: kind.__name__)


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in SIMPLE:
        return SIMPLE[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of([values(part) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return st.lists(values(parts[0]), max_size=3).map(tuple)
        return st.tuples(*(values(part) for part in parts))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if hint is Place:
        return st.builds(Place, origin=st.sampled_from(["ssh:a", "snmp:b"]), where=TEXT, excerpt=TEXT)
    raise AssertionError(f"no strategy for {hint}")


def facts_of(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


def test_there_are_facts_to_try() -> None:
    assert Account in FACT_TYPES
    assert len(FACT_TYPES) >= 30


@pytest.mark.parametrize("kind", FACT_TYPES, ids=lambda kind: kind.__name__)
def test_every_fact_type_comes_back_equal(kind: type[Fact]) -> None:
    @settings(max_examples=25, deadline=None, database=None)
    @given(st.lists(facts_of(kind), max_size=4), st.booleans())
    def round_trip(facts: list[Fact], volatile: bool) -> None:
        apart = {"snmp:b"} if volatile else set()
        contents = [codec(kind).content(fact, apart) for fact in facts]
        columns = from_pack(to_pack(codec(kind).columns(facts, apart)), dict[str, list[Any] | str])
        assert codec(kind).rebuild(contents, columns) == facts

    round_trip()


def test_the_stable_form_holds_no_measured_value_and_no_volatile_excerpt() -> None:
    def content(minute: int) -> bytes:
        place = Place(origin="ssh:lastlog", where=f"{minute}", excerpt=f"clerk {minute}")
        fact = Account(place=place, name="clerk", last_login=datetime(2026, 11, 20, 1, minute, tzinfo=UTC))
        return codec(Account).content(fact, {"ssh:lastlog"})

    assert content(1) == content(2)
    assert b"last_login" not in content(1)


def test_an_older_form_takes_the_default_of_a_field_it_lacks() -> None:
    older = b'{"name":"clerk","place":{"origin":"ssh:passwd"}}'
    expected = Account(place=Place(origin="ssh:passwd"), name="clerk")
    assert codec(Account).rebuild([older], {}) == [expected]


def test_an_unknown_fact_type_is_said_so() -> None:
    with pytest.raises(StoreError, match=r"store\.unknown_fact"):
        facttypes.fact_type("NoSuchFact")


@given(st.dictionaries(TEXT, st.one_of(TEXT, st.integers(), st.lists(TEXT)), max_size=4))
@settings(max_examples=100, deadline=None, database=None)
def test_any_text_and_integer_survives_both_encodings(value: dict[str, object]) -> None:
    assert from_json(to_json(value), dict[str, Any]) == value
    assert from_pack(to_pack(value), dict[str, Any]) == value
    assert to_json(value) == to_json(dict(reversed(value.items())))


@given(TEXT)
@settings(max_examples=100, deadline=None, database=None)
def test_any_name_survives_and_is_storable(name: str) -> None:
    assert to_name(name).encode().decode() == to_name(name)
    assert from_name(to_name(name)) == name


@given(
    st.lists(st.none() | st.integers())
    | st.lists(st.none() | st.floats(allow_nan=False))
    | st.lists(st.booleans() | st.integers() | TEXT)
)
@settings(max_examples=100, deadline=None, database=None)
def test_any_column_comes_back_equal(column: list[Any]) -> None:
    found = from_column(to_column(column))
    assert found == column
    assert [type(value) for value in found] == [type(value) for value in column]


@pytest.mark.parametrize("text", ["", "x1\n2", "i1\nx"])
def test_text_that_is_no_column_is_refused(text: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        from_column(text)


@given(
    st.lists(st.sampled_from([b"a", b"b\n", b"}\n", b"\n", b"\xff\n"])),
    st.lists(st.sampled_from([b"b\n", b"}\n", b"z"])),
)
@settings(max_examples=200, deadline=None, database=None)
def test_a_difference_gives_the_later_version(earlier: list[bytes], later: list[bytes]) -> None:
    old, new = b"".join(earlier), b"".join(later)
    assert apply_difference(old, difference(old, new)) == new


def test_a_difference_of_one_line_is_short() -> None:
    old = b"".join(b"line %d\n" % n for n in range(2000))
    new = old.replace(b"line 0\n", b"") + b"line 2000\n"
    assert len(difference(old, new)) < 30


@pytest.mark.parametrize("pieces", [[(5, 1)], [(0, 9)], [(-1, 1)]])
def test_a_difference_that_points_outside_is_refused(pieces: list[tuple[int, int]]) -> None:
    with pytest.raises(zlib.error):
        apply_difference(b"a\nb\n", msgspec.msgpack.encode(pieces))
