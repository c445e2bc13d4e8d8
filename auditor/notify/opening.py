"""Opens a channel as the inventory sets it up."""

from contextlib import AbstractContextManager
from datetime import datetime

from auditor.errors import VaultError
from auditor.model.operation import Channel, Notification
from auditor.notify.folder import FolderChannel
from auditor.notify.line import Patience
from auditor.notify.mail import Credentials, MailChannel
from auditor.notify.standing import Held
from auditor.notify.syslog import SyslogChannel


def server_of(channel: Channel, notification: Notification) -> str:
    """Which server a channel means, so that another one's failures do not count; empty when it is not set up."""
    mail, log = notification.mail, notification.syslog
    if channel is Channel.MAIL and mail is not None:
        return f"{mail.host}:{mail.port} {mail.security.value} {mail.user} {mail.credential}"
    if channel is Channel.SYSLOG and log is not None:
        return f"{log.host}:{log.port} {log.security.value}"
    if channel is Channel.FOLDER and notification.folder is not None:
        return str(notification.folder)
    return ""


def opening(
    channel: Channel, notification: Notification, credentials: Credentials, now: datetime, patience: Patience | None
) -> AbstractContextManager[MailChannel | SyslogChannel | FolderChannel]:
    """The channel, opened on entering. It must be set up."""
    mail, log, folder = notification.mail, notification.syslog, notification.folder
    if channel is Channel.MAIL and mail is not None:
        return MailChannel(mail, credentials, now, patience)
    if channel is Channel.SYSLOG and log is not None:
        return SyslogChannel(log, patience)
    if channel is Channel.FOLDER and folder is not None:
        return FolderChannel(folder)
    raise ValueError(f"{channel} is not set up")


def still_held(held: Held | None, credentials: Credentials, now: datetime) -> bool:
    """Whether a refused login must still rest: until its time is over or the credential is set anew."""
    if held is None or now >= held.until or now < held.since:
        return False  # before `since`: the clock was wrong when it was refused
    try:
        return credentials(held.credential).version == held.version
    except VaultError:
        return True
