"""Replaces targets' secrets before an answer becomes evidence (design section 5).

A rule finds the bytes that are secret; each becomes ``«secret len=… classes=… known_default=… tag=…»``. The tag is an
HMAC-SHA256 under the installation's own key, so that the same secret in two places shows as the same, and nobody can
try words against it.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping

_KNOWN_DEFAULTS = frozenset(
    {"public", "private", "admin", "password", "passwd", "secret", "cisco", "community", "default", "snmp", "monitor"}
    | {"root", "guest", "test", "changeme", "admin123", "12345", "123456", "12345678", "1234", "write", "read"}
)
"""Words that makers set or that every list of first guesses holds."""

_VALUE = (
    rb"(?![\"']?\xc2\xabsecret )"
    rb"(?:\"(?P<q>[^\"\n]{1,512})\"|'(?P<s>[^'\n]{1,512})'|(?P<v>[^\s\"'#][^\s]{0,511}))"
)
"""A value in double quotes, in single quotes, or up to the next white space; not one that is replaced already."""


def _line_rule(before: bytes) -> "re.Pattern[bytes]":
    # Commented lines too: an old secret in a comment is a secret.
    return re.compile(rb"^[ \t#]*+" + before + _VALUE, re.MULTILINE | re.IGNORECASE)


_RULES: Mapping[str, tuple["re.Pattern[bytes]", ...]] = {
    # snmpd.conf(5), snmptrapd.conf(5), snmp.conf(5)
    "snmpd_conf": (
        _line_rule(rb"(?:ro|rw)community6?[ \t]+"),
        _line_rule(rb"com2sec6?[ \t]+(?:-Cn[ \t]+\S{1,255}[ \t]+)?+\S{1,255}[ \t]+\S{1,255}[ \t]+"),
        _line_rule(rb"com2secunix[ \t]+(?:-Cn[ \t]+\S{1,255}[ \t]+)?+\S{1,255}[ \t]+\S{1,255}[ \t]+"),
        _line_rule(rb"(?:trapcommunity|defcommunity)[ \t]+"),
        _line_rule(rb"authcommunity[ \t]+\S{1,255}[ \t]+"),
        _line_rule(rb"(?:trap2?sink|informsink)[ \t]+\S{1,255}[ \t]+"),
        _line_rule(rb"createuser[ \t]+(?:-e[ \t]+\S{1,255}[ \t]+)?+\S{1,255}[ \t]+(?:MD5|SHA[-0-9]{0,4})[ \t]+"),
        # The privacy passphrase: whatever comes after the privacy protocol.
        _line_rule(rb"createuser[ \t][^\n]{0,1024}?[ \t](?:DES|AES[-0-9C]{0,6})[ \t]+"),
        # snmpd's own record of users: engine, user and localised keys in one line.
        re.compile(rb"^[ \t]*usmuser[ \t]+(?!\xc2\xabsecret )(?P<v>[^\r\n]{1,4096})", re.MULTILINE | re.IGNORECASE),
        _line_rule(rb"def(?:auth|priv)?passphrase[ \t]+"),
        _line_rule(rb"(?:trapsess|proxy|snmpsess)[ \t][^\n]{0,1024}?(?-i:-[cAX])[ \t]*"),
    ),
    # Only with an equals sign: "/etc/pam.d/passwd:12:" before a line is no secret.
    "pam_arguments": (_line_rule(rb"[^\n]{0,512}?(?:passwd|password|passphrase|secret|bindpw|token|key)="),),
    "generic_password": (
        _line_rule(
            rb"[^\n]{0,256}?(?:password|passwd|passphrase|secret|community|token|api[_-]?key|bindpw)[ \t]*[=:][ \t]*"
        ),
    ),
}


def redact(rule: str | None, text: bytes, key: bytes) -> tuple[bytes, int]:
    """The text with its secrets replaced, and how many there were. Raises KeyError for a rule that does not exist."""
    if rule is None or not text:
        return text, 0
    count = 0

    def replaced(match: "re.Match[bytes]") -> bytes:
        nonlocal count
        group = match.lastgroup or "v"
        count += 1
        start, end = match.start(group) - match.start(), match.end(group) - match.start()
        return match[0][:start] + mask(match[group], key) + match[0][end:]

    for pattern in _RULES[rule]:
        # Again until nothing is found: one line may hold several secrets.
        before = -1
        while count != before:
            before = count
            text = pattern.sub(replaced, text)
    return text, count


def mask(secret: bytes, key: bytes) -> bytes:
    """What stands in a secret's place."""
    word = secret.decode("utf-8", "surrogateescape")
    classes = sum(
        any(test(c) for c in word)
        for test in (str.isdigit, str.isupper, str.islower, lambda c: not (c.isdigit() or c.isupper() or c.islower()))
    )
    known = "yes" if word.lower() in _KNOWN_DEFAULTS else "no"
    tag = hmac.new(key, secret, hashlib.sha256).hexdigest()[:12]
    return f"«secret len={len(word)} classes={classes} known_default={known} tag={tag}»".encode()


def known_rules() -> frozenset[str]:
    """Names of the rules."""
    return frozenset(_RULES)
