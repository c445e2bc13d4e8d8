"""When people are told, and that nothing is told twice."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.changes import ChangeKind, Changes
from auditor.model.operation import Channel, DutyKind, Notification, Route
from auditor.model.sealing import Fault, FaultKind, Verification
from auditor.model.terms import FindingClass
from auditor.model.words import Message, message
from auditor.notify import (
    Failure,
    Sections,
    Spool,
    Told,
    Week,
    sign_of_life,
    tell_failure,
    tell_night,
    tell_verification,
)
from auditor.notify.notice import FailureNews, NightNews, Notice, SealNews, WeekNews
from tests.fixtures import notices
from tests.fixtures.notices import change, changes, clock

MAIL = Route(channel=Channel.MAIL, to=("joho@city.invalid",))
SUIDO = Route(channel=Channel.MAIL, to=("suido@city.invalid",), sections=frozenset({"suido"}))
GRAVE = Route(channel=Channel.FOLDER, classes=frozenset({FindingClass.MAJOR}))
ROUTES = Notification(routes=(MAIL, SUIDO, GRAVE))
SECTIONS = Sections(owners=notices.OWNERS, titles=notices.TITLES)
MISSED = message("store.no_run", run="20261119-013000")
VERIFIED = Verification(statements=9, runs=("a", "b", "c"), proven=("a", "b"), faults=(), remarks=(), head=notices.SEAL)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(folder=tmp_path / "spool")


def _notices(spool: Spool) -> dict[str, Notice]:
    """By the first address or the channel."""
    return {
        (entry.address.to or (entry.address.channel.value,))[0].partition("@")[0]: entry.notice
        for entry in spool.contents().entries.values()
    }


def _night(spool: Spool, found: Changes | None, *, missed: tuple[Message, ...] = ()) -> Told:
    given = notices.assessment(missed=missed)
    return tell_night(spool, ROUTES, given, notices.background(found), SECTIONS, clock)


def test_a_night_is_told_to_those_whom_it_concerns(spool: Spool) -> None:
    assert _night(spool, notices.usual()) == Told(queued=3)
    found = _notices(spool)
    news = {name: notice.news for name, notice in found.items()}
    assert {name: len(n.lines) for name, n in news.items() if isinstance(n, NightNews)} == {
        "joho": 6,
        "suido": 1,
        "folder": 2,
    }
    assert all(n.seal == notices.SEAL for n in news.values() if isinstance(n, NightNews))
    assert found["joho"].organisation == "みなと市"


def test_nothing_is_told_when_nothing_changed(spool: Spool) -> None:
    assert _night(spool, changes([])) == Told()
    assert spool.pending() == ()


def test_a_route_without_anything_to_tell_gets_nothing(spool: Spool) -> None:
    found = changes([change(ChangeKind.SOLVED, "KC-6-5-a", "recorder:rec-a", "clock")])
    assert _night(spool, found).queued == 1
    assert set(_notices(spool)) == {"joho"}


def test_missed_nights_are_told_to_everybody_though_nothing_changed(spool: Spool) -> None:
    assert _night(spool, changes([]), missed=(MISSED,)).queued == 3
    assert all(n.news.missed == (MISSED,) for n in _notices(spool).values() if isinstance(n.news, NightNews))


def test_very_many_missed_nights_are_counted(spool: Spool) -> None:
    _night(spool, changes([]), missed=tuple(message("store.no_run", run=str(n)) for n in range(30)))
    news = _notices(spool)["joho"].news
    assert isinstance(news, NightNews)
    assert news.missed[19:] == (message("store.no_run", run="19"), message("notify.more_missed", count=10))


def test_an_audit_of_a_part_is_no_night(spool: Spool) -> None:
    part = notices.assessment(scope="--control IN-*", missed=(MISSED,))
    assert tell_night(spool, ROUTES, part, notices.background(notices.usual()), SECTIONS, clock) == Told()


def test_a_night_without_a_store_behind_it_tells_what_was_missed_alone(spool: Spool) -> None:
    assert _night(spool, None) == Told()
    assert _night(spool, None, missed=(MISSED,)).queued == 3


def test_told_again_it_is_not_queued_again(spool: Spool) -> None:
    _night(spool, notices.usual())
    before = spool.contents().entries
    assert _night(spool, notices.usual()) == Told(known=3)
    assert spool.contents().entries == before
    for name in before:
        spool.sent(name)
    assert _night(spool, notices.usual()) == Told(known=3)
    assert spool.pending() == ()


def test_without_routes_the_log_says_that_nobody_is_told(spool: Spool) -> None:
    nobody = Notification()
    night = tell_night(spool, nobody, notices.assessment(), notices.background(notices.usual()), SECTIONS, clock)
    assert night == Told(notes=(message("sending.no_routes"),))
    week = Week(organisation="みなと市", due=notices.jst(23, 7))
    assert sign_of_life(spool, nobody, week, clock).notes == (message("sending.no_routes"),)


def test_changes_of_no_route_stand_in_the_log_and_in_one_notice(spool: Spool) -> None:
    routes = Notification(routes=(replace(SUIDO, classes=frozenset({FindingClass.MAJOR})), GRAVE))
    told = tell_night(spool, routes, notices.assessment(), notices.background(notices.usual()), SECTIONS, clock)
    assert told.notes == (message("sending.left_out", count=4),)
    (news,) = (n.news for n in _notices(spool).values())
    assert isinstance(news, NightNews)
    assert sum(t.count for t in news.left_out) == 4


def test_unrouted_changes_stand_in_the_log(spool: Spool) -> None:
    routes = Notification(routes=(SUIDO,))
    told = tell_night(spool, routes, notices.assessment(), notices.background(notices.usual()), SECTIONS, clock)
    assert told == Told(queued=1, notes=(message("sending.unrouted", count=6),))


def test_counts_are_complete_however_many_lines_there_are(spool: Spool) -> None:
    entries = [
        change(ChangeKind.NEW, "IN-14-1", "target:juki-db01", f"item{n}", finding_class=FindingClass.RECOMMENDATION)
        for n in range(30)
    ]
    controls = [notices.control(f"X-{n}", f"規定{n}", f"Rule {n}") for n in range(100)]
    entries += [change(ChangeKind.NEW, f"X-{n}", finding_class=FindingClass.MINOR) for n in range(100)]
    entries += [change(ChangeKind.SOLVED, f"X-{n}", finding_class=FindingClass.MAJOR) for n in range(5)]
    _night(spool, changes(entries, controls=controls))
    news = _notices(spool)["joho"].news
    assert isinstance(news, NightNews)
    assert [(t.kind, t.finding_class, t.count) for t in news.tallies] == [
        (ChangeKind.NEW, FindingClass.MINOR, 100),
        (ChangeKind.NEW, FindingClass.RECOMMENDATION, 30),
        (ChangeKind.SOLVED, FindingClass.MAJOR, 5),
    ]
    # The gravest are shown, whatever their kind; what is alike in a row is one line.
    assert len(news.lines) == 40
    assert sum(line.finding_class is FindingClass.MAJOR for line in news.lines) == 5
    assert not [line for line in news.lines if line.finding_class is FindingClass.RECOMMENDATION]


def test_a_failed_duty_is_told_to_every_route_once(spool: Spool) -> None:
    failure = Failure(
        organisation="みなと市",
        duty=DutyKind.AUDIT,
        due=notices.jst(20, 1, 30),
        why=message("store.full", path="/srv/minato/state/auditor.db"),
        next_due=notices.jst(21, 1, 30),
    )
    assert tell_failure(spool, ROUTES, failure, clock) == Told(queued=3)
    assert tell_failure(spool, ROUTES, failure, lambda: notices.later(hours=3)) == Told(known=3)
    other = replace(failure, duty=DutyKind.BACKUP)
    assert tell_failure(spool, ROUTES, other, clock) == Told(queued=3)
    news = [n.news for n in _notices(spool).values()]
    assert [n.why.args for n in news if isinstance(n, FailureNews)] == [{"path": "auditor.db"}] * 3


def test_a_seal_that_holds_is_not_told(spool: Spool) -> None:
    assert tell_verification(spool, ROUTES, "みなと市", VERIFIED, notices.jst(22, 5), clock) == Told()


def test_a_broken_seal_is_told_to_every_route(spool: Spool) -> None:
    fault = Fault(kind=FaultKind.ALTERED, what=message("store.no_run", run="b", who="tanaka"), first="b", last="c")
    broken = replace(VERIFIED, faults=(fault,) * 30)
    assert tell_verification(spool, ROUTES, "みなと市", broken, notices.jst(22, 5), clock).queued == 3
    news = _notices(spool)["suido"].news
    assert isinstance(news, SealNews)
    assert (news.count, len(news.faults), news.runs, news.proven, news.last_proven) == (30, 20, 3, 2, "b")
    assert news.faults[0].what.args == {"run": "b", "who": "…"}


def test_the_sign_of_life_goes_to_every_route_though_nothing_changed(spool: Spool) -> None:
    week = Week(
        organisation="みなと市",
        due=notices.jst(23, 7, 30),
        trend=notices.week(),
        upcoming=[(DutyKind.AUDIT, notices.jst(24, 1, 30))],
        seal=notices.SEAL,
    )
    assert sign_of_life(spool, ROUTES, week, clock) == Told(queued=3)
    assert sign_of_life(spool, ROUTES, week, clock) == Told(known=3)
    news = _notices(spool)["suido"].news
    assert isinstance(news, WeekNews)
    assert (len(news.trend), news.waiting, news.seal) == (7, 0, notices.SEAL)


def test_the_sign_of_life_counts_what_has_been_waiting_for_long(spool: Spool) -> None:
    _night(spool, notices.usual())
    week = Week(organisation="みなと市", due=notices.jst(23, 7, 30))
    sign_of_life(spool, ROUTES, week, lambda: notices.NOW + timedelta(days=3))
    waiting = [e.notice.news.waiting for e in spool.contents().entries.values() if isinstance(e.notice.news, WeekNews)]
    assert waiting == [3, 3, 3]
