"""The spool: what is to be told lies here until its server took it, through outages, kills and full disks."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from auditor.model.japan import JST
from auditor.model.operation import Channel
from auditor.model.words import Message
from auditor.notify import spool_files
from auditor.notify.notice import Address, Notice, NoticeKind
from auditor.notify.spool_files import SUFFIX, Damaged, Entry
from auditor.notify.standing import State
from auditor.replacing import UNFINISHED

SENT = "sent"
REFUSED = "refused"
DAMAGED = "damaged"
STATE = "state"
"""Of the channels; a file without the entries' suffix."""

_KEPT = {SENT: timedelta(days=60), REFUSED: timedelta(days=366)}
"""How long what is over is kept, so that the same is not told twice and a refusal can be looked into."""
_MOST_KEPT = 5000
_ABANDONED = timedelta(days=1)
"""Age at which a half-written file has no writer any more."""


class Put(StrEnum):
    """What became of a notice that was put into the spool."""

    QUEUED = "queued"
    KNOWN = "known"
    """It waits already, or was sent."""
    UNSAVED = "unsaved"
    """The disk did not take it: it is kept in memory and sent from there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A notice that waits, for `auditor status`."""

    channel: Channel
    kind: NoticeKind
    moment: datetime
    attempts: int
    next_try: datetime | None
    last: Message | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What lies in the spool."""

    entries: dict[str, Entry]
    """What waits, by name, oldest first."""
    damaged: tuple[str, ...] = ()
    """Names of files that are not as they were written."""
    refused: tuple[str, ...] = ()
    """Names of what servers refused for good in the last year, oldest first."""


def name_of(address: Address, notice: Notice) -> str:
    """The name of an entry: the same notice for the same route bears the same one, whenever it is queued."""
    identity = msgspec.json.encode([notice.kind, notice.about, address])
    digest = hashlib.sha256(identity).hexdigest()[:20]
    return f"{notice.moment.astimezone(JST):%Y%m%dT%H%M%S}-{notice.kind.value}-{digest}"


@dataclass(kw_only=True)
class Spool:
    """The spool's folder. What the disk does not take is kept in memory while the program runs."""

    folder: Path
    write: Callable[[Path, bytes], None] = field(default=spool_files.write, repr=False)
    """Puts a file in place; tests hand over one that fails."""
    _unsaved: dict[str, Entry] = field(default_factory=dict, init=False, repr=False)
    _over: set[str] = field(default_factory=set, init=False, repr=False)
    """Names of what is over, although its file could not be moved."""
    _state: State | None = field(default=None, init=False, repr=False)

    def put(self, address: Address, notice: Notice, *, replace: bool = False) -> Put:
        """Queue a notice for a route. Never raises for a full or broken disk."""
        name = name_of(address, notice)
        if not replace and self._known(name):
            return Put.KNOWN
        if notice.organisation and notice.organisation != self.state.organisation:
            self.remember(msgspec.structs.replace(self.state, organisation=notice.organisation))
        return self.keep(name, Entry(address=address, notice=notice, left=address.to))

    def keep(self, name: str, entry: Entry) -> Put:
        """Write an entry down, new or as it is after a try."""
        try:
            self._make_folders()
            self.write(self._path(name), spool_files.encode(entry))
        except OSError:
            self._unsaved[name] = entry
            return Put.UNSAVED
        self._unsaved.pop(name, None)
        return Put.QUEUED

    def sent(self, name: str) -> None:
        """It was sent."""
        self._end(name, SENT)

    def refused(self, name: str) -> None:
        """It will not be sent: its recipients are refused, or the inventory has its route no longer."""
        self._end(name, REFUSED)

    def drop(self, name: str) -> None:
        """Forget it: it stands in another notice now, or was a test."""
        self._unsaved.pop(name, None)
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError:
            self._over.add(name)

    def contents(self) -> Contents:
        """Everything that waits. Reads only."""
        found: dict[str, Entry] = {}
        damaged = []
        for name in self._names():
            try:
                found[name] = spool_files.decode(spool_files.read(self._path(name)))
            except FileNotFoundError:
                continue  # sent meanwhile by another process
            except (Damaged, OSError):
                damaged.append(name)
        found.update(self._unsaved)
        refused = tuple(path.name.removesuffix(SUFFIX) for path in _listed(self.folder / REFUSED))
        return Contents(entries=dict(sorted(found.items())), damaged=tuple(damaged), refused=refused)

    def pending(self) -> tuple[Pending, ...]:
        """What waits, oldest first, for people. Reads only."""
        return tuple(
            Pending(
                channel=entry.address.channel,
                kind=entry.notice.kind,
                moment=entry.notice.moment,
                attempts=entry.attempts,
                next_try=entry.next_try,
                last=entry.last,
            )
            for entry in self.contents().entries.values()
        )

    def alone(self) -> AbstractContextManager[bool]:
        """Whether this process may deliver now; another one may be at it."""
        with suppress(OSError):
            self._make_folders()
        return spool_files.alone(self.folder)

    def set_aside(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Move damaged files out of the way; they are never deleted. Returns those that were moved."""
        moved = []
        for name in names:
            try:
                self._make_folders()
                spool_files.move(self._path(name), self.folder / DAMAGED / f"{name}{SUFFIX}")
            except OSError:
                continue
            moved.append(name)
        return tuple(moved)

    def tidy(self, now: datetime) -> None:
        """Delete what was sent or refused long ago, and half-written files that a kill left behind."""
        for part, kept in _KEPT.items():
            oldest = f"{(now - kept).astimezone(JST):%Y%m%dT%H%M%S}"
            names = sorted(path.name for path in _listed(self.folder / part))
            for name in [*(n for n in names if n < oldest), *names[:-_MOST_KEPT]]:
                with suppress(OSError):
                    (self.folder / part / name).unlink(missing_ok=True)
        for path in _listed(self.folder):
            if path.name.endswith(UNFINISHED):
                with suppress(OSError):
                    if path.lstat().st_mtime < (now - _ABANDONED).timestamp():
                        path.unlink(missing_ok=True)

    @property
    def state(self) -> State:
        """How the channels stand; a fresh one when there is none, or none that can be read."""
        if self._state is not None:
            return self._state
        try:
            return msgspec.json.decode(spool_files.read(self.folder / STATE), type=State)
        except (OSError, Damaged, msgspec.DecodeError, UnicodeDecodeError):
            return State()

    def remember(self, state: State) -> None:
        """Keep how the channels stand; in memory when the disk does not take it."""
        if state == self.state:
            return
        try:
            self._make_folders()
            self.write(self.folder / STATE, msgspec.json.encode(state))
            self._state = None
        except OSError:
            self._state = state

    def _known(self, name: str) -> bool:
        if name in self._unsaved or name in self._over:
            return True
        places = (self._path(name), *(self.folder / part / f"{name}{SUFFIX}" for part in (SENT, REFUSED)))
        return any(path.exists() for path in places)

    def _end(self, name: str, part: str) -> None:
        unsaved = self._unsaved.pop(name, None)
        to = self.folder / part / f"{name}{SUFFIX}"
        try:
            if unsaved is not None:
                self._over.add(name)  # whatever the disk says, it is not sent again while the program runs
                self._make_folders()
                self.write(to, spool_files.encode(unsaved))
                self._path(name).unlink(missing_ok=True)
            else:
                spool_files.move(self._path(name), to)
        except OSError:
            self._over.add(name)

    def _names(self) -> Iterator[str]:
        for path in _listed(self.folder):
            name = path.name.removesuffix(SUFFIX)
            if path.name.endswith(SUFFIX) and not path.name.startswith(".") and name not in self._over:
                yield name

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _make_folders(self) -> None:
        for folder in (self.folder, *(self.folder / part for part in (SENT, REFUSED, DAMAGED))):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
