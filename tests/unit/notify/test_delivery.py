"""Delivering: order, pauses, and what is told when the telling itself is in trouble."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auditor.errors import VaultError
from auditor.model.credential import Credential
from auditor.model.operation import Channel, MailServer, Notification, Route, Security
from auditor.model.terms import FindingClass
from auditor.model.words import message
from auditor.notify import Checked, Delivery, Spool, check, deliver, send_test, tell_night
from auditor.notify.notice import Trouble
from auditor.notify.spool_files import Entry
from tests.fixtures import notices
from tests.unit.notify.told import SECTIONS

FOLDER = Route(channel=Channel.FOLDER)
MAIL = Route(channel=Channel.MAIL, to=("a@b.invalid",))
NOBODY_LISTENS = MailServer(host="127.0.0.1", port=1, security=Security.TLS, sender="x@b.invalid")


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = notices.NOW

    def __call__(self) -> datetime:
        return self.now


def no_credentials(name: str) -> Credential:
    raise VaultError(message("vault.no_credential", name=name))


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(folder=tmp_path / "spool")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def _tell(spool: Spool, notification: Notification, day: int = 20) -> None:
    night = notices.assessment()
    run = replace(night.run, id=f"202611{day}-013000", started=notices.jst(day, 1, 30))
    tell_night(
        spool, notification, replace(night, run=run), notices.background(notices.usual()), SECTIONS, notices.clock
    )


def _codes(delivery: Delivery) -> list[str]:
    """What went wrong."""
    return [n.code.removeprefix("sending.") for n in delivery.notes if n.code != "sending.delivered"]


def test_what_waits_is_sent_and_gone(spool: Spool, share: Path) -> None:
    notification = Notification(folder=share, routes=(FOLDER,))
    _tell(spool, notification)
    assert deliver(spool, notification, no_credentials, notices.clock) == Delivery(
        delivered={Channel.FOLDER: 1}, notes=(message("sending.delivered", channel="folder", count=1),)
    )
    assert spool.pending() == ()
    assert (share / "latest.html").exists()
    assert deliver(spool, notification, no_credentials, notices.clock) == Delivery()


def test_the_newest_is_the_last(spool: Spool, share: Path) -> None:
    notification = Notification(folder=share, routes=(FOLDER,))
    for day in (21, 19, 20):
        _tell(spool, notification, day)
    deliver(spool, notification, no_credentials, notices.clock)
    assert (share / "latest.txt").read_bytes() == (share / "20261121-013000-night.txt").read_bytes()


def test_pauses_grow_without_sleeping_and_end_when_the_share_is_back(spool: Spool, share: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    share.rename(away)
    clock = Clock()
    notification = Notification(folder=share, routes=(FOLDER,))
    _tell(spool, notification)
    tries = []
    for minute in range(200):
        clock.now = notices.NOW + timedelta(minutes=minute)
        found = deliver(spool, notification, no_credentials, clock)
        assert found.waiting == {Channel.FOLDER: 1}
        if found.notes:
            tries.append(minute)
            assert _codes(found) == ["failed", "folder_missing"]
    assert tries == [0, 5, 15, 35, 75, 135, 195]
    away.rename(share)
    clock.now = notices.NOW + timedelta(minutes=255)
    assert deliver(spool, notification, no_credentials, clock).delivered == {Channel.FOLDER: 1}
    assert spool.state.channels[Channel.FOLDER].failures == 0


def test_a_clock_that_ran_a_year_ahead_holds_nothing_up(spool: Spool, share: Path) -> None:
    clock = Clock()
    clock.now = notices.NOW + timedelta(days=365)
    gone = Notification(folder=share / "gone", routes=(FOLDER,))
    _tell(spool, gone)
    deliver(spool, gone, no_credentials, clock)
    (share / "gone").mkdir()
    clock.now = notices.NOW
    assert deliver(spool, gone, no_credentials, clock).delivered == {Channel.FOLDER: 1}


def test_one_channels_outage_is_not_anothers(spool: Spool, share: Path) -> None:
    notification = Notification(mail=NOBODY_LISTENS, folder=share, routes=(MAIL, FOLDER))
    _tell(spool, notification)
    found = deliver(spool, notification, no_credentials, notices.clock)
    assert found.delivered == {Channel.FOLDER: 1}
    assert found.waiting == {Channel.MAIL: 1}
    assert _codes(found) == ["failed", "unreachable"]
    (pending,) = spool.pending()
    assert (pending.channel, pending.attempts) == (Channel.MAIL, 0)


def test_after_a_day_of_silence_the_other_routes_are_told_once(spool: Spool, share: Path) -> None:
    notification = Notification(mail=NOBODY_LISTENS, folder=share, routes=(MAIL, FOLDER))
    clock = Clock()
    _tell(spool, notification)
    for hour in range(0, 80, 2):
        clock.now = notices.NOW + timedelta(hours=hour)
        deliver(spool, notification, no_credentials, clock)
    troubles = sorted(share.glob("*trouble*.txt"))
    assert len(troubles) == 1
    told = troubles[0].read_text(encoding="utf-8-sig")
    assert "メールでは令和8年11月20日 1時30分から知らせを送れていません。1 件が待っています。" in told
    assert told.startswith("みなと市")
    assert "127.0.0.1" not in told


def test_damage_is_set_aside_and_told(spool: Spool, share: Path) -> None:
    notification = Notification(folder=share, routes=(FOLDER,))
    _tell(spool, notification)
    (path,) = spool.folder.glob("*.json")
    path.write_bytes(b'{"schema":"auditor-spool/1","checked":"sha256:00","entry":{}}')
    found = deliver(spool, notification, no_credentials, notices.clock)
    assert _codes(found) == ["damaged"]
    assert (spool.folder / "damaged" / path.name).exists()
    (told,) = share.glob("*trouble*.txt")
    assert "壊れていたため" in told.read_text(encoding="utf-8-sig")


def test_only_one_process_delivers_at_a_time(spool: Spool, share: Path) -> None:
    notification = Notification(folder=share, routes=(FOLDER,))
    _tell(spool, notification)
    with Spool(folder=spool.folder).alone():
        assert _codes(deliver(spool, notification, no_credentials, notices.clock)) == ["busy"]
    assert deliver(spool, notification, no_credentials, notices.clock).delivered == {Channel.FOLDER: 1}


def test_it_stops_between_two_messages_when_asked(spool: Spool, share: Path) -> None:
    notification = Notification(folder=share, routes=(FOLDER,))
    for day in (19, 20, 21):
        _tell(spool, notification, day)
    stop = (share / "latest.txt").exists
    found = deliver(spool, notification, no_credentials, notices.clock, stop=stop)
    assert found.delivered == {Channel.FOLDER: 1}
    assert found.waiting == {Channel.FOLDER: 2}


def test_a_full_disk_does_not_keep_the_message_from_being_sent(tmp_path: Path, share: Path) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    spool = Spool(folder=tmp_path / "spool", write=full)
    notification = Notification(folder=share, routes=(FOLDER,))
    _tell(spool, notification)
    assert deliver(spool, notification, no_credentials, notices.clock).delivered == {Channel.FOLDER: 1}
    _tell(spool, notification)
    assert deliver(spool, notification, no_credentials, notices.clock) == Delivery()


def test_a_channel_without_its_server_keeps_what_waits(spool: Spool, share: Path) -> None:
    _tell(spool, Notification(folder=share, routes=(FOLDER,)))
    found = deliver(spool, Notification(), no_credentials, notices.clock)
    assert _codes(found) == ["no_route"]
    assert found.waiting == {Channel.FOLDER: 1}


def test_a_missing_credential_is_said_and_nothing_is_connected(spool: Spool) -> None:
    with_login = replace(NOBODY_LISTENS, user="auditor", credential="smtp")
    notification = Notification(mail=with_login, routes=(MAIL,))
    _tell(spool, notification)
    found = deliver(spool, notification, no_credentials, notices.clock)
    assert _codes(found) == ["failed", "no_credential"]


def test_alarms_raise_no_alarms(spool: Spool, share: Path) -> None:
    """Trouble that cannot be told either makes no further trouble."""
    notification = Notification(mail=NOBODY_LISTENS, folder=share / "gone", routes=(MAIL, FOLDER))
    clock = Clock()
    _tell(spool, notification)
    for day in range(10):
        clock.now = notices.NOW + timedelta(days=day)
        deliver(spool, notification, no_credentials, clock)
    kinds = [type(e.notice.news) for e in spool.contents().entries.values()]
    assert kinds.count(Trouble) == 0
    assert len(kinds) == 2


def test_the_channels_can_be_checked_without_a_message(spool: Spool, share: Path) -> None:
    notification = Notification(mail=NOBODY_LISTENS, folder=share, routes=(MAIL, FOLDER))
    mail, folder = check(spool, notification, no_credentials, notices.clock)
    assert mail.problem is not None
    assert (mail.channel, mail.problem.code) == (Channel.MAIL, "sending.unreachable")
    assert folder == Checked(channel=Channel.FOLDER)
    assert list(share.iterdir()) == []
    assert not spool.pending()


def test_a_test_message_goes_out_at_once_and_is_forgotten_when_it_cannot(spool: Spool, share: Path) -> None:
    notification = Notification(mail=NOBODY_LISTENS, folder=share, routes=(MAIL, FOLDER))
    _tell(spool, Notification(mail=NOBODY_LISTENS, routes=(MAIL,)))
    deliver(spool, notification, no_credentials, notices.clock)
    found = send_test(spool, notification, "みなと市", no_credentials, notices.clock)
    assert found.delivered == {Channel.FOLDER: 1}
    assert _codes(found) == ["unreachable"]  # and not that it is tried again
    assert "送信試験" in (share / "latest.txt").read_text(encoding="utf-8-sig")
    assert [p.kind.value for p in spool.pending()] == ["night"]


def test_an_entry_of_one_route_does_not_hold_up_another(spool: Spool, share: Path) -> None:
    grave = Route(channel=Channel.FOLDER, classes=frozenset({FindingClass.MAJOR}))
    notification = Notification(folder=share, routes=(FOLDER, grave))
    _tell(spool, notification)
    name, entry = next(iter(spool.contents().entries.items()))
    later = notices.later(minutes=30)
    spool.keep(name, Entry(address=entry.address, notice=entry.notice, attempts=1, next_try=later))
    found = deliver(spool, notification, no_credentials, notices.clock)
    assert found.delivered == {Channel.FOLDER: 1}
    assert found.waiting == {Channel.FOLDER: 1}
