"""Trouble with the telling itself, told by those routes that still work."""

from collections.abc import Callable
from datetime import datetime, timedelta

from auditor.model.operation import Channel, Notification
from auditor.model.words import Message, message
from auditor.notify.notice import Address, Notice, NoticeKind, Trouble
from auditor.notify.opening import server_of
from auditor.notify.routing import address_of, routes_of
from auditor.notify.spool import Put, Spool
from auditor.notify.spool_files import Entry

SILENCE = timedelta(hours=24)
"""How long a notice waits for its server before the other routes are told."""


class Alarms:
    """Collects what is wrong while delivering, and queues it for whoever can be reached."""

    def __init__(self, spool: Spool, notification: Notification, clock: Callable[[], datetime]) -> None:
        self._spool = spool
        self._notification = notification
        self._clock = clock
        self._found: list[tuple[str, datetime, Message, frozenset[Address]]] = []
        self.addresses: tuple[Address, ...] = tuple(
            address_of(route) for route in routes_of(notification) if server_of(route.channel, notification)
        )
        """The routes as they are set up now."""

    def damaged(self, names: tuple[str, ...]) -> None:
        """Files of the spool were damaged and set aside."""
        said = message("notify.trouble_damaged", count=len(names))
        self._found.append((f"damaged {names[0]}", self._clock(), said, frozenset()))

    def refused(self, name: str, entry: Entry, count: int) -> None:
        """Recipients refused a notice for good."""
        if entry.notice.kind in (NoticeKind.TEST, NoticeKind.TROUBLE):
            return
        moment = entry.notice.moment
        said = message(
            "notify.trouble_refused", channel=entry.address.channel.value, count=count, moment=moment.isoformat()
        )
        self._found.append((f"refused {name}", moment, said, frozenset({entry.address})))

    def raise_them(self) -> bool:
        """Queue what was found; True when there is something new to send."""
        waiting = self._silent()
        for channel in Channel:
            entries = [e for e in waiting if e.address.channel is channel]
            if entries:
                since = min(e.notice.moment for e in entries)
                said = message(
                    "notify.trouble_down", channel=channel.value, since=since.isoformat(), count=len(entries)
                )
                about = f"down {channel.value} {since.isoformat()}"
                self._found.append((about, since, said, frozenset(e.address for e in entries)))
        silent = {e.address for e in waiting}
        queued = [
            self._spool.put(address, self._notice(about, moment, said))
            for about, moment, said, concerned in self._found
            for address in self.addresses
            if address not in concerned and address not in silent
        ]
        self._found.clear()
        return any(put is not Put.KNOWN for put in queued)

    def _silent(self) -> list[Entry]:
        """What could not be sent for a long time."""
        now = self._clock()
        state = self._spool.state
        return [
            entry
            for entry in self._spool.contents().entries.values()
            if entry.address in self.addresses
            and entry.notice.kind not in (NoticeKind.TEST, NoticeKind.TROUBLE)
            and now - entry.notice.moment >= SILENCE
            and (
                entry.attempts
                or state.of(entry.address.channel, server_of(entry.address.channel, self._notification)).failures
            )
        ]

    def _notice(self, about: str, moment: datetime, said: Message) -> Notice:
        return Notice(
            about=about,
            moment=moment,
            made=self._clock(),
            organisation=self._spool.state.organisation,
            news=Trouble(what=(said,)),
        )
