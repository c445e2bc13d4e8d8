"""Messages made fit to leave the house: no path, no address, no mail address, nothing that acts, nothing long."""

import ipaddress
import re

from auditor.model.words import Argument, Message
from auditor.reporters.visible import on_one_line

HIDDEN = "…"
"""What stands where something was taken out."""

_LONGEST = 120
"""Characters of one argument."""
_LONGEST_TITLE = 200
"""Characters of a title; the inventory allows as many."""

_WHOLE_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/].*", re.DOTALL)
_WORD = re.compile(r"[^\s、。：:;,'\"()（）「」]+")
_MAIL = re.compile(r"[^\s@<>、。（）「」]{1,64}@[^\s@<>、。（）「」]{1,255}")
_NUMERIC = re.compile(r"(?<![\w.])\[?[0-9A-Fa-f:.]{2,45}(?:\]:?[0-9]*)?(?![\w:])")


def discreet(message: Message) -> Message:
    """The message with its arguments made discreet; numbers stay as they are."""
    return Message(code=message.code, args={name: _argument(value) for name, value in message.args.items()})


def title(text: str) -> str:
    """A title from inventory or policies on one line, inert, not longer than the inventory allows."""
    shown = on_one_line(text)
    return shown if len(shown) <= _LONGEST_TITLE else shown[: _LONGEST_TITLE - 1] + HIDDEN


def short(text: str) -> str:
    """What a server or a library said, discreet and on one line."""
    return _text(text.strip())


def _argument(value: Argument) -> Argument:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return tuple(_text(entry) for entry in value)
    return value


def _text(value: str) -> str:
    """A path keeps its last name (``vault.key``), so that it is known which file is meant; addresses go whole."""
    if _WHOLE_PATH.fullmatch(value):
        value = _last_name(value)
    shown = _MAIL.sub(HIDDEN, value)
    shown = _WORD.sub(lambda found: _last_name(found.group()), shown)
    shown = on_one_line(_NUMERIC.sub(_unless_address, shown))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + HIDDEN


def _last_name(path: str) -> str:
    return re.split(r"[\\/]+", path.rstrip("\\/"))[-1]


def _unless_address(found: re.Match[str]) -> str:
    text = found.group().lstrip("[").partition("]")[0]
    for candidate in (text, text.rstrip(".:"), text.rpartition(":")[0]):  # the last: an address with its port
        try:
            ipaddress.ip_address(candidate)
        except ValueError:
            continue
        return HIDDEN
    return found.group()
