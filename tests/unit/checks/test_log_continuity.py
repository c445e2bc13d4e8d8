"""IN-20-2: exact rows for good archives, bad ones, and each way of not knowing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from auditor.checks import log_continuity as check
from auditor.facts.base import Fact, FactSet
from auditor.facts.logs import FirstDigest, LogDay, LogFault, LogSource, ProvenSince, StrayLogFile
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import target_ref
from auditor.model.terms import Basis, Completeness, Reason, State
from auditor.model.verdict import Item, Outcome, Verdict

AS_OF = date(2026, 11, 20)
STARTED = date(2026, 9, 15)
SUBJECT = target_ref("cs01")
INVENTORY = Place(origin="inventory/targets.yaml", where="12")
SOURCE = LogSource(place=INVENTORY, source="operation", started=STARTED, expected="all")


def days(first: date = STARTED, last: date = AS_OF - timedelta(days=1)) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def log(day: date, **changes: Any) -> LogDay:
    path = f"oplog-{day:%Y%m%d}.csv.gz"
    made = LogDay(
        place=Place(origin="local:logs/operation", where=path),
        source="operation",
        path=path,
        day=day,
        size=100,
        digest=f"sha256:{day:%Y%m%d}",
        entries=40,
    )
    return replace(made, **changes)


def digest(of: LogDay, **changes: Any) -> FirstDigest:
    made = FirstDigest(
        place=Place(origin="store:first_digests"),
        source=of.source,
        path=of.path,
        digest=of.digest,
        size=of.size,
        recorded=of.day + timedelta(days=1),
        day=of.day,
    )
    return replace(made, **changes)


def facts(kind: type[Fact], found: Iterable[Fact], reason: Reason | None = None) -> FactSet[Any]:
    given = tuple(found)
    partial = Completeness.PARTIAL if given else Completeness.ABSENT
    return FactSet(
        type=kind,
        subject=SUBJECT,
        facts=given,
        completeness=Completeness.COMPLETE if reason is None else partial,
        reason=reason,
        basis=Basis.LIVE,
        collected_at=datetime(2026, 11, 20, 3, tzinfo=UTC),
    )


def judged(
    logs: Iterable[LogDay],
    *,
    sources: Iterable[LogSource] = (SOURCE,),
    recorded: Iterable[FirstDigest] = (),
    since: Iterable[ProvenSince] = (),
    strays: Iterable[StrayLogFile] = (),
    reason: Reason | None = None,
    retention: str = "P7Y",
    as_of: date = AS_OF,
) -> Verdict:
    sets = [
        facts(LogDay, logs, reason),
        facts(LogSource, sources),
        facts(FirstDigest, recorded),
        facts(ProvenSince, since),
        facts(StrayLogFile, strays),
    ]
    view = view_of(SUBJECT, as_of, check.NEEDS, sets)
    return check.judge(view, check.Parameters(retention=Period.parse(retention)))


def rows(verdict: Verdict) -> list[tuple[str, State, Reason | None, str]]:
    return [(i.key, i.state, i.reason, i.summary.code.partition(".")[2]) for i in verdict.items]


def row(item: tuple[str, Reason, str]) -> tuple[str, State, Reason, str]:
    return (item[0], State.FAIL, item[1], item[2])


def test_a_whole_archive() -> None:
    since = ProvenSince(place=INVENTORY, source="operation", since=date(2026, 10, 1))
    verdict = judged(map(log, days()), since=[since], recorded=[digest(log(d)) for d in days()])
    assert (verdict.outcome, verdict.reason, verdict.items) == (Outcome.MET, None, ())
    assert verdict.examined == 66
    assert verdict.measured == {"days": 66, "files": 66, "proven_since": "2026-10-01"}
    assert verdict.summary.args == {"retention": "P7Y"}


def test_a_first_night_proves_nothing_about_the_past() -> None:
    assert judged(map(log, days())).measured["proven_since"] == "2026-11-20"


def test_the_retention_moves_with_the_date() -> None:
    old = replace(SOURCE, started=date(2010, 1, 1))
    kept = days(date(2019, 11, 20))
    assert judged(map(log, kept), sources=[old]).outcome is Outcome.MET
    late = judged(map(log, kept[1:]), sources=[old])
    assert rows(late) == [row(("2019-11-20", Reason.LOG_GAP, "day_missing"))]
    assert judged(map(log, kept), sources=[old], retention="P1M").measured["days"] == 31


def test_yesterday_counts_and_today_does_not() -> None:
    verdict = judged(map(log, days(last=AS_OF - timedelta(days=2))))
    assert rows(verdict) == [row(("2026-11-19", Reason.LOG_GAP, "day_missing"))]
    assert verdict.items[0].places == (Place(origin="local:logs/operation"),)
    growing = log(AS_OF, faults=(LogFault.TRUNCATED,))
    assert judged([*map(log, days()), growing]).items == ()


def test_single_days_and_whole_months() -> None:
    there = [d for d in days() if d.month != 10 and d.day != 17]
    verdict = judged(map(log, there))
    assert (verdict.outcome, verdict.reason) == (Outcome.BROKEN, Reason.LOG_GAP)
    assert rows(verdict) == [
        row(("2026-09-17", Reason.LOG_GAP, "day_missing")),
        row(("2026-10", Reason.LOG_GAP, "month_missing")),
        row(("2026-11-17", Reason.LOG_GAP, "day_missing")),
    ]


def test_an_empty_folder() -> None:
    verdict = judged([])
    assert verdict.outcome is Outcome.BROKEN
    keys = [item.key for item in verdict.items]
    assert keys == [str(d) for d in days(STARTED, date(2026, 9, 30))] + ["2026-10"] + [
        str(d) for d in days(date(2026, 11, 1))
    ]
    assert verdict.items[0].places == (INVENTORY,)


def test_business_days_and_closed_days_are_not_missed() -> None:
    source = replace(SOURCE, expected="business", started=date(2026, 11, 1), closed_days=(date(2026, 11, 5),))
    there = [date(2026, 11, n) for n in (2, 4, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19)]
    verdict = judged(map(log, there), sources=[source])
    assert (verdict.outcome, verdict.examined) == (Outcome.MET, 12)


FAULTS = [
    (LogFault.EMPTY, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.TRUNCATED, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.CORRUPT, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.UNPARSED, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.WRONG_DAY, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.WRONG_ENCODING, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.TOO_LARGE, State.FAIL, Reason.LOG_DAMAGED),
    (LogFault.UNREADABLE, State.ERROR, Reason.PERMISSION_DENIED),
    (LogFault.NOT_A_FILE, State.UNKNOWN, Reason.PARTIAL_COVERAGE),
]


@pytest.mark.parametrize(("fault", "state", "reason"), FAULTS)
def test_each_fault(fault: LogFault, state: State, reason: Reason) -> None:
    bad = date(2026, 11, 4)
    verdict = judged([log(d, faults=(fault,) if d == bad else ()) for d in days()])
    assert rows(verdict) == [("oplog-20261104.csv.gz", state, reason, fault.value)]
    assert verdict.outcome is (Outcome.BROKEN if state is State.FAIL else Outcome.OPEN)
    assert verdict.reason is reason


def test_every_fault_has_been_thought_of() -> None:
    assert {fault for fault, _, _ in FAULTS} == set(LogFault)


def test_two_faults_of_one_file_have_two_keys() -> None:
    both = (LogFault.TRUNCATED, LogFault.WRONG_DAY)
    verdict = judged([log(d, faults=both if d == STARTED else (), other_days=(AS_OF,)) for d in days()])
    assert [item.key for item in verdict.items] == [
        "oplog-20260915.csv.gz",
        "oplog-20260915.csv.gz#wrong_day",
    ]
    assert verdict.items[1].summary.args["days"] == ("2026-11-20",)


def test_an_empty_file_of_a_day_without_work_is_no_fault() -> None:
    source = replace(SOURCE, expected="business", started=date(2026, 11, 13))
    made = [log(date(2026, 11, n)) for n in (13, 16, 17, 18, 19)]
    sunday = log(date(2026, 11, 15), faults=(LogFault.EMPTY,))
    assert judged([*made, sunday], sources=[source]).outcome is Outcome.MET
    torn = log(date(2026, 11, 15), faults=(LogFault.TRUNCATED,))
    assert judged([*made, torn], sources=[source]).reason is Reason.LOG_DAMAGED


@pytest.mark.parametrize(("size", "code"), [(101, "shrunk"), (100, "changed"), (99, "changed")])
def test_altered_since_first_recorded(size: int, code: str) -> None:
    bad = log(date(2026, 11, 4))
    recorded = [digest(log(d)) for d in days() if d != bad.day]
    first = digest(bad, digest="sha256:other", size=size)
    verdict = judged(map(log, days()), recorded=[*recorded, first])
    assert rows(verdict) == [row(("oplog-20261104.csv.gz#altered", Reason.LOG_ALTERED, code))]


def test_a_digest_of_an_unfinished_day_is_no_proof() -> None:
    day = date(2026, 11, 4)
    first = digest(log(day), digest="sha256:other", recorded=day)
    assert judged(map(log, days()), recorded=[first]).outcome is Outcome.MET


def test_deleted_early_is_told_beside_the_gap() -> None:
    day = date(2026, 11, 4)
    verdict = judged([log(d) for d in days() if d != day], recorded=[digest(log(day))])
    assert rows(verdict) == [
        row(("2026-11-04", Reason.LOG_GAP, "day_missing")),
        row(("oplog-20261104.csv.gz#gone", Reason.LOG_GAP, "gone")),
    ]


def test_one_of_several_files_deleted_early() -> None:
    second = digest(log(date(2026, 11, 4), path="oplog-20261104-pm.csv.gz"), day=None)
    verdict = judged(map(log, days()), recorded=[second])
    assert rows(verdict) == [row(("oplog-20261104-pm.csv.gz#gone", Reason.LOG_GAP, "gone"))]


def test_deleted_after_its_time_is_no_matter() -> None:
    old = digest(log(date(2019, 11, 19)))
    source = replace(SOURCE, started=date(2019, 1, 1))
    assert judged(map(log, days(date(2019, 11, 20))), sources=[source], recorded=[old]).outcome is Outcome.MET


def test_compressed_meanwhile_is_open() -> None:
    plain = digest(log(date(2026, 11, 4), path="oplog-20261104.csv"))
    verdict = judged(map(log, days()), recorded=[plain])
    assert rows(verdict) == [("oplog-20261104.csv#gone", State.UNKNOWN, Reason.CONFLICTING_EVIDENCE, "repacked")]
    assert verdict.outcome is Outcome.OPEN


def test_gone_without_a_known_day_is_open() -> None:
    first = digest(log(date(2026, 11, 4), path="a.csv"), day=None)
    verdict = judged(map(log, days()), recorded=[first])
    assert rows(verdict) == [("a.csv#gone", State.UNKNOWN, Reason.NO_EVIDENCE, "gone_undated")]


def test_remarks_break_nothing() -> None:
    future = log(date(2026, 12, 1))
    strays = [StrayLogFile(place=INVENTORY, source="operation", path=p) for p in ("README", "x")]
    verdict = judged([*map(log, days()), future], strays=strays)
    assert verdict.outcome is Outcome.MET
    assert rows(verdict) == [
        ("oplog-20261201.csv.gz#future", State.INFORMATIONAL, None, "future"),
        ("strays", State.INFORMATIONAL, None, "strays"),
    ]


def test_a_later_day_is_no_future_when_an_old_night_is_judged_again() -> None:
    verdict = judged(map(log, days(last=AS_OF)), as_of=date(2026, 11, 10))
    assert (verdict.outcome, verdict.items) == (Outcome.MET, ())


def test_days_after_the_reading_are_neither_missing_nor_passed_when_a_night_is_judged_at_a_later_date() -> None:
    later = judged(map(log, days()), as_of=date(2026, 12, 7))
    assert (later.outcome, later.examined) == (Outcome.OPEN, 66)
    assert [(i.key, i.state, i.reason) for i in later.items] == [("unseen", State.UNKNOWN, Reason.INSUFFICIENT_HISTORY)]
    assert later.items[0].measured == {"last": "2026-11-19"}
    assert not later.items[0].summary.args.keys() & {"last"}
    broken = judged([log(d) for d in days() if d.day != 4], as_of=date(2026, 12, 7))
    assert {i.key for i in broken.items if i.state is State.FAIL} == {d.isoformat() for d in days() if d.day == 4}


def test_nothing_declared() -> None:
    verdict = judged(map(log, days()), sources=())
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.MISSING_FIELD)


@pytest.mark.parametrize("started", [AS_OF, AS_OF + timedelta(days=30)])
def test_nothing_due_yet(started: date) -> None:
    verdict = judged([], sources=[replace(SOURCE, started=started)])
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.INSUFFICIENT_HISTORY)


@pytest.mark.parametrize(
    "reason", [Reason.UNREACHABLE, Reason.PERMISSION_DENIED, Reason.TIMEOUT, Reason.NO_EVIDENCE, Reason.TRUNCATED]
)
def test_a_folder_that_was_not_read(reason: Reason) -> None:
    verdict = judged([], reason=reason)
    assert (verdict.outcome, verdict.reason, verdict.items) == (Outcome.OPEN, reason, ())


def test_a_folder_read_in_part_hides_days_but_not_faults() -> None:
    there = [log(d) for d in days() if d.day != 4]
    hidden = judged(there, reason=Reason.PERMISSION_DENIED, recorded=[digest(log(date(2026, 11, 4)))])
    assert rows(hidden) == [("unread", State.ERROR, Reason.PERMISSION_DENIED, "not_read")]
    assert hidden.outcome is Outcome.OPEN
    torn = [*there, log(date(2026, 11, 4), faults=(LogFault.TRUNCATED,))]
    assert judged(torn, reason=Reason.PERMISSION_DENIED).outcome is Outcome.BROKEN


def test_with_several_sources_keys_name_theirs() -> None:
    second = replace(SOURCE, source="batch")
    made: list[LogDay] = [log(d) for d in days()]
    made += [log(d, source="batch") for d in days() if d.day != 4]
    verdict = judged(made, sources=[SOURCE, second])
    assert [item.key for item in verdict.items] == ["batch/2026-10-04", "batch/2026-11-04"]
    assert verdict.examined == 132


def test_keys_are_unique() -> None:
    made = [log(d, faults=(LogFault.CORRUPT, LogFault.UNPARSED)) for d in days() if d.day % 3]
    recorded = [digest(log(d), digest="sha256:0") for d in days()]
    items: tuple[Item, ...] = judged(made, recorded=recorded).items
    assert len({item.key for item in items}) == len(items)
