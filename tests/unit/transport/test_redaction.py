import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.transport.redaction import known_rules, mask, redact

KEY = b"k" * 32


def tag(secret: str) -> str:
    return hmac.new(KEY, secret.encode(), hashlib.sha256).hexdigest()[:12]


def test_a_mask_tells_length_kinds_of_characters_and_reuse_but_not_the_secret() -> None:
    assert mask(b"Public", KEY) == f"«secret len=6 classes=2 known_default=yes tag={tag('Public')}»".encode()
    assert mask("Aあ1!".encode(), KEY) == f"«secret len=4 classes=3 known_default=no tag={tag('Aあ1!')}»".encode()
    assert mask(b"x", KEY) != mask(b"x", b"other key, 32 bytes long ........")


SNMPD = b"""\
# comment
agentaddress udp:161
rocommunity s3cret1 default
  rwcommunity6\t"s3cret two" 10.0.0.0/8
com2sec readonly default s3cret3
com2sec -Cn ctx readonly 10.0.0.1 s3cret3b
authcommunity log,execute s3cret4 default
createUser alice SHA-256 "s3cret five" AES s3cret6
createUser -e 0x80001f88 bob MD5 s3cret7
createUser carol SHA s3cret8 DES
trapsink 10.0.0.9 s3cret9
trap2sink 10.0.0.9 s3cret10 162
trapcommunity s3cret11
trapsess -v 3 -u x -a SHA -A s3cret12 -x AES -X s3cret13 10.0.0.9
usmUser 1 3 0x80 0x61 0x61 NULL .1.3 0xs3cret14 .1.3 0xs3cret15 ""
#rocommunity s3cret16
rouser alice priv .1
sysLocation room 1
"""


def test_every_secret_of_an_snmpd_conf_is_replaced_and_the_rest_stays() -> None:
    text, count = redact("snmpd_conf", SNMPD, KEY)
    assert b"s3cret" not in text
    assert count == 16
    lines = text.decode().splitlines()
    assert lines[2] == f"rocommunity «secret len=7 classes=2 known_default=no tag={tag('s3cret1')}» default"
    assert (
        lines[3] == f'  rwcommunity6\t"«secret len=10 classes=3 known_default=no tag={tag("s3cret two")}»" 10.0.0.0/8'
    )
    assert lines[-2:] == ["rouser alice priv .1", "sysLocation room 1"]
    assert len(lines) == len(SNMPD.splitlines())


def test_the_same_secret_in_two_places_shows_as_the_same() -> None:
    text, count = redact("snmpd_conf", b"rocommunity same\ntrapcommunity same\n", KEY)
    assert count == 2
    first, second = text.decode().splitlines()
    assert first.split(" ", 1)[1] == second.split(" ", 1)[1]


@pytest.mark.parametrize(
    "line",
    [
        b"password = hunter22",
        b"password=hunter22",
        b'  db_password: "hunter22"',
        b"ldap.bindpw\t=\thunter22 # note",
        b"url=x;api_key=hunter22",
        b"#old_secret = hunter22",
        b"PASSWORD: 'hunter22'\r",
    ],
)
def test_passwords_in_settings_are_replaced(line: bytes) -> None:
    text, count = redact("generic_password", b"before\n" + line + b"\nafter = 1\n", KEY)
    assert count == 1
    assert b"hunter22" not in text
    assert text.startswith(b"before\n")
    assert text.endswith(b"\nafter = 1\n")


def test_several_in_one_line_are_all_replaced() -> None:
    text, count = redact("generic_password", b"password=one1 passphrase=two2 token=three3\n", KEY)
    assert count == 3
    assert not any(word in text for word in (b"one1", b"two2", b"three3"))


def test_without_a_rule_nothing_changes() -> None:
    assert redact(None, b"password = x", KEY) == (b"password = x", 0)
    assert redact("snmpd_conf", b"", KEY) == (b"", 0)


def test_an_unknown_rule_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        redact("no_such_rule", b"x", KEY)
    assert known_rules() >= {"snmpd_conf", "generic_password"}


@given(st.sampled_from(sorted(known_rules())), st.binary(max_size=400))
def test_any_bytes_are_taken_and_a_second_pass_finds_nothing(rule: str, text: bytes) -> None:
    once, _ = redact(rule, text, KEY)
    assert redact(rule, once, KEY) == (once, 0)


@pytest.mark.parametrize("rule", sorted(known_rules()))
def test_huge_lines_take_linear_time(rule: str) -> None:
    text = b"trapsess " + b"-password " * 50_000 + b"\n" + b" " * 200_000
    redacted, count = redact(rule, text, KEY)
    assert (redacted, count) == (text, 0)
