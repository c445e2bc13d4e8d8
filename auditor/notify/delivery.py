"""Delivers what waits in the spool: in order for each route, with pauses, and without ever locking an account."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import msgspec

from auditor.model.operation import Channel, Notification
from auditor.model.words import Message, message
from auditor.notify.alarms import Alarms
from auditor.notify.failures import ChannelDown, ConnectionLost, NoticeDeferred, NoticeRefused
from auditor.notify.folder import FolderChannel
from auditor.notify.line import Patience
from auditor.notify.mail import Credentials, MailChannel
from auditor.notify.notice import Address
from auditor.notify.opening import opening, server_of, still_held
from auditor.notify.settling import settle
from auditor.notify.spool import Spool
from auditor.notify.spool_files import Entry
from auditor.notify.standing import Standing, is_due, pause
from auditor.notify.syslog import SyslogChannel
from auditor.notify.taken import Taken

_MOST_BROKEN = 3
"""Connections that may break off in one go, before the channel counts as down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What came of a delivery."""

    delivered: Mapping[Channel, int] = field(default_factory=dict)
    """Notices sent, by channel."""
    waiting: Mapping[Channel, int] = field(default_factory=dict)
    """Notices that still wait, by channel."""
    notes: tuple[Message, ...] = ()
    """For the service's log: what was sent; what could not be and why; what was refused, merged or set aside."""


def deliver(
    spool: Spool,
    notification: Notification,
    credentials: Credentials,
    clock: Callable[[], datetime],
    *,
    anyway: bool = False,
    only: frozenset[str] | None = None,
    patience: Patience | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Delivery:
    """Send what is due and return. Never raises for a server, a share or a disk.

    Args:
        spool: What waits.
        notification: How people are told, as the inventory says now.
        credentials: The vault's; asked only for the mail server's login.
        clock: The time, of which pauses are reckoned. Nothing sleeps: call again in some minutes.
        anyway: Try now, though a pause is not over. A refused login rests all the same.
        only: Names of the entries to send; None for all.
        patience: How long servers are waited for.
        stop: Asked between two messages whether to leave off.
    """
    with spool.alone() as mine:
        if not mine:
            return Delivery(notes=(message("sending.busy"),))
        alarms = Alarms(spool, notification, clock)
        notes = [] if only is not None else settle(spool, notification, clock(), alarms)
        delivered: Counter[Channel] = Counter()
        terms = _Terms(spool, notification, credentials, clock, patience, stop, alarms)
        for again in (False, True):
            for channel in Channel:
                if stop():
                    break
                going = _Going(terms, channel)
                going.send(anyway=anyway and not again, only=only)
                delivered[channel] += going.delivered
                notes += going.notes
            if only is not None or not alarms.raise_them():
                break  # else the alarms themselves go out by the channels that work
        waiting = Counter(entry.address.channel for entry in spool.contents().entries.values())
        sent = [message("sending.delivered", channel=c.value, count=n) for c, n in delivered.items() if n]
        return Delivery(delivered=+delivered, waiting=waiting, notes=(*sent, *notes))


class _Terms(NamedTuple):
    spool: Spool
    notification: Notification
    credentials: Credentials
    clock: Callable[[], datetime]
    patience: Patience | None
    stop: Callable[[], bool]
    alarms: Alarms


class _Going:
    """One channel's turn."""

    def __init__(self, terms: _Terms, channel: Channel) -> None:
        self._terms = terms
        self._spool, self._clock = terms.spool, terms.clock
        self._channel = channel
        self._blocked: set[Address] = set()
        """Routes of which nothing more is sent in this turn, so that their order is kept."""
        self._broken: list[ConnectionLost] = []
        """Connections that broke off over a message."""
        self.delivered = 0
        self.notes: list[Message] = []

    def send(self, *, anyway: bool, only: frozenset[str] | None) -> None:
        """Send what is due."""
        server = server_of(self._channel, self._terms.notification)
        standing = self._spool.state.of(self._channel, server)
        if not server or still_held(standing.held, self._terms.credentials, self._clock()):
            return
        if not anyway and not is_due(standing.next_try, self._clock()):
            return
        queue = self._due(anyway, only)
        if not queue:
            return
        try:
            self._send_all(queue)
        except ChannelDown as down:
            self._down(standing, down)
            return
        if self._broken and not self.delivered:
            self._down(standing, self._broken[-1])
        else:
            self._remember(Standing(server=server))

    def _due(self, anyway: bool, only: frozenset[str] | None) -> list[tuple[str, Entry]]:
        """What may be tried now, oldest first. What waits for its time holds up its own route alone."""
        queue = []
        waits: set[Address] = set()
        for name, entry in self._spool.contents().entries.items():
            mine = entry.address.channel is self._channel and entry.address in self._terms.alarms.addresses
            if not mine or (only is not None and name not in only):
                continue
            if not anyway and not is_due(entry.next_try, self._clock()):
                waits.add(entry.address)
            if entry.address not in waits:
                queue.append((name, entry))
        return queue

    def _send_all(self, queue: list[tuple[str, Entry]]) -> None:
        """Over as few connections as possible: one, and another after each that broke off over a message."""
        while queue and not self._terms.stop() and len(self._broken) < _MOST_BROKEN:
            before = len(self._broken)
            try:
                with self._opening() as opened:
                    self._send_over(opened, queue)
            except ConnectionLost:
                if len(self._broken) == before:
                    raise  # it broke off before anything was tried

    def _opening(self) -> AbstractContextManager[MailChannel | SyslogChannel | FolderChannel]:
        terms = self._terms
        return opening(self._channel, terms.notification, terms.credentials, self._clock(), terms.patience)

    def _send_over(self, opened: MailChannel | SyslogChannel | FolderChannel, queue: list[tuple[str, Entry]]) -> None:
        while queue and not self._terms.stop():
            name, entry = queue.pop(0)
            if entry.address in self._blocked:
                continue
            try:
                self._settle(name, entry, opened.send(name, entry))
            except NoticeDeferred as later:
                self._defer(name, entry, later.message)
            except NoticeRefused as refused:
                self._refuse(name, entry, refused.message, max(1, len(entry.left)))
                self._spool.refused(name)
            except ConnectionLost as lost:
                self._defer(name, entry, lost.message)
                self._broken.append(lost)
                raise

    def _settle(self, name: str, entry: Entry, taken: Taken) -> None:
        if taken.refused:
            self._refuse(name, entry, next(iter(taken.refused.values())), len(taken.refused))
        if taken.later:
            left = tuple(to for to in entry.left if to in taken.later)
            self._defer(name, msgspec.structs.replace(entry, left=left), next(iter(taken.later.values())))
        elif taken.refused and set(taken.refused) == set(entry.left):
            self._spool.refused(name)
        else:
            self._spool.sent(name)
            self.delivered += 1

    def _defer(self, name: str, entry: Entry, why: Message) -> None:
        attempts = entry.attempts + 1
        next_try = self._clock() + pause(attempts)
        self._blocked.add(entry.address)
        self._spool.keep(name, msgspec.structs.replace(entry, attempts=attempts, next_try=next_try, last=why))
        self._failed(next_try, why)

    def _refuse(self, name: str, entry: Entry, why: Message, count: int) -> None:
        moment = entry.notice.moment.isoformat()
        self.notes += [message("sending.refused", channel=self._channel.value, count=count, moment=moment), why]
        self._terms.alarms.refused(name, entry, count)

    def _down(self, standing: Standing, down: ChannelDown) -> None:
        failed = standing.failed(self._clock(), down.message)
        if down.held is not None:
            failed = msgspec.structs.replace(failed, held=down.held, next_try=None)
            self.notes.append(down.message)
        elif failed.next_try is not None:
            self._failed(failed.next_try, down.message)
        self._remember(failed)

    def _failed(self, next_try: datetime, why: Message) -> None:
        said = message("sending.failed", channel=self._channel.value, next_try=next_try.isoformat())
        self.notes += [said, why]

    def _remember(self, standing: Standing) -> None:
        self._spool.remember(self._spool.state.with_channel(self._channel, standing))
