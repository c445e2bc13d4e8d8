"""What is told, before it is put into words: a notice a route. The spool keeps notices as they stand here.

Nothing in a notice may name a person, an account, a path or an address: items are counted, never named.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel, DutyKind
from auditor.model.result import Coverage, Words
from auditor.model.sealing import FaultKind, SealNote
from auditor.model.terms import FindingClass, Reason
from auditor.model.trend import TrendPoint
from auditor.model.words import Language, Message


class NoticeKind(StrEnum):
    """The kinds of notices."""

    NIGHT = "night"
    FAILURE = "failure"
    SEAL = "seal"
    SIGN_OF_LIFE = "sign_of_life"
    BACKLOG = "backlog"
    TROUBLE = "trouble"
    TEST = "test"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Immutable, and strict when it is read again."""


class Line(_Part, frozen=True, kw_only=True):
    """One line of a night's notice: what changed alike in one row."""

    kind: ChangeKind
    finding_class: FindingClass
    control: str
    title: Words
    subject: str
    """Title of the subject; never its identifier, which may be an address."""
    count: int
    """How many findings changed so; 1 where the row itself did."""
    reason: Reason | None = None
    since: date | None = None
    """Earliest of the findings."""
    due: date | None = None
    """Earliest of the findings."""
    waived: bool = False
    """Every one of them is covered by a waiver."""
    unrouted: bool = False
    """No route's sections take it; it stands here so that it is not lost."""


class Tally(_Part, frozen=True, kw_only=True):
    """How many findings changed in a way; complete, however few lines are shown."""

    kind: ChangeKind
    finding_class: FindingClass
    count: int


class Upcoming(_Part, frozen=True, kw_only=True):
    """A duty and when it is due next."""

    duty: DutyKind
    at: datetime


class NightNews(_Part, frozen=True, kw_only=True, tag="night"):
    """After a night: what changed."""

    run: str
    as_of: date
    before: date | None
    """Date of the night compared with; None on a first night."""
    missed: tuple[Message, ...] = ()
    tallies: tuple[Tally, ...] = ()
    lines: tuple[Line, ...] = ()
    """The gravest, as many as the channel takes."""
    left_out: tuple[Tally, ...] = ()
    """Changes of classes that no route chooses."""
    coverage: Coverage
    waived: int = 0
    """Failing rows that a waiver covers whole."""
    seal: SealNote | None = None


class FailureNews(_Part, frozen=True, kw_only=True, tag="failure"):
    """A duty failed."""

    duty: DutyKind
    due: datetime
    why: Message
    next_due: datetime | None = None


class SealFault(_Part, frozen=True, kw_only=True):
    """A fault by name: what was done, and to what."""

    kind: FaultKind
    what: Message
    first: str = ""
    last: str = ""


class SealNews(_Part, frozen=True, kw_only=True, tag="seal"):
    """A verification found that something sealed is not as it was."""

    verified: datetime
    faults: tuple[SealFault, ...]
    count: int
    """Of all faults."""
    runs: int
    proven: int
    last_proven: str = ""
    """The newest run of which everything is as it was sealed."""
    seal: SealNote | None = None


class WeekNews(_Part, frozen=True, kw_only=True, tag="sign_of_life"):
    """The sign of life: numbers of the last nights, also when nothing changed."""

    due: datetime
    missed: tuple[Message, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    """Oldest first."""
    verified: datetime | None = None
    """When the seals were last verified and held."""
    upcoming: tuple[Upcoming, ...] = ()
    waiting: int = 0
    """Other messages that still wait for their server."""
    seal: SealNote | None = None


class Merged(_Part, frozen=True, kw_only=True):
    """A notice that was folded into a backlog."""

    kind: NoticeKind
    moment: datetime
    run: str = ""
    tallies: tuple[Tally, ...] = ()
    faults: int = 0
    duty: DutyKind | None = None
    """The duty that failed."""
    missed: int = 0
    seal: SealNote | None = None


class Backlog(_Part, frozen=True, kw_only=True, tag="backlog"):
    """What could not be sent for a long time, in one notice."""

    since: datetime
    merged: tuple[Merged, ...]
    """Oldest first."""
    names: tuple[str, ...]
    """Of the spool's files that went into it, so that a kill while they are deleted repeats none of them."""
    earlier: int = 0
    """Still older ones, of which only the number is known."""


class Trouble(_Part, frozen=True, kw_only=True, tag="trouble"):
    """Something is wrong with the telling itself."""

    what: tuple[Message, ...]


class Test(_Part, frozen=True, kw_only=True, tag="test"):
    """Somebody tries out the channels."""

    __test__ = False  # no test case, whatever pytest may think of the name


News = NightNews | FailureNews | SealNews | WeekNews | Backlog | Trouble | Test


class Notice(_Part, frozen=True, kw_only=True):
    """What one route is told."""

    about: str
    """The run, or the moment a duty was due: with the kind and the route it makes a notice the same one."""
    moment: datetime
    """What the order goes by: when the run started, when the duty was due."""
    made: datetime
    organisation: str
    news: News
    sample: bool = False
    """A made-up city's."""

    @property
    def kind(self) -> NoticeKind:
        """Its kind."""
        return _KINDS[type(self.news)]


_KINDS: dict[type, NoticeKind] = {
    NightNews: NoticeKind.NIGHT,
    FailureNews: NoticeKind.FAILURE,
    SealNews: NoticeKind.SEAL,
    WeekNews: NoticeKind.SIGN_OF_LIFE,
    Backlog: NoticeKind.BACKLOG,
    Trouble: NoticeKind.TROUBLE,
    Test: NoticeKind.TEST,
}


class Address(_Part, frozen=True, kw_only=True):
    """A route as the spool keeps it."""

    channel: Channel
    language: Language = Language.JA
    to: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    classes: tuple[FindingClass, ...] = ()

    @property
    def choice(self) -> tuple[Channel, Language, tuple[str, ...], tuple[FindingClass, ...]]:
        """What it is told, whoever reads it."""
        return (self.channel, self.language, self.sections, self.classes)
