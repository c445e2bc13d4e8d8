"""Archives and declarations that would make a gap look like a whole operation log."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from auditor.checks import log_continuity as check
from auditor.collectors import local_logs as collector
from auditor.facts.base import Fact, FactSet
from auditor.facts.logs import FirstDigest, LogDay, LogSource, ProvenSince
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import target_ref
from auditor.model.target import LogDeclaration
from auditor.model.terms import Basis, Completeness, Reason, State
from auditor.model.verdict import Outcome, Verdict
from auditor.parsers import local_logs as parser
from tests.fixtures.local_reading import NOW, fact_set, parsed, target
from tests.fixtures.logs.archive import DECLARED, HEADER, content, path_of, write, zero_record

compress = partial(gzip.compress, mtime=0)  # no time of packing: the same bytes, and test names, in every worker

AS_OF = date(2026, 11, 20)
STARTED = date(2026, 11, 10)
SUBJECT = target_ref("cs01")
INVENTORY = Place(origin="inventory")
DAYS = [STARTED + timedelta(days=n) for n in range((AS_OF - STARTED).days)]


def register(kind: type[Fact], *facts: Fact) -> FactSet[Fact]:
    return FactSet(
        type=kind,
        subject=SUBJECT,
        facts=facts,
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=NOW,
    )


def judged(
    root: Path,
    *sources: LogSource,
    logs: tuple[LogDeclaration, ...] = (DECLARED,),
    as_of: date = AS_OF,
    recorded: Iterable[FirstDigest] = (),
) -> Verdict:
    found = parsed(target(root, logs=logs), collector, parser)[0]
    due = sources or (LogSource(place=INVENTORY, source="operation", started=STARTED, expected="all"),)
    read_on = max(NOW, datetime.combine(as_of, time(3), tzinfo=UTC))  # nothing is read before the audit's date
    sets = [
        replace(fact_set(found, SUBJECT), collected_at=read_on),
        register(LogSource, *due),
        register(FirstDigest, *recorded),
        register(ProvenSince),
    ]
    return check.judge(view_of(SUBJECT, as_of, check.NEEDS, sets), check.Parameters(retention=Period.parse("P7Y")))


def failures(verdict: Verdict) -> list[tuple[str, Reason | None]]:
    return [(i.key, i.reason) for i in verdict.items if i.state is State.FAIL]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for day in DAYS:
        write(tmp_path, day)
    return tmp_path


BAD = {
    "second member cut": compress(content(DAYS[3])) + compress(content(DAYS[3]))[:40],
    "second member of another day": compress(content(DAYS[3])) + compress(content(DAYS[4])),
    "one byte of a second member": compress(content(DAYS[3])) + b"\x1f",
    "zeros behind the header": compress(HEADER.encode() + b"\n" + bytes(4096)),
    "header only": compress(HEADER.encode() + b"\n"),
    "blank lines": compress(HEADER.encode() + b"\n\n \n\n"),
    "no operation, and broken lines": compress(zero_record() + b"broken\n" * 12),
    "no operation of another day": compress(f"{HEADER}\n{DAYS[2]} 00:00:00,操作なし\n".encode()),
    "another day behind carriage returns": compress(
        content(DAYS[3]) + content(DAYS[4]).split(b"\n", 1)[1].replace(b"\n", b"\r")
    ),
    "the day before under today's name": compress(content(DAYS[2])),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_no_log_of_its_day(root: Path, bad: bytes) -> None:
    path_of(root, DAYS[3]).write_bytes(bad)
    assert failures(judged(root))[0] == (path_of(root, DAYS[3]).name, Reason.LOG_DAMAGED)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_missing_day_is_seen_the_newest_too(root: Path, day: date) -> None:
    path_of(root, day).unlink()
    assert failures(judged(root)) == [(day.isoformat(), Reason.LOG_GAP)]


@pytest.mark.parametrize(
    ("missing", "as_of"),
    [
        (date(2024, 2, 29), date(2024, 3, 2)),
        (date(2025, 12, 31), date(2026, 1, 5)),
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 11, 22), date(2026, 11, 23)),  # the day before a holiday on which the audit runs
    ],
)
def test_leap_days_and_turns_of_the_year(tmp_path: Path, missing: date, as_of: date) -> None:
    started = missing - timedelta(days=5)
    for n in range((as_of - started).days):
        write(tmp_path, started + timedelta(days=n))
    source = LogSource(place=INVENTORY, source="operation", started=started, expected="all")
    assert judged(tmp_path, source, as_of=as_of).outcome is Outcome.MET
    path_of(tmp_path, missing).unlink()
    assert failures(judged(tmp_path, source, as_of=as_of)) == [(missing.isoformat(), Reason.LOG_GAP)]


def test_names_in_capitals_and_folders_by_month(tmp_path: Path) -> None:
    declared = replace(DECLARED, name="%Y%m/OPLOG-%d.CSV.GZ")
    for day in DAYS:
        path = tmp_path / "oplog" / f"{day:%Y%m}" / f"OPLOG-{day:%d}.CSV.GZ"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compress(content(day)))
    assert judged(tmp_path, logs=(declared,)).outcome is Outcome.MET
    path.write_bytes(path.read_bytes()[:-9])
    assert judged(tmp_path, logs=(declared,)).reason is Reason.LOG_DAMAGED


def test_an_entry_on_sunday_does_not_stand_in_for_friday(tmp_path: Path) -> None:
    source = LogSource(place=INVENTORY, source="operation", started=STARTED, expected="business")
    for day in DAYS:
        if day != date(2026, 11, 13):
            write(tmp_path, day)
    assert failures(judged(tmp_path, source)) == [("2026-11-13", Reason.LOG_GAP)]


@pytest.mark.parametrize("several", [False, True])
def test_closed_days_over_everything_are_no_proof(root: Path, several: bool) -> None:
    first = AS_OF - timedelta(days=60)
    closed = tuple(first + timedelta(days=n) for n in range(60))
    second = LogSource(place=INVENTORY, source="batch", started=first, expected="all", closed_days=closed)
    good = LogSource(place=INVENTORY, source="operation", started=STARTED, expected="all")
    verdict = judged(root, *([good, second] if several else [second]))
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.CONFLICTING_EVIDENCE)


def test_a_source_that_begins_tomorrow_bars_nothing(root: Path) -> None:
    good = LogSource(place=INVENTORY, source="operation", started=STARTED, expected="all")
    later = LogSource(place=INVENTORY, source="batch", started=AS_OF + timedelta(days=1), expected="all")
    assert judged(root, good, later).outcome is Outcome.MET


def test_years_of_logs_before_the_declared_start_put_it_in_doubt(root: Path) -> None:
    for n in range(1, 41):
        if n != 20:
            write(root, STARTED - timedelta(days=n))
    verdict = judged(root)
    assert [(i.key, i.reason, dict(i.measured)) for i in verdict.items] == [
        ("started", Reason.CONFLICTING_EVIDENCE, {"days": 39, "earliest": "2026-10-01"})
    ]
    assert verdict.outcome is Outcome.OPEN


def test_a_trial_run_before_the_start_is_no_matter(root: Path) -> None:
    for n in range(1, 15):
        write(root, STARTED - timedelta(days=n))
    assert judged(root).outcome is Outcome.MET


def test_replaced_after_it_was_recorded(root: Path) -> None:
    logs = [f for f in parsed(target(root, logs=(DECLARED,)), collector, parser)[0].facts if isinstance(f, LogDay)]
    first = [
        FirstDigest(
            place=INVENTORY, source=f.source, path=f.path, digest=f.digest, size=f.size, recorded=AS_OF, day=f.day
        )
        for f in logs
    ]
    write(root, DAYS[5], content(DAYS[5], entries=39))
    verdict = judged(root, recorded=first)
    assert failures(verdict) == [(f"{path_of(root, DAYS[5]).name}#altered", Reason.LOG_ALTERED)]
