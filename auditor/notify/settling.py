"""Puts the spool in order before a delivery: damage set aside, routes as they are now, bounds kept."""

from collections import Counter
from datetime import datetime, timedelta

import msgspec

from auditor.model.operation import Channel, Notification
from auditor.model.words import Message, message
from auditor.notify.alarms import Alarms
from auditor.notify.merging import already_merged, merging, queues, sizes_of
from auditor.notify.notice import Address
from auditor.notify.spool import Put, Spool, name_of
from auditor.notify.spool_files import Entry

_WITHOUT_ROUTE = timedelta(days=30)
"""How long a notice waits for its route to come back into the inventory."""


def settle(spool: Spool, notification: Notification, now: datetime, alarms: Alarms) -> list[Message]:
    """Put it in order; returns what the service's log should say."""
    notes: list[Message] = []
    spool.tidy(now)
    contents = spool.contents()
    moved = spool.set_aside(contents.damaged)
    if moved:
        alarms.damaged(moved)
        notes.append(message("sending.damaged", count=len(moved)))
    for name in already_merged(contents.entries):
        spool.drop(name)
    notes += _follow_routes(spool, alarms.addresses, now)
    notes += _merge(spool)
    return notes


def _follow_routes(spool: Spool, addresses: tuple[Address, ...], now: datetime) -> list[Message]:
    """A mail route whose addresses were mended takes what waits along; a route that is gone keeps it for a while."""
    without: Counter[Channel] = Counter()
    for name, entry in spool.contents().entries.items():
        if entry.address in addresses:
            continue
        same = [a for a in addresses if a.choice == entry.address.choice]
        if len(same) == 1:
            _readdress(spool, name, entry, same[0])
            continue
        without[entry.address.channel] += 1
        if now - entry.notice.moment > _WITHOUT_ROUTE:
            spool.refused(name)
    if dict(without) == spool.state.without_route:
        return []  # the log has been told
    spool.remember(msgspec.structs.replace(spool.state, without_route=dict(without)))
    return [message("sending.no_route", channel=c.value, count=n) for c, n in without.items()]


def _readdress(spool: Spool, name: str, entry: Entry, address: Address) -> None:
    have = set(entry.address.to) - set(entry.left)
    left = tuple(to for to in address.to if to not in have)
    moved = msgspec.structs.replace(entry, address=address, left=left, attempts=0, next_try=None)
    if left or not address.to:
        spool.keep(name_of(address, entry.notice), moved)
        spool.drop(name)
    else:
        spool.sent(name)


def _merge(spool: Spool) -> list[Message]:
    notes = []
    entries = spool.contents().entries
    sizes = sizes_of(entries.items())
    for address, queue in queues(entries).items():
        found = merging(queue, sizes)
        if found is None:
            continue
        # First the whole, then what went into it: a kill between them leaves names that the backlog knows.
        if spool.put(address, found.notice, replace=True) is Put.UNSAVED:
            continue  # the disk is full: what is on it stays there
        for name in found.replaced:
            spool.drop(name)
        if found.old and found.old != name_of(address, found.notice):
            spool.drop(found.old)
        notes.append(message("sending.merged", channel=address.channel.value, count=len(found.replaced)))
    return notes
