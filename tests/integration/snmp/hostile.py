"""Agents that break the rules: UDP responders on loopback whose answers a test makes up."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pyasn1.codec.ber import decoder, encoder  # type: ignore[import-untyped]
from pysnmp.proto.api import v2c

from auditor.transport.snmp_values import Oid

Binding = tuple[Oid, object]
"""An OID and a value of pyasn1's."""
Answer = Callable[[bytes], Sequence[bytes]]
"""A datagram that came to the datagrams that go back."""
Objects = Callable[[str, Sequence[Oid], int], Sequence[Binding]]
"""Kind of request, OIDs, repetitions to the bindings that go back."""

TAGS = {0xA0: "get", 0xA1: "getnext", 0xA2: "response", 0xA3: "set", 0xA5: "getbulk", 0xA8: "report"}


@dataclass(kw_only=True)
class Agent:
    """A running responder."""

    host: str
    port: int
    received: list[bytes] = field(default_factory=list)


@contextmanager
def agent(answer: Answer, host: str = "127.0.0.1") -> Iterator[Agent]:
    """A responder for the length of a ``with`` block."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind((host, 0))
        listening.settimeout(30.0)
        running = Agent(host=host, port=int(listening.getsockname()[1]))
        over = b"over"

        def serve() -> None:
            while True:
                try:
                    data, sender = listening.recvfrom(65536)
                except TimeoutError:
                    return
                if data == over:
                    return
                running.received.append(data)
                for reply in answer(data):
                    listening.sendto(reply, sender)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield running
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stopping:
                stopping.sendto(over, (host, running.port))
            thread.join()


def v2c_agent(objects: Objects) -> Answer:
    """An agent of version 2c that answers with whatever objects it is told to."""

    def answer(data: bytes) -> Sequence[bytes]:
        asked, _ = decoder.decode(data, asn1Spec=v2c.Message())
        request = v2c.apiMessage.get_pdu(asked)
        kind = pdu_kind(data)
        oids = [tuple(int(part) for part in oid) for oid, _ in v2c.apiPDU.get_varbinds(request)]
        repetitions = int(v2c.apiBulkPDU.get_max_repetitions(request)) if kind == "getbulk" else 0
        response = v2c.apiMessage.get_response(asked)
        pdu = v2c.apiMessage.get_pdu(response)
        v2c.apiPDU.set_varbinds(pdu, list(objects(kind, oids, repetitions)))
        return [encoder.encode(response)]

    return answer


def pdu_kind(data: bytes) -> str:
    """The kind of PDU in a v1 or v2c message."""
    message, _ = decoder.decode(data, asn1Spec=v2c.Message())
    tag = encoder.encode(v2c.apiMessage.get_pdu(message))[0]
    return TAGS.get(tag, hex(tag))
