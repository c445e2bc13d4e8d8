"""Reading scalars and tables: GET, and GETBULK over several columns at a time, within bounds."""

from collections.abc import Awaitable, Callable, Sequence

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.snmp_conversation import NO_SUCH_NAME, TOO_BIG, Declined
from auditor.transport.snmp_library import Verb
from auditor.transport.snmp_values import Oid, VarBind, show_oid, under

Ask = Callable[[Verb, Sequence[Oid], int], Awaitable[tuple[VarBind, ...]]]
"""`Conversation.ask`, or a stand-in."""

ROWS = 10_000
"""Largest number of rows read of one column."""
BINDINGS_PER_REQUEST = 48
"""Values asked for at a time: about what one datagram of 1,472 bytes can carry."""
SUBIDENTIFIER = 2**32 - 1
"""Largest part of an OID (RFC 2578, 3.5)."""


class Reader:
    """Reads into ``found``, which keeps what came even when the reading is broken off."""

    def __init__(self, ask: Ask, *, bulk: bool) -> None:
        """``bulk``: false for version 1, which has no GETBULK and answers for one missing object with an error."""
        self._ask = ask
        self._bulk = bulk
        self.found: list[VarBind] = []

    async def get(self, oids: Sequence[Oid]) -> None:
        """Read scalars. One that does not exist is found all the same, as a value that says so."""
        if not self._bulk and len(oids) > 1:
            for oid in oids:
                await self.get((oid,))
            return
        try:
            answer = await self._ask(Verb.GET, oids, 0)
        except Declined as declined:
            if declined.status == TOO_BIG and len(oids) > 1:
                half = len(oids) // 2
                await self.get(oids[:half])
                await self.get(oids[half:])
                return
            if declined.status == NO_SUCH_NAME and len(oids) == 1:
                self.found.append(VarBind(oid=oids[0], kind="NoSuchObject", value=""))
                return
            raise
        if [b.oid for b in answer] != list(oids):
            raise _garbled("snmp.other_objects", oids[0])
        self.found.extend(answer)

    async def walk(self, columns: Sequence[Oid]) -> None:
        """Read whole columns, side by side."""
        if not self._bulk and len(columns) > 1:
            for column in columns:
                await self.walk((column,))
            return
        last = {column: column for column in columns}
        rows = dict.fromkeys(columns, 0)
        budget = BINDINGS_PER_REQUEST
        while last:
            active = tuple(last)
            repetitions = max(1, budget // len(active))
            try:
                answer = await self._next(tuple(last.values()), repetitions)
            except Declined as declined:
                if declined.status == NO_SUCH_NAME and not self._bulk:
                    return
                if declined.status == TOO_BIG and repetitions > 1:
                    budget //= 2
                    continue
                raise
            if not answer or len(answer) > repetitions * len(active):
                raise _garbled("snmp.other_objects", active[0])
            self._take(answer, active, last, rows)

    async def _next(self, after: Sequence[Oid], repetitions: int) -> tuple[VarBind, ...]:
        if self._bulk:
            return await self._ask(Verb.GETBULK, after, repetitions)
        answer = await self._ask(Verb.GETNEXT, after, 0)
        return answer[:1]

    def _take(
        self, answer: Sequence[VarBind], active: Sequence[Oid], last: dict[Oid, Oid], rows: dict[Oid, int]
    ) -> None:
        """Sort an answer's bindings to their columns (RFC 3416, 4.2.3: row by row, cut anywhere)."""
        for number, binding in enumerate(answer):
            column = active[number % len(active)]
            if column not in last:
                continue
            if binding.kind == "EndOfMibView" or not under(binding.oid, column):
                del last[column]
                continue
            if binding.oid <= last[column]:
                # A walk that follows such an agent never ends.
                raise _garbled("snmp.not_increasing", column)
            if max(binding.oid) > SUBIDENTIFIER:
                raise _garbled("snmp.other_objects", column)
            rows[column] += 1
            if rows[column] > ROWS:
                raise TransportError(Reason.TRUNCATED, message("snmp.too_many_rows", oid=show_oid(column), rows=ROWS))
            last[column] = binding.oid
            self.found.append(binding)


def _garbled(code: str, oid: Oid) -> TransportError:
    return TransportError(Reason.PARSE_ERROR, message(code, oid=show_oid(oid)))
