"""What a night says of one row, as far as history asks: its findings, what it leaves open, and how whole it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from auditor.model.terms import OPEN_STATES, FindingClass, Reason, State
from auditor.model.words import Message
from auditor.store.encoding import from_json

NOT_AUDITED = frozenset({State.NOTAPPLICABLE, State.NOTSELECTED})
"""States of a row that is not audited; such a row counts as none."""
JUDGED = frozenset({State.PASS, State.FAIL})

ROW = ""
"""Key of a finding that no item names."""

NOWHERE = -2


class _Item(msgspec.Struct, frozen=True):
    key: str
    state: State
    summary: Message
    reason: Reason | None = None


class _Part(msgspec.Struct, frozen=True):
    id: str
    state: State
    summary: Message
    reason: Reason | None = None
    incomplete: Reason | None = None
    items: tuple[_Item, ...] = ()


class _Waiver(msgspec.Struct, frozen=True):
    id: str
    expires: date
    items: tuple[str, ...] = ()


class _Form(msgspec.Struct, frozen=True):
    """What is read of `auditor.store.resultforms.ResultForm`; the rest is not decoded."""

    revision: str
    state: State
    finding_class: FindingClass
    summary: Message
    reason: Reason | None = None
    waiver: _Waiver | None = None
    parts: tuple[_Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A reason and a sentence, and where the night's measured values for the sentence lie."""

    reason: Reason | None
    summary: Message
    part: int = -1
    """Number of the part; -1 for the row, `NOWHERE` for a sentence of our own that measures nothing."""
    item: int = -1
    """Number of the item within the part; -1 for the part."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A finding as a night shows it."""

    said: Said
    parts: frozenset[str]
    """Ids of the parts that name it; empty where the row has no parts."""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part of a row, as far as it says what is mended."""

    state: State
    reason: Reason | None
    incomplete: Reason | None
    named: bool
    """Whether it names what breaks the requirement."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One row at one night."""

    revision: str
    state: State
    finding_class: FindingClass
    said: Said
    waived_keys: frozenset[str] | None
    """Keys that a waiver covers, empty for all; None without a waiver."""
    violations: Mapping[str, Violation]
    """What breaks the requirement, by key. Empty unless the row fails."""
    undecided: Mapping[str, Said]
    """Items in an open state, by key; one that also breaks the requirement is not among them."""
    unknown: frozenset[tuple[str, str]]
    """Part and key of all items in an open state."""
    parts: Mapping[str, PartSeen]

    @property
    def judged(self) -> bool:
        """Whether it passes or fails."""
        return self.state in JUDGED

    def waived(self, key: str) -> bool:
        """Whether a waiver covers a finding."""
        return self.waived_keys is not None and (not self.waived_keys or key in self.waived_keys)


def read_seen(content: bytes) -> Seen:
    """A row from its stored form. Raises msgspec.DecodeError."""
    form = from_json(content, _Form)
    return Seen(
        revision=form.revision,
        state=form.state,
        finding_class=form.finding_class,
        said=Said(form.reason, form.summary),
        waived_keys=None if form.waiver is None else frozenset(form.waiver.items),
        violations=_violations(form) if form.state is State.FAIL else {},
        undecided=_undecided(form),
        unknown=frozenset((p.id, i.key) for p in form.parts for i in p.items if i.state in OPEN_STATES),
        parts={p.id: PartSeen(p.state, p.reason, p.incomplete, _names(p)) for p in form.parts},
    )


def _names(part: _Part) -> bool:
    return any(item.state is State.FAIL for item in part.items)


def _violations(form: _Form) -> dict[str, Violation]:
    """By key; where several parts name one, the first has the word."""
    found: dict[str, Violation] = {}
    for number, part in enumerate(form.parts):
        for position, item in enumerate(part.items):
            if item.state is State.FAIL:
                _add(found, item.key, part.id, Said(item.reason, item.summary, number, position))
        if part.state is State.FAIL and not _names(part):
            _add(found, ROW, part.id, Said(part.reason, part.summary, number))
    if not found:
        found[ROW] = Violation(Said(form.reason, form.summary), frozenset())
    return found


def _add(found: dict[str, Violation], key: str, part: str, said: Said) -> None:
    known = found.get(key)
    if known is None:
        found[key] = Violation(said, frozenset((part,)))
    elif part not in known.parts:
        found[key] = Violation(known.said, known.parts | {part})


def _undecided(form: _Form) -> dict[str, Said]:
    broken = {item.key for part in form.parts for item in part.items if item.state is State.FAIL}
    found: dict[str, Said] = {}
    for number, part in enumerate(form.parts):
        for position, item in enumerate(part.items):
            if item.state in OPEN_STATES and item.key not in broken:
                found.setdefault(item.key, Said(item.reason, item.summary, number, position))
    return found
