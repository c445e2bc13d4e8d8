"""Random faults planted in a whole archive are found exactly, and nothing else is."""

import gzip
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.checks import log_continuity as check
from auditor.collectors import local_logs as collector
from auditor.facts.base import FactSet
from auditor.facts.logs import FirstDigest, LogDay, LogSource, ProvenSince
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import target_ref
from auditor.model.terms import Basis, Completeness, Reason, State
from auditor.model.verdict import Outcome
from auditor.parsers import local_logs as parser
from tests.fixtures.local_reading import NOW, fact_set, parsed, target
from tests.fixtures.logs.archive import DECLARED, content, path_of, write, zero_record

AS_OF = date(2026, 11, 20)
STARTED = date(2026, 10, 20)
DAYS = [STARTED + timedelta(days=n) for n in range((AS_OF - STARTED).days)]
SUBJECT = target_ref("cs01")
INVENTORY = Place(origin="inventory")

Plant = Callable[[Path, date], list[tuple[str, Reason]]]
"""Changes the archive and says which items it must give."""


def name(day: date) -> str:
    return f"oplog-{day:%Y%m%d}.csv.gz"


def missing(root: Path, day: date) -> list[tuple[str, Reason]]:
    path_of(root, day).unlink()
    return [(f"{day}", Reason.LOG_GAP), (f"{name(day)}#gone", Reason.LOG_GAP)]


def altered(day: date) -> tuple[str, Reason]:
    return (f"{name(day)}#altered", Reason.LOG_ALTERED)


def damaged(day: date) -> list[tuple[str, Reason]]:
    return [(name(day), Reason.LOG_DAMAGED), altered(day)]


def empty(root: Path, day: date) -> list[tuple[str, Reason]]:
    path_of(root, day).write_bytes(b"")
    return damaged(day)


def truncated(root: Path, day: date) -> list[tuple[str, Reason]]:
    whole = path_of(root, day).read_bytes()
    path_of(root, day).write_bytes(whole[: len(whole) * 2 // 3])
    return damaged(day)


def flipped(root: Path, day: date) -> list[tuple[str, Reason]]:
    whole = bytearray(path_of(root, day).read_bytes())
    whole[-7] ^= 0x10  # in the checksum of the trailer (RFC 1952, 2.3.1)
    path_of(root, day).write_bytes(bytes(whole))
    return damaged(day)


def another_day(root: Path, day: date) -> list[tuple[str, Reason]]:
    write(root, day, content(day - timedelta(days=1)))
    return damaged(day)


def one_entry_of_another_day(root: Path, day: date) -> list[tuple[str, Reason]]:
    write(root, day, content(day) + f"{day + timedelta(days=1)} 00:00:01,s,t,検索,k,正常\n".encode())
    return damaged(day)


def rewritten(root: Path, day: date) -> list[tuple[str, Reason]]:
    write(root, day, content(day).replace(b"s0003", b"s0004"))
    return [altered(day)]


def plain(root: Path, day: date) -> list[tuple[str, Reason]]:
    path_of(root, day).write_bytes(content(day))
    return damaged(day)


def no_times(root: Path, day: date) -> list[tuple[str, Reason]]:
    write(root, day, b"header\n" + b"no time here\n" * 20)
    return damaged(day)


def second_file(root: Path, day: date) -> list[tuple[str, Reason]]:
    folder = path_of(root, day).parent / "more"
    folder.mkdir(exist_ok=True)
    (folder / name(day)).write_bytes(gzip.compress(content(day, 3)))
    return []


def stray(root: Path, day: date) -> list[tuple[str, Reason]]:
    (path_of(root, day).parent / f"{day}.lock").touch()
    return []


def pipe(root: Path, day: date) -> list[tuple[str, Reason]]:
    os.mkfifo(path_of(root, day).parent / f"pipe{day}")
    return []


FAULTS: list[Plant] = [
    missing, empty, truncated, flipped, another_day, one_entry_of_another_day, rewritten, plain, no_times,
    second_file, stray, pipe,
]  # fmt: skip


def recorded(logs: tuple[LogDay, ...]) -> list[FirstDigest]:
    return [
        FirstDigest(
            place=INVENTORY,
            source=log.source,
            path=log.path,
            digest=log.digest,
            size=log.size,
            recorded=AS_OF - timedelta(days=1) if log.day < AS_OF - timedelta(days=1) else AS_OF,
            day=log.day,
        )
        for log in logs
    ]


def read(root: Path) -> FactSet[LogDay]:
    return fact_set(parsed(target(root, logs=(replace(DECLARED, started=STARTED),)), collector, parser)[0], SUBJECT)


def register(kind: type, *facts: object) -> FactSet[LogDay]:
    return FactSet(
        type=kind,
        subject=SUBJECT,
        facts=tuple(facts),  # type: ignore[arg-type]
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=NOW,
    )


@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    planted=st.dictionaries(st.sampled_from(DAYS), st.sampled_from(FAULTS), max_size=12),
    quiet=st.sets(st.sampled_from(DAYS), max_size=4),
)
def test_planted_faults_are_found_exactly(planted: dict[date, Plant], quiet: set[date]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for day in DAYS:
            write(root, day, zero_record() if day in quiet - planted.keys() else None)
        first = recorded(read(root).facts)
        expected = sorted(item for day, plant in planted.items() for item in plant(root, day))
        source = LogSource(place=INVENTORY, source="operation", started=STARTED, expected="all")
        sets = [
            read(root),
            register(LogSource, source),
            register(FirstDigest, *first),
            register(ProvenSince),
        ]
    view = view_of(SUBJECT, AS_OF, check.NEEDS, sets)
    verdict = check.judge(view, check.Parameters(retention=Period.parse("P7Y")))
    found = sorted((i.key, i.reason) for i in verdict.items if i.state is State.FAIL and i.reason is not None)
    assert found == expected
    assert all(i.state is not State.UNKNOWN for i in verdict.items)
    assert verdict.outcome is (Outcome.BROKEN if expected else Outcome.MET)
