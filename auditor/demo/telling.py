"""Telling the sample city's people after a night, by its own mail server and shared folder."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage

from auditor.model.places import SPOOL
from auditor.notify import Sections, Spool, deliver, tell_night
from auditor.scheduler.night import Night
from auditor.vault.vault import Vault
from auditor.workspace import Workspace

_IT_DIVISION = "joho@"


def tell_people(workspace: Workspace, night: Night, vault: Vault, clock: Callable[[], datetime]) -> None:
    """Tell what changed, as the nightly service does."""
    spool = Spool(folder=workspace.state_dir / SPOOL)
    notification = workspace.inventory.operation.notification
    sections = Sections.of(workspace.inventory)
    tell_night(spool, notification, night.assessment, night.background, sections, clock)
    deliver(spool, notification, vault.credential, clock)


def newest_mail(received: Sequence[EmailMessage]) -> Iterator[str]:
    """Lines of the newest mail to the IT division: sender, addressee, subject, text."""
    mail = next((m for m in reversed(received) if _IT_DIVISION in str(m["To"])), None)
    if mail is None:
        return
    for header in ("From", "To", "Subject"):
        yield f"{header}: {mail[header]}"
    yield ""
    body = mail.get_body(("plain",))
    if body is not None:
        yield from str(body.get_content()).splitlines()
