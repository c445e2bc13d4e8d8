"""What the service is given to do its duties with. Tests give it something else; `wiring` gives the real things."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from auditor.engine.isolation import isolated
from auditor.errors import ExitCode, Problem
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Message, message
from auditor.scheduler.duties import Due
from auditor.store.records import DutyState

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One duty that is to be done now."""

    due: Due
    now: datetime
    next_due: datetime | None
    """When the same duty is due again."""
    stop: threading.Event
    """Set when the service is to end: what contacts targets ends at once, and raises KeyboardInterrupt."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a duty went."""

    state: DutyState = DutyState.DONE
    code: ExitCode = ExitCode.SATISFIED
    """What a command that did this would exit with."""
    run: str = ""
    """The run that it made."""
    detail: Message | None = None
    """Why it failed."""
    said: tuple[Message, ...] = ()
    """For the log."""
    told: bool = False
    """People were told of the failure already, and of more than ``detail`` says."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the files say of the schedule now."""

    schedule: Schedule | None
    """None when it cannot be read: then the one last seen counts."""
    wrong: tuple[Problem, ...] = ()
    """What is wrong with the files, if anything is."""


@dataclass(frozen=True, kw_only=True)
class Household:
    """Everything the service calls. Nothing of it ends the service, whatever it raises."""

    read: Callable[[], Reading]
    """Read the files anew."""
    changed: Callable[[], bool]
    """Whether the files changed since they were last read."""
    duties: Mapping[DutyKind, Callable[[Occasion], Outcome]]
    """Each raises AuditorError (LockedError: to be tried again) and KeyboardInterrupt when it was stopped."""
    tell: Callable[[DutyKind, datetime, Message, datetime | None], tuple[Message, ...]]
    """Tell people that the duty due then was missed or failed, why, and when it is due again; returns lines for the
    log."""
    deliver: Callable[[], tuple[Message, ...]]
    """Try again to send what waits for its server; returns lines for the log."""


def attempted(work: Callable[[], T], *, where: str) -> tuple[T | None, Message | None]:
    """The work's value, or why there is none: as `isolated`, with words that fit the service."""
    value, why = isolated(work, where=where)
    if why is not None and why.code == "engine.crashed":
        why = message("schedule.crashed", where=where, error=why.args["error"])
    return value, why
