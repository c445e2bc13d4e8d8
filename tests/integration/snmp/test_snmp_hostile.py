"""Agents that lie, loop, flood or stammer: the row gets a reason, the deadline holds, nobody else notices."""

import itertools
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from pysnmp.proto.rfc1902 import Counter64, Integer32, OctetString
from pysnmp.proto.rfc1905 import endOfMibView, noSuchObject

from auditor.collectors.snmp_monitoring import COMMANDS
from auditor.model.job import CaptureStatus, Command, JobOutcome
from auditor.model.terms import Reason
from auditor.transport.snmp_values import Oid
from tests.integration.servers.snmpd import snmpd
from tests.integration.snmp.hostile import Answer, Binding, agent, pdu_kind, v2c_agent
from tests.integration.snmp.speaking import SYSTEM, community, job, run, v3

COLUMN: Oid = (1, 3, 6, 1, 2, 1, 2, 2, 1, 2)
WALK = (Command(id="walk", argv=("walk", "1.3.6.1.2.1.2.2.1.2")),)
HOSTILE = (community("public"), v3())


def spoken(answer: Answer, commands: Sequence[Command] = WALK, deadline: float = 20.0) -> JobOutcome:
    with agent(answer) as liar:
        target = job(
            "t", liar.host, liar.port, credential="community", version="2c", commands=commands, deadline=deadline
        )
        return run(target, credentials=HOSTILE).outcomes["t"]


def same_again(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
    return [((*COLUMN, 1), OctetString("eth0"))] * max(1, repetitions)


def backwards(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
    return [((*COLUMN, 9 - n), OctetString("eth0")) for n in range(3)]


def more_than_asked(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
    return [((*COLUMN, n + 1), Integer32(1)) for n in range(repetitions + 1)]


def nothing(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
    return []


def another(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
    return [((1, 3, 6, 1, 4, 1, n), OctetString("something else")) for n in range(len(oids))]


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        (same_again, Reason.PARSE_ERROR),
        (backwards, Reason.PARSE_ERROR),
        (more_than_asked, Reason.PARSE_ERROR),
        (nothing, Reason.PARSE_ERROR),
    ],
)
def test_a_walk_that_breaks_the_order_is_broken_off(objects: object, reason: Reason) -> None:
    outcome = spoken(v2c_agent(objects))  # type: ignore[arg-type]
    (capture, _) = outcome.captures
    assert outcome.reason is None
    assert capture.status is CaptureStatus.TRUNCATED
    assert capture.errors.decode().split()[0] == reason.value


def test_an_answer_larger_than_the_limit_is_cut_at_a_line() -> None:
    def three(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
        return [((*COLUMN, n), OctetString("x" * 50)) for n in (1, 2, 3)] + [((1, 3, 7), endOfMibView)]

    (capture, _) = spoken(v2c_agent(three), (Command(id="walk", argv=WALK[0].argv, limit=200),)).captures
    assert capture.status is CaptureStatus.TRUNCATED
    assert capture.output.count(b"\n") == 2
    assert capture.output.endswith(b"\n")


def test_other_objects_than_asked_for_are_not_taken() -> None:
    (capture, _) = spoken(v2c_agent(another), SYSTEM).captures
    assert (capture.status, capture.output) == (CaptureStatus.TRUNCATED, b"")
    assert capture.errors.decode().startswith("parse_error snmp.other_objects")


def test_a_missing_object_is_a_value() -> None:
    def missing(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
        return [(oid, noSuchObject) for oid in oids]

    (capture, _) = spoken(v2c_agent(missing), SYSTEM).captures
    assert capture.status is CaptureStatus.OK
    assert capture.output.startswith(b'["1.3.6.1.2.1.1.1.0","NoSuchObject",""]\n')


def test_values_keep_their_bytes_and_size() -> None:
    def odd(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
        return list(
            zip(
                oids, [OctetString(b"\x93\xfa\x96{"), Counter64(2**64 - 1), OctetString("庁舎\0".encode())], strict=True
            )
        )

    (capture, _) = spoken(v2c_agent(odd), SYSTEM).captures
    assert capture.output.decode().splitlines() == [
        '["1.3.6.1.2.1.1.1.0","OctetStringHex","93fa967b"]',
        '["1.3.6.1.2.1.1.2.0","Counter64","18446744073709551615"]',
        '["1.3.6.1.2.1.1.5.0","OctetStringHex","e5ba81e8888e00"]',
    ]


GARBAGE = {
    "bytes": b"\x00\xff\xfe garbage",
    "text": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "nested": b"\x30\x80" * 20_000,
    "long length": b"\x30\x84\xff\xff\xff\xff\x02\x01\x03",
    "huge number": b"\x30\x82\x27\x14\x02\x82\x27\x10" + b"\x7f" * 10_000,
    "wrong version": b"\x30\x03\x02\x01\x07",
}


@pytest.mark.parametrize("kind", sorted(GARBAGE))
def test_garbage_in_place_of_an_answer(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    with agent(lambda _: [GARBAGE[kind]]) as liar:
        outcome = run(job("t", liar.host, liar.port, deadline=1.0)).outcomes["t"]
    assert outcome.reason is Reason.PARSE_ERROR
    assert outcome.captures == ()
    assert capfd.readouterr() == ("", "")


def test_truncated_answers_of_a_real_agent(tmp_path: Path) -> None:
    """An honest first exchange, cut ever shorter, must never be taken for an answer nor stop the run."""
    with snmpd(tmp_path) as honest, ExitStack() as stack:

        def cut(length: int) -> Answer:
            def answer(data: bytes) -> Sequence[bytes]:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
                    asking.settimeout(5.0)
                    asking.sendto(data, (honest.host, honest.port))
                    return [asking.recv(65536)[:length]]

            return answer

        liars = {length: stack.enter_context(agent(cut(length))) for length in range(1, 100, 9)}
        ran = run(
            *(job(str(length), liar.host, liar.port, deadline=2.0) for length, liar in liars.items()),
            job("honest", honest.host, honest.port),
        )
    reasons = {ran.outcomes[str(length)].reason for length in liars}
    assert reasons == {Reason.PARSE_ERROR}
    assert ran.outcomes["honest"].reason is None


def test_a_flood_is_cut_off_and_nobody_else_notices(tmp_path: Path) -> None:
    with agent(lambda _: [b"\x30\x03\x02\x01\x01"] * 400) as liar, snmpd(tmp_path) as honest:
        ran = run(job("liar", liar.host, liar.port), job("honest", honest.host, honest.port))
    liar_outcome = ran.outcomes["liar"]
    assert liar_outcome.reason is Reason.PARSE_ERROR
    assert liar_outcome.detail is not None
    assert liar_outcome.detail.code == "snmp.flood"
    assert ran.outcomes["honest"].reason is None


def test_only_reading_requests_are_ever_sent() -> None:
    def plain(kind: str, oids: Sequence[Oid], repetitions: int) -> Sequence[Binding]:
        if kind == "get":
            return [(oid, Integer32(1)) for oid in oids]
        return [((*oid, 1), endOfMibView) for oid in oids]

    with agent(v2c_agent(plain)) as honest:
        target = job("t", honest.host, honest.port, credential="community", version="2c", commands=COMMANDS)
        outcome = run(target, credentials=HOSTILE).outcomes["t"]
        kinds = [pdu_kind(data) for data in honest.received]
    assert outcome.reason is None
    assert set(kinds) == {"get", "getbulk"}
    assert len(kinds) == 11


def test_a_liar_that_asks_gets_no_report_back() -> None:
    """A version 3 request in place of an answer: RFC 3412 would have an engine report its own id; we keep silent."""
    discovery = bytes.fromhex(
        "303a020103300f02024a69020300ffe30401040201030410300e0400020100020100040004000400"
        "301204000400a00c020237f00201000201003000"
    )
    with agent(lambda _: [discovery]) as liar:
        outcome = run(job("t", liar.host, liar.port, deadline=1.0)).outcomes["t"]
        sent = len(liar.received)
    assert outcome.reason is Reason.PARSE_ERROR
    assert sent == outcome.attempts


def test_a_command_that_would_write_is_never_sent() -> None:
    with agent(lambda _: []) as silent:
        target = job(
            "t",
            silent.host,
            silent.port,
            credential="community",
            version="2c",
            commands=(Command(id="evil", argv=("set", "1.3.6.1.2.1.1.5.0")),),
        )
        outcome = run(target, credentials=HOSTILE).outcomes["t"]
        received = list(itertools.islice(silent.received, 1))
    assert (outcome.reason, received) == (Reason.PROTOCOL_MISMATCH, [])


def test_what_was_read_before_the_deadline_is_kept() -> None:
    answered: list[bytes] = []

    def once(data: bytes) -> Sequence[bytes]:
        answered.append(data)
        return plain(data) if len(answered) == 1 else []

    plain = v2c_agent(lambda kind, oids, repetitions: [(oid, Integer32(1)) for oid in oids])
    outcome = spoken(once, COMMANDS, deadline=1.5)
    assert outcome.reason is Reason.DEADLINE
    assert [(c.command, c.status) for c in outcome.captures] == [("system", CaptureStatus.OK)]
