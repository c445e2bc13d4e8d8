"""A long outage becomes one message that says what it holds."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel, DutyKind, Notification, Route
from auditor.model.words import Language, message
from auditor.notify import Spool
from auditor.notify.alarms import Alarms
from auditor.notify.letter import letter
from auditor.notify.merging import MOST_NAMED, already_merged, merging
from auditor.notify.notice import Address, Backlog, FailureNews, Notice, NoticeKind, SealNews, Test
from auditor.notify.plain import text
from auditor.notify.settling import settle
from auditor.notify.spool import name_of
from auditor.notify.spool_files import Entry
from tests.fixtures import notices
from tests.unit.notify.told import night_notice

ROUTE = Route(channel=Channel.MAIL, to=("a@b.invalid",))
MAIL = Address(channel=Channel.MAIL, to=("a@b.invalid",))
LOG = Address(channel=Channel.SYSLOG)
NIGHT = night_notice(notices.usual())


def _night(number: int) -> Notice:
    moment = notices.jst(1, 1) + timedelta(days=number)
    return msgspec.structs.replace(NIGHT, about=f"run{number}", moment=moment, made=moment)


def _queue(count: int, address: Address = MAIL, start: int = 0) -> dict[str, Entry]:
    nights = [_night(n) for n in range(start, start + count)]
    return {name_of(address, n): Entry(address=address, notice=n, left=address.to) for n in nights}


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(folder=tmp_path / "spool")


def _settle(spool: Spool, address: Route = ROUTE) -> list[str]:
    from auditor.model.operation import MailServer, Security

    server = MailServer(host="h.invalid", port=25, security=Security.TLS, sender="x@b.invalid")
    notification = Notification(mail=server, routes=(address,))
    notes = settle(spool, notification, notices.NOW, Alarms(spool, notification, notices.clock))
    return [note.code for note in notes]


def test_within_its_bounds_nothing_is_merged() -> None:
    assert merging(_queue(10), {}) is None
    assert merging(_queue(100, LOG), {}) is None
    assert merging({}, {}) is None


def test_the_oldest_become_one_and_the_queue_has_its_size_again() -> None:
    found = merging(_queue(13), {})
    assert found is not None
    assert len(found.replaced) == 4
    news = found.notice.news
    assert isinstance(news, Backlog)
    assert [m.run for m in news.merged] == ["20261120-0100"] * 4
    assert (news.since, found.notice.moment) == (notices.jst(1, 1), notices.jst(1, 1))
    assert found.notice.organisation == "みなと市"


def test_too_many_bytes_are_merged_too() -> None:
    queue = _queue(5)
    sizes = dict.fromkeys(queue, 6 * 1024 * 1024)
    found = merging(queue, sizes)
    assert found is not None
    assert len(found.replaced) == 4


def test_a_broken_seal_and_a_test_are_never_merged() -> None:
    seal = Notice(
        about="v", moment=notices.jst(1, 0), made=notices.NOW, organisation="みなと市",
        news=SealNews(verified=notices.NOW, faults=(), count=1, runs=1, proven=0),
    )  # fmt: skip
    tried = Notice(about="t", moment=notices.jst(1, 0), made=notices.NOW, organisation="みなと市", news=Test())
    first = {name_of(MAIL, n): Entry(address=MAIL, notice=n) for n in (seal, tried)}
    found = merging({**first, **_queue(12)}, {})
    assert found is not None
    assert not set(first) & set(found.replaced)


def test_counts_and_kinds_of_what_was_merged_are_told() -> None:
    failure = Notice(
        about="f", moment=notices.jst(1, 0), made=notices.NOW, organisation="みなと市",
        news=FailureNews(duty=DutyKind.BACKUP, due=notices.jst(1, 0), why=message("store.full", path="x")),
    )  # fmt: skip
    found = merging({name_of(MAIL, failure): Entry(address=MAIL, notice=failure), **_queue(10)}, {})
    assert found is not None
    whole = text(letter(found.notice, Language.JA))
    assert "・令和8年11月1日 0時00分：バックアップができませんでした\n" in whole
    assert (
        "・令和8年11月1日 1時00分：監査（実施番号 20261120-0100）: "
        "新規 3 件、再発 1 件、期限超過 1 件、判定できず 1 件、解消 1 件\n" in whole
    )
    assert notices.SEAL.digest in whole


def test_an_outage_of_over_a_year_stays_one_message_and_nothing_is_uncounted(spool: Spool) -> None:
    for number in range(430):
        notice = _night(number)
        spool.put(MAIL, notice)
        if number % 10 == 9:
            _settle(spool)
    entries = list(spool.contents().entries.values())
    assert len(entries) == 10
    news = entries[0].notice.news
    assert isinstance(news, Backlog)
    assert len(news.merged) == MOST_NAMED
    assert len(news.merged) + news.earlier + 9 == 430
    assert news.since == notices.jst(1, 1)
    tallies = sum(t.count for m in news.merged for t in m.tallies if t.kind is ChangeKind.NEW)
    assert tallies == 3 * MOST_NAMED
    assert f"さらに {news.earlier} 件" in text(letter(entries[0].notice, Language.JA))


def test_a_kill_between_merging_and_deleting_repeats_nothing(spool: Spool) -> None:
    for number in range(13):
        spool.put(MAIL, _night(number))
    before = {path: path.read_bytes() for path in spool.folder.glob("*.json")}
    _settle(spool)
    left = spool.contents().entries
    for path, data in before.items():  # as if none of them had been deleted
        path.write_bytes(data)
    assert len(already_merged(spool.contents().entries)) == 4
    _settle(spool)
    assert spool.contents().entries == left


def test_what_was_merged_is_not_sent_when_it_is_told_again(spool: Spool) -> None:
    for number in range(11):
        spool.put(MAIL, _night(number))
    assert _settle(spool) == ["sending.merged"]
    spool.put(MAIL, _night(0))
    assert _settle(spool) == []
    assert [e.notice.kind for e in spool.contents().entries.values()].count(NoticeKind.BACKLOG) == 1
    assert len(spool.contents().entries) == 10


def test_a_mended_address_takes_along_what_waits(spool: Spool) -> None:
    wrong = Address(channel=Channel.MAIL, to=("typo@b.invalid",))
    spool.put(wrong, _night(1))
    assert _settle(spool) == []
    (entry,) = spool.contents().entries.values()
    assert (entry.address, entry.left) == (MAIL, MAIL.to)


def test_a_recipient_that_has_it_does_not_get_it_again_when_another_is_mended(spool: Spool) -> None:
    wrong = Address(channel=Channel.MAIL, to=("a@b.invalid", "typo@b.invalid"))
    name = name_of(wrong, _night(1))
    spool.keep(name, Entry(address=wrong, notice=_night(1), left=("typo@b.invalid",)))
    _settle(spool, Route(channel=Channel.MAIL, to=("a@b.invalid", "right@b.invalid")))
    (entry,) = spool.contents().entries.values()
    assert entry.left == ("right@b.invalid",)


def test_what_has_no_route_any_more_waits_a_month_and_goes_to_nobody(spool: Spool) -> None:
    spool.put(LOG, _night(17))
    assert _settle(spool) == ["sending.no_route"]
    assert _settle(spool) == []  # said once, not every five minutes
    assert len(spool.contents().entries) == 1
    old = msgspec.structs.replace(_night(0), moment=notices.NOW - timedelta(days=31))
    spool.put(LOG, old)
    _settle(spool)
    assert [e.notice.about for e in spool.contents().entries.values()] == ["run17"]
    assert len(list((spool.folder / "refused").iterdir())) == 1
