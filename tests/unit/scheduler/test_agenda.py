"""What is done, made up for and missed: restarts, gaps, blackouts, changed schedules, clocks that jump."""

from collections.abc import Iterable
from datetime import timedelta

from auditor.model.operation import DutyKind, Schedule
from auditor.scheduler.agenda import Agenda, agenda
from auditor.scheduler.duties import Due
from auditor.scheduler.standing import Open, Standing, first_standing, from_text, to_text
from auditor.store.records import DutyRecord, DutyState
from tests.unit.scheduler.plans import audit_due, daily, days, jst, schedule, weekly

NIGHTLY = schedule(daily())


def standing(settled: str, plan: Schedule = NIGHTLY, *opened: Open) -> Standing:
    return Standing(began=jst("2026-01-01 00:00"), settled=jst(settled), duties=plan.duties, open=opened)


def done(*moments: str, state: DutyState = DutyState.DONE) -> list[DutyRecord]:
    return [
        DutyRecord(duty=DutyKind.AUDIT, due=jst(m), state=state, recorded=jst(m) + timedelta(minutes=10))
        for m in moments
    ]


def told(found: Agenda) -> list[str]:
    """``11-21 01:30 missed schedule.missed`` of each record."""
    jp = jst("2026-01-01 00:00").tzinfo
    return [f"{r.due.astimezone(jp):%m-%d %H:%M} {r.state.value} {r.detail and r.detail.code}" for r in found.records]


def doing(found: Agenda) -> list[str]:
    return days(o.due for o in found.do)


def test_nothing_is_missed_before_the_very_first_start() -> None:
    now = jst("2026-11-21 09:00")
    found = agenda(first_standing(now, NIGHTLY), NIGHTLY, now, ())
    assert (found.do, found.records, found.news) == ((), (), ())
    later = agenda(found.standing, NIGHTLY, jst("2026-11-22 01:30"), ())
    assert doing(later) == ["11-22 01:30 audit"]


def test_a_night_in_time_and_then_no_more() -> None:
    found = agenda(standing("2026-11-20 12:00"), NIGHTLY, jst("2026-11-21 01:30:01"), ())
    assert doing(found) == ["11-21 01:30 audit"]
    assert found.records == ()
    after = found.standing.without(audit_due("2026-11-21 01:30"))
    assert agenda(after, NIGHTLY, jst("2026-11-21 01:31"), done("2026-11-21 01:30")).do == ()


def test_after_some_nights_off_the_newest_is_made_up_for_and_the_others_were_missed() -> None:
    found = agenda(standing("2026-11-18 02:00"), NIGHTLY, jst("2026-11-21 09:00"), done("2026-11-18 01:30"))
    assert doing(found) == ["11-21 01:30 audit"]
    assert told(found) == ["11-19 01:30 missed schedule.missed", "11-20 01:30 missed schedule.missed"]


def test_past_the_time_for_it_nothing_is_made_up_for() -> None:
    late = agenda(standing("2026-11-20 02:00"), NIGHTLY, jst("2026-11-21 13:30:01"), ())
    assert (doing(late), told(late)) == ([], ["11-21 01:30 missed schedule.missed"])
    just = agenda(standing("2026-11-20 02:00"), NIGHTLY, jst("2026-11-21 13:30"), ())
    assert doing(just) == ["11-21 01:30 audit"]


def test_without_catching_up_a_busy_machine_still_has_a_quarter_of_an_hour() -> None:
    plan = schedule(daily(), catch_up="PT0S")
    assert doing(agenda(standing("2026-11-20 02:00", plan), plan, jst("2026-11-21 01:45"), ())) == ["11-21 01:30 audit"]
    late = agenda(standing("2026-11-20 02:00", plan), plan, jst("2026-11-21 01:46"), ())
    assert (doing(late), told(late)) == ([], ["11-21 01:30 missed schedule.missed"])


def test_of_two_audits_a_day_the_later_one_is_made_up_for() -> None:
    plan = schedule(daily(), daily(at="04:00"))
    found = agenda(standing("2026-11-20 22:00", plan), plan, jst("2026-11-21 05:00"), ())
    assert (doing(found), told(found)) == (["11-21 04:00 audit"], ["11-21 01:30 missed schedule.missed"])


def test_a_blackout_is_left_out_as_planned_and_told_so() -> None:
    plan = schedule(daily(), blackouts=[("2026-11-21", "2026-11-22")])
    found = agenda(standing("2026-11-20 02:00", plan), plan, jst("2026-11-22 08:00"), ())
    assert found.do == ()
    assert told(found) == [
        "11-21 01:30 left_out schedule.left_out",
        "11-22 01:30 left_out schedule.left_out",
    ]
    detail = found.records[0].detail
    assert detail is not None
    assert detail.args["reason"] == "停電作業"


def test_no_target_is_contacted_in_a_blackout_to_make_up_for_the_night_before() -> None:
    plan = schedule(daily(at="22:00"), blackouts=[("2026-11-22", "2026-11-22")])
    late = agenda(standing("2026-11-20 23:00", plan), plan, jst("2026-11-22 03:00"), ())
    assert (late.do, late.records) == ((), ())
    assert [o.due for o in late.standing.open] == [audit_due("2026-11-21 22:00")]
    over = agenda(late.standing, plan, jst("2026-11-22 10:01"), ())
    assert told(over) == ["11-21 22:00 missed schedule.missed"]


def test_a_night_that_was_broken_off_is_gone_on_with_and_given_up_at_the_third_time() -> None:
    due = audit_due("2026-11-21 01:30")
    again = agenda(standing("2026-11-21 01:31", NIGHTLY, Open(due=due, tries=1)), NIGHTLY, jst("2026-11-21 03:00"), ())
    assert again.do == (Open(due=due, tries=1),)
    last = agenda(standing("2026-11-21 01:31", NIGHTLY, Open(due=due, tries=3)), NIGHTLY, jst("2026-11-21 03:00"), ())
    assert (last.do, told(last)) == ((), ["11-21 01:30 failed schedule.given_up"])
    assert last.standing.open == ()


def test_a_night_that_was_broken_off_and_cannot_be_made_up_for_is_missed() -> None:
    opened = Open(due=audit_due("2026-11-21 01:30"), tries=1)
    found = agenda(standing("2026-11-21 01:31", NIGHTLY, opened), NIGHTLY, jst("2026-11-21 20:00"), ())
    assert (found.do, told(found)) == ((), ["11-21 01:30 missed schedule.missed_interrupted"])


def test_the_next_night_takes_the_place_of_one_that_was_broken_off() -> None:
    plan = schedule(daily(), catch_up="P2D")
    opened = Open(due=audit_due("2026-11-21 01:30"), tries=1)
    found = agenda(standing("2026-11-21 01:31", plan, opened), plan, jst("2026-11-22 01:30"), ())
    assert doing(found) == ["11-22 01:30 audit"]
    assert told(found) == ["11-21 01:30 missed schedule.missed_interrupted"]


def test_killed_after_the_record_and_before_noting_it_a_night_is_not_done_again() -> None:
    opened = Open(due=audit_due("2026-11-21 01:30"), tries=1)
    found = agenda(
        standing("2026-11-21 01:31", NIGHTLY, opened), NIGHTLY, jst("2026-11-21 02:00"), done("2026-11-21 01:30")
    )
    assert (found.do, found.records, found.standing.open) == ((), (), ())


def test_while_another_audit_holds_the_lock_the_night_waits_and_is_then_missed_with_the_reason() -> None:
    opened = Open(due=audit_due("2026-11-21 01:30"), held=True)
    waits = agenda(standing("2026-11-21 01:31", NIGHTLY, opened), NIGHTLY, jst("2026-11-21 02:00"), ())
    assert waits.do == (opened,)
    over = agenda(waits.standing, NIGHTLY, jst("2026-11-21 14:00"), ())
    assert told(over) == ["11-21 01:30 missed schedule.missed_held"]


def test_duties_of_different_kinds_are_done_by_their_time() -> None:
    plan = schedule(weekly(DutyKind.SIGN_OF_LIFE, 0, "07:30"), daily(DutyKind.BACKUP, "03:00"), daily())
    found = agenda(standing("2026-11-22 04:00", plan), plan, jst("2026-11-23 08:00"), ())
    assert doing(found) == ["11-23 01:30 audit", "11-23 03:00 backup", "11-23 07:30 sign_of_life"]


def test_a_later_hour_is_not_a_second_night() -> None:
    later = schedule(daily(at="02:30"))
    off = standing("2026-11-20 01:40")  # not running when the files were changed
    found = agenda(off, later, jst("2026-11-21 02:31"), done("2026-11-20 01:30"))
    assert (doing(found), told(found)) == (["11-21 02:30 audit"], [])
    running = standing("2026-11-21 02:00")  # tonight was done at 01:30, and the change was seen at once
    seen = agenda(running, later, jst("2026-11-21 02:01"), done("2026-11-21 01:30"))
    assert (seen.do, seen.records) == ((), ())
    tonight = agenda(seen.standing, later, jst("2026-11-21 02:30"), done("2026-11-21 01:30"))
    assert (tonight.do, tonight.records) == ((), ())
    tomorrow = agenda(tonight.standing, later, jst("2026-11-22 02:30"), done("2026-11-21 01:30"))
    assert (doing(tomorrow), tomorrow.standing.skip) == (["11-22 02:30 audit"], ())


def test_a_second_audit_a_day_begins_on_the_day_it_is_asked_for() -> None:
    twice = schedule(daily(), daily(at="13:00"))
    seen = agenda(standing("2026-11-21 10:00"), twice, jst("2026-11-21 10:01"), done("2026-11-21 01:30"))
    assert doing(agenda(seen.standing, twice, jst("2026-11-21 13:00"), ())) == ["11-21 13:00 audit"]


def test_an_earlier_hour_loses_no_night() -> None:
    earlier = schedule(daily(at="00:30"))
    found = agenda(standing("2026-11-20 01:40"), earlier, jst("2026-11-21 00:31"), done("2026-11-20 01:30"))
    assert (doing(found), told(found)) == (["11-21 00:30 audit"], [])


def test_nights_that_a_changed_schedule_no_longer_asks_for_are_on_record_and_not_missed() -> None:
    sundays = schedule(weekly(DutyKind.AUDIT, 6, "01:30"))
    found = agenda(standing("2026-11-18 01:40"), sundays, jst("2026-11-22 01:31"), done("2026-11-18 01:30"))
    assert doing(found) == ["11-22 01:30 audit"]
    assert told(found) == [
        "11-19 01:30 left_out schedule.left_out_changed",
        "11-20 01:30 left_out schedule.left_out_changed",
        "11-21 01:30 left_out schedule.left_out_changed",
    ]


def test_an_empty_schedule_has_nothing_to_do() -> None:
    found = agenda(standing("2026-11-20 01:40", schedule()), schedule(), jst("2026-11-25 00:00"), ())
    assert (found.do, found.records, found.news) == ((), (), ())


def test_a_year_ahead_is_one_gap_and_not_365_missed_nights() -> None:
    found = agenda(standing("2026-11-20 01:40"), NIGHTLY, jst("2027-11-20 12:00"), done("2026-11-20 01:30"))
    assert doing(found) == ["11-20 01:30 audit"]
    assert told(found) == ["11-19 01:30 missed schedule.missed_gap"]
    detail = found.records[0].detail
    assert detail is not None
    assert detail.args == {
        "duty": "audit",
        "due": "2027-11-19T01:30:00+09:00",
        "first": "2026-11-21T01:30:00+09:00",
        "count": 364,
    }


def test_forty_nights_are_told_each_and_one_more_is_a_gap() -> None:
    forty = agenda(standing("2026-10-01 02:00"), NIGHTLY, jst("2026-11-11 02:00"), ())
    assert (len(forty.records), {r.state for r in forty.records}) == (40, {DutyState.MISSED})
    more = agenda(standing("2026-10-01 02:00"), NIGHTLY, jst("2026-11-12 02:00"), ())
    assert told(more) == ["11-11 01:30 missed schedule.missed_gap"]


def test_set_back_by_hours_the_same_night_is_not_done_again() -> None:
    before = standing("2026-11-21 02:00")  # tonight's was done
    early = agenda(before, NIGHTLY, jst("2026-11-21 00:00"), done("2026-11-21 01:30"))
    assert (early.do, early.records, early.news) == ((), (), ())
    again = agenda(early.standing, NIGHTLY, jst("2026-11-21 01:30"), done("2026-11-21 01:30"))
    assert (again.do, again.records) == ((), ())
    following = agenda(again.standing, NIGHTLY, jst("2026-11-22 01:30"), done("2026-11-21 01:30"))
    assert doing(following) == ["11-22 01:30 audit"]


def test_after_a_clock_that_ran_a_year_ahead_the_next_night_runs() -> None:
    records = done("2026-11-20 01:30", "2027-11-20 01:30", "2027-11-21 01:30")
    found = agenda(standing("2027-11-21 12:00"), NIGHTLY, jst("2026-11-21 12:00"), records)
    assert doing(found) == ["11-21 01:30 audit"]  # nothing on record says that it was done under its own date
    assert [note.code for note in found.news] == ["schedule.clock_set_back"]
    assert found.standing.notes == found.news
    after = found.standing.without(audit_due("2026-11-21 01:30"))
    records += done("2026-11-21 01:30")
    quiet = agenda(after, NIGHTLY, jst("2026-11-21 12:05"), records)
    assert (quiet.do, quiet.records, quiet.news) == ((), (), ())
    following = agenda(quiet.standing, NIGHTLY, jst("2026-11-22 01:30"), records)
    assert doing(following) == ["11-22 01:30 audit"]


def test_a_record_from_the_future_does_not_stop_the_night_that_it_names() -> None:
    records = done("2026-11-20 01:30", "2026-11-22 01:30")
    found = agenda(standing("2026-11-21 02:00"), NIGHTLY, jst("2026-11-22 01:30"), records)
    assert doing(found) == ["11-22 01:30 audit"]


def test_what_this_process_began_lately_is_not_begun_again_whatever_the_clock_says() -> None:
    night = audit_due("2026-11-21 01:30")
    wild = standing("2026-11-21 14:00")  # half an hour ago the clock was put ahead, and is now put back behind
    found = agenda(wild, NIGHTLY, jst("2026-11-21 01:29"), done("2026-11-20 01:30", "2026-11-21 01:30"))
    again = agenda(found.standing, NIGHTLY, jst("2026-11-21 01:30"), (), lately=frozenset({night}))
    assert (again.do, again.records) == ((), ())


def test_what_was_open_far_in_the_future_was_a_wrong_clocks() -> None:
    opened = Open(due=audit_due("2027-11-21 01:30"), tries=1)
    found = agenda(
        standing("2027-11-21 01:31", NIGHTLY, opened), NIGHTLY, jst("2026-11-21 01:00"), done("2026-11-20 01:30")
    )
    assert told(found) == ["11-21 01:30 missed schedule.missed_wrong_clock"]
    assert found.standing.open == ()


def test_a_missed_moment_never_replaces_the_record_that_it_was_done() -> None:
    found = agenda(standing("2026-11-18 02:00"), NIGHTLY, jst("2026-11-20 20:00"), done("2026-11-19 01:30"))
    assert told(found) == ["11-20 01:30 missed schedule.missed"]


def test_the_clock_before_the_very_first_start() -> None:
    first = first_standing(jst("2027-11-21 12:00"), NIGHTLY)
    found = agenda(first, NIGHTLY, jst("2026-11-21 12:00"), ())
    assert (found.do, found.records) == ((), ())
    assert [note.code for note in found.news] == ["schedule.clock_set_back"]
    assert doing(agenda(found.standing, NIGHTLY, jst("2026-11-22 01:31"), ())) == ["11-22 01:30 audit"]


def test_the_standing_survives_being_kept_as_text() -> None:
    due = Due(at=jst("2026-11-21 01:30"), kind=DutyKind.AUDIT)
    found = agenda(standing("2027-11-21 02:00", NIGHTLY), NIGHTLY, jst("2026-11-21 02:00"), done("2026-11-20 01:30"))
    full = found.standing.with_open(Open(due=due, tries=2, held=True))
    assert full.open == (Open(due=due, tries=2, held=True),)
    assert full.notes
    assert from_text(to_text(full)) == full


def test_another_versions_standing_is_none() -> None:
    texts: Iterable[str] = ("", "{}", "[]", '{"began": "x"}', "\udcff".encode("utf-8", "surrogatepass").hex())
    assert [from_text(text) for text in texts] == [None] * 5
