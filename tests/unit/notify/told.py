"""Notices as the spool would get them."""

import tempfile
from pathlib import Path

from auditor.model.changes import Changes
from auditor.model.operation import Channel, Notification, Route
from auditor.model.result import Assessment
from auditor.model.words import Message
from auditor.notify import Sections, Spool, tell_night
from auditor.notify.notice import Notice
from tests.fixtures import notices

SECTIONS = Sections(owners=notices.OWNERS, titles=notices.TITLES)


def night_notice(found: Changes | None, *, missed: tuple[Message, ...] = (), given: Assessment | None = None) -> Notice:
    """The notice that a mail route without a choice gets after a night."""
    routes = Notification(routes=(Route(channel=Channel.MAIL, to=("a@b.invalid",)),))
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(folder=Path(folder) / "spool")
        night = given or notices.assessment(missed=missed)
        tell_night(spool, routes, night, notices.background(found), SECTIONS, notices.clock)
        (entry,) = spool.contents().entries.values()
        return entry.notice
