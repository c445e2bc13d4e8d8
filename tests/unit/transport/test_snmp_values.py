"""Canonical evidence and the reading of settings and commands."""

from datetime import UTC, datetime

import pytest

from auditor.errors import TransportError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.job import Command, Endpoint
from auditor.model.terms import Reason
from auditor.transport.snmp_commands import Step, steps
from auditor.transport.snmp_library import MasterKeys
from auditor.transport.snmp_settings import Auth, Level, Priv, SnmpSettings, Version, read_settings
from auditor.transport.snmp_values import VarBind, canonical, octets, parse_oid, show_oid, under


def bind(oid: str, value: str) -> VarBind:
    return VarBind(oid=parse_oid(oid), kind="OctetString", value=value)


def test_evidence_is_ordered_by_number_not_by_text() -> None:
    lines = canonical([bind("1.3.10", "b"), bind("1.3.9", "庁舎\n")])
    assert lines.decode() == '["1.3.9","OctetString","庁舎\\n"]\n["1.3.10","OctetString","b"]\n'


def test_volatile_evidence_begins_with_its_times() -> None:
    asked = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
    answered = datetime(2026, 11, 20, 1, 2, 4, tzinfo=UTC)
    assert canonical([], asked=asked, answered=answered) == (
        b'{"asked":"2026-11-20T01:02:03+00:00","answered":"2026-11-20T01:02:04+00:00"}\n'
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"eth0", ("OctetString", "eth0")),
        (b"", ("OctetString", "")),
        ("庁舎".encode(), ("OctetString", "庁舎")),
        ("庁舎".encode("cp932"), ("OctetStringHex", "92a18ec9")),
        (b"a\x00", ("OctetStringHex", "6100")),
        (b"\x1b[31m", ("OctetStringHex", "1b5b33316d")),
        (b"a\tb\r\n", ("OctetString", "a\tb\r\n")),
    ],
)
def test_octets_are_text_only_when_printable(raw: bytes, expected: tuple[str, str]) -> None:
    assert octets(raw) == expected


@pytest.mark.parametrize("text", ["", "1", "1.", ".1.3", "1.3.x", "1.３", "1." * 200 + "1", "1.99999999999"])
def test_what_is_no_oid(text: str) -> None:
    with pytest.raises(ValueError, match="not an object identifier"):
        parse_oid(text)


def test_oids_and_roots() -> None:
    assert show_oid(parse_oid("1.3.6.1")) == "1.3.6.1"
    assert under((1, 3, 6), (1, 3))
    assert not under((1, 3), (1, 3))
    assert not under((1, 4, 1), (1, 3))


def endpoint(user: str = "u", **options: str) -> Endpoint:
    return Endpoint(host="h", user=user, options=options)


def test_settings_of_version_3() -> None:
    settings = read_settings(endpoint(auth="SHA256", priv="aes256", context="vrf"))
    assert settings == SnmpSettings(
        version=Version.V3, level=Level.AUTH_PRIV, auth=Auth.SHA256, priv=Priv.AES256, context="vrf"
    )
    assert settings.shown() == {"version": "3", "level": "authPriv", "auth": "sha256", "priv": "aes256"}


def test_levels_need_only_their_own_protocols() -> None:
    assert read_settings(endpoint(level="authNoPriv", auth="md5")).priv is None
    assert read_settings(endpoint(level="noauthnopriv")).level is Level.NO_AUTH_NO_PRIV


def test_community_versions_need_no_user() -> None:
    settings = read_settings(endpoint(user="", version="2c"))
    assert settings.shown() == {"version": "2c", "level": "community", "auth": "", "priv": ""}


@pytest.mark.parametrize(
    ("given", "reason", "option"),
    [
        (endpoint(), Reason.MISSING_FIELD, "auth"),
        (endpoint(auth="sha256"), Reason.MISSING_FIELD, "priv"),
        (endpoint(user="", auth="sha256", priv="des"), Reason.MISSING_FIELD, "user"),
        (endpoint(auth="sha256", priv="blowfish"), Reason.PROTOCOL_MISMATCH, "priv"),
        (endpoint(version="2"), Reason.PROTOCOL_MISMATCH, "version"),
    ],
)
def test_nothing_is_guessed(given: Endpoint, reason: Reason, option: str) -> None:
    with pytest.raises(TransportError) as wrong:
        read_settings(given)
    assert (wrong.value.reason, wrong.value.message.args["option"]) == (reason, option)


@pytest.mark.parametrize("auth", list(Auth))
@pytest.mark.parametrize("priv", list(Priv))
def test_keys_can_be_made_for_every_pair_of_protocols(auth: Auth, priv: Priv) -> None:
    settings = SnmpSettings(version=Version.V3, level=Level.AUTH_PRIV, auth=auth, priv=priv)
    credential = Credential(
        name="c", kind=CredentialKind.SNMP_V3, version="1", auth_key="maplesyrup", priv_key="maplesyrup"
    )
    keys = MasterKeys.of(credential, settings)
    assert len(bytes(keys.auth)) >= 16
    assert "maple" not in repr(keys)


def test_the_md5_key_is_that_of_the_rfc() -> None:
    """RFC 3414, A.3.1."""
    settings = SnmpSettings(version=Version.V3, level=Level.AUTH_NO_PRIV, auth=Auth.MD5)
    credential = Credential(name="c", kind=CredentialKind.SNMP_V3, version="1", auth_key="maplesyrup")
    assert bytes(MasterKeys.of(credential, settings).auth).hex() == "9faf3283884e92834ebc9847d8edd963"


def test_commands_are_steps() -> None:
    command = Command(id="c", argv=("get", "1.3.1", "1.3.2", "walk", "1.3.3"))
    assert list(steps(command)) == [(Step.GET, ((1, 3, 1), (1, 3, 2))), (Step.WALK, ((1, 3, 3),))]


@pytest.mark.parametrize("argv", [(), ("get",), ("1.3.6",), ("set", "1.3.6"), ("get", "1.3.6", "walk"), ("get", "x")])
def test_what_is_no_command(argv: tuple[str, ...]) -> None:
    with pytest.raises(TransportError) as wrong:
        list(steps(Command(id="c", argv=argv)))
    assert wrong.value.reason is Reason.PROTOCOL_MISMATCH
