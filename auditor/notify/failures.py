"""Why something could not be sent: for now or for good, one message or the whole channel."""

from auditor.errors import NotifyError
from auditor.model.words import Message
from auditor.notify.standing import Held


class ChannelDown(NotifyError):
    """Nothing can be sent by this channel just now."""

    def __init__(self, message: Message, *, held: Held | None = None) -> None:
        super().__init__(message)
        self.held = held
        """The login that was refused; it must not be tried again."""


class ConnectionLost(ChannelDown):
    """The connection broke off, perhaps over this one message; others may get through on a new one."""


class NoticeDeferred(NotifyError):
    """The server does not take this message for now."""


class NoticeRefused(NotifyError):
    """The server will not take this message at all."""
