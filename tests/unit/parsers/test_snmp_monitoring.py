"""SNMP evidence to facts: good devices, odd ones, and evidence that is damaged, cut or missing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.collectors import snmp_monitoring as collector
from auditor.facts.base import AnyParsed, Fact
from auditor.facts.host import ClockSkew
from auditor.facts.monitoring import Interface, ProcessorLoad, StorageUse, SystemIdentity
from auditor.facts.remote import SnmpAccess
from auditor.messages.rendering import render
from auditor.model.job import Capture, CaptureStatus, Endpoint
from auditor.model.plugins import Source
from auditor.model.subject import target_ref
from auditor.model.target import TargetDescription
from auditor.model.terms import Completeness, Platform, Reason, TransportKind
from auditor.model.words import Language
from auditor.parsers import snmp_monitoring as parser
from auditor.parsers.snmp_clock import read_date

FIXTURES = Path(__file__).parents[2] / "fixtures" / "snmp"
COMMANDS = (*(c.id for c in collector.COMMANDS), "access")
READ_AT = datetime(2026, 11, 20, 16, 0, 0, 100_000, tzinfo=UTC)
ALL_TYPES = list(collector.PROVIDES)


def capture(command: str, output: bytes, status: CaptureStatus = CaptureStatus.OK, errors: bytes = b"") -> Capture:
    return Capture(collector="snmp_monitoring", command=command, status=status, output=output, errors=errors)


def evidence(device: str) -> dict[str, Capture]:
    return {c: capture(c, (FIXTURES / device / f"{c}.jsonl").read_bytes()) for c in COMMANDS}


def parse(captures: dict[str, Capture], platform: Platform = Platform.LINUX) -> dict[type[Fact], AnyParsed]:
    target = TargetDescription(id="t", subject=target_ref("t"), title="t", platform=platform)
    source = Source(target=target, transport=TransportKind.SNMP, captures=captures, started=READ_AT)
    return {one.type: one for one in parser.parse(source)}


def gap(parsed: AnyParsed) -> tuple[Completeness, Reason] | None:
    return None if parsed.gap is None else (parsed.gap.completeness, parsed.gap.reason)


def test_a_switch() -> None:
    facts = parse(evidence("switch"), Platform.NETWORK_DEVICE)
    (system,) = facts[SystemIdentity].facts
    assert (system.name, system.object_id, system.uptime_seconds) == ("jsw01", "1.3.6.1.4.1.9.1.1", 3600.0)
    assert gap(facts[SystemIdentity]) is None
    assert gap(facts[ClockSkew]) == (Completeness.ABSENT, Reason.NO_EVIDENCE)

    assert gap(facts[Interface]) is None
    shown = {
        i.name: (i.admin_up, i.oper_up, i.speed, i.in_octets, i.out_octets, i.counter_bits)
        for i in facts[Interface].facts
    }
    assert shown == {
        "Gi1": (True, True, 1_000_000_000, 4_294_967_396, 4_294_967_496, 64),
        "Te1": (True, False, 10_000_000_000, 300, 400, 32),
        "Vl10": (False, False, None, 0, 0, 64),
        "Lo0": (True, True, None, None, None, 64),
    }
    first = facts[Interface].facts[0]
    assert (first.alias, first.index, first.read_at) == ("住基ネット回線", 1, READ_AT)
    assert (first.uptime_seconds, first.discontinuity_seconds) == (3600.1, 123.45)
    assert (first.place.origin, first.place.where) == ("snmp:interfaces", "1.3.6.1.2.1.2.2.1.8.1")

    (load,) = facts[ProcessorLoad].facts
    assert (load.processors, load.percent, gap(facts[ProcessorLoad])) == (0, 3.0, None)
    (memory,) = facts[StorageUse].facts
    assert (memory.key, memory.size, memory.used) == ("memory/Physical memory", 1_024_000, 768_000)
    assert gap(facts[StorageUse]) is None
    (access,) = facts[SnmpAccess].facts
    assert (access.version, access.level, access.engine_boots) == ("2c", "community", 7)


def test_a_host() -> None:
    facts = parse(evidence("host"))
    (skew,) = facts[ClockSkew].facts
    assert skew.seconds == pytest.approx(4.9)
    assert skew.uncertainty == pytest.approx(1.1)
    assert skew.source == "snmp"
    (load,) = facts[ProcessorLoad].facts
    assert (load.processors, load.percent) == (2, 17.5)
    assert [(s.key, s.size, s.used) for s in facts[StorageUse].facts] == [
        ("memory/Physical memory", 1_024_000, 409_600),
        ("other/Virtual memory", 1_536_000, 409_600),
        ("swap/Swap space", 512_000, 0),
        ("disk//", 409_600, 102_400),
        ("other//mnt/nas", 28_672, 0),
    ]
    (interface,) = facts[Interface].facts
    assert (interface.name, interface.in_octets, interface.read_at) == ("eth0", None, None)
    (access,) = facts[SnmpAccess].facts
    assert (access.version, access.auth_protocol, access.priv_protocol) == ("3", "md5", "des")
    assert {t: gap(p) for t, p in facts.items()} == dict.fromkeys(ALL_TYPES)


def test_an_odd_device_is_partial_everywhere() -> None:
    facts = parse(evidence("odd"))
    assert facts[SystemIdentity].facts[0].description == "0x8ac4979d"
    assert gap(facts[SystemIdentity]) == (Completeness.PARTIAL, Reason.MISSING_FIELD)
    assert gap(facts[ClockSkew]) == (Completeness.ABSENT, Reason.PARSE_ERROR)
    assert [(i.name, i.oper_up, i.in_octets) for i in facts[Interface].facts] == [
        ("eth#1", True, None),
        ("eth#2", False, None),
        ("ifIndex 5", True, None),
    ]
    assert gap(facts[Interface]) == (Completeness.PARTIAL, Reason.PARSE_ERROR)
    assert (facts[ProcessorLoad].facts[0].percent, facts[ProcessorLoad].facts[0].processors) == (50.0, 1)
    assert gap(facts[ProcessorLoad]) == (Completeness.PARTIAL, Reason.PARSE_ERROR)
    assert [s.key for s in facts[StorageUse].facts] == ["memory/RAM"]
    assert gap(facts[StorageUse]) == (Completeness.PARTIAL, Reason.PARSE_ERROR)
    assert gap(facts[SnmpAccess]) == (Completeness.ABSENT, Reason.PARSE_ERROR)


def without(lines: bytes, *fragments: str) -> bytes:
    kept = [line for line in lines.splitlines(keepends=True) if not any(f in line.decode() for f in fragments)]
    return b"".join(kept)


@pytest.mark.parametrize(
    ("removed", "reason"),
    [
        (('2.1.2.2.1.8.1"',), Reason.MISSING_FIELD),
        (('2.1.2.2.1.7.1"',), Reason.MISSING_FIELD),
        (("Vlan10", "Vl10", '.3.3"', '.5.3"', '.7.3"', '.8.3"'), Reason.PARTIAL_COVERAGE),
    ],
)
def test_what_a_view_hides_of_interfaces_is_noticed(removed: tuple[str, ...], reason: Reason) -> None:
    captures = evidence("switch")
    captures["interfaces"] = capture("interfaces", without(captures["interfaces"].output, *removed))
    assert gap(parse(captures)[Interface]) == (Completeness.PARTIAL, reason)


def test_a_name_in_another_encoding_is_said_to_be() -> None:
    captures = evidence("host")
    output = captures["interfaces"].output.replace(b'"OctetString","eth0"', b'"OctetStringHex","92a18ec9"')
    captures["interfaces"] = capture("interfaces", output)
    assert gap(parse(captures)[Interface]) == (Completeness.PARTIAL, Reason.WRONG_ENCODING)


def test_a_server_that_shows_no_disk_or_no_memory() -> None:
    captures = evidence("host")
    storage = captures["storage"].output
    captures["storage"] = capture("storage", without(storage, '.36"'))
    assert gap(parse(captures)[StorageUse]) == (Completeness.PARTIAL, Reason.NO_EVIDENCE)
    assert gap(parse(captures, Platform.NETWORK_DEVICE)[StorageUse]) is None
    captures["storage"] = capture("storage", without(storage, '.3.1.2.1"'))
    assert gap(parse(captures)[StorageUse]) == (Completeness.PARTIAL, Reason.NO_EVIDENCE)


@pytest.mark.parametrize(
    ("status", "errors", "reason"),
    [
        (CaptureStatus.DENIED, b"permission_denied error-status 16", Reason.PERMISSION_DENIED),
        (CaptureStatus.TIMEOUT, b"timeout snmp.fell_silent", Reason.TIMEOUT),
        (CaptureStatus.NOT_RUN, b"", Reason.NO_EVIDENCE),
        (CaptureStatus.TRUNCATED, b"truncated limit 200", Reason.TRUNCATED),
        (CaptureStatus.TRUNCATED, b"parse_error snmp.not_increasing 1.3", Reason.PARSE_ERROR),
    ],
)
def test_a_command_that_failed_leaves_no_whole_set(status: CaptureStatus, errors: bytes, reason: Reason) -> None:
    nothing = parse({c: capture(c, b"", status, errors) for c in COMMANDS})
    for fact in ALL_TYPES[:-1]:
        assert gap(nothing[fact]) == (Completeness.ABSENT, reason), fact
        assert nothing[fact].facts == ()
    cut = parse({c: capture(c, one.output, status, errors) for c, one in evidence("host").items()})
    for fact in (SystemIdentity, Interface, ProcessorLoad, StorageUse):
        assert gap(cut[fact]) == (Completeness.PARTIAL, reason), fact


def test_no_evidence_at_all() -> None:
    facts = parse({})
    assert {gap(p) for p in facts.values()} == {(Completeness.ABSENT, Reason.NO_EVIDENCE)}


@pytest.mark.parametrize(
    "junk",
    [
        b"\x00\xff\n",
        b"[[[[" * 50_000,
        b"{}\n",
        b'["1.3.6","Integer32",7]\n',
        b'"x"\n',
        b"null\n",
        "１".encode(),
        b"9" * 9999,
    ],
)
def test_damaged_evidence_never_raises_and_never_makes_a_whole(junk: bytes) -> None:
    assert all(p.gap is not None for p in parse({c: capture(c, junk) for c in COMMANDS}).values())
    mixed = parse({c: capture(c, junk + b"\r\n" + one.output) for c, one in evidence("host").items()})
    for fact in (SystemIdentity, Interface, ProcessorLoad, StorageUse):
        assert gap(mixed[fact]) == (Completeness.PARTIAL, Reason.PARSE_ERROR), fact


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("cut", [1, 7, 30, 60, 100])
def test_evidence_cut_anywhere_never_raises(command: str, cut: int) -> None:
    captures = evidence("host")
    captures[command] = capture(command, captures[command].output[:-cut])
    assert len(parse(captures)) == len(ALL_TYPES)


def clock(date_hex: str) -> AnyParsed:
    captures = evidence("host")
    output = captures["clock"].output.replace(b"07ea0b15010005002b0900", date_hex.encode())
    captures["clock"] = capture("clock", output)
    return parse(captures)[ClockSkew]


@pytest.mark.parametrize(
    ("date_hex", "seconds"),
    [
        ("07ea0b15010000002b0900", -0.1),
        ("07ea0b14100000002b0000", -0.1),
        ("07ea0b140b0000002d0500", -0.1),
        ("07ea0b1501000000", -0.1),  # no zone: Japan time
        ("07ea0b1501000200", 1.9),
        ("07ea0b1501070000", 419.9),  # seven minutes: no zone explains that
        ("07ea0b14173b3b092b0900", -3600.2),  # an hour wrong, and it says in which zone
        ("07e20b15010000002b0900", -252460800.1),
    ],
)
def test_clocks(date_hex: str, seconds: float) -> None:
    parsed = clock(date_hex)
    assert gap(parsed) is None
    assert parsed.facts[0].seconds == pytest.approx(seconds)


@pytest.mark.parametrize("date_hex", ["07ea0b1410000000", "07ea0b1502000000", "07ea0b1408000000", "07ea0b1410013000"])
def test_a_clock_without_zone_that_may_be_right_elsewhere(date_hex: str) -> None:
    assert gap(clock(date_hex)) == (Completeness.ABSENT, Reason.MISSING_FIELD)


@pytest.mark.parametrize(
    "raw", ["", "07ea", "07ea0d1501000000", "07ea0b1518000000", "07ea0b15010000002a0900", "0000010100000000"]
)
def test_what_is_no_date(raw: str) -> None:
    assert read_date(bytes.fromhex(raw))[0] is None


def test_tenths_make_a_clock_finer_and_a_leap_second_counts() -> None:
    shown, resolution, zoned = read_date(bytes.fromhex("07ea0b1501003c052b0900"))
    assert shown is not None
    assert shown - datetime(2026, 11, 20, 16, 1, tzinfo=UTC) == timedelta(seconds=0.5)
    assert (resolution, zoned) == (0.1, True)


def test_the_collector_asks_every_target_that_has_an_endpoint() -> None:
    without_endpoint = TargetDescription(id="t", subject=target_ref("t"), title="t", platform=Platform.LINUX)
    with_endpoint = TargetDescription(
        id="t",
        subject=target_ref("t"),
        title="t",
        platform=Platform.LINUX,
        endpoints={TransportKind.SNMP: Endpoint(host="h")},
    )
    assert collector.request(without_endpoint) is None
    request = collector.request(with_endpoint)
    assert request is not None
    assert [c.id for c in request.commands] == list(COMMANDS[:-1])
    assert {word for c in request.commands for word in c.argv if not word[0].isdigit()} == {"get", "walk"}


@pytest.mark.parametrize("language", list(Language))
def test_every_gap_can_be_said(language: Language) -> None:
    for captures in ({}, evidence("odd"), evidence("switch")):
        for parsed in parse(captures).values():
            if parsed.gap is not None:
                assert not render(parsed.gap.detail, language).startswith("snmp.")
