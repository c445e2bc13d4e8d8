"""An idle session is locked or ended soon.

Passes when something acts on a user who does nothing, cannot be switched off by that user, and does so within
``max_idle``; and a desktop, where there is one, locks its own screen so.

Fails with ``no_idle_lock`` when a whole reading shows nothing of the kind; each mechanism that falls short is an item
that says how: off, too long, only for dead connections, or one that the user can switch off.

Stays open when the mechanisms could not be read whole and none of those that were seen suffices.

References: Inagi 第14(1); bash(1) ``TMOUT``; logind.conf(5) ``StopIdleSessionSec``; sshd_config(5)
``ClientAliveInterval`` (ends dead connections only).
"""

from dataclasses import dataclass

from auditor.checks.gaps import absence
from auditor.facts.accounts import IdleTimeout
from auditor.facts.base import Need
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Item, Verdict, judged, violation
from auditor.model.words import Message, message

_DESKTOP = "desktop"


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How long a session may be idle."""

    max_idle: Period
    """Greatest time without activity before it is locked or ended."""


NEEDS = (Need(fact=IdleTimeout),)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on all mechanisms of the target."""
    mechanisms = view.facts(IdleTimeout)
    shortfalls = [(m, _shortfall(m, parameters.max_idle)) for m in mechanisms]
    sufficient = [m for m, shortfall in shortfalls if shortfall is None]
    items: list[Item] = []
    for mechanism, shortfall in shortfalls:
        if shortfall is not None and mechanism.mechanism == _DESKTOP:
            items.append(violation(mechanism.mechanism, Reason.NO_IDLE_LOCK, shortfall, mechanism.place))
    if not sufficient and not items:
        none = message("idle_lock.none", limit=str(parameters.max_idle))
        missing = absence("idle_lock", view.sets(IdleTimeout), Reason.NO_IDLE_LOCK, none)
        whole = missing.reason is Reason.NO_IDLE_LOCK
        seen = [
            violation(m.mechanism, Reason.NO_IDLE_LOCK, shortfall, m.place)
            for m, shortfall in shortfalls
            if shortfall is not None
        ]
        items = seen if whole and seen else [missing]
    return judged(
        examined=len(mechanisms),
        met=message("idle_lock.met", limit=str(parameters.max_idle)),
        broken=message("idle_lock.broken", limit=str(parameters.max_idle)),
        items=items,
    )


def _shortfall(mechanism: IdleTimeout, limit: Period) -> Message | None:
    """Why a mechanism does not suffice; None when it does."""
    name = mechanism.mechanism
    if mechanism.seconds <= 0:
        return message("idle_lock.off", mechanism=name)
    if not mechanism.covers_idle:
        return message("idle_lock.dead_only", mechanism=name)
    if mechanism.seconds > limit.delta.total_seconds():
        return message("idle_lock.too_long", mechanism=name, seconds=mechanism.seconds, limit=str(limit))
    if not mechanism.enforced:
        return message("idle_lock.not_enforced", mechanism=name, seconds=mechanism.seconds)
    return None
