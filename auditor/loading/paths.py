"""Fields that name hosts, users, folders and files."""

import ipaddress
import re
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from auditor.loading.fields import narrow, wrong
from auditor.loading.problems import shown

_TEXT = WithJsonSchema({"type": "string"})
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@\\+-]{0,63}\$?")


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("problems.not_text")
    if not value.strip():
        raise wrong("problems.empty_text")
    return value


def host(value: Any) -> str:
    """A host name (RFC 1123, 2.1; an underscore is let through) or an IP address."""
    text = _string(value)
    if is_host(text):
        return text
    if is_host(narrow(text)):
        raise wrong("problems.full_width", value=shown(text), plain=narrow(text))
    raise wrong("problems.host", value=shown(text))


def is_host(text: str) -> bool:
    """Whether this can be a host name or an address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        pass
    else:
        return True
    labels = text.removesuffix(".").split(".")
    if len(text) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return not labels[-1].isdigit()  # 127.0.0.256 is a mistyped address, not a name


Host = Annotated[str, PlainValidator(host), _TEXT]


def user(value: Any) -> str:
    """A user name that no shell and no log could misread."""
    text = _string(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if not _USER.fullmatch(text):
        raise wrong("problems.user", value=shown(text))
    return text


User = Annotated[str, PlainValidator(user), WithJsonSchema({"type": ["string", "integer"]})]


def _path(value: Any) -> str:
    text = _string(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if not text.isprintable() or len(text) > 1000:
        raise wrong("problems.path_characters", value=shown(text))
    if ".." in text.split("/"):
        raise wrong("problems.path_escapes", value=shown(text))
    return text


def inner_path(value: Any) -> str:
    """A path inside a folder: relative, without ``..``."""
    text = _path(value)
    if text.startswith(("/", "~")):
        raise wrong("problems.path_absolute", value=shown(text))
    return text


Path = Annotated[str, PlainValidator(_path), _TEXT]
"""Absolute or relative, without ``..`` and control characters."""
InnerPath = Annotated[str, PlainValidator(inner_path), WithJsonSchema({"type": ["string", "integer"]})]

_DIRECTIVE = re.compile(r"%(.?)")
_NAME_DIRECTIVES = frozenset("YymdjHMSfb%")


def _directives(text: str) -> set[str]:
    found = set(_DIRECTIVE.findall(text))
    unknown = sorted(found - _NAME_DIRECTIVES)
    if unknown:
        raise wrong("problems.strftime", value=shown("%" + unknown[0]))
    return found


def timed_name(value: Any) -> str:
    """A file name in which strftime fields tell its time."""
    text = inner_path(value)
    _directives(text)
    return text


def daily_name(value: Any) -> str:
    """A file name in which strftime fields tell its day."""
    text = timed_name(value)
    found = _directives(text)
    if not (found & {"Y", "y"} and ("j" in found or {"m", "d"} <= found)):
        raise wrong("problems.no_day_fields", value=shown(text))
    return text


TimedName = Annotated[str, PlainValidator(timed_name), _TEXT]
DailyName = Annotated[str, PlainValidator(daily_name), _TEXT]

_SAMPLE = datetime(2001, 2, 3, 4, 5, 6)  # noqa: DTZ001 - only to try a pattern


def time_pattern(value: Any) -> str:
    """A strptime pattern that tells at least the day and the hour."""
    text = _string(value)
    try:
        again = datetime.strptime(_SAMPLE.strftime(text), text)  # noqa: DTZ007 - only to try a pattern
    except (ValueError, re.error) as error:
        raise wrong("problems.strptime", value=shown(text)) from error
    if abs(again.replace(tzinfo=None) - _SAMPLE) > timedelta(hours=1):
        raise wrong("problems.strptime_short", value=shown(text))
    return text


TimePattern = Annotated[str, PlainValidator(time_pattern), _TEXT]

_ENCODINGS = {
    "utf8": "utf-8", "utf8sig": "utf-8-sig", "cp932": "cp932", "ms932": "cp932", "windows31j": "cp932",
    "shiftjis": "cp932", "sjis": "cp932", "eucjp": "euc_jp", "iso2022jp": "iso2022_jp", "ascii": "ascii",
    "utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
}  # fmt: skip
"""Names people write, and Python's. What Japan's systems call Shift_JIS is Windows code page 932."""


def encoding(value: Any) -> str:
    """A character encoding, as Python names it."""
    text = _string(value)
    found = _ENCODINGS.get(re.sub(r"[^a-z0-9]", "", text.lower()))
    if found is None:
        raise wrong("problems.encoding", value=shown(text), allowed=("utf-8", "cp932", "euc_jp", "utf-16"))
    return found


Encoding = Annotated[str, PlainValidator(encoding), _TEXT]
