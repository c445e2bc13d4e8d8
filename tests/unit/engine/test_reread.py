"""Artefacts read anew: what is stored is parsed, what is not keeps its recorded facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from types import SimpleNamespace
from typing import Any, cast

import pytest

from auditor.engine import registry
from auditor.engine.parse import fact_sets
from auditor.engine.reread import reread
from auditor.facts.base import AnyParsed, Parsed
from auditor.facts.host import AccessLog
from auditor.model.evidence import Place
from auditor.model.job import Capture, CaptureStatus, FileReference, JobOutcome
from auditor.model.plugins import Source
from auditor.model.target import TargetDescription
from auditor.model.terms import Basis, Platform, Reason, TransportKind
from tests.unit.engine.world import HOST, NOW, Door, Guard, artefact, door, fact_set

TARGET = TargetDescription(id="host", subject=HOST, title="host", platform=Platform.LINUX)
FILE = FileReference(path="a.csv", size=1, modified=NOW, allocated=1)


def capture(collector: str, command: str) -> Capture:
    output = f"{collector} {command}".encode()
    return Capture(
        collector=collector,
        command=command,
        status=CaptureStatus.OK,
        output=output,
        digest=f"sha256:{sha256(output).hexdigest()}",
        files=(FILE,),
    )


def outcome(*captures: Capture, reason: Reason | None = None) -> JobOutcome:
    return JobOutcome(
        job="host/ssh",
        target="host",
        transport=TransportKind.SSH,
        started=NOW,
        finished=NOW,
        captures=captures,
        reason=reason,
    )


def doors(source: Source) -> Iterable[AnyParsed]:
    return (Parsed(type=Door, facts=(door("today", locked=True),)),)


def guards_in_files(source: Source) -> Iterable[AnyParsed]:
    for file in source.captures["list"].files:
        try:
            list(source.read_file(file))
        except OSError:
            break
    return (Parsed(type=Guard, facts=()),)


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two collectors: one of stored answers, one of files that stay where they are."""
    collectors = {
        "doors": SimpleNamespace(PARSER="doors", PROVIDES=(Door,)),
        "files": SimpleNamespace(PARSER="files", PROVIDES=(Guard,)),
    }
    parsers = {"doors": SimpleNamespace(parse=doors), "files": SimpleNamespace(parse=guards_in_files)}
    monkeypatch.setattr(registry, "collectors", lambda: cast("Any", collectors))
    monkeypatch.setattr(registry, "parser", lambda name: cast("Any", parsers[name]))


GUARDS = fact_set([Guard(place=Place(origin="ssh:list"), name="then")], of=Guard, artefacts=(artefact("ssh:list"),))
THEN = fact_set([door("then", locked=False)], artefacts=(artefact("ssh:doors"),))


def test_stored_answers_are_parsed_and_files_keep_what_was_recorded_of_them() -> None:
    again = reread(outcome(capture("doors", "doors"), capture("files", "list")), [THEN, GUARDS], TARGET)
    assert [s.facts[0].key for s in again.sets] == ["today", "then"]
    assert again.sets[1] is GUARDS
    assert again.kept == ("files",)


def test_a_collector_whose_parser_is_gone_keeps_what_was_recorded_and_nobody_elses() -> None:
    old = replace(THEN, artefacts=(artefact("ssh:old"),))
    again = reread(outcome(capture("doors", "doors"), capture("gone", "old")), [THEN, old], TARGET)
    assert [s.facts[0].key for s in again.sets] == ["today", "then"]
    assert again.sets[1] is old
    assert again.kept == ("gone",)


def test_a_job_that_brought_nothing_brings_nothing() -> None:
    again = reread(outcome(reason=Reason.TIMEOUT), [], TARGET)
    assert (again.sets, again.kept) == ((), ())


def test_a_peer_that_was_not_proven_says_nothing_now_either() -> None:
    again = reread(outcome(capture("doors", "doors"), reason=Reason.HOST_KEY_MISMATCH), [], TARGET)
    assert again.sets == ()


def test_the_basis_is_that_of_the_night() -> None:
    then = replace(THEN, basis=Basis.OFFLINE)
    (found,) = reread(outcome(capture("doors", "doors")), [then], TARGET).sets
    assert found.basis is Basis.OFFLINE


def test_measured_times_are_read_in_the_words_in_which_they_are_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store gives them back in UTC; what a row says of them must not depend on where the facts came from."""
    moment = datetime(2026, 11, 20, 1, 0, tzinfo=timezone(timedelta(hours=9)))
    log = AccessLog(place=Place(origin="ssh:doors"), source="wtmp", persistent=True, newest=moment, days=())

    def parse(_: Source) -> Iterator[AnyParsed]:
        yield Parsed(type=AccessLog, facts=(log,))

    monkeypatch.setattr(registry, "parser", lambda _: cast("Any", SimpleNamespace(parse=parse)))
    (found,) = fact_sets(outcome(capture("doors", "doors")), TARGET, ("doors",), basis=Basis.LIVE)
    (read,) = found.facts
    assert read == log
    assert read.newest.isoformat() == "2026-11-19T16:00:00+00:00"
