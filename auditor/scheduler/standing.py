"""How far the service has come: what it keeps in the store between starts, as one value."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from auditor.model.japan import JST
from auditor.model.operation import Duty, Schedule
from auditor.model.words import Message
from auditor.scheduler.duties import Due

NAME = "schedule.standing"
"""Name of the value in the store's memory (`Store.remember`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A due moment that is not settled: to be done, under way, or broken off and to be made up for."""

    due: Due
    tries: int = 0
    """How often it was begun. More than 0 when the service starts: it was broken off."""
    held: bool = False
    """Another process held the lock of assessments when it was last tried."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How far the service has come. Every due moment from ``began`` to ``settled`` has its record or is open."""

    began: datetime
    """When the service was started for the first time: nothing was missed before."""
    settled: datetime
    duties: tuple[Duty, ...]
    """The schedule's duties as last seen, to know what was due before somebody changed them."""
    open: tuple[Open, ...] = ()
    skip: tuple[Due, ...] = ()
    """Due moments of a changed schedule that stand for what was settled that day under the schedule before."""
    notes: tuple[Message, ...] = ()
    """What is to be said with the next night: that the clock jumped."""

    def with_open(self, entry: Open) -> "Standing":
        """With an entry in place of the one of its due moment, which there must be."""
        return replace(self, open=tuple(entry if o.due == entry.due else o for o in self.open))

    def without(self, due: Due) -> "Standing":
        """With a due moment settled."""
        return replace(self, open=tuple(o for o in self.open if o.due != due))


def first_standing(now: datetime, schedule: Schedule) -> Standing:
    """The very first start."""
    moment = now.astimezone(JST)
    return Standing(began=moment, settled=moment, duties=schedule.duties)


def to_text(standing: Standing) -> str:
    """As the store keeps it."""
    return msgspec.json.encode(standing).decode()


def from_text(text: str) -> Standing | None:
    """Read it; None for what is no standing (another version's)."""
    try:
        return msgspec.json.decode(text, type=Standing)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
