"""Text from strangers (account names, log lines, host names) made fit to be shown: nothing in it acts."""

import re

_ACTING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (tab and line feed apart), DEL, C1: terminals obey them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls turn text round (Unicode TR 36, 3.1)
    "\u00ad\u200b-\u200d\u2060-\u2065\ufeff"  # invisible ones hide a difference between two names
    "\u2028\u2029\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"  # tag characters; the variation selectors of Japanese names (U+E0100…) stay
    "\ud800-\udfff"  # what stands for undecodable bytes; cannot be written as UTF-8
    "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text with every character that acts instead of showing written as an escape (``\x1b``, ``\u202e``).

    Line feeds and tabs stay; a carriage return before a line feed goes.
    """
    if _ACTING.search(text) is None:
        return text
    return _ACTING.sub(_escape, text.replace("\r\n", "\n"))


def on_one_line(text: str) -> str:
    """Like `visible`, with line breaks shown as a sign, for a terminal."""
    return visible(text).replace("\n", " ⏎ ").replace("\t", " ")


def writable(text: str) -> str:
    """The text as it is, but for half characters that UTF-8 cannot hold: these become escapes."""
    return _SURROGATE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
