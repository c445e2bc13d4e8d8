"""What the store tells of runs, credentials and log files."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from auditor.model.operation import DutyKind
from auditor.model.result import Coverage
from auditor.model.words import Message


class RunState(StrEnum):
    """How far a run came."""

    RUNNING = "running"
    """Begun, and either still at work or broken off without a word; `Store.begin_run` of the next run settles it."""
    FINISHED = "finished"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSummary:
    """One run, in a list of runs."""

    id: str
    as_of: date
    started: datetime
    finished: datetime | None
    """None unless the state is ``finished``."""
    state: RunState
    profile: str
    organisation: str
    plan_digest: str
    coverage: Coverage | None
    """None unless the state is ``finished``."""
    reassesses: str | None = None
    """The run whose facts this one judged again; None for a night of its own."""
    scope: str = ""
    """What was asked for when not everything was; empty for a night and a reassessment."""

    @property
    def is_night(self) -> bool:
        """Whether it audited everything itself, finished or not."""
        return self.reassesses is None and not self.scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarantine:
    """A credential that a target refused: it is not tried again, anywhere, until set anew or released."""

    target: str
    """Where it was refused."""
    since: datetime
    version: str
    """`Credential.version` that was refused; another version is another credential."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogDigest:
    """One file of an operation log: its digest when it was first read, and when last."""

    source: str
    path: str
    day: date
    """The day that the file was for."""
    digest: str
    """``sha256:…`` as first recorded. Later nights never change it."""
    size: int
    """Bytes, as first recorded."""
    recorded: date
    """The audit's date of the night that first recorded it."""
    current: str | None
    """``sha256:…`` as last recorded; None when the latest reading did not show the file."""


class DutyState(StrEnum):
    """How a duty went."""

    RUNNING = "running"
    """Begun, and either still at work or broken off without a word."""
    DONE = "done"
    FAILED = "failed"
    MISSED = "missed"
    """Nobody did it in time: the service did not run, or ran too late to make up for it."""
    LEFT_OUT = "left_out"
    """Not to be done: a blackout, a closed day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyRecord:
    """One duty that was due at one moment, and what became of it. Moments come back in UTC."""

    duty: DutyKind
    due: datetime
    state: DutyState
    run: str = ""
    """The run that it made; empty for none."""
    detail: Message | None = None
    recorded: datetime
    """When this was written."""
