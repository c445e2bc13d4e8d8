"""How the channels stand: when the next try is due, and which login must not be tried again."""

from datetime import datetime, timedelta

import msgspec

from auditor.model.operation import Channel
from auditor.model.words import Message

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
"""Between two tries: doubled each time, so that nothing waits more than an hour once the server is back."""
HOLD = timedelta(hours=24)
"""How long a refused login rests, unless the credential is set anew: one try a day locks no account."""
UNANSWERED = timedelta(hours=1)
"""How long a login rests that got no answer: it may have counted as a failed one."""


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed tries in a row (from 1)."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def is_due(next_try: datetime | None, now: datetime, longest: timedelta = LONGEST_PAUSE) -> bool:
    """Whether it may be tried now. A time further off than any pause comes from a clock that ran ahead."""
    return next_try is None or now >= next_try or next_try - now > longest


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A login that was refused."""

    credential: str
    version: str
    """Of the credential; another one was set anew, and may be tried."""
    since: datetime
    until: datetime


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one channel stands."""

    server: str = ""
    """Which server it speaks of; the failures of another one do not count."""
    failures: int = 0
    """Tries in a row that did not get through."""
    since: datetime | None = None
    """When the first of them was."""
    next_try: datetime | None = None
    last: Message | None = None
    held: Held | None = None

    def failed(self, now: datetime, why: Message) -> "Standing":
        """After another failure."""
        failures = self.failures + 1
        return msgspec.structs.replace(
            self,
            failures=failures,
            since=self.since or now,
            next_try=now + pause(failures),
            last=why,
        )


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How all channels stand."""

    organisation: str = ""
    """The city that was told of last; for messages about the telling itself."""
    channels: dict[Channel, Standing] = {}
    without_route: dict[Channel, int] = {}
    """Notices whose route the inventory has no longer, as the log was told last."""

    def of(self, channel: Channel, server: str) -> Standing:
        """How a channel stands with a server."""
        found = self.channels.get(channel)
        return found if found is not None and found.server == server else Standing(server=server)

    def with_channel(self, channel: Channel, standing: Standing) -> "State":
        """The same with one channel's standing replaced."""
        return msgspec.structs.replace(self, channels={**self.channels, channel: standing})
