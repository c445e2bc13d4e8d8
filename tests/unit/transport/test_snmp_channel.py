"""The socket of a session, and waiting for a credential's turn."""

import asyncio

import pytest

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.transport.gate import CredentialGate
from auditor.transport.snmp_channel import DATAGRAMS_PER_REQUEST, SPARE_DATAGRAMS, Address, Channel
from auditor.transport.snmp_turns import Turns

ADDRESS: Address = ("127.0.0.1", 161)


def channel() -> Channel:
    return Channel((1, 3, 6, 1), ADDRESS, lambda _: None)


def failure(found: Channel) -> Reason | None:
    try:
        found.watch(None)
    except TransportError as error:
        return error.reason
    return None


def test_an_icmp_error_before_and_after_the_first_answer() -> None:
    before, after = channel(), channel()
    before.error_received(ConnectionRefusedError())
    after.datagram_received(b"x", ADDRESS)
    after.error_received(ConnectionRefusedError())
    assert (failure(before), failure(after)) == (Reason.UNREACHABLE, Reason.CONNECTION_LOST)


def test_datagrams_that_answer_nothing_are_counted() -> None:
    found = channel()
    answers = iter([True, False])

    def receive(channel: Channel, address: Address, data: bytes) -> None:
        channel.answered += next(answers)

    found.register_callback(receive)
    found.datagram_received(b"good", ADDRESS)
    found.datagram_received(b"bad", ADDRESS)
    assert (found.answered, found.unusable) == (1, 1)


def test_a_decoder_that_stumbles_counts_against_the_sender() -> None:
    found = channel()

    def stumble(channel: Channel, address: Address, data: bytes) -> None:
        raise RecursionError

    found.register_callback(stumble)
    with pytest.raises(RecursionError):
        found.datagram_received(b"bad", ADDRESS)
    assert found.unusable == 1


def test_a_flood_ends_the_session() -> None:
    found = channel()
    for _ in range(SPARE_DATAGRAMS):
        found.datagram_received(b"x", ADDRESS)
    assert failure(found) is None
    found.datagram_received(b"x", ADDRESS)
    assert failure(found) is Reason.PARSE_ERROR
    assert found.unusable == SPARE_DATAGRAMS


def test_only_requests_leave_and_each_allows_its_answers() -> None:
    class Wire(asyncio.DatagramTransport):
        def __init__(self) -> None:
            super().__init__()
            self.sent: list[bytes] = []

        def sendto(self, data: object, addr: object = None) -> None:
            assert isinstance(data, bytes)
            self.sent.append(data)

        def close(self) -> None:
            self.sent.append(b"closed")

    wire, found = Wire(), channel()
    found.connection_made(wire)
    found.send_message(b"report", ADDRESS)
    with found:
        found.send_message(b"request", ADDRESS)
    for _ in range(SPARE_DATAGRAMS + DATAGRAMS_PER_REQUEST):
        found.datagram_received(b"x", ADDRESS)
    assert failure(found) is None
    assert wire.sent == [b"request"]
    found.close()
    assert wire.sent == [b"request", b"closed"]


def test_the_next_in_line_is_woken_when_the_first_has_been_let_in() -> None:
    async def scene() -> list[bool]:
        turns = Turns(CredentialGate())
        entered = [turns.enter("c"), turns.enter("c")]
        waiting = asyncio.create_task(turns.wait("c", 5.0))
        await asyncio.sleep(0)
        turns.leave("c", accepted=True, target="t0")
        await waiting
        return [*entered, turns.enter("c"), turns.enter("c")]

    assert asyncio.run(scene()) == [True, False, True, True]


def test_a_refusal_closes_the_credential_for_who_waits() -> None:
    async def scene() -> Reason:
        turns = Turns(CredentialGate())
        turns.enter("c")
        turns.leave("c", accepted=False, target="t0")
        with pytest.raises(TransportError) as refused:
            turns.enter("c")
        assert refused.value.message.args == {"credential": "c", "target": "t0"}
        return refused.value.reason

    assert asyncio.run(scene()) is Reason.QUARANTINED


def test_who_has_no_time_left_does_not_wait() -> None:
    async def scene() -> None:
        await Turns(CredentialGate()).wait("c", 0.0)

    with pytest.raises(TransportError) as late:
        asyncio.run(scene())
    assert late.value.reason is Reason.DEADLINE
