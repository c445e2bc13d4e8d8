"""What the next report says first."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.messages.rendering import render
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Language, Message, message
from auditor.scheduler.missed import at_once, left_out_messages, missed_messages, since_last_night, went_wrong
from auditor.scheduler.standing import NAME, Open, Standing, to_text
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store
from tests.unit.scheduler.plans import audit_due, daily, jst, schedule
from tests.unit.store import nights

NIGHTLY = schedule(daily())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "auditor.db") as opened:
        yield opened


def record(
    due: str, state: DutyState, detail: Message | None = None, *, kind: DutyKind = DutyKind.AUDIT, after: float = 10
) -> DutyRecord:
    moment = jst(due)
    return DutyRecord(duty=kind, due=moment, state=state, detail=detail, recorded=moment + timedelta(minutes=after))


def missed(due: str, code: str = "schedule.missed") -> DutyRecord:
    said = message(code, duty="audit", due=jst(due).isoformat())
    return record(due, DutyState.MISSED, said)


def codes(messages: tuple[Message, ...]) -> list[str]:
    return [m.code for m in messages]


def english(messages: tuple[Message, ...]) -> list[str]:
    return [render(m, Language.EN) for m in messages]


def night(store: Store, number: int) -> None:
    """A finished night: number 0 is of 2026-11-20, 01:00 in Japan."""
    nights.whole_night(store, number)


def keep(store: Store, settled: str, plan: Schedule = NIGHTLY, **more: tuple[Open, ...] | tuple[Message, ...]) -> None:
    standing = Standing(began=jst("2026-11-01 00:00"), settled=jst(settled), duties=plan.duties)
    store.remember(NAME, to_text(replace(standing, **more)))  # type: ignore[arg-type]  # a test's own fields


def test_a_store_without_a_service_has_nothing_to_say(store: Store) -> None:
    assert missed_messages(store, jst("2026-11-21 09:00"), NIGHTLY) == ()
    night(store, 0)
    assert missed_messages(store, jst("2026-11-25 09:00"), NIGHTLY) == ()


def test_missed_and_failed_duties_since_the_last_finished_night(store: Store) -> None:
    store.record_duty(missed("2026-11-19 01:30"))  # stood in the headline of the night that followed
    night(store, 0)
    store.record_duty(record("2026-11-20 05:00", DutyState.DONE, kind=DutyKind.VERIFY))
    store.record_duty(missed("2026-11-21 01:30"))
    store.record_duty(missed("2026-11-22 01:30"))
    store.record_duty(record("2026-11-23 01:30", DutyState.FAILED, message("vault.not_there", path="state/vault.json")))
    keep(store, "2026-11-23 12:00")
    assert english(missed_messages(store, jst("2026-11-24 01:00"), NIGHTLY)) == [
        "Missed 2 times because the service was not running: nightly audit (2026-11-21 01:30, 2026-11-22 01:30).",
        "The nightly audit due 2026-11-23 01:30 failed. Why:",
        render(message("vault.not_there", path="state/vault.json"), Language.EN),
    ]


def test_tonights_own_duty_is_not_said(store: Store) -> None:
    night(store, 0)
    store.record_duty(record("2026-11-21 01:30", DutyState.RUNNING, after=0))
    keep(store, "2026-11-21 01:30", open=(Open(due=audit_due("2026-11-21 01:30"), tries=1),))
    assert missed_messages(store, jst("2026-11-21 01:30:05"), NIGHTLY) == ()


def test_what_nobody_did_yet_is_said_while_no_service_runs(store: Store) -> None:
    night(store, 0)
    keep(store, "2026-11-20 02:00")
    assert codes(missed_messages(store, jst("2026-11-21 01:40"), NIGHTLY)) == []  # it may be at it
    assert english(missed_messages(store, jst("2026-11-21 09:00"), NIGHTLY)) == [
        "The nightly audit due 2026-11-21 01:30 has not been done yet: the service is not running."
    ]
    assert english(missed_messages(store, jst("2026-11-22 20:00"), NIGHTLY)) == [
        "Missed 2 times because the service was not running: nightly audit (2026-11-21 01:30, 2026-11-22 01:30)."
    ]
    assert store.duties() == ()  # said, and left to the service to record


def test_runs_that_were_broken_off(store: Store) -> None:
    night(store, 0)
    nights.begin(store, 1)
    nights.begin(store, 2)
    found = missed_messages(store, nights.at(3), NIGHTLY)
    assert [(m.code, m.args["run"]) for m in found] == [
        ("schedule.run_broken_off", "night-2"),
        ("schedule.run_broken_off", "night-1"),
    ]
    night(store, 3)
    assert missed_messages(store, nights.at(4), NIGHTLY) == ()


def test_a_blackout_is_told_as_planned(store: Store) -> None:
    night(store, 0)
    plan = schedule(daily(), blackouts=[("2026-11-21", "2026-11-22")])
    keep(store, "2026-11-20 02:00", plan)
    found = since_last_night(store, jst("2026-11-22 12:00"), plan)
    assert found.wrong == ()
    assert english(found.planned) == [
        "Left out as planned, 2 times from 2026-11-21 01:30: nightly audit (no audits from 2026-11-21 to 2026-11-22: "
        "停電作業)."
    ]


def test_a_jump_of_the_clock_is_said_until_a_night_has_said_it(store: Store) -> None:
    night(store, 0)
    jumped = message("schedule.clock_jumped", was="2026-11-20T12:00:00+09:00", now="2027-11-20T12:00:00+09:00")
    keep(store, "2026-11-20 12:00", notes=(jumped,))
    assert missed_messages(store, jst("2026-11-20 13:00"), NIGHTLY) == (jumped,)


def test_a_night_from_the_future_hides_nothing(store: Store) -> None:
    night(store, 0)
    night(store, 400)  # while the clock was more than a year ahead
    store.record_duty(missed("2026-11-21 01:30"))
    keep(store, "2026-11-22 00:00")
    assert codes(missed_messages(store, jst("2026-11-22 01:00"), NIGHTLY)) == ["schedule.missed"]


def test_records_that_were_altered_are_said_and_keep_no_night_from_running(store: Store, tmp_path: Path) -> None:
    store.record_duty(missed("2026-11-21 01:30"))
    with sqlite3.connect(tmp_path / "auditor.db") as connection:
        connection.execute("UPDATE duties SET state = 'done'")
    connection.close()
    assert codes(missed_messages(store, jst("2026-11-22 01:00"), NIGHTLY)) == ["store.row_altered"]


def test_what_stood_in_an_earlier_headline_is_kept_for_the_status(store: Store) -> None:
    store.record_duty(missed("2026-11-10 01:30"))
    store.record_duty(missed("2026-11-19 01:30"))
    night(store, 0)
    found = since_last_night(store, jst("2026-11-25 09:00"), NIGHTLY)
    assert found.wrong == ()
    assert english(found.earlier) == [
        "The nightly audit due 2026-11-19 01:30 was missed: the service was not running."  # a fortnight back only
    ]


def test_each_reason_has_its_own_words() -> None:
    said = went_wrong(
        [
            missed("2026-11-19 01:30", "schedule.missed_held"),
            missed("2026-11-20 01:30", "schedule.missed_interrupted"),
            missed("2026-11-21 01:30"),
            record("2026-11-18 01:30", DutyState.DONE),
        ]
    )
    assert codes(said) == ["schedule.missed_held", "schedule.missed_interrupted", "schedule.missed"]


def test_what_is_told_at_once_names_the_latest_moment_of_each_duty() -> None:
    given_up = record("2026-11-18 01:30", DutyState.FAILED, message("schedule.given_up", duty="audit", due="", tries=3))
    told = list(at_once([given_up, missed("2026-11-19 01:30"), missed("2026-11-20 01:30")]))
    assert [(due, why.code) for due, why in told] == [
        (audit_due("2026-11-18 01:30"), "schedule.given_up"),
        (audit_due("2026-11-20 01:30"), "schedule.missed_several"),
    ]


def test_blackouts_of_different_reasons_are_told_apart() -> None:
    def left_out(due: str, reason: str) -> DutyRecord:
        said = message(
            "schedule.left_out",
            duty="audit",
            due=jst(due).isoformat(),
            first="2026-11-21",
            last="2026-11-22",
            reason=reason,
        )
        return record(due, DutyState.LEFT_OUT, said)

    found = left_out_messages([left_out("2026-11-21 01:30", "停電"), left_out("2026-11-22 01:30", "更新")])
    assert codes(found) == ["schedule.left_out", "schedule.left_out"]
    assert all("日" in render(m, Language.JA) for m in found)
