"""Reads SNMP evidence back: JSON lines ``[oid, type, value]``, with the times first where the answers are volatile.

What does not fit is counted, never guessed: evidence may be damaged, or made by somebody else.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auditor.facts.base import Gap
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from auditor.model.words import Message, message

_MISSING = frozenset({"NoSuchObject", "NoSuchInstance", "EndOfMibView", "Null"})
_INTEGERS = frozenset({"Integer32", "Counter32", "Counter64", "Gauge32", "Unsigned32", "TimeTicks"})
_DIGITS = 20
"""Decimal digits of the largest SNMP integer, 2^64 - 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One value with its type."""

    kind: str
    raw: str

    @property
    def number(self) -> int | None:
        """The integer it is; None when it is none."""
        digits = self.raw.removeprefix("-")
        if self.kind not in _INTEGERS or not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS:
            return None
        return int(self.raw)

    @property
    def octets(self) -> bytes | None:
        """The octet string it is; None when it is none."""
        if self.kind == "OctetString":
            return self.raw.encode()
        if self.kind == "OctetStringHex":
            try:
                return bytes.fromhex(self.raw)
            except ValueError:
                return None
        return None

    @property
    def text(self) -> str | None:
        """The octet string as UTF-8, without padding; None when it is none, or in another encoding."""
        raw = self.octets
        if raw is None:
            return None
        try:
            return " ".join(raw.rstrip(b"\0").decode("utf-8").replace("\0", " ").split())
        except UnicodeDecodeError:
            return None

    @property
    def shown(self) -> str:
        """Text, or ``0x…`` for what is none: for names that nothing is judged by."""
        text = self.text
        if text is not None:
            return text
        raw = self.octets
        return f"0x{raw.hex()}" if raw is not None else self.raw


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The evidence of one command."""

    values: Mapping[str, Value] = field(default_factory=dict)
    asked: datetime | None = None
    answered: datetime | None = None
    damaged: int = 0
    """Lines that could not be read."""

    def get(self, oid: str) -> Value | None:
        """The value of a scalar; None when the agent has none, or was not asked."""
        return self.values.get(oid)

    def column(self, root: str) -> dict[str, Value]:
        """The values of a column by index."""
        prefix = f"{root}."
        return {oid[len(prefix) :]: value for oid, value in self.values.items() if oid.startswith(prefix)}

    @property
    def moment(self) -> datetime | None:
        """The middle between question and answer."""
        if self.asked is None or self.answered is None:
            return None
        return self.asked + (self.answered - self.asked) / 2

    @property
    def duration(self) -> timedelta:
        """From question to answer."""
        if self.asked is None or self.answered is None:
            return timedelta()
        return max(self.answered - self.asked, timedelta())


def read_lines(output: bytes) -> Answers:
    """The values of a capture; objects that the agent says do not exist are left out."""
    values: dict[str, Value] = {}
    times: list[datetime | None] = [None, None]
    damaged = 0
    for line in output.split(b"\n"):
        if not line.strip():
            continue
        parsed = _json(line)
        if isinstance(parsed, dict):
            times = [_moment(parsed.get("asked")), _moment(parsed.get("answered"))]
            damaged += None in times
        elif isinstance(parsed, list) and len(parsed) == 3 and all(isinstance(part, str) for part in parsed):
            oid, kind, raw = parsed
            if kind not in _MISSING:
                values[oid] = Value(kind=kind, raw=raw)
        else:
            damaged += 1
    return Answers(values=values, asked=times[0], answered=times[1], damaged=damaged)


def _json(line: bytes) -> object:
    try:
        parsed: object = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return parsed


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


_BY_STATUS = {
    CaptureStatus.DENIED: Reason.PERMISSION_DENIED,
    CaptureStatus.TIMEOUT: Reason.TIMEOUT,
    CaptureStatus.NOT_RUN: Reason.NO_EVIDENCE,
    CaptureStatus.MISSING: Reason.NO_EVIDENCE,
    CaptureStatus.TRUNCATED: Reason.TRUNCATED,
}


def shortfall(capture: Capture, answers: Answers, fact: str) -> Gap | None:
    """What is wrong with a capture as a whole; None when the agent's answer is all there."""
    reason = _BY_STATUS.get(capture.status)
    if reason is None:
        if not answers.damaged:
            return None
        return partial(Reason.PARSE_ERROR, message("snmp.damaged_evidence", command=capture.command))
    word = capture.errors.split(b" ", 1)[0]
    if capture.status is CaptureStatus.TRUNCATED and word == Reason.PARSE_ERROR.value.encode():
        reason = Reason.PARSE_ERROR
    said = message(f"snmp.group_{reason.value}", fact=fact)
    return partial(reason, said) if answers.values else absent(reason, said)


def absent(reason: Reason, detail: Message) -> Gap:
    """Nothing could be read."""
    return Gap(completeness=Completeness.ABSENT, reason=reason, detail=detail)


def partial(reason: Reason, detail: Message) -> Gap:
    """Something could be read, but not all."""
    return Gap(completeness=Completeness.PARTIAL, reason=reason, detail=detail)


def first(*gaps: Gap | None) -> Gap | None:
    """The first gap there is."""
    return next((gap for gap in gaps if gap is not None), None)


def unique(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Index and name, with the index added to names that occur more than once: keys must be unique."""
    counts = Counter(names.values())
    used: set[str] = set()
    for index, name in names.items():
        key = f"{name}#{index}" if counts[name] > 1 else name
        while key in used:
            key += "#"
        used.add(key)
        yield index, key


def some(names: Sequence[str]) -> tuple[str, ...]:
    """The first of many names, for a message: a hostile table must not make it endless."""
    return tuple(name[:80] for name in names[:20])
