"""Whatever a target answers, a parser raises nothing and claims nothing whole that was not."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.collectors import local_clock, local_logs, local_recordings, snmp_monitoring
from auditor.facts.base import AnyParsed
from auditor.facts.logs import LogDay
from auditor.model.job import Capture, CaptureStatus, Endpoint, FileReference
from auditor.model.plugins import Source
from auditor.model.subject import SubjectRef
from auditor.model.target import CameraDeclaration, LogDeclaration, TargetDescription
from auditor.model.terms import Platform, SubjectKind, TransportKind
from auditor.parsers import local_clock as clock_parser
from auditor.parsers import local_logs as log_parser
from auditor.parsers import local_recordings as recording_parser
from auditor.parsers import snmp_monitoring as snmp_parser
from auditor.transport.local_walk import moment
from tests.fixtures.local_reading import NOW

FUZZ = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)

LOG = LogDeclaration(source="op", folder="op", name="%Y%m%d.log", started=date(2026, 1, 1))
CAMERA = CameraDeclaration(camera="cam01", folder="cam01", name="%Y%m%d-%H%M%S.mp4")
TARGET = TargetDescription(
    id="t",
    subject=SubjectRef(SubjectKind.RECORDER, "t"),
    title="t",
    platform=Platform.RECORDER,
    endpoints={
        TransportKind.LOCAL: Endpoint(path="/srv", options={"clock": "local", "retention_file": "r.csv"}),
        TransportKind.SNMP: Endpoint(),
    },
    logs=(LOG,),
    cameras=(CAMERA,),
    leftover_folders=("export",),
)

statuses = st.sampled_from(CaptureStatus)
names = st.one_of(
    st.just("op/20261119.log"),
    st.just("cam01/20261119-101112.mp4"),
    st.just("export/20261119.zip"),
    st.text(max_size=30),
    st.binary(max_size=20).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
)
files = st.lists(
    st.builds(
        lambda path, size, mtime, kind, leads: FileReference(
            path=path, size=size, modified=moment(mtime), allocated=0, kind=kind, leads=leads
        ),
        names,
        st.integers(0, 2**63),
        st.integers(-(2**63), 2**63),
        st.sampled_from(["file", "symlink", "other", "unreadable", "?"]),
        st.sampled_from(["", "inside", "outside", "nowhere"]),
    ),
    max_size=6,
).map(tuple)
_MIB = "1.3.6.1.2.1"
_COLUMNS = ("2.2.1.2", "2.2.1.3", "2.2.1.5", "2.2.1.7", "2.2.1.8", "31.1.1.1.1", "31.1.1.1.15", "31.1.1.1.6")
_STORES = tuple(f"25.2.3.1.{column}" for column in range(2, 7))
oids = st.sampled_from(
    [
        *(f"{_MIB}.{scalar}.0" for scalar in ("1.1", "1.2", "1.3", "1.5", "2.1", "25.1.2")),
        *(f"{_MIB}.{column}.{index}" for column in (*_COLUMNS, *_STORES, "25.3.3.1.2") for index in (1, 2)),
        *(f"1.3.6.1.4.1.2021.4.{scalar}.0" for scalar in (3, 4, 5, 6)),
        "1.3.6.1.4.1.2021.11.11.0",
        "",
        "1.3.6.1.999999999999",
    ]
)
kinds = st.sampled_from(
    ["Integer32", "Gauge32", "Counter64", "TimeTicks", "OctetString", "OctetStringHex", "Null", "?"]
)
values = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.integers(0, 3).map(str),
    st.sampled_from(
        ["", "-", "eth0", "07ea0b1402", "07ea0b140300000000", f"{_MIB}.25.2.1.2", f"{_MIB}.25.2.1.4", "\u0661"]
    ),
    st.text(max_size=8),
)
times = st.sampled_from([None, "", "2026-11-20T03:00:00+00:00", "2026-11-20", 5, "9999-12-31T23:59:59+00:00"])
odd_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), oids),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["oid", "type", "value", "version", "level"]), inner, max_size=4),
    ),
    max_leaves=8,
)
outputs = st.one_of(
    st.binary(max_size=200),
    st.lists(odd_json, max_size=5).map(lambda rows: "\n".join(json.dumps(row) for row in rows).encode()),
    st.tuples(times, times, st.lists(st.tuples(oids, kinds, values), max_size=20)).map(
        lambda told: "\n".join(
            json.dumps(line) for line in ({"asked": told[0], "answered": told[1]}, *told[2])
        ).encode()
    ),
    st.sampled_from(
        [b"camera,days\ncam01,9999999999\n", b"\xff\xfe", b"camera,days\ncam01,\xef\xbc\x91\n", b"[" * 9000]
    ),
)


def source(options: dict[str, Any], transport: TransportKind, data: st.DataObject) -> Source:
    content = data.draw(st.binary(max_size=300))
    error = data.draw(st.sampled_from([None, None, OSError(5, "EIO"), TimeoutError(), FileNotFoundError()]))

    def read(_: FileReference) -> Iterator[bytes]:
        yield content
        if error is not None:
            raise error

    captures = {
        command: Capture(
            collector="x",
            command=command,
            status=data.draw(statuses),
            output=data.draw(outputs),
            files=data.draw(files),
            taken_at=data.draw(st.sampled_from([None, NOW])),
        )
        for command in options
        if data.draw(st.integers(0, 9))
    }
    return Source(target=TARGET, transport=transport, captures=captures, started=NOW, read_file=read)


LOCAL = [(local_logs, log_parser), (local_recordings, recording_parser), (local_clock, clock_parser)]


@pytest.mark.parametrize(("collector", "parser"), LOCAL, ids=lambda m: m.__name__)
@given(data=st.data())
@FUZZ
def test_local_parsers(collector: Any, parser: Any, data: st.DataObject) -> None:
    request = collector.request(TARGET)
    found: list[AnyParsed] = list(parser.parse(source(dict(request.options), TransportKind.LOCAL, data)))
    assert {one.type for one in found} >= set(parser.PROVIDES)
    for one in found:
        assert all(isinstance(fact.key, str) for fact in one.facts)
        if one.type is LogDay:
            assert all(fact.day.year for fact in one.facts)


@given(data=st.data())
@FUZZ
def test_snmp(data: st.DataObject) -> None:
    commands = dict.fromkeys([*(c.id for c in snmp_monitoring.COMMANDS), "access"])
    found = list(snmp_parser.parse(source(commands, TransportKind.SNMP, data)))
    assert {one.type for one in found} == set(snmp_parser.PROVIDES)
    for one in found:
        assert one.facts or one.gap, f"{one.type.__name__} is nothing, and whole"
        keys = [fact.key for fact in one.facts]
        assert len(keys) == len(set(keys))
