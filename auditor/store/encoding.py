"""Values to bytes and back: JSON for what stays and is compared, MessagePack for what a night measured.

Both take strings that UTF-8 cannot carry (file names with surrogate escapes) and integers of any size. Such a value is
written with `ESCAPE` before each character that UTF-8 has no form for; a marker in front says so.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")

Plain: TypeAlias = Any
"""What JSON or MessagePack decodes to: None, bool, int, float, str, bytes, datetime, list and dict of these."""

ESCAPE = "\x1a"
"""SUBSTITUTE (U+001A) marks an escaped character: four hexadecimal digits of its surrogate or of itself follow."""

_ESCAPED = re.compile("[\x1a\ud800-\udfff]")
_MARKED = re.compile("\x1a([0-9a-f]{4})")
_INTEGER = ESCAPE + "i"

_MARKER = ESCAPE.encode()
_JSON = msgspec.json.Encoder(order="deterministic")
_PACK = msgspec.msgpack.Encoder(order="deterministic")


def to_json(value: object) -> bytes:
    """A value as JSON with sorted keys; equal values of the same fields give equal bytes."""
    try:
        return _JSON.encode(value)
    except UnicodeEncodeError:
        return _MARKER + _JSON.encode(_escaped(msgspec.to_builtins(value)))


def from_json(data: bytes, kind: type[T]) -> T:
    """What `to_json` wrote. Raises msgspec.DecodeError for anything else."""
    if data[:1] == _MARKER:
        return msgspec.convert(_unescaped(msgspec.json.decode(data[1:])), kind)
    return msgspec.json.decode(data, type=kind)


def to_pack(value: object) -> bytes:
    """A value as MessagePack. Times keep their moment and lose their zone (they come back in UTC)."""
    try:
        return b"\0" + _PACK.encode(value)
    except (UnicodeEncodeError, OverflowError):
        return _MARKER + _PACK.encode(_escaped(_builtins(value)))


def from_pack(data: bytes, kind: type[T]) -> T:
    """What `to_pack` wrote. Raises msgspec.DecodeError for anything else."""
    if data[:1] == _MARKER:
        return msgspec.convert(_unescaped(msgspec.msgpack.decode(data[1:])), kind)
    if data[:1] != b"\0":
        raise msgspec.DecodeError("no such form")
    return msgspec.msgpack.decode(data[1:], type=kind)


def to_name(text: str) -> str:
    """A name as SQLite can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return ESCAPE + _escaped_text(text)
    return ESCAPE + _escaped_text(text) if text.startswith(ESCAPE) else text


def from_name(text: str) -> str:
    """What `to_name` wrote."""
    return _unescaped_text(text[1:]) if text.startswith(ESCAPE) else text


def _builtins(value: object) -> Plain:
    return msgspec.to_builtins(value, builtin_types=(bytes, datetime))


def _walk(value: Plain, text: Callable[[str], Plain]) -> Plain:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {text(k) if isinstance(k, str) else k: _walk(v, text) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(v, text) for v in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return f"{_INTEGER}{value}"
    return value


def _escaped(value: Plain) -> Plain:
    return _walk(value, _escaped_text)


def _unescaped(value: Plain) -> Plain:
    return _walk(value, lambda text: int(text[2:]) if text.startswith(_INTEGER) else _unescaped_text(text))


def _escaped_text(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"{ESCAPE}{ord(found[0]):04x}", text)


def _unescaped_text(text: str) -> str:
    return _MARKED.sub(lambda found: chr(int(found[1], 16)), text)
