"""When the next try is due."""

from datetime import timedelta

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.operation import Channel
from auditor.model.words import message
from auditor.notify.opening import still_held
from auditor.notify.standing import HOLD, LONGEST_PAUSE, Held, Standing, State, is_due, pause
from tests.fixtures.notices import NOW, later

WHY = message("sending.closed", host="h", port=25)


def test_pauses_double_up_to_an_hour() -> None:
    minutes = [pause(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 6, 1000)]
    assert minutes == [5, 10, 20, 40, 60, 60, 60]


def test_what_is_due() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW, NOW)
    assert not is_due(later(minutes=5), NOW)
    assert is_due(NOW + LONGEST_PAUSE + timedelta(days=365), NOW)  # written while the clock was a year ahead


def test_failures_in_a_row_are_counted_from_the_first() -> None:
    twice = Standing(server="x").failed(NOW, WHY).failed(later(minutes=5), WHY)
    assert (twice.failures, twice.since, twice.next_try) == (2, NOW, later(minutes=15))


def test_another_servers_failures_do_not_count() -> None:
    state = State().with_channel(Channel.MAIL, Standing(server="old:25", failures=9))
    assert state.of(Channel.MAIL, "old:25").failures == 9
    assert state.of(Channel.MAIL, "new:25") == Standing(server="new:25")


def _credential(version: str) -> Credential:
    return Credential(name="smtp", kind=CredentialKind.SMTP_PASSWORD, version=version, password="x")  # noqa: S106


def test_a_refused_login_rests_a_day_or_until_it_is_set_anew() -> None:
    held = Held(credential="smtp", version="1", since=NOW, until=NOW + HOLD)
    assert not still_held(None, lambda _: _credential("1"), NOW)
    assert still_held(held, lambda _: _credential("1"), later(hours=23))
    assert not still_held(held, lambda _: _credential("1"), later(hours=24))
    assert not still_held(held, lambda _: _credential("2"), NOW)
    assert not still_held(held, lambda _: _credential("1"), later(days=-300))  # refused while the clock ran ahead


def test_a_credential_that_is_not_there_does_not_end_the_rest() -> None:
    def missing(name: str) -> Credential:
        raise VaultError(message("vault.no_credential", name=name))

    assert still_held(Held(credential="smtp", version="1", since=NOW, until=NOW + HOLD), missing, NOW)
