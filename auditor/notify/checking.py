"""Tries the channels out: for `auditor doctor` without a message, for a person with one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from auditor.model.operation import Channel, Notification
from auditor.model.words import Message
from auditor.notify.delivery import Delivery, deliver
from auditor.notify.discreet import title
from auditor.notify.failures import ChannelDown, NoticeRefused
from auditor.notify.line import Patience
from auditor.notify.mail import Credentials, MailChannel
from auditor.notify.notice import Notice, Test
from auditor.notify.opening import opening, server_of, still_held
from auditor.notify.routing import address_of, routes_of
from auditor.notify.spool import Spool, name_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """How one channel answered."""

    channel: Channel
    problem: Message | None = None
    """Why it cannot be used; None when it can."""


def check(
    spool: Spool,
    notification: Notification,
    credentials: Credentials,
    clock: Callable[[], datetime],
    *,
    patience: Patience | None = None,
) -> tuple[Checked, ...]:
    """Connect to every channel that is set up, with TLS and login, and ask whether a message would be taken.

    No message is sent. A login that was refused rests as it does when delivering, and one that is refused now rests
    from now on.
    """
    return tuple(
        Checked(channel=channel, problem=_problem(channel, spool, notification, credentials, clock, patience))
        for channel in Channel
        if server_of(channel, notification)
    )


def _problem(
    channel: Channel,
    spool: Spool,
    notification: Notification,
    credentials: Credentials,
    clock: Callable[[], datetime],
    patience: Patience | None,
) -> Message | None:
    standing = spool.state.of(channel, server_of(channel, notification))
    if still_held(standing.held, credentials, clock()):
        return standing.last
    try:
        with opening(channel, notification, credentials, clock(), patience) as opened:
            if isinstance(opened, MailChannel):
                routes = routes_of(notification)
                opened.probe(tuple(dict.fromkeys(to for r in routes if r.channel is channel for to in r.to)))
            else:
                opened.probe()
    except ChannelDown as down:
        if down.held is not None:
            failed = msgspec.structs.replace(standing.failed(clock(), down.message), held=down.held, next_try=None)
            spool.remember(spool.state.with_channel(channel, failed))
        return down.message
    except NoticeRefused as refused:
        return refused.message
    return None


def send_test(
    spool: Spool,
    notification: Notification,
    organisation: str,
    credentials: Credentials,
    clock: Callable[[], datetime],
    *,
    channels: Sequence[Channel] = tuple(Channel),
    patience: Patience | None = None,
) -> Delivery:
    """Send a test message to every route now. What does not get through is forgotten; the notes say why.

    They do not say when it is tried again: it is not.
    """
    now = clock()
    notice = Notice(about=now.isoformat(), moment=now, made=now, organisation=title(organisation), news=Test())
    addresses = [address_of(route) for route in routes_of(notification) if route.channel in channels]
    names = frozenset(name_of(address, notice) for address in addresses)
    for address in addresses:
        spool.put(address, notice)
    try:
        sent = deliver(spool, notification, credentials, clock, anyway=True, only=names, patience=patience)
    finally:
        for name in names:
            spool.drop(name)
    return replace(sent, notes=tuple(note for note in sent.notes if note.code != "sending.failed"))
