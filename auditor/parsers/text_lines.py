"""Captured bytes as lines that may be believed: strict decoding, bounded lengths, a reason where that fails."""

from typing import NamedTuple

from auditor.model.evidence import Place
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Reason

LONGEST_LINE = 16 * 1024
"""Bytes of a line that is still taken for a setting; longer ones are no configuration."""

_REASONS = {
    CaptureStatus.DENIED: Reason.PERMISSION_DENIED,
    CaptureStatus.TRUNCATED: Reason.TRUNCATED,
    CaptureStatus.TIMEOUT: Reason.TIMEOUT,
    CaptureStatus.NOT_RUN: Reason.NO_EVIDENCE,
    CaptureStatus.MISSING: Reason.NO_EVIDENCE,
}


class Line(NamedTuple):
    """One line of a file or of an answer. A tuple, since every session gives thousands."""

    path: str
    """The file, or a name for the answer."""
    number: int
    """Counted from 1."""
    text: str

    @property
    def where(self) -> str:
        """File and line, as people look it up."""
        return f"{self.path}:{self.number}"

    def place(self, origin: str) -> Place:
        """The line as evidence."""
        return Place(origin=origin, where=self.where, excerpt=self.text.strip()[:200])


def capture_reason(capture: Capture) -> Reason | None:
    """Why a capture is not a whole answer; None when it is one."""
    return _REASONS.get(capture.status)


def line_fault(raw: bytes) -> Reason | None:
    """Why a line cannot be taken as text; None when it can."""
    found = readable(raw)
    return found if isinstance(found, Reason) else None


def readable(raw: bytes) -> str | Reason:
    """The line as text, or why it cannot be taken as such."""
    if len(raw) > LONGEST_LINE or b"\0" in raw:
        return Reason.PARSE_ERROR
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return Reason.WRONG_ENCODING


def answer_lines(capture: Capture, name: str) -> tuple[tuple[Line, ...], Reason | None]:
    """The lines of a command's answer; a reason when it is not a whole, readable one (the good lines are given)."""
    reason = capture_reason(capture)
    lines: list[Line] = []
    for number, raw in enumerate(capture.output.split(b"\n"), start=1):
        text = readable(raw.removesuffix(b"\r"))
        if isinstance(text, Reason):
            reason = reason or text
        elif text:
            lines.append(Line(name, number, text))
    return tuple(lines), reason


def answer_reason(capture: Capture, lines: tuple[Line, ...], reason: Reason | None) -> Reason | None:
    """As `answer_lines`, for a program that must say something and end with 0."""
    if reason is not None:
        return reason
    if capture.exit_code != 0:
        return Reason.PARSE_ERROR
    return None if lines else Reason.EMPTY


def integer(text: str) -> int | None:
    """A whole number in ASCII digits with an optional sign; None for anything else (full-width digits, say)."""
    body = text[1:] if text[:1] in ("-", "+") else text
    if not body or len(body) > 12 or not body.isascii() or not body.isdigit():
        return None
    return int(text)
