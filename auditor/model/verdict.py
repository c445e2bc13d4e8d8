"""What a check returns: a verdict on one part of a control for one subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.evidence import Place
from auditor.model.terms import OPEN_STATES, Reason, State, state_for
from auditor.model.words import Message, Scalar


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One violation, one thing left undecided, or one remark within a result, with a key that stays the same."""

    key: str
    """Stable over nights and never a measured value: an account name, a setting, a day, a path."""
    state: State
    """FAIL (a violation), an open state (could not be judged), or INFORMATIONAL (観察事項, no failure)."""
    reason: Reason | None
    summary: Message
    places: tuple[Place, ...] = ()
    measured: Mapping[str, Scalar] = field(default_factory=dict)


def violation(key: str, reason: Reason, summary: Message, *places: Place, **measured: Scalar) -> Item:
    """One thing that breaks the requirement. ``reason`` must be a fail reason."""
    if state_for(reason) is not State.FAIL:
        raise ValueError(f"{reason} is not a reason for a fail")
    return Item(key=key, state=State.FAIL, reason=reason, summary=summary, places=places, measured=measured)


def undecided(key: str, reason: Reason, summary: Message, *places: Place, **measured: Scalar) -> Item:
    """One thing that the evidence does not decide. ``reason`` must belong to error, unknown or notchecked."""
    state = state_for(reason)
    if state not in OPEN_STATES:
        raise ValueError(f"{reason} is not a reason for an open question")
    return Item(key=key, state=state, reason=reason, summary=summary, places=places, measured=measured)


def remark(key: str, summary: Message, *places: Place, **measured: Scalar) -> Item:
    """Something worth saying that breaks nothing (観察事項)."""
    return Item(key=key, state=State.INFORMATIONAL, reason=None, summary=summary, places=places, measured=measured)


class Outcome(StrEnum):
    """What a check concludes; the engine has the last word."""

    MET = "met"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A check's conclusion. Build it with `judged` or `open_question`.

    A met verdict becomes a pass only if the engine finds every needed fact set complete.
    """

    outcome: Outcome
    reason: Reason | None
    summary: Message
    items: tuple[Item, ...] = ()
    examined: int = 0
    """How many things were held against the requirement, the violations included."""
    measured: Mapping[str, Scalar] = field(default_factory=dict)


_OPEN_ORDER = (State.ERROR, State.UNKNOWN, State.NOTCHECKED)


def judged(
    *,
    examined: int,
    met: Message,
    broken: Message,
    items: Sequence[Item] = (),
    measured: Mapping[str, Scalar] | None = None,
    none_on_record: Message | None = None,
) -> Verdict:
    """The usual verdict over ``examined`` things.

    Any violation among ``items`` gives BROKEN with the first violation's reason; else anything undecided gives OPEN
    with the worst undecided item's reason and summary; else MET. Nothing examined is OPEN (``empty``), unless
    ``none_on_record`` says that a complete register without a case is what the requirement hopes for.
    """
    found = tuple(items)
    numbers = dict(measured or {})
    broken_items = [i for i in found if i.state is State.FAIL]
    if broken_items:
        return Verdict(
            outcome=Outcome.BROKEN,
            reason=broken_items[0].reason,
            summary=broken,
            items=found,
            examined=max(examined, len(broken_items)),
            measured=numbers,
        )
    for state in _OPEN_ORDER:
        for item in found:
            if item.state is state:
                return Verdict(
                    outcome=Outcome.OPEN,
                    reason=item.reason,
                    summary=item.summary,
                    items=found,
                    examined=examined,
                    measured={**numbers, **item.measured},
                )
    if examined == 0:
        if none_on_record is None:
            return open_question(Reason.EMPTY, Message(code="engine.nothing_examined"))
        met = none_on_record
    return Verdict(outcome=Outcome.MET, reason=None, summary=met, items=found, examined=examined, measured=numbers)


def open_question(
    reason: Reason, summary: Message, *, items: Sequence[Item] = (), measured: Mapping[str, Scalar] | None = None
) -> Verdict:
    """A verdict that nothing can be said; ``reason`` must belong to error, unknown or notchecked."""
    if state_for(reason) not in OPEN_STATES:
        raise ValueError(f"{reason} is not a reason for an open question")
    return Verdict(
        outcome=Outcome.OPEN, reason=reason, summary=summary, items=tuple(items), measured=dict(measured or {})
    )
