"""What the service did and what the program remembers; rows that no seal covers carry a digest of themselves."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model.japan import JST
from auditor.model.operation import DutyKind
from auditor.model.words import message
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store

DUE = datetime(2026, 11, 20, 1, 30, tzinfo=JST)
DONE = DutyRecord(
    duty=DutyKind.AUDIT, due=DUE, state=DutyState.DONE, run="20261120-013000", recorded=DUE + timedelta(minutes=3)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def test_duties_come_back_by_the_moment_they_were_due(store: Store) -> None:
    missed = replace(
        DONE,
        due=DUE - timedelta(days=1),
        state=DutyState.MISSED,
        run="",
        detail=message("schedule.missed", file="/mnt/\udc80", days=2),
        recorded=DUE - timedelta(microseconds=1),
    )
    verified = replace(DONE, duty=DutyKind.VERIFY, state=DutyState.LEFT_OUT, run="")
    for record in (verified, DONE, missed):
        store.record_duty(record)
    assert store.duties() == (missed, DONE, verified)
    assert store.duties(DUE) == (DONE, verified)
    assert store.duties(DUE + timedelta(microseconds=1)) == ()
    assert {found.due.tzinfo for found in store.duties()} == {UTC}


def test_a_duty_is_recorded_anew_in_place_of_itself(store: Store) -> None:
    store.record_duty(replace(DONE, state=DutyState.RUNNING, run=""))
    store.record_duty(DONE)
    store.record_duty(replace(DONE, due=DUE.astimezone(UTC)))
    assert store.duties() == (DONE,)


def test_moments_that_differ_by_a_microsecond_are_in_order(store: Store) -> None:
    moments = [DUE + timedelta(microseconds=n) for n in (0, 1, 999_999, 1_000_000)]
    for moment in reversed(moments):
        store.record_duty(replace(DONE, due=moment))
    assert [found.due for found in store.duties()] == moments


def test_values_are_remembered_until_told_otherwise(store: Store, path: Path) -> None:
    assert store.recall("notify.last") is None
    store.remember("notify.last", "1")
    store.remember("notify.last", "みなと市")
    store.remember("care.backup", "")
    store.close()
    with Store.open(path) as again:
        assert again.recall("notify.last") == "みなと市"
        assert again.recall("care.backup") == ""


def alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "table", "row"),
    [
        ("UPDATE duties SET state = 'missed'", "duties", "audit"),
        ("UPDATE duties SET recorded = '2026'", "duties", "audit"),
        ("UPDATE memory SET value = 'x'", "memory", "notify.last"),
        ("UPDATE memory SET checked = x'00'", "memory", "notify.last"),
        ("UPDATE quarantine SET version = 'v2'", "quarantine", "ssh-auditor"),
        ("UPDATE quarantine SET checked = NULL", "quarantine", "ssh-auditor"),
    ],
)
def test_an_altered_row_is_told_and_not_believed(
    store: Store, path: Path, statement: str, table: str, row: str
) -> None:
    store.record_duty(DONE)
    store.remember("notify.last", "1")
    store.quarantine("ssh-auditor", "v1", "ap01", DUE)
    assert store.integrity() == ()
    alter(path, statement)
    ask: dict[str, Callable[[], object]] = {
        "duties": store.duties,
        "memory": lambda: store.recall("notify.last"),
        "quarantine": store.quarantined,
    }
    with pytest.raises(StoreError, match=r"store\.row_altered") as caught:
        ask[table]()
    assert caught.value.message.args == {"table": table, "row": row}
    assert store.integrity() == (f"{table} {row}: not what its digest says",)
    # Written anew, or done with, the entry is as good as any.
    store.record_duty(DONE)
    store.remember("notify.last", "2")
    store.release("ssh-auditor")
    assert store.integrity() == ()
