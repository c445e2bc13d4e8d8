"""Kinds of fields: what they accept, what they say."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from auditor.loading import fields, paths
from auditor.loading.secrets import looks_secret
from auditor.loading.suggestion import closest
from auditor.model.periods import Period

JST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (fields.identifier, "juki-ap01", "juki-ap01"),
        (fields.identifier, 12, "12"),
        (fields.day, "２０２６-04-01", date(2026, 4, 1)),
        (fields.beginning, "2026-04-01", datetime(2026, 4, 1, tzinfo=JST)),
        (fields.beginning, "2026-04-01 09:30", datetime(2026, 4, 1, 9, 30, tzinfo=JST)),
        (fields.beginning, "2026-04-01T00:30:00Z", datetime(2026, 4, 1, 9, 30, tzinfo=JST)),
        (fields.ending, "2026-04-01", datetime(2026, 4, 1, 23, 59, 59, tzinfo=JST)),
        (fields.duration, "P1M", Period(months=1)),
        (fields.duration, "PT1M", Period(exact=timedelta(minutes=1))),
        (paths.host, "127.0.0.2", "127.0.0.2"),
        (paths.host, "fe80::1", "fe80::1"),
        (paths.host, "srv_1.example.jp", "srv_1.example.jp"),
        (paths.user, "CITY\\auditor", "CITY\\auditor"),
        (paths.daily_name, "%Y/oplog-%j.csv", "%Y/oplog-%j.csv"),
        (paths.encoding, "Shift_JIS", "cp932"),
        (paths.time_pattern, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    ],
)
def test_accepted(kind: Callable[[Any], Any], given: Any, expected: Any) -> None:
    assert kind(given) == expected


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        (fields.identifier, "住基", "problems.identifier"),
        (fields.identifier, "ｃｓ０１", "problems.full_width"),
        (fields.identifier, "a/b", "problems.identifier"),
        (fields.identifier, True, "problems.not_text"),
        (fields.day, "2026/04/01", "problems.date"),
        (fields.day, 20260401, "problems.date"),
        (fields.day, "2026-02-30", "problems.no_such_day"),
        (fields.beginning, "yesterday", "problems.moment"),
        (fields.beginning, "2026-04-01 25:00", "problems.no_such_day"),
        (fields.duration, "14 days", "problems.duration"),
        (fields.duration, "P99999999999999999999Y", "problems.duration"),
        (fields.duration, "-P1D", "problems.duration"),
        (fields.duration, None, "problems.duration"),
        (paths.host, "10.0.0.256", "problems.host"),
        (paths.host, "host name", "problems.host"),
        (paths.host, "http://x", "problems.host"),
        (paths.host, "-oProxyCommand=x", "problems.host"),
        (paths.host, "１０.0.0.1", "problems.full_width"),
        (paths.user, "a;reboot", "problems.user"),
        (paths.user, "-l", "problems.user"),
        (paths.user, "a\nb", "problems.user"),
        (paths.inner_path, "../x", "problems.path_escapes"),
        (paths.inner_path, "/etc", "problems.path_absolute"),
        (paths.inner_path, "a\x07", "problems.path_characters"),
        (paths.daily_name, "oplog.csv", "problems.no_day_fields"),
        (paths.daily_name, "%Q%Y%m%d", "problems.strftime"),
        (paths.daily_name, "%Y%m%d%", "problems.strftime"),
        (paths.time_pattern, "%H:%M", "problems.strptime_short"),
        (paths.time_pattern, "%Y %Q", "problems.strptime"),
        (paths.encoding, "rot13", "problems.encoding"),
    ],
)
def test_refused(kind: Callable[[Any], Any], given: Any, code: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        kind(given)
    assert caught.value.context is not None
    assert caught.value.context["code"] == code


@pytest.mark.parametrize("key", ["password", "Passphrase", "community", "auth-key", "priv_key", "psk", "パスワード"])
def test_keys_that_look_like_secrets(key: str) -> None:
    assert looks_secret(key)


@pytest.mark.parametrize("key", ["credential", "purpose", "pinned", "password_procedure", "community_hall"])
def test_keys_that_do_not(key: str) -> None:
    assert not looks_secret(key)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("juki_nett", "juki_net"), ("JUKI-NET", "juki_net"), ("ｌｇｗａｎ", "lgwan"), ("zzz", ""), ("x" * 10_000, "")],
)
def test_did_you_mean(word: str, expected: str) -> None:
    assert closest(word, ["juki_net", "lgwan", "office"]) == expected
