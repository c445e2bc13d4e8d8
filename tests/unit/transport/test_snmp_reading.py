"""Walking tables with made-up agents: order, bounds, and the way version 1 says that there is no more."""

import asyncio
from collections.abc import Sequence

import pytest

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.transport.snmp_conversation import GENERAL_ERROR, NO_SUCH_NAME, TOO_BIG, Declined
from auditor.transport.snmp_library import Verb
from auditor.transport.snmp_reading import BINDINGS_PER_REQUEST, ROWS, Reader
from auditor.transport.snmp_values import Oid, VarBind, under

NAMES: Oid = (1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1)
STATES: Oid = (1, 3, 6, 1, 2, 1, 2, 2, 1, 8)


class Table:
    """An honest agent over a list of objects."""

    def __init__(self, objects: Sequence[Oid], *, largest: int = 1000) -> None:
        self.objects = sorted(objects)
        self.largest = largest
        self.requests: list[tuple[Verb, int]] = []

    async def ask(self, verb: Verb, oids: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        self.requests.append((verb, repetitions))
        if verb is Verb.GET:
            if len(oids) > self.largest:
                raise Declined(TOO_BIG)
            return tuple(self._value(oid) for oid in oids)
        if len(oids) * max(1, repetitions) > self.largest:
            raise Declined(TOO_BIG)
        rows: list[VarBind] = []
        after = list(oids)
        for _ in range(max(1, repetitions)):
            after = [self._next(oid) for oid in after]
            rows.extend(self._value(oid) for oid in after)
        return tuple(rows)

    def _next(self, oid: Oid) -> Oid:
        return next((o for o in self.objects if o > oid), oid)

    def _value(self, oid: Oid) -> VarBind:
        known = oid in self.objects
        return VarBind(oid=oid, kind="Integer32" if known else "EndOfMibView", value="1" if known else "")


def walked(agent: Table, *columns: Oid, bulk: bool = True) -> list[Oid]:
    reader = Reader(agent.ask, bulk=bulk)
    asyncio.run(reader.walk(columns))
    return [b.oid for b in reader.found]


def test_columns_of_different_length_are_read_side_by_side() -> None:
    objects = [*((*NAMES, n) for n in range(1, 70)), *((*STATES, n) for n in range(1, 4)), (1, 3, 9)]
    agent = Table(objects)
    assert sorted(walked(agent, NAMES, STATES)) == sorted(objects[:-1])
    assert agent.requests[0] == (Verb.GETBULK, BINDINGS_PER_REQUEST // 2)


def test_an_empty_column_is_empty() -> None:
    assert walked(Table([(1, 3, 9)]), NAMES) == []


def test_answers_that_do_not_fit_are_asked_for_in_smaller_parts() -> None:
    objects = [(*NAMES, n) for n in range(1, 20)]
    agent = Table([*objects, (1, 3, 9)], largest=7)
    assert walked(agent, NAMES) == objects


def test_scalars_that_do_not_fit_one_answer_are_halved() -> None:
    oids = [(*NAMES, n) for n in range(1, 5)]
    reader = Reader(Table(oids, largest=1).ask, bulk=True)
    asyncio.run(reader.get(oids))
    assert [b.oid for b in reader.found] == oids


def test_version_1_walks_a_column_at_a_time_until_no_such_name() -> None:
    async def ask(verb: Verb, oids: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        (oid,) = oids
        assert verb is not Verb.GETBULK
        index = oid[-1] if under(oid, NAMES) else 0
        if verb is Verb.GET or index == 3:
            raise Declined(NO_SUCH_NAME)
        return (VarBind(oid=(*NAMES, index + 1), kind="Integer32", value="1"),)

    reader = Reader(ask, bulk=False)
    asyncio.run(reader.walk((NAMES,)))
    asyncio.run(reader.get((STATES, NAMES)))
    assert [b.oid for b in reader.found[:3]] == [(*NAMES, n) for n in (1, 2, 3)]
    assert [(b.oid, b.kind) for b in reader.found[3:]] == [(STATES, "NoSuchObject"), (NAMES, "NoSuchObject")]


def test_a_table_without_end_is_cut_at_its_bound() -> None:
    async def ask(verb: Verb, oids: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        index = oids[0][-1] if under(oids[0], NAMES) else 0
        return tuple(VarBind(oid=(*NAMES, index + n), kind="Integer32", value="") for n in range(1, repetitions + 1))

    reader = Reader(ask, bulk=True)
    with pytest.raises(TransportError) as cut:
        asyncio.run(reader.walk((NAMES,)))
    assert cut.value.reason is Reason.TRUNCATED
    assert len(reader.found) == ROWS


@pytest.mark.parametrize("part", [2**32, 2**64])
def test_a_part_of_an_oid_beyond_32_bits_is_no_oid(part: int) -> None:
    async def ask(verb: Verb, oids: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        return (VarBind(oid=(*NAMES, part), kind="Integer32", value=""),)

    with pytest.raises(TransportError) as garbled:
        asyncio.run(Reader(ask, bulk=True).walk((NAMES,)))
    assert garbled.value.reason is Reason.PARSE_ERROR


def test_an_agents_own_error_is_passed_on() -> None:
    async def ask(verb: Verb, oids: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        raise Declined(GENERAL_ERROR)

    with pytest.raises(Declined) as declined:
        asyncio.run(Reader(ask, bulk=True).walk((NAMES,)))
    assert declined.value.status == GENERAL_ERROR
